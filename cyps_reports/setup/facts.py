"""What a new plan must know of itself first: council, service, title, days, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cyps_reports.findings import Refused
from cyps_reports.plan.contradictions import MOST_YEARS
from cyps_reports.plan.dates import TYPE_A_DATE, date_in, long
from cyps_reports.plan.fields import PLAN_FIELDS
from cyps_reports.plan.periods import MONTHLY, Period, ReportingPeriod, period_in
from cyps_reports.workbooks.grid import RawCell

FactValue = str | date | ReportingPeriod
"""A fact as it is understood."""

Facts = Mapping[str, FactValue]
"""What is known, by the keys of the sheet Plan's fields (`plan/fields.py`)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be known: the field's key, what is asked, and what is meant by no answer.

    `proposed` is "" where there must be an answer. `refused` says why the last answer was none.
    """

    key: str
    asked: str
    proposed: str = ""
    refused: Refused | None = None

    @property
    def heading(self) -> str:
        """What the plan workbook calls it."""
        return next(each.heading for each in PLAN_FIELDS if each.key == self.key)


ASKED: Mapping[str, str] = {
    "council": "Which council's plan is it?",
    "service": "Which service's plan is it?",
    "title": "What is the plan called, without its year?",
    "starts": "On which day does the plan begin?",
    "ends": "On which day does it end?",
    "reported": f"How often do you report ({', '.join(each.often for each in Period)}, or months by"
    " name, like October; January; April)?",
}
"""What is asked, in this order, by the field's key."""

_SERVICE, _TITLE = "Children and Young People's Service", "Improvement Plan"
_FIRST_MONTH = 4


def question_for(key: str, known: Facts, today: date) -> Question:
    """The question about a fact, with what is likely from what is known already."""
    return Question(key, ASKED[key], _proposed(key, known, today))


def _proposed(key: str, known: Facts, today: date) -> str:
    starts = known.get("starts")
    match key:
        case "service":
            return _SERVICE
        case "title":
            return _TITLE
        case "starts":
            return long(_financial_year(today))
        case "ends":
            return long(_a_year_on(starts)) if isinstance(starts, date) else ""
        case "reported":
            return str(MONTHLY)
        case _:
            return ""


def _financial_year(today: date) -> date:
    """The first day of the financial year that a day is in."""
    return date(today.year - (today.month < _FIRST_MONTH), _FIRST_MONTH, 1)


def _a_year_on(starts: date) -> date:
    """The last day of a year that begins on a day."""
    is_leap_day = (starts.month, starts.day) == (2, 29)
    again = date(starts.year + 1, 3, 1) if is_leap_day else starts.replace(year=starts.year + 1)
    return again - timedelta(days=1)


def fact_in(key: str, text: str, known: Facts) -> FactValue | Refused:
    """What was answered to a question, or why that is no answer."""
    match key:
        case "starts" | "ends":
            day = date_in(RawCell(text)) or Refused("no-date", "The date is missing.", TYPE_A_DATE)
            return day if isinstance(day, Refused) else what_is_wrong_with(key, day, known) or day
        case "reported":
            return period_in(text) or MONTHLY
        case _:
            said = " ".join(text.split())
            return said or Refused("empty-cell", "There is no answer.", "Type it, and press Enter.")


def what_is_wrong_with(key: str, day: date, known: Facts) -> Refused | None:
    """Why a first or last day cannot be one beside the other; None where it can."""
    starts = day if key == "starts" else known.get("starts")
    ends = day if key == "ends" else known.get("ends")
    if not isinstance(starts, date) or not isinstance(ends, date):
        return None
    if starts < ends and ends.year - starts.year <= MOST_YEARS:
        return None
    problem = f"A plan cannot run from {long(starts)} to {long(ends)}."
    mend = f"Give a last day after the first, and not more than {MOST_YEARS} years on."
    return Refused("plan-period", problem, mend)


def plan_year(starts: date, ends: date) -> str:
    """What a plan's time is called: `2026`, `2026/27`, or `2026 to 2029`."""
    if starts.year == ends.year:
        return f"{starts.year}"
    if ends.year == starts.year + 1:
        return f"{starts.year}/{ends.year % 100:02d}"
    return f"{starts.year} to {ends.year}"

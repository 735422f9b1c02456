"""What a new plan must know of itself first: council, service, title, days, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from cyps_reports.findings import Refused
from cyps_reports.plan.checks.contradictions import MOST_YEARS
from cyps_reports.plan.dates.months import Month, long, months_between
from cyps_reports.plan.dates.periods import MONTHLY, Period, ReportingPeriod, period_in
from cyps_reports.plan.dates.reading import TYPE_A_DATE, date_in
from cyps_reports.plan.dates.years import year_called
from cyps_reports.workbooks.grid import RawCell


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """What is known of a new plan before a row of it is."""

    council: str
    service: str
    title: str
    starts: date
    ends: date
    reported: ReportingPeriod

    @property
    def year(self) -> str:
        """What its time is called: `2026`, `2026/27`, or `2026 to 2029`."""
        return year_called(self.starts, self.ends)

    def next_month(self, today: date) -> Month:
        """The month that the first returns are for."""
        return self.reported.ends_next(months_between(self.starts, self.ends), today)


KNOWN_FIRST = tuple(each.name for each in fields(NewPlan))
"""The names of these, which are also the keys of their cells on the sheet Plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFacts:
    """The same as far as it is known: "" and None for what is not, in the order it is asked."""

    council: str = ""
    service: str = ""
    title: str = ""
    starts: date | None = None
    ends: date | None = None
    reported: ReportingPeriod | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is not known."""
        return tuple(name for name in KNOWN_FIRST if not getattr(self, name))

    @property
    def wrong_days(self) -> Refused | None:
        """Why the first and the last day do not go together; None where they do."""
        if self.starts is None or self.ends is None:
            return None
        if self.starts < self.ends and self.ends.year - self.starts.year <= MOST_YEARS:
            return None
        problem = f"A plan cannot run from {long(self.starts)} to {long(self.ends)}."
        mend = f"Give a last day after the first, and not more than {MOST_YEARS} years on."
        return Refused("plan-period", problem, mend)

    @property
    def settled(self) -> NewPlan | None:
        """All of it, monthly where nothing says how often; None where something is missing."""
        if not (self.council and self.service and self.title and self.starts and self.ends):
            return None
        return NewPlan(
            council=self.council,
            service=self.service,
            title=self.title,
            starts=self.starts,
            ends=self.ends,
            reported=self.reported or MONTHLY,
        )

    def over(self, others: FirstFacts) -> FirstFacts:
        """These, and what only the others know."""
        more: dict[str, Any] = {name: getattr(others, name) for name in self.missing}
        return replace(self, **more)

    def told(self, name: str, text: str) -> FirstFacts | Refused:
        """These with one that was typed, or why that is no answer."""
        read: Any
        match name:
            case "starts" | "ends":
                read = date_in(RawCell(text)) or Refused(
                    "no-date", "No date is given.", TYPE_A_DATE
                )
            case "reported":
                read = period_in(text) or MONTHLY
            case _:
                read = " ".join(text.split()) or Refused(
                    "empty-cell", "Nothing is given.", "Type it."
                )
        if isinstance(read, Refused):
            return read
        told = replace(self, **{name: read})
        return told.wrong_days or told


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be known: the fact's name, what is asked, and what no answer means.

    `proposed` is "" where there must be an answer. `refused` says why the last answer was none.
    """

    name: str
    asked: str
    proposed: str = ""
    refused: Refused | None = None


_ASKED: Mapping[str, str] = {
    "council": "Which council's plan is it?",
    "service": "Which service's plan is it?",
    "title": "What is the plan called, without its year?",
    "starts": "On which day does the plan begin?",
    "ends": "On which day does it end?",
    "reported": f"How often do you report ({', '.join(each.often for each in Period)}, or months by"
    " name, like October; January; April)?",
}
_SERVICE, _TITLE = "Children and Young People's Service", "Improvement Plan"
_FIRST_MONTH = 4


def question_for(name: str, known: FirstFacts, today: date) -> Question:
    """The question about a fact, with what is likely from what is known, or on that day."""
    proposed = {
        "service": _SERVICE,
        "title": _TITLE,
        "starts": long(_financial_year(today)),
        "ends": long(_a_year_on(known.starts)) if known.starts else "",
        "reported": str(MONTHLY),
    }
    return Question(name, _ASKED[name], proposed.get(name, ""))


def _financial_year(today: date) -> date:
    """The first day of the financial year that a day is in."""
    return date(today.year - (today.month < _FIRST_MONTH), _FIRST_MONTH, 1)


def _a_year_on(starts: date) -> date:
    """The last day of a year that begins on a day."""
    is_leap_day = (starts.month, starts.day) == (2, 29)
    start_of_next = date(starts.year + 1, 3, 1) if is_leap_day else starts.replace(starts.year + 1)
    return start_of_next - timedelta(days=1)

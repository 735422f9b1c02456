"""When something of the plan is due.

A day, or a month, a quarter or a term, which is due on its last day.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date
from typing import NamedTuple

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month, month_of, months_between
from cyps_reports.plan.dates.periods import TERM_ENDS
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.shown_times import shows_no_day

_MONTHS_OF_A_QUARTER = 3


class Due(NamedTuple):
    """The day something is due, and how the plan says it where that is no day.

    `June 2017`, `by end of Q3`.

    There is no day where the plan only has words for it, like `Phase 2` or `TBC`.
    """

    day: date | None
    said: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether it has its day, or the plan itself says that it has none yet."""
        return self.day is not None or self.said.casefold() in _NOT_YET


def due_in(cell: RawCell, starts: date, ends: date) -> Due | Refused | None:
    """When the thing in a cell is due; None where it is empty.

    `starts` and `ends` are the plan's: its quarters are counted from its first month, and need
    their year where the plan has several; so do terms where it has several of that name. A month
    needs its year always. Words that name neither a month nor begin with a figure are no date, and
    no mistyped one either.
    """
    if isinstance(cell.value, date) and shows_no_day(cell.number_format):
        month = month_of(cell.value)
        return Due(month.last, month.in_words)
    if isinstance(cell.value, str) and not cell.raised and not cell.refusal(""):
        said = " ".join(cell.text.split())
        bare = _LEADING.sub("", said)
        if match := _QUARTER.fullmatch(bare):
            return _quarter_due(said, int(match["number"]), match["year"] or "", starts, ends)
        if match := _TERM.fullmatch(bare):
            return _term_due(said, match["term"].casefold(), match["year"] or "", starts, ends)
        named = month_in(RawCell(bare)) if _MONTH.fullmatch(bare) else None
        if isinstance(named, Month):
            return Due(named.last, said)
    day = date_in(cell)
    if isinstance(day, Refused) and day.code == "not-a-date":
        if isinstance(cell.value, str) and not _LIKE_A_DATE.search(cell.text):
            return Due(None, " ".join(cell.text.split()))
        fix = (
            f"{day.fix} A month with its year, like June {starts.year}, or a quarter, like Q3, "
            "will do too."
        )
        return Refused(day.code, day.message, fix)
    return day if day is None or isinstance(day, Refused) else Due(day)


_LEADING = re.compile(r"(?:by |at )?(?:the )?end (?:of )?(?:the )?|by ", re.IGNORECASE)
_MONTH = re.compile(r"[A-Za-z]+ \d{4}", re.ASCII)
_QUARTER = re.compile(
    r"(?:Q|quarter ?)(?P<number>[1-4])(?:,? (?P<year>\d{4}(?:[/-]\d{2,4})?))?",
    re.ASCII | re.IGNORECASE,
)
_TERM = re.compile(
    r"(?P<term>autumn|spring|summer) term(?:,? (?P<year>\d{4}(?:[/-]\d{2,4})?))?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = "|".join((*month_name[1:], *month_abbr[1:], "Sept"))
_LIKE_A_DATE = re.compile(
    rf"^\W*\d|^\W*(?:Q|quarter) ?\d|\d[/.-]\d|\b(?:{_MONTHS})(?![A-Za-z])", re.ASCII | re.IGNORECASE
)
"""What is meant as a date, and mistyped where it cannot be read as one."""
_NOT_YET = ("tbc", "tbd", "na", "n/a", "to be confirmed", "to be determined")
_FIRST_MONTH_OF_SCHOOL = 9


def _term_due(said: str, term: str, year: str, starts: date, ends: date) -> Due | Refused:
    """The last day of a term.

    Of a school year like 2017/18, autumn is in the first year, the others in the second.
    """
    number = TERM_ENDS[term]
    if year:
        is_second = len(year) > len("2017") and number < _FIRST_MONTH_OF_SCHOOL
        return Due(Month(int(year[:4]) + is_second, number).last, said)
    meant = [each for each in months_between(starts, ends) if each.number == number]
    if len(meant) == 1:
        return Due(meant[0].last, said)
    problem = f"“{shortened(said)}” does not say of which year the term is."
    return Refused(
        "term-without-year",
        problem,
        f"Type it with its year, like {said} {starts.year}, or type the day.",
    )


def _quarter_due(said: str, number: int, year: str, starts: date, ends: date) -> Due | Refused:
    first_year = int(year[:4]) if year else starts.year
    is_several = len(months_between(starts, ends)) > MONTHS_OF_A_YEAR
    is_split = starts.month != 1
    if (not year and is_several) or (year and is_split and len(year) == len("2017")):
        like = f"{starts.year}/{(starts.year + 1) % 100:02d}" if is_split else f"{starts.year}"
        problem = f"“{shortened(said)}” does not say of which year the quarter is."
        return Refused(
            "quarter-without-year",
            problem,
            f"Type it with its year, like Q{number} {like}, or type the day.",
        )
    months = (starts.month - 1) + number * _MONTHS_OF_A_QUARTER - 1
    return Due(
        Month(first_year + months // MONTHS_OF_A_YEAR, months % MONTHS_OF_A_YEAR + 1).last, said
    )

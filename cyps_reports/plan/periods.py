"""Reporting periods: how often figures are reported, and in which months of a plan a period ends."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates import MONTHS_OF_A_YEAR, Month, month_number


class Rhythm(StrEnum):
    """How often something is reported."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"


_LENGTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.ANNUAL: MONTHS_OF_A_YEAR}
"""In months, counted from the plan's first."""
ENDS_OF_TERMS = (12, 4, 7)
"""The autumn term ends in December, the spring term, wherever Easter falls, in April, the summer term in July."""
_NOUNS = {
    Rhythm.MONTHLY: "month",
    Rhythm.QUARTERLY: "quarter",
    Rhythm.TERMLY: "term",
    Rhythm.HALF_YEARLY: "half-year",
    Rhythm.ANNUAL: "year",
}
_ALSO = {
    "every month": Rhythm.MONTHLY,
    "every quarter": Rhythm.QUARTERLY,
    "every term": Rhythm.TERMLY,
    "half yearly": Rhythm.HALF_YEARLY,
    "six-monthly": Rhythm.HALF_YEARLY,
    "six monthly": Rhythm.HALF_YEARLY,
    "twice a year": Rhythm.HALF_YEARLY,
    "annually": Rhythm.ANNUAL,
    "yearly": Rhythm.ANNUAL,
    "every year": Rhythm.ANNUAL,
}


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """How often something is reported: a rhythm, or `months` by their numbers, in which it is every year."""

    rhythm: Rhythm | None = None
    months: tuple[int, ...] = ()

    def __str__(self) -> str:
        """As the plan workbook has it: `quarterly`, or `October; January; April`."""
        return self.rhythm.value if self.rhythm else "; ".join(month_name[each] for each in self.months)

    @property
    def noun(self) -> str:
        """What one is called: `quarter`; `report` where the months are named."""
        return _NOUNS[self.rhythm] if self.rhythm else "report"

    @property
    def last_one(self) -> str:
        """`last quarter`, within a sentence."""
        return f"last {self.noun}" if self.rhythm else f"the last {self.noun}"

    @property
    def one_by_one(self) -> str:
        """`Quarter by quarter`, as a heading."""
        return f"{self.noun.capitalize()} by {self.noun}"

    @property
    def in_words(self) -> str:
        """How often, within a sentence: `quarterly`, or `in October, January and April`."""
        if self.rhythm:
            return "every year" if self.rhythm is Rhythm.ANNUAL else self.rhythm.value
        *others, last = (month_name[each] for each in self.months)
        return f"in {', '.join(others)} and {last}" if others else f"in {last}"

    def ends(self, months: Sequence[Month]) -> tuple[Month, ...]:
        """The months of a plan in which a period ends, in their order; one at least.

        Quarters, half-years and years are counted from the plan's first month, and what is left over ends with it.
        """
        if length := _LENGTHS.get(self.rhythm) if self.rhythm else None:
            whole = tuple(months[length - 1 :: length])
            return whole if whole[-1:] == (months[-1],) else (*whole, months[-1])
        numbers = ENDS_OF_TERMS if self.rhythm is Rhythm.TERMLY else self.months
        return tuple(each for each in months if each.number in numbers) or (months[-1],)


MONTHLY = ReportingPeriod(Rhythm.MONTHLY)
ANNUAL = ReportingPeriod(Rhythm.ANNUAL)


def period_in(text: str) -> ReportingPeriod | Refused | None:
    """The reporting period that a cell names: a word, or months; None where it is empty."""
    said = " ".join(text.casefold().split())
    if not said:
        return None
    if rhythm := _ALSO.get(said) or next((each for each in Rhythm if each.value == said), None):
        return ReportingPeriod(rhythm)
    numbers = [month_number(part) for part in re.split(r"[\s;,/&+]+|\band\b", said) if part]
    named = tuple(dict.fromkeys(each for each in numbers if each))
    if named and None not in numbers:
        return ReportingPeriod(months=named)
    return Refused(
        "unknown-reporting-period",
        f"“{shortened(text)}” is no reporting period.",
        f"Type one of: {', '.join(Rhythm)}; or name the months, like October; January; April.",
    )

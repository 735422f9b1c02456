"""Periods of time, and how often something is reported.

Months, quarters, terms, half-years and years.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month, month_number, month_of

TERM_ENDS = {"autumn": 12, "spring": 4, "summer": 7}
"""The month in which each school term ends, by its name, wherever Easter falls.

August belongs to the autumn term.
"""


class Period(StrEnum):
    """A length of time that comes again and again; the value is what a sentence calls it."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def often(self) -> str:
        """How often is what comes in each of them: `quarterly`, `annual`."""
        return _OFTEN[self]

    def ends(self, first: int) -> tuple[int, ...]:
        """The months of a year, from 1, in which it ends, in the calendar's order.

        All but terms are counted from the plan's first month, `first`.
        """
        if self is Period.TERM:
            return tuple(sorted(TERM_ENDS.values()))
        length = _LENGTHS[self]
        after = range(first - 1 + length, first + MONTHS_OF_A_YEAR, length)
        return tuple(sorted((number - 1) % MONTHS_OF_A_YEAR + 1 for number in after))

    def last_month(self, month: Month, first: int) -> Month:
        """The last month of the period that a month is in."""
        ends = self.ends(first)
        while month.number not in ends:
            month = month.next
        return month

    def last_month_before(self, month: Month, first: int) -> Month:
        """The last month of the period before the one that a month is in."""
        ends = self.ends(first)
        month = month.previous
        while month.number not in ends:
            month = month.previous
        return month

    def between(self, earlier: Month, later: Month, first: int) -> int:
        """How many periods the later month's comes after the earlier one's.

        Negative where it comes before.
        """
        return self._number(later, first) - self._number(earlier, first)

    def _number(self, month: Month, first: int) -> int:
        ends = self.ends(first)
        return month.year * len(ends) + sum(end < month.number for end in ends)


_LENGTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: MONTHS_OF_A_YEAR}
"""How many months each has; terms have no one length."""
_OFTEN = {
    Period.MONTH: "monthly",
    Period.QUARTER: "quarterly",
    Period.TERM: "termly",
    Period.HALF_YEAR: "half-yearly",
    Period.YEAR: "annual",
}
_ALSO = {
    "every month": Period.MONTH,
    "every quarter": Period.QUARTER,
    "every term": Period.TERM,
    "half yearly": Period.HALF_YEAR,
    "six-monthly": Period.HALF_YEAR,
    "six monthly": Period.HALF_YEAR,
    "twice a year": Period.HALF_YEAR,
    "annually": Period.YEAR,
    "yearly": Period.YEAR,
    "every year": Period.YEAR,
}


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """How often something is reported.

    In each `every`, or in `months` by their numbers every year.
    """

    every: Period | None = None
    months: tuple[int, ...] = ()

    def __str__(self) -> str:
        """As the plan workbook has it: `quarterly`, or `October; January; April`."""
        if self.every:
            return self.every.often
        return "; ".join(month_name[month] for month in self.months)

    @property
    def noun(self) -> str:
        """What one is called: `quarter`; `report` where the months are named."""
        return self.every.value if self.every else "report"

    @property
    def last_one(self) -> str:
        """`last quarter`, within a sentence."""
        return f"last {self.noun}" if self.every else f"the last {self.noun}"

    @property
    def one_by_one(self) -> str:
        """`Quarter by quarter`, as a heading."""
        return f"{self.noun.capitalize()} by {self.noun}"

    @property
    def in_words(self) -> str:
        """How often, within a sentence: `quarterly`, or `in October, January and April`."""
        if self.every:
            return "every year" if self.every is Period.YEAR else self.every.often
        *others, last = (month_name[month] for month in self.months)
        return f"in {', '.join(others)} and {last}" if others else f"in {last}"

    def ends(self, months: Sequence[Month]) -> tuple[Month, ...]:
        """The months of a plan in which a period ends, in their order; one at least.

        Quarters, half-years and years are counted from the plan's first month, and what is left
        over ends with it.
        """
        numbers = self.every.ends(months[0].number) if self.every else self.months
        ends = tuple(month for month in months if month.number in numbers)
        is_counted = self.every in _LENGTHS
        return (*ends, months[-1]) if not ends or (is_counted and ends[-1] != months[-1]) else ends

    def ends_next(self, months: Sequence[Month], today: date) -> Month:
        """The month of a plan in which the period of a day ends; of a day outside it, the first."""
        ends, current = self.ends(months), month_of(today)
        current = current if current in months else months[0]
        return next((month for month in ends if month >= current), ends[-1])


MONTHLY = ReportingPeriod(Period.MONTH)
ANNUAL = ReportingPeriod(Period.YEAR)


def period_in(text: str) -> ReportingPeriod | Refused | None:
    """The reporting period that a cell names: a word, or months; None where it is empty."""
    said = " ".join(text.casefold().split())
    if not said:
        return None
    if every := _ALSO.get(said) or next((each for each in Period if each.often == said), None):
        return ReportingPeriod(every)
    numbers = [month_number(part) for part in re.split(r"[\s;,/&+]+|\band\b", said) if part]
    named = tuple(dict.fromkeys(number for number in numbers if number))
    if named and None not in numbers:
        return ReportingPeriod(months=named)
    return Refused(
        "unknown-reporting-period",
        f"“{shortened(text)}” is no reporting period.",
        f"Type one of: {', '.join(each.often for each in Period)}; or name the months, like "
        "October; January; April.",
    )

"""Periods of time: months, quarters, terms, half-years and years, each by the months in which it ends."""

from __future__ import annotations

from enum import StrEnum

from cyps_reports.plan.dates import MONTHS_OF_A_YEAR, Month

TERM_ENDS = {"autumn": 12, "spring": 4, "summer": 7}
"""The month in which each school term ends, by its name; August belongs to the autumn term."""


class Period(StrEnum):
    """A length of time that comes again and again; the value is what a sentence calls it."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF_YEAR = "half-year"
    YEAR = "year"

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
        """How many periods the later month's comes after the earlier one's; negative where it comes before."""
        return self._number(later, first) - self._number(earlier, first)

    def _number(self, month: Month, first: int) -> int:
        ends = self.ends(first)
        return month.year * len(ends) + sum(end < month.number for end in ends)


_LENGTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: MONTHS_OF_A_YEAR}
"""How many months each has; terms have no one length."""

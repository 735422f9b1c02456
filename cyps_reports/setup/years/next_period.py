"""The time of next year's plan: as long as this one's, and what a year is called in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month, month_of
from cyps_reports.plan.dates.years import year_called
from cyps_reports.plan.model.plan import Plan


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """The first and the last day of the next plan, and how many months after this one it is."""

    starts: date
    ends: date
    months_on: int

    @property
    def years_on(self) -> int:
        """How many years later what is said of a year is; a part of one is none."""
        return self.months_on // MONTHS_OF_A_YEAR

    @property
    def called(self) -> str:
        """What its time is called: `2013/14`, `2014`, `2026 to 2029`."""
        return year_called(self.starts, self.ends)

    def month(self, month: Month) -> Month:
        """The month that takes the place of one of this plan's."""
        at = month.year * MONTHS_OF_A_YEAR + month.number - 1 + self.months_on
        return Month(at // MONTHS_OF_A_YEAR, at % MONTHS_OF_A_YEAR + 1)

    def said(self, text: str) -> str:
        """A text with each year in it so much later: `2013/14` for `2012/13`."""
        return _YEAR.sub(lambda match: _later(match, self.years_on), text)


def next_period(plan: Plan) -> NextPeriod:
    """The time after a plan's, of the same length in months."""
    starts = plan.ends + timedelta(days=1)
    months = _months_between(plan.starts, starts)
    later = NextPeriod(starts, starts, months)
    after_it = later.month(month_of(starts))
    return NextPeriod(starts, _day_before(after_it, starts.day), months)


def _months_between(first: date, after: date) -> int:
    """The months that come nearest to a time: 6 April to 5 April is 12, though it is in 13.

    `after` is the first day that is no part of it.
    """
    months = (after.year - first.year) * MONTHS_OF_A_YEAR + after.month - first.month
    days = after.day - first.day
    more, fewer = days > _HALF_A_MONTH, days < -_HALF_A_MONTH
    return max(1, months + more - fewer)


_HALF_A_MONTH = 15
"""In days; so many over are no month more."""


def _day_before(month: Month, day: int) -> date:
    """The day before the one on which a plan after it would begin."""
    return month.first + timedelta(days=day - 1) - timedelta(days=1)


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:([/–-])(\d{2})(?!\d))?(?!\d)", re.ASCII)


def _later(match: re.Match[str], years: int) -> str:
    first, between, last = match.groups()
    year = f"{int(first) + years}"
    return f"{year}{between}{(int(last) + years) % 100:02d}" if last else year

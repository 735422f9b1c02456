"""Working days in England: Monday to Friday, but for bank holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices in England are open."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Those of a year: to work them out takes longer than all else that is asked of a day."""
    # All calendars of the world come with it: loaded where a day is looked up.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_days_after(day: date, number: int) -> date:
    """The working day that comes so many working days after a day.

    The day itself is not counted.
    """
    while number > 0:
        day += _DAY
        number -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are after `first`, up to and with `last`.

    0 where `last` is not later.
    """
    days = (first + _DAY * number for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)

"""Days and times as Excel stores them.

Numbers of days since a first day, which a number format shows as a date.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001
"""The day that the number 0 stands for; that of the calendar of old Macs where it is True."""

# What a format shows as it stands, in quotation marks or brackets; those of hours, minutes and
# seconds are no such.
_AS_IT_STANDS = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\[\]]*\]')
_OF_DATES = re.compile(r"(?<![_\\])[dmyhs]", re.IGNORECASE)
_OF_DURATIONS = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
# Excel takes 1900 for a leap year: the days before its 29 February lie one further on.
_LAST_ODD_DAY = 60


def is_of_dates(number_format: str) -> bool:
    """Whether it shows a number as a date, a time or a duration."""
    return bool(_OF_DATES.search(_AS_IT_STANDS.sub("", number_format.split(";")[0])))


def is_of_durations(number_format: str) -> bool:
    """Whether it shows a number as hours, minutes or seconds that may be more than a day's."""
    return bool(_OF_DURATIONS.search(number_format.split(";")[0]))


def date_of(number: float, first: datetime) -> datetime | time:
    """The day, or the time of a day, that a number stands for.

    Raises:
        OverflowError, ValueError: there is no such day.

    """
    day, part = divmod(number, 1)
    since = timedelta(milliseconds=round(part * 86_400_000))
    if 0 <= number < 1 and not since.days:
        return (FIRST_DAYS[False] + since).time()
    is_odd = 0 < number < _LAST_ODD_DAY and first == FIRST_DAYS[False]
    return first + timedelta(days=day + is_odd) + since


def duration_of(number: float) -> timedelta:
    """The duration that a number of days stands for, to a thousandth of a second.

    Raises:
        OverflowError: it is longer than any.

    """
    lasts = timedelta(days=number)
    return timedelta(seconds=lasts.total_seconds() // 1, microseconds=round(lasts.microseconds, -3))

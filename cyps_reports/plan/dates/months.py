"""Months and dates as plans and reports write them; what people type is read elsewhere."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cyps_reports.workbooks.serials import FIRST_DAYS

DAY_ZERO, MAC_DAY_ZERO = (first.date() for first in FIRST_DAYS.values())
"""The day that spreadsheets number 0; that of those which count from 1904."""


MONTHS_OF_A_YEAR = 12


class Month(NamedTuple):
    """A calendar month; written `2012-09` in folder names and records."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return _last_of(self)

    @property
    def in_words(self) -> str:
        """`September 2012`."""
        return f"{month_name[self.number]} {self.year}"

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before it."""
        return (
            Month(self.year, self.number - 1)
            if self.number > 1
            else Month(self.year - 1, MONTHS_OF_A_YEAR)
        )

    def months_since(self, other: Month) -> int:
        """How many months this one comes after the other; negative where before."""
        return (self.year - other.year) * 12 + self.number - other.number


@lru_cache(maxsize=256)
def _last_of(month: Month) -> date:
    return date(month.year, month.number, monthrange(month.year, month.number)[1])


def month_of(day: date) -> Month:
    """The month a day is in."""
    return Month(day.year, day.month)


def months_between(first: date, last: date) -> tuple[Month, ...]:
    """The months from one day's to another's in their order.

    The first alone where the last is no later.
    """
    months = [month_of(first)]
    while months[-1] < month_of(last):
        months.append(months[-1].next)
    return tuple(months)


YEAR_FORM = r"([12]\d{3})"
"""How the year of a month is typed; further on there may be no month after."""


def month_named(text: str) -> Month | None:
    """The month of a name like `2012-09`; None for any other name."""
    match = re.fullmatch(rf"{YEAR_FORM}-(0[1-9]|1[0-2])", text)
    return Month(int(match[1]), int(match[2])) if match else None


def month_of_folder(name: str, months: Sequence[Month] = ()) -> Month | None:
    """The month that a folder is named after, as people name folders.

    None where it is named after none.

    `2012-09`, `2012-9`, `09-2012`, `September 2012`, `Sept 12`, `2012 Sep`; also `Sept` or `06
    Sept` alone, where it is one only of these `months`.
    """
    parts = [part for part in re.split(r"[\s._,-]+", name.strip()) if part]
    words = [number for part in parts if (number := month_number(part))]
    years = [int(part) for part in parts if re.fullmatch(YEAR_FORM, part, re.ASCII)]
    short_forms = [int(part) for part in parts if re.fullmatch(r"\d{1,2}", part, re.ASCII)]
    if len(words) + len(years) + len(short_forms) != len(parts) or len(words) > 1 or len(years) > 1:
        return None
    if not words:
        is_plain = len(years) == len(short_forms) == 1 and short_forms[0] in range(1, 13)
        return Month(years[0], short_forms[0]) if is_plain else None
    if years:
        # A number beside the name is there to sort the folders.
        return Month(years[0], words[0]) if len(short_forms) <= 1 else None
    if short_forms and _is_word(parts[0]):
        return Month(2000 + short_forms[0], words[0]) if len(short_forms) == 1 else None
    meant = [month for month in months if month.number == words[0]]
    return meant[0] if len(meant) == 1 and len(short_forms) <= 1 else None


def _is_word(part: str) -> bool:
    return not part.isdigit()


def short(day: date) -> str:
    """`30/06/12`, as plans and returns write it."""
    return f"{day:%d/%m/%y}"


def long(day: date) -> str:
    """`30 June 2012`, as reports write it."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def month_number(word: str) -> int | None:
    """9 for `September`, `Sep` or `Sept`, in capitals or not; None for any other word."""
    return _MONTHS.get(word.casefold())


_MONTHS = {
    name.casefold(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

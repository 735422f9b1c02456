"""Dates and months as people in England type them, read without ever guessing."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr, month_name, monthrange
from datetime import date, datetime
from typing import NamedTuple

from cyps_reports.findings import Refused, shortened
from cyps_reports.workbooks.grid import RawCell

TYPE_A_DATE = "Type the date as day/month/year, like 30/06/12."


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
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def in_words(self) -> str:
        """`September 2012`."""
        return f"{month_name[self.number]} {self.year}"

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def months_since(self, other: Month) -> int:
        """How many months this one comes after the other; negative where before."""
        return (self.year - other.year) * 12 + self.number - other.number


def month_of(day: date) -> Month:
    """The month a day is in."""
    return Month(day.year, day.month)


def months_between(first: date, last: date) -> tuple[Month, ...]:
    """The months from one day's to another's in their order; those of a year at most."""
    months = [month_of(first)]
    while months[-1] < month_of(last) and len(months) < 12:
        months.append(months[-1].next)
    return tuple(months)


# Further on there may be no month after.
_YEAR = r"([12]\d{3})"


def month_named(text: str) -> Month | None:
    """The month of a name like `2012-09`; None for any other name."""
    match = re.fullmatch(rf"{_YEAR}-(0[1-9]|1[0-2])", text)
    return Month(int(match[1]), int(match[2])) if match else None


def short(day: date) -> str:
    """`30/06/12`, as plans and returns write it."""
    return f"{day:%d/%m/%y}"


def long(day: date) -> str:
    """`30 June 2012`, as reports write it."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def month_in(cell: RawCell) -> Month | Refused | None:
    """The month in a cell: a date in it, or `September 2012`, or `2012-09`; None where empty."""
    if named := month_named(cell.text):
        return named
    match = re.fullmatch(rf"([A-Za-z]+)\s+{_YEAR}", cell.text, re.ASCII)
    if match and (number := _month_number(match[1])):
        return Month(int(match[2]), number)
    day = date_in(cell)
    if isinstance(day, Refused):
        return Refused(
            "unreadable-month",
            f"“{shortened(cell.text)}” is not a month.",
            "Type the month in words, like September 2012.",
        )
    return month_of(day) if day else None


def date_in(cell: RawCell) -> date | Refused | None:
    """The date in a cell: a real date, or text in one of the forms of DESIGN 3; None where empty.

    Two-digit years are of this century. Text that could be read two ways, and numbers, are refused.
    """
    value = cell.value
    if refused := cell.refusal(TYPE_A_DATE):
        return refused
    if cell.is_empty or cell.text in ("-", "–"):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _date_in_text(" ".join(unicodedata.normalize("NFKC", value).split()))
    return Refused("not-a-date", f"{cell.text} is a number, not a date.", TYPE_A_DATE)


_NUMERIC = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?", re.ASCII)
_WORDED = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/]([A-Za-z]{3,9})\.?,?[ \-/](\d{4}|\d{2})", re.ASCII
)


def _date_in_text(text: str) -> date | Refused:
    if match := _ISO.fullmatch(text):
        return _calendar_date(text, int(match[1]), int(match[2]), int(match[3]))
    if (match := _WORDED.fullmatch(text)) and (number := _month_number(match[2])):
        return _calendar_date(text, _year(match[3]), number, int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), _year(match[4])
        # A date that stayed text was not understood by the program it was typed in: where that program
        # was set to US dates, 05/06/12 means 6 May. Dots are only used on this side of the Atlantic.
        if match[2] != "." and year and 1 <= day <= 12 and 1 <= month <= 12 and day != month:
            return _two_ways(text, date(year, month, day), date(year, day, month))
        return _calendar_date(text, year, month, day)
    return Refused("not-a-date", f"“{shortened(text)}” is not a date.", TYPE_A_DATE)


def _two_ways(text: str, day_first: date, month_first: date) -> Refused:
    worded = f"{day_first.day} {month_abbr[day_first.month]} {day_first.year}"
    return Refused(
        "two-way-date",
        f"“{text}” was typed as text and could be {long(day_first)} or {long(month_first)}.",
        f"Type the month as a word, like {worded}.",
    )


def _calendar_date(text: str, year: int, month: int, day: int) -> date | Refused:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    try:
        turned = date(year, day, month)
    except ValueError:
        return Refused("impossible-date", f"“{text}” does not exist in the calendar.", TYPE_A_DATE)
    return Refused("month-first-date", f"“{text}” has the month first.", f"Type the day first: {short(turned)}.")


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month_number(word: str) -> int | None:
    """9 for `September`, `Sep` or `Sept`; None for any other word."""
    wanted = word.casefold()
    for number, name in enumerate(month_name):
        if name and len(wanted) >= 3 and name.casefold().startswith(wanted):
            return number
    return None

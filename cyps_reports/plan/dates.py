"""Dates and months as people in England type them, read without ever guessing."""

from __future__ import annotations

import re
import unicodedata
from calendar import day_name, month_abbr, month_name, monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from cyps_reports.findings import Refused, shortened
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import marks_in
from cyps_reports.workbooks.serials import FIRST_DAYS
from cyps_reports.workbooks.shown_times import NO_DAY

DAY_ZERO, MAC_DAY_ZERO = (first.date() for first in FIRST_DAYS.values())
"""The day that spreadsheets number 0; that of those which count from 1904."""
TYPE_A_DATE = "Type the date as day/month/year (dd/mm/yy)."


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
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

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


# Further on there may be no month after.
_YEAR = r"([12]\d{3})"


def month_named(text: str) -> Month | None:
    """The month of a name like `2012-09`; None for any other name."""
    match = re.fullmatch(rf"{_YEAR}-(0[1-9]|1[0-2])", text)
    return Month(int(match[1]), int(match[2])) if match else None


def month_of_folder(name: str, months: Sequence[Month] = ()) -> Month | None:
    """The month that a folder is named after, as people name folders.

    None where it is named after none.

    `2012-09`, `2012-9`, `09-2012`, `September 2012`, `Sept 12`, `2012 Sep`; also `Sept` or `06
    Sept` alone, where it is one only of these `months`.
    """
    parts = [part for part in re.split(r"[\s._,-]+", name.strip()) if part]
    words = [number for part in parts if (number := month_number(part))]
    years = [int(part) for part in parts if re.fullmatch(_YEAR, part, re.ASCII)]
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


def month_in(cell: RawCell) -> Month | Refused | None:
    """The month in a cell: a date in it, or `September 2012`, or `2012-09`; None where empty."""
    if isinstance(cell.value, str) and not cell.raised:
        if named := month_named(cell.text):
            return named
        match = re.fullmatch(rf"([A-Za-z]+)\s+{_YEAR}", cell.text, re.ASCII)
        if match and (number := month_number(match[1])):
            return Month(int(match[2]), number)
    day = date_in(cell)
    if isinstance(day, Refused):
        return Refused(
            "unreadable-month",
            f"“{shortened(cell.text)}” is not a month.",
            "Type the month in words, with its year.",
        )
    return month_of(day) if day else None


def date_in(cell: RawCell) -> date | Refused | None:
    """The date in a cell: a real date, or a text in one of these forms.

    None where empty, or a dash.

    - `30/06/12`, `30-06-12`, `30.06.12`: day, month and year in figures, one sign twice. Where day
      and month could change places, only points are read; the others are refused, as the program
      that left them as text may be set to American dates.
    - `30 June 2012`, `30-June-2012`, `30/June/2012`: the month as its name, its first three letters
      or Sept, with a point, a comma or both behind it or not; the day may have st, nd, rd or th
      behind it, and before it the name of its weekday, or the usual short form, with a comma or
      without.
    - `2012-06-30`, alone or with the time 00:00:00.

    In each, the day and a month in figures have one or two digits, the year two (of this century)
    or four; letters may be small or capital. Spaces stand only where they are shown here. A weekday
    that does not fit, days that are not in the calendar or before 1905, numbers, times, and figures
    with marks are refused.
    """
    value = cell.value
    if refused := cell.refusal(TYPE_A_DATE):
        return refused
    if cell.is_empty or cell.text in ("-", "–"):
        return None
    if isinstance(value, datetime):
        return _stored(value.date(), cell)
    if isinstance(value, date):
        return _stored(value, cell)
    if isinstance(value, str):
        return _date_in_text(value.strip(), cell.raised.strip())
    if cell.text == NO_DAY:
        return _no_day(cell)
    kind = "time" if isinstance(value, time | timedelta) else "number"
    # In the format of a date, a time of day shows nothing.
    shows = cell.text if any(map(str.isdigit, cell.text)) else str(value)
    return Refused("not-a-date", f"{shortened(shows)} is a {kind}, not a date.", TYPE_A_DATE)


FIRST_YEAR = 1905
"""The first days of spreadsheets' calendars, of 1900 and of 1904.

An empty cell stands for them.
"""
_FIRST_OF_1900, _FIRST_OF_1904 = date(1900, 1, 1), date(1904, 1, 1)


def _stored(day: date, cell: RawCell) -> date | Refused:
    if day.year >= FIRST_YEAR:
        return day
    return (
        _no_day(cell)
        if day <= _FIRST_OF_1900 or day == _FIRST_OF_1904
        else _too_early(shortened(cell.text))
    )


def _too_early(shown: str) -> Refused:
    return Refused("impossible-date", f"“{shown}” is before {FIRST_YEAR}.", TYPE_A_DATE)


def _no_day(cell: RawCell) -> Refused:
    problem = f"The cell shows {shortened(cell.text)}, as a link to an empty cell does."
    return Refused("zero-date", problem, f"{TYPE_A_DATE} If there is no date, empty the cell.")


_SHORT_WEEKDAYS = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
WEEKDAYS = {
    name: number
    for number, short_forms in enumerate(_SHORT_WEEKDAYS)
    for name in (day_name[number].casefold(), *short_forms.split())
}
"""The number of each weekday, from 0 for Monday.

By its name and its usual short forms in small letters.
"""
ORDINALS = ("st", "nd", "rd", "th")
"""What may stand behind a day."""
_NUMERIC = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00)?", re.ASCII)
_WORDED = re.compile(
    r"(?:([A-Za-z]+),? )?(\d{1,2})(?:st|nd|rd|th)?([ \-/])([A-Za-z]+)\.?,?\3(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)


def _date_in_text(typed: str, raised: str) -> date | Refused:
    text = unicodedata.normalize("NFKC", typed)
    quoted = shortened(" ".join(text.split()))
    if marks_in(typed) or (raised and raised.casefold() not in ORDINALS):
        return Refused("marked-date", f"“{quoted}” has raised or enclosed characters.", TYPE_A_DATE)
    if match := _ISO.fullmatch(text):
        return _calendar_date(text, int(match[1]), int(match[2]), int(match[3]))
    if (match := _WORDED.fullmatch(text)) and (number := month_number(match[4])):
        day = _calendar_date(text, _year(match[5]), number, int(match[2]))
        return _on_weekday(text, day, match[1]) if match[1] else day
    if match := _NUMERIC.fullmatch(text):
        return _numeric_date(
            text, int(match[1]), int(match[3]), _year(match[4]), is_dotted=match[2] == "."
        )
    return Refused("not-a-date", f"“{quoted}” is not a date.", TYPE_A_DATE)


def _numeric_date(text: str, day: int, month: int, year: int, *, is_dotted: bool) -> date | Refused:
    # A date that stayed text was not understood by the program it was typed in: where that program
    # was set to US dates, 05/06/12 means 6 May. Dots are only used on this side of the Atlantic.
    if not is_dotted and year and 1 <= day <= 12 and 1 <= month <= 12 and day != month:
        return _two_ways(text, date(year, month, day), date(year, day, month))
    return _calendar_date(text, year, month, day)


def _on_weekday(text: str, day: date | Refused, weekday: str) -> date | Refused:
    """The date, where the weekday before it is its own."""
    number = WEEKDAYS.get(weekday.casefold())
    if number is None:
        return Refused("not-a-date", f"“{shortened(text)}” is not a date.", TYPE_A_DATE)
    if isinstance(day, Refused) or day.weekday() == number:
        return day
    problem = f"“{text}” does not fit together: {long(day)} is a {day_name[day.weekday()]}."
    return Refused("weekday-against-date", problem, TYPE_A_DATE)


def _two_ways(text: str, day_first: date, month_first: date) -> Refused:
    worded = f"{day_first.day} {month_abbr[day_first.month]} {day_first.year}"
    return Refused(
        "two-way-date",
        f"“{text}” was typed as text and could be {long(day_first)} or {long(month_first)}.",
        f"Type the month as a word, like {worded}.",
    )


def _calendar_date(text: str, year: int, month: int, day: int) -> date | Refused:
    try:
        read = date(year, month, day)
    except ValueError:
        pass
    else:
        return read if year >= FIRST_YEAR else _too_early(text)
    try:
        turned = date(year, day, month)
    except ValueError:
        return Refused("impossible-date", f"“{text}” does not exist in the calendar.", TYPE_A_DATE)
    return Refused(
        "month-first-date",
        f"“{text}” has the month first.",
        f"Type the day first: {short(turned)}.",
    )


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def month_number(word: str) -> int | None:
    """9 for `September`, `Sep` or `Sept`, in capitals or not; None for any other word."""
    return _MONTHS.get(word.casefold())


_MONTHS = {
    name.casefold(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

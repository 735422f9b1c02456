"""Dates and months as people in England type them, read without ever guessing."""

from __future__ import annotations

import re
import unicodedata
from calendar import day_name, month_abbr
from datetime import date, datetime, time, timedelta

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.dates.months import (
    DAY_ZERO,
    MAC_DAY_ZERO,
    YEAR_FORM,
    Month,
    long,
    month_named,
    month_number,
    month_of,
    short,
)
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import marks_in
from cyps_reports.workbooks.shown_times import NO_DAY, shows_no_day, shows_which_day, words_around

TYPE_A_DATE = "Type the date as day/month/year (dd/mm/yy)."
TYPE_THE_DATE = "Type the date itself in place of the formula, which shows another one tomorrow."


def month_in(cell: RawCell) -> Month | Refused | None:
    """The month in a cell: a date in it, or `September 2012`, or `2012-09`; None where empty."""
    if isinstance(cell.value, str) and not cell.raised:
        if named := month_named(cell.text):
            return named
        match = re.fullmatch(rf"([A-Za-z]+)\s+{YEAR_FORM}", cell.text, re.ASCII)
        if match and (number := month_number(match[1])):
            return Month(int(match[2]), number)
    day = date_in(cell._replace(number_format=_A_DAY) if _is_month(cell) else cell)
    if isinstance(day, Refused):
        return Refused(
            "unreadable-month",
            f"“{shortened(cell.text)}” is not a month.",
            "Type the month in words, with its year.",
        )
    return month_of(day) if day else None


_A_DAY = "dd/mm/yyyy"


def _is_month(cell: RawCell) -> bool:
    return isinstance(cell.value, date) and shows_no_day(cell.number_format)


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
    with marks are refused; so is the first of a month that its format shows without its day
    (Sep-12), a real date beside a word or a mark of doubt (`before 14/09/12`, `14/09/12?`), and a
    day of 1905 that is a year's number.
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
TYPED_YEARS = range(1990, 2100)
"""Numbers that are years to people.

Typed alone where a date belongs, 2012 becomes a day of 1905, or of 1909 on a Mac.
"""
_FIRST_OF_1900, _FIRST_OF_1904 = date(1900, 1, 1), date(1904, 1, 1)


def _stored(day: date, cell: RawCell) -> date | Refused:
    if day.year >= FIRST_YEAR:
        return _of_a_year(day, cell) or _shown_otherwise(day, cell) or day
    return (
        _no_day(cell)
        if day <= _FIRST_OF_1900 or day == _FIRST_OF_1904
        else _too_early(shortened(cell.text))
    )


def _of_a_year(day: date, cell: RawCell) -> Refused | None:
    """Why a date is none that is the number of a year to a spreadsheet; None where it is."""
    for zero in (DAY_ZERO, MAC_DAY_ZERO):
        if (number := (day - zero).days) in TYPED_YEARS:
            shows = f"“{shortened(cell.text)}” is {long(day)}"
            problem = f"{shows}, which a cell for dates makes of {number} typed alone."
            return Refused("not-a-date", problem, TYPE_A_DATE)
    return None


def _shown_otherwise(day: date, cell: RawCell) -> Refused | None:
    """Why the date in a cell is not what people see there; None where it is."""
    has_words = words_around(cell.number_format)
    # Of a month that is typed alone, the computer makes its first day; another day was typed.
    is_month = day.day == 1 and not shows_which_day(cell.number_format)
    if not (has_words or is_month):
        return None
    shows = f"The cell shows “{shortened(cell.text)}”"
    if has_words:
        return Refused("shown-otherwise", f"{shows}, but holds {long(day)}.", TYPE_A_DATE)
    return Refused("not-a-date", f"{shows}, without the day.", TYPE_A_DATE)


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

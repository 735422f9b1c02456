"""What a cell shows of a date or a time, by its number format, in England."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

# The formats that follow the settings of the computer, as files write them down, and what they show
# in England.
_BY_SETTINGS = {
    "mm-dd-yy": "dd/mm/yyyy",
    "m/d/yy": "dd/mm/yyyy",
    "m/d/yyyy": "dd/mm/yyyy",
    "m/d/yy h:mm": "dd/mm/yyyy hh:mm",
    "m/d/yyyy h:mm": "dd/mm/yyyy hh:mm",
}
_LONG_DATE, _LONG_TIME = "[$-F800]", "[$-F400]"
_USUAL_DATE, _USUAL_TIME, _USUAL_SPAN = "dd/mm/yyyy", "hh:mm:ss", "[h]:mm:ss"
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<span>[hH]+|[mM]+|[sS]+)\]|\[[^\[\]]*\]'
    r"|(?P<half>AM/PM|A/P)|(?P<code>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
# Where a spreadsheet's calendar begins: the day of the number 0 is none of any calendar, and shown
# so.
NO_DAY = "00/01/1900"
_FIRST_DAY = date(1900, 1, 1)


@lru_cache(maxsize=1024)
def shown_time(value: date | time | timedelta, number_format: str) -> str:
    """A date, a time of the day or a span of time as the cell shows it."""
    parts = _parts(number_format)
    if isinstance(value, time) and value == time() and _is_of_days(parts):
        return NO_DAY
    if (
        isinstance(value, date)
        and (value.date() if isinstance(value, datetime) else value) < _FIRST_DAY
    ):
        return NO_DAY
    if not any(part["code"] or part["span"] for part in parts):
        parts = _parts(_usual(value))
    has_halves = any(part["half"] for part in parts)
    return "".join(
        _part(value, at, parts, has_halves=has_halves) for at in range(len(parts))
    ).strip()


@lru_cache(maxsize=1024)
def shows_no_day(number_format: str) -> bool:
    """Whether a date in that format shows as a month alone, like Jun-17."""
    letters = {code[0] for code in _codes(number_format)}
    return "m" in letters and "y" in letters and not letters & {"d", "h", "s"}


@lru_cache(maxsize=1024)
def shows_which_day(number_format: str) -> bool:
    """Whether a date in that format shows its day and its month; what is no such format is passed.

    The year may be left out, as Excel does of 14/9.
    """
    codes = _codes(number_format)
    shown = {code[0] for code in codes if code not in ("ddd", "dddd")}
    return not codes or {"d", "m"} <= shown


@lru_cache(maxsize=1024)
def words_around(number_format: str) -> str:
    """The words and marks that a date in that format shows and that are no part of a date.

    Like `before`, `<` and `?`.
    """
    parts = _parts(number_format)
    if not any(part["code"] for part in parts):
        return ""
    said = "".join(part["quoted"] or part["escaped"] or part["plain"] or "|" for part in parts)
    words = _WORDS.findall(said)
    is_more = not {word.casefold() for word in words} <= _OF_DATES
    return " ".join(words) if is_more else ""


_AROUND = (
    "not no before after by until till from due expected planned target forecast est estimated"
    " approx approximately about circa c ca w wc week commencing ending tbc provisional"
)
_MARKS = "<>\u2264\u2265\u2248~?+"
_WORDS = re.compile(f"[a-z]+|[{_MARKS}]", re.IGNORECASE)
AROUND_DATES = frozenset((*_AROUND.split(), *_MARKS))
"""Words and marks around a date that make another of it, where only what is shown is known."""


def said_around(shown: str) -> frozenset[str]:
    """Those of them that stand in the text that a cell shows of a date."""
    return AROUND_DATES & set(_WORDS.findall(shown.casefold()))


_OF_DATES = {"de", "del", "of", "the", "at", *"tzge", "st", "nd", "rd", "th"}


@lru_cache(maxsize=1024)
def _parts(number_format: str) -> tuple[re.Match[str], ...]:
    return tuple(_PART.finditer(_followed(number_format).partition(";")[0]))


def _codes(number_format: str) -> list[str]:
    return [part["code"].lower() for part in _parts(number_format) if part["code"]]


def _followed(number_format: str) -> str:
    upper = number_format.upper()
    if upper.startswith(_LONG_DATE):
        return "d mmmm yyyy"
    return (
        _USUAL_TIME
        if upper.startswith(_LONG_TIME)
        else _BY_SETTINGS.get(number_format, number_format)
    )


def _usual(value: date | time | timedelta) -> str:
    if isinstance(value, time):
        return _USUAL_TIME
    if isinstance(value, timedelta):
        return _USUAL_SPAN
    has_time = isinstance(value, datetime) and value.time() != time()
    return f"{_USUAL_DATE} hh:mm" if has_time else _USUAL_DATE


def _is_of_days(parts: Sequence[re.Match[str]]) -> bool:
    return any(part["code"] and part["code"][0] in "dyDY" for part in parts)


def _part(
    value: date | time | timedelta, at: int, parts: Sequence[re.Match[str]], *, has_halves: bool
) -> str:
    part = parts[at]
    if part["half"]:
        half = "PM" if _hours(value) % 24 >= 12 else "AM"
        return half if len(part["half"]) > len("A/P") else half[0]
    if part["span"]:
        number = _seconds(value) // {"h": 3600, "m": 60, "s": 1}[part["span"][0].lower()]
        return f"{number:0{len(part['span'])}d}"
    if not part["code"]:
        return part["quoted"] or part["escaped"] or part["plain"] or ""
    code = part["code"].lower()
    if code[0] in "hs" or (code[0] == "m" and len(code) <= 2 and _is_minutes(at, parts)):
        return _of_time(value, code, has_halves=has_halves)
    return _of_day(value, code) if isinstance(value, date) else ""


def _is_minutes(at: int, parts: Sequence[re.Match[str]]) -> bool:
    """Whether an m between hours and seconds stands there: it means minutes."""
    codes = [
        ((part["code"] or part["span"])[0].lower(), place)
        for place, part in enumerate(parts)
        if _is_code(part)
    ]
    before = [code for code, place in codes if place < at]
    after = [code for code, place in codes if place > at]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _is_code(part: re.Match[str]) -> bool:
    return bool(part["code"] or part["span"])


def _of_day(day: date, code: str) -> str:
    match code[0], len(code):
        case "y", length:
            return f"{day.year:04d}" if length > 2 else f"{day.year % 100:02d}"
        case _, 1 | 2:
            return f"{day.month if code[0] == 'm' else day.day:0{len(code)}d}"
        case "d", length:
            return (day_abbr if length == 3 else day_name)[day.weekday()]
        case _, 5:
            return month_name[day.month][0]
        case _, length:
            return (month_abbr if length == 3 else month_name)[day.month]


def _of_time(value: date | time | timedelta, code: str, *, has_halves: bool) -> str:
    whole, _, decimals = code.partition(".")
    seconds = _seconds(value)
    number = {"h": _hours(value), "m": seconds // 60 % 60, "s": seconds % 60}[code[0]]
    if code[0] == "h":
        number = (number - 1) % 12 + 1 if has_halves else number % 24
    fraction = f".{_microseconds(value):06d}"[: 1 + len(decimals)] if decimals else ""
    return f"{number:0{min(len(whole), 2)}d}{fraction}"


def _hours(value: date | time | timedelta) -> int:
    return _seconds(value) // 3600


def _seconds(value: date | time | timedelta) -> int:
    """The whole seconds of a span, or since midnight."""
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return (
        value.hour * 3600 + value.minute * 60 + value.second
        if isinstance(value, datetime | time)
        else 0
    )


def _microseconds(value: date | time | timedelta) -> int:
    if isinstance(value, timedelta):
        return value.microseconds
    return value.microsecond if isinstance(value, datetime | time) else 0

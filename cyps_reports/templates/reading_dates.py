"""How a return reads its dates, a step a column: in step with plan/dates/reading.py."""

from __future__ import annotations

from calendar import month_abbr, month_name
from datetime import date

from cyps_reports.plan.dates.months import DAY_ZERO
from cyps_reports.plan.dates.reading import FIRST_YEAR, ORDINALS, TYPED_YEARS, WEEKDAYS
from cyps_reports.templates.language import Cells, all_of, any_of, one_of, replaced, text
from cyps_reports.templates.reading import (
    DIGITS,
    NOTHING,
    UNREAD,
    number_or_unread,
    raw,
    step,
    typed,
)

_FIRST, _BEYOND = (date(FIRST_YEAR, 1, 1) - DAY_ZERO).days, (date.max - DAY_ZERO).days + 1
_DASHES = "-\u2013"
_PART = 40
"""Each part of a date stands in a space so wide, and no text of a date is wider."""


def date_formulas(key: str, cells: Cells) -> dict[str, str]:
    """The date in a cell, or in a text in one of the forms that `date_in` reads."""
    at = {
        name: cells[step(key, name)]
        for name in ("raw", "typed", "plain", "parts", "day", "month", "number")
    }
    return {
        step(key, "raw"): raw(cells[key]),
        step(key, "typed"): typed(cells[key], at["raw"]),
        step(key, "plain"): _plain(at["typed"]),
        step(key, "parts"): _parts(at["plain"]),
        step(key, "day"): _day(at["parts"]),
        step(key, "month"): _month(at["parts"]),
        step(key, "number"): _number(at["parts"], at["day"], at["month"]),
        step(key): _read(cells[key], at),
    }


def _plain(typed_text: str) -> str:
    """Without a weekday before it, and a date like 2012-06-30 turned into one like 30.06.2012."""
    midnight = any_of(
        f"EXACT(MID({typed_text},11,20),{text(each)})" for each in (" 00:00:00", "T00:00:00")
    )
    is_iso = all_of(
        f'MID({typed_text},5,1)="-"',
        f'MID({typed_text},8,1)="-"',
        f"OR(LEN({typed_text})=10,{midnight})",
    )
    turned = f'MID({typed_text},9,2)&"."&MID({typed_text},6,2)&"."&LEFT({typed_text},4)'
    rest = f'IFERROR(MID({typed_text},FIND(" ",{typed_text})+1,{_PART}),{text(UNREAD)})'
    return f"=IF({is_iso},{turned},IF({_has_weekday(typed_text)},{rest},{typed_text}))"


def _has_weekday(typed_text: str) -> str:
    return f"ISERROR(FIND(LEFT({typed_text},1),{DIGITS}))"


def _parts(plain: str) -> str:
    """Day, month and year, each in its space; `UNREAD` for each where there are not three parts."""
    parted = replaced(plain, *((text(sign), text("|")) for sign in " /-"))
    parted = f'IF({parted}={plain},SUBSTITUTE({plain},".","|"),{parted})'
    padded = f'SUBSTITUTE({parted},"|",REPT(" ",{_PART}))'
    is_right = f"AND(LEN({plain})<={_PART},LEN({padded})-LEN({plain})={2 * (_PART - 1)})"
    return f"=IF({is_right},{padded},{text((' ' * _PART).join(3 * UNREAD))})"


def _part(parts: str, number: int) -> str:
    return f"TRIM(MID({parts},{number * _PART + 1},{_PART}))"


def _month(parts: str) -> str:
    """The month's part in small letters, without a comma and a point behind it; Sept as Sep."""
    bare = replaced(f'{_part(parts, 1)}&"|"', ('",|"', '"|"'), ('".|"', '"|"'), ('"|"', '""'))
    return f'=IF(LOWER({bare})="sept","sep",LOWER({bare}))'


def _day(parts: str) -> str:
    """The day's part without the ordinal behind it; as it is where the month is in figures."""
    given, ordinals = _part(parts, 0), text(" ".join((*ORDINALS, "")))
    has_ordinal = f'ISNUMBER(FIND(LOWER(RIGHT({given},2))&" ",{ordinals}))'
    without = f"IF({has_ordinal},LEFT({given},LEN({given})-2),{given})"
    return f"=IF({_is_in_figures(_part(parts, 1))},{given},{without})"


def _number(parts: str, day: str, month: str) -> str:
    """Year, month and day as one number, 20120630; 1 where one of them is none."""
    year = _part(parts, 2)
    long_names, short_names = (
        text("".join(f"|{name.lower()}".ljust(width) for name in names[1:]))
        for names, width in ((list(month_name), 11), (list(month_abbr), 5))
    )
    named = (
        f'IFERROR((FIND("|"&{month}&" ",{long_names})+10)/11,(FIND("|"&{month}&" '
        f'",{short_names})+4)/5)'
    )
    number = f"IF({_is_in_figures(month)},{_two_digits(month)},{named})"
    century = f"IF(LEN({year})=2,20,IF(LEN({year})=4,{_two_digits(f'LEFT({year},2)')},NA()))"
    years = f"{century}*100+{_two_digits(f'RIGHT({year},2)')}"
    return f"=IFERROR(({years})*10000+{number}*100+{_two_digits(day)},1)"


def _two_digits(part: str) -> str:
    """The number of one or two digits; an error where the part is anything else."""
    tens, ones = (
        f'FIND(LEFT(RIGHT("0"&{part},2),1),{DIGITS})',
        f'FIND(RIGHT("0"&{part},1),{DIGITS})',
    )
    return f"IF(LEN({part})>2,NA(),{tens}*10+{ones}-11)"


def _is_in_figures(month: str) -> str:
    return f'ISNUMBER(FIND(LEFT({month}&"?",1),{DIGITS}))'


def _read(cell: str, at: dict[str, str]) -> str:
    number, plain, typed_text = at["number"], at["plain"], at["typed"]
    month, day = f"INT(MOD({number},10000)/100)", f"MOD({number},100)"
    serial = f"DATE(INT({number}/10000),{month},{day})"
    first = f"LEN({_part(at['parts'], 0)})+1"
    signs = [f"MID({plain},{first},1)", f"MID({plain},{first}+LEN({_part(at['parts'], 1)})+1,1)"]
    in_figures = all_of(
        f'{signs[0]}<>" "',
        f"NOT({_has_weekday(typed_text)})",
        # Where day and month could change places, only points are read.
        any_of((f'{signs[0]}="."', f"{day}>12", f"{day}={month}")),
    )
    in_words = all_of(
        f'{signs[0]}<>"."', f"IF({_has_weekday(typed_text)},{_fits(typed_text, serial)},TRUE)"
    )
    is_date = all_of(
        f"{number}>{FIRST_YEAR}0000",
        f"MONTH({serial})={month}",
        f"DAY({serial})={day}",
        f"{signs[0]}={signs[1]}",
        f"IF({_is_in_figures(at['month'])},{in_figures},{in_words})",
    )
    nothing = text(NOTHING)
    of_text = f"IF(IFERROR({is_date},FALSE),{serial},{text(UNREAD)})"
    of_text = f"IF({one_of(typed_text, (NOTHING, *_DASHES))},{nothing},{of_text})"
    is_year = f"AND({cell}>={TYPED_YEARS.start},{cell}<{TYPED_YEARS.stop})"
    is_day = f"AND({cell}>={_FIRST},{cell}<{_BEYOND},NOT({is_year}))"
    of_number = number_or_unread(cell, f"INT({cell})", is_day)
    return f"=IF(ISTEXT({cell}),{of_text},{of_number})"


def _fits(typed_text: str, serial: str) -> str:
    """Whether the word before a date is the name of its weekday, with or without a comma."""
    word = replaced(f'LEFT({typed_text},FIND(" ",{typed_text})-1)&"|"', ('",|"', '"|"'))
    names = (
        text("".join(f"|{name}" for name, each in WEEKDAYS.items() if each == number) + "|")
        for number in range(7)
    )
    return f'ISNUMBER(FIND("|"&LOWER({word}),CHOOSE(WEEKDAY({serial},2),{",".join(names)})))'

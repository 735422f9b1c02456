"""What a cell shows on the screen: a value as text, by its number format.

Only what offices use is understood: decimals, thousands, percentages, currencies, texts in
quotation marks, fractions, scientific numbers, dates and times. In any other format a number is
shown as it is, so that nothing is lost.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from cyps_reports.workbooks.shown_times import shown_time

# A part of a format: a text in quotation marks, a character that stands for itself, room for a
# character or filled with it, a condition, colour or currency in brackets; or the digits
# themselves, with what they are shown as.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<room>_.)|\*.|\[(?P<brackets>[^\[\]]*)\]'
    r"|(?P<fraction>(?:[#0?]+ )?[#0?]+/(?:[#0?]+|\d+))"
    r"|(?P<digits>(?:[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+),*)(?P<power>[eE][+-]0+)?"
    r"|(?P<general>[Gg]eneral)|(?P<plain>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^\-\]]*)(?:-[0-9A-Fa-f]+)?")
# The letters that a section shows a number as something else by: a date, a text, a number of
# another writing.
_NOT_OF_NUMBERS = re.compile("[@A-DF-Za-df-z]")
# What numbers a section is for, where it says so: [<5], [>=1000].
_CONDITION = re.compile(r"\[(<=|>=|<>|[<>=])\s*(-?\d+(?:\.\d+)?)\]", re.ASCII)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_OF_SECTIONS = re.compile(r'"[^"]*"|\\.|;|[^;"\\]+|.', re.DOTALL)
_EXACT = Context(prec=400)
# Of a number without a format, a cell shows so many characters.
_GENERAL_LETTERS = 11
_EXACT_DIGITS = 15


def shown(value: object, number_format: str) -> str:
    """The text that a cell with this value and format shows, in England; "" where it is empty."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number_shown(f"{value:.15g}", number_format)
        case datetime() | date() | time() | timedelta():
            return shown_time(value, number_format)
        case _:
            return str(value)


def is_hidden_by(value: object, number_format: str) -> bool:
    """Whether a format shows nothing of a number, as `;;;` does, and `0;-0;;@` of nought."""
    if not number_format or not isinstance(value, int | float) or isinstance(value, bool):
        return False
    number = Decimal(f"{value:.15g}")
    text = _in_its_section(number, number_format) if number.is_finite() else None
    return text is not None and not text.strip()


@lru_cache(maxsize=4096)
def _number_shown(digits: str, number_format: str) -> str:
    """A number of those digits. A cell is asked several times what it shows."""
    number = Decimal(digits)
    if not number.is_finite():
        return digits
    return _in_its_section(number, number_format) or general(number)


def _in_its_section(number: Decimal, number_format: str) -> str | None:
    """The number as the section of the format shows it that is for it.

    None where that is not understood.
    """
    sections = _sections(number_format)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for at, (section, condition) in enumerate(zip(sections, conditions, strict=True)):
            if _is_for(number, condition, is_of_rest=at != 1 or len(sections) == 2):
                return _in_section(number, section)
        return None
    at = 2 if number == 0 else int(number < 0)
    if at >= len(sections):
        return _in_section(number, sections[0])
    # A section of its own for numbers below zero says itself how that is shown.
    return _in_section(abs(number), sections[at])


def _is_for(number: Decimal, condition: re.Match[str] | None, *, is_of_rest: bool) -> bool:
    """Whether a section is for a number: by its condition, or for what others leave."""
    if condition:
        return _HOLDS[condition[1]](number, Decimal(condition[2]))
    return is_of_rest or number < 0


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[str, ...]:
    """What a format says of numbers above zero, below zero, and zero, as far as it says.

    Its texts are left out.
    """
    sections = [""]
    for part in _OF_SECTIONS.findall(number_format):
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return tuple(sections[:3])


class _Section(NamedTuple):
    """A section of a format: all its parts, those that show the number, and its per cent signs."""

    parts: Sequence[re.Match[str]]
    figures: Sequence[re.Match[str]]
    percents: int


@lru_cache(maxsize=1024)
def _section(section: str) -> _Section | None:
    """A section of a format; None where it is not understood."""
    parts = tuple(_PART.finditer(section))
    figures = tuple(part for part in parts if part["digits"] or part["fraction"] or part["general"])
    plain = "".join(part["plain"] or "" for part in parts)
    # Of a colour alone, Excel shows the number as without a format.
    is_coloured = re.fullmatch(r"(?:\[[A-Za-z\d ]+\])+", section) is not None
    # Signs may stand among the digits, as in the number of a telephone.
    is_parted = all(_PLACES.fullmatch(part["digits"] or "") for part in figures)
    if is_coloured or (len(figures) > 1 and not is_parted) or _NOT_OF_NUMBERS.search(plain):
        return None
    return _Section(parts, figures, plain.count("%"))


_PLACES = re.compile("[#0?]+")


def _in_section(number: Decimal, said: str) -> str | None:
    """The number as a section of a format shows it; None where that is not understood."""
    section = _section(said)
    if section is None:
        return None
    scaled = abs(number) * Decimal(100) ** section.percents
    if len(section.figures) > 1:
        text = _parted(scaled, section)
        return f"-{text}" if number < 0 else text
    text = "".join(_part(part, scaled) for part in section.parts)
    is_below = number < 0 and any(
        re.search("[1-9]", _part(part, scaled)) for part in section.figures
    )
    return f"-{text}" if is_below else text


def _parted(number: Decimal, section: _Section) -> str:
    """A number whose digits have signs among them; those for which there is no room come first."""
    digits = _digits(number, "".join(part["digits"] for part in section.figures))
    shown: list[str] = []
    for part in reversed(section.parts):
        if not part["digits"]:
            shown.append(_part(part, number))
            continue
        at = 0 if part is section.figures[0] else max(0, len(digits) - len(part["digits"]))
        shown.append(digits[at:])
        digits = digits[:at]
    return "".join(reversed(shown))


def _part(part: re.Match[str], number: Decimal) -> str:
    """What one part of a section shows of a number, which is not below zero."""
    if part["digits"]:
        return _scientific(number, part) if part["power"] else _digits(number, part["digits"])
    if part["fraction"]:
        return _fraction(number, part["fraction"])
    if part["general"]:
        return general(number)
    if part["brackets"] is not None:
        currency = _CURRENCY.fullmatch(part["brackets"])
        return currency[1] if currency else ""
    return " " if part["room"] else part["quoted"] or part["escaped"] or part["plain"] or ""


def _digits(number: Decimal, pattern: str) -> str:
    bare = pattern.rstrip(",")
    digits, _, decimals = bare.partition(".")
    # A comma behind the digits shows thousands, two of them millions.
    number = _rounded(number.scaleb(-3 * (len(pattern) - len(bare))), len(decimals))
    before, _, after = f"{number:f}".partition(".")
    before = before.lstrip("0").rjust(digits.count("0"), "0")
    if "," in digits and before:
        before = f"{int(before):,}"
    always = len(decimals.rstrip("#"))
    after = after[:always] + after[always:].rstrip("0")
    return f"{before}.{after}" if after else before


def _scientific(number: Decimal, part: re.Match[str]) -> str:
    decimals = len(part["digits"].rstrip(",").partition(".")[2])
    # Of nought, a decimal takes its decimals for a power.
    mantissa, _, power = f"{number or 0.0:.{decimals}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" * ("+" in part["power"])
    return f"{mantissa}E{sign}{power.lstrip('+-0').rjust(part['power'].count('0'), '0')}"


def _fraction(number: Decimal, pattern: str) -> str:
    """`5/6`, or `1 5/6` where the format has room for the whole."""
    above, _, below = pattern.partition("/")
    exact = Fraction(number)
    near = exact.limit_denominator(10 ** len(below) - 1)
    if below.isdigit() and int(below):
        near = Fraction(round(exact * int(below)), int(below))
    if near.denominator == 1:
        return str(near.numerator)
    whole, rest = divmod(near.numerator, near.denominator) if " " in above else (0, near.numerator)
    return f"{whole} {rest}/{near.denominator}" if whole else f"{rest}/{near.denominator}"


def general(number: Decimal) -> str:
    """A number as a cell without a format shows it.

    All digits before the point, and as many after as there is room.
    """
    before = f"{int(abs(number))}"
    text = f"{_rounded(number, max(0, _GENERAL_LETTERS - 1 - len(before))):f}"
    if len(before) > _EXACT_DIGITS or (number and not re.search("[1-9]", text)):
        return re.sub(r"\.?0*E", "E", f"{number:.5E}")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)

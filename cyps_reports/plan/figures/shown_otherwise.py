"""Numbers that a cell's format shows as another figure, or as a figure of another unit.

What counts is what the cell shows: 148,000 shown in thousands as 148, 5 shown as <5 or as 5k, 148
shown as £148 where pupils are counted.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.figures.advice import CHANGING
from cyps_reports.plan.figures.number_formats import is_percentage
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import DASHES
from cyps_reports.workbooks.shown_values import general, is_hidden_by

_NUMBER = re.compile(r"\d[\d,.\s]*\d|\.?\d+")
# Fractions and powers of ten are shown in figures of their own.
_OF_ITS_OWN = re.compile(r"\d/\d|\dE[+-]?\d", re.ASCII)
_COMPARED = "<>\u2264\u2265\u2248~\u00b1"
_ROUGHLY = frozenset({"c", "ca", "ish"})
_BELOW = frozenset({"(", *DASHES})
_NOUGHT = frozenset({"", "0", "nil", "none", "nought", "zero"})
"""What a cell may show of nought, beside dashes and the signs of currencies."""


def shown_otherwise(cell: RawCell, unit: Unit, fix: str) -> Refused | None:
    """Why the number in a cell is not what people see there; None where it is."""
    value, shown = cell.value, cell.text
    if not isinstance(value, int | float) or _OF_ITS_OWN.search(shown):
        return None
    held = Decimal(f"{value:.15g}")
    if is_hidden_by(value, cell.number_format):
        problem = f"The cell shows nothing, but holds the number {held:,f}."
        return Refused("shown-otherwise", problem, f"{fix} If there is no figure, empty the cell.")
    if shown == general(held):
        # As without a format, or in one that is not understood.
        return None
    bare = _without_unit(shown, unit)
    number = _NUMBER.search(bare)
    if number is None:
        # Accounts show nought as a dash.
        is_told = value == 0 and _is_nought(bare)
    else:
        before, after = bare[: number.start()], bare[number.end() :]
        is_told = (
            _is_same(number[0], held, cell.number_format)
            and _has_its_sign(held, before, number[0], after, cell.number_format)
            and _leaves_it(f"{before} {after}", cell, unit)
        )
    if is_told:
        return None
    problem = f"The cell shows “{shortened(shown)}”, but holds the number {held:,f}."
    return Refused("shown-otherwise", problem, fix)


def _without_unit(shown: str, unit: Unit) -> str:
    for sign in filter(None, (unit.before, unit.after, unit.after_one)):
        shown = shown.replace(sign, " ", 1)
    return shown


def _is_same(digits: str, held: Decimal, number_format: str) -> bool:
    """Whether the digits are the number's own, as far as they are shown.

    LibreOffice may show them with a decimal comma.
    """
    size = abs(held) * (100 if is_percentage(number_format) else 1)
    return _is_near(digits, size) or _is_near(digits.translate(_SWAPPED), size)


_SWAPPED = str.maketrans(",.", ".,")


def _is_near(digits: str, size: Decimal) -> bool:
    whole, point, decimals = re.sub(r"[,\s]", "", digits).partition(".")
    if "." in decimals:
        return False
    shown = Decimal(f"{whole or 0}{point}{decimals}")
    return abs(shown - size) <= Decimal(1).scaleb(-len(decimals))


def _is_nought(bare: str) -> bool:
    return _without_currency(bare).strip(DASHES).casefold() in _NOUGHT


def _has_its_sign(held: Decimal, before: str, digits: str, after: str, number_format: str) -> bool:
    """Whether a number that is shown below nought is, and one that is not is not.

    What is red, or has a mark or a word of its own, is known to be below nought all the same.
    """
    before, after = _without_currency(before), _without_currency(after)
    is_below = before in _BELOW or after in frozenset(DASHES)
    if held >= 0:
        return not is_below
    is_told = before or after or "[red]" in number_format.casefold()
    return bool(is_told) or not re.search("[1-9]", digits)


def _without_currency(text: str) -> str:
    letters = (letter for letter in text if unicodedata.category(letter) != "Sc")
    return "".join("".join(letters).split())


def _leaves_it(rest: str, cell: RawCell, unit: Unit) -> bool:
    """Whether what stands around a figure leaves it the figure that it is."""
    if not rest.strip():
        return True
    said = set(re.findall("[a-z]+", rest.casefold()))
    own = set(re.findall("[a-z]+", " ".join((unit.name, unit.after, *unit.endings)).casefold()))
    has_more = re.search(r"\d\s*\+", cell.text) is not None
    has_other_unit = any(unicodedata.category(letter) == "Sc" for letter in rest) or (
        "%" in rest and not unit.is_percentage and not is_percentage(cell.number_format)
    )
    is_other = bool(said & (CHANGING | _ROUGHLY) - own) or any(map(rest.__contains__, _COMPARED))
    return not (has_other_unit or has_more or is_other or re.search(r"\d", rest))

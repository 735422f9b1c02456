"""What a cell of an .xlsx file stores: its texts, its numbers and its dates."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cyps_reports.workbooks.cell_looks import Look
from cyps_reports.workbooks.excel_parts import local, name_of
from cyps_reports.workbooks.grid import Value
from cyps_reports.workbooks.limits import LARGEST_EXACT
from cyps_reports.workbooks.plain_text import text_of
from cyps_reports.workbooks.serials import date_of, duration_of
from cyps_reports.workbooks.styles import Style, look_in

# No program stores a larger number; one that a file holds all the same fits no arithmetic.
_LARGEST_NUMBER = 1e300
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?Z?", re.ASCII)
_LONGEST_NUMBER = 1000
_NO_SUCH_DATE = "#VALUE!"
"""What Excel shows where a number is shown as a date that there is not."""


Pieces = tuple[tuple[str, Look | None], ...]
"""The pieces of a text as stored, each in its look, None where it has that of its cell."""


class Text(NamedTuple):
    """A text as typed, and its pieces; none where the whole text has one look."""

    typed: str
    pieces: Pieces = ()


class Stored(NamedTuple):
    """What a cell holds: its kind, what is stored, a text of its own, a formula."""

    kind: str
    value: str
    inline: Text | None
    formula: Element | None


def stored_in(cell: Element) -> Stored:
    """What the element of a cell holds."""
    value, inline, formula = "", None, None
    for child in cell:
        match local(child.tag):
            case "v":
                value = value or child.text or ""
            case "is":
                inline = text_in(child)
            case "f":
                formula = child
    return Stored(cell.get("t", "n"), value, inline, formula)


def plain_value(stored: Stored, style: Style, first_day: datetime) -> Value:
    """A value of the cell's kind; None where it is of none."""
    match stored.kind:
        case "n" if (number := _number(stored.value)) is not None:
            return _shown_as_date(number, style, first_day) if style.is_of_dates else number
        case "b" if stored.value in ("0", "1"):
            return stored.value == "1"
        case "d":
            return _moment(stored.value)
        case "str" | "e" | "inlineStr":
            return _typed(stored.value)
    return None


def _number(text: str) -> int | float | None:
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    if abs(number) > _LARGEST_NUMBER:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    return int(number) if number.is_integer() and abs(number) < LARGEST_EXACT else number


def _shown_as_date(number: float, style: Style, first_day: datetime) -> Value:
    try:
        return duration_of(number) if style.is_of_durations else date_of(number, first_day)
    except (OverflowError, ValueError):
        return _NO_SUCH_DATE


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.removesuffix("Z")) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def text_in(element: Element | None) -> Text:
    """A text, in one look or several, without how it is pronounced."""
    parts = () if element is None else tuple(element)
    whole = next((part.text for part in parts if name_of(part) == "t"), None)
    if whole:
        return Text(_typed(whole))
    pieces = tuple(_piece(part) for part in parts if name_of(part) == "r")
    return Text(text_of("".join(text for text, _ in pieces)), pieces)


def _piece(run: Element) -> tuple[str, Look | None]:
    inside = {name_of(each): each for each in run}
    text = inside["t"].text or "" if "t" in inside else ""
    return _unescaped(text), look_in(inside["rPr"]) if "rPr" in inside else None


def _typed(stored: str) -> str:
    return text_of(_unescaped(stored))


# How a file writes down a character that its XML cannot hold, or a text that looks so itself.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _unescaped(stored: str) -> str:
    if "_x" not in stored:
        return stored
    text = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), stored)
    return text.replace("\r\n", "\n").replace("\r", "\n")

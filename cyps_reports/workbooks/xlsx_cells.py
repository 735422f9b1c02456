"""The cells of one sheet of an .xlsx file, as its XML streams by."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cyps_reports.findings import CellRef
from cyps_reports.workbooks import number_formats
from cyps_reports.workbooks.grid import EMPTY, RawCell, Value, column_letters
from cyps_reports.workbooks.limits import (
    MAX_CELLS_IN_SHEET,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    Budget,
    TooMuchError,
)
from cyps_reports.workbooks.markup import Attributes
from cyps_reports.workbooks.plain import as_typed

Place = tuple[int, int]

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_LONGEST_NUMBER = 400


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook share: texts, the number format of each style, the day that is 0."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime


def place_of(reference: str) -> Place | None:
    """Row and column of `B7`, counted from 1; None where it is no cell."""
    match = _CELL.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


class SheetCells:
    """Gathers the cells that hold anything, and the merged ranges."""

    def __init__(self, shared: Shared, budget: Budget) -> None:
        self._shared, self._budget = shared, budget
        self.cells: dict[Place, RawCell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.beyond: Place | None = None
        """The first cell with something in it that lies outside the rows and columns that are read."""
        self.elements = 0
        self._row = self._column = 0
        self._cell: Attributes = {}
        self._parts: list[str] = []
        self._result = ""
        self._inline = ""
        self._formula = self._phonetic = self._taking = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        self.elements += 1
        match name:
            case "c":
                self._start_cell(attributes)
            case "v" | "t":
                self._taking, self._parts = not self._phonetic, []
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
                self._column = 0
            case "f":
                self._formula = True
            case "rPh":
                self._phonetic = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Text of an element."""
        if self._taking:
            self._budget.spend("letters", len(text))
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        match name:
            case "v" if self._taking:
                self._result, self._taking = "".join(self._parts), False
            case "t" if self._taking:
                self._inline += "".join(self._parts)
                self._taking = False
            case "rPh":
                self._phonetic = False
            case "c":
                self._end_cell()

    def last_place(self, workbook: str, sheet: str) -> CellRef:
        """The cell that was read last."""
        cell = f"{column_letters(self._column)}{self._row}" if self._row > 0 and self._column > 0 else ""
        return CellRef(workbook, sheet, cell)

    def add_notes(self, notes: Mapping[Place, str]) -> None:
        """Puts the notes on their cells."""
        for place, note in notes.items():
            if place[0] <= MAX_ROWS and place[1] <= MAX_COLUMNS:
                self.cells[place] = self.cells.get(place, EMPTY)._replace(note=note)

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell, self._result, self._inline, self._formula = attributes, "", "", False
        place = place_of(attributes.get("r", ""))
        if place:
            # A cell knows its place better than its row does.
            self._row, self._column = place
        else:
            self._column += 1

    def _end_cell(self) -> None:
        if not (self._result or self._inline or self._formula):
            return
        number_format = self._number_format()
        value = self._value(number_format)
        is_formula = self._formula and value is None
        if value is not None or is_formula:
            self._keep(RawCell(value, number_format, is_formula))

    def _keep(self, cell: RawCell) -> None:
        place = (self._row, self._column)
        if not 1 <= self._row <= MAX_ROWS or self._column > MAX_COLUMNS:
            self.beyond = self.beyond or place
            return
        if len(self.cells) >= MAX_CELLS_IN_SHEET:
            raise TooMuchError("cells")
        self._budget.spend("cells", 1)
        self.cells[place] = cell

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = place_of(first), place_of(last)
        if top and bottom:
            if len(self.merged) >= MAX_MERGED:
                raise TooMuchError("merged")
            self.merged.append((*top, *bottom))

    def _number_format(self) -> str:
        style = self._cell.get("s", "0")
        number = int(style) if style.isdecimal() and len(style) < 8 else 0
        formats = self._shared.formats
        return formats[number] if number < len(formats) else number_formats.GENERAL

    def _value(self, number_format: str) -> Value:
        kind, result = self._cell.get("t", "n"), self._result
        if kind == "inlineStr":
            return as_typed(self._inline) if self._inline else None
        if not result:
            return None
        match kind:
            case "n":
                return _number(result, number_format, self._shared.epoch)
            case "s":
                return self._shared_text(result)
            case "b" if result in ("0", "1"):
                return result == "1"
            case "d":
                return _iso_moment(result)
            case _:
                return as_typed(result)

    def _shared_text(self, number: str) -> Value:
        texts = self._shared.texts
        at = int(number) if number.isdecimal() and len(number) < 10 else len(texts)
        # A text that is not there must not pass for an empty cell.
        return (texts[at] or None) if at < len(texts) else "#REF!"


def _number(text: str, number_format: str, epoch: datetime) -> Value:
    number = _plain_number(text.strip())
    if number is None:
        return as_typed(text)
    if number_formats.is_date(number_format):
        return number_formats.moment(number, number_format, epoch) or "#VALUE!"
    return number


def _plain_number(text: str) -> int | float | None:
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = float(text) if len(text) < _LONGEST_NUMBER and "_" not in text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _iso_moment(text: str) -> Value:
    try:
        return datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return as_typed(text)

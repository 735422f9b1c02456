"""Reads OpenDocument spreadsheets (.ods), which say of each value what it is, as their XML streams by."""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import datetime

from cyps_reports.findings import CellRef, Finding
from cyps_reports.workbooks import left_out
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import (
    MAX_CELLS_IN_SHEET,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_SHEETS,
    MEGABYTE,
    Budget,
    TooMuchError,
)
from cyps_reports.workbooks.markup import Attributes, MarkupError, scan
from cyps_reports.workbooks.packages import Package
from cyps_reports.workbooks.plain import as_typed

CONTENT = "content.xml"
"""The part of the package that holds the cells."""

_MANIFEST = "META-INF/manifest.xml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TIMES, _DOWN, _ACROSS = (f"{_TABLE}number-{way}" for way in ("columns-repeated", "rows-spanned", "columns-spanned"))
_ROW_TIMES = f"{_TABLE}number-rows-repeated"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def is_encrypted(content: bytes) -> bool:
    """Whether the file asks for a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST not in archive.namelist():
            return False
        with archive.open(_MANIFEST) as part:
            return b"encryption-data" in part.read(MEGABYTE)


def read(name: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The sheets of a workbook as far as they can be read, and a finding where that is not all.

    Raises:
        TooMuchError: the workbook unpacks to more than is read.
        Exception: where the package is not whole.

    """
    budget = Budget()
    findings: list[Finding] = []
    tables = _Tables(name, budget)
    with Package(content, budget) as package:
        try:
            scan(package.chunks(CONTENT), tables, budget)
        except MarkupError:
            findings.append(left_out.damaged_sheet(tables.place))
        except TooMuchError:
            findings.append(left_out.oversized_sheet(tables.place))
    return tables.sheets, (*findings, *tables.findings)


class _Cell:
    """A cell on its way: what its element says, its paragraphs, its note."""

    def __init__(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.paragraphs: list[str] = []
        self.note: list[str] = []
        self.times = _count(attributes, _TIMES)
        self.down, self.across = _count(attributes, _DOWN), _count(attributes, _ACROSS)

    def raw(self) -> RawCell | None:
        """The cell as plain data; None where there is nothing in it."""
        if not self.attributes and not self.paragraphs and not self.note:
            return None
        shown, note = (as_typed("\n".join(each)) for each in (self.paragraphs, self.note))
        kind = self.attributes.get(f"{_OFFICE}value-type")
        is_formula = f"{_TABLE}formula" in self.attributes and kind is None
        value = _value(self.attributes, kind, shown)
        if value is None and not note and not is_formula:
            return None
        return RawCell(value, _number_format(kind, shown), is_formula, note.strip())


Found = tuple[int, RawCell | None, int, int]
"""Column, cell, and how many rows and columns it is merged over."""


class _Tables:
    """Gathers the sheets; a table within a cell is no sheet."""

    def __init__(self, workbook: str, budget: Budget) -> None:
        self._workbook, self._budget = workbook, budget
        self._done: list[Sheet] = []
        self._depth = self._left_out = 0
        self._title = ""
        self._cells: dict[tuple[int, int], RawCell] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = self._times = 1
        self._found: list[Found] = []
        self._cell: _Cell | None = None
        self._in_note = False
        self._parts: list[str] | None = None
        self._beyond: list[str] = []

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets so far."""
        return (*self._done, self._sheet()) if self._depth else tuple(self._done)

    @property
    def place(self) -> CellRef:
        """The sheet that is being read."""
        return CellRef(self._workbook, self._title)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not read."""
        beyond = (left_out.cells_beyond(CellRef(self._workbook, title)) for title in dict.fromkeys(self._beyond))
        sheets = MAX_SHEETS + self._left_out
        return (*beyond, *([left_out.sheets_beyond(self._workbook, sheets)] if self._left_out else []))

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._start_table(attributes)
        elif self._depth == 1:
            self._start_within(name, attributes)

    def _start_table(self, attributes: Attributes) -> None:
        self._title = attributes.get(f"{_TABLE}name", "")
        self._cells, self._merged, self._row = {}, [], 1

    def _start_within(self, name: str, attributes: Attributes) -> None:
        match name:
            case "table-row":
                self._times, self._column, self._found = _count(attributes, _ROW_TIMES), 1, []
            case "table-cell" | "covered-table-cell":
                self._cell = _Cell(attributes)
            case "annotation":
                self._in_note = True
            case "p":
                self._parts = []
            case "s":
                self.text(" " * min(_count(attributes, f"{_TEXT}c"), MAX_COLUMNS))
            case "line-break":
                self.text("\n")

    def text(self, text: str) -> None:
        """Text of an element."""
        if self._parts is not None and self._depth == 1:
            self._budget.spend("letters", len(text))
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "table":
            self._depth -= 1
            if self._depth == 0:
                self._end_table()
        elif self._depth == 1:
            self._end_within(name)

    def _end_table(self) -> None:
        if len(self._done) < MAX_SHEETS:
            self._done.append(self._sheet())
        else:
            self._left_out += 1

    def _end_within(self, name: str) -> None:
        match name:
            case "p" if self._parts is not None:
                if self._cell:
                    (self._cell.note if self._in_note else self._cell.paragraphs).append("".join(self._parts))
                self._parts = None
            case "annotation":
                self._in_note = False
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "table-row":
                self._end_row()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        raw = cell.raw()
        if raw is not None or cell.down > 1 or cell.across > 1:
            last = min(self._column + cell.times, MAX_COLUMNS + 1)
            self._found += [(column, raw, cell.down, cell.across) for column in range(self._column, last)]
            if raw is not None and self._column > MAX_COLUMNS:
                self._beyond.append(self._title)
        self._column = min(self._column + cell.times, MAX_COLUMNS + 1)

    def _end_row(self) -> None:
        first, self._row = self._row, min(self._row + self._times, MAX_ROWS + 1)
        if not self._found:
            return
        if first > MAX_ROWS:
            self._beyond.append(self._title)
        for row in range(first, self._row):
            for column, cell, down, across in self._found:
                if cell is not None:
                    self._keep(row, column, cell)
                if down * across > 1:
                    self._merge((row, column, row + down - 1, column + across - 1))

    def _keep(self, row: int, column: int, cell: RawCell) -> None:
        if len(self._cells) >= MAX_CELLS_IN_SHEET:
            raise TooMuchError("cells")
        self._budget.spend("cells", 1)
        self._cells[row, column] = cell

    def _merge(self, area: tuple[int, int, int, int]) -> None:
        if len(self._merged) >= MAX_MERGED:
            raise TooMuchError("merged")
        self._merged.append(area)

    def _sheet(self) -> Sheet:
        return Sheet(self._workbook, self._title, self._cells, tuple(self._merged))


def _count(attributes: Attributes, name: str) -> int:
    """How many times or cells an attribute says; 1 where it says nothing that makes sense."""
    said = attributes.get(name)
    if said is None:
        return 1
    return max(1, int(said)) if said.isdecimal() and len(said) < 10 else 1


def _value(attributes: Attributes, kind: str | None, shown: str) -> Value:
    if kind in ("float", "percentage", "currency"):
        return _number(attributes.get(f"{_OFFICE}value", ""), shown)
    if kind == "date":
        return _day(attributes.get(f"{_OFFICE}date-value", ""), shown)
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value") == "true"
    return shown or None


def _number(said: str, shown: str) -> Value:
    try:
        number = float(said)
    except ValueError:
        return shown or None
    return number if math.isfinite(number) else shown or None


def _day(said: str, shown: str) -> Value:
    try:
        return datetime.fromisoformat(said[:19])
    except ValueError:
        return shown or None


def _number_format(kind: str | None, shown: str) -> str:
    """The number format that shows the value as it is shown."""
    match = re.search(r"\d\.(\d+)", shown) if kind in ("percentage", "float", "currency") else None
    decimals = f".{'0' * len(match[1][:30])}" if match else ""
    if kind == "percentage":
        return f"0{decimals}%"
    return f"0{decimals}" if kind in ("float", "currency") else "General"

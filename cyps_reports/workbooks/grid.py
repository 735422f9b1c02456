"""What a spreadsheet file holds, as plain frozen data: a book of sheets of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from cyps_reports.findings import CellRef

Value = str | int | float | bool | date | datetime | time | timedelta | None


class RawCell(NamedTuple):
    """A cell as the spreadsheet program stored it; `formula` is set where a formula has no stored result."""

    value: Value
    number_format: str = "General"
    formula: bool = False

    @property
    def text(self) -> str:
        """The value as text, "" where empty."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: no value, or spaces only, and no formula."""
        return not self.formula and not self.text


EMPTY = RawCell(None)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), both counted from 1; a cell not there is empty."""

    workbook: str
    name: str
    cells: Mapping[tuple[int, int], RawCell]

    def at(self, row: int, column: int) -> RawCell:
        """The cell at a row and column."""
        return self.cells.get((row, column), EMPTY)

    def place(self, row: int, column: int) -> CellRef:
        """Where that cell stands, in words a person can look up."""
        return CellRef(self.workbook, self.name, f"{column_letters(column)}{row}")

    @cached_property
    def last_row(self) -> int:
        """The last row with anything in it; 0 in an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with anything in it; 0 in an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    def right_of(self, label: str) -> tuple[RawCell, CellRef] | None:
        """The cell to the right of the first cell whose text is `label`, and its place."""
        for (row, column), cell in self.cells.items():
            if isinstance(cell.value, str) and cell.text.casefold() == label.casefold():
                return self.at(row, column + 1), self.place(row, column + 1)
        return None


@dataclass(frozen=True)
class Book:
    """One spreadsheet file: its name, the SHA-256 of its bytes in hexadecimal, and its sheets in order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, whatever the case of its letters."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.strip().casefold() == wanted), None)


def column_letters(column: int) -> str:
    """`A` for 1, `Z` for 26, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

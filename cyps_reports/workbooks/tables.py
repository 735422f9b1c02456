"""A table in a sheet: the row of headings is found wherever it stands, and columns in whatever order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cyps_reports.findings import CellRef
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, column_letters

HEADINGS_WITHIN_ROWS = 40
"""How far down a sheet the row of headings is looked for."""


@dataclass(frozen=True, slots=True)
class RowPlaces(Mapping[str, CellRef]):
    """Where the cells of a row stand, by the keys of their columns; told only when asked for, as few ever are."""

    workbook: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    keys_there: tuple[str, ...]

    def __getitem__(self, key: str) -> CellRef:
        if key not in self.keys_there:
            raise KeyError(key)
        column = self.columns.get(key)
        cell = "" if column is None else f"{column_letters(column)}{self.number}"
        return CellRef(self.workbook, self.sheet, cell)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_there)

    def __len__(self) -> int:
        return len(self.keys_there)


@dataclass(frozen=True)
class Row:
    """One row under the headings: a cell for each column, by the column's key."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def cell(self, key: str) -> RawCell:
        """What a column says, also where cells of several rows are merged; empty where the sheet has no such column.

        What is merged across columns belongs to the first of them alone.
        """
        column = self.columns.get(key)
        if column is None or self.covered_by(key):
            return EMPTY
        return self.sheet.at(*self.sheet.origin(self.number, column))

    def covered_by(self, key: str) -> str | None:
        """The column of the table whose cell is merged across this one's; None where none is."""
        column = self.columns.get(key)
        first = column if column is None else self.sheet.origin(self.number, column)[1]
        if first == column:
            return None
        return next((other for other, at in self.columns.items() if at == first), None)

    def shared_with(self, key: str) -> CellRef | None:
        """The cell of another row that this one is merged with and whose content it shows; None where none."""
        column = self.columns.get(key)
        if column is None:
            return None
        row, origin_column = self.sheet.origin(self.number, column)
        return None if row == self.number else self.sheet.place(row, origin_column)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes and comments on the row's cells."""
        cells = (self.sheet.at(self.number, column) for column in sorted(self.columns.values()))
        return tuple(cell.note for cell in cells if cell.note)

    def text(self, key: str) -> str:
        """That cell's text on one line, "" where empty."""
        return " ".join(self.cell(key).text.split())

    def place(self, key: str) -> CellRef:
        """Where that cell stands; only the sheet where it has no such column."""
        return self.places((key,))[key]

    def places(self, keys: tuple[str, ...]) -> RowPlaces:
        """Where the cells of some columns stand, kept without the sheet."""
        return RowPlaces(self.sheet.workbook, self.sheet.name, self.number, self.columns, keys)

    @property
    def is_empty(self) -> bool:
        """Whether every cell of the row's columns is empty."""
        cells = [self.sheet.at(self.number, column) for column in self.columns.values()]
        return all(cell.is_empty and not cell.note for cell in cells)


@dataclass(frozen=True)
class Table:
    """The rows under a row of headings; `absent` are the keys whose heading was not found."""

    rows: tuple[Row, ...]
    absent: tuple[str, ...]


def find_table(sheet: Sheet, headings: Mapping[str, str]) -> Table | None:
    """The table whose headings are `headings` (key to heading); None where under half of them stand in a row."""
    keys = {same_words(heading): key for key, heading in headings.items()}
    found: dict[int, dict[str, int]] = {0: {}}
    for (row, column), cell in sheet.cells.items():
        key = keys.get(same_words(cell.text)) if row <= HEADINGS_WITHIN_ROWS else None
        if key is not None:
            found.setdefault(row, {}).setdefault(key, column)
    best_row, best = max(found.items(), key=lambda each: (len(each[1]), -each[0]))
    if len(best) * 2 < len(headings):
        return None
    rows = (Row(sheet, number, best) for number in range(best_row + 1, sheet.last_row + 1))
    return Table(
        rows=tuple(row for row in rows if not row.is_empty),
        absent=tuple(key for key in headings if key not in best),
    )


@lru_cache(maxsize=4096)
def same_words(text: str) -> str:
    """Text as it is compared: letters and digits only, without regard to case, spacing or punctuation."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()

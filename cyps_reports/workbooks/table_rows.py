"""A row of a table: its cells by their columns, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cyps_reports.findings import CellRef
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, column_letters
from cyps_reports.workbooks.layout import says_who_reads


@dataclass(frozen=True, slots=True)
class RowPlaces(Mapping[str, CellRef]):
    """Where the cells of a row stand, by the keys of their columns.

    Told only when asked for, as few ever are.
    """

    workbook: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    keys_there: tuple[str, ...]

    def __getitem__(self, key: str) -> CellRef:
        if key not in self.keys_there:
            raise KeyError(key)
        return CellRef(self.workbook, self.sheet, _cell(self.columns.get(key), self.number))

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_there)

    def __len__(self) -> int:
        return len(self.keys_there)


def _cell(column: int | None, row: int) -> str:
    return "" if column is None else f"{column_letters(column)}{row}"


@dataclass(frozen=True)
class Row:
    """One row under the headings: a cell for each column, by the column's key.

    Where several columns have one heading, the cell is the first of them that is filled; `others`
    are those that say something else. `called` is what a reader knows the row by, "" until that is
    known.
    """

    sheet: Sheet
    number: int
    columns: Mapping[str, int]
    others: tuple[tuple[str, int], ...] = ()
    called: str = ""

    @property
    def versions(self) -> tuple[Row, ...]:
        """The row itself, then one with a single cell for each repeated column.

        These say something else under the same heading.
        """
        return (self, *(Row(self.sheet, self.number, {key: column}) for key, column in self.others))

    @cached_property
    def cells(self) -> Mapping[str, RawCell]:
        """What the columns say, also where cells of several rows are merged.

        Nothing of those whose cell is not there. What is merged across columns belongs to the first
        of them alone.
        """
        places = {key: (self.number, column) for key, column in self.columns.items()}
        if self.sheet.merged:
            places = {key: self._origin(key, *place) for key, place in places.items()}
        there = self.sheet.cells
        return {key: there[place] for key, place in places.items() if place in there}

    def _origin(self, key: str, number: int, column: int) -> tuple[int, int]:
        """Where that stands which is seen in a cell; nowhere, which is row 0, of one covered."""
        row, first = self.sheet.origin(number, column)
        return (0, 0) if first != column and self.covered_by(key) else (row, first)

    def cell(self, key: str) -> RawCell:
        """What a column says; empty where the sheet has no such column."""
        return self.cells.get(key, EMPTY)

    def covered_by(self, key: str) -> str | None:
        """The column of the table whose cell is merged across this one's; None where none is."""
        column = self.columns.get(key)
        first = column if column is None else self.sheet.origin(self.number, column)[1]
        if first == column:
            return None
        return next((other for other, at in self.columns.items() if at == first), None)

    def shared_with(self, key: str) -> CellRef | None:
        """The cell of another row that this one is merged with and whose content it shows.

        None where none.
        """
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
        cell = self.cells.get(key)
        return " ".join(cell.text.split()) if cell else ""

    def label(self, key: str) -> str:
        """The same of what a row is known by, also where it is struck through."""
        cell = self.cells.get(key)
        return " ".join(cell.label.split()) if cell else ""

    def place(self, key: str) -> CellRef:
        """Where that cell stands; only the sheet where it has no such column."""
        return CellRef(
            self.sheet.workbook, self.sheet.name, _cell(self.columns.get(key), self.number)
        )

    def places(self, keys: tuple[str, ...]) -> RowPlaces:
        """Where the cells of some columns stand, kept without the sheet."""
        return RowPlaces(self.sheet.workbook, self.sheet.name, self.number, self.columns, keys)

    @property
    def _filled(self) -> Iterator[RawCell]:
        """The cells of the row's columns with something in them, struck through or not."""
        cells = (self.sheet.at(self.number, column) for column in self.columns.values())
        return (cell for cell in cells if not cell.is_empty or cell.note or cell.struck)

    @property
    def is_filled(self) -> bool:
        """Whether any cell of the row's columns has something in it, struck through or not."""
        return any(self._filled)

    @property
    def is_above_headings(self) -> bool:
        """Whether the row, above further headings, is their title or says who reads the columns."""
        return sum(not says_who_reads(cell.text) for cell in self._filled) <= 1

    def is_struck(self, keys: Iterable[str]) -> bool:
        """Whether all that stands in some columns is struck through."""
        cells = [self.cells[key] for key in keys if key in self.cells]
        return any(cell.struck for cell in cells) and all(cell.is_empty for cell in cells)

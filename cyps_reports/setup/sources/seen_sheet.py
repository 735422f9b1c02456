"""A sheet as somebody sees it, of which tables are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cyps_reports.setup.sources.source import SourcePlace
from cyps_reports.workbooks.cell_places import Range
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, column_letters
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS


@dataclass(frozen=True)
class SeenSheet:
    """A sheet as somebody sees it who opens it: without hidden columns and what shows errors."""

    sheet: Sheet

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The numbers of the columns that are seen and hold anything."""
        used = {column for (_, column), cell in self.sheet.cells.items() if not is_blank(cell)}
        covered = {
            column
            for top, left, _, right in self.sheet.merged
            if not is_blank(self.sheet.at(top, left))
            for column in range(left, min(right, MAX_COLUMNS) + 1)
        }
        return tuple(sorted((used | covered) - self.sheet.hidden.columns))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that say anything in a column that is seen."""
        seen = set(self.columns)
        cells = self.sheet.cells.items()
        return tuple(
            sorted({row for (row, column), cell in cells if column in seen and not is_blank(cell)})
        )

    @cached_property
    def _filled(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {row: [] for row in self.rows}
        for row, column in sorted(self.sheet.cells):
            if row in found and column in self.columns and not is_blank(self.at(row, column)):
                found[row].append(column)
        return found

    def at(self, row: int, column: int) -> RawCell:
        """What is stored there; nothing where it shows an error or was never calculated."""
        return self._readable.get((row, column), EMPTY)

    @cached_property
    def _readable(self) -> dict[tuple[int, int], RawCell]:
        return {
            place: cell._replace(value=None, formula=False) if cell.refusal("") else cell
            for place, cell in self.sheet.cells.items()
        }

    @cached_property
    def ranges(self) -> dict[tuple[int, int], Range]:
        """The ranges of merged cells by their first cells, as far as anything is read."""
        return {
            (top, left): (top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS))
            for top, left, bottom, right in self.sheet.merged
        }

    def filled(self, row: int, columns: Sequence[int]) -> list[int]:
        """The columns, of some, in which a cell of its own stands in a row."""
        return [column for column in self._filled.get(row, ()) if column in columns]

    def texts(self, row: int, columns: Sequence[int]) -> list[RawCell]:
        """Those cells."""
        return [self.at(row, column) for column in self.filled(row, columns)]

    def is_lone(self, row: int) -> bool:
        """Whether a row is only a text at its left, as titles and the headings of groups are."""
        filled = self.filled(row, self.columns)
        return filled == [self.columns[0]] and isinstance(self.at(row, filled[0]).value, str)

    def place(self, row: int, column: int) -> SourcePlace:
        """Where a cell stands, in words."""
        cell = f"cell {column_letters(column)}{row}"
        return SourcePlace(self.sheet.workbook, self.table, cell)

    @property
    def table(self) -> str:
        """How a place calls the sheet."""
        return f"sheet {self.sheet.name}"


def is_blank(cell: RawCell) -> bool:
    """Whether a cell holds nothing, not even a note or what was struck out."""
    return cell.is_empty and not (cell.note or cell.struck)

"""What a document or a tracker holds: neutral grids of cells whose text stands as it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cyps_reports.findings import Finding
from cyps_reports.workbooks.grid import RawCell

BULLET = "• "
"""What stands before an item of a list that has no number."""


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where something stands: `table 3` and `row 7, column 4`; in a tracker `sheet A`, `cell D7`.

    Rows and columns are counted from 1, as somebody counts who looks at the table.
    """

    document: str
    table: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.table, self.cell) if part) or self.document


class MergedWith(NamedTuple):
    """What a cell says that is merged across columns, and the heading that it was taken for."""

    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: what it holds, where it begins in the grid, how many rows and columns it covers.

    `raw` is what a sheet stored; of a document, the text with its lines parted by line feeds and
    the marks of its footnotes taken out. `notes` are the texts of those footnotes, `note_lines` for
    each in which of the text's lines its mark stands, counted from 0; none where that is not known.
    `row` and `column` are counted from 0 in the table's grid. `is_heading` where the document
    itself says so: a row that is repeated on each page, or all in bold. `merged_with` is the cell
    at its left that covers it, where that belongs to a column of another heading: it is then empty.
    """

    raw: RawCell
    place: SourcePlace
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    notes: tuple[str, ...] = ()
    note_lines: tuple[int, ...] = ()
    is_heading: bool = False
    merged_with: MergedWith | None = None

    @property
    def text(self) -> str:
        """What the cell shows."""
        return self.raw.text

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines that say something."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and not self.notes


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: the cell over each column of the grid, so a merged one stands several times."""

    cells: tuple[SourceCell, ...]

    @property
    def own(self) -> tuple[SourceCell, ...]:
        """Each of its cells once, from left to right, those too that began in a row above."""
        return tuple(dict.fromkeys(self.cells))

    @property
    def filled(self) -> tuple[SourceCell, ...]:
        """Those of them that say something."""
        return tuple(cell for cell in self.own if not cell.is_empty)

    @property
    def across(self) -> SourceCell | None:
        """The one cell that covers the whole row; None where there are several."""
        return self.own[0] if len(self.own) == 1 and len(self.cells) > 1 else None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A heading or a paragraph outside the tables; `level` is 1 for the highest heading, else 0."""

    text: str
    place: SourcePlace
    level: int = 0


@dataclass(frozen=True)
class SourceTable:
    """A table as a grid: each row has as many cells as the widest one, empty ones at its end.

    `headings` are the document's running headings over it, the highest first. `before` and `after`
    are the paragraphs next to it, up to the next heading or table. `page_heads` is how many rows at
    its top are repeated on each page, where the document says so.
    """

    place: SourcePlace
    rows: tuple[SourceRow, ...]
    headings: tuple[SourceText, ...] = ()
    before: tuple[SourceText, ...] = ()
    after: tuple[SourceText, ...] = ()
    page_heads: int = 0

    @property
    def width(self) -> int:
        """How many columns its grid has."""
        return max((len(row.cells) for row in self.rows), default=0)

    @cached_property
    def cells(self) -> tuple[SourceCell, ...]:
        """Each cell once, row by row."""
        return tuple(dict.fromkeys(cell for row in self.rows for cell in row.cells))


@dataclass(frozen=True)
class SourceDocument:
    """A document or a tracker: its tables and texts in their order, and what was odd about it."""

    name: str
    tables: tuple[SourceTable, ...] = ()
    title: str = ""
    texts: tuple[SourceText, ...] = ()
    findings: tuple[Finding, ...] = ()

    def filled_cells(self) -> Iterator[SourceCell]:
        """Every cell that says something."""
        return (cell for table in self.tables for cell in table.cells if not cell.is_empty)

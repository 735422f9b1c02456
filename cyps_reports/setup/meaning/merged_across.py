"""Cells of a document that are merged across columns: what is there belongs to one of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.findings import CellRef, Finding, Refused, shortened, warning
from cyps_reports.setup.meaning.column_meanings import NAMES
from cyps_reports.setup.meaning.figure_cells import missing_in
from cyps_reports.setup.meaning.made_cells import is_blank, place_said
from cyps_reports.setup.meaning.table_headings import Head, Heads
from cyps_reports.setup.sources.source import MergedWith, SourceCell, SourceRow
from cyps_reports.workbooks.grid import EMPTY


def in_own_columns(row: SourceRow, heads: Heads) -> SourceRow:
    """A row in which what is merged across columns stands in one alone: the first the plan knows.

    Of a row's own name it is that. Columns under one heading are one, and a word like TBC says it
    of all.
    """
    cells = tuple(_in_own(row, at, heads) for at in range(len(row.cells)))
    return SourceRow(cells)


def _in_own(row: SourceRow, at: int, heads: Heads) -> SourceCell:
    cell = row.cells[at]
    if cell.columns == 1 or at not in heads.columns or is_blank(cell) or missing_in(cell.text):
        return cell
    covered = [heads.columns[each] for each in _covered(row, at) if each in heads.columns]
    named = (head for head in covered if head.key in NAMES)
    owner = next(named, next((head for head in covered if head.key), covered[0]))
    if heads.columns[at].cell == owner.cell:
        return cell
    merged = MergedWith(cell.text, owner.heading)
    return SourceCell(EMPTY, cell.place, cell.row, at, cell.rows, merged_with=merged)


def _covered(row: SourceRow, at: int) -> Iterator[int]:
    """The columns that the cell over a column covers."""
    return (each for each, cell in enumerate(row.cells) if cell == row.cells[at])


def merged_with(cell: SourceCell, head: Head) -> Refused | None:
    """Why nothing was taken for a column that a cell is merged across; None where none is."""
    if cell.merged_with is None:
        return None
    text, heading = shortened(" ".join(cell.merged_with.text.split())), cell.merged_with.heading
    across = f"“{text}” is merged across {heading} and {head.heading}"
    problem = f"{across}, and was taken for {heading} only."
    return Refused("merged-cells", problem, f"Type what belongs under {head.heading}, if anything.")


def merged_texts(
    document: str, rows: Iterable[tuple[SourceRow, Heads]], told: frozenset[str]
) -> Iterator[Finding]:
    """A warning for each cell that is merged across a column that the plan knows.

    Columns with the keys `told` tell it themselves.
    """
    for row, heads in rows:
        for at, head in heads.columns.items():
            refused = merged_with(row.cells[at], head) if head.key not in {"", *told} else None
            if refused:
                problem = f"{place_said(row.cells[at].place)}{refused.message}"
                yield warning("merged-cells", CellRef(document), problem, refused.fix)

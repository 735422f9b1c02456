"""Cells of a plan workbook that somebody has to look at: what they hold, and why they are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.phrases import counted
from cyps_reports.plan.sheets.book import (
    CellsByKey,
    Typed,
    Written,
    cell_of_field,
    cell_of_row,
    left_open,
)
from cyps_reports.plan.sheets.layout import PLAN
from cyps_reports.plan.sheets.open_notes import open_mend
from cyps_reports.plan.sheets.to_do import OpenCell
from cyps_reports.workbooks.layout import Column


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell that is open: what stands in it, and why; `kind` is what is told of all its like."""

    written: Written
    why: str
    kind: str = ""


Row = Mapping[str, Written | Opened]
Tables = Mapping[str, Sequence[Row]]


def as_written(row: Row) -> CellsByKey:
    """The row's cells as they are written, open ones with the note on why."""
    return {key: _written(cell) for key, cell in row.items()}


def _written(cell: Written | Opened) -> Written:
    return left_open(cell.written, cell.why) if isinstance(cell, Opened) else cell


@dataclass(frozen=True, slots=True)
class OpenAt:
    """An open cell and where it stands."""

    sheet: str
    cell: str
    opened: Opened


def open_at(
    facts: Row, tables: Tables, columns: Mapping[str, Sequence[Column]]
) -> tuple[OpenAt, ...]:
    """The open cells in the order of the sheets, those that hold nothing first."""
    found = [
        OpenAt(PLAN, cell_of_field(key), cell)
        for key, cell in facts.items()
        if isinstance(cell, Opened)
    ]
    found += [
        OpenAt(sheet, cell_of_row(columns[sheet], at, key), cell)
        for sheet, rows in tables.items()
        for at, row in enumerate(rows)
        for key, cell in row.items()
        if isinstance(cell, Opened)
    ]
    return tuple(found)


def to_do(cells: Sequence[OpenAt]) -> tuple[OpenCell, ...]:
    """The rows of the sheet that lists them."""
    return tuple(OpenCell(at.sheet, at.cell, at.opened.why, _mend(at.opened)) for at in cells)


def open_findings(workbook: str, cells: Sequence[OpenAt]) -> Iterator[Finding]:
    """A finding for each open cell, and one for all of a kind."""
    of_kinds: dict[tuple[str, str], list[OpenAt]] = {}
    for each in cells:
        of_kinds.setdefault((each.sheet, each.opened.kind or each.cell), []).append(each)
    for group in of_kinds.values():
        first = group[0]
        place = CellRef(workbook, first.sheet, first.cell)
        if not first.opened.kind:
            yield warning("open-cell", place, first.opened.why, _mend(first.opened))
            continue
        problem = f"{counted(len(group), first.opened.kind)} to fill in, from this cell on."
        mend = "Type them; what stood there last year is in the note on each cell."
        yield warning("open-cell", place, problem, mend)


def _mend(opened: Opened) -> str:
    held = opened.written.value if isinstance(opened.written, Typed) else opened.written
    return open_mend(is_empty=held in (None, ""))

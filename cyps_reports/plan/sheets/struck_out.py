"""What is struck through in the plan workbook.

It is not read, and whether it still counts is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cyps_reports.findings import CellRef, Finding, Findings, error, shortened
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.table_rows import Row

_STILL_COUNTS = "If it still counts, take the strike-through off; if not, delete it."


def standing(rows: Iterable[Row], columns: Sequence[Column], found: Findings) -> tuple[Row, ...]:
    """The rows without those struck through as a whole.

    These are told, as is each struck cell of the others.
    """
    stand, of_plan = list[Row](), keys(columns)
    for row in rows:
        if row.is_struck(of_plan):
            text = f"Row {row.number} is struck through as a whole; it was not read."
            found.add(error("struck-out", row.place(columns[0].key), text, _STILL_COUNTS))
            continue
        stand.append(row)
        for key in of_plan:
            if (cell := row.cells.get(key)) and cell.struck:
                found.add(*struck_content(cell, row.place(key)))
    return tuple(stand)


def struck_content(cell: RawCell, place: CellRef) -> Iterator[Finding]:
    """The finding on a cell with something struck through in it."""
    if cell.struck:
        text = f"“{shortened(cell.struck)}” is struck through; it was not read."
        yield error("struck-out", place, text, _STILL_COUNTS)

"""What is struck through in a return in place of being deleted.

It is not used, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.findings import Finding, shortened, warning
from cyps_reports.returns import layout
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.table_rows import Row


def is_struck_row(row: Row, columns: Iterable[Column]) -> bool:
    """Whether all that stands in a row is struck through.

    But for what the workbook fills in itself.
    """
    keys = (column.key for column in columns if not isinstance(column, layout.LiveColumn))
    return bool(row.cell("ref").struck) and row.is_struck(keys)


def struck_out(row: Row, columns: Iterable[Column]) -> Iterator[Finding]:
    """The findings on a row of the plan.

    One where all of it is struck through, else one for each such entry.

    A row is still known by a reference that is struck through.
    """
    if not any(cell.struck for cell in row.cells.values()):
        return
    called = row.called
    if is_struck_row(row, columns):
        text = (
            f"The row of {called} is struck through, so nothing in it was used; the plan still "
            "has it."
        )
        fix = (
            "Take the strike-through off and fill the row in; if it no longer counts, agree "
            "that in the plan."
        )
        yield warning("struck-out", row.place("ref"), text, fix)
        return
    if row.cell("ref").struck:
        text = f"The reference {called} is struck through; the row was read all the same."
        yield warning(
            "struck-out",
            row.place("ref"),
            text,
            "Take the strike-through off, or empty what is not meant.",
        )
    for column in columns:
        struck = row.cell(column.key).struck if isinstance(column, layout.EntryColumn) else ""
        if struck:
            text = f"{called}: “{shortened(struck)}” is struck through, so it was not used."
            fix = "Delete what is struck through, or take the strike-through off if it is meant."
            yield warning("struck-out", row.place(column.key), text, fix)

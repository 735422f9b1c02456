"""Reads the sheet Closed: what was in last year's plan and is not in this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.findings import Finding, Findings, error
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.cell_values import choice_or_none
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.tables import rows_if_there
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import choose_one, keys
from cyps_reports.workbooks.table_rows import Row

_KEYS = keys(layout.CLOSED_COLUMNS)


def closed_in(book: Book, found: Findings) -> tuple[Closed, ...]:
    """The rows of the sheet Closed; none where the workbook has no such sheet."""
    rows = rows_if_there(book, layout.CLOSED, layout.CLOSED_COLUMNS, found)
    found.add(*_twice(rows))
    return tuple(each for row in rows if (each := _closed(row, found)))


def _closed(row: Row, found: Findings) -> Closed | None:
    """The row as it is closed; None where it does not say of what, or how."""
    if not row.text("was"):
        problem = "The reference that this row had last year is missing."
        found.add(error("empty-cell", row.place("was"), problem, "Type it here, like A12."))
        return None
    before = len(found.all)
    read = choice_or_none(row, "closed_as", ClosedAs)
    closed_as = found.take(read, row.place("closed_as"), None)
    closed_on = found.take(date_in(row.cell("closed_on")), row.place("closed_on"), None)
    if closed_as is None:
        if len(found.all) == before:
            problem = f"Nothing says as what {row.text('was')} was closed."
            found.add(error("empty-cell", row.place("closed_as"), problem, choose_one(ClosedAs)))
        return None
    return Closed(
        was=row.text("was"),
        name=row.text("name"),
        closed_as=closed_as,
        closed_on=closed_on,
        decided_by=row.text("decided_by"),
        why=row.text("why"),
        places=row.places(_KEYS),
    )


def _twice(rows: Iterable[Row]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows:
        key = same_reference(row.text("was"))
        if key and first.setdefault(key, row) is not row:
            problem = f"{row.text('was')} is closed in row {first[key].number} too."
            yield error("closed-twice", row.place("was"), problem, "Take one of the two rows out.")

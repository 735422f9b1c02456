"""The tables of the plan workbook, and what keeps them from being read for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cyps_reports.findings import CellRef, Finding, error, shortened, warning
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.headings import headings_twice
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.tables import Row, Table, find_table


def plan_table(book: Book, name: str, columns: Sequence[Column]) -> Table | None:
    """The table on the sheet of that name.

    None where there is no such sheet, or no such table on it.
    """
    sheet = book.sheet(name)
    return find_table(sheet, headings(columns)) if sheet else None


def table_findings(book: Book, table: Table, columns: Sequence[Column]) -> Iterator[Finding]:
    """What is missing of a table, what stands twice in it, and which other sheets have the like."""
    for head in table.headings:
        for column in columns:
            if column.key in head.absent and not column.is_optional:
                yield error(
                    "no-column",
                    CellRef(book.name, table.sheet.name),
                    f"The column “{column.heading}” is not there.",
                    f"Put the heading “{column.heading}” back over its column.",
                )
        yield from headings_twice(head, columns)
    for row in table.rows:
        yield from _two_answers(row)
    for sheet in book.sheets:
        if sheet is not table.sheet and _has_the_like(sheet, columns):
            yield _another(table.sheet, sheet)


def without_content(cells: Iterable[tuple[RawCell, CellRef]]) -> Iterator[Finding]:
    """What shows an error or was never calculated is no text either."""
    for cell, place in cells:
        if refused := cell.refusal("Type again what belongs here."):
            yield refused.at(place)


def _two_answers(row: Row) -> Iterator[Finding]:
    for other in row.versions[1:]:
        (key,) = other.columns
        yield error(
            "two-answers",
            other.place(key),
            f"This cell says “{shortened(other.text(key))}”, but cell {row.place(key).cell}, "
            "under the same heading,"
            f" says “{shortened(row.text(key))}”.",
            "Empty the cell that does not count.",
        )


def _has_the_like(sheet: Sheet, columns: Sequence[Column]) -> bool:
    """Whether a sheet has a table with every column that a plan must have, as a copy has."""
    needed = headings(column for column in columns if not column.is_optional)
    table = find_table(sheet, needed)
    return table is not None and not any(table.headings[0].absent)


def _another(sheet: Sheet, other: Sheet) -> Finding:
    """Only the sheet of the name counts.

    Where it is hidden and a copy is seen, that is not what people think.
    """
    place = CellRef(sheet.workbook, other.name)
    if sheet.is_hidden and not other.is_hidden:
        return error(
            "several-tables",
            place,
            f"This sheet has the same table as “{sheet.name}”, which counts but is hidden.",
            f"Show “{sheet.name}” (right-click on a sheet's tab, Unhide), and keep only the one "
            "that is right.",
        )
    return warning(
        "several-tables",
        place,
        f"This sheet has the same table as “{sheet.name}”. Only “{sheet.name}” was read.",
        "Take this sheet out, or keep it in another workbook.",
    )

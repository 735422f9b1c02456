"""The tables of the plan workbook, and what keeps them from being read for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cyps_reports.findings import CellRef, Finding, Findings, error, shortened, warning
from cyps_reports.plan.sheets.struck_out import standing
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.heading_rows import headings_twice
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.table_rows import Row
from cyps_reports.workbooks.tables import Table, find_table, first_headings


def plan_table(book: Book, name: str, columns: Sequence[Column]) -> Table | None:
    """The table on the sheet of that name.

    None where there is no such sheet, or no such table on it.
    """
    sheet = book.sheet(name)
    if sheet is None:
        return None
    # Of a short table, the columns that it may lack are more than half.
    return find_table(sheet, headings(columns)) or _with_all_needed(sheet, columns)


def _with_all_needed(sheet: Sheet, columns: Sequence[Column]) -> Table | None:
    """The table with every column that a plan must have; None where one is not there."""
    needed = _needed(columns)
    return find_table(sheet, needed) if _has_all(sheet, needed) else None


def _needed(columns: Sequence[Column]) -> Mapping[str, str]:
    return headings(column for column in columns if not column.is_optional)


def _has_all(sheet: Sheet, needed: Mapping[str, str]) -> bool:
    head = first_headings(sheet, needed)
    return head is not None and not head.absent


def rows_if_there(
    book: Book, name: str, columns: Sequence[Column], found: Findings
) -> tuple[Row, ...]:
    """The rows of a sheet that a plan workbook may lack; what is wrong with them is told."""
    table = plan_table(book, name, columns)
    if table is None:
        found.add(*headings_lost(book, name, columns))
        return ()
    found.add(*table_findings(book, table, columns))
    rows = standing(table.rows, columns, found)
    for row in rows:
        found.add(*row_without_content(row, columns))
    return rows


def headings_lost(book: Book, name: str, columns: Sequence[Column]) -> Iterator[Finding]:
    """An error on a sheet that a plan workbook may lack, where it holds something but no table."""
    sheet = book.sheet(name)
    if sheet is not None and sheet.cells:
        yield error(
            "no-sheet",
            CellRef(sheet.workbook, sheet.name),
            f"The sheet “{sheet.name}” has lost its row of headings.",
            f"Type the headings into one row: {', '.join(column.heading for column in columns)}.",
        )


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
        yield from _merged(row, columns) if table.sheet.merged else ()
    needed = _needed(columns)
    for sheet in book.sheets:
        if sheet is not table.sheet and _has_all(sheet, needed):
            yield _another(table.sheet, sheet)


def without_content(cells: Iterable[tuple[RawCell, CellRef]]) -> Iterator[Finding]:
    """What shows an error or was never calculated is no text either."""
    for cell, place in cells:
        if refused := cell.refusal(_TYPE_AGAIN):
            yield refused.at(place)


def row_without_content(row: Row, columns: Sequence[Column]) -> Iterator[Finding]:
    """The same of the cells of a row."""
    for column in columns:
        cell = row.cells.get(column.key)
        if cell and (refused := cell.refusal(_TYPE_AGAIN)):
            yield refused.at(row.place(column.key))


_TYPE_AGAIN = "Type again what belongs here."


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


def _merged(row: Row, columns: Sequence[Column]) -> Iterator[Finding]:
    """What is merged across columns belongs to the first of them alone."""
    heading = headings(columns)
    for column in columns:
        first = row.covered_by(column.key)
        if first and not row.cell(first).is_empty:
            yield warning(
                "merged-cells",
                row.place(column.key),
                f"{column.heading} is merged with {heading[first]} (cell {row.place(first).cell}); "
                f"what is there was taken for {heading[first]} only.",
                "Unmerge the cells and fill in each column.",
            )


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

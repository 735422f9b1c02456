"""The tables of a return.

Which of those in a workbook are read, and what is told of their headings and sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.model import FOR_PUBLIC
from cyps_reports.workbooks.grid import Book, Sheet
from cyps_reports.workbooks.heading_rows import headings_twice
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.refusals import COPY_ANEW
from cyps_reports.workbooks.table_rows import Row
from cyps_reports.workbooks.tables import Table, tables_in


@dataclass(frozen=True, slots=True)
class KindOfTable:
    """One of the two tables of a return.

    The name of its sheet, its columns, those that managers fill in.
    """

    name: str
    columns: tuple[Column, ...]
    entries: tuple[Column, ...]


TARGETS = KindOfTable(layout.TARGETS, layout.TARGET_COLUMNS, layout.TARGET_ENTRIES)
MILESTONES = KindOfTable(layout.MILESTONES, layout.MILESTONE_COLUMNS, layout.MILESTONE_ENTRIES)


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The tables of one kind in a workbook, in the order in which they count.

    `read` are those whose answers are used; `passed_over` stand on hidden sheets, where there is
    one that can be seen.
    """

    workbook: str
    kind: KindOfTable
    read: tuple[Table, ...]
    passed_over: tuple[Table, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of the tables that are read."""
        return (row for table in self.read for row in table.rows)

    @property
    def place(self) -> CellRef:
        """The sheet that counts most; the one that should be there where there is no table."""
        return CellRef(self.workbook, self.read[0].sheet.name if self.read else self.kind.name)

    @property
    def has_answers(self) -> bool:
        """Whether somebody filled anything in."""
        return any(
            not row.cell(column.key).is_empty for row in self.rows for column in self.kind.entries
        )


def tables_of(book: Book, plan: Plan) -> tuple[FoundTables, FoundTables]:
    """The tables of targets and those of milestones in a workbook."""
    kinds = (TARGETS, _milestones(book, plan))
    known = [headings(kind.columns) for kind in kinds]
    # Most returns have none of the columns that the public edition needs.
    by_sheet = [(sheet, tables_in(sheet, *known, beside=FOR_PUBLIC)) for sheet in book.sheets]
    targets, milestones = (
        _found(book.name, kind, [(sheet, tables[at]) for sheet, tables in by_sheet])
        for at, kind in enumerate(kinds)
    )
    return targets, milestones


def _milestones(book: Book, plan: Plan) -> KindOfTable:
    """With the plan's own heading over the leads where the workbook has it.

    One sent out before may have `Lead`.
    """
    columns = layout.milestone_columns(plan)
    own = headings(columns)["lead"]
    is_own = columns is not layout.MILESTONE_COLUMNS and any(
        sheet.right_of(own) for sheet in book.sheets
    )
    return replace(MILESTONES, columns=columns) if is_own else MILESTONES


def _found(
    workbook: str, kind: KindOfTable, by_sheet: Sequence[tuple[Sheet, tuple[Table, ...]]]
) -> FoundTables:
    ranked = sorted(by_sheet, key=lambda each: each[0].rank(kind.name))
    tables = [table for _, several in ranked for table in several]
    # Headings without rows, above others or on a blank copy, are no table of their own.
    tables = [table for table in tables if table.rows] or tables[:1]
    read = [not table.sheet.is_hidden or table.sheet is tables[0].sheet for table in tables]
    passed_over = [not is_read for is_read in read]
    return FoundTables(
        workbook, kind, tuple(compress(tables, read)), tuple(compress(tables, passed_over))
    )


def layout_findings(found: FoundTables) -> Iterator[Finding]:
    """What is wrong with a kind of table that should be there.

    It is missing, stands twice, or cannot be seen.
    """
    if not found.read:
        yield error(
            "no-sheet",
            found.place,
            f"The table “{found.kind.name}” is not there, or has lost its row of headings.",
            COPY_ANEW,
        )
        return
    first = found.read[0]
    if first.sheet.is_hidden:
        yield _on_hidden_sheet(found)
    filled = [column for column in found.kind.columns if not isinstance(column, layout.LiveColumn)]
    always = [column for column in filled if not column.is_optional]
    for table in found.read:
        # A first table is known by its sheet; one that follows also by its place.
        place = (
            table.place
            if table.sheet is first.sheet and table is not first
            else replace(table.place, cell="")
        )
        needed = [] if table is not first and _refs(table) <= _refs(first) else always
        for head in table.headings:
            yield from (_no_column(place, column) for column in needed if column.key in head.absent)
            yield from headings_twice(head, filled)


def _refs(table: Table) -> frozenset[str]:
    """The references in a table.

    One that only repeats rows of another needs no columns of its own.
    """
    return frozenset(row.text("ref") for row in table.rows)


def _on_hidden_sheet(found: FoundTables) -> Finding:
    return warning(
        "hidden-sheet",
        found.place,
        f"The sheet “{found.place.sheet}”, which has the table {found.kind.name}, is hidden. It "
        "was read.",
        "Show the sheet (right-click on the tab of another, Unhide), and check what it says.",
    )


def _no_column(place: CellRef, column: Column) -> Finding:
    problem = f"The column “{column.heading}” is not there."
    mend = f"Type the heading “{column.heading}” back over its column."
    return (
        error("no-column", place, problem, mend)
        if isinstance(column, layout.EntryColumn)
        else warning("no-column", place, problem, mend)
    )

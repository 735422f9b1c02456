"""Tables in a sheet.

Rows of headings are found wherever they stand, and columns in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from cyps_reports.findings import CellRef
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.heading_rows import Columns, HeadingRow, heading_rows, headings_found
from cyps_reports.workbooks.table_rows import Row


@dataclass(frozen=True)
class Table:
    """Rows under a row of headings; under several where one table is continued by another."""

    headings: tuple[HeadingRow, ...]
    rows: tuple[Row, ...]

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self.headings[0].sheet

    @property
    def place(self) -> CellRef:
        """Where its first heading stands."""
        return self.headings[0].place


def tables_in(
    sheet: Sheet, *kinds: Mapping[str, str], beside: Set[str] = frozenset()
) -> tuple[tuple[Table, ...], ...]:
    """The tables of each kind on a sheet, from the top; a kind is its headings by key.

    A table starts where at least half of its headings stand in a row, and ends where the next one
    starts. `beside` are the keys of headings that make no table, there or not.
    """
    found = headings_found(sheet, kinds)
    heads = [
        (kind, head)
        for kind, of_kind in enumerate(kinds)
        for head in heading_rows(sheet, of_kind, found[kind], beside)
    ]
    heads.sort(key=lambda each: each[1].number)
    tables: list[list[Table]] = [[] for _ in kinds]
    for at, (kind, head) in enumerate(heads):
        later = (heads[each][1] for each in range(at + 1, len(heads)))
        tables[kind].append(_table(head, later))
    return tuple(tuple(table) for table in tables)


def find_table(sheet: Sheet, headings: Mapping[str, str]) -> Table | None:
    """The tables with these headings on a sheet as one; None where there is none."""
    (tables,) = tables_in(sheet, headings)
    heads = tuple(head for table in tables for head in table.headings)
    if not tables:
        return None
    return Table(heads, tuple(row for table in tables for row in table.rows))


def first_headings(sheet: Sheet, headings: Mapping[str, str]) -> HeadingRow | None:
    """The first row of these headings on a sheet; None where there is none."""
    (found,) = headings_found(sheet, (headings,))
    return next(iter(heading_rows(sheet, headings, found, frozenset())), None)


def _table(head: HeadingRow, later: Iterator[HeadingRow]) -> Table:
    end = next((other.number for other in later if head.ends_above(other)), None)
    columns = {key: at[0] for key, at in head.columns.items()}
    numbers = range(head.number + 1, end or head.sheet.last_row + 1)
    repeated = {key: several for key, several in head.columns.items() if len(several) > 1}
    rows = [row for number in numbers if (row := _row(head, number, columns, repeated)).is_filled]
    while end and rows and rows[-1].is_above_headings:
        rows.pop()
    return Table((head,), tuple(rows))


def _row(head: HeadingRow, number: int, columns: Mapping[str, int], repeated: Columns) -> Row:
    row = Row(head.sheet, number, columns)
    for key, several in repeated.items():
        row = _with_filled(row, key, several)
    return row


def _with_filled(row: Row, key: str, columns: tuple[int, ...]) -> Row:
    """The row with the first filled one of several columns under a heading."""
    seen = {column: row.sheet.at(*row.sheet.origin(row.number, column)) for column in columns}
    filled = [column for column, cell in seen.items() if not cell.is_empty]
    if not filled:
        return row
    first, *further = filled
    others = tuple((key, column) for column in further if not _is_same(seen[first], seen[column]))
    return replace(row, columns={**row.columns, key: first}, others=(*row.others, *others))


def _is_same(one: RawCell, other: RawCell) -> bool:
    """Whether two cells hold the same; a number in another format may mean something else."""
    if isinstance(one.value, str) and isinstance(other.value, str):
        return one.text == other.text
    return (one.value, one.number_format) == (other.value, other.number_format)

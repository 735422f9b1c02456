"""Tables in a sheet.

Rows of headings are found wherever they stand, and columns in whatever order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cyps_reports.findings import CellRef
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, column_letters
from cyps_reports.workbooks.layout import says_who_reads

Columns = Mapping[str, tuple[int, ...]]
"""The columns that stand under each heading, from left to right, by the heading's key.

Usually one.
"""

Found = list[tuple[int, str]]
"""Headings in a row: column and key."""

FoundByRow = dict[int, Found]


@dataclass(frozen=True, slots=True)
class RowPlaces(Mapping[str, CellRef]):
    """Where the cells of a row stand, by the keys of their columns.

    Told only when asked for, as few ever are.
    """

    workbook: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    keys_there: tuple[str, ...]

    def __getitem__(self, key: str) -> CellRef:
        if key not in self.keys_there:
            raise KeyError(key)
        column = self.columns.get(key)
        cell = "" if column is None else f"{column_letters(column)}{self.number}"
        return CellRef(self.workbook, self.sheet, cell)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_there)

    def __len__(self) -> int:
        return len(self.keys_there)


@dataclass(frozen=True)
class Row:
    """One row under the headings: a cell for each column, by the column's key.

    Where several columns have one heading, the cell is the first of them that is filled; `others`
    are those that say something else. `called` is what a reader knows the row by, "" until that is
    known.
    """

    sheet: Sheet
    number: int
    columns: Mapping[str, int]
    others: tuple[tuple[str, int], ...] = ()
    called: str = ""

    @property
    def versions(self) -> tuple[Row, ...]:
        """The row itself, then one with a single cell for each repeated column.

        These say something else under the same heading.
        """
        return (self, *(Row(self.sheet, self.number, {key: column}) for key, column in self.others))

    def cell(self, key: str) -> RawCell:
        """What a column says, also where cells of several rows are merged.

        Empty where the sheet has no such column.

        What is merged across columns belongs to the first of them alone.
        """
        column = self.columns.get(key)
        if column is None:
            return EMPTY
        row, first = self.sheet.origin(self.number, column)
        if first != column and self.covered_by(key):
            return EMPTY
        return self.sheet.at(row, first)

    def covered_by(self, key: str) -> str | None:
        """The column of the table whose cell is merged across this one's; None where none is."""
        column = self.columns.get(key)
        first = column if column is None else self.sheet.origin(self.number, column)[1]
        if first == column:
            return None
        return next((other for other, at in self.columns.items() if at == first), None)

    def shared_with(self, key: str) -> CellRef | None:
        """The cell of another row that this one is merged with and whose content it shows.

        None where none.
        """
        column = self.columns.get(key)
        if column is None:
            return None
        row, origin_column = self.sheet.origin(self.number, column)
        return None if row == self.number else self.sheet.place(row, origin_column)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes and comments on the row's cells."""
        cells = (self.sheet.at(self.number, column) for column in sorted(self.columns.values()))
        return tuple(cell.note for cell in cells if cell.note)

    def text(self, key: str) -> str:
        """That cell's text on one line, "" where empty."""
        return " ".join(self.cell(key).text.split())

    def label(self, key: str) -> str:
        """The same of what a row is known by, also where it is struck through."""
        return " ".join(self.cell(key).label.split())

    def place(self, key: str) -> CellRef:
        """Where that cell stands; only the sheet where it has no such column."""
        return self.places((key,))[key]

    def places(self, keys: tuple[str, ...]) -> RowPlaces:
        """Where the cells of some columns stand, kept without the sheet."""
        return RowPlaces(self.sheet.workbook, self.sheet.name, self.number, self.columns, keys)

    @property
    def filled(self) -> int:
        """How many cells of the row's columns have something in them, struck through or not."""
        cells = (self.sheet.at(self.number, column) for column in self.columns.values())
        return sum(not cell.is_empty or bool(cell.note or cell.struck) for cell in cells)

    @property
    def is_above_headings(self) -> bool:
        """Whether the row, above further headings, is their title or says who reads the columns."""
        cells = (self.sheet.at(self.number, column) for column in self.columns.values())
        for_whom = sum(says_who_reads(cell.text) for cell in cells)
        return self.filled - for_whom <= 1

    def is_struck(self, keys: Iterable[str]) -> bool:
        """Whether all that stands in some columns is struck through."""
        cells = [self.cell(key) for key in keys]
        return any(cell.struck for cell in cells) and all(cell.is_empty for cell in cells)


@dataclass(frozen=True)
class HeadingRow:
    """A row of headings.

    Its number, the columns under each heading, the keys whose heading was not found.
    """

    sheet: Sheet
    number: int
    columns: Columns
    absent: tuple[str, ...]

    @property
    def place(self) -> CellRef:
        """Where its first heading stands."""
        return self.sheet.place(self.number, self.first_column)

    @cached_property
    def first_column(self) -> int:
        """The column furthest to the left."""
        return min(at for columns in self.columns.values() for at in columns)

    @cached_property
    def last_column(self) -> int:
        """The column furthest to the right."""
        return max(at for columns in self.columns.values() for at in columns)

    @property
    def doubled(self) -> dict[str, tuple[CellRef, ...]]:
        """The headings that stand more than once, by key, and where."""
        several = {key: columns for key, columns in self.columns.items() if len(columns) > 1}
        return {
            key: tuple(self.sheet.place(self.number, at) for at in columns)
            for key, columns in several.items()
        }

    def ends_above(self, other: HeadingRow) -> bool:
        """Whether the rows under it end where the other one stands."""
        beside = self.last_column < other.first_column or other.last_column < self.first_column
        return self.number < other.number and not beside


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
    found = _headings_found(sheet, kinds)
    heads = [
        (kind, head)
        for kind, of_kind in enumerate(kinds)
        for head in _heading_rows(sheet, of_kind, found[kind], beside)
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


def _table(head: HeadingRow, later: Iterator[HeadingRow]) -> Table:
    end = next((other.number for other in later if head.ends_above(other)), None)
    columns = {key: at[0] for key, at in head.columns.items()}
    numbers = range(head.number + 1, end or head.sheet.last_row + 1)
    rows = [row for number in numbers if (row := _row(head, number, columns)).filled]
    while end and rows and rows[-1].is_above_headings:
        rows.pop()
    return Table((head,), tuple(rows))


def _row(head: HeadingRow, number: int, columns: Mapping[str, int]) -> Row:
    row = Row(head.sheet, number, columns)
    for key, several in head.columns.items():
        if len(several) > 1:
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


def _heading_rows(
    sheet: Sheet, headings: Mapping[str, str], found: FoundByRow, beside: Set[str]
) -> tuple[HeadingRow, ...]:
    """The rows of headings from the top.

    Half of the headings make one, and more than half each further one.
    """
    whole = len(headings.keys() - beside)
    number_there = {
        number: len({key for _, key in cells} - beside) for number, cells in found.items()
    }
    best = max(number_there, key=lambda number: (number_there[number], -number), default=0)
    rows = [
        number
        for number, there in sorted(number_there.items())
        if there * 2 > whole or (number == best and there * 2 == whole)
    ]
    parts = (
        (number, part) for number in rows for part in _side_by_side(sorted(found[number]), whole)
    )
    return tuple(_heading_row(sheet, number, part, headings) for number, part in parts)


def _headings_found(sheet: Sheet, kinds: Sequence[Mapping[str, str]]) -> list[FoundByRow]:
    """The headings of each kind, by row."""
    wanted: dict[str, list[tuple[int, str]]] = {}
    for kind, headings in enumerate(kinds):
        for key, heading in headings.items():
            wanted.setdefault(same_words(heading), []).append((kind, key))
    longest = 2 * max(map(len, wanted))
    found: list[FoundByRow] = [{} for _ in kinds]
    for (row, column), cell in sheet.cells.items():
        label = cell.value if isinstance(cell.value, str) else cell.struck
        if label and len(label) <= longest:
            for kind, key in wanted.get(same_words(label), ()):
                found[kind].setdefault(row, []).append((column, key))
    return found


def _side_by_side(row: Found, whole: int) -> Iterator[Found]:
    """The headings of each table where several stand beside each other.

    At least half of them stand on both sides.
    """
    shared, at = max(_shared(row), key=lambda each: (each[0], -each[1]), default=(0, 0))
    if shared * 2 < whole:
        yield row
        return
    yield from _side_by_side(row[:at], whole)
    yield from _side_by_side(row[at:], whole)


def _shared(row: Found) -> Iterator[tuple[int, int]]:
    """How many headings stand on both sides of each place where one stands again, and the place."""
    left: set[str] = set()
    right = Counter(key for _, key in row)
    for at, (_, key) in enumerate(row):
        if key in left:
            yield sum(right[each] > 0 for each in left), at
        left.add(key)
        right[key] -= 1


def _heading_row(sheet: Sheet, number: int, row: Found, headings: Mapping[str, str]) -> HeadingRow:
    columns: dict[str, tuple[int, ...]] = {}
    for column, key in row:
        columns[key] = (*columns.get(key, ()), column)
    return HeadingRow(sheet, number, columns, tuple(key for key in headings if key not in columns))


@lru_cache(maxsize=4096)
def same_words(text: str) -> str:
    """Text as it is compared.

    Letters and digits only, without regard to case, spacing or punctuation.
    """
    return re.sub(r"[\W_]+", " ", text).strip().casefold()

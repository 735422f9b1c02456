"""Rows of headings, wherever they stand in a sheet and in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.workbooks.grid import Sheet
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import same_words

Columns = Mapping[str, tuple[int, ...]]
"""The columns that stand under each heading, from left to right, by the heading's key.

Usually one.
"""

Found = list[tuple[int, str]]
"""Headings in a row: column and key."""

FoundByRow = dict[int, Found]


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


def heading_rows(
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


def headings_found(sheet: Sheet, kinds: Sequence[Mapping[str, str]]) -> list[FoundByRow]:
    """The headings of each kind, by row."""
    found: list[FoundByRow] = [{} for _ in kinds]
    for rows, headings in zip(found, kinds, strict=True):
        for key, heading in headings.items():
            for row, column in sheet.by_words.get(same_words(heading), ()):
                rows.setdefault(row, []).append((column, key))
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


def headings_twice(head: HeadingRow, columns: Iterable[Column]) -> Iterator[Finding]:
    """A warning for each of the columns whose heading stands more than once.

    At the second of its cells.
    """
    for column in columns:
        places = head.doubled.get(column.key, ())
        if places:
            yield warning(
                "heading-twice",
                places[1],
                f"The heading “{column.heading}” stands over {len(places)} columns:"
                f" {listed(place.cell for place in places)}. In a row where only one of them is "
                "filled in, that one"
                " counts; a row where they differ is told.",
                "Keep the column that counts, and take the heading off the other.",
            )

"""The row of a workbook that a finding is about, as it stands there, for a face to show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from cyps_reports.findings import CellRef
from cyps_reports.plan.model import Plan
from cyps_reports.returns.tables import tables_of
from cyps_reports.workbooks.folders import called, files_in
from cyps_reports.workbooks.grid import Book, Sheet, column_letters
from cyps_reports.workbooks.opening import open_books
from cyps_reports.workbooks.tables import HeadingRow


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a row: its column's letters, the heading above it, what it shows, whether meant."""

    column: str
    heading: str
    text: str
    is_meant: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a sheet by its number: the cells that are filled, and the one that is meant."""

    number: int
    cells: tuple[ShownCell, ...]


_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


def rows_shown(folder: Path, plan: Plan, places: Iterable[CellRef]) -> Mapping[CellRef, ShownRow]:
    """The row of each place that names a cell of a workbook in the folder.

    A place is left out where its workbook cannot be opened or has no such sheet.

    Raises:
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    wanted = {place for place in places if _CELL.fullmatch(place.cell)}
    names = {place.workbook for place in wanted}
    # A workbook in a zip file or an email is called after that, then after itself.
    files = [
        path
        for path in files_in(folder)
        if any(name.startswith(called(PurePath(path.name))) for name in names)
    ]
    books = (each for opened in open_books(files) for each in opened if isinstance(each, Book))
    return {
        place: row
        for book in books
        if book.name in names
        for place, row in _rows_of(book, plan, wanted)
    }


def _rows_of(
    book: Book, plan: Plan, wanted: Iterable[CellRef]
) -> Iterator[tuple[CellRef, ShownRow]]:
    heads = [
        head for found in tables_of(book, plan) for table in found.read for head in table.headings
    ]
    for place in wanted:
        sheet = book.sheet(place.sheet) if place.workbook == book.name else None
        if sheet is not None:
            yield place, _row(sheet, place.cell, heads)


def _row(sheet: Sheet, cell: str, heads: Iterable[HeadingRow]) -> ShownRow:
    letters, digits = _CELL.fullmatch(cell).groups()  # type: ignore[union-attr] # only such are asked for
    number = int(digits)
    above = [each for each in heads if each.sheet.name == sheet.name and each.number < number]
    head = max(above, key=lambda each: each.number, default=None)
    cells = (
        _shown(sheet, number, column, head, is_meant=column_letters(column) == letters)
        for column in range(1, max(sheet.last_column, _number_of(letters)) + 1)
    )
    return ShownRow(number, tuple(each for each in cells if each.text or each.is_meant))


def _shown(
    sheet: Sheet, number: int, column: int, head: HeadingRow | None, *, is_meant: bool
) -> ShownCell:
    heading = sheet.at(*sheet.origin(head.number, column)).label if head else ""
    text = sheet.at(*sheet.origin(number, column)).text
    return ShownCell(column_letters(column), heading, text, is_meant)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

"""The row of a workbook that a finding is about, as it stands there, for a face to show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cyps_reports.acts.month import ReadMonth
from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.sheets import layout
from cyps_reports.returns.kept_readings import KeptReadings, SheetTexts, texts_of
from cyps_reports.workbooks.grid import Book, column_letters


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a row: its column's letters, the heading above it, what it shows, whether meant."""

    column: str
    heading: str
    text: str
    is_meant: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a sheet by its number: the cells that are filled and seen, and the one meant."""

    number: int
    cells: tuple[ShownCell, ...]


_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


def rows_shown(
    month: ReadMonth, kept: KeptReadings, places: Iterable[CellRef]
) -> Mapping[CellRef, ShownRow]:
    """The row of each place that names a cell in the workbooks of a month that was read with these.

    A place is left out where there is no such workbook, sheet or cell. Nothing is opened again.
    """
    sheets = kept.texts_in(month.returns)
    found = (
        (place, _row(sheets.get((place.workbook, place.sheet)), place.cell)) for place in places
    )
    return {place: row for place, row in found if row is not None}


def plan_rows_shown(book: Book, findings: Iterable[Finding]) -> Mapping[CellRef, ShownRow]:
    """The row of each finding that names a cell in a plan workbook, by its place."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    places = {each.place: sheets.get(each.place.sheet) for each in findings}
    texts = {
        name: SheetTexts(() if name == layout.PLAN else (1,), texts_of(sheet))
        for name, sheet in sheets.items()
        if sheet in places.values()
    }
    found = ((place, _row(texts.get(place.sheet), place.cell)) for place in places)
    return {place: row for place, row in found if row is not None}


def _row(sheet: SheetTexts | None, cell: str) -> ShownRow | None:
    named = _CELL.fullmatch(cell)
    if sheet is None or named is None:
        return None
    number, meant = int(named[2]), _number_of(named[1])
    texts = sheet.rows.get(number, {})
    cells = (
        ShownCell(
            column_letters(column),
            sheet.heading_above(number, column),
            texts.get(column, ""),
            column == meant,
        )
        for column in sorted({*(texts.keys() - sheet.unseen), meant})
    )
    return ShownRow(number, tuple(cells))


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

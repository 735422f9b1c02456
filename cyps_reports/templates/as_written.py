"""Whether a return workbook still is, cell by cell, as the program writes it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.model import Returns
from cyps_reports.returns.reader import identity_of
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.deadline_rows import MILESTONE_READINGS
from cyps_reports.templates.measure_rows import target_readings
from cyps_reports.templates.reading import GIVEN, NOTHING, UNREAD
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import EMPTY, Book, RawCell, Sheet
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.reading import read_book


def first_difference(path: Path, plan: Plan, months: Sequence[Returns]) -> CellRef | None:
    """Where a workbook first differs from the blank return of the priority and month that it names.

    It may have been written with nothing carried forward, or with what the months before its own
    leave behind; where it is neither, what it is nearest to counts. The place has no cell where no
    cell tells: the file cannot be read, or holds something beside its cells. None where every cell
    is as written.
    """
    book = open_book(path)
    if isinstance(book, Finding):
        return CellRef(path.name)
    if book.findings or _holds_more(path):
        return CellRef(book.name)
    written = tuple(_as_it_may_be_written(book, plan, months))
    found = [tuple(_differences(book, each)) for each in written]
    if not found:
        return CellRef(book.name, layout.GUIDE)
    nearest = min(found, key=len)
    return nearest[0] if nearest else None


_BESIDE_CELLS = re.compile(
    r"drawing|media|chart|comment|embed|diagram|vba|ctrlprop|activex|\bink\b|slicer", re.IGNORECASE
)
"""The names of the parts that hold pictures, text boxes, comments, macros and the like.

A blank return has none.
"""


def _holds_more(path: Path) -> bool:
    """Whether a file holds more than its cells."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return True  # of another kind than the program writes
    return any(map(_BESIDE_CELLS.search, names))


def _as_it_may_be_written(book: Book, plan: Plan, months: Sequence[Returns]) -> Iterator[Book]:
    identity = identity_of(book, plan)
    month = identity.month
    priority = next((each for each in plan.priorities if each.code == identity.priority), None)
    if priority is None or month not in plan.months:
        return
    before = [each for each in months if each.month < month]
    for carried in (before, []) if before else ([],):
        yield _read(return_workbook(plan, priority, month, carried_from(carried, plan)), book.name)


def _read(content: bytes, name: str) -> Book:
    book = read_book(name, content)
    if isinstance(book, Finding):
        raise TypeError(f"{name} is written as a workbook that cannot be read: {book.message}")
    return book


def _differences(book: Book, written: Book) -> Iterator[CellRef]:
    names = dict.fromkeys(sheet.name for sheet in (*written.sheets, *book.sheets))
    for name in names:
        ours, theirs = _called(written, name), _called(book, name)
        places = sorted({*ours.cells, *theirs.cells})
        hidden = _calculated(ours)
        others = (place for place in places if not _is_calculated(place, hidden, ours, theirs))
        differing = [
            each for each in others if _stored(ours.at(*each)) != _stored(theirs.at(*each))
        ]
        yield from (Sheet(book.name, name, {}).place(*each) for each in differing)
        if not differing and [sheet.name for sheet in book.sheets].count(name) != 1:
            yield CellRef(book.name, name)


def _is_calculated(place: tuple[int, int], hidden: range, ours: Sheet, theirs: Sheet) -> bool:
    """Whether a cell of a hidden column holds what its formula may give of empty cells.

    Nobody typed that.
    """
    value = theirs.at(*place).value
    is_a_result = not isinstance(value, str) or _OF_NOTHING.fullmatch(value) is not None
    return place in ours.cells and place[1] in hidden and is_a_result


# What the steps of reading an empty cell are made of.
_OF_NOTHING = re.compile(rf"[{re.escape(NOTHING + UNREAD)}0 ]*|{GIVEN}")


def _calculated(written: Sheet) -> range:
    """The hidden columns of a sheet, counted from 1.

    A spreadsheet program that saves the file calculates them anew.
    """
    said = {cell.text for cell in written.cells.values()}
    columns: Sequence[Column] = ()
    readings: Sequence[Column] = ()
    if written.name == layout.TARGETS:
        columns = _there(layout.TARGET_COLUMNS, said)
        readings = target_readings(columns)
    elif written.name == layout.MILESTONES:
        columns, readings = _there(layout.MILESTONE_COLUMNS, said), MILESTONE_READINGS
    return range(len(columns) + 1, len(columns) + len(readings) + 1)


def _there(columns: Sequence[Column], said: set[str]) -> list[Column]:
    """The columns that a sheet has: all that no return may lack, and the others that it names."""
    return [each for each in columns if not each.is_optional or each.heading in said]


def _called(book: Book, name: str) -> Sheet:
    return next((sheet for sheet in book.sheets if sheet.name == name), Sheet(book.name, name, {}))


def _stored(cell: RawCell) -> tuple[object, ...]:
    """What is stored in a cell, whatever it looks like and however a formula has come to it."""
    if cell == EMPTY or (cell.is_empty and not (cell.note or cell.struck or cell.link)):
        return ()
    return cell.value, cell.formula, cell.note, cell.struck, cell.raised, cell.link

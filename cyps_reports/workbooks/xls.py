"""Reads the .xls files of Excel before 2007, with xlrd."""

from __future__ import annotations

import io
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Literal

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as OldBook
from xlrd.compdoc import CompDoc
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet as OldSheet

from cyps_reports.workbooks.biff import Place, linked_noughts
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.plain import as_typed

_BIFF8 = 80
"""How xlrd calls the files of Excel 97 to 2003; older ones hold formulas differently."""


def is_encrypted(content: bytes) -> bool:
    """Whether the file asks for a password."""
    try:
        _opened(content)
    except XLRDError as problem:
        return "encrypted" in str(problem)
    except Exception:  # any other trouble is told when the file is read
        return False
    return False


def _opened(content: bytes) -> OldBook:
    # xlrd tells of oddities on a log file; none of them is of use to an officer.
    # A row is as long as its last cell: one cell far out must not make every row so long.
    return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())


def read(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        Exception: nearly any, where xlrd does not understand the file.

    """
    book = _opened(content)
    linked = _linked(content) if book.biff_version == _BIFF8 else ()
    return tuple(
        Sheet(
            name,
            sheet.name,
            _cells(book, sheet, linked[at] if at < len(linked) else frozenset()),
            tuple((r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells),
        )
        for at, sheet in enumerate(book.sheets()[:MAX_SHEETS])
    )


def _linked(content: bytes) -> tuple[frozenset[Place], ...]:
    """Which cells only repeat an empty one, as far as the records in the file's container tell."""
    try:
        stream, start, length = CompDoc(content, logfile=io.StringIO()).locate_named_stream("Workbook")
        return linked_noughts(bytes(stream[start : start + length])) if stream else ()
    except Exception:  # xlrd read the cells; whatever is odd about the rest must not lose them
        return ()


def _cells(book: OldBook, sheet: OldSheet, linked: AbstractSet[Place]) -> dict[tuple[int, int], RawCell]:
    notes = {place: as_typed(note.text).strip() for place, note in sheet.cell_note_map.items()}
    cells: dict[tuple[int, int], RawCell] = {}
    for row in range(min(sheet.nrows, MAX_ROWS)):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            cell = sheet.cell(row, column)
            value, note = _value(book, cell), notes.get((row, column), "")
            if value is not None or note:
                number_format = book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str[:255]
                cells[row + 1, column + 1] = RawCell(
                    value, number_format, note=note, is_linked_nought=value == 0 and (row, column) in linked
                )
    return cells


def _value(book: OldBook, cell: OldCell) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return as_typed(str(cell.value))
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_DATE:
            return _moment(float(cell.value), book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
        case _:
            return None


def _moment(number: float, datemode: Literal[0, 1]) -> Value:
    """A day; a time of day where the number is less than one; the number itself where the calendar has no such day."""
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError):
        return number
    return moment.time() if 0 <= number < 1 else moment

"""Reads the .xls files of Excel before 2007, with xlrd."""

from __future__ import annotations

import io
from datetime import datetime

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as OldBook
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet as OldSheet

from cyps_reports.findings import CellRef, Finding
from cyps_reports.workbooks import left_out
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import (
    MAX_CELLS_IN_SHEET,
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_OLD_FILE_BYTES,
    MAX_ROWS,
    MAX_SHEETS,
    Budget,
    TooMuchError,
)
from cyps_reports.workbooks.plain import as_typed


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


def read(name: str, content: bytes) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The sheets of a workbook, and a finding where not all of it was read.

    Raises:
        TooMuchError: the file is larger than is read.
        Exception: nearly any, where xlrd does not understand the file.

    """
    if len(content) > MAX_OLD_FILE_BYTES:
        raise TooMuchError("bytes")
    book, budget = _opened(content), Budget()
    findings: list[Finding] = []
    sheets: list[Sheet] = []
    for old in book.sheets()[:MAX_SHEETS]:
        sheets.append(_sheet(name, book, old, budget, findings))
    if book.nsheets > MAX_SHEETS:
        findings.append(left_out.sheets_beyond(name, book.nsheets))
    return tuple(sheets), tuple(findings)


def _sheet(name: str, book: OldBook, old: OldSheet, budget: Budget, findings: list[Finding]) -> Sheet:
    cells: dict[tuple[int, int], RawCell] = {}
    try:
        _gather(book, old, budget, cells)
    except TooMuchError:
        findings.append(left_out.oversized_sheet(CellRef(name, old.name)))
    merged = tuple((r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in old.merged_cells[:MAX_MERGED])
    return Sheet(name, old.name, cells, merged)


def _gather(book: OldBook, sheet: OldSheet, budget: Budget, cells: dict[tuple[int, int], RawCell]) -> None:
    notes = {place: as_typed(note.text).strip() for place, note in sheet.cell_note_map.items()}
    for row in range(min(sheet.nrows, MAX_ROWS)):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            cell = sheet.cell(row, column)
            value, note = _value(book, cell), notes.get((row, column), "")
            if value is not None or note:
                if len(cells) >= MAX_CELLS_IN_SHEET:
                    raise TooMuchError("cells")
                budget.spend("cells", 1)
                number_format = book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str
                cells[row + 1, column + 1] = RawCell(value, number_format, note=note)


def _value(book: OldBook, cell: OldCell) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return as_typed(str(cell.value))
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_DATE:
            day: datetime = xlrd.xldate.xldate_as_datetime(float(cell.value), book.datemode)
            return day
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
        case _:
            return None

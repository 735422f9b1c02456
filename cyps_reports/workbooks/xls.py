"""Reads the .xls files of Excel before 2007, with xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Literal

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as OldBook
from xlrd.compdoc import CompDoc
from xlrd.formatting import XF
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet as OldSheet

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.biff import FormulaCells, formula_cells
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.cell_looks import PLAIN, Look, as_it_looks
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.hidden import Hidden, hidden_in
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_FORMAT_LETTERS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.links import leads_to
from cyps_reports.workbooks.plain_text import text_of
from cyps_reports.workbooks.serials import duration_of, is_of_durations

_LOWERED = 2
"""How a font of Excel says that its text stands lowered; 1 is raised."""
_BIFF8 = 80
"""How xlrd calls the files of Excel 97 to 2003; older ones hold formulas differently."""


def is_encrypted(content: bytes) -> bool:
    """Whether the file asks for a password."""
    try:
        _opened(content)
    except XLRDError as problem:
        return "encrypted" in str(problem)
    except Exception as problem:  # any other trouble is told when the file is read
        raise_if_of_memory(problem)
        return False
    return False


def _opened(content: bytes) -> OldBook:
    # xlrd tells of oddities on a log file; none of them is of use to an officer.
    # A row is as long as its last cell: one cell far out must not make every row so long.
    return xlrd.open_workbook(
        file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )


def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        TooMuchError: they hold more than a file may.
        Exception: nearly any, where xlrd does not understand the file.

    """
    book = _opened(content)
    told = _told(content) if book.biff_version == _BIFF8 else ()
    budget.sheets = book.nsheets
    return tuple(
        Sheet(
            name,
            sheet.name,
            _cells(book, sheet, told[at] if at < len(told) else FormulaCells(), budget),
            tuple(
                (top + 1, left + 1, bottom, right)
                for top, bottom, left, right in sheet.merged_cells
                if budget.merge(top + 1, left + 1, bottom, right)
            ),
            is_hidden=sheet.visibility != 0,
            hidden=_hidden(sheet),
        )
        for at, sheet in enumerate(book.sheets()[:MAX_SHEETS])
    )


def _hidden(sheet: OldSheet) -> Hidden:
    rows = ((row + 1, row + 1) for row, of in sheet.rowinfo_map.items() if of.hidden)
    columns = ((at + 1, at + 1) for at, of in sheet.colinfo_map.items() if of.hidden)
    return hidden_in(rows, columns)


def _told(content: bytes) -> tuple[FormulaCells, ...]:
    """What the formulas of each sheet tell, as far as the records in the file's container do."""
    try:
        stream, start, length = CompDoc(content, logfile=io.StringIO()).locate_named_stream(
            "Workbook"
        )
        return formula_cells(bytes(stream[start : start + length])) if stream else ()
    except (
        Exception
    ) as problem:  # xlrd read the cells; whatever is odd about the rest must not lose them
        raise_if_of_memory(problem)
        return ()


def _cells(
    book: OldBook, sheet: OldSheet, told: FormulaCells, budget: Budget
) -> dict[tuple[int, int], RawCell]:
    reached = ((row, sheet.row_len(row)) for row in range(sheet.nrows))
    beyond = ((row, width) for row, width in reached if row >= MAX_ROWS or width > MAX_COLUMNS)
    if any(_is_filled_beyond(sheet, row, width) for row, width in beyond):
        budget.is_beyond = True
    notes = {place: text_of(note.text).strip() for place, note in sheet.cell_note_map.items()}
    cells: dict[tuple[int, int], RawCell] = {}
    for row in range(min(sheet.nrows, MAX_ROWS)):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            cell = sheet.cell(row, column)
            looks = _number_format(book, cell)
            value, note = _value(book, cell, looks), notes.get((row, column), "")
            if value is not None or note:
                budget.take(len(note) + (len(value) if isinstance(value, str) else 0))
                read = RawCell(
                    value,
                    looks,
                    note=note,
                    link=_link(sheet, row, column),
                    is_linked_nought=value == 0 and (row, column) in told.linked,
                    is_of_today=(row, column) in told.of_today,
                    is_result=(row, column) in told.all,
                )
                runs = (
                    sheet.rich_text_runlist_map.get((row, column), ())
                    if isinstance(value, str)
                    else ()
                )
                text = str(cell.value) if runs else read.text
                cells[row + 1, column + 1] = as_it_looks(
                    read, [*_pieces(book, text, ((0, _font(book, cell)), *runs))]
                )
    return cells


def _is_filled_beyond(sheet: OldSheet, row: int, width: int) -> bool:
    first = 0 if row >= MAX_ROWS else MAX_COLUMNS
    return any(sheet.cell_type(row, column) not in _NOTHING for column in range(first, width))


_NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def _number_format(book: OldBook, cell: OldCell) -> str:
    """How a cell shows its value."""
    style = _style(book, cell)
    known = book.format_map.get(style.format_key) if style else None
    return str(known.format_str[:MAX_FORMAT_LETTERS]) if known else "General"


def _font(book: OldBook, cell: OldCell) -> int:
    """The number of a cell's font; one that there is not where the file does not say."""
    style = _style(book, cell)
    return int(style.font_index) if style else len(book.font_list)


def _style(book: OldBook, cell: OldCell) -> XF | None:
    """How a cell looks; Excel 2 to 4 may not say."""
    at = cell.xf_index
    return book.xf_list[at] if at is not None and at < len(book.xf_list) else None


def _pieces(
    book: OldBook, text: str, runs: Iterable[tuple[int, int]]
) -> Iterator[tuple[str, Look]]:
    """The text in its fonts.

    `runs` are where each font begins, counted as UTF-16 does, and its number.
    """
    letters = text.encode("utf-16-le", "surrogatepass")
    for (start, font), (end, _) in pairwise((*sorted(runs), (len(letters), 0))):
        yield letters[2 * start : 2 * end].decode("utf-16-le", "replace"), _look(book, font)


def _look(book: OldBook, font: int) -> Look:
    if font >= len(book.font_list):
        return PLAIN
    of = book.font_list[font]
    return Look(bool(of.struck_out), bool(of.escapement), of.escapement == _LOWERED)


def _link(sheet: OldSheet, row: int, column: int) -> str:
    found = sheet.hyperlink_map.get((row, column))
    target = found.url_or_path if found else None
    if not found or not target:
        return ""
    # The names of files may be kept in single bytes.
    target = target.decode("cp1252", "replace") if isinstance(target, bytes) else target
    return leads_to(f"{target}#{found.textmark}" if found.textmark else target)


def _value(book: OldBook, cell: OldCell, looks: str) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return text_of(str(cell.value))
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_DATE:
            return _moment(float(cell.value), book.datemode, is_span=is_of_durations(looks))
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
        case _:
            return None


def _moment(number: float, datemode: Literal[0, 1], *, is_span: bool) -> Value:
    """A day, or a span of time; a time of day where the number is less than one.

    The number itself where the calendar has no such day.
    """
    try:
        if is_span:
            return duration_of(number)
        moment: datetime = xlrd.xldate.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError):
        return number
    return moment.time() if 0 <= number < 1 else moment

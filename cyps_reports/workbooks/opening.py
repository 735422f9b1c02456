"""Opens a spreadsheet file into a `Book`, or says in one finding why it cannot be opened."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.workbooks.grid import Book, RawCell, Sheet, Value
from cyps_reports.workbooks.plain import as_typed

SUFFIXES = (".xlsx", ".xlsm")
"""The endings of the files that are taken for workbooks."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_SHEETS = 100
MAX_ROWS = 20_000
MAX_COLUMNS = 100
# One formatted cell far below stretches a sheet to a million rows: this many empty rows end the reading.
MAX_EMPTY_ROWS = 500

_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_FORMULA_MARK = re.compile(rb"<f[ >/]")


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks lying in a folder, by name; the lock files that programs leave beside them are not."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".~", "._"))
    )


def open_book(path: Path) -> Book | Finding:
    """The file as a book of plain cells, read only.

    Anything that keeps it from being read comes back as a finding of severity error.
    """
    place = CellRef(path.name)
    try:
        content = path.read_bytes()
    except OSError as problem:
        return error(
            "cannot-read-file",
            place,
            f"The file could not be read ({problem.strerror or 'no reason was given'}).",
            "Close it in other programs, check that it opens, and run again.",
        )
    if refused := _refusal(content, place):
        return refused
    try:
        sheets = tuple(_sheets(path.name, content))
    except Exception:  # openpyxl raises nearly anything on an odd file, and no file may stop the month
        return _not_understood(place)
    if not sheets:
        return _not_understood(place)
    return Book(path.name, hashlib.sha256(content).hexdigest(), sheets)


def _refusal(content: bytes, place: CellRef) -> Finding | None:
    """Why these bytes are not opened at all; None where they may be."""
    if not content:
        return error("empty-file", place, "The file is empty (0 bytes).", "Ask for it again, or copy it here again.")
    if content.startswith(_OLD_OFFICE):
        return error(
            "old-or-protected-file",
            place,
            "The file is protected by a password, or is in the format of Excel before 2007.",
            "Open it, remove the password, and save it as an Excel workbook (.xlsx).",
        )
    if not content.startswith(_ZIP):
        return error(
            "not-a-workbook",
            place,
            "The file is not an Excel workbook, although its name ends like one.",
            "Ask its owner for the workbook itself, saved as an Excel workbook (.xlsx).",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OverflowError, UnicodeDecodeError):
        return error(
            "damaged-file",
            place,
            "The file is damaged: part of it is missing.",
            "Ask for it again, or copy it here again; a copy by email may have been cut short.",
        )
    if unpacked > MAX_UNPACKED_BYTES:
        return error(
            "oversized-file",
            place,
            f"The file unpacks to {unpacked // 1024 // 1024:,} MB, far more than a return holds.",
            "Copy what was typed into a fresh return workbook.",
        )
    return None


def _not_understood(place: CellRef) -> Finding:
    return error(
        "not-understood",
        place,
        "The file could not be understood as an Excel workbook.",
        "Open it in Excel or LibreOffice, save it again as an Excel workbook (.xlsx), and run again.",
    )


def _sheets(name: str, content: bytes) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        # What openpyxl warns of (charts, validation it does not know) is never read here.
        warnings.simplefilter("ignore")
        stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        worksheets = stored.worksheets[:MAX_SHEETS]
        formulas = _formula_cells(content)
    for worksheet in worksheets:
        yield Sheet(name, worksheet.title, _cells(worksheet, formulas.get(worksheet.title, frozenset())))


def _cells(worksheet: Worksheet, formulas: frozenset[tuple[int, int]]) -> dict[tuple[int, int], RawCell]:
    cells: dict[tuple[int, int], RawCell] = {}
    empty_rows = 0
    for number, row in enumerate(_bounded_rows(worksheet), start=1):
        filled = False
        for column, cell in enumerate(row, start=1):
            at = (number, column)
            if cell.value is not None:
                cells[at] = RawCell(_clean(cell.value), cell.number_format)
                filled = True
            elif at in formulas:
                cells[at] = RawCell(None, cell.number_format, formula=True)
                filled = True
        empty_rows = 0 if filled else empty_rows + 1
        if empty_rows > MAX_EMPTY_ROWS:
            break
    return cells


def _bounded_rows(worksheet: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    return worksheet.iter_rows(max_row=min(worksheet.max_row, MAX_ROWS), max_col=min(worksheet.max_column, MAX_COLUMNS))


def _clean(value: object) -> Value:
    """The value with the control characters taken out of text; no output format can hold them."""
    if isinstance(value, str):
        return as_typed(value)
    if value is None or isinstance(value, Value):
        return value
    return str(value)


def _formula_cells(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """The cells that hold a formula, by sheet; a second reading, made only where the file has any."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_FORMULA_MARK.search(archive.read(part)) for part in parts):
            return {}
    written = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    return {
        worksheet.title: frozenset(
            (number, column)
            for number, row in enumerate(_bounded_rows(worksheet), start=1)
            for column, cell in enumerate(row, start=1)
            if cell.data_type == "f"
        )
        for worksheet in written.worksheets[:MAX_SHEETS]
    }

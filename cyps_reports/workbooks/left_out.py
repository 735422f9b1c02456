"""What is said of a workbook that was not read to its end, or holds what is not read."""

from __future__ import annotations

from cyps_reports.findings import CellRef, Finding, error, note, warning
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS

SAVE_AGAIN = "Open it in Excel or LibreOffice, save it again as an Excel workbook (.xlsx), and run again."
START_AFRESH = "Copy what was typed into a fresh return workbook."

MANY_ELEMENTS = 200_000
"""A sheet that stores more is worth a word."""


def damaged_sheet(place: CellRef) -> Finding:
    """The sheet's XML breaks off or goes wrong."""
    return error(
        "damaged-sheet", place, "The sheet is damaged from about here on; what stands above was read.", SAVE_AGAIN
    )


def oversized_sheet(place: CellRef) -> Finding:
    """The sheet holds more than is read."""
    return error(
        "oversized-sheet",
        place,
        "The sheet holds far more than a return does; what stands above about here was read, and nothing below.",
        START_AFRESH,
    )


def cells_beyond(place: CellRef) -> Finding:
    """Something stands outside the rows and columns that are read."""
    return warning(
        "cells-not-read",
        place,
        f"Cells below row {MAX_ROWS:,} or right of column {column_letters(MAX_COLUMNS)} are not read,"
        " and something stands there.",
        "Move it beside the table if it belongs to the return; else nothing.",
    )


def sheets_beyond(workbook: str, number: int) -> Finding:
    """There are more sheets than are read."""
    return warning(
        "sheets-not-read",
        CellRef(workbook),
        f"The workbook has {number:,} sheets; the first {MAX_SHEETS} were read.",
        "Take out the sheets that are not part of the return.",
    )


def stuffed_sheet(place: CellRef) -> Finding:
    """The sheet is read whole, but is far larger than what it holds."""
    return note(
        "stuffed-sheet",
        place,
        f"The sheet stores over {MANY_ELEMENTS:,} cells or formats, most of them empty. All of it was read.",
        "Nothing; deleting the empty rows and columns round the table makes the file smaller.",
    )


def notes_left_out(place: CellRef) -> Finding:
    """The notes on a sheet's cells cannot be read."""
    return warning(
        "notes-not-read",
        place,
        "The notes on the sheet's cells are damaged or far too many; they were not read.",
        SAVE_AGAIN,
    )


def formats_left_out(workbook: str) -> Finding:
    """The styles of a workbook cannot be read."""
    return warning(
        "read-without-formats",
        CellRef(workbook),
        "Its values were read, but not how its cells are formatted: that part is missing, damaged or too large.",
        SAVE_AGAIN,
    )

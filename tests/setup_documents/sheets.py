"""Writes trackers as Excel saves them; a tracker is plain data, sheet by sheet."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

Typed = str | int | float | date | None


@dataclass(frozen=True)
class SheetData:
    """A sheet: its rows from the first, and how its cells look, by their names.

    A text that begins with "=" is a formula that was never calculated. `struck` are cells of which
    a part is struck through, by that part. `hidden_rows` are those that a filter hides or a person.
    """

    name: str
    rows: tuple[tuple[Typed, ...], ...]
    merged: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    struck: Mapping[str, str] = field(default_factory=dict)
    bold_rows: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    is_hidden: bool = False
    filtered: str = ""


def tracker(*sheets: SheetData) -> bytes:
    """The .xlsx file of some sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for each in sheets:
        _write(workbook.create_sheet(each.name), each)
    stored = io.BytesIO()
    workbook.save(stored)
    return stored.getvalue()


def _write(sheet: Worksheet, data: SheetData) -> None:
    for row, values in enumerate(data.rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                cell = sheet.cell(row, column, value)
                cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else "General"
                cell.font = Font(bold=row in data.bold_rows)
    for name, look in data.formats.items():
        sheet[name].number_format = look
    for name, text in data.notes.items():
        sheet[name].comment = Comment(text, "M. Ford")
    for name, part in data.struck.items():
        sheet[name] = _partly_struck(str(sheet[name].value), part)
    for each in data.merged:
        sheet.merge_cells(each)
    for number in data.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in data.hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    sheet.sheet_state = "hidden" if data.is_hidden else "visible"
    if data.filtered:
        sheet.auto_filter.ref = data.filtered


def _partly_struck(text: str, part: str) -> CellRichText:
    before, _, after = text.partition(part)
    struck = TextBlock(InlineFont(strike=True), part)
    return CellRichText(*(each for each in (before, struck, after) if each))


def as_text(sheet: SheetData) -> bytes:
    """The sheet as Excel saves it as CSV: each cell as it shows, in the letters of Windows."""
    stored = io.StringIO(newline="")
    width = max(map(len, sheet.rows))
    for values in sheet.rows:
        shown = [_shown(each) for each in values]
        csv.writer(stored).writerow(shown + [""] * (width - len(shown)))
    return stored.getvalue().encode("cp1252")


def _shown(value: Typed) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)

"""Reads workbooks that openpyxl cannot, with calamine: values only, without number formats and notes."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.plain import as_typed


def read(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        Exception: where calamine does not understand the file either.

    """
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return tuple(Sheet(name, each, _cells(book, each)) for each in book.sheet_names[:MAX_SHEETS])


def _cells(book: CalamineWorkbook, sheet: str) -> dict[tuple[int, int], RawCell]:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=MAX_ROWS)
    return {
        (row, column): RawCell(_value(value))
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values[:MAX_COLUMNS], start=1)
        if value != ""
    }


def _value(value: object) -> Value:
    if isinstance(value, str):
        return as_typed(value)
    return value if isinstance(value, Value) else str(value)

"""Reads the values of a workbook with calamine.

Fast, nearly any workbook, without number formats and notes.
"""

from __future__ import annotations

import io
from datetime import date, datetime

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.budget import Budget, weigh
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import LARGEST_EXACT, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.plain_text import text_of


def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The sheets of a workbook; a cell that shows an error is empty.

    Raises:
        TooMuchError: they hold more than a file may.
        Exception: where calamine does not understand the file.

    """
    # It reads parts under any name, also what no other reader looks at.
    weigh(content, with_pictures=True)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            hidden = {
                each.name
                for each in book.sheets_metadata
                if each.visible != SheetVisibleEnum.Visible
            }
            names = book.sheet_names
            budget.sheets = len(names)
            return tuple(
                Sheet(name, each, _cells(book, each, budget), is_hidden=each in hidden)
                for each in names[:MAX_SHEETS]
            )
    # What calamine did not foresee is no ordinary exception.
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:
        raise_if_of_memory(problem)
        raise ValueError("not foreseen") from problem


def _cells(book: CalamineWorkbook, name: str, budget: Budget) -> dict[tuple[int, int], RawCell]:
    cells: dict[tuple[int, int], RawCell] = {}
    sheet = book.get_sheet_by_name(name)
    row, column = sheet.end or (0, 0)
    budget.reaches(row + 1, column + 1)
    for row, values in enumerate(sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS), 1):
        for column, value in enumerate(values[:MAX_COLUMNS], start=1):
            if value != "":
                budget.take(len(value) if isinstance(value, str) else 0)
                cells[row, column] = RawCell(_value(value))
    return cells


def _value(value: object) -> Value:
    match value:
        case str():
            return text_of(value)
        case float() if value.is_integer() and abs(value) < LARGEST_EXACT:
            return int(value)
        case datetime():
            return value
        case date():
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001
        case _:
            return value if isinstance(value, Value) else str(value)

"""Fills in return workbooks for tests, as a manager's spreadsheet program would leave them."""

from collections import deque
from collections.abc import Mapping
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table
from tests.tools.typed_cells import typed_into

SEPTEMBER = Month(2012, 9)

Answers = Mapping[tuple[str, str], object]
"""(row, column key) to what is in the cell; a row is `A1`, `E1 Gross` or `B9 2`."""


def returned(
    folder: Path, plan: Plan, code: str, answers: Answers, month: Month = SEPTEMBER, name: str = ""
) -> Path:
    """A return workbook of a priority with these answers in it."""
    path = folder / (name or f"return-{code}.xlsx")
    blank = _blank(plan, code, month)
    if blank not in _PLACES:
        path.write_bytes(blank)
        _PLACES[blank] = cells_of(path)
    places = _PLACES[blank]
    path.write_bytes(typed_into(blank, {places[at]: value for at, value in answers.items()}))
    return path


def _blank(plan: Plan, code: str, month: Month) -> bytes:
    """The blank return, made once for plans that say the same, which many tests fill in."""
    for known, *which, made in _BLANKS:
        if known == plan and which == [code, month]:
            return made
    priority = next(each for each in plan.priorities if each.code == code)
    made = return_workbook(plan, priority, month)
    _BLANKS.append((plan, code, month, made))
    return made


_BLANKS: deque[tuple[Plan, str, Month, bytes]] = deque(maxlen=40)


_PLACES: dict[bytes, Mapping[tuple[str, str], tuple[str, str]]] = {}
"""Where what is asked stands in each blank return, which is read once."""


def cells_of(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Sheet and cell of every row and column of a blank return."""
    book = open_book(path)
    assert isinstance(book, Book)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for name, columns, second in (
        (layout.TARGETS, layout.TARGET_COLUMNS, "component"),
        (layout.MILESTONES, layout.MILESTONE_COLUMNS, "deadline"),
    ):
        sheet = book.sheet(name)
        table = find_table(sheet, headings(columns)) if sheet else None
        for row in table.rows if table else ():
            part = row.text(second).split(" of ")[0] if second == "deadline" else row.text(second)
            key = f"{row.text('ref')} {part}".strip()
            for column in (each for each in columns if each.key in row.columns):
                found[key, column.key] = name, row.place(column.key).cell
    return found


def sheet_column(sheet: Worksheet, heading: str) -> int:
    """The number of a column of a return's table, by its heading."""
    return next(cell.column for cell in sheet[4] if cell.value == heading)

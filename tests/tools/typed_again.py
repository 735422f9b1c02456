"""What an officer has to type into a plan workbook so that it says what it shall, cell by cell."""

import io
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.sheets.layout import CLOSED, MEASURES, MILESTONES, PLAN
from cyps_reports.plan.writer import plan_workbook

Row = dict[str, Any]
Known = dict[tuple[str, str], Row]
"""The rows of a plan workbook by sheet and by what the row was, or is, called."""


@dataclass(frozen=True)
class TypedCell:
    """A cell that is typed: in which row, under which heading; `is_new` in a row that is new."""

    sheet: str
    row: str
    heading: str
    value: Any
    is_new: bool = False

    @property
    def is_pointer(self) -> bool:
        """Whether it says which row of last year is meant, which only it can."""
        return self.sheet == CLOSED and self.heading == "Was"


def type_over(path: Path, wanted: Plan) -> list[TypedCell]:
    """Types into the workbook what it lacks of a plan, takes out rows that the plan has not.

    What the workbook says beyond that stays as it is.
    """
    book = openpyxl.load_workbook(path)
    shall = openpyxl.load_workbook(io.BytesIO(plan_workbook(wanted)))
    typed = list(_facts(book[PLAN], shall[PLAN]))
    for sheet in (MEASURES, MILESTONES, CLOSED):
        typed += _rows(book[sheet], shall[sheet])
    if typed:
        book.save(path)
    return typed


def _facts(sheet: Worksheet, shall: Worksheet) -> list[TypedCell]:
    wanted = {str(row[0].value): row[1].value for row in shall.iter_rows(max_col=2)}
    typed = []
    for row in sheet.iter_rows(max_col=2):
        label = str(row[0].value)
        value = wanted.get(label)
        if value not in (None, "") and plain(row[1].value) != plain(value):
            row[1].value = value
            typed.append(TypedCell(PLAN, label, label, plain(value)))
    return typed


def _rows(sheet: Worksheet, shall: Worksheet) -> list[TypedCell]:
    headings = [cell.value for cell in sheet[1]]
    there = {_called(row): number for number, row in _read(sheet) if any(row.values())}
    wanted = {_called(row): number for number, row in _read(shall) if any(row.values())}
    gone = [number for called, number in there.items() if called not in wanted]
    typed: list[TypedCell] = []
    for called, number in wanted.items():
        is_new = called not in there
        at = there.get(called, sheet.max_row + 1)
        for column, cell in enumerate(shall[number], start=1):
            heading = shall.cell(1, column).value
            mine = sheet.cell(at, headings.index(heading) + 1)
            if cell.value in (None, "") or plain(mine.value) == plain(cell.value):
                continue
            mine.value, mine.number_format = cell.value, cell.number_format
            typed.append(TypedCell(sheet.title, called, str(heading), plain(cell.value), is_new))
    if sheet.title != CLOSED:
        for number in sorted(gone, reverse=True):
            sheet.delete_rows(number)
    return typed


def _read(sheet: Worksheet) -> list[tuple[int, Row]]:
    headings = [str(cell.value) for cell in sheet[1]]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return [(at, dict(zip(headings, row, strict=False))) for at, row in enumerate(rows, start=2)]


def _called(row: Row) -> str:
    """What a row was last year; of a new one its words."""
    name = row.get("Measure") or row.get("Milestone") or ""
    return str(row.get("Was") or f"new: {name} {row.get('Deadline for') or ''}".strip())


def known_rows(path: Path) -> Known:
    """The rows of a year's plan workbook by what they are called in it."""
    book = openpyxl.load_workbook(path)
    known: Known = {}
    for sheet in (MEASURES, MILESTONES):
        rows = [row for _, row in _read(book[sheet]) if any(row.values())]
        several = Counter(row["Number"] for row in rows)
        for row in rows:
            ref = f"{row['Priority']}{row['Number']}"
            part = f", deadline {row['Deadline']}" if several[row["Number"]] > 1 else ""
            known[sheet, f"{ref}{part}"] = row
    return known


def cells_of(plan: Plan) -> int:
    """How many cells of a plan's workbook say something: what is typed without any help."""
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(plan)))
    sheets = (book[sheet] for sheet in (MEASURES, MILESTONES, CLOSED))
    rows = (row for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True))
    return sum(value not in (None, "") for row in rows for value in row)


def typed_before(cells: list[TypedCell], known: Known) -> list[TypedCell]:
    """Those of the cells that say just what stood there in the row's plan of last year."""
    return [
        each
        for each in cells
        if not each.is_new
        and plain(known.get((each.sheet, each.row), {}).get(each.heading)) == each.value
    ]


def plain(value: Any) -> Any:
    """A cell's value so that it can be compared."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float | int):
        return round(float(value), 6)
    return value or ""

"""A plan of nobody in particular, for tests that are about something else than the approved one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.opening import open_book
from tests.tools.typed_cells import type_into


def small_plan(**more: Any) -> Plan:
    """A plan of 2017/18 with a priority and a lead.

    What else it has, or has otherwise, is given by field.
    """
    fields: dict[str, Any] = {
        "council": "Anywhere Council",
        "service": "Children's Services",
        "title": "Partnership Plan",
        "year": "2017/18",
        "starts": date(2017, 4, 1),
        "ends": date(2018, 3, 31),
        "tolerance": Tolerance(Decimal(5)),
        "priorities": (Priority("A", "First"),),
        "leads": (Lead("AB", "A Bee", "Director"),),
    }
    return Plan(**fields | more)


def plan_typed(path: Path, plan: Plan, cells: Mapping[tuple[str, str], Any]) -> Path:
    """The plan's workbook, with something typed into a sheet's first row, by sheet and heading."""
    path.write_bytes(plan_workbook(plan))
    book = open_book(path)
    assert isinstance(book, Book)
    first = {
        (sheet.name, sheet.at(row, column).text): (sheet.name, f"{column_letters(column)}2")
        for sheet in book.sheets
        for row, column in sheet.cells
        if row == 1
    }
    type_into(path, {first[heading]: value for heading, value in cells.items()})
    return path

"""A return workbook as it lies on the table.

Where each row's cells are, what stands there, what may be typed.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

SHEETS = {"Targets": "Component", "Milestones": "Deadline"}


@dataclass(frozen=True)
class Cell:
    sheet: str
    address: str
    value: Any
    is_locked: bool


Row = dict[str, Cell]


@dataclass(frozen=True)
class Workbook:
    """Rows by sheet and key: (ref, component) on Targets, (ref, number of the deadline) on
    Milestones.
    """

    rows: dict[str, dict[tuple[str, Any], Row]]
    heads: dict[str, str]
    """What stands above each table, such as how many rows are done."""


def open_for_reading(path: Path) -> Any:
    """The values as last stored. What openpyxl says it would lose on writing does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=True)


def read_workbook(path: Path) -> Workbook:
    book = open_for_reading(path)
    rows, heads = {}, {}
    for name, second in SHEETS.items():
        if name in book.sheetnames:
            heads[name] = str(book[name]["A2"].value or "")
            rows[name] = _rows(book[name], second)
    return Workbook(rows, heads)


def _rows(sheet: Any, second: str) -> dict[tuple[str, Any], Row]:
    lines = list(sheet.iter_rows())
    start = next(number for number, line in enumerate(lines) if line[0].value == "Ref")
    headings = [str(cell.value) for cell in lines[start]]
    found = {}
    for line in lines[start + 1 :]:
        row = {
            heading: Cell(sheet.title, cell.coordinate, cell.value, bool(cell.protection.locked))
            for heading, cell in zip(headings, line, strict=True)
        }
        if row["Ref"].value:
            part = str(row[second].value or "")
            key = part if second == "Component" else int(part.split(" of ")[0] or 1)
            found[str(row["Ref"].value), key] = row
    return found

"""The performance officer's own entries in the built-in plan's workbook.

Re-datings, withdrawals, steps.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

REDATINGS = (
    # Where, to when, and approved on which day: early, in the middle of a month that is past due,
    # and in the spring.
    (("A", 14, 1), date(2012, 11, 30), date(2012, 7, 18)),
    (("C", 30, 1), date(2012, 12, 31), date(2012, 10, 5)),
    (("E", 17, 1), date(2012, 9, 30), date(2012, 8, 31)),
    (("B", 20, 1), date(2013, 2, 15), date(2012, 12, 1)),
    (("D", 5, 1), date(2013, 6, 30), date(2013, 2, 11)),
)
STEPS = (
    # Every month's end; every quarter's; two in the first half of the year alone; and of figures of
    # a day.
    ("E", 2, None, 0.2, 0.45, 0.75, 1.1, 1.45, 1.85, 2.25, 2.7, 3.1, 3.55, 4, 4.425),
    ("E", 7, None, None, None, 0.5, None, None, 1.2, None, None, 1.8, None, None, 2.364),
    ("E", 6, None, None, 1, None, None, 2.7, None, None, None, None, None, None, None),
    ("A", 7, None, None, None, 200, None, None, 180, None, None, 165, None, None, None),
    ("C", 9, None, None, 170, None, None, None, 182),
)
POLARITIES = {("A", 9): "close", ("B", 3): "monitor", ("C", 9): "close"}
"""Of every second year, for what the built-in plan does not have."""
TOLERANCES = {("B", 8): 0.5, ("E", 5): 3}
"""Amounts, where others have percentages."""


RECURRENCES = {
    ("A", 16): "quarterly",
    ("C", 22): "termly",
    ("D", 8): "half-yearly",
    ("E", 13): "annual",
}
"""What becomes due again and again, where the built-in plan has a date."""
WITHDRAWALS: dict[tuple[str, int, int | None], tuple[str, date]] = {
    # Measures; then deadlines, one of them of several. Early, and in the middle of a month.
    ("C", 6, None): ("withdrawn", date(2012, 9, 12)),
    ("B", 3, None): ("deferred", date(2012, 6, 20)),
    ("A", 15, 1): ("merged", date(2012, 9, 5)),
    ("D", 4, 1): ("deferred", date(2012, 7, 15)),
    ("B", 14, 4): ("withdrawn", date(2012, 9, 20)),
    ("E", 9, 1): ("withdrawn", date(2012, 12, 3)),
}
OF_WITHDRAWAL = (
    "Withdrawn",
    "Withdrawal approved by",
    "Withdrawal approved on",
    "Reason for withdrawal",
)


def make_plan(built_in: Path, path: Path, seed: int) -> None:
    workbook = openpyxl.load_workbook(built_in)
    _redate(workbook["Milestones"])
    _repeat(workbook["Milestones"])
    for name in ("Measures", "Milestones"):
        _withdraw(workbook[name])
    for row in STEPS:
        workbook["Steps" if "Steps" in workbook.sheetnames else "Profiles"].append(row)
    if seed % 2 == 0:
        _set(workbook["Measures"], "Polarity", POLARITIES)
        _set(workbook["Measures"], "Tolerance", TOLERANCES)
    workbook.save(path)


def _set(sheet: Any, heading: str, values: Mapping[tuple[str, int], object]) -> None:
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        key = row[0].value, row[1].value
        if key in values:
            cell = row[headings.index(heading)]
            cell.value, cell.number_format = values[key], "General"


def _repeat(sheet: Any) -> None:
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if recurrence := RECURRENCES.get((row[0].value, row[1].value)):
            row[headings.index("Recurrence")].value = recurrence
            row[headings.index("Due date")].value = None


def _withdraw(sheet: Any) -> None:
    """Into the columns of the sheet, or new ones at its right end."""
    headings = [cell.value for cell in sheet[1]]
    if OF_WITHDRAWAL[0] not in headings:
        for at, heading in enumerate(OF_WITHDRAWAL, start=len(headings) + 1):
            sheet.cell(1, at).value = heading
        headings += OF_WITHDRAWAL
    has_deadlines = "Deadline" in headings
    for row in sheet.iter_rows(min_row=2):
        number = row[headings.index("Deadline")].value if has_deadlines else None
        if told := WITHDRAWALS.get((row[0].value, row[1].value, number)):
            kind, approved = told
            for heading, value in zip(
                OF_WITHDRAWAL, (kind, "Cabinet", approved, "See B20."), strict=True
            ):
                row[headings.index(heading)].value = value


def _redate(sheet: Any) -> None:
    headings = [cell.value for cell in sheet[1]]
    columns = [headings.index(name) for name in ("Priority", "Number", "Deadline")]
    first = headings.index("Re-dated due date")
    for row in sheet.iter_rows(min_row=2):
        for where, to, approved in REDATINGS:
            if tuple(row[column].value for column in columns) == where:
                for cell, value in zip(
                    row[first : first + 3], (to, "Cabinet", approved), strict=True
                ):
                    cell.value = value

"""Where a return first differs from what the program writes: a line for each thing done to it."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from cyps_reports.plan.dates.months import Month
from cyps_reports.returns.model import DataStatus, Input, MeasureEntry, Returns
from cyps_reports.returns.needed_columns import target_columns
from cyps_reports.templates.as_written import first_difference
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.measure_rows import target_readings
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.packages import rewritten
from tests.test_templates_replaced import Change, put, sheet
from tests.tools.approved import Approved
from tests.tools.placed import measure, milestone, placed_plan, priority
from tests.tools.said import said

_PLAN = placed_plan(
    measures=(measure(1, target=Decimal(80)),),
    milestones=(milestone(2),),
    priorities=(priority("A"), priority("B")),
)
_ENTRY = MeasureEntry(Decimal(70), date(2017, 5, 31), DataStatus.FINAL, "", "So.", "More of it")
_MONTHS = tuple(
    Returns(Month(2017, number), (Input("a", "", "A"),), {("A1", ""): _ENTRY})
    for number in (5, 6, 7)
)
_JUNE = return_workbook(_PLAN, _PLAN.priorities[0], Month(2017, 6))
_CARRIED = return_workbook(
    _PLAN, _PLAN.priorities[0], Month(2017, 6), carried_from(_MONTHS[:1], _PLAN)
)
_COLUMNS = target_columns(_PLAN.measures)
_FIRST, _LAST = (
    f"{column_letters(at)}5"
    for at in (len(_COLUMNS) + 1, len(_COLUMNS) + len(target_readings(_COLUMNS)))
)
"""The first and the last cell of the hidden columns, which read what is typed."""
_HIDDEN = "Z5"
_TYPED = (
    *((2, "H5", "78.5%"), (1, "B6", "May 2017"), (1, "B6", "March 2017"), (1, "B4", "B")),
    *((1, "B4", "C"), (2, _HIDDEN, "|? 0"), (2, _HIDDEN, "yes"), (2, _HIDDEN, "Ask Jo")),
    *((2, _FIRST, "|"), (2, _FIRST, "x"), (2, _LAST, "|"), (2, _LAST, "x")),
    *((2, "BZ5", "|"), (3, "I5", "On track"), (3, "Z5", "|"), (3, "Z5", "Jo")),
)
"""What is typed, by the number of its sheet and its cell."""


def _told(path: Path) -> Iterator[str]:
    for what, content in (("blank", _JUNE), ("with the month before", _CARRIED)):
        path.write_bytes(content)
        told = [first_difference(path, _PLAN, months) for months in ((), _MONTHS)]
        yield f"{what}: {said(told[0])}; with months known {said(told[1])}"
    for number, cell, text in _TYPED:
        path.write_bytes(_with(_JUNE, sheet(number), put(cell, text)))
        yield f"sheet {number} {cell} {said(text)}: {said(first_difference(path, _PLAN, ()))}"
    path.write_bytes(_with(_CARRIED, sheet(2), put("T30", "Ask Jo")))
    yield f"below, with the month before: {said(first_difference(path, _PLAN, _MONTHS))}"
    path.write_bytes(_with(_with(_CARRIED, sheet(2), put("H5", "7")), sheet(3), put("I5", "x")))
    yield f"two cells: {said(first_difference(path, _PLAN, _MONTHS))}"


def _with(workbook: bytes, part: str, change: Change) -> bytes:
    return rewritten(workbook, lambda name, each: change(each) if name == part else each)


def _of_files(path: Path) -> Iterator[str]:
    renamed = replace(_PLAN, title="Other Plan")
    path.write_bytes(_JUNE)
    yield f"of another plan: {said(first_difference(path, renamed, ()))}"
    parts = ("xl/drawings/drawing1.xml", "xl/media/a.png", "xl/ink/a.xml", "xl/vbaProject.bin")
    for part in (
        *parts,
        "xl/slicers/a.xml",
        "xl/diagrams/a.xml",
        "docProps/blink.xml",
        "xl/other.xml",
    ):
        path.write_bytes(_JUNE)
        with zipfile.ZipFile(path, "a") as package:
            package.writestr(part, "<a/>")
        yield f"with {part}: {said(first_difference(path, _PLAN, ()))}"
    for content in (b"", b"Ref,Measure\n1,2\n", b"PK"):
        path.write_bytes(content)
        yield f"{content!r}: {said(first_difference(path, _PLAN, ()))}"


def test_where_a_return_differs_from_what_is_written(approved: Approved, tmp_path: Path) -> None:
    path = tmp_path / "return-A.xlsx"
    approved.check("returns that differ", (*_told(path), *_of_files(path)))

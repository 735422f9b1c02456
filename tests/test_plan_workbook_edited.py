"""A plan workbook that somebody edited is read as it is meant, or refused by its cell."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cyps_reports import locations
from cyps_reports.findings import Severity
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.writer import plan_workbook
from tests.tools.small_plan import small_plan

BUILT_IN = locations.built_in_plan()


def edited(tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    workbook = openpyxl.load_workbook(BUILT_IN)
    change(workbook)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].value = value

    return change


def first_cell_under(sheet: str, heading: str) -> str:
    head = next(
        each for each in openpyxl.load_workbook(BUILT_IN)[sheet][1] if each.value == heading
    )
    return f"{head.column_letter}2"


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("sheet", "cell", "value", "code"),
    [
        (layout.MEASURES, "B3", 1, "duplicate-number"),
        (layout.MILESTONES, "B2", 1, "duplicate-number"),
        (layout.MILESTONES, "J2", "XX", "unknown-lead"),
        (layout.MILESTONES, "A2", "Z", "unknown-priority"),
        (layout.MILESTONES, "F2", "30/02/12", "impossible-date"),
        (layout.MILESTONES, "F2", "June", "not-a-date"),
        (layout.MILESTONES, "M2", "Q9", "unknown-milestone"),
        (layout.MILESTONES, "G2", "weekly", "not-a-choice"),
        (layout.MILESTONES, "N2", datetime(2012, 9, 1), "incomplete-redating"),  # noqa: DTZ001
        (layout.MILESTONES, "E11", "Something else", "milestone-rows-differ"),
        (layout.MEASURES, "K2", "lots", "not-a-figure"),
        (layout.MEASURES, "E2", None, "no-unit"),
        (layout.MEASURES, "B2", None, "no-number"),
        (layout.MEASURES, "O2", -1, "negative-tolerance"),
        (layout.MEASURES, "Decimals", 1.5, "not-a-whole-number"),
        (layout.PLAN, "B6", "", "empty-cell"),
        (layout.PLAN, "B7", "", "no-date"),
    ],
)
def test_a_plan_that_cannot_be_worked_with_is_refused_by_cell(
    tmp_path: Path, sheet: str, cell: str, value: object, code: str
) -> None:
    cell = cell if cell[-1].isdigit() else first_cell_under(sheet, cell)
    read, findings = read_plan(edited(tmp_path, put(sheet, cell, value)))
    assert read is None
    found = [finding for finding in findings if finding.code == code]
    assert found, findings
    assert any((f.place.sheet, f.place.cell) == (sheet, cell) for f in found), found


WRONG: dict[str, dict[str, tuple[object, str]]] = {
    layout.MEASURES: {
        "Polarity": ("up", "not-a-choice"),
        "Similar authorities": ("lots", "not-a-figure"),
        "Outturn": ("many", "not-a-figure"),
        "Target": ("more", "not-a-figure"),
        "Note on target": ("#REF!", "error-value"),
        "Result due": ("soon", "unreadable-month"),
        "Frequency": ("quarterly", "frequency-without-effect"),
        "Tolerance": (-1, "negative-tolerance"),
        "Decimals": (1.5, "not-a-whole-number"),
        "Data basis": ("often", "not-a-choice"),
        "Reported": ("now and then", "unknown-reporting-period"),
        "About children": ("some", "not-a-choice"),
    },
    layout.MILESTONES: {
        "Deadline": ("first", "not-a-whole-number"),
        "Due date": ("June", "not-a-date"),
        "Recurrence": ("weekly", "not-a-choice"),
        "Status at approval": ("begun", "not-a-choice"),
        "Evidence": ('="x"', "formula-without-result"),
    },
}


def test_whatever_is_wrong_in_a_row_is_told_at_its_own_cell(tmp_path: Path) -> None:
    cells = {
        (sheet, first_cell_under(sheet, heading)): said
        for sheet, wrong in WRONG.items()
        for heading, said in wrong.items()
    }

    def mistype(workbook: openpyxl.Workbook) -> None:
        for (sheet, cell), (value, _) in cells.items():
            put(sheet, cell, value)(workbook)

    _, findings = read_plan(edited(tmp_path, mistype))
    told = {(each.place.sheet, each.place.cell): each.code for each in findings}
    assert told == {place: code for place, (_, code) in cells.items()}


def test_steps_that_stand_twice_are_told_and_not_lost(tmp_path: Path) -> None:
    measure = Measure(
        "A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, steps={Month(2017, 6): Decimal(40)}
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(small_plan(measures=(measure,))))
    workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    workbook[layout.STEPS].append(["a", 1, None, None, None, None, 0.5])
    workbook.save(tmp_path / "plan.xlsx")
    read, findings = read_plan(tmp_path / "plan.xlsx")
    assert read is None
    assert [(each.code, each.place.cell, each.message) for each in findings] == [
        ("figure-twice", "B3", "a1 has steps in row 2 too.")
    ]


def test_the_rows_of_a_milestone_are_of_one_priority(tmp_path: Path) -> None:
    """Its own reference names it, whatever else stands beside it."""
    days = (date(2017, 6, 30), date(2017, 9, 30))
    deadlines = tuple(Deadline(number, day) for number, day in enumerate(days, start=1))
    milestone = Milestone("A", None, "", "M", "AB", reference="1.3", deadlines=deadlines)
    plan = small_plan(
        milestones=(milestone,), priorities=(Priority("A", "First"), Priority("B", "Second"))
    )
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert read_plan(tmp_path / "plan.xlsx") == (plan, ())
    workbook = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    workbook[layout.MILESTONES]["A3"].value = "B"
    workbook.save(tmp_path / "plan.xlsx")
    _, findings = read_plan(tmp_path / "plan.xlsx")
    assert [(each.code, each.place.cell) for each in findings] == [("milestone-rows-differ", "A3")]


@pytest.mark.parametrize("frequency", ["annual", "Annual", "ANNUAL"])
def test_an_annual_result_is_one_in_any_letters(frequency: str) -> None:
    assert (
        Measure("A", 1, "", "M", Unit.PERCENT, Polarity.HIGHER, frequency=frequency).basis
        is Basis.ANNUAL
    )


def test_a_lost_sheet_and_a_lost_column_are_told(tmp_path: Path) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: workbook.remove(workbook[layout.LEADS]))
    )
    assert read is None
    assert any(f.code == "no-sheet" and "Leads" in f.message for f in findings)
    read, findings = read_plan(edited(tmp_path, put(layout.MEASURES, "K1", "Aim")))
    assert read is None
    assert any(f.code == "no-column" and "Target" in f.message for f in findings)


def with_copy(workbook: openpyxl.Workbook, *, hidden: str) -> None:
    """A sheet of measures with another target for A1, in front of the right one.

    One of the two is hidden.
    """
    copy = workbook.copy_worksheet(workbook[layout.MEASURES])
    copy.title = "Measures (2)"
    copy["K2"] = 0.5
    workbook.move_sheet(copy, -workbook.index(copy))
    workbook[hidden].sheet_state = "hidden"


def test_a_hidden_copy_in_front_is_not_the_plan(tmp_path: Path, plan: Plan) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: with_copy(workbook, hidden="Measures (2)"))
    )
    assert read == plan
    assert [(f.code, f.severity, f.place.sheet) for f in findings] == [
        ("several-tables", Severity.WARNING, "Measures (2)")
    ]


def test_a_copy_that_is_seen_where_the_sheet_of_the_plan_is_hidden(tmp_path: Path) -> None:
    read, findings = read_plan(
        edited(tmp_path, lambda workbook: with_copy(workbook, hidden=layout.MEASURES))
    )
    assert read is None
    assert [(f.code, f.severity) for f in findings] == [("several-tables", Severity.ERROR)]


@pytest.mark.parametrize(("target", "is_plain"), [(None, True), (0.78, True), (0.8, False)])
def test_one_heading_of_the_plan_twice(
    tmp_path: Path, plan: Plan, target: float | None, is_plain: bool
) -> None:
    beside = get_column_letter(len(MEASURE_COLUMNS) + 1)

    def double(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[layout.MEASURES]
        sheet[f"{beside}1"] = "Target"
        sheet[f"{beside}2"] = target
        sheet[f"{beside}2"].number_format = sheet["K2"].number_format

    read, findings = read_plan(edited(tmp_path, double))
    assert read == (plan if is_plain else None)
    assert [(f.code, f.place.cell) for f in findings] == [
        ("heading-twice", f"{beside}1"),
        *([] if is_plain else [("two-answers", f"{beside}2")]),
    ]


def test_headings_of_the_plan_repeated_among_its_rows(tmp_path: Path, plan: Plan) -> None:
    def repeat(workbook: openpyxl.Workbook) -> None:
        for name in (layout.LEADS, layout.MEASURES, layout.MILESTONES):
            sheet: Any = workbook[name]
            sheet.insert_rows(4)
            for cell in list(sheet[1]):
                sheet.cell(4, cell.column, cell.value)

    read, findings = read_plan(edited(tmp_path, repeat))
    assert findings == ()
    assert read == plan

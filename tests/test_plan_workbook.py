"""The plan workbook that comes with the program is the approved plan, and its faults are told."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import openpyxl

from cyps_reports import locations
from cyps_reports.findings import Severity
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.reader import read_plan
from tests.tools.approved_plan import rows

BUILT_IN = locations.built_in_plan()


def sheet_rows(name: str) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(BUILT_IN)[name]
    headings, *body = [list(row) for row in sheet.iter_rows()]
    names = [str(cell.value) for cell in headings]
    return [dict(zip(names, row, strict=True)) for row in body]


def shown(cell: object) -> str:
    """What the cell shows, worked out here without the product's code."""
    value, form = cell.value, cell.number_format  # type: ignore[attr-defined]
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value
    places = len(form.split(".")[1].rstrip("%")) if "." in form else 0
    return f"{value * 100:.{places}f}" if "%" in form else f"{value:.{places}f}"


def test_every_measure_equals_the_approved_plan() -> None:
    approved, written = rows("measures"), sheet_rows("Measures")
    assert len(approved) == len(written) == 41
    for promised, row in zip(approved, written, strict=True):
        for column, heading in {
            "priority": "Priority",
            "number": "Number",
            "component": "Component",
            "measure": "Measure",
            "unit": "Unit",
            "polarity": "Polarity",
            "similar_authorities": "Similar authorities",
            "similar_note": "Note on similar authorities",
            "outturn_2011_12": "Outturn",
            "outturn_note": "Note on outturn",
            "target_2012_13": "Target",
            "target_note": "Note on target",
            "frequency": "Frequency",
        }.items():
            assert shown(row[heading]) == promised[column], (promised["measure"], heading)
        due = shown(row["Result due"])[:7]
        assert due == promised["target_due"]
        tolerance = shown(row["Tolerance"])
        assert tolerance + "%" * bool(tolerance) == promised["tolerance"]


def test_every_deadline_equals_the_approved_plan() -> None:
    approved, written = rows("milestones"), sheet_rows("Milestones")
    assert len(approved) == len(written) == 113
    assert sum(bool(row["due"]) for row in approved) == 101
    for promised, row in zip(approved, written, strict=True):
        for column, heading in {
            "priority": "Priority",
            "number": "Number",
            "deadline": "Deadline",
            "heading": "Heading",
            "milestone": "Milestone",
            "due": "Due date",
            "recurrence": "Recurrence",
            "status_at_approval": "Status at approval",
            "deadline_for": "Deadline for",
            "lead": "Lead",
            "partners": "Partners",
            "progress_at_approval": "Progress at approval",
        }.items():
            assert shown(row[heading]) == promised[column], (promised["number"], heading)


def test_percentages_and_dates_are_typed() -> None:
    by_name = {
        shown(row["Priority"]) + shown(row["Number"]) + shown(row["Component"]): row
        for row in sheet_rows("Measures")
    }
    assert by_name["A1"]["Similar authorities"].value == 0.798  # type: ignore[attr-defined]
    assert by_name["E1Gross"]["Outturn"].number_format == "#,##0.000"  # type: ignore[attr-defined]
    assert isinstance(sheet_rows("Milestones")[0]["Due date"].value, datetime)  # type: ignore[attr-defined]


def test_the_built_in_plan_reads_back_as_the_approved_plan(plan: Plan) -> None:
    read, findings = read_plan(BUILT_IN)
    assert read == plan
    assert findings == ()
    assert len({measure.ref for measure in plan.measures}) == 38
    assert len(plan.milestones) == 87


def test_leads_and_priorities_equal_the_approved_plan(plan: Plan) -> None:
    read, _ = read_plan(BUILT_IN)
    assert read is not None
    assert [(each.code, each.title) for each in read.priorities] == [
        (r["code"], r["title"]) for r in rows("priorities")
    ]
    assert [(each.initials, each.name, each.post) for each in read.leads] == [
        (r["initials"], r["name"], r["post"]) for r in rows("leads")
    ]


FAULTS = {
    "plan-no-date": {"C37"},
    "plan-due-before-what-it-needs": {"C33"},
    "plan-outside-plan-year": {"A20", "C32", "E24"},
    "plan-no-target": {"C3", "C7", "E3"},
    "plan-no-outturn": {"C3", "E8"},
    "plan-target-worse-than-outturn": {"A1", "B1", "B2", "B3", "E2"},
    "plan-same-numbers": {"E5"},
    "plan-target-worse-than-similar": {
        "A1",
        "A4",
        "A7",
        "B4",
        "B8",
        "C5",
        "C6",
        "C10",
        "C11",
        "E4",
    },
    "plan-mixed-deadlines": {"B14"},
    "plan-two-actions": {"B18"},
}


def test_the_plan_check_says_what_the_plan_gets_wrong() -> None:
    read, _ = read_plan(BUILT_IN)
    assert read is not None
    said: dict[str, set[str]] = {}
    for finding in faults(read):
        assert finding.severity is Severity.NOTE
        assert finding.place.workbook == "plan.xlsx"
        assert finding.place.cell
        said.setdefault(finding.code, set()).add(finding.message.split()[0].rstrip(","))
    assert said == FAULTS


SAYS = {
    "plan-no-date": "C37 has no due date.",
    "plan-due-before-what-it-needs": "C33 is due on 30 June 2012, before C32, which it depends on"
    " and which is due on 30 April 2013.",
    "plan-outside-plan-year": "A20, deadline 2, is due on 30 September 2013, outside the plan year"
    " 2012/13.",
    "plan-no-target": "C3 has no target yet, so it cannot be rated.",
    "plan-no-outturn": "C3 has no outturn, so its direction of travel starts with the year.",
    "plan-target-worse-than-outturn": "A1 aims for 78%, worse than last year's outturn of 79%, and"
    " no note says why.",
    "plan-target-worse-than-similar": "A1 aims for 78%, worse than similar authorities already have"
    " (79.8%).",
    "plan-same-numbers": "E5 carries the same outturn and target as E4 Number (57 and 51).",
    "plan-mixed-deadlines": "B14 mixes 4 dates with a monthly duty under one number.",
    "plan-two-actions": "B18 is two actions under one number: one was completed when the plan was"
    " approved, the other was not.",
}
"""Of each check the sentence on the first row that it finds."""


def test_in_which_words_the_plan_check_says_it(plan: Plan) -> None:
    said: dict[str, str] = {}
    for finding in faults(plan):
        said.setdefault(finding.code, finding.message)
        assert finding.fix == (
            "Ask whoever approves the plan; correct the plan workbook once it is decided."
        )
    assert said == SAYS


def test_a_missing_reason_for_a_lower_target_is_told_apart(plan: Plan) -> None:
    told = {
        f.message.split()[0]: f.message
        for f in faults(plan)
        if f.code == "plan-target-worse-than-outturn"
    }
    assert told["B1"] == "B1 aims for 85%, worse than last year's outturn of 85.77%."
    assert told["B2"] == (
        "B2 aims for 85%, worse than last year's outturn of 85.76%, and no note says why."
    )


def test_a_target_of_nought_needs_an_absolute_tolerance(plan: Plan) -> None:
    measure = replace(plan.measures[0], target=Decimal(0))
    assert "plan-zero-target" in {f.code for f in faults(replace(plan, measures=(measure,)))}
    mended = replace(measure, tolerance=Tolerance(Decimal(1), is_absolute=True))
    assert "plan-zero-target" not in {f.code for f in faults(replace(plan, measures=(mended,)))}

"""What the rows of a plan were last year: how that is typed, and what it cannot be."""

from datetime import date
from pathlib import Path

import pytest

from cyps_reports.findings import Finding
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.was import rows_then
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.year_gone_on import CLOSED, measure, milestone, this_years

ROWS = rows_then(
    [("A1", ""), ("E1", "Gross"), ("E1", "Net")], [("A4", 1), ("A5", 1), ("A5", 2), ("1.3", 2)]
)


@pytest.mark.parametrize(
    ("was", "component", "meant"),
    [
        ("A1", "", ("A1", "")),
        ("a 1", "", ("A1", "")),
        ("A1", "Gross", ("A1", "")),
        ("E1 Gross", "", ("E1", "Gross")),
        ("E1", "Net", ("E1", "Net")),
        ("E1", "", None),
        ("E1", "Other", None),
        ("A9", "", None),
        ("A4", "", None),
    ],
)
def test_which_measure_is_meant(was: str, component: str, meant: tuple[str, str] | None) -> None:
    assert ROWS.measure(was, component) == meant


@pytest.mark.parametrize(
    ("was", "number", "meant"),
    [
        ("A4", 1, ("A4", 1)),
        ("A4", 3, ("A4", 1)),
        ("A5", 2, ("A5", 2)),
        ("A5", 3, None),
        ("A5, deadline 2", 1, ("A5", 2)),
        ("A5 deadline 2", 1, ("A5", 2)),
        ("A5 (deadline 2)", 1, ("A5", 2)),
        ("a5,Deadline 02", 1, ("A5", 2)),
        ("A5, deadline 7", 1, None),
        ("1.3", 1, ("1.3", 2)),
        ("A1", 1, None),
    ],
)
def test_which_deadline_is_meant(was: str, number: int, meant: tuple[str, int] | None) -> None:
    assert ROWS.deadline(was, number) == meant


@pytest.mark.parametrize(
    ("was", "meant"),
    [
        ("A1", {("A1", "")}),
        ("E1", {("E1", "Gross"), ("E1", "Net")}),
        ("E1 Net", {("E1", "Net")}),
        ("A5", {("A5", 1), ("A5", 2)}),
        ("A5, deadline 1", {("A5", 1)}),
        ("A9", set()),
    ],
)
def test_what_a_row_of_closed_closes(was: str, meant: set[tuple[str, str | int]]) -> None:
    assert ROWS.closed(was) == meant


def faults_of(tmp_path: Path, plan: Plan) -> list[Finding]:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    return list(read_plan(path)[1])


def test_a_row_that_goes_on_cannot_be_closed(tmp_path: Path) -> None:
    also = Closed("A6", "Meet", ClosedAs.WITHDRAWN, date(2018, 3, 1), "Cabinet", "No more")
    (told,) = faults_of(tmp_path, this_years(closed=(*CLOSED, also)))
    assert told.code == "carried-and-closed"
    assert told.message.startswith("A6 is closed here, but A3 goes on with it (sheet Milestones")


def test_a_milestone_may_become_several_and_a_measure_may_not(tmp_path: Path) -> None:
    rows = [milestone(at, f"Part {at}", Deadline(1, date(2018, 9, 30), was="A7")) for at in (8, 9)]
    assert not faults_of(tmp_path, this_years(milestones=tuple(rows), closed=()))
    both = (measure(1, "Visits", was="A1"), measure(9, "Calls", was="a1"))
    (told,) = faults_of(tmp_path, this_years(measures=both))
    assert told.code == "was-twice"


def test_what_is_closed_twice_or_as_nothing_is_an_error(tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path, this_years(closed=(*CLOSED, CLOSED[0])))
    assert told.code == "closed-twice"

"""What is withdrawn or merged: how it counts, what its cells must say, and where it went."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import RowState, state_of_measure
from cyps_reports.plan.checks.faults import faults
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from tests.tools.many_milestones import CABINET, PLAN
from tests.tools.small_plan import plan_typed


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        (("On target", "Withdrawn"), "On target"),
        (("Off target", "Merged"), "Off target"),
        (("Withdrawn", "Not reported"), "Not reported"),
        (("Withdrawn", "Deferred"), "Withdrawn"),
    ],
)
def test_a_component_that_was_withdrawn_counts_only_where_all_were(
    states: tuple[str, str], whole: str
) -> None:
    rows = [
        RowState("A1", MeasureState(state), not MeasureState(state).is_withdrawn)
        for state in states
    ]
    assert state_of_measure(rows) == whole


def read_errors(
    tmp_path: Path, plan: Plan, cells: dict[tuple[str, str], str]
) -> list[tuple[str, str]]:
    return [
        (each.code, each.place.sheet)
        for each in read_plan(plan_typed(tmp_path / "plan.xlsx", plan, cells))[1]
    ]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({("Milestones", "Moves"): "A1; A9; A9"}, [("unknown-measure", "Milestones")]),
        ({("Milestones", "Depends on"): "A99"}, [("unknown-milestone", "Milestones")]),
        ({("Milestones", "Withdrawn"): "deferred"}, [("incomplete-withdrawal", "Milestones")]),
        ({("Measures", "Withdrawn"): "withdrawn"}, [("incomplete-withdrawal", "Measures")]),
        (
            {("Measures", "Withdrawal approved by"): "Cabinet"},
            [("incomplete-withdrawal", "Measures")],
        ),
        ({("Measures", "Withdrawn"): "gone"}, [("not-a-choice", "Measures")]),
        ({("Measures", "Withdrawal approved on"): "soon"}, [("not-a-date", "Measures")]),
    ],
)
def test_what_cannot_stand_is_one_finding(
    tmp_path: Path, cells: dict[tuple[str, str], str], codes: list[tuple[str, str]]
) -> None:
    assert read_errors(tmp_path, PLAN, cells) == codes


@pytest.mark.parametrize("why", ["another one", "into A145", "XA2"])
def test_what_is_merged_names_where_it_went(why: str) -> None:
    lost = Withdrawal(WithdrawnAs.MERGED, CABINET, date(2017, 6, 10), why)
    plan = replace(PLAN, measures=(replace(PLAN.measures[0], withdrawal=lost), *PLAN.measures[1:]))
    told = [each.message for each in faults(plan) if each.code == "plan-merged-into-nothing"]
    assert told == ["A1 was merged, but its reason names no row of the plan that it went into."]
    assert not [each for each in faults(PLAN) if each.code == "plan-merged-into-nothing"]

"""The whole run on the example months, and on folders that are not what they should be."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import locations
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.state_meanings import deadline_meanings, measure_meanings
from cyps_reports.findings import Severity
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.plan import Plan
from cyps_reports.writers.record import record_of
from tests.tools.returned import returned


def record(checked: CheckedMonth) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(record_of(checked.assessment, checked.findings)))
    return whole


def state(checked: CheckedMonth, ref: str, number: int = 1) -> tuple[DeadlineState, int]:
    result = next(each for each in checked.assessment.deadlines if each.key == (ref, number))
    return result.state, result.days


def rating(checked: CheckedMonth, ref: str, component: str = "") -> MeasureState:
    return next(e.state for e in checked.assessment.measures if e.measure.key == (ref, component))


def test_every_rating_and_every_state_occurs_over_the_three_months(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    months = (july, august, september)
    ratings = {result.state for month in months for result in month.assessment.measures}
    # No measure of this plan is for monitoring only, only D, which has no measures, sent no return,
    # and a row, unlike a measure of several, is never reported in part.
    never = {MeasureState.MONITOR_ONLY, MeasureState.NO_RETURN, MeasureState.PART_REPORTED}
    # Nor is any of them judged in words, or any row withdrawn; and only the public edition hides
    # a figure.
    of_other_plans = {
        MeasureState.NOT_SHOWN,
        MeasureState.NOT_JUDGED,
        *(each for each in MeasureState if each.is_withdrawn),
    }
    assert ratings == set(MeasureState) - never - of_other_plans
    assert set(measure_meanings(september.assessment.plan)) == set(MeasureState) - of_other_plans
    states = {result.state for month in months for result in month.assessment.deadlines}
    assert {each.value for each in states} == {
        *(
            "Completed",
            "Completed late",
            "Overdue",
            "At risk",
            "Re-dated",
            "Due soon",
            "On track",
            "Not yet started",
        ),
        *(
            "Done this month",
            "Missed this month",
            "Missed",
            "Ongoing",
            "No update",
            "No date set",
            "No return",
        ),
    }
    assert states == set(deadline_meanings(september.assessment.plan)), (
        "all that a plan of monthly items can give"
    )


def test_september_as_it_was_illustrated(september: CheckedMonth) -> None:
    overdue = {
        (result.milestone.ref, result.deadline.number): result.days
        for result in september.assessment.deadlines
        if result.state is DeadlineState.OVERDUE
    }
    assert overdue == {
        ("A12", 1): 92,
        ("B20", 1): 29,
        ("C16", 1): 30,
        ("C23", 1): 61,
        ("C33", 1): 92,
        ("C34", 1): 61,
        ("D5", 1): 61,
        ("E17", 1): 30,
        ("E18", 1): 92,
    }
    assert state(september, "A14") == (DeadlineState.REDATED, 0)
    assert state(september, "C30") == (DeadlineState.AT_RISK, 0)
    assert state(september, "B17") == (DeadlineState.COMPLETED, 0)
    assert state(september, "B13") == (DeadlineState.MISSED_THIS_MONTH, 0)
    assert state(september, "C37") == (DeadlineState.NO_DATE_SET, 0)
    assert rating(september, "A1") is MeasureState.ON_TARGET
    assert rating(september, "A4") is MeasureState.ON_TARGET
    assert rating(september, "A5") is MeasureState.NOT_YET_DUE
    assert rating(september, "B7") is MeasureState.UNREADABLE
    assert rating(september, "C2") is MeasureState.NOT_REPORTED
    assert rating(september, "E1", "Net") is MeasureState.CLOSE_TO_TARGET


ERRORS = {
    "2012-07": {
        ("return-B.xlsx", "completed-without-date"),
        ("return-C.xlsx", "not-a-figure"),
        ("return-E.xlsx", "not-a-figure"),
    },
    "2012-08": {
        ("", "no-return"),
        ("return-C.xlsx", "not-a-date"),
        ("return-E.xlsx", "not-a-date"),
        ("return-E.xlsx", "completed-without-date"),
    },
    "2012-09": {
        ("return-B.xlsx", "not-a-figure"),
        ("return-B.xlsx", "not-a-date"),
        ("return-B.xlsx", "completed-in-future"),
        ("return-C.xlsx", "impossible-date"),
        ("return-C.xlsx", "completed-without-date"),
    },
}


def test_what_managers_got_wrong_is_found(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    for checked in (july, august, september):
        errors = {
            (f.place.workbook, f.code) for f in checked.findings if f.severity is Severity.ERROR
        }
        assert errors == ERRORS[str(checked.assessment.month)]


def test_augusts_missing_return_is_said_and_hides_nothing(august: CheckedMonth) -> None:
    assert august.assessment.missing_priorities == ("D",)
    states = {r.state for r in august.assessment.deadlines_of("D")}
    assert DeadlineState.NO_RETURN in states
    assert state(august, "D5") == (DeadlineState.OVERDUE, 31)
    assert state(august, "D9") == (DeadlineState.COMPLETED, 0), "reported in July"


def test_findings_are_by_workbook_worst_first_and_the_plans_last(september: CheckedMonth) -> None:
    workbooks = [finding.place.workbook for finding in september.findings]
    assert list(dict.fromkeys(workbooks)) == [
        "",
        *(f"return-{code}.xlsx" for code in "ABCDE"),
        "plan.xlsx",
    ]
    for workbook in set(workbooks):
        ranks = [f.severity.rank for f in september.findings if f.place.workbook == workbook]
        assert ranks == sorted(ranks)


NOT_OF_A_CELL = (
    "no-return",
    "several-returns",
    "rows-missing",
    "no-record",
    "nothing-known-of-month",
)


def test_every_finding_says_where_what_and_how_to_mend(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    for finding in (*july.findings, *august.findings, *september.findings):
        assert finding.message.endswith(".")
        assert finding.fix.endswith(".")
        assert finding.place.cell or finding.code in NOT_OF_A_CELL
        for word in ("None", "Absent", "Decimal", "Error", "<", "{", "Traceback", "str"):
            assert word not in finding.message.split(), finding


def nothing(folder: Path, plan: Plan) -> None:
    pass


def only_text(folder: Path, plan: Plan) -> None:
    (folder / "return-A.xlsx").write_text("All is well.", encoding="utf-8")


def another_plan(folder: Path, plan: Plan) -> None:
    from dataclasses import replace

    returned(folder, replace(plan, year="2013/14"), "A", {})


def two_for_one(folder: Path, plan: Plan) -> None:
    returned(folder, plan, "A", {("A1", "actual"): 0.785}, name="one.xlsx")
    returned(folder, plan, "A", {("A1", "actual"): 0.7}, name="two.xlsx")


def all_empty(folder: Path, plan: Plan) -> None:
    for code in "ABCDE":
        returned(folder, plan, code, {})


BAD_FOLDERS: dict[Callable[[Path, Plan], None], tuple[str, ...]] = {
    nothing: ("empty-folder",),
    only_text: ("not-a-workbook",),
    another_plan: ("another-plan",),
    two_for_one: ("two-answers",),
    all_empty: (),
}


@pytest.mark.share(2)
@pytest.mark.parametrize("fill", BAD_FOLDERS, ids=lambda fill: fill.__name__)
def test_whatever_came_there_is_a_whole_report_and_one_line_for_each_problem(
    fill: Callable[[Path, Plan], None], tmp_path: Path, plan: Plan
) -> None:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    fill(folder, plan)
    checked = check_month(folder, plan, None)
    assert checked is not None
    whole = record(checked)
    assert len(whole["measures"]) == 41
    assert len(whole["deadlines"]) == 113
    errors = [f for f in checked.findings if f.severity is Severity.ERROR and f.code != "no-return"]
    assert tuple(f.code for f in errors) == BAD_FOLDERS[fill]
    assert len(outputs_of(checked)) == 3


def test_a_missing_workbook_is_said_for_each_priority(tmp_path: Path, plan: Plan) -> None:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    checked = check_month(folder, plan, None)
    assert checked is not None
    said = [f.message for f in checked.findings if f.code == "no-return"]
    assert said == [
        f"No return received from Priority {code} for September 2012." for code in "ABCDE"
    ]
    assert {r.state for r in checked.assessment.measures} == {MeasureState.NO_RETURN}
    allowed = {DeadlineState.NO_RETURN, DeadlineState.OVERDUE, DeadlineState.COMPLETED}
    assert {r.state for r in checked.assessment.deadlines} == allowed


def test_the_month_is_the_folders_name_else_what_its_workbooks_say(
    tmp_path: Path, plan: Plan
) -> None:
    folder = tmp_path / "from managers"
    folder.mkdir()
    assert check_month(folder, plan, None) is None
    by_date = check_month(folder, plan, date(2012, 9, 14))
    assert by_date is not None
    assert by_date.assessment.month == Month(2012, 9)
    returned(folder, plan, "A", {}, month=Month(2012, 8))
    by_workbook = check_month(folder, plan, None)
    assert by_workbook is not None
    assert by_workbook.assessment.month == Month(2012, 8)
    assert by_workbook.assessment.as_at == date(2012, 8, 31)


def test_the_as_at_date_decides(example_plan_read: Plan) -> None:
    checked = check_month(
        locations.example_returns() / "2012-09", example_plan_read, date(2012, 9, 29)
    )
    assert checked is not None
    assert state(checked, "C34") == (DeadlineState.OVERDUE, 60)


def test_the_record_is_in_the_form_of_the_design(september: CheckedMonth) -> None:
    whole = record(september)
    assert whole["schema"] == 1
    assert (whole["return_month"], whole["as_at"]) == ("2012-09", "2012-09-30")
    a1 = whole["measures"][0]
    assert a1 == {
        "ref": "A1",
        "component": "",
        "priority": "A",
        "name": "Key Stage 2 SATs: pupils achieving level 4+ in English and mathematics",
        "unit": "%",
        "polarity": "higher",
        "basis": "annual",
        "rated_on": "actual",
        "forecast": None,
        "since_outturn": "worsening",
        "actual": "78.5",
        "actual_said": "",
        "as_at": "2012-07-31",
        "data_status": "final",
        "kept_from": None,
        "target": "78",
        "target_said": "",
        "green_limit": None,
        "amber_limit": None,
        "outturn": "79",
        "similar": "79.8",
        "can_be_rated": True,
        "rag": "green",
        "state": "On target",
        "withdrawn": None,
        "reason": "0.5 points above the 78% target.",
        "direction": "worsening",
        "direction_since": "2011/12 outturn",
        "against_similar": "worse",
        "comment": "Final. School-level results have been discussed with heads.",
        "corrective_action": "",
        "further": [],
        "notes": [],
        "links": [],
        "source": {"workbook": "return-A.xlsx", "sheet": "Targets", "cell": "I5"},
        "was": "",
        "before": None,
        "before_month": None,
    }
    a12 = whole["deadlines"][0]
    wanted = {
        "ref": "A12",
        "deadline": 1,
        "due": "2012-06-30",
        "lead": "JM",
        "rag": "red",
        "state": "Overdue",
        "withdrawn": None,
        "days_overdue": 92,
        "completed": None,
        "expected": "2012-10-26",
        "corrective_action": "",
        "source": {"workbook": "return-A.xlsx", "sheet": "Milestones", "cell": "I5"},
        "was": "",
    }
    assert {key: a12[key] for key in wanted} == wanted
    assert [each["priority"] for each in whole["inputs"]] == list("ABCDE")
    assert all(len(str(each["sha256"])) == 64 for each in whole["inputs"])
    assert {each["rag"] for each in whole["measures"]} <= {"red", "amber", "green", "blue", "grey"}


def test_a_data_status_is_recorded_whatever_its_words(tmp_path: Path, plan: Plan) -> None:
    """“Not available” is a choice, and the same words say why there is no figure."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    returned(
        folder,
        plan,
        "A",
        {("A7", "data_status"): "Not available", ("A8", "data_status"): "Not yet due"},
    )
    checked = check_month(folder, plan, None)
    assert checked is not None
    said = {each["ref"]: each["data_status"] for each in record(checked)["measures"]}
    assert (said["A7"], said["A8"], said["A9"]) == ("not available", "not yet due", "")


def test_the_same_inputs_give_the_same_bytes(september: CheckedMonth, outputs: Path) -> None:
    for name, content in outputs_of(september).items():
        assert (outputs / name).read_bytes() == content, name


def test_a_redating_approved_in_october_is_not_known_in_the_august_report(
    tmp_path: Path, plan: Plan
) -> None:
    """E17, due 31 July, was re-dated on 5 October.

    Until then it is overdue in every word and every output.
    """
    e17 = next(each for each in plan.milestones if each.ref == "E17")
    redating = Redating(date(2012, 12, 31), "Cabinet", date(2012, 10, 5))
    moved = replace(
        e17, deadlines=(replace(e17.deadlines[0], redating=redating), *e17.deadlines[1:])
    )
    known = replace(
        plan, milestones=tuple(moved if each is e17 else each for each in plan.milestones)
    )
    for month in (Month(2012, 8), Month(2012, 9), Month(2012, 10)):
        folder = tmp_path / str(month)
        folder.mkdir()
        returned(
            folder,
            known,
            "E",
            {("E17", "status"): "On track", ("E17", "progress"): "Going on."},
            month,
        )
        checked = check_month(folder, known, None)
        assert checked is not None
        row = next(each for each in record(checked)["deadlines"] if each["ref"] == "E17")
        told = row["state"], row["redated"]
        assert told == (("Re-dated", "2012-12-31") if month.number == 10 else ("Overdue", None))
        assert not [each for each in checked.findings if each.code == "plan-cell-edited"]


@pytest.mark.parametrize("status", ["Final", "Provisional", "Not yet due", "Not available"])
def test_the_record_keeps_every_data_status(tmp_path: Path, plan: Plan, status: str) -> None:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    returned(folder, plan, "A", {("A7", "data_status"): status})
    checked = check_month(folder, plan, None)
    assert checked is not None
    assert (
        next(each for each in record(checked)["measures"] if each["ref"] == "A7")["data_status"]
        == status.lower()
    )

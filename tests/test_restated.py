"""What changes of an earlier month after it was reported is told once, as what it is."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.assessment.changes import Kind
from cyps_reports.monthly import check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.change_cells import change_cells
from tests.tools.read_outputs import table_rows
from tests.tools.returned import Answers, returned
from tests.tools.two_reported import (
    AUGUST,
    DECEMBER,
    FEBRUARY,
    JANUARY,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    codes,
    history_rows,
    reported,
    september,
    told,
)


def test_a_figure_corrected_after_it_was_reported_is_told_once_as_restated(
    two_months: Path, some_rows: Plan
) -> None:
    august = two_months / "returns" / "2012-08"
    (august / "return-A.xlsx").unlink()
    returned(
        august,
        some_rows,
        "A",
        {("A8", "actual"): 173, ("A8", "as_at"): date(2012, 8, 31)},
        AUGUST,
    )
    checked = september(two_months, some_rows)
    told = {c.ref: f"{c.was} → {c.now}" for c in checked.changes if c.kind is Kind.RESTATED}
    assert told["A8"] == "171 → 173"
    assert "A7" not in told, "it was not available in August"
    assert told["A9"] == "92 → None", "it was reported, and there is none now"
    a9 = next(each for each in checked.changes if (each.kind, each.ref) == (Kind.RESTATED, "A9"))
    said = change_cells(a9, checked.assessment)
    assert said.now.text == "no figure", "whether emptied or no longer to be read"
    assert codes(checked)["earlier-return-changed"] == "2012-08/return-A.xlsx"
    assert cli.main(["report", "returns/2012-09"]) == 1
    report = Document("output/2012-09/cyps-report-2012-09.docx")
    heads, *corrected = table_rows(report, "Corrected for earlier months")
    assert heads == ["Ref", "Month", "Reported", "Corrected"], "not under September"
    assert ["A8", "August 2012", "171", "173"] in corrected
    assert ["A9", "August 2012", "92%", "no figure"] in corrected
    record = json.loads(Path("output/2012-09/as-reported.json").read_text(encoding="utf-8"))
    row = {"ref": "A8", "component": "", "month": "2012-08", "was": "171", "now": "173"}
    assert {**row, "was_said": "", "now_said": "", "what": "figure"} in record["restated"]
    (two_months / "returns" / "2012-10").mkdir()
    returned(two_months / "returns" / "2012-10", some_rows, "A", {("A8", "actual"): 160}, OCTOBER)
    october = check_month(
        two_months / "returns" / "2012-10", some_rows, None, (), two_months / "output"
    )
    assert october is not None
    assert not [c for c in october.changes if c.kind is Kind.RESTATED], "told in September"
    assert october.assessment.earlier.actuals["A8", ""][1].was == 171, "and never forgotten"


def test_a_date_that_a_late_return_moved_is_told_with_the_next_report_and_never_again(
    two_months: Path, some_rows: Plan
) -> None:
    """D came late for August: its readers were told nothing then, and are told now, although
    September says no more.
    """
    answers: Answers = {("D7", "status"): "At risk", ("D7", "expected"): date(2013, 2, 28)}
    returned(two_months / "returns" / "2012-08", some_rows, "D", answers, AUGUST)
    (two_months / "returns/2012-09/return-D.xlsx").unlink()
    moved = [(date(2012, 12, 31), date(2013, 2, 28))]
    assert told(reported(two_months, some_rows, SEPTEMBER), Kind.MOVED, "D7") == moved
    october = reported(two_months, some_rows, OCTOBER, {"D": {("D7", "status"): "On track"}})
    assert told(october, Kind.MOVED, "D7") == []
    back = {"D": {("D7", "status"): "On track", ("D7", "expected"): date(2012, 12, 31)}}
    assert told(reported(two_months, some_rows, NOVEMBER, back), Kind.MOVED, "D7") == [
        moved[0][::-1]
    ]


@pytest.mark.full
def test_a_figure_corrected_and_corrected_back_is_told_each_time(
    two_months: Path, some_rows: Plan
) -> None:
    def a8(august: object, month: Month) -> list[tuple[object, object]]:
        typed: Answers = {("A8", "actual"): august, ("A8", "as_at"): AUGUST.last}
        returned(two_months / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
        return told(reported(two_months, some_rows, month, {"A": {}}), Kind.RESTATED, "A8")

    assert a8(173, SEPTEMBER) == [(171, 173)]
    assert a8(171, OCTOBER) == [(173, 171)]
    assert a8(171, NOVEMBER) == []
    assert a8(None, DECEMBER) == [(171, None)]
    assert a8(0, JANUARY) == [(None, 0)]


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_a_restated_figure_is_a_number_in_the_history_and_says_beside_it_what_it_was(
    two_months: Path, some_rows: Plan
) -> None:
    typed: Answers = {("A8", "actual"): 173, ("A8", "as_at"): AUGUST.last}
    returned(two_months / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
    reported(two_months, some_rows, SEPTEMBER)
    told = history_rows(two_months)
    assert (told["A8"]["August 2012"], told["A8"]["Restated"]) == (173, "August 2012: was 171")
    months = [head for head in told["A8"] if head.endswith(" 2012")]
    assert all(not isinstance(row[month], str) for row in told.values() for month in months)


@pytest.mark.full
def test_a_figure_told_again_for_its_day_and_then_corrected_where_it_stood_is_told_once(
    two_months: Path, some_rows: Plan
) -> None:
    again: Answers = {("A8", "actual"): 175, ("A8", "as_at"): date(2012, 8, 31)}
    in_september = reported(two_months, some_rows, SEPTEMBER, {"A": again})
    assert told(in_september, Kind.RESTATED, "A8") == [(171, 175)]
    returned(two_months / "returns" / "2012-08", some_rows, "A", again, AUGUST)
    assert told(reported(two_months, some_rows, OCTOBER, {"A": {}}), Kind.RESTATED, "A8") == []


def test_a_figure_dated_in_a_month_to_come_is_not_that_months(
    two_months: Path, some_rows: Plan
) -> None:
    """September's date typed by mistake in August: September's figure restates nothing."""
    slip: Answers = {("A8", "actual"): 171, ("A8", "as_at"): SEPTEMBER.last}
    returned(two_months / "returns" / "2012-08", some_rows, "A", slip, AUGUST)
    answers: Answers = {("A8", "actual"): 160, ("A8", "as_at"): SEPTEMBER.last}
    assert (
        told(reported(two_months, some_rows, SEPTEMBER, {"A": answers}), Kind.RESTATED, "A8") == []
    )


@pytest.mark.full
def test_a_restated_figure_whose_workbook_is_lost_stays_as_it_was_told_last(
    two_months: Path, some_rows: Plan
) -> None:
    august = two_months / "returns" / "2012-08"
    for month in (SEPTEMBER, OCTOBER):
        if month is SEPTEMBER:
            returned(
                august,
                some_rows,
                "A",
                {("A8", "actual"): 173, ("A8", "as_at"): AUGUST.last},
                AUGUST,
            )
        else:
            (august / "return-A.xlsx").unlink()
        changes = reported(two_months, some_rows, month, {"A": {}})
    assert told(changes, Kind.RESTATED, "A8") == []
    checked = check_month(
        two_months / "returns" / "2012-10", some_rows, None, (), two_months / "output"
    )
    assert checked is not None
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 173


@pytest.mark.full
def test_a_first_date_for_what_had_none_is_said_to_be_one(
    two_months: Path, some_rows: Plan
) -> None:
    undated, day = "C37", date(2012, 12, 14)
    answers: Answers = {(undated, "status"): "On track", (undated, "expected"): day}
    changes = reported(two_months, some_rows, SEPTEMBER, {undated[0]: answers})
    assert told(changes, Kind.MOVED, undated) == [(None, day)]
    (change,) = [each for each in changes if each.ref == undated and each.kind is Kind.MOVED]
    cells = change_cells(change, september(two_months, some_rows).assessment)
    assert (cells.was.text, cells.now.text) == ("no date", "14 December 2012")
    assert cells.reason.text == "No date before; now expected 14 December 2012."
    assert (
        told(reported(two_months, some_rows, OCTOBER, {undated[0]: answers}), Kind.MOVED, undated)
        == []
    )


@pytest.mark.full
def test_another_date_completed_can_make_it_late_and_is_told(
    two_months: Path, some_rows: Plan
) -> None:
    for month, day, kind, told_now in (
        (SEPTEMBER, date(2012, 9, 14), Kind.MET, "Completed"),
        (JANUARY, date(2013, 1, 10), Kind.COMPLETED_LATE, "Completed late"),
        (FEBRUARY, date(2012, 9, 14), Kind.MET, "Completed"),
    ):
        answers = {"D": {("D7", "status"): "Completed", ("D7", "completed"): day}}
        assert [
            now for _, now in told(reported(two_months, some_rows, month, answers), kind, "D7")
        ] == [told_now]


def test_a_redating_is_told_once_and_not_again_as_three_cells_of_the_plan(
    two_months: Path, some_rows: Plan
) -> None:
    reported(two_months, some_rows, SEPTEMBER)
    d7 = next(each for each in some_rows.milestones if each.ref == "D7")
    redating = Redating(date(2013, 3, 31), "Cabinet", date(2012, 10, 10))
    moved = replace(d7, deadlines=(replace(d7.deadlines[0], redating=redating), *d7.deadlines[1:]))
    known = replace(
        some_rows,
        milestones=tuple(moved if each is d7 else each for each in some_rows.milestones),
    )
    changes = reported(two_months, known, OCTOBER, {"D": {("D7", "status"): "On track"}})
    assert told(changes, Kind.REDATED, "D7") == [(date(2012, 12, 31), date(2013, 3, 31))]
    assert [each for each in changes if each.kind is Kind.PLAN] == []


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_a_figure_dated_after_its_month_stays_in_the_history_and_is_compared_with_nothing(
    two_months: Path, some_rows: Plan
) -> None:
    typed: Answers = {("A8", "actual"): 999, ("A8", "as_at"): date(2013, 8, 31)}
    returned(two_months / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
    reported(two_months, some_rows, SEPTEMBER)
    a8 = history_rows(two_months)["A8"]
    assert a8["August 2012"] == 999
    assert "Jul 2012 (174)" in str(a8["Direction of travel"])


def test_another_date_completed_than_was_reported_is_pointed_out(
    tmp_path: Path, plan: Plan
) -> None:
    for month, day in ((AUGUST, date(2012, 8, 14)), (SEPTEMBER, date(2012, 7, 31))):
        folder = tmp_path / str(month)
        folder.mkdir()
        returned(
            folder, plan, "A", {("A14", "completed"): day, ("A14", "status"): "Completed"}, month
        )
    checked = check_month(tmp_path / "2012-09", plan, None)
    assert checked is not None
    (told,) = [f for f in checked.findings if f.code == "completed-date-changed"]
    assert told.message == (
        "A14 was completed on 14 August 2012 by the return of August 2012; this return says 31 "
        "July 2012,"
        " and that is used."
    )

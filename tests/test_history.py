"""Earlier months: their returns, what was reported then, and what is missing of either."""

import io
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli, monthly
from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.slippage import by_lead, expectations, slips_of
from cyps_reports.findings import Severity
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.record.file import record_bytes, sealed_with_sum
from cyps_reports.record.reader import Reported, read_record
from cyps_reports.report.blocks import Paragraph
from cyps_reports.report.change_cells import change_cells
from cyps_reports.report.sections.changes import compared_with
from cyps_reports.report.sections.slippage import slippage_section
from cyps_reports.returns.folder import Read, ReadFiles, read_folders
from cyps_reports.returns.model import DeadlineEntry, Returns
from tests.tools.approved_plan import approved_plan
from tests.tools.read_outputs import table_rows
from tests.tools.returned import Answers, returned
from tests.tools.small_example import KEPT, small_example

JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (
    Month(2012, number) for number in range(7, 13)
)
JANUARY, FEBRUARY = Month(2013, 1), Month(2013, 2)


@pytest.fixture(scope="module")
def two_reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An officer's working folder in which July and August were reported; for copies only.

    With some rows of the example, as many are read again and again here.
    """
    folder = tmp_path_factory.mktemp("reported")
    (folder / "returns").mkdir()
    small_example(folder / "returns", KEPT | {"A1", "A4", "A7", "A13", "A15", "C24", "E6"})
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for month in ("2012-07", "2012-08"):
            assert cli.main(["report", f"returns/{month}"]) == 1
    return folder


@pytest.fixture(scope="module")
def some_rows(two_reported: Path) -> Plan:
    """The plan of that folder, as it is read."""
    plan, findings = read_plan(two_reported / "returns" / "plan.xlsx")
    assert plan is not None, findings
    return plan


@pytest.fixture
def office(two_reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of one's own in which July and August were reported."""
    shutil.copytree(two_reported, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def september(office: Path, plan: Plan) -> CheckedMonth:
    checked = check_month(office / "returns" / "2012-09", plan, None, (), office / "output")
    assert checked is not None
    return checked


def codes(checked: CheckedMonth) -> dict[str, str]:
    return {finding.code: str(finding.place.workbook) for finding in checked.findings}


def test_the_record_reads_back_as_it_was_reported(office: Path, some_rows: Plan) -> None:
    august = check_month(office / "returns" / "2012-08", some_rows, None)
    assert august is not None
    read = read_record(office / "output/2012-08/as-reported.json", AUGUST, some_rows)
    assert isinstance(read, Reported), read
    for result in august.assessment.measures:
        standing = read.position.measures[result.measure.key]
        assert (standing.state, standing.actual) == (result.state, result.actual)
    for deadline in august.assessment.deadlines:
        assert read.position.deadlines[deadline.key].state is deadline.state


def test_what_was_reported_is_what_this_month_is_compared_with(
    office: Path, some_rows: Plan
) -> None:
    checked = september(office, some_rows)
    previous = checked.history.previous
    assert previous is not None
    assert (
        compared_with(previous, checked.assessment)
        == "Compared with what was reported as at 31 August 2012."
    )
    assert "no-record" not in codes(checked)


def test_without_a_record_the_returns_serve_and_it_is_said(september: CheckedMonth) -> None:
    previous = september.history.previous
    assert previous is not None
    assert compared_with(previous, september.assessment).startswith(
        "Compared with the returns for August 2012, as at 31 August 2012; changes of the plan "
        "cannot be told, as no record of that report is kept."
    )
    told = next(f for f in september.findings if f.code == "no-record")
    assert told.severity is Severity.NOTE
    assert "July 2012 and August 2012" in told.message


def test_a_figure_corrected_after_it_was_reported_is_told_once_as_restated(
    office: Path, some_rows: Plan
) -> None:
    august = office / "returns" / "2012-08"
    (august / "return-A.xlsx").unlink()
    returned(
        august,
        some_rows,
        "A",
        {("A8", "actual"): 173, ("A8", "as_at"): date(2012, 8, 31)},
        AUGUST,
    )
    checked = september(office, some_rows)
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
    (office / "returns" / "2012-10").mkdir()
    returned(office / "returns" / "2012-10", some_rows, "A", {("A8", "actual"): 160}, OCTOBER)
    october = check_month(office / "returns" / "2012-10", some_rows, None, (), office / "output")
    assert october is not None
    assert not [c for c in october.changes if c.kind is Kind.RESTATED], "told in September"
    assert october.assessment.earlier.actuals["A8", ""][1].was == 171, "and never forgotten"


def test_a_late_return_is_used_and_said(office: Path, some_rows: Plan) -> None:
    returned(
        office / "returns" / "2012-08",
        some_rows,
        "D",
        {("D5", "completed"): date(2012, 8, 20)},
        AUGUST,
    )
    checked = september(office, some_rows)
    d5 = next(each for each in checked.assessment.deadlines if each.milestone.ref == "D5")
    assert d5.completed == date(2012, 8, 20)
    assert codes(checked)["earlier-return-changed"] == "2012-08/return-D.xlsx"


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable-record"),
        (b"{", "unreadable-record"),
        (b"[]", "unreadable-record"),
        (b'{"plan": null}', "unreadable-record"),
        (b"\xff\xfe\x00", "unreadable-record"),
        (b"[" * 100_000, "unreadable-record"),
        (
            b'{"plan": {"title": "Another", "year": "2011/12", "marking": ""}}',
            "record-of-another-plan",
        ),
    ],
)
def test_a_record_that_cannot_be_used_is_a_finding(
    office: Path, some_rows: Plan, content: bytes, code: str
) -> None:
    (office / "output/2012-08/as-reported.json").write_bytes(content)
    assert codes(september(office, some_rows))[code] == "2012-08/as-reported.json"


@pytest.mark.share(3)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", 2),
        ("return_month", "2012-07"),
        ("as_at", "yesterday"),
        ("measures", [{"ref": "A1"}]),
        ("measures", 7),
        ("inputs", None),
        ("restated", [{"ref": "A1", "component": "", "month": 8, "was": "1", "now": None}]),
    ],
)
def test_a_record_with_something_odd_in_it_is_a_finding(
    office: Path, some_rows: Plan, key: str, value: object
) -> None:
    path = office / "output/2012-08/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, key: value}), encoding="utf-8")
    assert codes(september(office, some_rows))["unreadable-record"] == "2012-08/as-reported.json"


def test_a_report_of_the_example_is_no_history_of_the_real_plan(office: Path, plan: Plan) -> None:
    """Whoever tries the example first has its results in output/ when the real year begins."""
    checked = check_month(office / "returns" / "2012-09", plan, None, (), office / "output")
    assert checked is not None
    assert codes(checked)["record-of-another-plan"] == "2012-08/as-reported.json"
    assert not any(position.is_reported for position in checked.history.positions)


def test_a_return_that_is_gone_is_restored_from_the_record(office: Path, some_rows: Plan) -> None:
    before = september(office, some_rows)
    (office / "returns/2012-07/return-B.xlsx").unlink()
    after = september(office, some_rows)
    assert after.assessment.measures == before.assessment.measures
    assert after.assessment.deadlines == before.assessment.deadlines
    told = next(f for f in after.findings if f.code == "earlier-return-gone")
    assert told.message.startswith("The return for July 2012 of Priority B is not there any more")


def test_a_gap_between_months_is_a_warning_and_what_came_before_the_first_a_note(
    office: Path, some_rows: Plan
) -> None:
    shutil.rmtree(office / "returns/2012-08")
    shutil.rmtree(office / "output/2012-08")
    told = [f for f in september(office, some_rows).findings if f.code == "nothing-known-of-month"]
    assert [(f.severity, "August 2012" in f.message, "April 2012" in f.message) for f in told] == [
        (Severity.WARNING, True, False),
        (Severity.NOTE, False, True),
    ]


def test_templates_are_filled_from_the_record_where_returns_are_gone(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(office / "returns/2012-07")
    assert cli.main(["templates", "--from", "returns/2012-08", "--output", "blank"]) == 0
    assert "Carried forward from July 2012 and August 2012." in capsys.readouterr().out


def test_slippage_counts_each_move_of_what_was_expected(september: CheckedMonth) -> None:
    slips = {
        (slip.result.milestone.ref, slip.result.deadline.number): slip
        for slip in slips_of(september.assessment)
    }
    a12 = slips["A12", 1]
    assert a12.dates == (
        date(2012, 6, 30),
        date(2012, 9, 14),
        date(2012, 9, 28),
        date(2012, 10, 26),
    )
    assert (a12.moves, a12.days) == (3, 118)
    assert slips["C24", 1].days == -4, "earlier counts too"
    leads = by_lead(slips.values())
    assert [each.days for each in leads] == sorted((each.days for each in leads), reverse=True)
    late = [slip for slip in slips.values() if slip.days > 0]
    assert sum(each.late for each in leads) == len(late)
    assert sum(each.days for each in leads) == sum(slip.days for slip in late), "early ones apart"
    assert sum(each.early for each in leads) == sum(slip.days < 0 for slip in slips.values())


DUE = date(2012, 6, 30)
LATER = DUE + timedelta(30)


def slipped(
    deadline: Deadline,
    now: DeadlineEntry | None,
    earlier: tuple[date, ...] = (),
    state: str = "Overdue",
) -> tuple[date, ...]:
    """What was expected of a deadline one date after the other.

    `earlier` by August's returns, then by this one.
    """
    milestone = Milestone("A", 12, "Heading", "Milestone", "JM", deadlines=(deadline,))
    result = DeadlineResult(milestone, deadline, now, DeadlineState(state))
    told = {result.key: tuple((AUGUST, day) for day in earlier)}
    plan = replace(approved_plan(), milestones=(milestone,))
    assessment = Assessment(
        plan, Returns(SEPTEMBER), SEPTEMBER.last, (), (result,), Earlier(expected=told)
    )
    assert (slips_of(assessment) != ()) == (len(expectations(result, assessment)) > 1)
    return expectations(result, assessment)


def test_what_is_a_move_of_what_was_expected() -> None:
    due, expected = Deadline(1, due=DUE), DeadlineEntry(expected=LATER)
    assert slipped(due, None) == (DUE,)
    assert slipped(due, DeadlineEntry(expected=DUE)) == (DUE,), "the due date itself is no move"
    assert slipped(due, expected) == (DUE, LATER)
    assert slipped(due, expected, (LATER, DUE)) == (DUE, LATER, DUE, LATER), (
        "nor is it one to say the same again"
    )
    assert slipped(due, expected, (LATER,)) == (DUE, LATER)
    assert slipped(due, expected, state="Completed") == (DUE,), (
        "completed, nothing is expected any more"
    )
    assert slipped(Deadline(1), expected) == (LATER,), "a first date of what had none is no move"
    assert slipped(Deadline(1, recurrence=Recurrence.MONTHLY), expected, (DUE,)) == ()


def said_of_slippage(assessment: Assessment) -> list[str]:
    return [
        each.text for each in slippage_section(assessment).blocks if isinstance(each, Paragraph)
    ]


def test_slippage_is_told_where_there_is_some(july: CheckedMonth, september: CheckedMonth) -> None:
    none = replace(july.assessment, deadlines=())
    assert said_of_slippage(none) == ["No expected date has moved this year."]
    (told,) = said_of_slippage(september.assessment)
    slips = slips_of(september.assessment)
    late, early = (sum(each.days * way > 0 for each in slips) for way in (1, -1))
    assert told.startswith(
        f"{late} deadlines are or were expected late and {early} early (early ones are no slippage)"
    )
    for way, said in (
        (1, "1 deadline is or was expected late this year."),
        (-1, "No deadline is or was expected late and 1 early (an early one is no slippage)"),
    ):
        one = next(each for each in slips if each.days * way > 0)
        (told,) = said_of_slippage(replace(september.assessment, deadlines=(one.result,)))
        assert told.startswith(said)


def test_approved_redating_is_no_slip_and_the_due_date_stays(september: CheckedMonth) -> None:
    a14 = next(
        slip for slip in slips_of(september.assessment) if slip.result.milestone.ref == "A14"
    )
    assert a14.dates[0] == date(2012, 7, 31)
    assert a14.result.deadline.binding == date(2012, 11, 30)


def test_progress_told_again_word_for_word_is_pointed_out(tmp_path: Path, plan: Plan) -> None:
    for month, progress in ((AUGUST, "Nearly  there."), (SEPTEMBER, "nearly there")):
        folder = tmp_path / str(month)
        folder.mkdir()
        answers: dict[tuple[str, str], object] = {
            ("A13", "progress"): progress,
            ("A15", "progress"): str(month),
        }
        returned(folder, plan, "A", answers, month)
    checked = check_month(tmp_path / "2012-09", plan, None)
    assert checked is not None
    told = [f for f in checked.findings if f.code == "progress-unchanged"]
    assert [f.message for f in told] == [
        "The progress of A13 is the same as last month's, word for word."
    ]
    assert told[0].place.cell


def test_spend_so_far_that_falls_is_pointed_out(tmp_path: Path, plan: Plan) -> None:
    for month, spend in ((AUGUST, 2.8), (SEPTEMBER, 0.6)):
        folder = tmp_path / str(month)
        folder.mkdir()
        returned(folder, plan, "E", {("E6", "actual"): spend, ("E6", "as_at"): month.last}, month)
    checked = check_month(tmp_path / "2012-09", plan, None)
    assert checked is not None
    told = [f.message for f in checked.findings if f.code == "cumulative-fell"]
    assert told == ["E6 is £0.600m for the year so far; on 31 August 2012 it was £2.800m."]
    assert "implausible-jump" not in {
        f.code for f in checked.findings if f.message.startswith("E6")
    }


def test_nobody_gets_feedback_on_an_earlier_months_record(office: Path) -> None:
    (office / "output/2012-08/as-reported.json").write_bytes(b"{")
    assert cli.main(["check", "returns/2012-09", "--feedback", "feedback"]) == 1
    names = {path.name for path in Path("feedback").glob("[!.]*")}
    assert names == {f"return-{code}.xlsx 2012-09 feedback.txt" for code in "ABCDE"}


def test_a_month_that_a_report_was_made_from_is_missed_when_it_is_gone(
    office: Path, some_rows: Plan
) -> None:
    shutil.rmtree(office / "returns/2012-07")
    shutil.rmtree(office / "output/2012-07")
    checked = september(office, some_rows)
    told = [f for f in checked.findings if f.code == "nothing-known-of-month"]
    assert [(f.severity, "July 2012" in f.message, "June 2012" in f.message) for f in told] == [
        (Severity.WARNING, True, False),
        (Severity.NOTE, False, True),
    ]
    document = Document(io.BytesIO(outputs_of(checked)["cyps-report-2012-09.docx"]))
    assert told[0].message in [paragraph.text for paragraph in document.paragraphs]


def reported(
    office: Path, plan: Plan, month: Month, answers: Mapping[str, Answers] | None = None
) -> tuple[Change, ...]:
    """Files these answers by priority as the month's returns, makes its report, and gives the
    changes it told.
    """
    folder = office / "returns" / str(month)
    folder.mkdir(exist_ok=True)
    for code, typed in (answers or {}).items():
        returned(folder, plan, code, typed, month)
    checked = check_month(folder, plan, None, (), office / "output")
    assert checked is not None
    assert cli.main(["report", f"returns/{month}"]) == 1
    return checked.changes


def told(changes: tuple[Change, ...], kind: Kind, ref: str) -> list[tuple[object, object]]:
    return [(each.was, each.now) for each in changes if each.kind is kind and each.ref == ref]


def test_a_date_that_a_late_return_moved_is_told_with_the_next_report_and_never_again(
    office: Path, some_rows: Plan
) -> None:
    """D came late for August: its readers were told nothing then, and are told now, although
    September says no more.
    """
    answers: Answers = {("D7", "status"): "At risk", ("D7", "expected"): date(2013, 2, 28)}
    returned(office / "returns" / "2012-08", some_rows, "D", answers, AUGUST)
    (office / "returns/2012-09/return-D.xlsx").unlink()
    moved = [(date(2012, 12, 31), date(2013, 2, 28))]
    assert told(reported(office, some_rows, SEPTEMBER), Kind.MOVED, "D7") == moved
    october = reported(office, some_rows, OCTOBER, {"D": {("D7", "status"): "On track"}})
    assert told(october, Kind.MOVED, "D7") == []
    back = {"D": {("D7", "status"): "On track", ("D7", "expected"): date(2012, 12, 31)}}
    assert told(reported(office, some_rows, NOVEMBER, back), Kind.MOVED, "D7") == [moved[0][::-1]]


@pytest.mark.full
def test_a_figure_corrected_and_corrected_back_is_told_each_time(
    office: Path, some_rows: Plan
) -> None:
    def a8(august: object, month: Month) -> list[tuple[object, object]]:
        typed: Answers = {("A8", "actual"): august, ("A8", "as_at"): AUGUST.last}
        returned(office / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
        return told(reported(office, some_rows, month, {"A": {}}), Kind.RESTATED, "A8")

    assert a8(173, SEPTEMBER) == [(171, 173)]
    assert a8(171, OCTOBER) == [(173, 171)]
    assert a8(171, NOVEMBER) == []
    assert a8(None, DECEMBER) == [(171, None)]
    assert a8(0, JANUARY) == [(None, 0)]


def history_rows(office: Path) -> dict[str, dict[str, object]]:
    """The rows of the sheet History of September, by reference."""
    sheet = openpyxl.load_workbook(office / "output/2012-09/cyps-summary-2012-09.xlsx")["History"]
    heads, *rows = (
        [cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref]
    )
    return {str(row[0]): dict(zip(map(str, heads), row, strict=True)) for row in rows}


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_a_restated_figure_is_a_number_in_the_history_and_says_beside_it_what_it_was(
    office: Path, some_rows: Plan
) -> None:
    typed: Answers = {("A8", "actual"): 173, ("A8", "as_at"): AUGUST.last}
    returned(office / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
    reported(office, some_rows, SEPTEMBER)
    told = history_rows(office)
    assert (told["A8"]["August 2012"], told["A8"]["Restated"]) == (173, "August 2012: was 171")
    months = [head for head in told["A8"] if head.endswith(" 2012")]
    assert all(not isinstance(row[month], str) for row in told.values() for month in months)


@pytest.mark.full
def test_a_figure_told_again_for_its_day_and_then_corrected_where_it_stood_is_told_once(
    office: Path, some_rows: Plan
) -> None:
    again: Answers = {("A8", "actual"): 175, ("A8", "as_at"): date(2012, 8, 31)}
    in_september = reported(office, some_rows, SEPTEMBER, {"A": again})
    assert told(in_september, Kind.RESTATED, "A8") == [(171, 175)]
    returned(office / "returns" / "2012-08", some_rows, "A", again, AUGUST)
    assert told(reported(office, some_rows, OCTOBER, {"A": {}}), Kind.RESTATED, "A8") == []


def test_a_figure_dated_in_a_month_to_come_is_not_that_months(
    office: Path, some_rows: Plan
) -> None:
    """September's date typed by mistake in August: September's figure restates nothing."""
    slip: Answers = {("A8", "actual"): 171, ("A8", "as_at"): SEPTEMBER.last}
    returned(office / "returns" / "2012-08", some_rows, "A", slip, AUGUST)
    answers: Answers = {("A8", "actual"): 160, ("A8", "as_at"): SEPTEMBER.last}
    assert told(reported(office, some_rows, SEPTEMBER, {"A": answers}), Kind.RESTATED, "A8") == []


@pytest.mark.full
def test_a_restated_figure_whose_workbook_is_lost_stays_as_it_was_told_last(
    office: Path, some_rows: Plan
) -> None:
    august = office / "returns" / "2012-08"
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
        changes = reported(office, some_rows, month, {"A": {}})
    assert told(changes, Kind.RESTATED, "A8") == []
    checked = check_month(office / "returns" / "2012-10", some_rows, None, (), office / "output")
    assert checked is not None
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 173


def test_a_first_date_for_what_had_none_is_said_to_be_one(office: Path, some_rows: Plan) -> None:
    undated, day = "C37", date(2012, 12, 14)
    answers: Answers = {(undated, "status"): "On track", (undated, "expected"): day}
    changes = reported(office, some_rows, SEPTEMBER, {undated[0]: answers})
    assert told(changes, Kind.MOVED, undated) == [(None, day)]
    (change,) = [each for each in changes if each.ref == undated and each.kind is Kind.MOVED]
    cells = change_cells(change, september(office, some_rows).assessment)
    assert (cells.was.text, cells.now.text) == ("no date", "14 December 2012")
    assert cells.reason.text == "No date before; now expected 14 December 2012."
    assert (
        told(reported(office, some_rows, OCTOBER, {undated[0]: answers}), Kind.MOVED, undated) == []
    )


@pytest.mark.full
def test_another_date_completed_can_make_it_late_and_is_told(office: Path, some_rows: Plan) -> None:
    for month, day, kind, told_now in (
        (SEPTEMBER, date(2012, 9, 14), Kind.MET, "Completed"),
        (JANUARY, date(2013, 1, 10), Kind.COMPLETED_LATE, "Completed late"),
        (FEBRUARY, date(2012, 9, 14), Kind.MET, "Completed"),
    ):
        answers = {"D": {("D7", "status"): "Completed", ("D7", "completed"): day}}
        assert [
            now for _, now in told(reported(office, some_rows, month, answers), kind, "D7")
        ] == [told_now]


def test_another_report_of_the_same_month_is_told_of(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["report", "returns/2012-08"])
    assert "This replaces another report" not in capsys.readouterr().out
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-30"])
    assert "This replaces another report of August 2012." in capsys.readouterr().out


def test_a_return_that_is_older_than_a_change_of_the_plan_was_not_edited_by_anybody(
    office: Path, some_rows: Plan
) -> None:
    """The returns for September went out before the plan changed.

    Only A4's outturn was typed over.
    """
    september_folder = office / "returns" / "2012-09"
    (september_folder / "return-A.xlsx").unlink()
    returned(september_folder, some_rows, "A", {("A4", "outturn"): 0.3}, SEPTEMBER)
    changed = replace(
        some_rows,
        measures=tuple(
            replace(m, target=Decimal(60)) if m.ref == "A4" else m for m in some_rows.measures
        ),
        milestones=tuple(
            replace(
                m,
                deadlines=(
                    replace(
                        m.deadlines[0],
                        redating=Redating(date(2012, 10, 31), "Cabinet", date(2012, 9, 3)),
                    ),
                ),
            )
            if m.ref == "A12"
            else m
            for m in some_rows.milestones
        ),
    )
    found = [f for f in september(office, changed).findings if f.place.workbook == "return-A.xlsx"]
    assert [f.message.split(" says ")[0] for f in found if f.code == "plan-cell-edited"] == [
        "“Outturn” of A4"
    ]
    assert [f.message.split(" is as ")[0] for f in found if f.code == "older-than-plan"] == [
        "“Target” of A4",
        "“Re-dated to” of A12",
    ]


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


def test_report_says_what_is_missing_of_earlier_months(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "output/2012-08/as-reported.json").write_bytes(b"{")
    capsys.readouterr()
    cli.main(["report", "returns/2012-09"])
    assert (
        "The record of what was reported for August 2012 cannot be read" in capsys.readouterr().out
    )


def test_a_redating_is_told_once_and_not_again_as_three_cells_of_the_plan(
    office: Path, some_rows: Plan
) -> None:
    reported(office, some_rows, SEPTEMBER)
    d7 = next(each for each in some_rows.milestones if each.ref == "D7")
    redating = Redating(date(2013, 3, 31), "Cabinet", date(2012, 10, 10))
    moved = replace(d7, deadlines=(replace(d7.deadlines[0], redating=redating), *d7.deadlines[1:]))
    known = replace(
        some_rows,
        milestones=tuple(moved if each is d7 else each for each in some_rows.milestones),
    )
    changes = reported(office, known, OCTOBER, {"D": {("D7", "status"): "On track"}})
    assert told(changes, Kind.REDATED, "D7") == [(date(2012, 12, 31), date(2013, 3, 31))]
    assert [each for each in changes if each.kind is Kind.PLAN] == []


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_a_figure_dated_after_its_month_stays_in_the_history_and_is_compared_with_nothing(
    office: Path, some_rows: Plan
) -> None:
    typed: Answers = {("A8", "actual"): 999, ("A8", "as_at"): date(2013, 8, 31)}
    returned(office / "returns" / "2012-08", some_rows, "A", typed, AUGUST)
    reported(office, some_rows, SEPTEMBER)
    a8 = history_rows(office)["A8"]
    assert a8["August 2012"] == 999
    assert "Jul 2012 (174)" in str(a8["Direction of travel"])


def folders_read(monkeypatch: pytest.MonkeyPatch, office: Path, plan: Plan) -> list[str]:
    """The months whose workbooks are read for September's report.

    What it tells is the same as from all of them.
    """
    read: list[str] = []

    def counted(folders: Sequence[Path], plan: Plan, how: ReadFiles) -> dict[Path, Read]:
        read.extend(folder.name for folder in folders)
        return read_folders(folders, plan, how)

    with monkeypatch.context() as patch:
        patch.setattr(monthly, "read_folders", counted)
        checked = september(office, plan)
    whole = check_month(
        office / "returns/2012-09", plan, None, (), office / "output", from_workbooks=True
    )
    assert whole is not None
    assert (checked.findings, checked.changes) == (whole.findings, whole.changes)
    assert checked.assessment.measures == whole.assessment.measures
    assert checked.assessment.deadlines == whole.assessment.deadlines
    assert checked.assessment.earlier == whole.assessment.earlier
    return read


def test_an_earlier_month_is_taken_from_its_record(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09"]
    returned(
        office / "returns" / "2012-08",
        some_rows,
        "D",
        {("D5", "completed"): date(2012, 8, 20)},
        AUGUST,
    )
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-08"], "D came late"
    (office / "output/2012-07/as-reported.json").unlink()
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-07", "2012-08"]


def test_what_was_completed_after_the_day_of_the_report_is_in_the_record(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 14 August a date of 20 August did not count; for September it does."""
    answers: Answers = {("D5", "status"): "Completed", ("D5", "completed"): date(2012, 8, 20)}
    returned(office / "returns" / "2012-08", some_rows, "D", answers, AUGUST)
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-14"])
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09"]
    d5 = next(
        e for e in september(office, some_rows).assessment.deadlines if e.milestone.ref == "D5"
    )
    assert d5.completed == date(2012, 8, 20)


def test_workbooks_in_a_zip_file_are_known_by_it(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    august = office / "returns/2012-08"
    shutil.make_archive(str(office / "packed"), "zip", august)
    for path in august.iterdir():
        path.unlink()
    shutil.move(office / "packed.zip", august / "packed.zip")
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-08"]
    cli.main(["report", "returns/2012-08"])
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09"]
    record = json.loads((office / "output/2012-08/as-reported.json").read_bytes())
    named = [each["workbook"] for each in record["inputs"] if each["month"] == "2012-08"]
    assert {"packed.zip", "return-A.xlsx in packed.zip"} <= {*named}
    (august / "more.xlsx").write_bytes(b"")
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-08"]


def test_workbooks_are_read_again_where_the_plan_reads_them_otherwise(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    a8 = next(each for each in some_rows.measures if each.ref == "A8")

    def changed(**fields: Any) -> Plan:
        measures = tuple(
            replace(each, **fields) if each is a8 else each for each in some_rows.measures
        )
        return replace(some_rows, measures=measures)

    assert folders_read(monkeypatch, office, changed(target=Decimal(160))) == ["2012-09"]
    assert folders_read(monkeypatch, office, changed(decimals_set=2)) == [
        "2012-09",
        "2012-07",
        "2012-08",
    ]


@pytest.mark.full
def test_a_workbook_that_could_not_be_read_is_tried_again(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "returns/2012-08/return-A.xlsx").write_bytes(b"PK damaged")
    cli.main(["report", "returns/2012-08"])
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-08"]


def edit_august(office: Path, *, with_sum: bool = False) -> None:
    """August's record with 180 in place of 171 for A8."""
    path = office / "output/2012-08/as-reported.json"
    record = json.loads(path.read_bytes())
    next(row for row in record["measures"] if row["ref"] == "A8")["actual"] = "180"
    path.write_bytes(record_bytes(sealed_with_sum(record) if with_sum else record))


def test_an_edited_record_makes_no_figure_restated(
    office: Path, some_rows: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_august(office)
    checked = september(office, some_rows)
    assert told(checked.changes, Kind.RESTATED, "A8") == []
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 171
    assert codes(checked)["edited-record"] == "2012-08/as-reported.json"
    cli.main(["report", "returns/2012-09"])
    assert (
        "The record of what was reported for August 2012 was changed since it was written"
        in capsys.readouterr().out
    )


def test_an_edited_record_is_better_than_nothing(office: Path, some_rows: Plan) -> None:
    edit_august(office)
    shutil.rmtree(office / "returns/2012-08")
    checked = september(office, some_rows)
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 180
    edited = next(each for each in checked.findings if each.code == "edited-record")
    assert "there are no returns of the month, so it was used as it is" in edited.message


def test_a_record_that_a_later_report_does_not_know_is_told_until_the_next(
    office: Path, some_rows: Plan
) -> None:
    reported(office, some_rows, SEPTEMBER)
    edit_august(office, with_sum=True)
    other = "record-of-another-report"
    (office / "returns/2012-10").mkdir()
    october = check_month(office / "returns/2012-10", some_rows, None, (), office / "output")
    assert october is not None
    assert codes(october)[other] == "2012-08/as-reported.json"
    reported(office, some_rows, OCTOBER)
    (office / "returns/2012-11").mkdir()
    november = check_month(office / "returns/2012-11", some_rows, None, (), office / "output")
    assert november is not None
    assert other not in codes(november)


def test_a_record_of_an_earlier_version_is_what_was_reported_and_its_workbooks_are_read(
    office: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = september(office, some_rows)
    path = office / "output/2012-08/as-reported.json"
    record = json.loads(path.read_bytes())
    for row in record["deadlines"]:
        row.pop("completed_entered")
    kept = {
        key: value
        for key, value in record.items()
        if key not in ("sha256", "program", "reading_basis")
    }
    path.write_bytes(record_bytes(kept))
    assert folders_read(monkeypatch, office, some_rows) == ["2012-09", "2012-08"]
    after = september(office, some_rows)
    assert (after.findings, after.changes) == (before.findings, before.changes)
    assert after.history.positions == before.history.positions


def test_a_row_added_to_the_plan_or_taken_from_it_is_told_in_either_direction(
    office: Path, some_rows: Plan
) -> None:
    """The record says what the plan was in August.

    Without one measure, and with a deadline that is gone by now.
    """
    plan = some_rows
    a12 = next(each for each in plan.milestones if each.ref == "A12")
    gone = replace(a12, number=99)
    former = plan_cells(
        replace(plan, measures=plan.measures[1:], milestones=(*plan.milestones, gone))
    )
    path = office / "output/2012-08/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["plan_cells"] = {row: dict(cells) for row, cells in former.items()}
    path.write_bytes(record_bytes(sealed_with_sum(record)))
    changes = [each for each in september(office, plan).changes if each.kind is Kind.PLAN]
    assert [(each.ref, each.about, each.was, each.now) for each in changes] == [
        ("A99", "Row", "in the plan", ""),
        ("A1", "Row", "", "in the plan"),
    ]
    cells = [change_cells(each, september(office, plan).assessment) for each in changes]
    assert [(each.title.text, each.was.text, each.now.text) for each in cells] == [
        ("Row", "in the plan", "empty"),
        ("Row", "empty", "in the plan"),
    ]


def test_a_data_basis_that_the_plan_leaves_open_is_the_one_it_then_means(plan: Plan) -> None:
    left_open = replace(plan.measures[0], basis_set=None)
    cells, said = (
        plan_cells(replace(plan, measures=(each,)))
        for each in (left_open, replace(left_open, basis_set=left_open.basis))
    )
    assert cells == said
    assert left_open.basis.value in {each.casefold() for each in cells[left_open.called].values()}

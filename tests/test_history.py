"""Earlier months: their returns, what was reported then, and what is missing of either."""

import io
import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.assessment.changes import Kind
from cyps_reports.findings import Severity
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import record_bytes, sealed_with_sum
from cyps_reports.report.change_cells import change_cells
from cyps_reports.report.sections.changes import compared_with
from tests.tools.returned import returned
from tests.tools.two_reported import (
    AUGUST,
    SEPTEMBER,
    codes,
    late_return,
    september,
)


def test_what_was_reported_is_what_this_month_is_compared_with(
    two_months: Path, some_rows: Plan
) -> None:
    checked = september(two_months, some_rows)
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


def test_a_late_return_is_used_and_said(two_months: Path, some_rows: Plan) -> None:
    late_return(two_months, some_rows)
    checked = september(two_months, some_rows)
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
    two_months: Path, some_rows: Plan, content: bytes, code: str
) -> None:
    (two_months / "output/2012-08/as-reported.json").write_bytes(content)
    assert codes(september(two_months, some_rows))[code] == "2012-08/as-reported.json"


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
    two_months: Path, some_rows: Plan, key: str, value: object
) -> None:
    path = two_months / "output/2012-08/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, key: value}), encoding="utf-8")
    assert (
        codes(september(two_months, some_rows))["unreadable-record"] == "2012-08/as-reported.json"
    )


def test_a_report_of_the_example_is_no_history_of_the_real_plan(
    two_months: Path, plan: Plan
) -> None:
    """Whoever tries the example first has its results in output/ when the real year begins."""
    checked = check_month(two_months / "returns" / "2012-09", plan, None, (), two_months / "output")
    assert checked is not None
    assert codes(checked)["record-of-another-plan"] == "2012-08/as-reported.json"
    assert not any(position.is_reported for position in checked.history.positions)


def test_a_return_that_is_gone_is_restored_from_the_record(
    two_months: Path, some_rows: Plan
) -> None:
    before = september(two_months, some_rows)
    (two_months / "returns/2012-07/return-B.xlsx").unlink()
    after = september(two_months, some_rows)
    assert after.assessment.measures == before.assessment.measures
    assert after.assessment.deadlines == before.assessment.deadlines
    told = next(f for f in after.findings if f.code == "earlier-return-gone")
    assert told.message.startswith("The return for July 2012 of Priority B is not there any more")


def test_a_gap_between_months_is_a_warning_and_what_came_before_the_first_a_note(
    two_months: Path, some_rows: Plan
) -> None:
    shutil.rmtree(two_months / "returns/2012-08")
    shutil.rmtree(two_months / "output/2012-08")
    told = [
        f for f in september(two_months, some_rows).findings if f.code == "nothing-known-of-month"
    ]
    assert [(f.severity, "August 2012" in f.message, "April 2012" in f.message) for f in told] == [
        (Severity.WARNING, True, False),
        (Severity.NOTE, False, True),
    ]


def test_templates_are_filled_from_the_record_where_returns_are_gone(
    two_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(two_months / "returns/2012-07")
    assert cli.main(["templates", "--from", "returns/2012-08", "--output", "blank"]) == 0
    assert "Carried forward from July 2012 and August 2012." in capsys.readouterr().out


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


def test_nobody_gets_feedback_on_an_earlier_months_record(two_months: Path) -> None:
    (two_months / "output/2012-08/as-reported.json").write_bytes(b"{")
    assert cli.main(["check", "returns/2012-09", "--feedback", "feedback"]) == 1
    names = {path.name for path in Path("feedback").glob("[!.]*")}
    assert names == {f"return-{code}.xlsx 2012-09 feedback.txt" for code in "ABCDE"}


def test_a_month_that_a_report_was_made_from_is_missed_when_it_is_gone(
    two_months: Path, some_rows: Plan
) -> None:
    shutil.rmtree(two_months / "returns/2012-07")
    shutil.rmtree(two_months / "output/2012-07")
    checked = september(two_months, some_rows)
    told = [f for f in checked.findings if f.code == "nothing-known-of-month"]
    assert [(f.severity, "July 2012" in f.message, "June 2012" in f.message) for f in told] == [
        (Severity.WARNING, True, False),
        (Severity.NOTE, False, True),
    ]
    document = Document(io.BytesIO(outputs_of(checked)["cyps-report-2012-09.docx"]))
    assert told[0].message in [paragraph.text for paragraph in document.paragraphs]


def test_another_report_of_the_same_month_is_told_of(
    two_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["report", "returns/2012-08"])
    assert "This replaces another report" not in capsys.readouterr().out
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-30"])
    assert "This replaces another report of August 2012." in capsys.readouterr().out


def test_a_return_that_is_older_than_a_change_of_the_plan_was_not_edited_by_anybody(
    two_months: Path, some_rows: Plan
) -> None:
    """The returns for September went out before the plan changed.

    Only A4's outturn was typed over.
    """
    september_folder = two_months / "returns" / "2012-09"
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
    found = [
        f for f in september(two_months, changed).findings if f.place.workbook == "return-A.xlsx"
    ]
    assert [f.message.split(" says ")[0] for f in found if f.code == "plan-cell-edited"] == [
        "“Outturn” of A4"
    ]
    assert [f.message.split(" is as ")[0] for f in found if f.code == "older-than-plan"] == [
        "“Target” of A4",
        "“Re-dated to” of A12",
    ]


def test_report_says_what_is_missing_of_earlier_months(
    two_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (two_months / "output/2012-08/as-reported.json").write_bytes(b"{")
    capsys.readouterr()
    cli.main(["report", "returns/2012-09"])
    assert (
        "The record of what was reported for August 2012 cannot be read" in capsys.readouterr().out
    )


def test_a_row_added_to_the_plan_or_taken_from_it_is_told_in_either_direction(
    two_months: Path, some_rows: Plan
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
    path = two_months / "output/2012-08/as-reported.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["plan_cells"] = {row: dict(cells) for row, cells in former.items()}
    path.write_bytes(record_bytes(sealed_with_sum(record)))
    changes = [each for each in september(two_months, plan).changes if each.kind is Kind.PLAN]
    assert [(each.ref, each.about, each.was, each.now) for each in changes] == [
        ("A99", "Row", "in the plan", ""),
        ("A1", "Row", "", "in the plan"),
    ]
    cells = [change_cells(each, september(two_months, plan).assessment) for each in changes]
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

"""Records of earlier months: read in place of workbooks, edited, of an earlier version."""

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.assessment.changes import Kind
from cyps_reports.monthly import check_month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import record_bytes
from cyps_reports.record.reader import Reported, read_record
from tests.tools.returned import Answers, returned
from tests.tools.two_reported import (
    AUGUST,
    OCTOBER,
    SEPTEMBER,
    codes,
    edit_august,
    folders_read,
    late_return,
    reported,
    september,
    told,
)


def test_an_earlier_month_is_taken_from_its_record(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09"]
    late_return(two_months, some_rows)
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-08"], "D came late"
    (two_months / "output/2012-07/as-reported.json").unlink()
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-07", "2012-08"]


def test_what_was_completed_after_the_day_of_the_report_is_in_the_record(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 14 August a date of 20 August did not count; for September it does."""
    answers: Answers = {("D5", "status"): "Completed", ("D5", "completed"): date(2012, 8, 20)}
    returned(two_months / "returns" / "2012-08", some_rows, "D", answers, AUGUST)
    cli.main(["report", "returns/2012-08", "--as-at", "2012-08-14"])
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09"]
    d5 = next(
        e for e in september(two_months, some_rows).assessment.deadlines if e.milestone.ref == "D5"
    )
    assert d5.completed == date(2012, 8, 20)


@pytest.mark.full
def test_workbooks_in_a_zip_file_are_known_by_it(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    august = two_months / "returns/2012-08"
    shutil.make_archive(str(two_months / "packed"), "zip", august)
    for path in august.iterdir():
        path.unlink()
    shutil.move(two_months / "packed.zip", august / "packed.zip")
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-08"]
    cli.main(["report", "returns/2012-08"])
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09"]
    record = json.loads((two_months / "output/2012-08/as-reported.json").read_bytes())
    named = [each["workbook"] for each in record["inputs"] if each["month"] == "2012-08"]
    assert {"packed.zip", "return-A.xlsx in packed.zip"} <= {*named}
    (august / "more.xlsx").write_bytes(b"")
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-08"]


def test_workbooks_are_read_again_where_the_plan_reads_them_otherwise(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    a8 = next(each for each in some_rows.measures if each.ref == "A8")

    def changed(**fields: Any) -> Plan:
        measures = tuple(
            replace(each, **fields) if each is a8 else each for each in some_rows.measures
        )
        return replace(some_rows, measures=measures)

    assert folders_read(monkeypatch, two_months, changed(target=Decimal(160))) == ["2012-09"]
    assert folders_read(monkeypatch, two_months, changed(decimals_set=2)) == [
        "2012-09",
        "2012-07",
        "2012-08",
    ]


@pytest.mark.full
def test_a_workbook_that_could_not_be_read_is_tried_again(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two_months / "returns/2012-08/return-A.xlsx").write_bytes(b"PK damaged")
    cli.main(["report", "returns/2012-08"])
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-08"]


def test_an_edited_record_makes_no_figure_restated(
    two_months: Path, some_rows: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_august(two_months)
    checked = september(two_months, some_rows)
    assert told(checked.changes, Kind.RESTATED, "A8") == []
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 171
    assert codes(checked)["edited-record"] == "2012-08/as-reported.json"
    cli.main(["report", "returns/2012-09"])
    assert (
        "The record of what was reported for August 2012 was changed since it was written"
        in capsys.readouterr().out
    )


def test_an_edited_record_is_better_than_nothing(two_months: Path, some_rows: Plan) -> None:
    edit_august(two_months)
    shutil.rmtree(two_months / "returns/2012-08")
    checked = september(two_months, some_rows)
    assert checked.assessment.earlier.actuals["A8", ""][0].actual == 180
    edited = next(each for each in checked.findings if each.code == "edited-record")
    assert "there are no returns of the month, so it was used as it is" in edited.message


def test_a_record_that_a_later_report_does_not_know_is_told_until_the_next(
    two_months: Path, some_rows: Plan
) -> None:
    reported(two_months, some_rows, SEPTEMBER)
    edit_august(two_months, with_sum=True)
    other = "record-of-another-report"
    (two_months / "returns/2012-10").mkdir()
    october = check_month(
        two_months / "returns/2012-10", some_rows, None, (), two_months / "output"
    )
    assert october is not None
    assert codes(october)[other] == "2012-08/as-reported.json"
    reported(two_months, some_rows, OCTOBER)
    (two_months / "returns/2012-11").mkdir()
    november = check_month(
        two_months / "returns/2012-11", some_rows, None, (), two_months / "output"
    )
    assert november is not None
    assert other not in codes(november)


def test_a_record_of_an_earlier_version_is_what_was_reported_and_its_workbooks_are_read(
    two_months: Path, some_rows: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = september(two_months, some_rows)
    path = two_months / "output/2012-08/as-reported.json"
    record = json.loads(path.read_bytes())
    for row in record["deadlines"]:
        row.pop("completed_entered")
    kept = {
        key: value
        for key, value in record.items()
        if key not in ("sha256", "program", "reading_basis")
    }
    path.write_bytes(record_bytes(kept))
    assert folders_read(monkeypatch, two_months, some_rows) == ["2012-09", "2012-08"]
    after = september(two_months, some_rows)
    assert (after.findings, after.changes) == (before.findings, before.changes)
    assert after.history.positions == before.history.positions


def test_the_record_reads_back_as_it_was_reported(two_months: Path, some_rows: Plan) -> None:
    august = check_month(two_months / "returns" / "2012-08", some_rows, None)
    assert august is not None
    read = read_record(two_months / "output/2012-08/as-reported.json", AUGUST, some_rows)
    assert isinstance(read, Reported), read
    for result in august.assessment.measures:
        standing = read.position.measures[result.measure.key]
        assert (standing.state, standing.actual) == (result.state, result.actual)
    for deadline in august.assessment.deadlines:
        assert read.position.deadlines[deadline.key].state is deadline.state

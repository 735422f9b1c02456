"""A plan with measures judged in words through its months: from its workbook to the reports."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli, frames
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import (
    OWN_RATING,
    Absent,
)
from tests.tools.approved import Approved, sums_of_results
from tests.tools.judged import JULY, JUNE, MAY, QUARTERLY, of_many_kinds
from tests.tools.read_results import sheet_rows
from tests.tools.returned import cells_of, returned


class Office:
    """An officer's folder for that plan, written to its workbook and read back."""

    def __init__(self, folder: Path, planned: Plan) -> None:
        self.folder = folder
        (folder / "returns").mkdir()
        path = folder / "returns" / "plan.xlsx"
        path.write_bytes(plan_workbook(planned))
        plan, findings = read_plan(path)
        assert plan == planned
        assert findings == ()
        self.plan = plan

    def reported(
        self, month: Month, actuals: dict[str, object], owns: dict[str, str]
    ) -> list[dict[str, Any]]:
        """Sends the month's answers in and reports; the measures of the record."""
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        for code in ("A", "B"):
            mine = [ref for ref in actuals if ref.startswith(code)]
            answers: dict[tuple[str, str], object] = {}
            for ref in mine:
                answers |= {
                    (ref, "actual"): actuals[ref],
                    (ref, "as_at"): month.last,
                    (ref, "data_status"): "Final",
                }
                answers |= {
                    (ref, "comment"): f"Comment of {month}.",
                    (ref, "corrective_action"): "Done.",
                }
                answers |= {(ref, OWN_RATING): owns[ref]} if ref in owns else {}
            returned(folder, self.plan, code, answers, month)
        assert cli.main(["report", f"returns/{month}", "--csv"]) == 0
        record = json.loads((self.output(month) / "as-reported.json").read_text(encoding="utf-8"))
        assert [each for each in record["findings"] if each["severity"] != "note"] == []
        measures: list[dict[str, Any]] = record["measures"]
        return measures

    def output(self, month: Month) -> Path:
        return self.folder / "output" / str(month)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path, of_many_kinds())


FIRST = {
    "A1": "Requires improvement",
    "A2": "no",
    "A3": "No",
    "A4": "A draft is with partners.",
    "A5": 0.83,
    "A6": 0.764,
    "A7": 54.1,
    "B1": 41,
}
SECOND = {
    **FIRST,
    "A1": "Good",
    "A2": "Yes",
    "A3": "Yes",
    "A4": "Agreed by all.",
    "A5": 0.87,
    "A6": 0.759,
    "A7": 55.1,
}


def test_a_plan_of_many_kinds_goes_through_two_months(office: Office, approved: Approved) -> None:
    first = office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    assert [(each["actual"], each["actual_said"], each["rag"]) for each in first] == [
        (None, "Requires improvement", "amber"),
        (None, "No", "red"),
        (None, "No", "green"),
        (None, "A draft is with partners.", "red"),
        ("83", "", "amber"),
        ("76.4", "", "amber"),
        ("54.1", "", "amber"),
        ("41", "", "green"),
    ]
    assert [(each["target"], each["target_said"]) for each in first[:7]] == [
        ("Good", "at least Good"),
        ("Yes", ""),
        ("No", ""),
        ("", "Agreed by all partners"),
        ("85 to 90", "85-90 %"),
        ("78.5", ""),
        ("52.3", "no more than 52.3"),
    ]
    second = office.reported(JUNE, SECOND, {"A4": "On target"})
    assert [each["rag"] for each in second] == [
        "green",
        "green",
        "red",
        "green",
        "green",
        "red",
        "red",
        "green",
    ]
    assert [each["direction"] for each in second[:4]] == [
        "improving",
        "improving",
        "worsening",
        "not comparable",
    ]
    assert [each["rated_on"] for each in second[:5]] == ["judged"] * 4 + ["actual"]
    assert cli.main(["verify", "output/2017-06"]) == 0
    approved.check("plan of many kinds", sums_of_results(Path("output")))


def test_everything_is_printed_as_the_plan_and_the_return_have_it(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    office.reported(JUNE, SECOND, {"A4": "On target"})
    output = office.output(JUNE)
    document = Document(str(output / f"cs-report-{JUNE}.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {
        "at least Good",
        "Requires improvement",
        "85-90 %",
        "78.5%",
        "no more than 52.3",
    } <= cells
    assert {"Agreed by all partners", "Draft"} <= cells
    (summary,) = output.glob("*-summary-*.xlsx")
    told = [row["Direction of travel"] for row in sheet_rows(summary, ("Measures",))["Measures"]]
    assert any("Improving since May 2017 (Requires improvement)" in text for text in told)
    assert any("2.8 per 10,000 above the 52.3 per 10,000 target" in text for text in cells)
    assert any(text.endswith("On target (judged)") for text in cells)
    sheets = openpyxl.load_workbook(output / f"cs-summary-{JUNE}.xlsx")
    changes = [row[4:6] for row in sheets["Changes"].iter_rows(values_only=True) if row[1] == "A1"]
    assert changes == [("◊ Close to target", "● On target")]
    history = [row for row in sheets["History"].iter_rows(values_only=True) if row[0] == "A1"]
    assert "Requires improvement" in history[0]
    (of_text,) = (row for row in sheets["History"].iter_rows(values_only=True) if row[0] == "A4")
    at = of_text.index("A draft is with partners.")
    assert of_text[at + 1] == "Agreed by all.", "May, then June"
    assert "Your rating" in [cell.value for row in sheets["Measures"].iter_rows() for cell in row]
    frame = frames.measures(output / "as-reported.json")
    assert list(frame["target_stated"][:5]) == ["Good", "Yes", "No", "", "85 to 90"]
    assert list(frame["own_rating"].fillna("")[:4]) == ["", "", "", "On target"]


def test_a_month_that_is_lost_is_taken_from_its_record(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    for path in (office.folder / "returns" / str(MAY)).iterdir():
        path.unlink()
    folder = office.folder / "returns" / str(JUNE)
    folder.mkdir()
    answers = {("A1", "actual"): "Good", ("A1", "as_at"): JUNE.last, ("A1", "data_status"): "Final"}
    returned(folder, office.plan, "A", answers, JUNE)
    cli.main(["report", f"returns/{JUNE}"])
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = record["measures"][0]
    assert (told["direction"], told["direction_since"]) == ("improving", "May 2017")


def test_a_judgement_that_is_corrected_is_restated_in_words_once(office: Office) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A1", "actual"]
    book[sheet][cell].value = "Inadequate"
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A1", "component": "", "month": "2017-05", "was": None, "now": None}
    told["what"] = "figure"
    assert record["restated"] == [
        {**told, "was_said": "Requires improvement", "now_said": "Inadequate"}
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0
    office.reported(JULY, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"


@pytest.mark.full
@pytest.mark.parametrize("now", ["Off target", ""])
def test_a_rating_that_was_chosen_otherwise_is_restated_once(office: Office, now: str) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A1", OWN_RATING]
    book[sheet][cell].value = now or None
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A1", "component": "", "month": "2017-05", "was": None, "now": None}
    said = {"was_said": "Close to target", "now_said": now, "what": "rating"}
    assert record["restated"] == [{**told, **said}]
    changes = _sheet(office, JUNE, "Changes")
    assert [(row[1], *row[4:7]) for row in changes if row[0] == "Restated rating"] == [
        (
            "A1",
            "◊ Close to target",
            f"■ {now}" if now else "no rating",
            "The rating given for May 2017 was restated.",
        )
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0

    office.reported(JULY, SECOND, {"A4": "On target"})
    path.unlink()
    cli.main(["report", f"returns/{JULY}"])
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"


@pytest.mark.full
@pytest.mark.parametrize("now", ["No draft yet.", "No draft yet.\nIt is late.", ""])
def test_a_text_that_is_corrected_is_restated_once(office: Office, now: str) -> None:
    office.reported(MAY, FIRST, {"A1": "Close to target", "A4": "Off target"})
    (path,) = (office.folder / "returns" / str(MAY)).glob("*A*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, cell = cells_of(path)["A4", "actual"]
    book[sheet][cell].value = now or None
    book.save(path)
    office.reported(JUNE, SECOND, {"A4": "On target"})
    was = "A draft is with partners."
    record = json.loads((office.output(JUNE) / "as-reported.json").read_text(encoding="utf-8"))
    told = {"ref": "A4", "component": "", "month": "2017-05", "was": None, "now": None}
    told["what"] = "figure"
    assert record["restated"] == [{**told, "was_said": was, "now_said": now}]
    changes = _sheet(office, JUNE, "Changes")
    assert ("A4", was, now or "no text", "The text given for May 2017 was restated.") in [
        (row[1], *row[4:7]) for row in changes
    ]
    assert cli.main(["verify", "output/2017-06"]) == 0

    office.reported(JULY, SECOND, {"A4": "On target"})
    path.unlink()
    cli.main(["report", f"returns/{JULY}"])
    record = json.loads((office.output(JULY) / "as-reported.json").read_text(encoding="utf-8"))
    assert record["restated"] == [], "it was told in June"
    (of_text,) = (row for row in _sheet(office, JULY, "History") if row[0] == "A4")
    assert was not in of_text, "where the return is lost, it is what was told last"
    assert (now in of_text) == bool(now)


def _sheet(office: Office, month: Month, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(office.output(month) / f"cs-summary-{month}.xlsx", read_only=True)
    return [*book[name].iter_rows(values_only=True)]


@pytest.mark.full
def test_a_quarterly_judgement_goes_through_the_record_of_the_months_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """August knows June's judgement where only the records of June and July are left."""
    monkeypatch.chdir(tmp_path)
    plan = of_many_kinds()
    office = Office(
        tmp_path,
        replace(plan, measures=tuple(replace(each, reported=QUARTERLY) for each in plan.measures)),
    )
    office.reported(JUNE, FIRST, {"A1": "Close to target", "A4": "Off target"})
    office.reported(JULY, {}, {})
    for path in (office.folder / "returns").glob("2017-0*/*.xlsx"):
        path.unlink()
    (office.folder / "returns" / str(JULY.next)).mkdir()
    returned(office.folder / "returns" / str(JULY.next), office.plan, "A", {}, JULY.next)
    cli.main(["report", f"returns/{JULY.next}"])
    record = json.loads((office.output(JULY.next) / "as-reported.json").read_text(encoding="utf-8"))
    said = [
        (each["actual_said"], each["rag"], each["kept_from"]) for each in record["measures"][:4]
    ]
    assert said == [
        ("Requires improvement", "amber", "2017-06"),
        ("No", "red", "2017-06"),
        ("No", "green", "2017-06"),
        ("A draft is with partners.", "red", "2017-06"),
    ]
    assert cli.main(["verify", "output/2017-08"]) == 0
    sheets = openpyxl.load_workbook(office.output(JULY.next) / f"cs-summary-{JULY.next}.xlsx")
    text = "\n".join(str(cell.value) for row in sheets["Measures"].iter_rows() for cell in row)
    assert "A draft is with partners." in text


def test_two_workbooks_that_judge_otherwise_are_quoted_in_their_words(office: Office) -> None:
    folder = office.folder / "returns" / str(MAY)
    folder.mkdir()
    for name, grade in (("one.xlsx", "Good"), ("two.xlsx", "inadequate")):
        returned(folder, office.plan, "A", {("A1", "actual"): grade}, MAY, name)
    returns, findings = returns_for(MAY, read_folder(folder, office.plan))
    assert returns.measures["A1", ""].actual is Absent.TWO_ANSWERS
    (told,) = (each.message for each in findings if each.code == "two-answers")
    assert told.startswith("A1: This cell says “inadequate”, but one.xlsx")
    assert "says “Good”. Neither is used." in told

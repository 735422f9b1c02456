"""What is struck through or linked in a return, from the cell to the findings, the report and
the record.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openxml_audit import FileFormat, OpenXmlValidator

from cyps_reports import frames
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.findings import Finding, Severity
from cyps_reports.monthly import check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout as plan_layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.blocks import Report, Section, SheetModel, Summary
from cyps_reports.report.sections.late import reason_and_written
from cyps_reports.report.table_blocks import Cell, Hyperlink, Table, TableColumn
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, DeadlineEntry, Link, Returns, Status
from cyps_reports.workbooks import limits
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.word.report import word_report
from tests.tools.returned import SEPTEMBER, cells_of, returned
from tests.tools.small_plan import small_plan

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

JUNE = Month(2017, 6)
STRUCK = InlineFont(strike=True)
MINUTES, PAPER = "https://example.org/minutes?month=9#action", "https://example.org/paper"
FILLED = {
    ("A1", "actual"): 0.785,
    ("A1", "as_at"): datetime(2012, 7, 31),  # noqa: DTZ001
    ("A7", "actual"): CellRichText(TextBlock(STRUCK, "160"), "148"),
    ("A2", "comment"): CellRichText(TextBlock(STRUCK, "None are in. "), "Re-marks are in."),
    ("A20 1", "status"): "Completed",
    ("A20 1", "completed"): datetime(2012, 7, 20),  # noqa: DTZ001
    ("A22", "status"): "On track",
}

Places = dict[tuple[str, str], tuple[str, str]]


@pytest.fixture
def sent(tmp_path: Path, plan: Plan) -> Path:
    """A filled return in a folder of its own."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    return returned(folder, plan, "A", FILLED)


def strike(path: Path, cells: Iterable[tuple[str, str]]) -> None:
    """Strikes cells through, as somebody does who does not want to delete them."""
    workbook = openpyxl.load_workbook(path, rich_text=True)
    for sheet, place in cells:
        font = copy(workbook[sheet][place].font)
        font.strike = True
        workbook[sheet][place].font = font
    workbook.save(path)


def row_of(path: Path, row: str) -> list[tuple[str, str]]:
    return [place for (named, _), place in cells_of(path).items() if named == row]


def read(path: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(path.parent, plan))


def struck_out(findings: tuple[Finding, ...]) -> dict[tuple[str, str], str]:
    found = [each for each in findings if each.code == "struck-out"]
    assert all(each.severity is Severity.WARNING and each.fix for each in found)
    return {(each.place.sheet, each.place.cell): each.message for each in found}


def test_struck_entries_are_not_used_and_the_rest_of_a_cell_is(sent: Path, plan: Plan) -> None:
    at = cells_of(sent)
    whole = [at["A1", "actual"], at["A1", "as_at"], at["A20 1", "completed"], at["A22", "status"]]
    strike(sent, whole)
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual is Absent.EMPTY
    assert returns.measures["A1", ""].as_at is Absent.EMPTY
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["A2", ""].comment == "Re-marks are in."
    assert returns.deadlines["A20", 1].status is Status.COMPLETED
    assert returns.deadlines["A20", 1].completed is Absent.EMPTY
    assert returns.deadlines["A22", 1].status is Absent.EMPTY
    assert struck_out(findings) == {
        at["A1", "actual"]: "A1: “78.5%” is struck through, so it was not used.",
        at["A1", "as_at"]: "A1: “31/07/12” is struck through, so it was not used.",
        at["A7", "actual"]: "A7: “160” is struck through, so it was not used.",
        at["A2", "comment"]: "A2: “None are in.” is struck through, so it was not used.",
        at[
            "A20 1", "completed"
        ]: "A20, deadline 1: “20/07/12” is struck through, so it was not used.",
        at["A22", "status"]: "A22: “On track” is struck through, so it was not used.",
    }
    assert len(findings) == 6


def test_a_row_struck_through_as_a_whole_is_told_in_one_finding(sent: Path, plan: Plan) -> None:
    at = cells_of(sent)
    strike(sent, [*row_of(sent, "A1"), *row_of(sent, "A20 1")])
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual is Absent.EMPTY
    assert returns.deadlines["A20", 1].status is Absent.EMPTY
    told = struck_out(findings)
    assert told.pop(at["A1", "ref"]).startswith(
        "The row of A1 is struck through, so nothing in it was used;"
    )
    assert told.pop(at["A20 1", "ref"]).startswith("The row of A20, deadline 1 is struck through")
    assert set(told) == {at["A7", "actual"], at["A2", "comment"]}
    assert len(findings) == 4, "neither a lost row, nor edited plan cells"


def test_a_row_is_known_by_a_struck_reference_and_a_column_by_a_struck_heading(
    sent: Path, plan: Plan
) -> None:
    at = cells_of(sent)
    headings = [("Targets", f"{letter}4") for letter in "ABCDEFGHIJKLMNOPQ"]
    strike(sent, [at["A1", "ref"], at["A20 1", "deadline"], *headings])
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.deadlines["A20", 1].completed == date(2012, 7, 20)
    told = struck_out(findings)
    assert (
        told[at["A1", "ref"]]
        == "The reference A1 is struck through; the row was read all the same."
    )
    assert len(findings) == 3


def test_a_struck_plan_cell_is_an_edit_that_is_mended_by_taking_the_strike_off(
    sent: Path, plan: Plan
) -> None:
    at = cells_of(sent)
    strike(sent, [at["A7", "target"]])
    (edit,) = (each for each in read(sent, plan)[1] if each.code == "plan-cell-edited")
    assert (edit.place.sheet, edit.place.cell) == at["A7", "target"]
    assert edit.message.startswith("“Target” of A7 is struck through; the approved plan says ")
    assert edit.fix == "Take the strike-through off."


def struck_plan(
    folder: Path, plan: Plan, cells: Iterable[tuple[str, str]]
) -> tuple[Plan | None, list[Finding]]:
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    strike(path, cells)
    read, findings = read_plan(path)
    return read, [each for each in findings if each.code == "struck-out"]


def test_struck_content_keeps_the_plan_from_being_used_until_somebody_says_what_is_meant(
    tmp_path: Path, plan: Plan
) -> None:
    read, found = struck_plan(tmp_path, plan, [])
    assert read is not None
    assert not found
    # A note that the plan may lack, a field of the first sheet, and a row of deadlines as a whole.
    letters = "ABCDEFGHIJKLMNOPQRS"
    noted = next(
        number for number, measure in enumerate(plan.measures, start=2) if measure.target_note
    )
    cells = [
        (plan_layout.MEASURES, f"L{noted}"),
        (plan_layout.PLAN, "B11"),
        *((plan_layout.MILESTONES, f"{each}5") for each in letters),
    ]
    read, found = struck_plan(tmp_path, plan, cells)
    assert read is None
    places = {(each.place.sheet, each.place.cell): each.message for each in found}
    assert set(places) == {cells[0], cells[1], cells[2]}
    assert (
        places[plan_layout.MILESTONES, "A5"]
        == "Row 5 is struck through as a whole; it was not read."
    )
    assert all(each.severity is Severity.ERROR for each in found)


def linked(path: Path, links: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Types texts into cells, each with a hyperlink."""
    at = cells_of(path)
    workbook = openpyxl.load_workbook(path)
    for place, (text, target) in links.items():
        sheet, cell = at[place]
        workbook[sheet][cell].value = text
        workbook[sheet][cell].hyperlink = target
    workbook.save(path)


def test_links_of_texts_are_kept_and_two_returns_keep_both(tmp_path: Path, plan: Plan) -> None:
    linked(returned(tmp_path, plan, "A", {}), {("A1", "comment"): ("See the minutes", MINUTES)})
    linked(
        returned(tmp_path, plan, "A", {}, name="more.xlsx"),
        {
            ("A1", "comment"): ("See the paper", PAPER),
            ("A22", "progress"): ("Paper", PAPER),
            ("A22", "corrective_action"): ("A file", "file:///C:/x.docx"),
            ("A20 1", "completed"): ("20/07/12", MINUTES),
        },
    )
    returns, _ = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    entry = returns.measures["A1", ""]
    assert set(entry.links) == {
        Link("comment", "See the minutes", MINUTES),
        Link("comment", "See the paper", PAPER),
    }
    assert returns.deadlines["A22", 1].links == (Link("progress", "Paper", PAPER),)
    assert returns.deadlines["A20", 1].links == ()


def test_the_same_link_in_two_returns_is_kept_once(tmp_path: Path, plan: Plan) -> None:
    for name in ("return-A.xlsx", "again.xlsx"):
        linked(
            returned(tmp_path, plan, "A", {}, name=name),
            {("A1", "comment"): ("See the minutes", MINUTES)},
        )
    returns, _ = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    assert returns.measures["A1", ""].links == (Link("comment", "See the minutes", MINUTES),)


SHARE = r"\\council\cyps\minutes.docx"
FILE = "file:///S:/cyps/minutes.docx"


def test_a_link_to_a_file_is_left_out_and_told(tmp_path: Path, plan: Plan) -> None:
    laid = {("A1", "comment"): ("See the minutes", SHARE), ("A22", "progress"): ("Paper", FILE)}
    path = returned(tmp_path, plan, "A", {("A7", "comment"): f'=HYPERLINK("{FILE}","As agreed")'})
    linked(path, laid)
    returns, findings = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    assert returns.measures["A1", ""].comment == "See the minutes"
    assert returns.deadlines["A22", 1].progress == "Paper"
    assert returns.measures["A1", ""].links == returns.deadlines["A22", 1].links == ()
    left_out = [each for each in findings if each.code == "link-left-out"]
    cells = cells_of(path)
    assert [each.place.cell for each in left_out] == [cells[row, key][1] for row, key in laid]
    assert {each.severity for each in left_out} == {Severity.NOTE}
    assert f"A1: the text is kept, but not its link to “{SHARE}”" in left_out[0].message


@pytest.fixture
def reported(sent: Path, plan: Plan) -> dict[str, bytes]:
    linked(
        sent,
        {
            ("A1", "comment"): ("Results are in.\nSee the minutes", MINUTES),
            ("A1", "corrective_action"): ("As agreed", PAPER),
            ("A22", "progress"): ("Write to Jo", "mailto:jo@example.org"),
        },
    )
    checked = check_month(sent.parent, plan, None)
    assert checked is not None
    made = outputs_of(checked)
    assert made == outputs_of(checked), "the same bytes each time"
    return dict(made)


def output(reported: dict[str, bytes], suffix: str) -> bytes:
    return next(content for name, content in reported.items() if name.endswith(suffix))


def test_the_word_report_leads_where_the_return_did(
    reported: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(output(reported, ".docx"))
    document = Document(str(path))
    targets = {key: each.target_ref for key, each in document.part.rels.items() if each.is_external}
    found = {
        ("".join(text.text or "" for text in each.iter(qn("w:t"))), targets[key])
        for each in document.element.body.iter(qn("w:hyperlink"))
        if (key := each.get(qn("r:id")))
    }
    assert found == {
        ("Results are in.", MINUTES),
        ("See the minutes", MINUTES),
        ("As agreed", PAPER),
        ("Write to Jo", "mailto:jo@example.org"),
    }
    assert "Corrective action: As agreed" in [
        cell.text.split("\n")[-1]
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).is_valid


@pytest.mark.full
def test_the_excel_summary_leads_there_too_and_its_texts_stay_texts(
    reported: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(output(reported, ".xlsx"))
    found: set[tuple[object, str]] = set()
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                link: Any = cell.hyperlink
                if link and link.target:
                    found.add(
                        (
                            cell.value,
                            f"{link.target}#{link.location}" if link.location else link.target,
                        )
                    )
    assert found == {
        ("Results are in.\nSee the minutes", MINUTES),
        ("As agreed", PAPER),
        ("Write to Jo", "mailto:jo@example.org"),
    }
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).is_valid


def test_the_record_keeps_where_the_texts_lead(reported: dict[str, bytes]) -> None:
    record = json.loads(output(reported, ".json"))
    (measure,) = (each for each in record["measures"] if each["ref"] == "A1")
    assert measure["links"] == [
        {"column": "comment", "address": MINUTES},
        {"column": "corrective_action", "address": PAPER},
    ]
    assert {len(each["links"]) for each in record["measures"] if each["ref"] != "A1"} == {0}
    assert [each["links"] for each in record["deadlines"] if each["ref"] == "A22"] == [
        [{"column": "progress", "address": "mailto:jo@example.org"}]
    ]
    (told,) = set(frames.measures(record)["links"]) - {""}
    assert told == f"comment: {MINUTES}\ncorrective_action: {PAPER}"


@pytest.mark.parametrize(
    ("links", "gap"),
    [
        ((), " "),
        ((Link("progress", "As agreed", PAPER),), "\n"),
        ((Link("corrective_action", "Open in July", MINUTES),), " "),
    ],
)
def test_beside_a_late_deadline_what_leads_elsewhere_has_a_line_of_its_own(
    links: tuple[Link, ...], gap: str
) -> None:
    milestone = Milestone("A", 1, "", "Open", "AB", deadlines=(Deadline(1, date(2017, 5, 31)),))
    entry = DeadlineEntry(progress="As agreed", corrective_action="Open in July", links=links)
    returns = Returns(JUNE, deadlines={("A1", 1): entry})
    month = assess(small_plan(milestones=(milestone,)), returns, Earlier(), JUNE.last)
    said = reason_and_written(month.deadlines[0], month)
    late = "30 days overdue: its row is missing from the return."
    assert said.text == f"{late}{gap}As agreed\nCorrective action: Open in July"
    assert [each.address for each in said.hyperlinks] == [each.address for each in links]


def test_only_the_text_that_leads_somewhere_is_a_link() -> None:
    text = "On\nWe go on\nNote: something on\nAction: on"
    cells = (Cell(text, hyperlinks=(Hyperlink("on", PAPER),)),)
    table = Table("T", "T", (TableColumn("Text", 10),), (cells,))
    report = Report("T", "M", "C", "S", "", (), (Section("S", (table,)),))
    document = Document(io.BytesIO(word_report(report)))
    links = [
        each.getparent().xpath("string(.)")
        for each in document.element.body.iter(qn("w:hyperlink"))
        if each.get(qn("r:id"))
    ]
    assert links == ["Action: on"]


def test_beyond_what_a_sheet_can_link_the_texts_still_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cyps_reports.workbooks.writing.MAX_LINKS", 2)
    assert limits.MAX_LINKS == 65_530
    rows = tuple(
        (Cell(f"{number}", hyperlinks=(Hyperlink(f"{number}", PAPER),)),) for number in range(4)
    )
    sheet = SheetModel("Sheet", "T", (), (Table("T", "T", (TableColumn("Text", 10),), rows),))
    content = excel_summary(Summary("T", "M", "S", "", (sheet,)))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.read("xl/worksheets/sheet1.xml").count(b"<hyperlink ") == 2
    texts = [
        row[0].value for row in openpyxl.load_workbook(io.BytesIO(content))["Sheet"].iter_rows()
    ]
    assert texts[-4:] == ["0", "1", "2", "3"]

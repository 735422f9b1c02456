"""Who answers for a return: read, printed, asked for where the plan does, and held to what was
signed.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from cyps_reports import api
from cyps_reports.findings import Finding
from cyps_reports.letters.status import status_lines
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.signing import signed_sentences
from cyps_reports.returns import layout
from cyps_reports.returns.folder import read_workbook
from cyps_reports.returns.model import SignOff
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.returns.signing import sign_off_of
from cyps_reports.workbooks.grid import Book, Sheet
from cyps_reports.workbooks.opening import open_book
from tests.tools.libreoffice import convert
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan
from tests.tools.typed_cells import type_into

MONTH = Month(2017, 9)
ANNA = {"Signed off by": "Anna Lee", "Signed off on": datetime(2017, 10, 3)}  # noqa: DTZ001
CELLS = {"Filled in by": "B9", "Signed off by": "B10", "Signed off on": "B11"}
CODES = ("changed-after-sign-off", "not-signed-off", "unreadable-sign-off")


def plan_of(asked: SignOffAsked) -> Plan:
    milestones = tuple(
        Milestone(
            "A", number, "", f"Step {number}", "AB", deadlines=(Deadline(1, date(2018, 1, 1)),)
        )
        for number in (1, 2)
    )
    return small_plan(
        priorities=(Priority("A", "First", "Jo Smith", "jo@council.example"),),
        milestones=milestones,
        leads=(Lead("AB", "A Bee", "Director"),),
        sign_off=asked,
    )


class Office:
    """An officer's folder of a small plan, with one return for September 2017."""

    def __init__(self, root: Path, asked: SignOffAsked) -> None:
        self.root, self.plan = root, plan_of(asked)
        self.month = root / "returns" / "2017-09"
        self.month.mkdir(parents=True)
        (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(self.plan))

    def comes(
        self, signed: Mapping[str, object], name: str = "return-A.xlsx", **progress: str
    ) -> Path:
        """A return that says so in its guide, with progress of rows."""
        answers = {(row, "progress"): text for row, text in progress.items()}
        path = returned(self.month, self.plan, "A", answers, MONTH, name)
        type_into(path, {(layout.GUIDE, CELLS[label]): value for label, value in signed.items()})
        return path

    def read(self) -> api.ReadMonth:
        return api.read_month(api.MonthRequest(root=self.root))

    def report(self) -> api.ReadMonth:
        return api.report(api.ReportRequest(root=self.root)).month


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    return Office(tmp_path, SignOffAsked.NO)


@pytest.fixture
def asking(tmp_path: Path) -> Office:
    """Of a plan that asks for sign-off."""
    return Office(tmp_path, SignOffAsked.YES)


def told(month: api.ReadMonth) -> list[Finding]:
    return [each for each in month.checked.findings if each.code in CODES]


def test_the_guide_has_a_place_for_each(desk: Office) -> None:
    path = desk.comes({})
    guide = openpyxl.load_workbook(path)[layout.GUIDE]
    for label, cell in CELLS.items():
        assert guide[f"A{cell[1:]}"].value == label
        assert guide[cell].value is None
        assert not guide[cell].protection.locked


def test_what_stands_there_is_read(desk: Office) -> None:
    path = desk.comes({"Filled in by": " Jo  Smith ", **ANNA})
    book = read_workbook(path, desk.plan)
    assert isinstance(book, ReturnBook)
    (only,) = book.inputs
    assert only.sign_off == SignOff("Jo Smith", "Anna Lee", date(2017, 10, 3))
    assert only.sign_off.places[layout.SIGNED_BY].cell == "B10"


@pytest.mark.parametrize(
    ("signed", "fault"),
    [
        (ANNA, None),
        ({}, "“Signed off by” and “Signed off on” are empty"),
        ({"Signed off by": "Anna Lee"}, "“Signed off on” is empty"),
        ({"Signed off on": ANNA["Signed off on"]}, "“Signed off by” is empty"),
    ],
)
def test_where_the_plan_asks_what_is_missing_is_a_warning(
    asking: Office, signed: Mapping[str, object], fault: str | None
) -> None:
    asking.comes(signed)
    findings = told(asking.read())
    assert [each.code for each in findings] == (["not-signed-off"] if fault else [])
    assert all(each.severity is api.Severity.WARNING for each in findings)
    assert all(fault in each.message and each.place.cell for each in findings if fault)


def test_where_it_does_not_nothing_is(desk: Office) -> None:
    desk.comes({})
    assert told(desk.read()) == []


def test_a_return_of_before_is_read_and_told_what_it_has_no_cell_for(asking: Office) -> None:
    path = asking.comes({}, A1="Begun.")
    workbook = openpyxl.load_workbook(path)
    workbook[layout.GUIDE].delete_rows(9, 3)
    workbook.save(path)
    month = asking.read()
    assert month.checked.assessment.returns.deadlines["A1", 1].progress == "Begun."
    (finding,) = told(month)
    assert (finding.code, finding.place.sheet, finding.place.cell) == (
        "not-signed-off",
        "Guide",
        "",
    )


def test_a_day_that_cannot_be_read_is_no_error_and_told_once(asking: Office) -> None:
    asking.comes({"Signed off by": "Anna Lee", "Signed off on": "last Tuesday"})
    (finding,) = told(asking.read())
    assert (finding.code, finding.severity) == ("unreadable-sign-off", api.Severity.WARNING)
    assert finding.place.cell == "B11"


@pytest.mark.parametrize("typed", ["#REF!", "#NAME?", "n/a", "-"])
def test_an_error_or_a_dash_is_nobodys_name(asking: Office, typed: str) -> None:
    path = asking.comes({"Filled in by": typed, **ANNA})
    read = sign_off_of(opened(path))[0]
    assert (read.filled_in_by, read.by) == ("", "Anna Lee")
    codes = {each.code for each in sign_off_of(opened(path))[1]}
    assert codes == ({"unreadable-sign-off"} if typed.startswith("#") else set())


@pytest.mark.parametrize(
    "typed",
    ["not signed off", "Awaiting sign-off", "Anna Lee?", "Anna Lee (not yet)", "Draft", "Yes", 5],
)
def test_what_says_that_nobody_did_is_no_sign_off(typed: str | int, asking: Office) -> None:
    path = asking.comes({"Signed off by": typed})
    read, (finding,) = sign_off_of(opened(path))
    assert read.by == ""
    assert (finding.code, finding.place.cell) == ("unreadable-sign-off", "B10")
    assert finding.message == f"“{typed}” is nobody's name."


def test_a_person_may_be_called_no(asking: Office) -> None:
    read, findings = sign_off_of(opened(asking.comes({"Signed off by": "Thi No"})))
    assert (read.by, findings) == ("Thi No", ())


def test_a_struck_name_signs_nothing_off_and_todays_date_is_told(asking: Office) -> None:
    path = asking.comes({"Filled in by": "Jo Smith", **ANNA})
    workbook = openpyxl.load_workbook(path)
    guide = workbook[layout.GUIDE]
    guide[CELLS["Signed off by"]].font = Font(strike=True)
    workbook.save(path)
    read, (told_of,) = sign_off_of(opened(path))
    assert (read.by, told_of.code, told_of.place.cell) == ("", "struck-out", "B10")
    sheets = tuple(_signed_today(sheet) for sheet in opened(path).sheets)
    _, findings = sign_off_of(replace(opened(path), sheets=sheets))
    assert [each.code for each in findings] == ["struck-out", "date-of-today"]


def opened(path: Path) -> Book:
    book = open_book(path)
    assert isinstance(book, Book)
    return book


def _signed_today(sheet: Sheet) -> Sheet:
    """The sheet with its days as =TODAY() gives them."""
    cells = {
        place: cell._replace(is_of_today=isinstance(cell.value, datetime))
        for place, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


# What is printed


def test_it_stands_in_the_status_the_report_the_summary_and_the_record(asking: Office) -> None:
    asking.comes({"Filled in by": "Jo Smith", **ANNA})
    month = asking.report()
    assessment = month.checked.assessment
    said = "Filled in by Jo Smith, signed off by Anna Lee on 3 October 2017."
    assert signed_sentences(assessment, "A") == said
    (line,) = status_lines(api.status_in(month).priorities)
    assert line.endswith("done, signed off (return-A.xlsx)")
    results = asking.root / "output" / "2017-09"
    record = json.loads((results / "as-reported.json").read_text(encoding="utf-8"))
    row = next(each for each in record["inputs"] if each["priority"] == "A")
    assert (row["filled_in_by"], row["signed_off_by"]) == ("Jo Smith", "Anna Lee")
    assert row["signed_off_on"] == "2017-10-03"
    (summary,) = results.glob("*summary*.xlsx")
    sources = openpyxl.load_workbook(summary)["Sources"]
    texts = [cell.value for row in sources.iter_rows() for cell in row]
    assert {"Jo Smith", "Anna Lee", "03/10/17"} <= {*texts}


def test_one_that_is_not_signed_says_so_where_the_plan_asks(asking: Office) -> None:
    asking.comes({"Filled in by": "Jo Smith"})
    month = asking.read()
    assert (
        signed_sentences(month.checked.assessment, "A") == "Filled in by Jo Smith, not signed off."
    )
    (line,) = status_lines(api.status_in(month).priorities)
    assert line.endswith("done, not signed off (return-A.xlsx)")


def test_two_workbooks_of_a_priority_each_say_whose_they_are(desk: Office) -> None:
    desk.comes(ANNA, A1="Begun.")
    desk.comes({"Filled in by": "Jo Smith"}, name="more.xlsx", A2="Begun too.")
    said = signed_sentences(desk.read().checked.assessment, "A")
    assert said == (
        "more.xlsx: Filled in by Jo Smith. return-A.xlsx: Signed off by Anna Lee on 3 October 2017."
    )


def test_the_public_edition_names_nobody(asking: Office) -> None:
    asking.comes({"Filled in by": "Jo Smith", **ANNA})
    asking.report()
    api.report(api.ReportRequest(root=asking.root, edition=Edition.PUBLIC))
    (public,) = asking.root.rglob("*-report-*-public.docx")
    with zipfile.ZipFile(public) as package:
        text = package.read("word/document.xml").decode()
    for words in ("Jo Smith", "Anna Lee", "signed off"):
        assert words not in text


# Changed since


def test_what_is_changed_after_the_sign_off_is_told_until_it_is_signed_again(
    desk: Office,
) -> None:
    desk.comes(ANNA, A1="Begun.")
    assert told(desk.report()) == []
    desk.comes(ANNA, A1="Nearly done.")
    for _ in range(2):  # also when the report was made of the changed one already
        (finding,) = told(desk.report())
        assert (finding.code, finding.place.cell) == ("changed-after-sign-off", "B11")
        assert "since Anna Lee signed it off on 3 October 2017" in finding.message
    assert (
        api.verify(api.VerifyRequest(root=desk.root, results=Path("output/2017-09"))).ended
        is api.Ended.DONE
    )
    again = {**ANNA, "Signed off on": datetime(2017, 10, 5)}  # noqa: DTZ001
    desk.comes(again, A1="Nearly done.")
    assert told(desk.report()) == []


def test_it_is_told_no_more_where_the_signed_content_is_back(desk: Office) -> None:
    desk.comes(ANNA, A1="Begun.")
    desk.report()
    desk.comes(ANNA, A1="Nearly done.")
    desk.report()
    desk.comes(ANNA, A1="Begun.")
    assert told(desk.report()) == []


def test_saving_moving_and_sorting_are_no_change(desk: Office) -> None:
    path = desk.comes(ANNA, A1="Begun.", A2="Begun too.")
    desk.report()
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[layout.MILESTONES]
    sheet.move_range(f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}", rows=3)
    workbook.save(path.with_name("Anna's copy.xlsx"))
    path.unlink()
    assert told(desk.report()) == []


def test_nor_is_another_plan_wording_or_who_filled_it_in_another_day(desk: Office) -> None:
    """The plan may change what is made of a cell, never what was typed there."""
    desk.comes(ANNA, A1="Begun.")
    desk.report()
    renamed = tuple(replace(each, name=f"{each.name}, renamed") for each in desk.plan.milestones)
    plan = replace(desk.plan, milestones=renamed)
    (desk.root / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    assert told(desk.report()) == []


def test_two_workbooks_with_one_sign_off_raise_no_false_alarm(desk: Office) -> None:
    desk.comes(ANNA, A1="Begun.")
    desk.report()
    desk.comes(ANNA, A1="Begun.", A2="More.")
    desk.comes(ANNA, name="more.xlsx", A2="Other.")
    assert told(desk.read()) == []


@pytest.mark.usefixtures("office")
def test_a_return_saved_by_libreoffice_is_not_changed(desk: Office) -> None:
    path = desk.comes(ANNA, A1="Begun.\nAnd £2m spent.")
    desk.report()
    convert([path], "ods", desk.month)
    path.unlink()
    assert told(desk.report()) == []


# The plan


@pytest.mark.parametrize("asked", SignOffAsked)
def test_the_plan_workbook_says_whether_it_is_asked_for(
    tmp_path: Path, asked: SignOffAsked
) -> None:
    Office(tmp_path, asked)
    assert (
        api.read_book(api.book_for(tmp_path, None, tmp_path / "returns" / "x")).plan.sign_off
        is asked
    )

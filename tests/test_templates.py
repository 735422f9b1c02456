"""Blank returns: what a manager gets, and what LibreOffice makes of it when somebody types."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports import locations
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.folder import open_folder, read_returns
from cyps_reports.returns.model import DataStatus, Status
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book, workbooks_in
from tests.tools import libreoffice
from tests.tools.build import MONTHS, entries_for, typed_rows
from tests.tools.returned import SEPTEMBER, cells_of, returned

CODES = "ABCDE"


@pytest.fixture(params=CODES)
def blank(request: pytest.FixtureRequest) -> Path:
    return locations.built_in() / f"return-{request.param}.xlsx"


def sheets(path: Path) -> list[Worksheet]:
    return [each for each in openpyxl.load_workbook(path).worksheets if isinstance(each, Worksheet)]


def test_the_blank_returns_are_those_the_program_writes(blank: Path, plan: Plan) -> None:
    priority = next(each for each in plan.priorities if blank.stem.endswith(each.code))
    assert blank.read_bytes() == return_workbook(plan, priority, Month(2012, 4))


def test_d_has_milestones_only() -> None:
    names = {code: [s.title for s in sheets(locations.built_in() / f"return-{code}.xlsx")] for code in CODES}
    assert names["D"] == ["Guide", "Milestones"]
    assert all(names[code] == ["Guide", "Targets", "Milestones"] for code in "ABCE")


def test_a_blank_return_carries_its_plan_priority_and_month(blank: Path) -> None:
    guide = {row[0].value: row[1].value for row in sheets(blank)[0].iter_rows(max_col=2)}
    assert guide[layout.PLAN_LABEL] == "CYPS Improvement Plan 2012/13"
    assert guide[layout.PRIORITY_LABEL] == blank.stem[-1]
    assert guide[layout.MONTH_LABEL] == "April 2012"


def test_plan_columns_are_locked_and_inputs_are_not(blank: Path) -> None:
    entered = {column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES)}
    workbook = openpyxl.load_workbook(blank)
    for (_, key), (sheet, cell) in cells_of(blank).items():
        worksheet = workbook[sheet]
        assert worksheet[cell].protection.locked is (key not in entered), (sheet, cell)
        assert worksheet.protection.sheet
        assert worksheet.protection.password is None


def test_every_input_column_has_its_message_and_check(blank: Path) -> None:
    for worksheet in sheets(blank)[1:]:
        columns = layout.TARGET_ENTRIES if worksheet.title == layout.TARGETS else layout.MILESTONE_ENTRIES
        rules = {rule.promptTitle: rule for rule in worksheet.data_validations.dataValidation}
        assert set(rules) == {column.heading for column in columns}
        for column in columns:
            rule = rules[column.heading]
            assert rule.prompt == column.prompt
            if column.choices:
                assert rule.formula1 == f'"{",".join(column.choices)}"'
        kinds = {rule.type for rule in rules.values()}
        assert {"list", "date"} <= kinds
        assert worksheet.title != layout.TARGETS or "decimal" in kinds


def test_percentages_are_ready_to_be_typed(plan: Plan, tmp_path: Path) -> None:
    path = returned(tmp_path, plan, "A", {})
    places, workbook = cells_of(path), openpyxl.load_workbook(path)
    formats = {}
    for ref in ("A1", "A2", "A4", "A7"):
        sheet, cell = places[ref, "actual"]
        formats[ref] = workbook[sheet][cell].number_format
    assert formats == {"A1": "0.0%", "A2": "0.00%", "A4": "0%", "A7": "#,##0"}


def test_plan_notes_stand_at_their_figures(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "B", {})
    sheet, cell = cells_of(path)["B1", "target"]
    comment = openpyxl.load_workbook(path)[sheet][cell].comment
    assert comment is not None
    assert comment.text.startswith("Below last year's outturn")


@pytest.mark.usefixtures("office")
def test_typed_in_libreoffice_it_reads_as_it_was_meant(tmp_path: Path, plan: Plan) -> None:
    blank_path = returned(tmp_path, plan, "A", {})
    places = cells_of(blank_path)
    typed = {
        ("A1", "actual"): "78.5%",
        ("A2", "actual"): "56.1",
        ("A4", "actual"): "52.94",
        ("A7", "actual"): "1,148",
        ("A1", "as_at"): "31/07/12",
        ("A2", "as_at"): "30 Sep 2012",
        ("A1", "data_status"): "Final",
        ("A1", "comment"): "- 5 schools + 1 academy: £1.285m",
        ("A20 1", "completed"): "20.07.12",
        ("A20 1", "status"): "Completed",
        ("A22", "progress"): "1/2 of the schools visited",
    }
    entries = [[*places[key], text] for key, text in typed.items()]
    (tmp_path / "month").mkdir()
    saved = tmp_path / "month" / "saved by LibreOffice.xlsx"
    libreoffice.type_into(
        [{"open": str(blank_path), "save": str(saved), "filter": "Calc MS Excel 2007 XML", "entries": entries}]
    )
    returns, findings = read_returns(open_folder(tmp_path / "month"), plan, SEPTEMBER)
    assert findings == ()
    measures = returns.measures
    assert measures["A1", ""].actual == Decimal("78.5")
    assert measures["A2", ""].actual == Decimal("56.10")
    assert measures["A4", ""].actual == Decimal(53)
    assert measures["A7", ""].actual == Decimal(1148)
    assert measures["A1", ""].as_at == date(2012, 7, 31)
    assert measures["A2", ""].as_at == date(2012, 9, 30)
    assert measures["A1", ""].data_status is DataStatus.FINAL
    assert measures["A1", ""].comment == typed["A1", "comment"]
    assert returns.deadlines["A20", 1].completed == date(2012, 7, 20)
    assert returns.deadlines["A20", 1].status is Status.COMPLETED
    assert returns.deadlines["A22", 1].progress == "1/2 of the schools visited"


@pytest.mark.parametrize("month", MONTHS)
def test_the_examples_hold_what_was_typed_into_them(month: str) -> None:
    """Every answer of the illustrative data is in the workbooks, and nothing else is."""
    typed = sum(
        bool(value)
        for file in ("targets", "milestones")
        for row in typed_rows(month, file)
        for key, value in row.items()
        if key not in ("ref", "component", "deadline")
    )
    found = 0
    for path in workbooks_in(locations.example_returns() / month):
        book = open_book(path)
        assert isinstance(book, Book)
        wanted = {(sheet, cell) for sheet, cell, _ in entries_for(book, month)}
        keys = {column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES)}
        workbook = openpyxl.load_workbook(path)
        filled = {
            (sheet, cell)
            for (_, key), (sheet, cell) in cells_of(path).items()
            if key in keys and workbook[sheet][cell].value is not None
        }
        assert filled == wanted
        found += len(filled)
    assert found == typed


def test_the_august_return_of_d_is_missing() -> None:
    names = {month: [path.stem[-1] for path in workbooks_in(locations.example_returns() / month)] for month in MONTHS}
    assert names == {"2012-07": list("ABCDE"), "2012-08": list("ABCE"), "2012-09": list("ABCDE")}

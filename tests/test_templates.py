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
from cyps_reports.returns.template import return_workbook
from tests.tools import libreoffice
from tests.tools.build import MONTHS, NOT_RETURNED, entries_for, typed_rows
from tests.tools.returned import SEPTEMBER, cells_of, returned

CODES = "ABCDE"


@pytest.fixture(params=CODES)
def blank(request: pytest.FixtureRequest) -> Path:
    return locations.built_in() / f"return-{request.param}.xlsx"


def sheets(path: Path) -> list[Worksheet]:
    return openpyxl.load_workbook(path).worksheets


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
    for (_, key), (sheet, cell) in cells_of(blank).items():
        entered = {column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES)}
        worksheet = openpyxl.load_workbook(blank)[sheet] if (sheet, cell) == ("", "") else _cached(blank)[sheet]
        assert worksheet[cell].protection.locked is (key not in entered), (sheet, cell)  # type: ignore[union-attr]
        assert worksheet.protection.sheet
        assert worksheet.protection.password is None


_OPENED: dict[Path, openpyxl.Workbook] = {}


def _cached(path: Path) -> openpyxl.Workbook:
    return _OPENED.setdefault(path, openpyxl.load_workbook(path))


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
    places = cells_of(path)
    formats = {
        ref: _cached(path)[places[ref, "actual"][0]][places[ref, "actual"][1]].number_format
        for ref in ("A1", "A2", "A4", "A7")
    }  # type: ignore[union-attr]
    assert formats == {"A1": "0.0%", "A2": "0.00%", "A4": "0%", "A7": "#,##0"}


def test_plan_notes_stand_at_their_figures(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "B", {})
    sheet, cell = cells_of(path)["B1", "target"]
    comment = openpyxl.load_workbook(path)[sheet][cell].comment  # type: ignore[union-attr]
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
def test_the_examples_hold_what_was_typed_into_them(month: str, example_plan_read: Plan) -> None:
    """Every answer of the illustrative data is in the workbooks, and nothing else."""
    priorities = {p.code: p for p in example_plan_read.priorities}
    wanted = sum(
        bool(value)
        for file in ("targets", "milestones")
        for row in typed_rows(month, file)
        for key, value in row.items()
        if key not in ("ref", "component", "deadline")
    )
    found = 0
    for book in open_folder(locations.example_returns() / month):
        assert not hasattr(book, "severity")
        found += sum(1 for _ in entries_for(book, month))  # type: ignore[arg-type]
        for _, cell, _ in entries_for(book, month):  # type: ignore[arg-type]
            sheet = next(s for s in book.sheets if s.name == _)  # type: ignore[union-attr]
            assert any(sheet.place(r, c).cell == cell and not v.is_empty for (r, c), v in sheet.cells.items())
    assert found == wanted
    assert {m for m, _ in NOT_RETURNED} == {"2012-08"}
    assert set(priorities) == set(CODES)

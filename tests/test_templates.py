"""Blank returns as a manager gets them: their sheets, columns, formulas, guide and checks."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from itertools import accumulate
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from cyps_reports import locations
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.needed_columns import deadline_columns, target_columns
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.writing import LINE_POINTS, row_height
from tests.tools.returned import cells_of, returned, sheet_column

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
    names = {
        code: [s.title for s in sheets(locations.built_in() / f"return-{code}.xlsx")]
        for code in CODES
    }
    assert names["D"] == ["Guide", "Milestones", "Look up"]
    assert all(names[code] == ["Guide", "Targets", "Milestones", "Look up"] for code in "ABCE")


def test_a_blank_return_carries_its_plan_priority_and_month(blank: Path) -> None:
    guide = {row[0].value: row[1].value for row in sheets(blank)[0].iter_rows(max_col=2)}
    assert guide[layout.PLAN_LABEL] == "CYPS Improvement Plan 2012/13"
    assert guide[layout.PRIORITY_LABEL] == blank.stem[-1]
    assert guide[layout.MONTH_LABEL] == datetime(2012, 4, 1)  # noqa: DTZ001


def test_plan_columns_are_locked_and_inputs_are_not(blank: Path) -> None:
    entered = {column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES)}
    workbook = openpyxl.load_workbook(blank)
    for (row, key), (sheet, cell) in cells_of(blank).items():
        worksheet = workbook[sheet]
        if row in ("B17", "B18 1"):
            assert worksheet[cell].protection.locked, "completed at approval: nothing to fill in"
            continue
        assert worksheet[cell].protection.locked is (key not in entered), (sheet, cell)
        assert worksheet.protection.sheet
        assert worksheet.protection.password is None


def test_a_deadline_is_numbered_where_there_are_several(blank: Path, plan: Plan) -> None:
    book = openpyxl.load_workbook(blank)
    places = cells_of(blank)
    told = {
        row: book[sheet][cell].value
        for (row, key), (sheet, cell) in places.items()
        if key == "deadline"
    }
    wanted: dict[str, str | None] = {}
    for milestone, deadline in plan.deadlines():
        several = len(milestone.deadlines)
        key = f"{milestone.ref} {deadline.number}" if several > 1 else milestone.ref
        wanted[key] = f"{deadline.number} of {several}" if several > 1 else None
    assert told
    assert told == {row: wanted[row] for row in told}


# No function, and no notation, that one of Excel 2007, Excel on the web and LibreOffice lacks or
# reads otherwise.
SHARED = {
    "ABS", "AND", "CHAR", "CHOOSE", "COUNTIF", "DATE", "DAY", "EOMONTH", "EXACT", "FIND", "IF",
    "IFERROR", "INT", "ISBLANK", "ISERROR", "ISLOGICAL", "ISNUMBER", "ISTEXT", "LEFT", "LEN",
    "LOWER", "MAX", "MID", "MIN", "MOD", "MONTH", "NA", "NOT", "OR", "REPLACE", "REPT", "RIGHT",
    "ROUND", "SUBSTITUTE", "TEXT", "TRIM", "VALUE", "WEEKDAY", "YEAR",
}  # fmt: skip
LONGEST_FORMULA, DEEPEST_FORMULA = 8192, 64


def test_the_formulas_are_what_every_spreadsheet_program_understands(blank: Path) -> None:
    formulas = [
        str(cell.value)
        for sheet in sheets(blank)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    used = {
        name
        for each in formulas
        for name in re.findall(r"([A-Z.]+)\(", re.sub('"[^"]*"', "", each))
    }
    assert used <= SHARED
    assert {"SUBSTITUTE", "IFERROR"} <= used
    for each in formulas:
        depths = list(
            accumulate({"(": 1, ")": -1}.get(letter, 0) for letter in re.sub('"[^"]*"', "", each))
        )
        assert len(each) < LONGEST_FORMULA
        assert max(depths, default=0) < DEEPEST_FORMULA
        assert "{" not in each


def test_the_columns_that_read_are_hidden_and_locked(blank: Path, plan: Plan) -> None:
    for sheet in sheets(blank)[1:-1]:
        priority = blank.stem[-1]
        deadlines = [(m, d) for m in plan.milestones_of(priority) for d in m.deadlines]
        is_of_targets = sheet.title == layout.TARGETS
        shown = (
            target_columns(plan.measures_of(priority))
            if is_of_targets
            else deadline_columns(plan, deadlines)
        )
        first, last = len(shown) + 1, sheet.max_column
        assert last > first
        assert hidden_in(sheet) >= {*range(first, last + 1)}
        for row in sheet.iter_rows(min_row=5, min_col=first):
            assert all(cell.protection.locked and str(cell.value).startswith("=") for cell in row)
        # They are sorted with their rows.
        (table,) = sheet.tables.values()
        assert table.ref.endswith(f"{get_column_letter(last)}{sheet.max_row}")


def hidden_in(sheet: Worksheet) -> set[int]:
    """The numbers of the hidden columns, whose dimensions are told for several together."""
    return {
        column
        for each in sheet.column_dimensions.values()
        if each.hidden
        for column in range(each.min or 0, (each.max or 0) + 1)
    }


def pixels_in(sheet: Worksheet) -> dict[str, int]:
    """How wide each column that is seen is, by its heading, in the house font."""
    widths: dict[int, float] = {}
    for each in sheet.column_dimensions.values():
        widths |= dict.fromkeys(range(each.min or 0, (each.max or 0) + 1), each.width)
    seen = [cell for cell in sheet[4] if cell.value and cell.column not in hidden_in(sheet)]
    return {str(cell.value): round(widths[cell.column] * 7) for cell in seen}


def test_a_column_in_which_nothing_can_stand_is_hidden(blank: Path) -> None:
    for sheet in sheets(blank)[1:-1]:
        (table,) = sheet.tables.values()
        seen = set(pixels_in(sheet))
        for head, *below in zip(*sheet[table.ref], strict=True):
            is_empty = all(cell.value is None and cell.protection.locked for cell in below)
            assert str(head.value) not in seen or not is_empty
            if head.value in ("Last figure", "Last progress", "Re-dated to"):
                assert head.value not in seen, "in April nothing was told, or moved, before"


LAPTOP = 1366 - 60
"""What a small laptop's screen has beside row numbers and scroll bar, in pixels."""


def test_what_a_row_is_and_needs_stays_in_sight_and_what_to_type_fits_a_small_laptop(
    blank: Path,
) -> None:
    for sheet in sheets(blank)[1:-1]:
        pixels = pixels_in(sheet)
        beside = list(pixels)
        frozen = beside.index("To do") + 1
        rest = [each for each in beside[:frozen] if each not in ("Deadline", "Component")]
        named, stands = (
            ("Measure", "Rating") if sheet.title == "Targets" else ("Milestone", "State")
        )
        assert rest == ["Ref", named, stands, "To do"]
        assert sheet.freeze_panes == f"{get_column_letter(sheet_column(sheet, 'To do') + 1)}5"
        assert sheet.sheet_view.zoomScale in (None, 100)
        typed = beside.index("Comment" if sheet.title == "Targets" else "Progress")
        assert sum(list(pixels.values())[: typed + 1]) <= LAPTOP
        assert sum(list(pixels.values())[:frozen]) <= LAPTOP / 2


def test_what_is_printed_in_the_report_says_who_will_read_it(blank: Path, plan: Plan) -> None:
    of_board = replace(plan, vocabulary=replace(plan.vocabulary, body="Board"))
    board = return_workbook(of_board, plan.priorities[0], Month(2012, 4))
    for content, said in (
        (blank.read_bytes(), "Cabinet will read this"),
        (board, "Board will read this"),
    ):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets[1:-1]:
            read = {str(sheet[4][cell.column - 1].value) for cell in sheet[3] if cell.value == said}
            own = "Comment" if sheet.title == "Targets" else "Progress"
            assert read == {own, "Corrective action"}


def test_every_row_of_the_guide_is_as_high_as_its_text(blank: Path) -> None:
    guide, look_up = sheets(blank)[0], sheets(blank)[-1]
    for sheet in (guide, look_up):
        widths = {letter: sheet.column_dimensions[letter].width for letter in "AB"}
        for row in sheet.iter_rows(min_row=3, max_col=2):
            texts = [
                (str(cell.value), widths[cell.column_letter] - 0.71)
                for cell in row
                if isinstance(cell.value, str)
            ]
            height = sheet.row_dimensions[row[0].row or 0].height
            assert (height or LINE_POINTS + 3) >= row_height(texts) - 0.5


def test_every_input_column_has_its_message_and_check(blank: Path, plan: Plan) -> None:
    for worksheet in sheets(blank)[1:-1]:
        there = deadline_columns(plan, plan.deadlines())
        if worksheet.title == layout.TARGETS:
            there = target_columns(plan.measures)
        columns = tuple(each for each in there if isinstance(each, layout.EntryColumn))
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


def test_it_opens_on_the_owners_work_with_how_much_is_done(blank: Path) -> None:
    workbook = openpyxl.load_workbook(blank, data_only=True)
    first = workbook.worksheets[1]
    assert workbook.active is first
    assert str(first["A1"].value).startswith(f"Priority {blank.stem[-1]}: ")
    assert re.fullmatch(r"\d+ of \d+ rows done for April 2012", str(first["A2"].value))


def test_the_accessibility_basics_of_government_spreadsheets(blank: Path) -> None:
    for sheet in sheets(blank):
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert all(heads)
            assert len(set(heads)) == len(heads)
    for sheet in sheets(blank)[1:-1]:
        assert len(sheet.tables) == 1
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"


def test_there_are_no_macros_and_the_schema_is_kept(blank: Path) -> None:
    with zipfile.ZipFile(blank) as package:
        assert not any("vba" in name.lower() for name in package.namelist())
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(blank)
    assert [str(each) for each in result.errors] == []

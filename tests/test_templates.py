"""Blank returns: what a manager gets, and what LibreOffice makes of it when somebody types."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
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
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DataStatus, DeadlineEntry, MeasureEntry, Returns, Status
from cyps_reports.returns.needed_columns import deadline_columns, target_columns
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.comparison_words import RATED_LATER
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.folders import files_in
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.writing import LINE_POINTS, row_height
from tests.tools import libreoffice
from tests.tools.build import MONTHS, entries_for, typed_rows
from tests.tools.returned import SEPTEMBER, cells_of, returned

CODES = "ABCDE"
FORMER_RETURNS = Path(__file__).parent / "data" / "former_returns"
"""Returns that were sent out by versions of before."""


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


def sheet_column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[4] if cell.value == heading)


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


def test_plan_notes_and_last_months_figures_stand_beside_the_cell_to_fill(
    plan: Plan, tmp_path: Path
) -> None:
    months = [
        Returns(
            Month(2012, 8),
            measures={
                ("B1", ""): MeasureEntry(Decimal("86.40"), date(2012, 8, 31)),
                ("A1", ""): MeasureEntry(
                    Decimal("78.5"), date(2012, 7, 31), DataStatus.FINAL, "Final result."
                ),
            },
            deadlines={
                ("B12", 1): DeadlineEntry(Status.ON_TRACK, progress="Draft is out."),
                ("B10", 1): DeadlineEntry(Status.COMPLETED, date(2012, 6, 29)),
                ("B13", 1): DeadlineEntry(completed=date(2012, 8, 22)),
            },
        )
    ]
    carried = carried_from(months, plan)
    shown: dict[tuple[str, str], object] = {}
    for code in "AB":
        path = tmp_path / f"{code}.xlsx"
        priority = next(each for each in plan.priorities if each.code == code)
        path.write_bytes(return_workbook(plan, priority, SEPTEMBER, carried))
        workbook = openpyxl.load_workbook(path, data_only=True)
        shown |= {key: workbook[sheet][cell].value for key, (sheet, cell) in cells_of(path).items()}
    assert str(shown["B1", "notes"]).startswith("Target: Below last year's outturn")
    assert shown["B1", "previous"] == "86.40% (31/08/12)"
    assert shown["B1", "actual"] is None
    assert (shown["A1", "actual"], shown["A1", "data_status"], shown["A1", "state"]) == (
        0.785,
        "Final",
        "On target",
    )
    assert shown["A1", "todo"] == "Done"
    assert (shown["B12", "previous"], shown["B12", "progress"]) == (
        "August 2012: Draft is out.",
        None,
    )
    assert (shown["B10", "status"], shown["B10", "completed"]) == (
        "Completed",
        datetime(2012, 6, 29),  # noqa: DTZ001 - a cell has no zone
    )
    assert (shown["B10", "state"], shown["B10", "todo"]) == ("Completed", "Done")
    assert (shown["B13", "completed"], shown["B13", "state"]) == (None, "Missed this month")
    assert shown["B20", "state"] == "Overdue"
    assert shown["B20", "todo"] == "Update missing"


def test_a_figure_of_the_year_so_far_is_forecast_where_the_earlier_months_are_known(
    plan: Plan, tmp_path: Path
) -> None:
    """E2 has no profile.

    In April there is nothing before; later on there may be, and a return tells what it knows.
    """
    rated = {}
    for name, month, months in (
        ("first", Month(2012, 4), []),
        ("unknown", SEPTEMBER, []),
        ("known", SEPTEMBER, [Returns(Month(2012, 8))]),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(
            return_workbook(plan, plan.priorities[4], month, carried_from(months, plan))
        )
        sheet = openpyxl.load_workbook(path)[layout.TARGETS]
        column = next(cell.column for cell in sheet[4] if cell.value == "Figure rated")
        formula = next(
            str(row[column - 1].value) for row in sheet.iter_rows(min_row=5) if row[0].value == "E2"
        )
        rated[name] = RATED_LATER in formula
    assert rated == {"first": False, "unknown": True, "known": False}


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


@pytest.mark.usefixtures("office")
def test_what_is_sent_out_is_what_the_formulas_give(tmp_path: Path, plan: Plan) -> None:
    """A program that does not calculate on opening, and one that does, say the same."""
    august = Returns(
        Month(2012, 8),
        measures={
            ("A1", ""): MeasureEntry(Decimal("78.5"), date(2012, 7, 31), DataStatus.FINAL),
            ("A2", ""): MeasureEntry(
                Decimal("30.25"), date(2012, 8, 31), DataStatus.FINAL, corrective_action="Visits."
            ),
        },
        deadlines={("A20", 1): DeadlineEntry(Status.COMPLETED, date(2012, 7, 20))},
    )
    path, again = tmp_path / "sent.xlsx", tmp_path / "again"
    path.write_bytes(
        return_workbook(plan, plan.priorities[0], SEPTEMBER, carried_from([august], plan))
    )
    again.mkdir()
    (calculated,) = libreoffice.convert([path], "xlsx", again)
    cells = 0
    for sent, given in zip(
        *(openpyxl.load_workbook(each, data_only=True) for each in (path, calculated)), strict=True
    ):
        for row in sent.iter_rows(min_row=5):
            for cell in row:
                heading = str(sent.cell(4, cell.column).value)
                # The steps of reading only hold something while a text is read.
                if sent.title in (layout.TARGETS, layout.MILESTONES) and (
                    ":" not in heading or heading.endswith("read")
                ):
                    assert given[cell.coordinate].value == cell.value, (
                        sent.title,
                        heading,
                        cell.coordinate,
                    )
                    cells += cell.value is not None
    assert cells > 300


@pytest.mark.usefixtures("office")
def test_a_row_grows_with_what_is_typed_into_it(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(return_workbook(plan, plan.priorities[0], SEPTEMBER))
    sheet, cell = cells_of(path)["A1", "comment"]
    long_comment = (
        "Every school was visited and every action was agreed with its head. " * 9 + "Finis."
    )
    saved = tmp_path / "typed.xlsx"
    entries = [[sheet, cell, long_comment]]
    job = {
        "open": str(path),
        "save": str(saved),
        "filter": "Calc MS Excel 2007 XML",
        "entries": entries,
    }
    libreoffice.type_into([job])
    heights = [
        openpyxl.load_workbook(each)[sheet].row_dimensions[5].height for each in (path, saved)
    ]
    assert heights[1] > heights[0] * 2
    (pdf,) = libreoffice.convert([saved], "pdf", tmp_path)
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    # One word, as where the lines of a cell break depends on the fonts that are installed.
    assert "Finis." in text


def test_there_are_no_macros_and_the_schema_is_kept(blank: Path) -> None:
    with zipfile.ZipFile(blank) as package:
        assert not any("vba" in name.lower() for name in package.namelist())
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(blank)
    assert [str(each) for each in result.errors] == []


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
        [
            {
                "open": str(blank_path),
                "save": str(saved),
                "filter": "Calc MS Excel 2007 XML",
                "entries": entries,
            }
        ]
    )
    returns, findings = returns_for(SEPTEMBER, read_folder(tmp_path / "month", plan))
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


@pytest.mark.share(3)
@pytest.mark.parametrize("month", MONTHS[::-1])
def test_the_examples_hold_what_was_carried_forward_and_typed_into_them(
    month: str, request: pytest.FixtureRequest, example_plan_read: Plan, tmp_path: Path
) -> None:
    """Every answer of the illustrative data is in the workbooks; of rows it does not speak of,
    what the months before left behind, and nothing else is.
    """
    plan, fixtures = (
        example_plan_read,
        dict(zip(MONTHS, ("july", "august", "september"), strict=True)),
    )
    before = [request.getfixturevalue(name) for each, name in fixtures.items() if each < month]
    carried = carried_from([each.assessment.returns for each in before], plan)
    typed = sum(
        bool(value)
        for file in ("targets", "milestones")
        for row in typed_rows(month, file)
        for key, value in row.items()
        if key not in ("ref", "component", "deadline")
    )
    keys = {column.key for column in (*layout.TARGET_ENTRIES, *layout.MILESTONE_ENTRIES)}
    found = 0
    for path in files_in(locations.example_returns() / month):
        priority = next(each for each in plan.priorities if path.stem.endswith(each.code))
        blank = tmp_path / path.name
        blank.write_bytes(return_workbook(plan, priority, Month(2012, int(month[-2:])), carried))
        sent, returned_ = (openpyxl.load_workbook(each) for each in (blank, path))
        book = open_book(blank)
        assert isinstance(book, Book)
        answers = {(sheet, cell): text for sheet, cell, text in entries_for(book, month)}
        for (_, key), (sheet, cell) in cells_of(blank).items():
            value = returned_[sheet][cell].value
            if key in keys and (sheet, cell) in answers:
                assert (value is not None) is bool(answers[sheet, cell])
                found += value is not None
            elif key in keys:
                assert value == sent[sheet][cell].value, (path, sheet, cell)
    assert found == typed


def test_a_return_with_its_columns_in_the_former_order_is_read_as_before(
    example_plan_read: Plan,
) -> None:
    """One that was sent out before `To do` stood beside the milestone, with nothing carried."""
    plan, folder = example_plan_read, FORMER_RETURNS / "2012-09"
    (former,) = read_folder(folder, plan)
    now = read_folder(locations.example_returns() / folder.name, plan)
    assert isinstance(former, ReturnBook)
    again = next(each for each in now if isinstance(each, ReturnBook) and "E" in each.priorities)
    cells = [each.deadlines["E10", 1].places["progress"].cell for each in (former, again)]
    assert len(set(cells)) == 2, "the columns stand elsewhere"
    assert [each.code for each in former.findings] == [each.code for each in again.findings]
    assert (len(former.measures), former.measures) == (11, again.measures)
    told = {key: each for key, each in former.deadlines.items() if each.is_update}
    assert len(told) == 13
    assert told.items() <= again.deadlines.items()


@pytest.mark.parametrize("month", MONTHS)
def test_the_examples_open_as_they_were_sent(month: str) -> None:
    """On the first table, whose headings and names stay in sight."""
    for path in files_in(locations.example_returns() / month):
        workbook = openpyxl.load_workbook(path)
        tables = workbook.worksheets[1:-1]
        assert workbook.active is tables[0]
        for sheet in tables:
            pane = sheet.sheet_view.pane
            assert pane is not None
            assert (pane.state, pane.ySplit) == ("frozen", 4)
            assert pane.xSplit == sheet_column(sheet, "To do")


def test_the_august_return_of_d_is_missing() -> None:
    names = {
        month: [path.stem[-1] for path in files_in(locations.example_returns() / month)]
        for month in MONTHS
    }
    assert names == {"2012-07": list("ABCDE"), "2012-08": list("ABCE"), "2012-09": list("ABCDE")}

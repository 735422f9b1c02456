"""Which tables of a workbook are read.

Every one is, or is told of, however sheets, headings and rows were copied.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Finding, Severity
from cyps_reports.history.past_month import PastMonth
from cyps_reports.plan.model.decisions import Redating
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.baseline_guard import _as_typed
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, MeasureEntry, Returns, Status
from cyps_reports.returns.needed_columns import target_columns
from cyps_reports.templates.measure_rows import target_readings
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks import values, xlsx
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import Book, RawCell, Sheet, Value
from cyps_reports.workbooks.opening import open_book
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, Answers, returned

ANSWERS: Answers = {
    ("A1", "actual"): 0.785,
    ("A7", "actual"): 148,
    ("A7", "comment"): "Counted twice a year.",
    ("A12", "status"): "On track",
}
HEADING_ROW = 4
COLUMNS = target_columns(())
BESIDE = get_column_letter(len(COLUMNS) + len(target_readings(COLUMNS)) + 1)
"""The first free column of the sheet Targets."""

OpenSheet = Any
"""A sheet of openpyxl's, whose own types do not fit what it takes and gives."""


@pytest.fixture
def sent(tmp_path: Path, plan: Plan) -> Path:
    """A filled return in a folder of its own."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    return returned(folder, plan, "A", ANSWERS)


def edit(path: Path, change: Callable[[openpyxl.Workbook], object]) -> None:
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)


def read(path: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(path.parent, plan))


def told(findings: Iterable[Finding]) -> list[tuple[str, Severity, str, str]]:
    return [(each.code, each.severity, each.place.sheet, each.place.cell) for each in findings]


def copied(workbook: Any, name: str, copy: str, *, hidden: bool = False) -> OpenSheet:
    """A copy of a sheet in front of it, as Excel's Move or Copy makes one."""
    sheet = workbook.copy_worksheet(workbook[name])
    sheet.title = copy
    workbook.move_sheet(sheet, -workbook.index(sheet))
    sheet.sheet_state = "hidden" if hidden else "visible"
    return sheet


def pasted(
    source: OpenSheet, target: OpenSheet, row: int, column: int = 1, first: int = HEADING_ROW
) -> None:
    """Everything from a row of one sheet on, pasted into another."""
    for cells in list(source.iter_rows(min_row=first)):
        for cell in cells:
            at = target.cell(row + cell.row - first, column + cell.column - 1, cell.value)
            at.number_format = cell.number_format


def actual_of(sheet: OpenSheet, ref: str, value: object, heading: str = "Actual") -> None:
    """Types into the row of a reference, under a heading of the sheet."""
    column = next(cell.column for cell in sheet[HEADING_ROW] if cell.value == heading)
    row = next(
        cells[0].row for cells in sheet.iter_rows(min_row=HEADING_ROW + 1) if cells[0].value == ref
    )
    sheet.cell(row, column, value)


def with_hidden_copy(workbook: Any, state: str = "hidden") -> None:
    copy = copied(workbook, "Targets", "Targets old")
    copy.sheet_state = state
    actual_of(copy, "A7", 999)
    actual_of(copy, "A8", 170)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_copy_in_front_is_not_read_and_what_it_says_otherwise_is_named(
    sent: Path, plan: Plan, state: str
) -> None:
    edit(sent, lambda workbook: with_hidden_copy(workbook, state))
    returns, findings = read(sent, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["A8", ""].actual is Absent.EMPTY
    assert told(findings) == [("hidden-copy", Severity.WARNING, "Targets old", "A4")]
    assert findings[0].message == (
        "The hidden sheet “Targets old” has the table Targets too."
        " It was not read, and has other answers for A7 and A8."
    )


def test_a_hidden_copy_that_says_nothing_else_is_a_note(sent: Path, plan: Plan) -> None:
    edit(sent, lambda workbook: copied(workbook, "Milestones", "Milestones (2)", hidden=True))
    _, findings = read(sent, plan)
    assert told(findings) == [("hidden-copy", Severity.NOTE, "Milestones (2)", "A4")]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_hidden_sheet_is_known_in_every_format(
    sent: Path, tmp_path: Path, plan: Plan, office: None, kind: str
) -> None:
    edit(sent, with_hidden_copy)
    (tmp_path / "saved").mkdir()
    (path,) = libreoffice.convert([sent], kind, tmp_path / "saved")
    book = open_book(path)
    assert isinstance(book, Book)
    assert [sheet.name for sheet in book.sheets if sheet.is_hidden] == ["Targets old"]
    returns, findings = read(path, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert [finding.code for finding in findings] == ["hidden-copy"]


@pytest.mark.parametrize("reader", [xlsx.read, values.read])
def test_every_reader_of_excel_knows_a_hidden_sheet(
    sent: Path, reader: Callable[[str, bytes, Budget], tuple[Sheet, ...]]
) -> None:
    workbook = openpyxl.Workbook()
    for name, state in (("A", "visible"), ("B", "hidden"), ("C", "veryHidden")):
        workbook.create_sheet(name).sheet_state = state
    workbook.save(sent)
    sheets = reader(sent.name, sent.read_bytes(), Budget())
    assert [(each.name, each.is_hidden) for each in sheets[1:]] == [
        ("A", False),
        ("B", True),
        ("C", True),
    ]


def test_where_only_a_hidden_sheet_has_the_table_it_is_read_and_told(
    sent: Path, plan: Plan
) -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook["Milestones"].sheet_state = "hidden"

    edit(sent, hide)
    returns, findings = read(sent, plan)
    assert returns.deadlines["A12", 1].status is Status.ON_TRACK
    assert told(findings) == [("hidden-sheet", Severity.WARNING, "Milestones", "")]


def test_the_sheet_of_the_name_counts_before_a_copy_and_their_conflicts_are_named(
    sent: Path, plan: Plan
) -> None:
    def copy(workbook: openpyxl.Workbook) -> None:
        sheet = copied(workbook, "Targets", "Targets (2)")
        actual_of(sheet, "A1", None)
        actual_of(sheet, "A7", 999)
        actual_of(sheet, "A8", 166)

    edit(sent, copy)
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A1", ""].places["actual"].sheet == "Targets"
    assert returns.measures["A7", ""].actual is Absent.TWO_ANSWERS
    assert returns.measures["A7", ""].comment == "Counted twice a year."
    assert returns.measures["A8", ""].actual == Decimal(166)
    several, conflict = findings
    assert told(findings) == [
        ("several-tables", Severity.WARNING, "Targets (2)", "A4"),
        ("two-answers", Severity.ERROR, "Targets (2)", "I11"),
    ]
    assert several.message == (
        "The table Targets stands on the sheet “Targets”, and again on the sheet “Targets (2)”. "
        "They were read"
        " together, as two returns are. Only the second has answers for A8."
    )
    assert conflict.message == (
        "A7: This cell is read as 999, but cell I11 on the sheet “Targets” is read as 148. "
        "Neither is used."
    )


def test_a_blank_copy_is_a_note(sent: Path, plan: Plan) -> None:
    def copy(workbook: openpyxl.Workbook) -> None:
        sheet = copied(workbook, "Targets", "Blank")
        for ref, heading in (("A1", "Actual"), ("A7", "Actual"), ("A7", "Comment")):
            actual_of(sheet, ref, None, heading)

    edit(sent, copy)
    returns, findings = read(sent, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert told(findings) == [("several-tables", Severity.NOTE, "Blank", "A4")]


def test_a_sheet_of_workings_with_some_of_the_columns_lacks_nothing(sent: Path, plan: Plan) -> None:
    def copy(workbook: openpyxl.Workbook) -> None:
        copied(workbook, "Targets", "Workings").delete_cols(8, 7)

    edit(sent, copy)
    returns, findings = read(sent, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert told(findings) == [("several-tables", Severity.NOTE, "Workings", "A4")]


def test_the_guide_that_is_seen_counts_before_a_hidden_older_one(sent: Path, plan: Plan) -> None:
    def copy(workbook: openpyxl.Workbook) -> None:
        sheet = copied(workbook, "Guide", "Guide (2)", hidden=True)
        for cells in sheet.iter_rows(max_col=1):
            if cells[0].value == "Return month":
                sheet.cell(cells[0].row, 2).value = "August 2012"

    edit(sent, copy)
    returns, findings = read(sent, plan)
    assert findings == ()
    assert returns.came_from("A")


def with_second_column(
    path: Path, heading: str, values: dict[str, object], name: str = "Targets"
) -> None:
    """A column of the same heading beside the first one."""

    def insert(workbook: openpyxl.Workbook) -> None:
        sheet: OpenSheet = workbook[name]
        column = sheet.max_column + 1
        sheet.cell(HEADING_ROW, column, heading)
        for cells in sheet.iter_rows(min_row=HEADING_ROW + 1, max_col=1):
            sheet.cell(cells[0].row, column, values.get(str(cells[0].value)))

    edit(path, insert)


def test_a_figure_under_one_heading_twice_is_used_where_it_is_plain(sent: Path, plan: Plan) -> None:
    with_second_column(sent, "Actual", {"A7": 200, "A8": 166, "A9": "soon"})
    edit(sent, lambda workbook: actual_of(workbook["Targets"], "A10", "4%"))
    returns, findings = read(sent, plan)
    figures = {
        ref: returns.measures[ref, ""].actual for ref in ("A1", "A7", "A8", "A9", "A10", "A11")
    }
    assert figures == {
        "A1": Decimal("78.5"),
        "A7": Absent.TWO_ANSWERS,
        "A8": Decimal(166),
        "A9": Absent.UNREADABLE,
        "A10": Decimal("4.0"),
        "A11": Absent.EMPTY,
    }
    assert told(findings) == [
        ("heading-twice", Severity.WARNING, "Targets", f"{BESIDE}4"),
        ("two-answers", Severity.ERROR, "Targets", f"{BESIDE}11"),
        ("not-a-figure", Severity.ERROR, "Targets", f"{BESIDE}13"),
    ]
    assert f"I4 and {BESIDE}4" in findings[0].message
    assert (
        findings[1].message
        == "A7: This cell is read as 200, but cell I11 is read as 148. Neither is used."
    )
    assert findings[2].message == "A9: “soon” is not a figure."


def test_a_figure_that_is_the_same_in_both_columns_is_used(sent: Path, plan: Plan) -> None:
    with_second_column(sent, "actual ", {"A7": 148, "A1": "78.5%"})
    returns, findings = read(sent, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert [finding.code for finding in findings] == ["heading-twice"]


def test_a_second_column_of_the_plans_or_of_the_workbooks_own(sent: Path, plan: Plan) -> None:
    with_second_column(sent, "Rating", {"A1": "Good"})
    assert read(sent, plan)[1] == (), "what the workbook fills in itself is never read"
    with_second_column(sent, "Target", {"A7": 1})
    assert {finding.code for finding in read(sent, plan)[1]} == {
        "heading-twice",
        "plan-cell-edited",
    }


def test_a_second_column_of_references(sent: Path, plan: Plan) -> None:
    with_second_column(sent, "Ref", {"A1": "CS-12", "A7": "A8", "A9": "a9"})
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5"), (
        "CS-12 is no reference of the plan's"
    )
    assert ("A9", "") in returns.measures
    assert ("A7", "") not in returns.measures, "it could be A7 or A8"
    codes = [finding.code for finding in findings]
    assert codes == ["heading-twice", "row-not-in-plan", "rows-missing"]
    assert "(A7 or A8)" in findings[1].message
    assert findings[1].severity is Severity.ERROR


def sheets_of_b(folder: Path, plan: Plan) -> openpyxl.Workbook:
    path = returned(folder, plan, "B", {("B3", "actual"): 27, ("B9 2", "status"): "At risk"})
    return openpyxl.load_workbook(path)


def brought_over(sheet: OpenSheet, workbook: openpyxl.Workbook, name: str) -> None:
    pasted(sheet, workbook.create_sheet(name), 1, first=1)


@pytest.mark.parametrize("way", ["below", "beside", "sheets"])
def test_two_priorities_in_one_workbook_are_both_read(
    sent: Path, plan: Plan, tmp_path: Path, way: str
) -> None:
    theirs = sheets_of_b(tmp_path, plan)

    def bring(workbook: openpyxl.Workbook) -> None:
        for name in ("Targets", "Milestones"):
            ours = workbook[name]
            if way == "below":
                pasted(theirs[name], ours, ours.max_row + 1, first=HEADING_ROW + 1)
            elif way == "beside":
                pasted(theirs[name], ours, HEADING_ROW, ours.max_column + 3)
            else:
                brought_over(theirs[name], workbook, f"{name} B")

    edit(sent, bring)
    returns, findings = read(sent, plan)
    assert [each.priority for each in returns.inputs] == ["A", "B"]
    assert len({each.sha256 for each in returns.inputs}) == 1
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["B3", ""].actual == Decimal(27)
    assert returns.deadlines["B9", 2].status is Status.AT_RISK
    notes = ["several-priorities"] + ["several-tables"] * (0 if way == "below" else 2)
    assert [each.code for each in findings] == notes
    assert {each.severity for each in findings} == {Severity.NOTE}


def test_a_workbook_of_two_priorities_is_one_workbook_in_the_history(
    sent: Path, plan: Plan, tmp_path: Path
) -> None:
    theirs = sheets_of_b(tmp_path, plan)
    edit(sent, lambda workbook: brought_over(theirs["Targets"], workbook, "Targets B"))
    returns, findings = read(sent, plan)
    missing = [each for each in findings if each.code == "rows-missing"]
    assert returns.came_from("B")
    assert len(missing) == 1, "B's milestones"
    assert "B9 deadline 2" in missing[0].message
    assert PastMonth(SEPTEMBER, returns, None).returns.came_from("B")


@pytest.mark.parametrize(
    ("said", "is_told"), [("A", False), ("A and B", False), ("A, B", False), ("C", True)]
)
def test_what_the_guide_says_of_two_priorities(
    sent: Path, plan: Plan, tmp_path: Path, said: str, is_told: bool
) -> None:
    theirs = sheets_of_b(tmp_path, plan)

    def bring(workbook: openpyxl.Workbook) -> None:
        for name in ("Targets", "Milestones"):
            pasted(theirs[name], workbook[name], workbook[name].max_row + 1)
        (cell,) = (
            cells[0]
            for cells in workbook["Guide"].iter_rows(max_col=1)
            if cells[0].value == "Priority"
        )
        workbook["Guide"].cell(cell.row, 2).value = said

    edit(sent, bring)
    returns, findings = read(sent, plan)
    assert [each.priority for each in returns.inputs] == ["A", "B"]
    assert [each.code for each in findings] == ["another-priority"] * is_told + [
        "several-priorities"
    ]


def test_one_row_of_another_priority_is_read_where_it_says_so_twice(
    sent: Path, plan: Plan, tmp_path: Path
) -> None:
    theirs = sheets_of_b(tmp_path, plan)["Targets"]
    row = next(cells for cells in theirs.iter_rows(min_row=HEADING_ROW) if cells[0].value == "B3")

    def bring(workbook: openpyxl.Workbook) -> None:
        sheet: OpenSheet = workbook["Targets"]
        below = sheet.max_row + 1
        for cell in row:
            sheet.cell(below, cell.column, cell.value).number_format = cell.number_format
        # A slip in a reference makes no figure of another priority.
        sheet.cell(11, 1, "B7")

    edit(sent, bring)
    returns, findings = read(sent, plan)
    assert returns.measures["B3", ""].actual == Decimal(27)
    assert not returns.came_from("B")
    assert ("B7", "") not in returns.measures
    by_code = {each.code: each for each in findings}
    assert by_code["row-of-another-priority"].severity is Severity.WARNING
    assert "“148”" in by_code["row-not-in-plan"].message
    assert by_code["rows-missing"].message.startswith("1 row is no longer there: A7")


def test_a_return_that_also_holds_the_sheets_of_a_plan_is_read(
    sent: Path, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    planned = openpyxl.load_workbook(tmp_path / "plan.xlsx")

    def bring(workbook: openpyxl.Workbook) -> None:
        workbook["Milestones"].title = "Our milestones"
        for name in planned.sheetnames:
            brought_over(planned[name], workbook, name)

    edit(sent, bring)
    returns, findings = read(sent, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.deadlines["A12", 1].status is Status.ON_TRACK
    assert [each.code for each in findings] == ["plan-in-return"]

    sent.write_bytes(return_workbook(plan, plan.priorities[0], SEPTEMBER))
    edit(sent, bring)
    assert [each.code for each in read(sent, plan)[1]] == ["plan-among-returns"], (
        "nobody filled in anything"
    )


def test_pages_pasted_together_repeat_their_title_and_headings(sent: Path, plan: Plan) -> None:
    def paste(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        page = workbook.copy_worksheet(sheet)
        sheet.delete_rows(10, 20)
        page.delete_rows(5, 5)
        pasted(page, sheet, 11, first=1)
        workbook.remove(page)

    edit(sent, paste)
    sheet = openpyxl.load_workbook(sent)["Targets"]
    assert [sheet.cell(row, 1).value for row in (9, 14, 15)] == ["A5", "Ref", "A6"]
    returns, findings = read(sent, plan)
    assert findings == ()
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A7", ""].actual == Decimal(148)


def test_rows_under_repeated_headings_in_another_order_are_read_by_their_own(
    sent: Path, plan: Plan
) -> None:
    def turn(workbook: openpyxl.Workbook) -> None:
        sheet: OpenSheet = workbook["Targets"]
        seen = sheet.iter_rows(min_row=HEADING_ROW, max_col=len(COLUMNS))
        rows = [[(c.value, c.number_format) for c in cells] for cells in seen]
        sheet.delete_rows(10, 20)
        for at, cells in enumerate([rows[0], *rows[6:]], start=10):
            for column, (value, form) in enumerate(reversed(cells), start=1):
                sheet.cell(at, column, value).number_format = form

    edit(sent, turn)
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["A7", ""].comment == "Counted twice a year."
    assert told(findings) == [("several-tables", Severity.NOTE, "Targets", "A10")]


def test_an_older_table_under_the_first_one_is_merged_and_its_conflicts_are_named(
    sent: Path, plan: Plan
) -> None:
    def paste(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        older = workbook.copy_worksheet(sheet)
        actual_of(older, "A7", 999)
        pasted(older, sheet, 20)
        workbook.remove(older)

    edit(sent, paste)
    returns, findings = read(sent, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A7", ""].actual is Absent.TWO_ANSWERS
    assert told(findings) == [
        ("several-tables", Severity.WARNING, "Targets", "A20"),
        ("two-answers", Severity.ERROR, "Targets", "I27"),
    ]
    assert "stands at A4, and again at A20" in findings[0].message


def test_both_tables_on_one_sheet_far_down(sent: Path, plan: Plan) -> None:
    def paste(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        sheet.insert_rows(1, 60)
        pasted(workbook["Milestones"], sheet, sheet.max_row + 2, first=1)
        workbook.remove(workbook["Milestones"])

    edit(sent, paste)
    returns, findings = read(sent, plan)
    assert findings == ()
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.deadlines["A12", 1].status is Status.ON_TRACK
    assert returns.measures["A2", ""] == MeasureEntry()


REDATED = date(2012, 11, 30)


@pytest.mark.parametrize(
    ("approved_on", "cell", "told"),
    [
        (date(2012, 10, 5), None, ()),
        (date(2012, 10, 5), datetime(2012, 11, 30), ()),  # noqa: DTZ001
        (
            date(2012, 10, 5),
            datetime(2012, 12, 31),  # noqa: DTZ001
            ("plan-cell-edited", "leaves it empty"),
        ),
        (date(2012, 9, 5), datetime(2012, 11, 30), ()),  # noqa: DTZ001
        (date(2012, 9, 5), None, ("older-than-plan", "says now, “30/11/12”")),
    ],
)
def test_a_re_dating_approved_after_the_month_was_not_there_to_be_edited(
    tmp_path: Path, plan: Plan, approved_on: date, cell: object, told: tuple[Code, str] | tuple[()]
) -> None:
    def redated(plan: Plan) -> Plan:
        redating = Redating(REDATED, "Cabinet", approved_on)
        moved = (
            replace(each, deadlines=(replace(each.deadlines[0], redating=redating),))
            if each.ref == "A12"
            else each
            for each in plan.milestones
        )
        return replace(plan, milestones=tuple(moved))

    path = returned(tmp_path, plan, "A", {("A12", "redated"): cell})
    _, findings = read(path, redated(plan))
    assert [each.code for each in findings] == list(told[:1])
    assert all(told[1] in each.message for each in findings if told)


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "told"),
    [
        (85, "General", Unit.COUNT, "85"),
        (12.34567, "General", Unit.COUNT, "12.346"),
        (0.785, "0.0%", Unit.PERCENT, "78.5%"),
        (True, "General", Unit.COUNT, "TRUE"),
        ("about 85", "@", Unit.COUNT, "about 85"),
        (datetime(2017, 6, 30), "dd/mm/yy", Unit.COUNT, "30/06/17"),  # noqa: DTZ001
        (datetime(2017, 6, 30), "d mmmm yyyy", Unit.COUNT, "30/06/17"),  # noqa: DTZ001
    ],
)
def test_what_was_typed_over_the_plan_is_told_as_it_shows(
    value: Value, number_format: str, unit: Unit, told: str
) -> None:
    assert _as_typed(RawCell(value, number_format), unit) == told

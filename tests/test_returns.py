"""Reading returns: rows by reference, columns by heading, and every problem by its cell."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import month_said_by, read_folder, returns_for
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    MeasureEntry,
    Returns,
    Status,
)
from tests.tools.returned import SEPTEMBER, Answers, cells_of, returned

T = date(2012, 9, 30)


def read(folder: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(folder, plan))


def read_one(
    folder: Path, plan: Plan, code: str, answers: Answers
) -> tuple[Returns, tuple[Finding, ...]]:
    returned(folder, plan, code, answers)
    return read(folder, plan)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def change(path: Path, edit: Callable[[openpyxl.Workbook], None]) -> None:
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)


def test_what_was_filled_in_is_read(tmp_path: Path, plan: Plan) -> None:
    returns, findings = read_one(
        tmp_path,
        plan,
        "A",
        {
            ("A1", "actual"): 0.7846,
            ("A1", "as_at"): datetime(2012, 7, 31),  # noqa: DTZ001
            ("A1", "data_status"): "Final",
            ("A1", "comment"): "  All results\n are  in. ",
            ("A4", "actual"): 9 / 17,
            ("A20 1", "status"): "completed",
            ("A20 1", "completed"): "20 July 2012",
            ("A22", "expected"): "14.12.12",
            ("A22", "progress"): "Second host school withdrew.",
        },
    )
    assert findings == ()
    a1 = returns.measures["A1", ""]
    assert (a1.actual, a1.as_at, a1.data_status) == (
        Decimal("78.5"),
        date(2012, 7, 31),
        DataStatus.FINAL,
    )
    assert a1.comment == "All results\nare in."
    assert returns.measures["A4", ""].actual == Decimal(53)
    assert returns.measures["A2", ""] == MeasureEntry()
    assert returns.deadlines["A20", 1] == DeadlineEntry(Status.COMPLETED, date(2012, 7, 20))
    assert returns.deadlines["A22", 1].expected == date(2012, 12, 14)
    assert a1.places["actual"].cell == cells_of(tmp_path / "return-A.xlsx")["A1", "actual"][1]


def test_components_are_told_apart(tmp_path: Path, plan: Plan) -> None:
    returns, _ = read_one(
        tmp_path,
        plan,
        "E",
        {("E1 Gross", "actual"): 82.88, ("E1 Net", "actual"): 42.7, ("E4 Number", "actual"): 51},
    )
    assert str(returns.measures["E1", "Gross"].actual) == "82.880"
    assert str(returns.measures["E1", "Net"].actual) == "42.700"
    assert returns.measures["E4", "Share of placements"].actual is Absent.EMPTY


@pytest.mark.parametrize(
    ("typed", "actual", "code", "severity"),
    [
        ("see comments", Absent.UNREADABLE, "not-a-figure", Severity.ERROR),
        ("approx 84", Absent.UNREADABLE, "not-a-figure", Severity.ERROR),
        (0.785, Absent.UNREADABLE, "two-way-percentage", Severity.ERROR),
        ("=1+1", Absent.UNREADABLE, "formula-without-result", Severity.ERROR),
        ("n/a", Absent.NOT_AVAILABLE, "no-figure-in-words", Severity.NOTE),
        ("tbc", Absent.EMPTY, "no-figure-in-words", Severity.WARNING),
        ("-", Absent.EMPTY, "no-figure-in-words", Severity.WARNING),
    ],
)
def test_an_actual_that_is_no_figure(
    tmp_path: Path, plan: Plan, typed: object, actual: Absent, code: str, severity: Severity
) -> None:
    path = returned(tmp_path, plan, "A", {("A1", "actual"): typed})
    place = cells_of(path)["A1", "actual"]

    def unformatted(workbook: openpyxl.Workbook) -> None:
        workbook[place[0]][place[1]].number_format = "General"

    change(path, unformatted)
    returns, (finding,) = read(tmp_path, plan)
    assert returns.measures["A1", ""].actual is actual
    assert (finding.code, finding.severity) == (code, severity)
    assert (finding.place.sheet, finding.place.cell) == place
    assert finding.fix


def test_bad_cells_never_lose_the_good_ones(tmp_path: Path, plan: Plan) -> None:
    returns, findings = read_one(
        tmp_path,
        plan,
        "A",
        {
            ("A1", "actual"): "see comments",
            ("A1", "comment"): "Kept.",
            ("A1", "as_at"): "Month 5",
            ("A1", "data_status"): "sort of final",
            ("A2", "actual"): 0.58,
            ("A12", "completed"): "31/09/12",
            ("A12", "progress"): "Kept too.",
        },
    )
    assert sorted(codes(findings)) == [
        "impossible-date",
        "not-a-choice",
        "not-a-date",
        "not-a-figure",
    ]
    assert returns.measures["A1", ""].comment == "Kept."
    assert returns.measures["A2", ""].actual == Decimal("58.00")
    assert returns.deadlines["A12", 1].completed is Absent.UNREADABLE
    assert returns.deadlines["A12", 1].progress == "Kept too."


def test_sorted_rows_and_moved_columns_do_no_harm(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A1", "actual"): 0.785, ("A11", "actual"): 0.083})

    def turn(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        rows = [
            [(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=4)
        ]
        head, *body = rows
        sheet.delete_rows(4, len(rows))
        for at, row in enumerate([head, *reversed(body)], start=6):
            for column, (value, form) in enumerate(reversed(row), start=2):
                cell = sheet.cell(at, column, value)
                cell.number_format = form
        sheet.title = "My figures"

    change(path, turn)
    returns, findings = read(tmp_path, plan)
    assert findings == ()
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A11", ""].actual == Decimal("8.3")


def test_the_baseline_guard_finds_edited_plan_cells(tmp_path: Path, plan: Plan) -> None:
    _, findings = read_one(
        tmp_path,
        plan,
        "A",
        {
            ("A1", "target"): 0.7,
            ("A1", "outturn"): 0.7,
            ("A2", "name"): "GCSE: students achieving 5+ INCLUDING English and mathematics",
            ("A3", "name"): "Primary schools",
            ("A12", "due"): datetime(2012, 12, 31),  # noqa: DTZ001
            ("A12", "lead"): "CP",
        },
    )
    assert set(codes(findings)) == {"plan-cell-edited"}
    told = [finding.message for finding in findings]
    assert told == [
        "“Target” of A1 says “70%”; the approved plan says “78%”, and that is used.",
        "“Outturn” of A1 says “70%”; the approved plan says “79%”, and that is used.",
        "“Measure” of A3 says “Primary schools”; the approved plan says"
        " “Primary schools judged good or outstanding by Ofsted”, and that is used.",
        "“Due date” of A12 says “31/12/12”; the approved plan says “30/06/12”, and that is used.",
        "“Lead” of A12 says “CP”; the approved plan says “JM”, and that is used.",
    ]


def before_it_was_settled(plan: Plan, said: Missing) -> Plan:
    """The plan before its figures, comparators, notes, steps, dates and leads were typed in it."""
    measures = (
        replace(
            each,
            target=said,
            target_said="",
            target_note="",
            outturn=said,
            outturn_note="",
            similar=said,
            similar_note="",
            steps={},
        )
        for each in plan.measures
    )
    milestones = (
        replace(
            each,
            heading="",
            lead="",
            partners=(),
            deadlines=tuple(replace(one, due=None, redating=None) for one in each.deadlines),
        )
        for each in plan.milestones
    )
    return replace(plan, measures=tuple(measures), milestones=tuple(milestones))


@pytest.mark.parametrize(
    "said", [Missing.NOT_GIVEN, Missing.TO_BE_CONFIRMED, Missing.TO_BE_DETERMINED]
)
def test_a_return_made_before_the_plan_had_its_values_was_edited_by_nobody(
    tmp_path: Path, plan: Plan, said: Missing
) -> None:
    returned(tmp_path, before_it_was_settled(plan, said), "A", {})
    _, findings = read(tmp_path, plan)
    assert {(each.severity, each.code) for each in findings} == {(Severity.NOTE, "older-than-plan")}
    told = [each.message for each in findings]
    assert len(told) == len({message.split(" of ")[0] for message in told}), "one for each column"
    assert told[0] == (
        "“Target” of A1, A2, A3, A4, A5, A6, A7, A8, A9, A10 and 1 more lacks what the plan says"
        " now, and the plan's values are used."
    )
    assert {each.fix for each in findings} == {"Nothing: the next return will have it."}


def test_figures_of_last_months_plan_are_known_whatever_noughts_they_end_on(
    tmp_path: Path, plan: Plan
) -> None:
    returned(tmp_path, plan, "E", {})
    changed = before_it_was_settled(plan, Missing.NOT_GIVEN)
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, changed), plan_cells(plan))
    figures = [each for each in findings if "Target” of" in each.message]
    figures += [each for each in findings if "Outturn” of" in each.message]
    assert {each.code for each in figures} == {"older-than-plan"}
    assert len(figures) == 2


def test_an_emptied_plan_cell_needs_nothing_typed_back(tmp_path: Path, plan: Plan) -> None:
    _, findings = read_one(tmp_path, plan, "A", {("A1", "target"): None, ("A12", "due"): ""})
    assert [(each.place.cell, each.message) for each in findings] == [
        ("G5", "“Target” of A1 lacks what the plan says now, “78%”, and that is used."),
        ("G5", "“Due date” of A12 lacks what the plan says now, “30/06/12”, and that is used."),
    ]


def test_deleted_added_and_doubled_rows_are_found(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A5", "actual"): 0.79})

    def edit(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Targets"]
        sheet.cell(15, 1, "A99")
        sheet.cell(15, 12, "A new idea")
        sheet.cell(16, 1, "A5")
        sheet.cell(16, 9, 0.8).number_format = "0.0%"
        sheet.delete_rows(5)

    change(path, edit)
    returns, findings = read(tmp_path, plan)
    by_code = {finding.code: finding for finding in findings}
    assert set(by_code) == {"row-not-in-plan", "two-answers", "rows-missing", "older-than-plan"}
    assert "“A new idea”" in by_code["row-not-in-plan"].message
    assert by_code["row-not-in-plan"].severity is Severity.ERROR
    assert "A1, A11" in by_code["rows-missing"].message
    assert returns.measures["A5", ""].actual is Absent.TWO_ANSWERS


def test_two_workbooks_for_one_priority_merge_row_by_row(tmp_path: Path, plan: Plan) -> None:
    returned(
        tmp_path, plan, "A", {("A1", "actual"): 0.785, ("A1", "comment"): "Mine."}, name="one.xlsx"
    )
    returned(
        tmp_path, plan, "A", {("A2", "actual"): 0.58, ("A1", "comment"): "Theirs."}, name="two.xlsx"
    )
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == ["several-returns", "two-answers"]
    assert (
        findings[1].message == "A1: This cell says “Theirs.”, but one.xlsx, cell L5, says “Mine.”."
    )
    assert findings[1].place.workbook == "two.xlsx"
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A2", ""].actual == Decimal("58.00")
    assert returns.measures["A1", ""].comment == "Mine.\nTheirs."


def test_two_different_figures_count_as_neither(tmp_path: Path, plan: Plan) -> None:
    returned(
        tmp_path,
        plan,
        "A",
        {("A1", "actual"): 0.785, ("A12", "status"): "At risk"},
        name="one.xlsx",
    )
    returned(
        tmp_path,
        plan,
        "A",
        {("A1", "actual"): 0.79, ("A12", "status"): "On track"},
        name="two.xlsx",
    )
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == ["several-returns", "two-answers", "two-answers"]
    assert returns.measures["A1", ""].actual is Absent.TWO_ANSWERS
    assert returns.deadlines["A12", 1].status is Absent.TWO_ANSWERS
    message = (
        "A1: This cell is read as 79.0, but one.xlsx, cell I5, is read as 78.5. Neither is used."
    )
    assert findings[1].message == message


def test_what_is_told_of_two_answers(tmp_path: Path, plan: Plan) -> None:
    """Figures are rounded, so a cell is not said to show them.

    One that cannot be read is no second answer.
    """
    answers: tuple[dict[tuple[str, str], object], ...] = (
        {("A7", "actual"): 148, ("A9", "actual"): "soon"},
        {("A7", "actual"): 149.4, ("A9", "actual"): 30, ("A20 2", "status"): "At risk"},
        {("A7", "actual"): 150, ("A9", "actual"): 31, ("A20 2", "status"): "On track"},
    )
    for number, some in enumerate(answers, start=1):
        returned(tmp_path, plan, "A", some, name=f"{number}.xlsx")
    returns, findings = read(tmp_path, plan)
    told = [each.message for each in findings if each.code == "two-answers"]
    cell = cells_of(tmp_path / "1.xlsx")
    a7, a9, a20 = cell["A7", "actual"][1], cell["A9", "actual"][1], cell["A20 2", "status"][1]
    assert told == [
        f"A7: This cell is read as 149, but 1.xlsx, cell {a7}, is read as 148. Neither is used.",
        f"A9: This cell is read as 30, but 1.xlsx, cell {a9}, holds what cannot be read. Neither "
        "is used.",
        f"A7: This cell is read as 150, but 1.xlsx, cell {a7}, differs from another one already. "
        "Neither is used.",
        f"A9: This cell is read as 31, but 1.xlsx, cell {a9}, holds what cannot be read. Neither "
        "is used.",
        f"A20, deadline 2: This cell says “On track”, but 2.xlsx, cell {a20}, says “At risk”. "
        "Neither is used.",
    ]
    assert returns.measures["A7", ""].actual is Absent.TWO_ANSWERS
    assert returns.measures["A9", ""].actual is Absent.UNREADABLE


def test_rows_are_missing_only_where_no_workbook_has_them(tmp_path: Path, plan: Plan) -> None:
    for name, rows in (("one.xlsx", (5, 6, 7)), ("two.xlsx", (7, 8))):
        path = returned(tmp_path, plan, "A", {}, name=name)

        def take_out(workbook: openpyxl.Workbook, rows: tuple[int, ...] = rows) -> None:
            for row in reversed(rows):
                workbook["Targets"].delete_rows(row)

        change(path, take_out)
    missing = [each for each in read(tmp_path, plan)[1] if each.code == "rows-missing"]
    assert [each.place.workbook for each in missing] == ["one.xlsx", "two.xlsx"]
    assert {each.message for each in missing} == {"1 row is no longer there: A3."}
    change(tmp_path / "one.xlsx", lambda workbook: workbook.remove(workbook["Targets"]))
    returned(tmp_path, plan, "B", {})
    told = [
        (each.place.workbook, each.code)
        for each in read(tmp_path, plan)[1]
        if each.severity is not Severity.NOTE
    ]
    assert told == [("two.xlsx", "rows-missing")], "one.xlsx is for the milestones"


def test_the_same_workbook_twice_changes_nothing(tmp_path: Path, plan: Plan) -> None:
    one = returned(tmp_path, plan, "A", {("A1", "actual"): 0.785}, name="one.xlsx")
    copy = Path(shutil.copy(one, tmp_path / "copy of one.xlsx"))
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == ["same-file-twice"]
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    with zipfile.ZipFile(copy, "a") as package:
        package.comment = b"saved again"
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == ["several-returns"]
    assert returns.measures["A1", ""].actual == Decimal("78.5")


def label(path: Path, name: str, value: str | None) -> None:
    def edit(workbook: openpyxl.Workbook) -> None:
        for row in workbook["Guide"].iter_rows(max_col=1):
            if row[0].value == name:
                workbook["Guide"].cell(row[0].row, 2).value = value

    change(path, edit)


@pytest.mark.parametrize(
    ("name", "value", "code", "is_read"),
    [
        ("Plan", "Another Plan 2013/14", "another-plan", False),
        ("Return month", "July 2012", "another-month", False),
        ("Return month", "soon", "no-month", True),
        ("Return month", None, "no-month", True),
        ("Priority", None, None, True),
        ("Priority", "Q", "another-priority", True),
        ("Priority", "B", "another-priority", True),
        ("Plan", None, None, True),
    ],
)
def test_a_workbook_says_itself_what_it_is_for(
    tmp_path: Path, plan: Plan, name: str, value: str | None, code: str | None, is_read: bool
) -> None:
    label(returned(tmp_path, plan, "A", {("A1", "actual"): 0.785}), name, value)
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == ([code] if code else [])
    assert returns.came_from("A") is is_read


def test_what_is_no_month_is_told_as_it_stands(tmp_path: Path, plan: Plan) -> None:
    label(returned(tmp_path, plan, "A", {}), "Return month", "Aug-12")
    _, (finding,) = read(tmp_path, plan)
    assert finding.message == (
        "“Aug-12” could not be read as the workbook's month; it was taken as September 2012."
    )


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


# One damaged byte makes the directory ask for a version of zip that there never was.
OF_ANOTHER_ZIP_VERSION = zipped().replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x94")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"Priority A is fine this month", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0 an old workbook, cut short", "not-understood"),
        (b"PK\x03\x04 cut short", "damaged-file"),
        (OF_ANOTHER_ZIP_VERSION, "damaged-file"),
    ],
)
def test_a_file_that_is_no_workbook_is_one_finding(
    tmp_path: Path, plan: Plan, content: bytes, code: str
) -> None:
    (tmp_path / "return-B.xlsx").write_bytes(content)
    returned(tmp_path, plan, "A", {("A1", "actual"): 0.785})
    returns, findings = read(tmp_path, plan)
    assert codes(findings) == [code]
    assert findings[0].place.workbook == "return-B.xlsx"
    assert returns.measures["A1", ""].actual == Decimal("78.5")


def test_a_zip_file_that_is_no_workbook(tmp_path: Path, plan: Plan) -> None:
    whole = returned(tmp_path, plan, "A", {}).read_bytes()
    (tmp_path / "return-A.xlsx").write_bytes(whole.replace(b"xl/workbook.xml", b"xl/weirdbok.xml"))
    _, findings = read(tmp_path, plan)
    assert codes(findings) == ["not-understood"]


def test_a_workbook_that_is_no_return(tmp_path: Path, plan: Plan) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Shopping"  # type: ignore[index]
    workbook.save(tmp_path / "list.xlsx")
    _, findings = read(tmp_path, plan)
    assert codes(findings) == ["not-a-return"]


def test_the_plan_among_the_returns(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(plan))
    _, findings = read(tmp_path, plan)
    assert codes(findings) == ["plan-among-returns"]


def test_a_folder_within_the_folder(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "late ones").mkdir()
    returned(tmp_path / "late ones", plan, "A", {})
    returned(tmp_path, plan, "B", {})
    _, findings = read(tmp_path, plan)
    assert codes(findings) == ["folder-passed-over"]


def test_plan_figures_pasted_as_values_are_no_edit(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {})
    sheet, cell = cells_of(path)["A1", "target"]

    def unformatted(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].number_format = "General"

    change(path, unformatted)
    assert read(tmp_path, plan)[1] == ()


@pytest.mark.share(3)
@pytest.mark.parametrize("first", [datetime(1899, 12, 30), datetime(1904, 1, 1)])  # noqa: DTZ001
@pytest.mark.parametrize(
    "form",
    [
        lambda day, first: (day - first).days,
        lambda day, first: f"{day:%Y-%m-%d}",
        lambda day, first: f"{day:%Y-%m-%dT00:00:00Z}",
        lambda day, first: f"{day:%d/%m/%Y}",
        lambda day, first: f"{day.month}/{day.day}/{day:%y}",
        lambda day, first: day,
    ],
)
def test_plan_dates_that_lost_their_format_are_no_edit(
    tmp_path: Path,
    plan: Plan,
    first: datetime,
    form: Callable[[datetime, datetime], int | str | datetime],
) -> None:
    path = returned(tmp_path, plan, "B", {})

    def unformatted(workbook: openpyxl.Workbook) -> None:
        changed = 0
        for row in workbook["Milestones"].iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime):
                    cell.value, cell.number_format = form(cell.value, first), "General"
                    changed += 1
        assert changed > 20

    change(path, unformatted)
    assert read(tmp_path, plan)[1] == ()


@pytest.mark.parametrize(
    "typed", [41091, 41090.5, True, "2012-07-01", "01/07/2012", "6/30/2013", "T30"]
)
def test_another_day_is_an_edit_in_whatever_form(
    tmp_path: Path, plan: Plan, typed: float | str
) -> None:
    path = returned(tmp_path, plan, "B", {})
    sheet, cell = cells_of(path)["B9 1", "due"]

    def moved(workbook: openpyxl.Workbook) -> None:
        workbook[sheet][cell].value, workbook[sheet][cell].number_format = typed, "General"

    change(path, moved)
    (finding,) = read(tmp_path, plan)[1]
    assert (finding.code, finding.fix) == ("plan-cell-edited", "Type “30/06/12” back.")


def test_a_lost_table_is_told_and_the_other_still_counts(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A1", "actual"): 0.785})
    change(path, lambda workbook: workbook.remove(workbook["Milestones"]))
    returns, findings = read(tmp_path, plan)
    assert [f.code for f in findings if f.severity is Severity.ERROR] == ["no-sheet"]
    assert returns.measures["A1", ""].actual == Decimal("78.5")


def test_a_lost_column_is_told(tmp_path: Path, plan: Plan) -> None:
    path = returned(tmp_path, plan, "A", {("A1", "actual"): 0.785})
    place = cells_of(path)["A1", "comment"][1]

    def rename(workbook: openpyxl.Workbook) -> None:
        workbook["Targets"][f"{place[0]}4"].value = "Remarks"

    change(path, rename)
    _, findings = read(tmp_path, plan)
    assert [(f.code, f.severity) for f in findings] == [("no-column", Severity.ERROR)]
    assert "“Comment”" in findings[0].message


def test_the_month_is_known_from_the_workbooks(tmp_path: Path, plan: Plan) -> None:
    returned(tmp_path, plan, "A", {})
    assert month_said_by(read_folder(tmp_path, plan)) == SEPTEMBER


def test_control_characters_in_typed_text_are_taken_out(tmp_path: Path, plan: Plan) -> None:
    returns, _ = read_one(tmp_path, plan, "A", {("A1", "comment"): "Bell_x0007_ and\xa0space"})
    assert returns.measures["A1", ""].comment == "Bell and space"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (MeasureEntry(Decimal(78), date(2012, 3, 31), DataStatus.FINAL), "figure-before-plan-year"),
        (MeasureEntry(Decimal(78), date(2012, 4, 1), DataStatus.FINAL), None),
        (MeasureEntry(as_at=date(2012, 3, 31)), None),
    ],
)
def test_a_measure_entry_against_the_plan_year(
    plan: Plan, entry: MeasureEntry, code: str | None
) -> None:
    findings = entry_findings(plan, Returns(SEPTEMBER, measures={("A1", ""): entry}))
    assert codes(findings) == ([code] if code else [])


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (DeadlineEntry(Status.COMPLETED, T), None),
        (DeadlineEntry(Status.COMPLETED, date(2012, 3, 31)), "completed-before-plan-year"),
        (DeadlineEntry(Status.COMPLETED, date(2012, 4, 1)), None),
        (DeadlineEntry(Status.ON_TRACK, date(2012, 9, 1)), "date-against-status"),
        (DeadlineEntry(Status.ON_TRACK, expected=date(2023, 3, 31)), None),
        (DeadlineEntry(Status.ON_TRACK, expected=date(2112, 9, 30)), "expected-far-ahead"),
        (DeadlineEntry(), None),
    ],
)
def test_a_deadline_entry_against_itself(
    plan: Plan, entry: DeadlineEntry, code: str | None
) -> None:
    findings = entry_findings(plan, Returns(SEPTEMBER, deadlines={("A12", 1): entry}))
    assert codes(findings) == ([code] if code else [])


def test_a_monthly_item_done_and_on_track_is_no_contradiction(plan: Plan) -> None:
    done = DeadlineEntry(Status.ON_TRACK, date(2012, 9, 18))
    assert entry_findings(plan, Returns(SEPTEMBER, deadlines={("B13", 1): done})) == ()


@pytest.mark.full
def test_an_optional_column_needs_one_line_and_old_returns_may_lack_it(
    tmp_path: Path, plan: Plan
) -> None:
    """Template, reader, record, tables and summary follow the layout.

    The old return was made without the line.
    """
    month = tmp_path / "2012-09"
    month.mkdir()
    returned(month, plan, "B", {("B1", "actual"): 0.5}, name="old.xlsx")
    command = [sys.executable, "-m", "tests.tools.optional_column", str(month)]
    came = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    )
    told = [
        (workbook, code)
        for workbook, code, _ in came["findings"]
        if code in ("no-column", "heading-twice")
    ]
    assert not told
    (differing,) = [message for _, code, message in came["findings"] if code == "two-answers"]
    assert differing.startswith("A1: This cell says “Low”, but one.xlsx, cell ")
    assert differing.endswith(" says “High”.")
    (refused,) = [message for _, code, message in came["findings"] if code == "not-a-choice"]
    assert refused == "A2: “soon” is not one of the choices."
    record = came["record"]
    said = {row["ref"]: further["text"] for row in record["measures"] for further in row["further"]}
    obstacles = {row["ref"]: row["further"] for row in record["deadlines"] if row["further"]}
    assert said == {"A1": "High\nLow"}
    assert obstacles == {"A12": [{"column": "obstacle", "text": "No venue."}]}
    assert came["read again"] == [[["confidence", "High\nLow"]]]
    assert came["frame"] == "No venue."
    assert came["summary"] == {
        "Measures.Confidence": said,
        "Milestones.Obstacle": {"A12": "No venue."},
    }

"""The returns of the example's months hold what was carried forward and typed, and nothing else."""

from pathlib import Path

import openpyxl
import pytest

from cyps_reports import locations
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.folder import read_folder
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.folders import files_in
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book
from tests.tools.build import MONTHS, entries_for, typed_rows
from tests.tools.returned import cells_of, sheet_column

FORMER_RETURNS = Path(__file__).parent / "data" / "former_returns"
"""Returns that were sent out by versions of before."""


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

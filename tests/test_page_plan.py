"""The plan is taken out on the page, changed and put back; what would change is seen first."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cyps_reports import api
from cyps_reports.findings import CellRef, Finding, Severity, numbers_said
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.setup.plan_changes import Kind, plan_changes
from tests.tools.page import Page, example_office, said_in


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(example_office(tmp_path / "office")).opened()


def plan_of(page: Page) -> Path:
    return page.office.root / "returns" / "plan.xlsx"


def changed(page: Page) -> bytes:
    """The plan with another target, another date, a row gone and one new."""
    book = load_workbook(plan_of(page))
    measures, milestones, leads = book["Measures"], book["Milestones"], book["Leads"]
    measures["K2"] = 0.81
    milestones["F2"] = "31 July 2012"
    leads.append(["ZZ", "New lead", "Director"])
    milestones.delete_rows(milestones.max_row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def bring(page: Page, content: bytes, name: str = "plan.xlsx") -> str:
    return page.done("/plan/of/plan.xlsx/changed", {"file": (io.BytesIO(content), name)})


def yes(page: Page) -> str:
    assert page.office.plan_come
    return page.done("/plan/put-back", {"digest": page.office.plan_come.digest})


def test_what_would_change_is_shown_and_nothing_changes_before_the_yes(page: Page) -> None:
    before = plan_of(page).read_bytes()
    text = said_in(bring(page, changed(page)))
    assert "1 new row, 1 lost row, 1 changed target, 1 changed date" in text
    assert "Measures A1 Target 78% 81%" in text
    assert "Milestones A12 Due date 30 June 2012 31 July 2012" in text
    assert "Leads ZZ New lead" in text
    assert plan_of(page).read_bytes() == before
    text = said_in(yes(page))
    assert "The changed plan is in its place" in text
    assert (page.office.root / "set-aside/plan/plan.xlsx").read_bytes() == before
    assert "81" in plan_text(plan_of(page))


def plan_text(path: Path) -> str:
    plan, _ = read_plan(path)
    assert plan
    return str(plan.measures[0].target)


def test_a_row_is_called_as_the_plan_prints_it_and_what_was_empty_was_nothing(
    page: Page,
) -> None:
    book = load_workbook(plan_of(page))
    book["Priorities"]["A2"], book["Measures"]["A2"] = "1", "1"
    for sheet in ("Measures", "Milestones"):
        for cell in book[sheet]["A"][1:]:
            cell.value = {"A": "1"}.get(str(cell.value), cell.value)
    polarity = next(cell for cell in book["Measures"][1] if cell.value == "Polarity").column
    filled = book["Measures"].cell(2, polarity).value
    book.save(complete := io.BytesIO())
    book["Measures"].cell(2, polarity).value = None
    book.save(plan_of(page))
    text = said_in(bring(page, complete.getvalue()))
    assert "1 other changed cell." in text
    assert f"Measures 1.1 Polarity {filled} " in text


def test_the_very_same_plan_changes_nothing(page: Page) -> None:
    text = said_in(bring(page, plan_of(page).read_bytes()))
    assert "no cell changes" in text


def test_a_plan_that_somebody_changed_meanwhile_is_not_replaced(page: Page) -> None:
    bring(page, changed(page))
    with plan_of(page).open("ab") as file:
        file.write(b"somebody's")
    before = plan_of(page).read_bytes()
    assert "was changed since it was compared" in yes(page)
    assert plan_of(page).read_bytes() == before
    assert not (page.office.root / "set-aside").exists()


def test_a_yes_to_another_workbook_does_nothing(page: Page) -> None:
    before = plan_of(page).read_bytes()
    bring(page, changed(page))
    assert "Another one was looked at since" in page.done("/plan/put-back", {"digest": "other"})
    assert plan_of(page).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.xlsx", b"no workbook"), ("plan.xlsx", b""), ("../../plan.docx", b"PK\x03\x04")],
)
def test_what_is_no_plan_workbook_is_refused(page: Page, name: str, content: bytes) -> None:
    before = plan_of(page).read_bytes()
    assert "This could not be done" in bring(page, content, name)
    returned = page.office.root / "returns" / "2012-09" / "return-A.xlsx"
    assert "is no plan workbook" in bring(page, returned.read_bytes())
    assert page.office.plan_come is None
    assert plan_of(page).read_bytes() == before


def test_next_years_plan_is_written_beside_and_has_a_page(page: Page) -> None:
    text = said_in(page.done("/plan/new-year"))
    assert "The plan for 2013/14 is written" in text
    assert "plan-2013-14.xlsx" in text
    assert "2013/14" in page.read("/plan/of/plan-2013-14.xlsx")
    assert "April 2013" in said_in(page.read("/months"))
    assert page.get("/plan/of/plan-2031-32.xlsx").status_code == 404
    assert page.get("/plan/of/..%2f..%2fplan.xlsx/file").status_code == 404


def test_each_kind_of_change_of_a_plan_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    shutil.copy(Path(__file__).parent.parent / "input_templates" / "plan.xlsx", path)
    plan, _ = read_plan(path)
    assert plan
    path.write_bytes(plan_workbook(plan))
    again, _ = read_plan(path)
    assert again
    assert plan_changes(plan, again) == ()
    without = replace(plan, measures=plan.measures[1:], leads=plan.leads[:-1])
    gone = plan_changes(plan, without)
    assert {change.kind for change in gone} == {Kind.ROW_GONE}
    come = plan_changes(without, plan)
    assert {change.kind for change in come} == {Kind.ROW_ADDED}
    assert [change.row for change in gone] == [change.row for change in come]
    assert api.changes_said(gone) == f"{len(gone)} lost rows"


def test_what_is_open_is_counted_as_the_command_counts_it(page: Page) -> None:
    checked = page.office.plan(page.office.plan_book())
    said = numbers_said(checked.findings)
    assert "note" in said
    assert f"{said}. An error is to be mended" in said_in(page.read("/plan"))


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ((), ""),
        ((Severity.NOTE,), "1 note"),
        ((Severity.NOTE, Severity.ERROR), "1 error, 1 note"),
        ((Severity.NOTE, Severity.NOTE, Severity.WARNING), "1 warning, 2 notes"),
    ],
)
def test_how_many_findings_there_are_of_each_severity(
    severities: tuple[Severity, ...], said: str
) -> None:
    findings = [Finding(each, "no-unit", CellRef(), "", "") for each in severities]
    assert numbers_said(findings) == said

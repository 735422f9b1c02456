"""What plan check says of a plan before the first returns go out, cell by cell in sheet order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports import api, cli, locations
from cyps_reports.console.alike_findings import open_summed_up, said_together, summed_up
from cyps_reports.findings import CellRef, Finding, Severity, error
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.draft_book import draft_book
from cyps_reports.setup.new_plan import FirstFacts
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.layout import keys
from tests.tools.small_plan import small_plan

HEAD = Priority("A", "First", head="Jo Smith", email="j.smith@council.gov.uk")
LEAD = Lead("AB", "A Bee", "Director", email="a.bee@council.gov.uk")
MEASURE = Measure("A", 1, "", "Pupils in school", Unit.PERCENT, Polarity.HIGHER)
MILESTONE = Milestone(
    "A", 2, "", "Open the school", "AB", deadlines=(Deadline(1, date(2017, 9, 1)),)
)


def whole(**more: Any) -> Plan:
    """A plan in which nothing is open."""
    fields = {
        "email_sender": "office@council.gov.uk",
        "email_to": "cabinet@council.gov.uk",
        "priorities": (HEAD,),
        "leads": (LEAD,),
        "milestones": (MILESTONE,),
    }
    return small_plan(**{**fields, **more})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input_templates").mkdir()
    return tmp_path


def written(folder: Path, plan: Plan, mend: Callable[[Any], object] = lambda book: None) -> Path:
    path = folder / "input_templates" / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    workbook = openpyxl.load_workbook(path)
    mend(workbook)
    workbook.save(path)
    return path


def told(folder: Path) -> list[str]:
    checked = api.check_plan(api.PlanCheckRequest(root=folder))
    return [
        f"{each.severity} {each.place.sheet} {each.place.cell}: {each.message}"
        for each in checked.findings
    ]


def test_a_plan_in_which_nothing_is_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, whole())
    assert cli.main(["plan", "check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Plan workbook: input_templates/plan.xlsx",
        "Partnership Plan 2017/18: 1 priority, 1 milestone and 1 lead.",
        "Nothing is open: run cyps-reports templates",
    ]


def test_a_blank_plan_is_told_in_a_few_sentences(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = FirstFacts(
        council="A", service="B", title="C", starts=date(2026, 4, 1), ends=date(2027, 3, 31)
    ).settled
    assert facts is not None
    (folder / "input_templates" / "plan.xlsx").write_bytes(draft_book(PlanDraft(), facts))
    assert told(folder) == [
        "warning Plan B19: “Email sender” is empty: the emails need it.",
        "warning Plan B20: “Email to” is empty: the emails need it.",
        "error Priorities A2: No priority is listed yet.",
        "error Measures A2: No measure is listed yet, and no milestone.",
    ]
    assert cli.main(["plan", "check"]) == 1
    said = capsys.readouterr().out
    assert "C 2026/27: no row yet." in said
    assert said.endswith(
        "Found: 2 errors, 2 warnings.\nErrors must be mended before returns can be made."
        " Save the plan, close it, and run:\n  cyps-reports plan check\n"
    )
    assert cli.main(["templates"]) == 2
    assert capsys.readouterr().err.endswith(
        "lists no priority yet. See what is open: cyps-reports plan check\n"
    )


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (whole(email_sender=""), "warning Plan B19: “Email sender” is empty: the emails need it."),
        (whole(email_to=""), "warning Plan B20: “Email to” is empty: the emails need it."),
        (
            whole(priorities=(replace(HEAD, head=""),)),
            "warning Priorities C2: Nobody is named who fills in the return of Priority A.",
        ),
        (
            whole(priorities=(replace(HEAD, head="", email=""),)),
            "warning Priorities C2: Nobody is named who fills in the return of Priority A, and"
            " there is no email address.",
        ),
        (
            whole(priorities=(replace(HEAD, email=""),)),
            "warning Priorities D2: There is no email address for Jo Smith.",
        ),
        (
            whole(priorities=(replace(HEAD, email="jo smith"),)),
            "warning Priorities D2: What is in this cell is not an email address.",
        ),
        (
            whole(priorities=(replace(HEAD, title=""),)),
            "error Priorities B2: The title of this priority is missing.",
        ),
        (
            whole(priorities=(HEAD, replace(HEAD, code="B"))),
            "warning Priorities A3: Priority B has no measure and no milestone.",
        ),
        (
            whole(leads=(replace(LEAD, email=""),)),
            "warning Leads D2: There is no email address for A Bee.",
        ),
        (
            whole(leads=(), milestones=(replace(MILESTONE, lead=""),)),
            "warning Leads A2: No lead is listed yet, so nobody answers for any milestone.",
        ),
        (
            whole(measures=(replace(MEASURE, name=""),)),
            "error Measures D2: A1 does not say its measure.",
        ),
        (
            whole(milestones=(replace(MILESTONE, name=""),)),
            "error Milestones E2: A2 does not say what will be done.",
        ),
        (
            whole(milestones=(replace(MILESTONE, lead=""),)),
            "note Milestones J2: A2 has no lead, so nobody answers for it.",
        ),
        (
            whole(year="2018/19"),
            "note Plan : The plan year is 2018/19, but its first day is 1 April 2017.",
        ),
    ],
)
def test_what_is_missing_is_told_at_its_cell(folder: Path, plan: Plan, says: str) -> None:
    written(folder, plan)
    assert says in told(folder)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (whole(priorities=(replace(HEAD, head=""),)), "no-head"),
        (whole(priorities=(replace(HEAD, email=""),)), "no-address"),
        (whole(priorities=(HEAD, replace(HEAD, code="B"))), "priority-without-rows"),
        (whole(priorities=(replace(HEAD, title=""),)), "empty-cell"),
        (whole(milestones=()), "nothing-listed"),
    ],
)
def test_what_is_missing_has_its_code(folder: Path, plan: Plan, code: str) -> None:
    path = written(folder, plan)
    found = api.check_plan(api.PlanCheckRequest(root=folder, plan=path)).findings
    assert [each.code for each in found] == [code]


def test_one_cell_has_one_finding_and_they_come_in_the_order_of_the_sheets(folder: Path) -> None:
    children = f"{column_letters(1 + keys(MEASURE_COLUMNS).index('about_children'))}2"
    assert len(children) > 2, "it comes after Z"

    def lose(workbook: Any) -> None:
        workbook["Measures"]["F3"].value = None
        workbook["Measures"]["F2"].value = "up"
        workbook["Measures"]["D2"].value = None
        workbook["Measures"][children].value = "some"
        workbook["Leads"]["D2"].value = "a bee"
        workbook["Milestones"]["F2"].value = "31/09/17"

    second = replace(MEASURE, number=3)
    written(folder, whole(measures=(MEASURE, second), email_to=""), lose)
    assert told(folder) == [
        "warning Plan B20: “Email to” is empty: the emails need it.",
        "warning Leads D2: What is in this cell is not an email address.",
        "error Measures D2: A1 does not say its measure.",
        "error Measures F2: “up” is not one of the choices.",
        f"error Measures {children}: “some” is not one of the choices.",
        "error Measures F3: The polarity is missing.",
        "error Milestones F2: “31/09/17” does not exist in the calendar.",
    ]


def test_where_no_priority_is_listed_no_row_is_told_that_its_own_is_unknown(folder: Path) -> None:
    def lose(workbook: Any) -> None:
        workbook["Priorities"].delete_rows(2)
        workbook["Measures"]["A3"].value = None

    written(folder, whole(measures=(MEASURE, replace(MEASURE, number=3))), lose)
    assert told(folder) == ["error Priorities A2: No priority is listed yet."]


def test_figures_of_which_nobody_says_in_what_they_are_counted_are_not_told_to_be_wrong(
    folder: Path,
) -> None:
    def lose(workbook: Any) -> None:
        sheet = workbook["Measures"]
        sheet["E2"].value, sheet["I2"].value, sheet["K2"].value = None, "Fair", "Good"
        headings = [cell.value for cell in sheet[1]]
        sheet.cell(2, headings.index("Amber limit") + 1).value = "Poor"
        sheet.cell(2, headings.index("Values") + 1).value = "Good; Fair; Poor"

    written(folder, whole(measures=(MEASURE,)), lose)
    assert told(folder) == ["error Measures E2: The unit is missing."]


def test_what_is_open_and_keeps_nothing_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder, whole(email_to=""))
    assert cli.main(["plan", "check"]) == 0
    assert capsys.readouterr().out.endswith(
        "Found: 1 warning.\n"
        "What is open keeps no return back. When you are ready, run: cyps-reports templates\n"
    )
    assert cli.main(["templates", "--month", "2017-04"]) == 0


def test_the_built_in_plan_can_be_worked_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plan", "check", "--plan", str(locations.built_in_plan())]) == 0
    assert "5 priorities, 38 measures, 87 milestones and 4 leads." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no plan workbook here"),
        (b"no workbook", "cannot be read (see above)."),
    ],
)
def test_where_there_is_no_plan_to_be_read(
    folder: Path, content: bytes | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (folder / "input_templates" / "plan.xlsx").write_bytes(content)
    assert cli.main(["plan", "check"]) == 2
    assert says in capsys.readouterr().err


def test_a_plan_workbook_that_is_named_and_not_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["plan", "check", "--plan", "no.xlsx"]) == 2
    assert "the plan workbook no.xlsx is not there." in capsys.readouterr().err


# Many findings that are alike


def at(cell: str, message: str = "Nothing is here.", sheet: str = "Measures") -> Finding:
    return error("empty-cell", CellRef("plan.xlsx", sheet, cell), message, "Type it.")


def places(findings: tuple[Finding, ...]) -> list[str]:
    return [each.place.cell for each in findings]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["F2"], ["F2"]),
        (["F2", "F3"], ["F2 and F3 (2 cells)"]),
        (["F2", "F3", "F4"], ["F2 to F4 (3 cells)"]),
        (["F12", "F2", "F9", "F3", "F4", "F10"], ["F2 to F4, F9, F10 and F12 (6 cells)"]),
        (["F2", "E2", "F3"], ["F2 and F3 (2 cells)", "E2"]),
        (["AA9", "AA10", "AA11"], ["AA9 to AA11 (3 cells)"]),
        (["", ""], ["", ""]),
    ],
)
def test_what_says_the_same_of_a_column_is_said_once(cells: list[str], said: list[str]) -> None:
    assert places(said_together(map(at, cells))) == said


def test_what_differs_in_anything_else_is_said_by_itself() -> None:
    differing = (
        at("F2"),
        at("F3", "Another."),
        at("F4", sheet="Milestones"),
        replace(at("F5"), fix="Do otherwise."),
        replace(at("F6"), severity=Severity.NOTE),
        replace(at("F7"), code="no-unit"),
    )
    assert said_together(differing) == differing
    assert summed_up(differing) == differing


def test_many_of_a_kind_are_summed_up_in_the_words_of_the_first() -> None:
    (one,) = summed_up(at(f"F{row}", f"Row {row} is empty.") for row in range(2, 7))
    assert (one.place.cell, one.message) == (
        "F2 to F6 (5 cells)",
        "Row 2 is empty. 4 more are like it.",
    )
    few = tuple(at(f"F{row}", f"Row {row} is empty.") for row in range(2, 5))
    assert summed_up(few) == few


def test_many_open_cells_are_summed_up_and_errors_are_told_one_by_one() -> None:
    errors = tuple(at(f"F{row}", f"Row {row} is empty.") for row in range(2, 7))
    same = tuple(map(at, ("G2", "G3")))
    left = tuple(replace(each, code="open-cell", severity=Severity.WARNING) for each in errors)
    told = open_summed_up((*errors, *left, *same))
    assert told[:5] == errors
    assert places(told[5:]) == ["F2 to F6 (5 cells)", "G2 and G3 (2 cells)"]
    assert told[5].message == "Row 2 is empty. 4 more are like it."

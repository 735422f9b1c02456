"""What a council's own document leaves unsaid is proposed in yellow and confirmed, or asked."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from cyps_reports import api, cli
from cyps_reports.plan.figures.basis_said import basis_said, may_be_total
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.setup.readiness import what_is_open
from cyps_reports.workbooks.opening import open_book
from tests.tools.small_plan import plan_typed, small_plan

Rows = Sequence[Sequence[str]]
MEASURES = ("Ref", "Measure", "Outturn 2025/26", "Target 2026/27", "Frequency")
ACTIONS = ("No.", "Action", "By when", "Lead")
AGENCY = "Agency social worker spend, year to date (£000)"
SICKNESS = "Sickness days per FTE (rolling 12 months)"
ADOPTION = "Average number of days between placement order and match"
CASELOAD = "Average caseload of a social worker"
PERCENTAGE = ("1.9", "Assessments on time", "82.4%", "85%", "Monthly")


def typed(document: Any, rows: Rows) -> None:
    table = document.add_table(0, len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def plan_document(path: Path, measures: Rows, actions: Rows = (), beside: Rows = ()) -> Path:
    """A council's plan: what stands before its one priority, then its measures and its actions."""
    document = docx.Document()
    document.add_heading("Wexborough Borough Council", 0)
    document.add_paragraph("Children's Services Improvement Plan 2026/27")
    if beside:
        document.add_heading("Our priorities", 1)
        typed(document, beside)
    document.add_heading("Priority 1: A stable workforce within budget", 2)
    typed(document, (MEASURES, *measures))
    if actions:
        document.add_paragraph("")
        typed(document, (ACTIONS, *actions))
    document.save(str(path))
    return path


def started(folder: Path, measures: Rows, actions: Rows = (), beside: Rows = ()) -> Path:
    """The plan workbook that `start` makes of it."""
    document = plan_document(folder / "Our plan.docx", measures, actions, beside)
    facts = ["--council", "Wexborough Borough Council", "--service", "Children's Services"]
    facts += ["--title", "Improvement Plan", "--first-day", "1 April 2026"]
    facts += ["--last-day", "31 March 2027", "--reported", "monthly"]
    assert cli.main(["start", "ours", "--from", str(document), *facts]) == 0
    return folder / "ours" / "input_templates" / "plan.xlsx"


def cell(path: Path, sheet: str, heading: str, row: int = 2) -> Any:
    found = openpyxl.load_workbook(path)[sheet]
    return found.cell(row, [each.value for each in found[1]].index(heading) + 1)


def fill(path: Path, cells: Iterable[tuple[str, str, str]]) -> None:
    """Types into the first row of the sheets, and deletes the notes there: all is confirmed."""
    book = openpyxl.load_workbook(path)
    for sheet, heading, value in cells:
        at = [each.value for each in book[sheet][1]].index(heading) + 1
        typed_in = book[sheet].cell(2, at)
        typed_in.value, typed_in.comment = value, None
    book.save(path)


def told_of(path: Path, sheet: str, column: str) -> list[str]:
    """What plan check says of a column of a sheet."""
    book = open_book(path)
    assert not isinstance(book, api.Finding)
    _, findings = what_is_open(book)
    return [
        f"{each.severity}: {each.message} {each.fix}"
        for each in findings
        if each.place.sheet == sheet and each.place.cell.rstrip("0123456789") == column
    ]


def to_do(path: Path) -> list[str]:
    rows = openpyxl.load_workbook(path)["To do"].iter_rows(values_only=True)
    return [" | ".join(str(each) for each in row[:3]) for row in rows if row[0]]


@pytest.mark.parametrize(
    ("name", "figures", "basis"),
    [
        (AGENCY, ("£1,240k", "£950k"), "cumulative"),
        ("Placement spend YTD", ("£1.2m", "£1.1m"), "cumulative"),
        ("Adoptions so far this year", ("31", "40"), "cumulative"),
        ("Savings (cumulative)", ("£1.2m", "£1.1m"), "cumulative"),
        (SICKNESS, ("12.3 days", "10.0 days"), "rolling"),
        ("Re-referrals in the last 12 months", ("23.6%", "20%"), "rolling"),
        ("Children on a plan at month end", ("180", "160"), "snapshot"),
        ("Agency staff as at the last Friday", ("41", "30"), "snapshot"),
    ],
)
def test_a_basis_that_the_words_say_is_proposed_in_yellow(
    folder: Path, name: str, figures: tuple[str, str], basis: str
) -> None:
    path = started(folder, [("1.1", name, *figures, "Monthly"), PERCENTAGE])
    proposed = cell(path, "Measures", "Data basis")
    assert proposed.value == basis
    assert proposed.comment.text.startswith("Open: The words of “")
    (row,) = (each for each in to_do(path) if each.startswith(f"Measures {proposed.coordinate}"))
    assert f"{basis} is proposed" in row
    assert "If it is right as it stands, type done over “open” in its row" in row
    assert cell(path, "Measures", "Data basis", row=3).value is None, "the percentage says none"
    (told,) = told_of(path, "Measures", proposed.column_letter)
    assert told.startswith("warning")
    assert f"{basis} is proposed" in told
    fill(path, [("Measures", "Data basis", basis)])
    assert told_of(path, "Measures", proposed.column_letter) == []


def test_spend_of_which_nothing_is_said_is_asked_and_a_count_of_what_there_is_is_not(
    folder: Path,
) -> None:
    households = ("1.2", "Number of in-house foster carer households", "68", "80", "Monthly")
    on_plans = ("1.3", "Children subject of a child protection plan", "180", "160", "Monthly")
    path = started(
        folder, [("1.1", "Agency spend", "£1,240k", "£950k", "Monthly"), households, on_plans]
    )
    asked = cell(path, "Measures", "Data basis")
    assert asked.value is None
    assert "does not say whether a month's figure" in asked.comment.text
    assert [cell(path, "Measures", "Data basis", row).comment for row in (3, 4)] == [None, None]
    assert "Choose one of: snapshot, cumulative" in "".join(to_do(path))


def test_a_result_of_once_a_year_is_asked_nothing(folder: Path) -> None:
    path = started(folder, [("1.1", AGENCY, "£1,240k", "£950k", "Annual"), PERCENTAGE])
    assert cell(path, "Measures", "Data basis").comment is None


def money(**more: Any) -> Measure:
    unit = unit_named("£000")
    assert unit is not None
    known: dict[str, Any] = {"outturn": Decimal(1240), "target": Decimal(950)}
    known |= {"component": "", "name": AGENCY, "unit": unit, "polarity": Polarity.LOWER}
    return Measure("A", 1, **{**known, **more})


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        (money(), "A1 has no data basis, so it counts as snapshot; its words say that it is the"),
        (money(basis_set=Basis.SNAPSHOT), "A1 has the data basis snapshot, but its words say"),
        (money(basis_set=Basis.ROLLING), "A1 has the data basis rolling, but its words say"),
        (money(basis_set=Basis.CUMULATIVE), ""),
        (money(basis_set=Basis.ANNUAL), ""),
        (money(frequency="annual"), ""),
        (money(component="snapshot"), ""),
    ],
)
def test_a_plan_typed_by_hand_is_warned_where_words_and_basis_disagree(
    tmp_path: Path, measure: Measure, told: str
) -> None:
    findings = checked(tmp_path, measure, "plan-basis-against-words")
    assert [each.severity for each in findings] == ["warning"] * bool(told)
    assert all(told in each.message for each in findings)
    assert all(each.place.cell == "T2" for each in findings)
    assert all("Choose cumulative" in each.fix for each in findings)


@pytest.mark.parametrize(
    ("measure", "is_asked"),
    [
        (money(name="Agency spend"), True),
        (money(name="Agency spend", basis_set=Basis.SNAPSHOT), False),
        (money(name="Average weekly cost of a placement"), False),
        (money(name="Agency spend", frequency="annual"), False),
        (money(name="Agency spend", polarity=Polarity.MONITOR), False),
        (money(name="Children on a child protection plan", unit=Unit.COUNT), False),
        (money(name="In-house foster carer households", unit=Unit.COUNT), False),
        (money(name="Social workers recruited", unit=Unit.COUNT), True),
    ],
)
def test_a_plan_typed_by_hand_is_asked_of_what_may_be_a_total(
    tmp_path: Path, measure: Measure, *, is_asked: bool
) -> None:
    findings = checked(tmp_path, measure, "plan-basis-unsaid")
    assert [each.severity for each in findings] == ["note"] * is_asked


def checked(folder: Path, measure: Measure, code: str) -> list[api.Finding]:
    path = plan_typed(folder / "plan.xlsx", small_plan(measures=(measure,)), {})
    book = open_book(path)
    assert not isinstance(book, api.Finding)
    _, findings = what_is_open(book)
    return [each for each in findings if each.code == code]


@pytest.mark.parametrize(
    "name",
    [
        *("Children in care with an up-to-date health plan", "Reviews up to date"),
        *("Re-referrals within 12 months", "Annual health checks", "Non-cumulative spend"),
        *("Attendance as attained", "Spend YTD against a rolling budget", "Update of plans"),
    ],
)
def test_words_that_only_look_like_a_basis_say_none(name: str) -> None:
    assert basis_said(name) is None


def test_what_is_judged_is_no_total() -> None:
    assert not may_be_total(Unit.TEXT, "Spend")


@pytest.mark.parametrize(
    ("name", "unit", "is_open"),
    [
        (ADOPTION, "days", False),
        ("Mean number of working days to allocation", "days", False),
        ("Average weeks to decision", "weeks", False),
        (CASELOAD, "score", True),
        ("Children in care", "count", False),
    ],
)
def test_an_average_is_no_count(folder: Path, name: str, unit: str, *, is_open: bool) -> None:
    path = started(folder, [("1.1", name, "168", "121", "Quarterly"), PERCENTAGE])
    proposed = cell(path, "Measures", "Unit")
    assert proposed.value == unit
    assert (proposed.comment is not None) is is_open
    assert cell(path, "Measures", "Outturn").value == 168, "it is read in the unit proposed"
    assert any("score is proposed" in each for each in to_do(path)) is is_open


def test_once_the_unit_is_typed_nothing_more_is_asked_of_its_figures(folder: Path) -> None:
    grade = ("1.1", "Grade of the case audit", "Requires improvement", "Good", "Monthly")
    path = started(folder, [grade, PERCENTAGE])
    assert told_of(path, "Measures", "E")
    fill(path, [("Measures", "Unit", "grade"), ("Measures", "Polarity", "higher")])
    fill(path, [("Measures", "Values", "Outstanding; Good; Requires improvement; Inadequate")])
    assert [told_of(path, "Measures", column) for column in "EIK"] == [[], [], []]


HEADS = ("Priority", "What it is about", "Head of Service", "Email address")


def test_heads_of_service_are_taken_from_the_table_that_names_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = [
        HEADS,
        ("1", "The right people, and enough of them", "Sara Okafor", "s.okafor@wexborough.gov.uk"),
        ("9", "Of another plan", "Tom Beale", "t.beale@wexborough.gov.uk"),
    ]
    path = started(folder, [PERCENTAGE], beside=beside)
    assert cell(path, "Priorities", "Title").value == "A stable workforce within budget"
    assert cell(path, "Priorities", "Head of service").value == "Sara Okafor"
    assert cell(path, "Priorities", "Email").value == "s.okafor@wexborough.gov.uk"
    assert openpyxl.load_workbook(path)["Priorities"]["A3"].value is None, "9 is no priority"
    said = capsys.readouterr().out
    assert "“The right people, and enough of them” (row 2)" in said, "what is left out is told"
    assert "“Tom Beale”" in said
    assert "Table 1 of Our plan.docx is no table" not in said
    assert told_of(path, "Priorities", "C") == []


@pytest.mark.parametrize("named", ["Priority 1", "1.", "A stable workforce within budget"])
def test_a_priority_is_known_by_its_number_or_its_title(folder: Path, named: str) -> None:
    beside = [("Priority", "Head of service"), (named, "Sara Okafor")]
    path = started(folder, [PERCENTAGE], beside=beside)
    assert cell(path, "Priorities", "Head of service").value == "Sara Okafor"


def test_nobody_is_no_head_of_service(folder: Path) -> None:
    beside = [("Priority", "Head of service"), ("1", "Vacant")]
    path = started(folder, [PERCENTAGE], beside=beside)
    assert cell(path, "Priorities", "Head of service").value is None
    (told,) = told_of(path, "Priorities", "C")
    assert "Nobody is named who fills in the return of Priority 1" in told


def test_a_lead_in_two_writings_is_one_lead_of_the_plan(folder: Path) -> None:
    actions = [
        ("1.5", "Open the hub", "30/06/2026", "L. O'Brien"),
        ("1.6", "Open another", "30/09/2026", "L O’Brien"),
    ]
    path = started(folder, [PERCENTAGE], actions)
    book = openpyxl.load_workbook(path)
    assert [row[1] for row in book["Leads"].iter_rows(min_row=2, values_only=True)] == [
        "L. O'Brien"
    ]
    assert [cell(path, "Milestones", "Lead", row).value for row in (2, 3)] == ["L. O'Brien"] * 2

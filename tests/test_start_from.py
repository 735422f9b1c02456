"""A folder that is made from a plan somebody has: what is filled in, coloured, said and asked."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from cyps_reports import api, cli, locations
from cyps_reports.findings import CellRef, warning
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.open_notes import TO_DO
from cyps_reports.setup.draft import DraftCell, DraftRow, PlanDraft, place_of, place_of_fact
from cyps_reports.setup.draft_book import draft_book, what_is_left
from cyps_reports.setup.new_plan import FirstFacts, NewPlan
from cyps_reports.setup.sources.source import SourcePlace
from tests.setup_documents.blocks import Document, Heading, Table
from tests.setup_documents.word_like import word_like
from tests.test_start import TOLD
from tests.tools import libreoffice

FACTS = FirstFacts(
    council="Anywhere Council",
    service="Children's Services",
    title="Partnership Plan",
    starts=date(2026, 4, 1),
    ends=date(2027, 3, 31),
)
TODAY = date(2026, 11, 27)
OPEN = "The document does not say the polarity of “Pupils in school”."
CHOOSE = "Choose one of: higher, lower, close, monitor."


def settled() -> NewPlan:
    new = FACTS.settled
    assert new is not None
    return new


def row(**cells: Any) -> DraftRow:
    made = {
        key: each if isinstance(each, DraftCell) else DraftCell(each) for key, each in cells.items()
    }
    return DraftRow(made)


def left_open(value: Any, why: str) -> DraftCell:
    return DraftCell(value, SourcePlace("Plan.docx", "table 3", "row 7, column 4"), True, why)


def draft() -> PlanDraft:
    """One measure of each kind that is odd to write, one milestone, and two cells that are open."""
    measure = row(priority="A", number=Decimal(1), name="Pupils in school", unit="%")
    cells = {
        **measure.cells,
        "polarity": left_open(None, f"{OPEN} {CHOOSE}"),
        "outturn": DraftCell(Decimal("78.50")),
        "target": DraftCell("at least 80%"),
        "target_due": DraftCell(date(2027, 2, 1)),
    }
    money = row(priority="A", number=Decimal(2), name="Spend", unit="£m", polarity="lower")
    money = DraftRow({**money.cells, "outturn": DraftCell(Decimal("86.190"))})
    grade = row(priority="A", number=Decimal(3), name="Ofsted", unit="grade", polarity="higher")
    grade = DraftRow(
        {**grade.cells, "values": DraftCell("Good; Fair; Poor"), "target": DraftCell("Good")}
    )
    milestone = row(
        priority="A",
        number=Decimal(4),
        deadline=Decimal(1),
        name="Open the school",
        due=left_open("by 31/09/26", "“by 31/09/26” does not exist in the calendar. Type a date."),
        lead="JM",
    )
    return PlanDraft(
        facts={"year": DraftCell("2026/27"), "lead_word": DraftCell("Owner")},
        sheets={
            layout.PRIORITIES: (row(code="A", title="School"),),
            layout.LEADS: (row(initials="JM", name="Jo Moxon"),),
            layout.MEASURES: (DraftRow(cells), money, grade),
            layout.MILESTONES: (milestone,),
            layout.STEPS: (row(priority="A", number=Decimal(1), **{"2026-09": Decimal("79.5")}),),
            layout.COMPARATORS: (
                row(reference="A1", name="England", year="2010/11", figure=Decimal("81.0")),
            ),
            layout.EARLIER_YEARS: (row(reference="A2", year="2024/25", figure=Decimal("80.250")),),
        },
        findings=(
            warning("draft-polarity", place_of(layout.MEASURES, 0, "polarity"), OPEN, CHOOSE),
            warning("impossible-date", place_of(layout.MILESTONES, 0, "due"), "No.", "Type one."),
            warning("draft-row-left-out", CellRef("Plan.docx"), "Not taken.", "Type it."),
            warning("not-a-date", place_of_fact("starts"), "“soon” is not a date.", "Type a date."),
        ),
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(draft_book(draft(), settled()))
    return path


def mended(path: Path) -> Plan:
    """The plan once the open cells are filled in."""
    workbook = openpyxl.load_workbook(path)
    workbook["Measures"]["F2"].value = "higher"
    workbook["Milestones"]["F2"].value = date(2026, 9, 30)
    workbook.save(path)
    plan, findings = read_plan(path)
    assert plan is not None, findings
    return plan


def test_a_draft_is_read_back_as_it_was_understood(book: Path) -> None:
    plan = mended(book)
    attendance, spend, ofsted = plan.measures
    assert (plan.identity, plan.lead_word) == ("Partnership Plan 2026/27", "Owner")
    assert (str(attendance.outturn), attendance.target_said) == ("78.50", "at least 80%")
    assert str(attendance.target_due) == "2027-02"
    assert {str(month): str(step) for month, step in attendance.steps.items()} == {
        "2026-09": "79.5"
    }
    assert [str(each.figure) for each in attendance.comparators] == ["81.0"]
    assert str(spend.outturn) == "86.190"
    assert [str(each.figure) for each in spend.earlier_years] == ["80.250"]
    assert ofsted.values == ("Good", "Fair", "Poor")
    (milestone,) = plan.milestones
    assert (milestone.ref, milestone.lead, milestone.deadlines[0].due) == (
        "A4",
        "JM",
        date(2026, 9, 30),
    )


def test_figures_stand_in_the_unit_of_their_measure_on_every_sheet(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    cells = {
        # As a number, Excel's own format for percentages would hide that two decimals are meant.
        "Measures": ("I2", "78.50%", "General"),
        "Steps": ("I2", 0.795, "0.0%"),
        "Comparators": ("E2", 0.81, "0.0%"),
        "Earlier years": ("D2", 80.25, "#,##0.000"),
    }
    for sheet, (cell, value, shown) in cells.items():
        written = workbook[sheet][cell]
        assert (written.value, written.number_format) == (value, shown)


def test_open_cells_are_noted_with_the_reason_and_where_it_stands_in_the_document(
    book: Path,
) -> None:
    workbook = openpyxl.load_workbook(book)
    polarity, due = workbook["Measures"]["F2"], workbook["Milestones"]["F2"]
    assert polarity.comment is not None
    assert polarity.comment.text == (
        f"Open: {OPEN} {CHOOSE}\nIn the document: table 3, row 7, column 4."
    )
    assert due.value == "by 31/09/26"
    assert due.comment is not None
    assert due.comment.text.endswith("\nIt holds: by 31/09/26")
    coloured = {
        str(area.sqref)
        for sheet in ("Measures", "Milestones")
        for area in workbook[sheet].conditional_formatting
    }
    assert coloured == {"F2"}


def test_the_sheet_to_do_lists_what_is_open_and_leads_there(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)[TO_DO]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(6)]
    assert [each[:3] for each in rows] == [
        ["Measures F2", OPEN, CHOOSE],
        ["Milestones F2", "No.", "Type one."],
        ["The document", "Not taken.", "Type it."],
    ]
    assert [cell.hyperlink and cell.hyperlink.location for (cell, *_) in sheet.iter_rows(6)] == [
        "'Measures'!F2",
        "'Milestones'!F2",
        None,
    ]


def test_steps_outside_the_plan_are_told_and_not_lost_in_silence() -> None:
    months = {"2025-09": Decimal(70), "2026-09": Decimal(75), "2027-09": Decimal(80)}
    sheets = {layout.STEPS: (row(priority="A", number=Decimal(1), **months),)}
    (told,) = what_is_left(PlanDraft(sheets=sheets), settled())
    assert (told.code, told.place.sheet) == ("step-outside-plan", "Steps")
    assert told.message == "The steps of A1 for 2025-09 and 2027-09 are not within the plan."


@pytest.mark.usefixtures("office")
def test_the_sheet_to_do_says_itself_what_is_done(book: Path, tmp_path: Path) -> None:
    def states() -> list[object]:
        (computed,) = libreoffice.convert([book], "ods", tmp_path / "computed")
        (again,) = libreoffice.convert([computed], "xlsx", tmp_path / "again")
        sheet = openpyxl.load_workbook(again, data_only=True)[TO_DO]
        return [row[3].value for row in sheet.iter_rows(6, 8)]

    assert states() == ["open", "open", "look"]
    mended(book)
    assert states() == ["done", "done", "look"]


AIM = (
    'Give "every child" a place; say "when" to each of them in the words that they use themselves. '
)
HELD = {
    "number": (Decimal(4), 5),
    "heading": ("Safe", "Safe and well"),
    "name": ('Open the "hub"', 'Open the "hub'),
    "due": (date(2026, 9, 30), date(2026, 10, 1)),
    "purpose": (None, "Opening"),
    "success": (AIM + "Soon.", AIM[1:]),
    "evidence": ("minutes", "Minutes"),
}
"""What is left open in a row of milestones, and what is typed in its place."""


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("is_typed", "state"), [(False, "open"), (True, "done")])
def test_a_cell_is_open_as_long_as_it_holds_what_it_held_whatever_that_is(
    is_typed: bool, state: str, tmp_path: Path
) -> None:
    cells = {key: left_open(value, "Look.") for key, (value, _) in HELD.items()}
    path = tmp_path / "plan.xlsx"
    places = {key: place_of(layout.MILESTONES, 0, key) for key in HELD}
    told = tuple(warning("not-a-date", place, "Is it?", "Look.") for place in places.values())
    sheets = {layout.MILESTONES: (row(priority="A", deadline=Decimal(1), **cells),)}
    path.write_bytes(draft_book(PlanDraft(sheets=sheets, findings=told), settled()))
    workbook = openpyxl.load_workbook(path)
    for key, (_, typed) in HELD.items() if is_typed else ():
        workbook[layout.MILESTONES][places[key].cell].value = typed
    workbook.save(path)
    (computed,) = libreoffice.convert([path], "ods", tmp_path / "computed")
    (again,) = libreoffice.convert([computed], "xlsx", tmp_path / "again")
    listed = openpyxl.load_workbook(again, data_only=True)[TO_DO]
    states = {each[0].value: each[3].value for each in listed.iter_rows(6)}
    assert states == {f"Milestones {place.cell}": state for place in places.values()}


def test_no_text_in_the_plan_workbook_is_cut_off_by_the_cell_beside_it(book: Path) -> None:
    """Each is wrapped but the titles, which stand alone in their rows."""
    rows = (row for sheet in openpyxl.load_workbook(book) for row in sheet)
    filled = ([cell for cell in row if cell.value is not None] for row in rows)
    beside = [cell for row in filled if len(row) > 1 for cell in row]
    assert {cell.parent.title for cell in beside} >= {TO_DO, "Plan", "Measures", "Milestones"}
    assert [str(cell) for cell in beside if not cell.alignment.wrap_text] == []


def test_the_schema_is_kept(book: Path) -> None:
    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(book)
    assert [str(each) for each in result.errors] == []


def test_start_says_how_many_cells_a_document_leaves_open_and_where_they_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (
        ("Ref", "Action", "Lead", "By when"),
        ("1.1", "Visit", "JM", "31 June 2026"),
        ("1.2", "Visit again", "JM", "soon"),
    )
    document = Document((Heading("Priority 1: Safe"), Table(rows)))
    Path("Our plan.docx").write_bytes(word_like(document))
    assert cli.main(["start", "Ours", "--from", "Our plan.docx", *TOLD]) == 0
    said = capsys.readouterr().out
    made = openpyxl.load_workbook(Path("Ours") / "input_templates" / locations.PLAN_NAME)
    listed = made[TO_DO].iter_rows(6)
    cells = sum(each[0].hyperlink is not None for each in listed)
    assert f"Open: {cells} cells, in yellow. The sheet To do lists what is open" in said
    assert cli.main(["start", "Blank", *TOLD]) == 0
    assert "in yellow" not in capsys.readouterr().out


def test_a_workbook_without_open_cells_has_no_such_sheet(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(draft_book(PlanDraft(), settled()))
    assert TO_DO not in openpyxl.load_workbook(path).sheetnames


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        (None, True),
        ("higher", False),
    ],
)
def test_plan_check_tells_an_open_cell_until_it_is_filled(
    typed: str | None, is_open: bool, book: Path
) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["Measures"]["F2"].value = typed
    workbook.save(book)
    checked = api.check_plan(api.PlanCheckRequest(root=book.parent, plan=book))
    found = {(each.place.sheet, each.place.cell) for each in checked.findings}
    assert (("Measures", "F2") in found) == is_open


def test_an_open_cell_that_may_stay_as_it_is_is_told_until_the_note_is_deleted(
    proposed: Path,
) -> None:
    assert open_told(proposed) == [
        (
            "warning",
            "Mend it here. If it is right as it stands, type done over “open” in its row of "
            "the sheet To do.",
        )
    ]
    workbook = openpyxl.load_workbook(proposed)
    workbook["Priorities"]["A2"].comment = None
    workbook.save(proposed)
    assert open_told(proposed) == []


CODE = place_of(layout.PRIORITIES, 0, "code")


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    code = left_open("1", "“School” has no letter; it was called 1. Leave it, or type its letter.")
    sheets = {
        layout.PRIORITIES: (row(code=code, title="School"),),
        layout.MEASURES: (
            row(priority="1", number=Decimal(1), name="Pupils", unit="%", polarity="higher"),
        ),
    }
    path = tmp_path / "plan.xlsx"
    refused = warning(
        "draft-priority", place_of(layout.PRIORITIES, 0, "code"), "School", "Leave it."
    )
    path.write_bytes(draft_book(PlanDraft(sheets=sheets, findings=(refused,)), settled()))
    return path


def open_told(path: Path) -> list[tuple[str, str]]:
    checked = api.check_plan(api.PlanCheckRequest(root=path.parent, plan=path))
    found = (each for each in checked.findings if each.code == "open-cell")
    return [(each.severity, each.fix) for each in found]


def state_of_first(path: Path) -> str:
    sheet = openpyxl.load_workbook(path)[TO_DO]
    (heading,) = (cell for row in sheet for cell in row if cell.value == "State")
    return sheet.cell(heading.row + 1, heading.column).coordinate


def test_a_proposal_whose_note_is_gone_is_told_until_the_list_says_that_it_is_done(
    proposed: Path,
) -> None:
    """Saved by an office, the list still says that it is open."""
    workbook = openpyxl.load_workbook(proposed)
    workbook["Priorities"]["A2"].comment = None
    workbook.save(proposed)
    (saved,) = libreoffice.convert((proposed,), "xlsx", proposed.parent / "saved")
    assert open_told(saved) == [("note", "Mend it there, or type done here.")]
    workbook = openpyxl.load_workbook(saved)
    workbook[TO_DO][state_of_first(saved)].value = "Done"
    workbook.save(saved)
    assert open_told(saved) == []


def test_a_proposal_that_the_list_calls_done_is_not_told_though_its_note_is_there(
    proposed: Path,
) -> None:
    workbook = openpyxl.load_workbook(proposed)
    workbook[TO_DO][state_of_first(proposed)].value = "done"
    workbook.save(proposed)
    assert open_told(proposed) == []


@pytest.mark.parametrize(("state", "is_yellow"), [("open", "TRUE"), ("done", "FALSE")])
def test_the_yellow_goes_where_the_list_says_that_it_is_done(
    state: str, is_yellow: str, proposed: Path
) -> None:
    workbook = openpyxl.load_workbook(proposed)
    if state == "done":
        workbook[TO_DO][state_of_first(proposed)].value = state
    sheet = workbook["Priorities"]
    (formula,) = (
        rule.formula[0]
        for ranged in sheet.conditional_formatting
        for rule in ranged.rules
        if "A2" in ranged
    )
    sheet["Z1"].value = f"={formula}"
    workbook.save(proposed)
    (saved,) = libreoffice.convert((proposed,), "xlsx", proposed.parent / "saved")
    shown = openpyxl.load_workbook(saved, data_only=True)["Priorities"]["Z1"].value
    assert str(shown).upper() == is_yellow

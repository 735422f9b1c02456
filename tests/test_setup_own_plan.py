"""The approved plan, published as a Word document, comes back out of it cell by cell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.importing import import_plan
from tests.setup_documents.open_office import through_libreoffice
from tests.tools.approved_plan import rows
from tests.tools.plan_document import in_figures, plan_document

MEASURE_KEYS = {
    "priority": "priority",
    "number": "number",
    "component": "component",
    "measure": "name",
    "unit": "unit",
    "similar_authorities": "similar",
    "similar_note": "similar_note",
    "outturn_2011_12": "outturn",
    "outturn_note": "outturn_note",
    "target_2012_13": "target",
    "target_note": "target_note",
    "target_due": "target_due",
    "frequency": "frequency",
    "tolerance": "tolerance",
}
MILESTONE_KEYS = {
    "priority": "priority",
    "number": "number",
    "deadline": "deadline",
    "heading": "heading",
    "milestone": "name",
    "due": "due",
    "recurrence": "recurrence",
    "status_at_approval": "at_approval",
    "deadline_for": "purpose",
    "lead": "lead",
    "partners": "partners",
    "progress_at_approval": "progress_at_approval",
}
DRAFT_KEYS = {
    layout.PRIORITIES: {"code": "code", "title": "title"},
    layout.LEADS: {"initials": "initials", "name": "name", "post": "post"},
    layout.MEASURES: MEASURE_KEYS,
    layout.MILESTONES: MILESTONE_KEYS,
}


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> PlanDraft:
    return imported(tmp_path_factory.mktemp("own") / "plan.docx", plan_document())


def imported(path: Path, content: bytes) -> PlanDraft:
    path.write_bytes(content)
    return import_plan(path)


def expected(sheet: str) -> list[dict[str, str]]:
    table = rows(sheet.casefold())
    return [{key: row[name] for name, key in DRAFT_KEYS[sheet].items()} for row in table]


def shown(draft: PlanDraft, sheet: str) -> list[dict[str, str]]:
    keys = DRAFT_KEYS[sheet].values()
    return [{key: said(row.value(key), key) for key in keys} for row in draft.rows(sheet)]


def said(value: str | Decimal | date | None, key: str) -> str:
    """A value as the data of the plan write it."""
    if key == "target_due" and value:
        month, year = str(value).split()
        return f"{year}-{MONTHS.index(month) + 1:02d}"
    return "" if value is None else str(value)


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


@pytest.mark.parametrize("sheet", [layout.PRIORITIES, layout.LEADS, layout.MILESTONES])
def test_every_cell_comes_back_as_it_is(draft: PlanDraft, sheet: str) -> None:
    assert shown(draft, sheet) == expected(sheet)


def test_every_cell_of_the_measures_comes_back_but_the_units_that_are_not_said(
    draft: PlanDraft,
) -> None:
    wanted = expected(layout.MEASURES)
    # Neither its outturn nor its target is known, so the document shows no per cent sign.
    c3 = next(row for row in wanted if (row["priority"], row["number"]) == ("C", "3"))
    c3["unit"] = ""
    # A rolling average of a count may have decimals: it is asked, and that is proposed.
    b5 = next(row for row in wanted if (row["priority"], row["number"]) == ("B", "5"))
    b5["unit"] = "score"
    assert shown(draft, layout.MEASURES) == wanted


def test_what_the_document_says_of_the_whole_plan(draft: PlanDraft) -> None:
    assert {key: cell.value for key, cell in draft.facts.items()} == {
        "title": "CYPS Improvement Plan",
        "year": "2012/13",
        "council": "Doncaster Metropolitan Borough Council",
        "starts": date(2012, 4, 1),
        "ends": date(2013, 3, 31),
        "lead_word": "Director lead",
    }


def test_only_what_the_document_does_not_say_is_open(draft: PlanDraft) -> None:
    assert open_keys(draft) == {"polarity": 41, "unit": 2, "basis_set": 8}
    told = [each for each in draft.findings if each.code in ("draft-polarity", "draft-unit")]
    # One for each measure, also where it has two components.
    assert len(told) == 38 + 2
    first = told[0]
    assert str(first.place) == "plan.xlsx, sheet Measures, cell F2"
    assert first.message.startswith("Table 3, row 3, column 2 of plan.docx: ")


def test_the_basis_is_asked_of_spend_and_savings_and_of_what_is_called_rolling_alone(
    draft: PlanDraft, plan: Plan
) -> None:
    asked = {
        (f"{row.value('priority')}{row.value('number')}", row.value("basis_set"))
        for row in draft.rows(layout.MEASURES)
        if "basis_set" in row.cells
    }
    so_far = ("E1", "E2", "E3", "E6", "E7")
    assert asked == {("B5", "rolling"), *((ref, None) for ref in so_far)}
    assert {each.basis for each in plan.measures if each.ref in so_far} == {Basis.CUMULATIVE}


def test_the_table_of_versions_is_named_as_left_out_and_nothing_else_is(draft: PlanDraft) -> None:
    asked = ("draft-polarity", "draft-unit", "draft-basis")
    rest = [each for each in draft.findings if each.code not in asked]
    assert [each.code for each in rest] == ["draft-table-left-out"]
    assert "“Approved by Cabinet”" in rest[0].message


def test_days_in_figures_are_read_as_the_document_writes_them_and_told_once(tmp_path: Path) -> None:
    draft = imported(tmp_path / "plan.docx", plan_document(in_figures))
    assert shown(draft, layout.MILESTONES) == expected(layout.MILESTONES)
    (told,) = [each for each in draft.findings if each.code == "draft-day-first"]
    assert "01/09/12 and 01/04/13" in told.message


@pytest.mark.usefixtures("office")
def test_the_document_saved_by_libreoffice_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan_document())
    saved = tmp_path / "saved"
    saved.mkdir()
    own, theirs = import_plan(path), import_plan(through_libreoffice(path, saved))
    for sheet in own.sheets:
        assert shown_all(theirs, sheet) == shown_all(own, sheet)


def shown_all(draft: PlanDraft, sheet: str) -> list[dict[str, object]]:
    return [{key: row.value(key) for key in row.cells} for row in draft.rows(sheet)]


def open_keys(draft: PlanDraft) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for made in draft.sheets.values():
        for row in made:
            for key, cell in row.cells.items():
                if cell.is_open:
                    found[key] = found.get(key, 0) + 1
    return found

"""What is open in a plan before its first returns, and in the draft of one, is as approved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.findings import CellRef, error, note, warning
from cyps_reports.plan.dates.periods import MONTHLY
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.setup.draft import (
    DraftCell,
    DraftRow,
    DraftValue,
    PlanDraft,
    place_of,
    place_of_fact,
)
from cyps_reports.setup.draft_book import draft_book, what_is_left
from cyps_reports.setup.new_plan import NewPlan
from cyps_reports.setup.readiness import what_is_open
from cyps_reports.setup.sources.source import SourcePlace
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.reading import read_book
from tests.tools.approved import Approved
from tests.tools.small_plan import small_plan
from tests.tools.told_of_drafts import shown, told_of

HEAD = Priority("A", "First", head="Jo Smith", email="j.smith@council.gov.uk")
BARE = (
    Priority("A", ""),
    Priority("B", "Second", head="Al Ex"),
    Priority("C", "Third", email="a@b.uk"),
)
LEADS = (Lead("AB", "A Bee", "Director", email="a.bee@council.gov.uk"), Lead("CD", "", "Head"))
MEASURE = Measure("A", 1, "", "Pupils in school", Unit.PERCENT, Polarity.HIGHER, target=Decimal(90))
MILESTONE = Milestone("A", 2, "", "Open", "AB", deadlines=(Deadline(1, date(2017, 9, 1)),))
PLANS: Mapping[str, dict[str, Any]] = {
    "whole": {},
    "nothing": dict.fromkeys(("priorities", "measures", "milestones", "leads"), ()),
    "no priorities": {"priorities": ()},
    "measures alone": {"milestones": (), "leads": ()},
    "milestones alone, no leads": {"measures": (), "leads": ()},
    "bare priorities": {"priorities": BARE},
    "bare priorities without rows": {"priorities": BARE, "measures": (), "milestones": ()},
    "untitled, no addresses": {
        "measures": (replace(MEASURE, name=""),),
        "milestones": (replace(MILESTONE, name=""),),
        "leads": LEADS,
        "email_to": "",
        "email_sender": "",
    },
    "wrong addresses": {"email_to": "nobody", "priorities": (replace(HEAD, email="x"),)},
    "a lead that is not listed": {"milestones": (replace(MILESTONE, lead="XY"),)},
    "the same number twice": {"measures": (MEASURE, MEASURE)},
}


def _plan(more: Mapping[str, Any]) -> Plan:
    fields = {
        "email_sender": "office@council.gov.uk",
        "email_to": "cabinet@council.gov.uk",
        "priorities": (HEAD,),
        "leads": LEADS[:1],
        "measures": (MEASURE,),
        "milestones": (MILESTONE,),
    }
    return small_plan(**{**fields, **more})


def _book(content: bytes) -> Book:
    book = read_book("plan.xlsx", content)
    assert isinstance(book, Book)
    return book


def open_plans() -> Iterator[str]:
    for name, more in PLANS.items():
        yield f"== {name}"
        _, findings = what_is_open(_book(plan_workbook(_plan(more))))
        yield from map(told_of, findings)


PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")
ROWS: Mapping[str, dict[str, DraftValue | DraftCell]] = {
    layout.PRIORITIES: {"code": "A", "title": DraftCell("Safe", PLACE, is_open=True, why="Is it?")},
    layout.MEASURES: {
        "reference": "A 1",
        "priority": "A",
        "unit": "%",
        "target": Decimal("78.5"),
        "target_due": date(2026, 6, 1),
        "tolerance": "2 points",
        "outturn": DraftCell(Decimal(70), PLACE, is_open=True, why="Is it?"),
    },
    layout.MILESTONES: {
        "priority": "A",
        "number": Decimal(2),
        "due": date(2026, 6, 30),
        "name": DraftCell(None, None, is_open=True, why="What?"),
    },
    layout.STEPS: {
        "reference": "a1",
        "2026-09": Decimal(75),
        "2028-09": Decimal(76),
        "2028-10": Decimal(77),
        "between_set": "line",
    },
    layout.COMPARATORS: {"reference": "A1", "name": "England", "figure": Decimal("60.5")},
    layout.EARLIER_YEARS: {"reference": "B9", "year": "2011", "figure": Decimal(7)},
}
WHOLE = CellRef("plan.docx")
FINDINGS = (
    note("draft-text-left-out", WHOLE, "Of the text this was not taken: “x”.", "Type it."),
    warning("draft-unit", place_of(layout.MEASURES, 0, "unit"), "Which unit?", "Type it."),
    warning("draft-year", place_of_fact("year"), "Which year?", "Type it."),
    warning("plan-period", place_of_fact("starts"), "Which day?", "Type it."),
    error("draft-no-plan", WHOLE, "No plan.", "Type it."),
)
FACTS = {
    "year": DraftCell("2026/27", PLACE),
    "title": DraftCell("Draft", PLACE, is_open=True, why="Is it?"),
    "lead_word": DraftCell("Owner", PLACE),
}


def _drafted(cell: DraftValue | DraftCell) -> DraftCell:
    return cell if isinstance(cell, DraftCell) else DraftCell(cell, PLACE)


def draft() -> PlanDraft:
    """A draft with open cells of each kind, and findings of each severity and place."""
    sheets = {
        sheet: (DraftRow({key: _drafted(each) for key, each in row.items()}),)
        for sheet, row in ROWS.items()
    }
    return PlanDraft(FACTS, sheets, FINDINGS)


def draft_books() -> Iterator[str]:
    """The plan workbook of a draft, cell by cell with their notes, and what it leaves open."""
    new = NewPlan(
        council="A",
        service="B",
        title="C",
        starts=date(2026, 4, 1),
        ends=date(2027, 3, 31),
        reported=MONTHLY,
    )
    yield from map(told_of, what_is_left(draft(), new))
    for sheet in _book(draft_book(draft(), new)).sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            is_head = row == 1 and sheet.name != "To do"
            if (cell.text and not is_head) or cell.note.startswith("Open"):
                at = f"{sheet.name} {column_letters(column)}{row}"
                yield f"{at}: {shown(cell.text)} {cell.number_format} {shown(cell.note)}"


_SECOND = 2


def test_what_is_open_in_a_plan_is_told_as_approved(approved: Approved) -> None:
    approved.check("setup open plans", (*open_plans(), *draft_books()))

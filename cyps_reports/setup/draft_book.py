"""A draft, or nothing but the first facts, as the plan workbook that somebody fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cyps_reports.findings import Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.plan import layout
from cyps_reports.plan.cell_values import several
from cyps_reports.plan.dates import short
from cyps_reports.plan.open_notes import open_note
from cyps_reports.plan.periods import ReportingPeriod
from cyps_reports.plan.plan_workbook import BookCells, Typed, Written, plan_book
from cyps_reports.plan.reader import DEFAULT_TOLERANCE
from cyps_reports.plan.references import same_reference
from cyps_reports.plan.to_do import OpenCell
from cyps_reports.plan.units import Unit, graded, unit_named
from cyps_reports.plan.writer import figure_cell, tolerance_typed
from cyps_reports.setup.draft import (
    PLAN_WORKBOOK,
    DraftCell,
    DraftRow,
    PlanDraft,
    place_of,
    place_of_fact,
)
from cyps_reports.setup.new_plan import KNOWN_FIRST, NewPlan
from cyps_reports.workbooks.layout import keys
from cyps_reports.workbooks.shown_values import shown

_MONTH_FORMAT = "mmmm yyyy"
_FIGURES = ("similar", "outturn", "target", "green_limit", "amber_limit", "tolerance", "figure")
"""The columns whose numbers are figures in the measure's unit; other numbers are whole ones."""


def draft_book(draft: PlanDraft, new: NewPlan) -> bytes:
    """The plan workbook of a draft, as the bytes of an .xlsx file.

    What is known of the new plan stands in the place of what the draft says of it.
    """
    units = _units(draft)
    rows = {
        sheet: [dict(_row(sheet, each, units)) for each in draft.rows(sheet)]
        for sheet in draft.sheets
    }
    cells = BookCells(
        title=f"{new.title} {new.year}",
        service=new.service,
        starts=new.starts,
        ends=new.ends,
        facts=dict(_facts(draft, new)),
        rows=rows,
        to_do=tuple(map(_open_cell, what_is_left(draft, new))),
    )
    return plan_book(cells)


def _facts(draft: PlanDraft, new: NewPlan) -> Iterator[tuple[str, Written]]:
    yield "tolerance", tolerance_typed(DEFAULT_TOLERANCE)
    yield "year", new.year
    for key, cell in draft.facts.items():
        yield key, _written(key, cell, Unit.COUNT)
    for key in KNOWN_FIRST:
        value = getattr(new, key)
        yield key, str(value) if isinstance(value, ReportingPeriod) else value


def _row(sheet: str, row: DraftRow, units: Mapping[str, Unit]) -> Iterator[tuple[str, Written]]:
    reference = str(row.value("reference") or "")
    unit = _unit_of(row) if sheet == layout.MEASURES else units.get(same_reference(reference))
    for key, cell in row.cells.items():
        yield key, _written(key, cell, unit or Unit.COUNT)


def _units(draft: PlanDraft) -> Mapping[str, Unit]:
    """The units of the measures by what other sheets call these."""
    measures = draft.rows(layout.MEASURES)
    return {same_reference(_called(each)): _unit_of(each) for each in measures}


def _called(row: DraftRow) -> str:
    """What a measure is called: its reference, else its priority's code and number."""
    own = row.value("reference")
    return str(own or f"{row.value('priority') or ''}{row.value('number') or ''}")


def _unit_of(row: DraftRow) -> Unit:
    unit = unit_named(str(row.value("unit") or "")) or Unit.COUNT
    values = several(str(row.value("values") or ""))
    return graded(values) if unit == Unit.GRADE and values else unit


def _written(key: str, cell: DraftCell, unit: Unit) -> Typed:
    """A cell as it is written, with the note on why it is open."""
    value = cell.value
    if isinstance(value, Decimal) and key in _FIGURES:
        typed = figure_cell(value, unit)
    elif isinstance(value, Decimal):
        typed = Typed(value)
    elif isinstance(value, date):
        typed = Typed(value, _MONTH_FORMAT if key == "target_due" else "dd/mm/yy")
    else:
        typed = Typed(value)
    if not cell.is_open:
        return typed
    source = str(cell.source) if cell.source else ""
    return typed._replace(why=open_note(cell.why, source, _shown(typed)))


def _shown(typed: Typed) -> str:
    """What the cell shows."""
    match typed.value:
        case Decimal():
            return shown(float(typed.value), typed.number_format)
        case date() if typed.number_format != _MONTH_FORMAT:
            return short(typed.value)
        case _:
            return shown(typed.value, typed.number_format)


def what_is_left(draft: PlanDraft, new: NewPlan) -> tuple[Finding, ...]:
    """What a document leaves open, the worst first; what must be known first was asked."""
    asked = {place_of_fact(key) for key in KNOWN_FIRST}
    findings = [each for each in draft.findings if each.place not in asked]
    findings += _outside_plan(draft, new)
    return tuple(sorted(findings, key=lambda each: each.severity.rank))


def _outside_plan(draft: PlanDraft, new: NewPlan) -> Iterator[Finding]:
    """Steps that have no column, as their months are not within the plan's days."""
    known = keys(layout.step_columns(new.starts, new.ends))
    for at, row in enumerate(draft.rows(layout.STEPS)):
        lost = [key for key in row.cells if key not in known]
        if lost:
            problem = f"The steps of {_called(row)} for {listed(lost)} are not within the plan."
            mend = (
                "Check the first and the last day on the sheet Plan; type the steps where they go."
            )
            place = place_of(layout.STEPS, at, layout.REFERENCE.key)
            yield warning("step-outside-plan", place, problem, mend)


def _open_cell(finding: Finding) -> OpenCell:
    """A finding at its cell of the plan workbook; of the whole document at none."""
    is_of_plan = finding.place.workbook == PLAN_WORKBOOK
    sheet, cell = (finding.place.sheet, finding.place.cell) if is_of_plan else ("", "")
    return OpenCell(sheet, cell, finding.message, finding.fix)

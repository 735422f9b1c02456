"""A draft, or nothing but the first facts, as the plan workbook that somebody fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cyps_reports.findings import Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.periods import ReportingPeriod
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.plan.reader import DEFAULT_TOLERANCE
from cyps_reports.plan.rows.cell_values import several
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import (
    MONTH_FORMAT,
    BookCells,
    Typed,
    Written,
    left_open,
    plan_book,
)
from cyps_reports.plan.sheets.common_columns import REFERENCE
from cyps_reports.plan.sheets.figure_columns import BETWEEN_STEPS, STEP_KEYS, step_columns
from cyps_reports.plan.sheets.to_do import OpenCell
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

_FIGURES = ("similar", "outturn", "target", "green_limit", "amber_limit", "tolerance", "figure")
"""The columns whose numbers are figures in the measure's unit; other numbers are whole ones."""
_NO_STEPS = keys((*STEP_KEYS, BETWEEN_STEPS, REFERENCE))
"""The columns of the sheet Steps that are no months."""


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
    unit = _unit_of(row) if sheet == layout.MEASURES else units.get(same_reference(_called(row)))
    for key, cell in row.cells.items():
        is_step = sheet == layout.STEPS and key not in _NO_STEPS
        yield key, _written("figure" if is_step else key, cell, unit or Unit.COUNT)


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


def _written(key: str, cell: DraftCell, unit: Unit) -> Written:
    """A cell as it is written, with the note on why it is open."""
    written: Written = cell.value
    if isinstance(cell.value, Decimal) and key in _FIGURES:
        written = figure_cell(cell.value, unit)
    elif isinstance(cell.value, date) and key == "target_due":
        written = Typed(cell.value, MONTH_FORMAT)
    if not cell.is_open:
        return written
    return left_open(written, cell.why, str(cell.source) if cell.source else "")


def what_is_left(draft: PlanDraft, new: NewPlan) -> tuple[Finding, ...]:
    """What a document leaves open, the worst first; what must be known first was asked."""
    asked = {place_of_fact(key) for key in KNOWN_FIRST}
    findings = [each for each in draft.findings if each.place not in asked]
    findings += _outside_plan(draft, new)
    return tuple(sorted(findings, key=lambda each: each.severity.rank))


def _outside_plan(draft: PlanDraft, new: NewPlan) -> Iterator[Finding]:
    """Steps that have no column, as their months are not within the plan's days."""
    known = keys(step_columns(new.starts, new.ends))
    for at, row in enumerate(draft.rows(layout.STEPS)):
        lost = [key for key in row.cells if key not in known]
        if lost:
            problem = f"The steps of {_called(row)} for {listed(lost)} are not within the plan."
            mend = (
                "Check the first and the last day on the sheet Plan; type the steps where they go."
            )
            place = place_of(layout.STEPS, at, REFERENCE.key)
            yield warning("step-outside-plan", place, problem, mend)


def _open_cell(finding: Finding) -> OpenCell:
    """A finding at its cell of the plan workbook; of the whole document at none."""
    is_of_plan = finding.place.workbook == PLAN_WORKBOOK
    sheet, cell = (finding.place.sheet, finding.place.cell) if is_of_plan else ("", "")
    return OpenCell(sheet, cell, finding.message, finding.fix)

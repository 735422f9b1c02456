"""A draft, or nothing but the first facts, as the plan workbook that somebody fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cyps_reports.findings import CellRef
from cyps_reports.plan import layout
from cyps_reports.plan.book import BookCells, Typed, Written, plan_book
from cyps_reports.plan.cell_values import several
from cyps_reports.plan.dates import short
from cyps_reports.plan.open_notes import open_note
from cyps_reports.plan.periods import ReportingPeriod
from cyps_reports.plan.reader import DEFAULT_TOLERANCE
from cyps_reports.plan.references import same_reference
from cyps_reports.plan.to_do import OpenCell
from cyps_reports.plan.units import Unit, graded, unit_named
from cyps_reports.plan.writer import figure_cell, tolerance_typed
from cyps_reports.setup.draft import DraftCell, DraftRow, PlanDraft, place_of, place_of_fact
from cyps_reports.setup.new_plan import KNOWN_FIRST, NewPlan
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
        to_do=open_cells(draft),
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


def open_cells(draft: PlanDraft) -> tuple[OpenCell, ...]:
    """The open cells of a draft: those that hold nothing before those that hold something odd.

    Within those they stand in the order of the sheets. What must be known first was asked.
    """
    open_now = [(place, cell) for place, cell in _cells(draft) if cell.is_open]
    open_now.sort(key=lambda each: each[1].value is not None)
    return tuple(
        OpenCell(place.sheet, place.cell, cell.why, str(cell.source or ""))
        for place, cell in open_now
    )


def _cells(draft: PlanDraft) -> Iterator[tuple[CellRef, DraftCell]]:
    for key, cell in draft.facts.items():
        if key not in KNOWN_FIRST:
            yield place_of_fact(key), cell
    for sheet, rows in draft.sheets.items():
        for at, row in enumerate(rows):
            yield from ((place_of(sheet, at, key), cell) for key, cell in row.cells.items())

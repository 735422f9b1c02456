"""Writes a plan as the workbook that the plan reader reads.

Figures, dates and percentages typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates.periods import ReportingPeriod
from cyps_reports.plan.figures.number_formats import EXCELS_PERCENTAGE, number_format_of
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.rows.approvals import redating_cells, withdrawal_cells
from cyps_reports.plan.rows.asked import question_cells
from cyps_reports.plan.rows.cell_values import POINTS
from cyps_reports.plan.rows.range_moves import range_move_cells
from cyps_reports.plan.rows.standing_text import standing_text_cells
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import (
    MONTH_FORMAT,
    BookCells,
    CellsByKey,
    Typed,
    Written,
    plan_book,
)
from cyps_reports.plan.sheets.common_columns import REFERENCE
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.sheets.figure_columns import BETWEEN_STEPS, STEP_KEYS
from cyps_reports.plan.sheets.report_layout import ASKED, STANDING_TEXT
from cyps_reports.workbooks.layout import keys


def plan_workbook(plan: Plan) -> bytes:
    """The plan workbook, as the bytes of an .xlsx file."""
    return plan_book(book_cells(plan))


def book_cells(plan: Plan) -> BookCells:
    """What stands in the cells of a plan's workbook."""
    rows: dict[str, list[CellsByKey]] = {
        layout.PRIORITIES: _rows_of(plan.priorities),
        layout.LEADS: _rows_of(plan.leads),
        layout.MEASURES: [_measure(each) for each in plan.measures],
        layout.MILESTONES: [row for each in plan.milestones for row in _deadlines(each)],
        layout.STEPS: [_steps(each) for each in plan.measures if each.steps or each.between_set],
        layout.COMPARATORS: [row for each in plan.measures for row in _comparators(each)],
        layout.EARLIER_YEARS: [row for each in plan.measures for row in _earlier_years(each)],
        layout.USUAL_RANGES: [row for each in plan.measures for row in range_move_cells(each)],
        layout.CLOSED: _rows_of(plan.closed),
        STANDING_TEXT: [dict(standing_text_cells(text)) for text in plan.standing_texts],
        ASKED: [dict(question_cells(question)) for question in plan.questions],
    }
    facts = dict(_facts(plan))
    return BookCells(plan.identity, plan.service, plan.starts, plan.ends, facts, rows)


def _facts(plan: Plan) -> Iterator[tuple[str, Written]]:
    """What the labelled cells of the sheet Plan say, by their keys."""
    said: list[tuple[str, object]] = [(key, getattr(plan, key)) for key in keys(PLAN_FIELDS)]
    said += [(key, getattr(plan.vocabulary, key)) for key in keys(VOCABULARY_FIELDS)]
    for key, value in said:
        match value:
            case Tolerance():
                yield key, tolerance_typed(value)
            case ReportingPeriod():
                yield key, str(value)
            case str() | date() | int():
                yield key, value


def _rows_of(items: Iterable[object]) -> list[CellsByKey]:
    return [{slot: getattr(item, slot) for slot in type(item).__slots__} for item in items]  # type: ignore[attr-defined]


def _measure(measure: Measure) -> dict[str, Written]:
    return {
        "priority": measure.priority,
        "number": measure.number,
        "component": measure.component,
        "name": measure.name,
        "unit": measure.unit.name,
        "polarity": measure.polarity.value,
        "similar": _similar(measure),
        "similar_note": measure.similar_note,
        "outturn": figure_cell(measure.outturn, measure.unit, measure.outturn_said),
        "outturn_note": measure.outturn_note,
        "target": _target(measure),
        "target_note": measure.target_note,
        "target_due": Typed(measure.target_due.first if measure.target_due else None, MONTH_FORMAT),
        "frequency": measure.frequency,
        "tolerance": tolerance_typed(measure.tolerance, measure.unit)
        if measure.tolerance
        else None,
        "green_limit": _limit(measure.green_limit, measure.unit),
        "amber_limit": _limit(measure.amber_limit, measure.unit),
        "values": "; ".join(measure.values),
        "decimals_set": measure.decimals_set,
        "basis_set": measure.basis_set.value if measure.basis_set else None,
        "reported": str(measure.reported) if measure.reported else None,
        "reference": measure.reference,
        "head": measure.head,
        **withdrawal_cells(measure.withdrawal),
        "was": measure.was,
        "about_children": measure.about_children.value if measure.about_children else None,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "sum_of": "; ".join(measure.sum_of),
    }


def _steps(measure: Measure) -> dict[str, Written]:
    figures = {str(month): figure_cell(each, measure.unit) for month, each in measure.steps.items()}
    named = (*STEP_KEYS, BETWEEN_STEPS, REFERENCE)
    keys: dict[str, Written] = {each.key: getattr(measure, each.key) for each in named}
    return {**keys, **figures}


def _comparators(measure: Measure) -> Iterator[dict[str, Written]]:
    for comparator in measure.comparators:
        figure = figure_cell(comparator.figure, measure.unit, comparator.said)
        of_measure: dict[str, Written] = {"reference": measure.ref, "component": measure.component}
        yield {
            **of_measure,
            "name": comparator.name,
            "year": comparator.year,
            "figure": figure,
            "note": comparator.note,
        }


def _earlier_years(measure: Measure) -> Iterator[dict[str, Written]]:
    for earlier_year in measure.earlier_years:
        figure = figure_cell(earlier_year.figure, measure.unit, earlier_year.said)
        of_measure: dict[str, Written] = {"reference": measure.ref, "component": measure.component}
        yield {**of_measure, "year": earlier_year.year, "figure": figure, "note": earlier_year.note}


def figure_typed(figure: Figure, unit: Unit) -> Typed:
    """A figure as a spreadsheet holds it: 78.5 % is 0.785 shown as 78.5%, a value is a text."""
    if isinstance(figure, Missing) or unit.values:
        return Typed(printed(figure, unit))
    return Typed(figure / 100 if unit.is_percentage else figure, number_format_of(figure, unit))


def figure_cell(figure: Figure, unit: Unit, said: str = "") -> Typed:
    """A figure in the plan workbook, or what is said in its place.

    As text where a number would lose decimals.
    """
    if said:
        return Typed(said)
    typed = figure_typed(figure, unit)
    is_lost = (
        isinstance(figure, Decimal)
        and typed.number_format == EXCELS_PERCENTAGE
        and f"{figure:f}".endswith("0")
    )
    return Typed(printed(figure, unit)) if is_lost else typed


def _similar(measure: Measure) -> Typed | None:
    """What similar authorities have; what a comparator says stands on its own sheet."""
    return (
        None
        if measure.similar_named
        else figure_cell(measure.similar, measure.unit, measure.similar_said)
    )


def _target(measure: Measure) -> Typed:
    """The target in the plan's words where it has some; a range as text."""
    if measure.target_said or isinstance(measure.target, Band):
        return Typed(measure.target_said or printed(measure.target, measure.unit))
    return figure_cell(measure.target, measure.unit)


def _limit(limit: Decimal | None, unit: Unit) -> Typed | None:
    return None if limit is None else figure_cell(limit, unit)


def tolerance_typed(tolerance: Tolerance, unit: Unit | None = None) -> Typed:
    """A tolerance of a measure in a unit, or of the plan.

    Points and per cent have to be told apart in it.
    """
    if not tolerance.is_absolute:
        return figure_cell(tolerance.amount, Unit.PERCENT)
    if unit is None or unit.is_percentage:
        return Typed(f"{tolerance.amount} {POINTS}")
    return figure_typed(tolerance.amount, Unit.COUNT)


def _deadlines(milestone: Milestone) -> Iterable[dict[str, Written]]:
    for deadline in milestone.deadlines:
        yield {
            "priority": milestone.priority,
            "number": milestone.number,
            "deadline": deadline.number,
            "heading": milestone.heading,
            "name": milestone.name,
            "due": deadline.due_said or deadline.due,
            "recurrence": deadline.recurrence.value,
            "at_approval": deadline.at_approval.value,
            "purpose": deadline.purpose,
            "lead": milestone.leads,
            "partners": "; ".join(milestone.partners),
            "progress_at_approval": milestone.progress_at_approval,
            "depends_on": "; ".join(milestone.depends_on),
            **redating_cells(deadline.redating),
            "reference": milestone.reference,
            "success": milestone.success,
            "evidence": milestone.evidence,
            "moves": "; ".join(milestone.moves),
            "head": milestone.head,
            **withdrawal_cells(deadline.withdrawal),
            "was": deadline.was,
        }

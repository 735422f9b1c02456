"""Writes a plan as the workbook that the plan reader reads.

Figures, dates and percentages typed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from cyps_reports.plan import layout
from cyps_reports.plan.approvals import redating_cells, withdrawal_cells
from cyps_reports.plan.cell_values import POINTS
from cyps_reports.plan.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.figures import EXCELS_PERCENTAGE, number_format_of, printed
from cyps_reports.plan.measure import Measure
from cyps_reports.plan.milestone import Milestone
from cyps_reports.plan.model import Plan
from cyps_reports.plan.periods import ReportingPeriod
from cyps_reports.plan.quantities import Band, Figure, Missing, Tolerance
from cyps_reports.plan.range_moves import range_move_cells
from cyps_reports.plan.units import Unit
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    TEXT_FORMAT,
    Writer,
    lines,
    put,
    row_height,
    workbook_bytes,
)

LAST_ROW = 999
"""How far down choices are offered, so that rows can be added."""


class Typed(NamedTuple):
    """A value and the number format its cell gets."""

    value: str | date | Decimal | int | None
    number_format: str = "General"


Written = str | date | Decimal | int | None | Typed


def plan_workbook(plan: Plan) -> bytes:
    """The plan workbook, as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    with workbook_bytes(buffer, plan.identity, plan.service, "Approved plan") as writer:
        _write_fields(writer, plan)
        _write_table(writer, layout.PRIORITIES, layout.PRIORITY_COLUMNS, _rows_of(plan.priorities))
        _write_table(writer, layout.LEADS, layout.LEAD_COLUMNS, _rows_of(plan.leads))
        _write_table(
            writer, layout.MEASURES, layout.MEASURE_COLUMNS, [_measure(m) for m in plan.measures]
        )
        _write_table(
            writer,
            layout.MILESTONES,
            layout.MILESTONE_COLUMNS,
            [row for milestone in plan.milestones for row in _deadlines(milestone)],
        )
        columns = layout.step_columns(plan.starts, plan.ends)
        blank: dict[str, Written] = {column.key: None for column in columns}
        stepped = [measure for measure in plan.measures if measure.steps or measure.between_set]
        _write_table(
            writer, layout.STEPS, columns, [{**blank, **_steps(measure)} for measure in stepped]
        )
        compared = [row for measure in plan.measures for row in _comparators(measure)]
        _write_table(writer, layout.COMPARATORS, layout.COMPARATOR_COLUMNS, compared)
        years = [row for measure in plan.measures for row in _earlier_years(measure)]
        _write_table(writer, layout.EARLIER_YEARS, layout.EARLIER_YEAR_COLUMNS, years)
        moves = [row for measure in plan.measures for row in range_move_cells(measure)]
        _write_table(writer, layout.USUAL_RANGES, layout.RANGE_COLUMNS, moves)
    return buffer.getvalue()


def _rows_of(items: Iterable[object]) -> list[dict[str, Written]]:
    return [{slot: getattr(item, slot) for slot in type(item).__slots__} for item in items]  # type: ignore[attr-defined]


def _write_fields(writer: Writer, plan: Plan) -> None:
    sheet = writer.workbook.add_worksheet(layout.PLAN)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 60)
    sheet.write_string(0, 0, "The approved plan", writer.title())
    values = [(field, getattr(plan, field.key)) for field in PLAN_FIELDS]
    values += [(field, getattr(plan.vocabulary, field.key)) for field in VOCABULARY_FIELDS]
    for row, (field, value) in enumerate(values, start=2):
        sheet.write_string(row, 0, field.heading, writer.heading())
        if isinstance(value, Tolerance):
            value = _tolerance(value)
        _put(writer, sheet, row, 1, str(value) if isinstance(value, ReportingPeriod) else value)
        put(sheet, row, 2, field.prompt, writer.look(italic=True, text_wrap=True))
    _page(sheet, landscape=False)


def _write_table(
    writer: Writer, name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Written]]
) -> None:
    sheet = writer.workbook.add_worksheet(name)
    sheet.set_row(0, row_height((each.heading, each.width) for each in columns))
    for number, column in enumerate(columns):
        # Also of cells that are still empty.
        look = writer.look(num_format=TEXT_FORMAT) if column.is_text else None
        sheet.set_column(number, number, column.width, look)
        sheet.write_string(0, number, column.heading, writer.heading())
        if column.prompt:
            sheet.write_comment(0, number, column.prompt)
        if column.choices:
            choices = {
                "validate": "list",
                "source": list(column.choices),
                "show_error": not column.is_open,
            }
            sheet.data_validation(1, number, LAST_ROW, number, choices)
    for at, row in enumerate(rows, start=1):
        sheet.set_row(
            at, row_height((str(_bare(row[column.key])), column.width) for column in columns)
        )
        for number, column in enumerate(columns):
            written = row[column.key]
            as_text = Typed(str(_bare(written) or ""), TEXT_FORMAT)
            _put(writer, sheet, at, number, as_text if column.is_text else written)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _page(sheet, landscape=True)


def _page(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _bare(written: Written) -> object:
    return written.value if isinstance(written, Typed) else written


def _put(writer: Writer, sheet: Worksheet, row: int, column: int, written: Written) -> None:
    typed = written if isinstance(written, Typed) else Typed(written, _format_for(written))
    look = writer.look(text_wrap=True, num_format=typed.number_format, align="left", **lines())
    put(sheet, row, column, typed.value, look)


def _format_for(value: str | date | Decimal | int | None) -> str:
    return DATE_FORMAT if isinstance(value, date) else "General"


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
        "outturn": _figure(measure.outturn, measure.unit, measure.outturn_said),
        "outturn_note": measure.outturn_note,
        "target": _target(measure),
        "target_note": measure.target_note,
        "target_due": Typed(measure.target_due.first if measure.target_due else None, "mmmm yyyy"),
        "frequency": measure.frequency,
        "tolerance": _tolerance(measure.tolerance, measure.unit) if measure.tolerance else None,
        "green_limit": _limit(measure.green_limit, measure.unit),
        "amber_limit": _limit(measure.amber_limit, measure.unit),
        "values": "; ".join(measure.values),
        "decimals_set": measure.decimals_set,
        "basis_set": measure.basis_set.value if measure.basis_set else None,
        "reported": str(measure.reported) if measure.reported else None,
        "reference": measure.reference,
        "head": measure.head,
        **withdrawal_cells(measure.withdrawal),
    }


def _steps(measure: Measure) -> dict[str, Written]:
    figures = {str(month): _figure(each, measure.unit) for month, each in measure.steps.items()}
    named = (*layout.STEP_KEYS, layout.BETWEEN_STEPS, layout.REFERENCE)
    keys: dict[str, Written] = {each.key: getattr(measure, each.key) for each in named}
    return {**keys, **figures}


def _comparators(measure: Measure) -> Iterator[dict[str, Written]]:
    for comparator in measure.comparators:
        figure = _figure(comparator.figure, measure.unit, comparator.said)
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
        figure = _figure(earlier_year.figure, measure.unit, earlier_year.said)
        of_measure: dict[str, Written] = {"reference": measure.ref, "component": measure.component}
        yield {**of_measure, "year": earlier_year.year, "figure": figure, "note": earlier_year.note}


def figure_typed(figure: Figure, unit: Unit) -> Typed:
    """A figure as a spreadsheet holds it: 78.5 % is 0.785 shown as 78.5%, a value is a text."""
    if isinstance(figure, Missing) or unit.values:
        return Typed(printed(figure, unit))
    return Typed(figure / 100 if unit.is_percentage else figure, number_format_of(figure, unit))


def _figure(figure: Figure, unit: Unit, said: str = "") -> Typed:
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
        else _figure(measure.similar, measure.unit, measure.similar_said)
    )


def _target(measure: Measure) -> Typed:
    """The target in the plan's words where it has some; a range as text."""
    if measure.target_said or isinstance(measure.target, Band):
        return Typed(measure.target_said or printed(measure.target, measure.unit))
    return _figure(measure.target, measure.unit)


def _limit(limit: Decimal | None, unit: Unit) -> Typed | None:
    return None if limit is None else _figure(limit, unit)


def _tolerance(tolerance: Tolerance, unit: Unit | None = None) -> Typed:
    """A tolerance of a measure in a unit, or of the plan.

    Points and per cent have to be told apart in it.
    """
    if not tolerance.is_absolute:
        return _figure(tolerance.amount, Unit.PERCENT)
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
        }

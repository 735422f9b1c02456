"""What stands in each row of a blank return: the plan's cells, what is carried forward, the live words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from cyps_reports.assessment.earlier import EarlierActual
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates import short
from cyps_reports.plan.figures import number_format_of, printed
from cyps_reports.plan.model import AtApproval, Deadline, Measure, Milestone, Unit
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry
from cyps_reports.templates import formulas, todo
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.guide import AS_AT_CELL
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.writing import DATE_FORMAT


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and the words it gives as the workbook is sent out."""

    formula: str
    words: str


Content = str | date | Decimal | Live | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: what is in each column by key, and the number formats of its figures.

    A closed row asks for nothing: it was completed when the plan was approved.
    """

    contents: Mapping[str, Content]
    formats: Mapping[str, str]
    is_closed: bool = False


def _addresses(columns: Sequence[Column], row: int) -> dict[str, str]:
    """The address of each cell of a row, the column fixed so that moving it about changes nothing."""
    return {column.key: xl_rowcol_to_cell(row, at, col_abs=True) for at, column in enumerate(columns)}


def measure_row(row: int, measure: Measure, assessment: Assessment, carried: Carried) -> SheetRow:
    """A row of Targets; `row` is where it stands, counted from 0."""
    cells = _addresses(layout.TARGET_COLUMNS, row)
    result = next(each for each in assessment.measures if each.measure is measure)
    entry = result.entry or MeasureEntry()
    before = next(iter(carried.earlier.actuals.get(measure.key, ())), None)
    planned = {column.key: _stored(column.value(measure), measure.unit) for column in layout.TARGET_PLAN}
    tolerance = assessment.plan.tolerance_of(measure)
    state = formulas.measure_state(measure, tolerance, cells, AS_AT_CELL, assessment.month)
    words = todo.measure_todo(entry, result.state, assessment.as_at)
    figures = {column.key: column.value(measure) for column in layout.TARGET_PLAN}
    formats = {
        key: number_format_of(value, measure.unit) for key, value in figures.items() if isinstance(value, Decimal)
    }
    entered = number_format_of(Decimal(1).scaleb(-measure.decimals), measure.unit)
    return SheetRow(
        {
            **planned,
            "previous": _last_figure(before, measure.unit) if before else None,
            "actual": _stored(result.actual, measure.unit) if result.actual is not None else None,
            "as_at": entry.as_at if isinstance(entry.as_at, date) else None,
            "data_status": entry.data_status.value if result.actual is not None else None,
            "comment": entry.comment,
            "state": Live(state, result.state.value),
            "todo": Live(formulas.measure_todo(cells, AS_AT_CELL), words),
        },
        {**formats, "actual": entered},
    )


def _last_figure(before: EarlierActual, unit: Unit) -> str:
    """`78.5% (31/07/12)`: the last figure with its own date, or with the month it was returned for."""
    when = short(before.as_at) if isinstance(before.as_at, date) else before.month.in_words
    return f"{printed(before.actual, unit)} ({when})"


def _stored(value: str | Decimal, unit: Unit) -> str | Decimal:
    if isinstance(value, Decimal):
        return value / 100 if unit is Unit.PERCENT else value
    return str(value)


def deadline_row(
    row: int, milestone: Milestone, deadline: Deadline, assessment: Assessment, carried: Carried
) -> SheetRow:
    """A row of Milestones; `row` is where it stands, counted from 0."""
    cells = _addresses(layout.MILESTONE_COLUMNS, row)
    key = (milestone.ref, deadline.number)
    result = next(each for each in assessment.deadlines if each.key == key)
    entry = result.entry or DeadlineEntry()
    last_done = carried.earlier.last_done.get(key) if deadline.is_monthly else None
    known = result.state if result.state.is_completed else None
    state = formulas.deadline_state(deadline, last_done, cells, AS_AT_CELL, known)
    words = todo.deadline_todo(deadline, entry, result.state, assessment.as_at)
    said = carried.earlier.progress.get(key)
    done = f"Last done in {last_done.in_words}." if last_done else ""
    planned = {column.key: column.value(milestone, deadline) for column in layout.MILESTONE_PLAN}
    return SheetRow(
        {
            **planned,
            "status": entry.status.value if isinstance(entry.completed, date) else None,
            "completed": entry.completed if isinstance(entry.completed, date) else None,
            "state": Live(state, result.state.value),
            "todo": Live(formulas.deadline_todo(deadline, cells, AS_AT_CELL), words),
            "previous": " ".join(part for part in (done, f"{said[0].in_words}: {said[1]}" if said else "") if part),
        },
        {key: DATE_FORMAT for key, value in planned.items() if isinstance(value, date)},
        is_closed=deadline.at_approval is AtApproval.COMPLETED,
    )

"""The cells of a change: what it was, what it is, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.changes import Change, ChangedValue, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.plan_moved import PlanMoved
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import capitalised, counted, listed, lower
from cyps_reports.plan.dates.months import long
from cyps_reports.report.cells import amount_cell, rag_cell
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.table_blocks import Cell


@dataclass(frozen=True, slots=True)
class ChangeCells:
    """A change's cells; `month` is whose figure or rating was restated, empty for any other."""

    ref: Cell
    title: Cell
    lead: Cell
    kind: Cell
    month: Cell
    was: Cell
    now: Cell
    reason: Cell


def change_cells(change: Change, assessment: Assessment) -> ChangeCells:
    """The cells of a change."""
    result = change.result
    title, lead, reason = Cell(change.about), Cell(), Cell()
    if isinstance(result, DeadlineResult):
        deadline = DeadlineCells(result, assessment)
        why = _deadline_reason(change, deadline.reason.text, assessment.as_at)
        title, lead, reason = deadline.name, deadline.lead, Cell(why)
    elif result is not None:
        measure = MeasureCells(result, assessment)
        title, reason = measure.name, Cell(_measure_reason(change, measure))
    if change.because:
        because = f"{capitalised(because_words(change.because))}."
        reason = reason._replace(text=" ".join(filter(None, (because, reason.text))))
    was, now = (_told(each, change) for each in (change.was, change.now))
    month = Cell(change.month.in_words if change.month else "")
    return ChangeCells(Cell(change.ref), title, lead, Cell(change.kind), month, was, now, reason)


def because_words(moved: Iterable[PlanMoved]) -> str:
    """`its target was changed from 20% to 22%`; "" where the plan has not changed."""
    return listed(map(_because, moved)) if moved else ""


def _because(moved: PlanMoved) -> str:
    what = f"its {lower(moved.heading)}"
    if not moved.was:
        return f"{what} was set to {moved.now}"
    return (
        f"{what} was changed from {moved.was} to {moved.now}"
        if moved.now
        else f"{what} of {moved.was} was taken out"
    )


def _told(told: ChangedValue, change: Change) -> Cell:
    match told:
        case MeasureState() | DeadlineState():
            return rag_cell(word_of(told), told.rag)
        case Decimal() if change.result is not None and not isinstance(
            change.result, DeadlineResult
        ):
            return amount_cell(change.result.measure, told)
        case date():
            said = _as_planned(told, change)
            return Cell(said) if said else Cell(long(told), value=told)
        case None:
            return Cell(f"no {_restated_what(change)}" if change.month else "no date")
        case _:
            return Cell(str(told) or "empty")


def _restated_what(change: Change) -> str:
    if change.kind is Kind.RATING_RESTATED:
        return "rating"
    return "text" if isinstance(change.was or change.now, str) else "figure"


def _as_planned(day: date, change: Change) -> str:
    """How the plan says a due date where that is no day; "" for any other date."""
    deadline = change.result.deadline if isinstance(change.result, DeadlineResult) else None
    if deadline is None or change.kind is not Kind.REDATED:
        return ""
    said = {deadline.due: deadline.due_said, deadline.binding: deadline.binding_said}
    return said.get(day, "")


def _measure_reason(change: Change, cells: MeasureCells) -> str:
    if change.kind is Kind.NEW_FIGURE:
        return f"As at {cells.as_at.text}." if cells.as_at.text else ""
    if change.month:
        return f"The {_restated_what(change)} given for {change.month.in_words} was restated."
    return cells.reason.text


def _deadline_reason(change: Change, reason: str, as_at: date) -> str:
    redating = (
        change.result.deadline.redating if isinstance(change.result, DeadlineResult) else None
    )
    if change.kind is Kind.REDATED and redating:
        return f"Approved by {redating.approved_by} on {long(redating.approved_on)}."
    if change.kind is not Kind.MOVED or not isinstance(change.now, date):
        return reason
    passed = "; that date has passed" if change.now < as_at else ""
    if not isinstance(change.was, date):
        return f"No date before; now expected {long(change.now)}{passed}."
    days = (change.now - change.was).days
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}{passed}."

"""What has changed since the last month: ratings, figures, deadlines, dates, the plan itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cyps_reports.assessment.deadline_states import (
    LONGER_PERIODS,
    DeadlineState,
    done_in,
    due_in,
    missed_before,
    missed_in,
)
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.plan_moved import PlanMoved, moved_for_measure, redated
from cyps_reports.assessment.reported_position import DeadlineStanding, MeasureStanding, Position
from cyps_reports.assessment.restated import Restated, What
from cyps_reports.assessment.slippage import expected_last
from cyps_reports.groups import grouped
from cyps_reports.plan.cell_texts import PlanCells, plan_cells, row_name
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import deadline_called
from cyps_reports.plan.sheets.common_columns import WITHDRAWAL_COLUMNS
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.theme import Tone


class Kind(StrEnum):
    """What kind of change it is."""

    RATING = "Rating"
    NEW_FIGURE = "New figure"
    NO_FIGURE = "No figure this month"
    RESTATED = "Restated figure"
    RATING_RESTATED = "Restated rating"
    MET = "Deadline met"
    COMPLETED_LATE = "Completed late"
    MISSED = "Deadline missed"
    WITHDRAWN = "Withdrawn, merged or deferred"
    STATE = "State"
    MOVED = "Expected date moved"
    REDATED = "Re-dated with approval"
    PLAN = "Plan"


ChangedValue = MeasureState | DeadlineState | Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which row, what it was, what it is.

    `result` is the row as it is now, None for a change of the plan, where `about` names the cell.
    `month` is the month whose figure, or the rating chosen for it, was restated. `because` is what
    the plan says otherwise than before, where that bears on a rating or a state.
    """

    kind: Kind
    ref: str
    was: ChangedValue
    now: ChangedValue
    result: MeasureResult | DeadlineResult | None = None
    about: str = ""
    month: Month | None = None
    because: tuple[PlanMoved, ...] = ()


def changes_of(
    assessment: Assessment, positions: Sequence[Position], restated: tuple[Restated, ...] = ()
) -> tuple[Change, ...]:
    """Every change since the last of the earlier positions, in the plan's order kind by kind.

    None where none is known.

    `restated` are figures of earlier months that are given otherwise than they were last told of.
    """
    if not positions:
        return ()
    previous, cells = positions[-1], plan_cells(assessment.plan)
    of_deadlines = tuple(_of_deadlines(assessment, positions))
    of_measures = tuple(_of_measures(assessment, previous, cells))
    told_already = dict(_told_of_rows((*of_measures, *of_deadlines)))
    return (
        *of_measures,
        *_restated(assessment, restated),
        *of_deadlines,
        *_of_plan(previous.cells, cells, told_already),
    )


def _told_of_rows(changes: Iterable[Change]) -> Iterator[tuple[str, frozenset[str]]]:
    """The plan's rows of which a re-dating or a withdrawal is told.

    With the headings that say the same.
    """
    by_row: dict[str, frozenset[str]] = {}
    for change in changes:
        row = (
            deadline_called(*change.result.key)
            if isinstance(change.result, DeadlineResult)
            else change.ref
        )
        if headings := _SAID_BY.get(change.kind):
            by_row[row] = by_row.get(row, frozenset()) | headings
    yield from by_row.items()


def _of_measures(assessment: Assessment, previous: Position, cells: PlanCells) -> Iterator[Change]:
    is_new_year = previous.month < assessment.plan.months[0]
    for result in assessment.measures:
        if was := previous.measures.get(result.measure.key):
            for change in _of_measure(result, was, is_new_year=is_new_year):
                yield _with_reason(change, previous.cells, cells)


def _with_reason(change: Change, then: PlanCells | None, now: PlanCells) -> Change:
    """A step from one rating to another, with what it is rated by that the plan has changed."""
    is_step = change.kind is Kind.RATING and change.was in MEASURE_RAG
    if not is_step or change.now not in MEASURE_RAG:
        return change
    return replace(change, because=moved_for_measure(change.ref, then, now))


_STILL_TO_COME = (MeasureState.NOT_YET_DUE, MeasureState.NO_FORECAST)
"""What a new year's figures begin with, so that it is no news after the last one's."""


def _of_measure(
    result: MeasureResult, was: MeasureStanding, *, is_new_year: bool
) -> Iterator[Change]:
    ref = result.measure.called
    if was.state.is_withdrawn or result.state.is_withdrawn:
        if was.state is not result.state:
            yield Change(Kind.WITHDRAWN, ref, was.state, result.state, result)
        return
    if was.actual is None and result.actual is not None:
        yield Change(Kind.NEW_FIGURE, ref, was.state, result.actual, result)
    if is_new_year and result.state in _STILL_TO_COME:
        return
    if was.actual is not None and result.actual is None:
        yield Change(Kind.NO_FIGURE, ref, was.actual, result.state, result)
    if was.state is not result.state and (was.state.is_rated or result.state.is_rated):
        yield Change(Kind.RATING, ref, was.state, result.state, result)


def _restated(assessment: Assessment, restated: tuple[Restated, ...]) -> Iterator[Change]:
    by_key = grouped(restated, lambda each: each.key)
    for result in assessment.measures:
        ref = result.measure.called
        for each in by_key.get(result.measure.key, ()):
            if each.what is What.FIGURE:
                yield Change(Kind.RESTATED, ref, each.was, each.now, result, month=each.month)
            elif result.measure.unit.is_judged:
                was, now = (
                    MeasureState(str(told)) if told else None for told in (each.was, each.now)
                )
                yield Change(Kind.RATING_RESTATED, ref, was, now, result, month=each.month)


def _of_deadlines(assessment: Assessment, positions: Sequence[Position]) -> Iterator[Change]:
    for result in assessment.deadlines:
        if was := positions[-1].deadlines.get(result.key):
            if _is_news(was.state, result.state):
                yield Change(
                    _kind(was.state, result.state),
                    result.label,
                    was.state,
                    result.state,
                    result,
                    because=_redated(was, result),
                )
            yield from _moved(result, was, _last_told(result, positions), assessment)


def _redated(was: DeadlineStanding, result: DeadlineResult) -> tuple[PlanMoved, ...]:
    """The new due date that a step from one known state to another may come from."""
    is_known = was.state.is_known and result.state.is_known
    if result.state.is_completed or not is_known:
        return ()
    return redated(was.binding, result.deadline)


def _is_news(was: DeadlineState, now: DeadlineState) -> bool:
    """Whether readers are told of it.

    Not of one kind of grey or green after another, nor that a new period began.
    """
    if was is now:
        return False
    if was.is_withdrawn or now.is_withdrawn:
        return True
    return (was, now) not in _NEXT_PERIOD and not (
        was.rag is now.rag and now.rag in (Tone.GREY, Tone.GREEN)
    )


_NEXT_PERIOD = frozenset(
    pair
    for each in LONGER_PERIODS
    for pair in ((done_in(each), due_in(each)), (missed_in(each), missed_before(each)))
)
"""What a state becomes by the mere beginning of the next period."""


def _kind(was: DeadlineState, now: DeadlineState) -> Kind:
    if was.is_withdrawn or now.is_withdrawn:
        return Kind.WITHDRAWN
    if now.is_completed:
        return Kind.MET if now is DeadlineState.COMPLETED else Kind.COMPLETED_LATE
    return Kind.MISSED if now.is_missed and not was.is_missed else Kind.STATE


def _last_told(result: DeadlineResult, positions: Sequence[Position]) -> date | None:
    """The expected date that readers were told of last."""
    told = (
        position.deadlines[result.key].expected
        for position in reversed(positions)
        if result.key in position.deadlines
    )
    return next((day for day in told if day), None)


def _moved(
    result: DeadlineResult, was: DeadlineStanding, told: date | None, assessment: Assessment
) -> Iterator[Change]:
    """Another date that counts, and another that is expected.

    `was` is None where there was no date before.
    """
    binding = result.deadline.binding
    if was.binding != binding and result.deadline.redating:
        yield Change(Kind.REDATED, result.label, was.binding, binding, result)
    before, now = told or was.binding, expected_last(result, assessment)
    if now and now != before:
        yield Change(Kind.MOVED, result.label, before, now, result)


_SAID_BY = {
    Kind.REDATED: frozenset(
        column.heading
        for column in MILESTONE_COLUMNS
        if column.key in ("redated_due", "redated_by", "redated_on")
    ),
    Kind.WITHDRAWN: frozenset(column.heading for column in WITHDRAWAL_COLUMNS),
}
"""The columns of the plan that a change of a kind says already."""


def _of_plan(
    then: PlanCells | None, now: PlanCells, told_already: Mapping[str, frozenset[str]]
) -> Iterator[Change]:
    """Every cell of the plan that says something else; nothing where it is not known what it said.

    A re-dating or a withdrawal that was told of a row is not told again cell by cell.
    """
    if then is None:
        return
    for row in {**then, **now}:
        name = row_name(row, now if row in now else then)
        if row not in now or row not in then:
            was, is_now = ("", "in the plan") if row in now else ("in the plan", "")
            yield Change(Kind.PLAN, name, was, is_now, about="Row")
            continue
        told = told_already.get(row, frozenset())
        for heading in (each for each in {**then[row], **now[row]} if each not in told):
            before, after = then[row].get(heading, ""), now[row].get(heading, "")
            if before != after:
                yield Change(Kind.PLAN, name, before, after, about=heading)

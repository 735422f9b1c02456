"""Exceptions and counts: what a reader must see first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.measures import RowState, count_measures
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.plan.model.references import same_reference
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What needs attention.

    Red measures, overdue and missed deadlines, ambers without a corrective action.

    `unmoved` are the red measures that no open milestone moves, where the plan says what its
    milestones move.
    """

    measures: tuple[MeasureResult, ...]
    deadlines: tuple[DeadlineResult, ...]
    ambers: tuple[MeasureResult | DeadlineResult, ...]
    unmoved: tuple[MeasureResult, ...] = ()


def exceptions_of(assessment: Assessment) -> Exceptions:
    """The exceptions.

    Measures stand the furthest off target first, deadlines the longest overdue first.
    """
    late = [result for result in assessment.deadlines if result.state.is_missed]
    together: tuple[MeasureResult | DeadlineResult, ...] = (
        *assessment.measures,
        *assessment.deadlines,
    )
    byshortfall = off_target(assessment)
    return Exceptions(
        measures=byshortfall,
        deadlines=tuple(sorted(late, key=lambda result: result.days, reverse=True)),
        ambers=tuple(
            result for result in together if result.rag is Tone.AMBER and lacks_action(result)
        ),
        unmoved=tuple(_unmoved(byshortfall, assessment)),
    )


def off_target(assessment: Assessment) -> tuple[MeasureResult, ...]:
    """The red measures, the furthest off target first."""
    red = (result for result in assessment.measures if result.state is MeasureState.OFF_TARGET)
    return tuple(sorted(red, key=shortfall, reverse=True))


def _unmoved(red: Iterable[MeasureResult], assessment: Assessment) -> Iterator[MeasureResult]:
    """The red measures that no open milestone moves.

    None where the plan does not say what its milestones move.
    """
    if not any(each.moves for each in assessment.plan.milestones):
        return
    still_open = {
        deadline.milestone.ref: deadline.milestone
        for deadline in assessment.deadlines
        if deadline.state.is_open
    }
    moved = {same_reference(ref) for milestone in still_open.values() for ref in milestone.moves}
    yield from (each for each in red if same_reference(each.measure.ref) not in moved)


def shortfall(result: MeasureResult) -> float:
    """How many tolerances the actual is past its target.

    The scale on which different units compare.
    """
    if result.gap is None or result.tolerance is None:
        return 0.0
    return float(-result.gap / result.tolerance) if result.tolerance else float("inf")


def measure_counts(results: Iterable[MeasureResult]) -> Counter[MeasureState]:
    """How many measures, not rows, are in each state."""
    return count_measures(
        RowState(result.measure.ref, result.state, result.measure.can_be_rated)
        for result in results
    )


State = TypeVar("State", MeasureState, DeadlineState)


def pursued(counts: Counter[State]) -> Counter[State]:
    """The counts without what was withdrawn, merged or deferred, which is counted apart."""
    return Counter({state: number for state, number in counts.items() if not state.is_withdrawn})


def deadline_counts(results: Iterable[DeadlineResult]) -> Counter[DeadlineState]:
    """How many deadlines are in each state."""
    return Counter(result.state for result in results)


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """A milestone's deadlines seen together.

    The worst one, and how many of the dated ones are done.

    `overdue` is the longest overdue, `next_open` the open one that falls due next.
    """

    deadlines: tuple[DeadlineResult, ...]
    worst: DeadlineResult
    done: int
    dated: int
    overdue: DeadlineResult | None
    next_open: DeadlineResult | None


def milestone_results(results: Iterable[DeadlineResult]) -> tuple[MilestoneResult, ...]:
    """Deadlines by milestone, in the plan's order."""
    by_ref: dict[str, list[DeadlineResult]] = {}
    for result in results:
        by_ref.setdefault(result.milestone.ref, []).append(result)
    return tuple(_milestone(tuple(group)) for group in by_ref.values())


_FROM_WORST = {state: at for at, state in enumerate(DeadlineState)}


def _milestone(group: tuple[DeadlineResult, ...]) -> MilestoneResult:
    counted = [
        result for result in group if not result.deadline.recurs and not result.state.is_withdrawn
    ]
    still_open = [result for result in counted if result.state.is_open and result.deadline.binding]
    overdue = [result for result in still_open if result.state is DeadlineState.OVERDUE]
    return MilestoneResult(
        deadlines=group,
        worst=min(group, key=lambda result: _FROM_WORST[result.state]),
        done=sum(result.state.is_completed for result in counted),
        dated=len(counted),
        overdue=min(overdue, key=_binding, default=None),
        next_open=min(
            (each for each in still_open if each not in overdue), key=_binding, default=None
        ),
    )


def _binding(result: DeadlineResult) -> str:
    return str(result.deadline.binding)


def number_rated(states: Counter[MeasureState]) -> int:
    """How many measures have a rating."""
    return sum(states[state] for state in MEASURE_RAG)

"""The few rows that a report names first: the worst, those nobody acts on, and the better ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.exceptions import exceptions_of, shortfall
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.measures import gap_of
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult, Travel
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.model.quantities import Missing

DAYS_AS_TOLERANCE = 60
"""So many days late weigh as much as one tolerance beyond the target."""
MOST_WORST, MOST_BETTER = 5, 3

Result = MeasureResult | DeadlineResult


@dataclass(frozen=True, slots=True)
class Foremost:
    """What a report names first.

    `worst` are rows off target or late, the most serious first, one of a measure and one of a
    milestone, and some of both kinds where there are both; `without_action` all of them without a
    corrective action, which count as one of the worst; `better` are measures that got better;
    `completed` the deadlines completed since the last report.
    """

    worst: tuple[Result, ...] = ()
    without_action: tuple[Result, ...] = ()
    better: tuple[MeasureResult, ...] = ()
    completed: tuple[DeadlineResult, ...] = ()


def foremost_of(assessment: Assessment, changes: Iterable[Change] = ()) -> Foremost:
    """What to name first; `changes` are those since the last report."""
    changes = tuple(changes)
    off = _off_track(assessment)
    without = tuple(result for result in off if lacks_action(result) and _came(result))
    ranked = _one_each(sorted(off, key=seriousness, reverse=True))
    completed = _completed(changes)
    better = _better(assessment, changes)
    return Foremost(
        worst=_of_both_kinds(ranked, MOST_WORST - bool(without)),
        without_action=without,
        better=better[: MOST_BETTER - bool(completed)],
        completed=completed,
    )


def _of_both_kinds(ranked: tuple[Result, ...], most: int) -> tuple[Result, ...]:
    """So many of the worst; where they are all of one kind, the worst of the other is the last.

    Late deadlines alone would hide that targets are missed, and the other way round.
    """
    worst, others = ranked[:most], ranked[most:]
    kinds = {isinstance(each, MeasureResult) for each in worst}
    other = next((each for each in others if isinstance(each, MeasureResult) not in kinds), None)
    return (*worst[:-1], other) if worst and other else worst


def seriousness(result: Result) -> float:
    """How bad it is that a measure is off target or a deadline late, on one scale.

    A measure weighs as many tolerances as it is past its target; a deadline one, and one more for
    each `DAYS_AS_TOLERANCE` days that it is late, or will be on the date expected.
    """
    if isinstance(result, MeasureResult):
        return max(shortfall(result), 1.0)
    return 1.0 + _days_late(result) / DAYS_AS_TOLERANCE


def _days_late(result: DeadlineResult) -> int:
    """How many days late it is, or will be once it is done as expected."""
    expected = result.told.expected if result.told else None
    binding = result.deadline.binding
    if binding is None or not isinstance(expected, date):
        return result.days
    return max(result.days, (expected - binding).days)


def _off_track(assessment: Assessment) -> tuple[Result, ...]:
    exceptions = exceptions_of(assessment)
    return (*exceptions.measures, *exceptions.deadlines)


def _came(result: Result) -> bool:
    """Whether anything came of it: of what never came, nobody is told that it lacks an action."""
    return result.entry is not None or result.kept is not None


def _one_each(results: Iterable[Result]) -> tuple[Result, ...]:
    """The first of each measure and of each milestone."""
    first: dict[tuple[bool, str], Result] = {}
    for result in results:
        is_measure = isinstance(result, MeasureResult)
        first.setdefault((is_measure, ref_of(result)), result)
    return tuple(first.values())


def ref_of(result: Result) -> str:
    """The reference of the measure or the milestone that a row is of."""
    row = result.measure if isinstance(result, MeasureResult) else result.milestone
    return row.ref


def _better(assessment: Assessment, changes: Sequence[Change]) -> tuple[MeasureResult, ...]:
    """The measures that got better and are not off target.

    Those whose rating rose come first, the furthest risen before the others; then those on target
    whose figure moved furthest, in tolerances. One that is rated otherwise as the plan was changed
    is none of them.
    """
    changed_by_plan = {
        change.result.measure.key
        for change in changes
        if isinstance(change.result, MeasureResult) and change.because
    }
    risen = {
        change.result.measure.key: _rise(change)
        for change in changes
        if isinstance(change.result, MeasureResult) and _rise(change) > 0
    }

    def rank(result: MeasureResult) -> tuple[int, float]:
        return risen.get(result.measure.key, 0), improvement(result)

    candidates = [
        result
        for result in assessment.measures
        if result.measure.key not in changed_by_plan
        and _is_better(result, is_risen=result.measure.key in risen)
    ]
    return _one_measure_each(sorted(candidates, key=rank, reverse=True))


def _is_better(result: MeasureResult, *, is_risen: bool) -> bool:
    if is_risen:
        return result.state is not MeasureState.OFF_TARGET
    is_new = result.kept is None and result.direction.since is not None
    return result.state is MeasureState.ON_TARGET and is_new and improvement(result) > 0


def _one_measure_each(results: Iterable[MeasureResult]) -> tuple[MeasureResult, ...]:
    first: dict[str, MeasureResult] = {}
    for result in results:
        first.setdefault(result.measure.ref, result)
    return tuple(first.values())


def _rise(change: Change) -> int:
    """By how many ratings a measure rose; nought or less where it did not."""
    ratings: list[object] = list(MEASURE_RAG)
    is_between = change.kind is Kind.RATING and change.was in ratings and change.now in ratings
    return ratings.index(change.was) - ratings.index(change.now) if is_between else 0


def improvement(result: MeasureResult) -> float:
    """By how many tolerances a figure came nearer to its target, or went further past it.

    Nought where it did not, or where that cannot be told.
    """
    earlier, actual = result.direction.earlier, result.actual
    is_told = result.direction.travel is Travel.IMPROVING and not result.direction.is_of_forecast
    target = published(result.measure, result.measure.target)
    if not is_told or earlier is None or actual is None or isinstance(target, Missing):
        return 0.0
    polarity = result.measure.polarity
    moved = gap_of(actual, target, polarity) - gap_of(earlier, target, polarity)
    return float(moved / (result.tolerance or Decimal(1)))


def _completed(changes: Sequence[Change]) -> tuple[DeadlineResult, ...]:
    """The deadlines completed since the last report.

    One that was completed then, and has another date now, is none of them.
    """
    told = (change.result for change in changes if change.kind in _DONE and not _was_done(change))
    return tuple(result for result in told if isinstance(result, DeadlineResult))


def _was_done(change: Change) -> bool:
    return isinstance(change.was, DeadlineState) and change.was.is_completed


_DONE = (Kind.MET, Kind.COMPLETED_LATE)

"""By how much a count has moved since the last report, and what of it is no better and no worse.

What is not known in one of two months makes a count fall or rise, and so does another plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from cyps_reports.assessment.changes import Change, ChangedValue, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import DeadlineResult, MeasureResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.groups import grouped
from cyps_reports.returns.model import DeadlineKey


class Why(Enum):
    """Why a row counts in one of two months alone, where nothing got better or worse."""

    NOT_RATED = "not rated"
    NOT_SHOWN = "not shown"
    NOT_KNOWN = "not known"
    NOT_PURSUED = "not pursued"
    REDATED = "re-dated"
    PLAN_CHANGED = "plan changed"


@dataclass(frozen=True, slots=True)
class MovedCount:
    """By how many a count moved, and of how many rows that went or came it is known why."""

    by: int = 0
    why: Mapping[Why, int] = field(default_factory=dict)


def measures_moved(
    state: MeasureState, now: Position, then: Position, changes: Iterable[Change], code: str = ""
) -> MovedCount:
    """How the number of measures in a state moved, of one priority or of all."""
    steps = (each for each in changes if each.kind in (Kind.RATING, Kind.WITHDRAWN))
    before = _in(state, then.measure_states(code))
    after = _in(state, now.measure_states(code))
    return _moved(before, after, grouped(steps, _measure_of), lambda each: each is state)


def late_moved(
    now: Position, then: Position, changes: Iterable[Change], code: str = ""
) -> MovedCount:
    """How the number of late deadlines moved, likewise."""
    before, after = (
        {key for key, each in position.deadlines_of(code) if each.state.is_missed}
        for position in (then, now)
    )
    return _moved(before, after, grouped(changes, _deadline_of), _is_late)


def _is_late(state: ChangedValue) -> bool:
    return isinstance(state, DeadlineState) and state.is_missed


def _in(state: MeasureState, states: Mapping[str, MeasureState]) -> set[str]:
    return {ref for ref, each in states.items() if each is state}


Row = TypeVar("Row", str, DeadlineKey)


def _moved(
    before: set[Row],
    after: set[Row],
    changes: Mapping[Row | None, tuple[Change, ...]],
    counts: Callable[[ChangedValue], bool],
) -> MovedCount:
    """How many rows `before` and `after` differ by; `counts` says of a state whether it counts."""
    by = len(after) - len(before)
    went, came = before - after, after - before
    rows = {-1: went, 0: set[Row](), 1: came}[(by > 0) - (by < 0)]
    told = (_why(changes.get(row, ()), counts, is_gone=by < 0) for row in rows)
    return MovedCount(by, Counter(why for why in told if why))


def _why(
    changes: Iterable[Change], counts: Callable[[ChangedValue], bool], *, is_gone: bool
) -> Why | None:
    """Why a row went or came: how it stands, or stood, where it does not count."""
    found = set()
    for change in changes:
        here, there = (change.was, change.now) if is_gone else (change.now, change.was)
        if counts(here):
            found.add(_unknown(there) or _by_plan(change))
    return next((each for each in Why if each in found), None)


def _unknown(state: ChangedValue) -> Why | None:
    if state is MeasureState.NOT_SHOWN:
        return Why.NOT_SHOWN
    match state:
        case MeasureState() | DeadlineState() if state.is_withdrawn:
            return Why.NOT_PURSUED
        case MeasureState() if not state.is_rated:
            return Why.NOT_RATED
        case DeadlineState() if not state.is_known:
            return Why.NOT_KNOWN
        case _:
            return None


def _by_plan(change: Change) -> Why | None:
    if not change.because:
        return None
    return Why.REDATED if isinstance(change.result, DeadlineResult) else Why.PLAN_CHANGED


def _measure_of(change: Change) -> str | None:
    return change.result.measure.ref if isinstance(change.result, MeasureResult) else None


def _deadline_of(change: Change) -> DeadlineKey | None:
    return change.result.key if isinstance(change.result, DeadlineResult) else None

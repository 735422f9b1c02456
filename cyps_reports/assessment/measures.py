"""The RAG rules of measures (DESIGN 3): small pure functions on figures that are already rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import MEASURE_RAG, Comparison, MeasureState, RatedOn
from cyps_reports.assessment.trends import Forecast, Point
from cyps_reports.plan.dates import month_of
from cyps_reports.plan.figures import published
from cyps_reports.plan.model import Basis, Figure, Measure, Plan, Polarity, Tolerance
from cyps_reports.returns.model import Absent, DataStatus, MeasureEntry


def gap_of(actual: Decimal, target: Decimal, polarity: Polarity) -> Decimal:
    """How far the actual is past its target, in the measure's unit: negative means worse than the target."""
    match polarity:
        case Polarity.HIGHER:
            return actual - target
        case Polarity.LOWER:
            return target - actual
        case _:
            return -abs(actual - target)


def rating(gap: Decimal, tolerance: Decimal, polarity: Polarity) -> MeasureState:
    """Green, amber or red for a gap and a tolerance in the same unit."""
    if gap >= (-tolerance if polarity is Polarity.CLOSE else 0):
        return MeasureState.ON_TARGET
    return MeasureState.CLOSE_TO_TARGET if gap >= -tolerance else MeasureState.OFF_TARGET


def rate(
    measure: Measure, actual: Decimal | None, tolerance: Tolerance, standard: Figure | None = None
) -> tuple[MeasureState, Decimal | None, Decimal | None]:
    """State, gap and tolerance of an actual, or of what stands in for it; None where nothing can be rated.

    It is rated against the target, or against another `standard`. No figure means that none can be forecast yet.
    """
    if measure.polarity is Polarity.MONITOR:
        return MeasureState.MONITOR_ONLY, None, None
    target = published(measure, measure.target if standard is None else standard)
    if not isinstance(target, Decimal):
        return MeasureState.NO_TARGET, None, None
    if actual is None:
        return MeasureState.NO_FORECAST, None, None
    gap = gap_of(actual, target, measure.polarity)
    allowed = tolerance.around(target)
    return rating(gap, allowed, measure.polarity), gap, allowed


def comparison_of(measure: Measure, plan: Plan, newest: Point, forecast: Forecast | None) -> Comparison:
    """What is rated against what.

    A figure of the year so far is rated against the plan's profile for its month; where there is none, what it
    comes to at the year's end is rated against the target. Everything else is rated as it is.
    """
    if measure.basis is not Basis.CUMULATIVE or newest.day >= plan.ends:
        return Comparison(newest.actual, measure.target)
    month = month_of(newest.day)
    if month in measure.profile:
        return Comparison(newest.actual, measure.profile[month], RatedOn.PROFILE, month)
    return Comparison(forecast.central if forecast else None, measure.target, RatedOn.FORECAST)


def state_without_actual(measure: Measure, entry: MeasureEntry | None, as_at: date) -> MeasureState:
    """Why there is no rating: no return came (`entry` is None), the cell is empty, or the result is not out."""
    if entry is None:
        return MeasureState.NO_RETURN
    if entry.actual in (Absent.UNREADABLE, Absent.TWO_ANSWERS):
        return MeasureState.UNREADABLE
    if _is_not_yet_due(measure, entry, as_at):
        return MeasureState.NOT_YET_DUE
    if entry.actual is Absent.NOT_AVAILABLE or entry.data_status is DataStatus.NOT_AVAILABLE:
        return MeasureState.NOT_AVAILABLE
    return MeasureState.NOT_REPORTED


def _is_not_yet_due(measure: Measure, entry: MeasureEntry, as_at: date) -> bool:
    """By what the manager says; where nothing is said, by the month in which the plan expects the result."""
    if entry.data_status is not Absent.EMPTY:
        return entry.data_status is DataStatus.NOT_YET_DUE
    return measure.target_due is not None and measure.target_due > month_of(as_at)


def count_measures(rows: Iterable[tuple[str, MeasureState]]) -> Counter[MeasureState]:
    """How many measures are in each state; `rows` are the reference and the state of each measure row."""
    by_ref: dict[str, list[MeasureState]] = {}
    for ref, state in rows:
        by_ref.setdefault(ref, []).append(state)
    return Counter(worst_state(states) for states in by_ref.values())


def worst_state(states: Iterable[MeasureState]) -> MeasureState:
    """The worst rated of a measure's components; the first where none is rated (DESIGN 3)."""
    order = list(MEASURE_RAG)
    together = tuple(states)
    rated = [state for state in together if state.is_rated]
    return max(rated, key=order.index) if rated else together[0]

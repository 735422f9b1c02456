"""The RAG rules of measures (DESIGN 3): small pure functions on figures that are already rounded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import MEASURE_RAG, MeasureResult, MeasureState
from cyps_reports.plan.dates import month_of
from cyps_reports.plan.figures import published
from cyps_reports.plan.model import Measure, Polarity, Tolerance
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
    measure: Measure, actual: Decimal, tolerance: Tolerance
) -> tuple[MeasureState, Decimal | None, Decimal | None]:
    """State, gap and tolerance of an actual; gap and tolerance are None where nothing can be rated."""
    if measure.polarity is Polarity.MONITOR:
        return MeasureState.MONITOR_ONLY, None, None
    target = published(measure, measure.target)
    if not isinstance(target, Decimal):
        return MeasureState.NO_TARGET, None, None
    gap = gap_of(actual, target, measure.polarity)
    allowed = tolerance.around(target)
    return rating(gap, allowed, measure.polarity), gap, allowed


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


def worst_rated(results: Iterable[MeasureResult]) -> MeasureResult:
    """The worst rated of a measure's components; the first where none is rated (DESIGN 3)."""
    order = list(MEASURE_RAG)
    together = tuple(results)
    rated = [result for result in together if result.state.is_rated]
    return max(rated, key=lambda result: order.index(result.state)) if rated else together[0]

"""The RAG rules of measures: small pure functions on figures that are already rounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cyps_reports.assessment.earlier import is_dated_after
from cyps_reports.assessment.measure_states import MEASURE_RAG, MEASURE_WITHDRAWN, MeasureState
from cyps_reports.assessment.model import Comparison, DateFault, RatedOn
from cyps_reports.assessment.trends import Forecast, Point
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.figures.standards import step_on
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing, Target, Tolerance
from cyps_reports.returns.model import Absent, DataStatus, MeasureEntry


def gap_of(actual: Decimal, target: Decimal | Band, polarity: Polarity) -> Decimal:
    """How far the actual is past its target, in the measure's unit.

    Negative means worse than the target.

    Within a range it is nought.
    """
    if isinstance(target, Band):
        return -max(target.low - actual, actual - target.high, Decimal(0))
    match polarity:
        case Polarity.HIGHER:
            return actual - target
        case Polarity.LOWER:
            return target - actual
        case _:
            return -abs(actual - target)


class Allowed(NamedTuple):
    """How far short of its target a figure may fall and still be green, and amber.

    Both are in the measure's unit.
    """

    green: Decimal
    amber: Decimal


def allowed_of(
    measure: Measure, actual: Decimal, target: Decimal | Band, tolerance: Tolerance
) -> Allowed:
    """What the measure's own limits allow, else its tolerance.

    Close to a target, all that the tolerance allows is green. Beyond a range, the tolerance of its
    nearer end is amber.
    """
    nought = Decimal(0)
    if isinstance(target, Band):
        return Allowed(nought, tolerance.around(target.end_near(actual)))
    if measure.amber_limit is not None:
        green = target if measure.green_limit is None else measure.green_limit
        short = (-gap_of(limit, target, measure.polarity) for limit in (green, measure.amber_limit))
        return Allowed(*short)
    amber = tolerance.around(target)
    return Allowed(amber if measure.polarity is Polarity.CLOSE else nought, amber)


def rating(gap: Decimal, allowed: Allowed) -> MeasureState:
    """Green, amber or red for a gap and what is allowed, in the same unit."""
    if gap >= -allowed.green:
        return MeasureState.ON_TARGET
    return MeasureState.CLOSE_TO_TARGET if gap >= -allowed.amber else MeasureState.OFF_TARGET


def rate(
    measure: Measure, actual: Decimal | None, tolerance: Tolerance, standard: Target | None = None
) -> tuple[MeasureState, Decimal | None, Decimal | None]:
    """State, gap and tolerance of an actual, or of what stands in for it.

    None where nothing can be rated.

    It is rated against the target, or against another `standard`. No figure means that none can be
    forecast yet.
    """
    if measure.polarity is Polarity.MONITOR:
        return MeasureState.MONITOR_ONLY, None, None
    target = published(measure, measure.target if standard is None else standard)
    if isinstance(target, Missing):
        return MeasureState.NO_TARGET, None, None
    if actual is None:
        return MeasureState.NO_FORECAST, None, None
    gap = gap_of(actual, target, measure.polarity)
    allowed = allowed_of(measure, actual, target, tolerance)
    return rating(gap, allowed), gap, allowed.amber


def comparison_of(
    measure: Measure, plan: Plan, newest: Point, forecast: Forecast | None
) -> Comparison:
    """What is rated against what.

    An actual is rated against the step in force on its own day, and on the plan's last day against
    the target. Where no step is in force, a figure of the year so far is rated by what it comes to
    at the year's end.
    """
    is_at_end = newest.day >= plan.ends
    if not (is_at_end and measure.target_figures):
        step = step_on(measure, plan, newest.day)
        if step is not None:
            return Comparison(newest.actual, step.figure, RatedOn.STEP, step.day, step.is_between)
    if is_at_end or measure.basis is not Basis.CUMULATIVE:
        return Comparison(newest.actual, measure.target)
    return Comparison(forecast.central if forecast else None, measure.target, RatedOn.FORECAST)


def date_fault(measure: Measure, entry: MeasureEntry, plan: Plan, as_at: date) -> DateFault | None:
    """Why the date of an entry's figure keeps it from being rated; None where it does not.

    Nothing can be known of a day to come; the year so far cannot have been counted before the
    year began; and last year's result of a measure that goes on is its outturn.
    """
    if is_dated_after(entry, as_at):
        return DateFault.AFTER
    is_too_early = isinstance(entry.as_at, date) and entry.as_at < plan.starts
    if not (is_too_early and measure.is_of_year_alone):
        return None
    return DateFault.LAST_YEARS if measure.basis is Basis.ANNUAL else DateFault.BEFORE


def state_without_actual(
    measure: Measure, entry: MeasureEntry | None, *, is_awaited: bool
) -> MeasureState:
    """Why there is no rating.

    Withdrawn, no return (`entry` is None), an empty cell, or no figure due yet.

    `is_awaited` where the reporting period that its figure is of has ended.
    """
    if measure.withdrawal:
        return MEASURE_WITHDRAWN[measure.withdrawal.kind]
    if entry is None:
        return MeasureState.NO_RETURN
    if entry.actual in (Absent.CONFIDENTIAL, Absent.LOW):
        return MeasureState.NOT_SHOWN
    if entry.actual in (Absent.UNREADABLE, Absent.TWO_ANSWERS):
        return MeasureState.UNREADABLE
    if _is_not_yet_due(entry, is_awaited=is_awaited):
        return MeasureState.NOT_YET_DUE
    if entry.actual is Absent.NOT_AVAILABLE or entry.data_status is DataStatus.NOT_AVAILABLE:
        return MeasureState.NOT_AVAILABLE
    return MeasureState.NOT_REPORTED


def _is_not_yet_due(entry: MeasureEntry, *, is_awaited: bool) -> bool:
    """By what the manager says; where nothing is said, by the plan's reporting periods."""
    if entry.data_status is not Absent.EMPTY:
        return entry.data_status is DataStatus.NOT_YET_DUE
    return not is_awaited


class RowState(NamedTuple):
    """A measure row: its reference, its state, and whether there is anything to rate it by."""

    ref: str
    state: MeasureState
    can_be_rated: bool = True


def count_measures(rows: Iterable[RowState]) -> Counter[MeasureState]:
    """How many measures, not rows, are in each state."""
    return Counter(states_of_measures(rows).values())


def states_of_measures(rows: Iterable[RowState]) -> dict[str, MeasureState]:
    """The state of each measure, its components together, by its reference."""
    by_ref: dict[str, list[RowState]] = {}
    for row in rows:
        by_ref.setdefault(row.ref, []).append(row)
    return {ref: state_of_measure(components) for ref, components in by_ref.items()}


_UNRATED = (
    MeasureState.NOT_SHOWN,
    MeasureState.UNREADABLE,
    MeasureState.NO_RETURN,
    MeasureState.NOT_REPORTED,
    MeasureState.NOT_JUDGED,
    MeasureState.NOT_AVAILABLE,
    MeasureState.NOT_YET_DUE,
    MeasureState.NO_FORECAST,
    MeasureState.NO_TARGET,
    MeasureState.MONITOR_ONLY,
    *MEASURE_WITHDRAWN.values(),
)
"""What a component without a rating can be, first where somebody has most to do."""
_HAVE_FIGURES = frozenset(
    (
        MeasureState.NOT_SHOWN,
        MeasureState.NOT_JUDGED,
        MeasureState.NO_FORECAST,
        MeasureState.NO_TARGET,
        MeasureState.MONITOR_ONLY,
    )
)


def state_of_measure(components: Iterable[RowState]) -> MeasureState:
    """The worst rated of a measure's components.

    Where none is rated, the state that asks most of somebody.

    It is never on target while a component that has a target is not rated, nor not reported while
    one has a figure: then it is part reported, or not shown where a component is hidden. Components
    that were withdrawn count only where all of them were.
    """
    every = tuple(components)
    if len(every) == 1:
        # As of most measures, many times over: it is what the rules come to.
        return every[0].state
    order = list(MEASURE_RAG)
    together = tuple(row for row in every if not row.state.is_withdrawn) or every
    rated = [row.state for row in together if row.state.is_rated]
    if not rated:
        return _unrated({row.state for row in together})
    worst = max(rated, key=order.index)
    unrated = {row.state for row in together if row.can_be_rated and not row.state.is_rated}
    if worst is not MeasureState.ON_TARGET or not unrated:
        return worst
    is_hidden = MeasureState.NOT_SHOWN in unrated
    return MeasureState.NOT_SHOWN if is_hidden else MeasureState.PART_REPORTED


def _unrated(states: Set[MeasureState]) -> MeasureState:
    """The state of a measure whose components, in these states, are all not rated."""
    first = min(states, key=_UNRATED.index)
    is_partial = first is MeasureState.NOT_REPORTED and states & _HAVE_FIGURES
    return MeasureState.PART_REPORTED if is_partial else first

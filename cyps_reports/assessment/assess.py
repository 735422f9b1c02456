"""The whole plan assessed on an as-at date: a result for every row, whether or not a return came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cyps_reports.assessment.checks import assessment_findings
from cyps_reports.assessment.deadlines import judge
from cyps_reports.assessment.direction import (
    against_similar,
    direction_of,
    direction_of_forecasts,
    direction_since_outturn,
    level_of,
)
from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierCompletion, date_that_counts
from cyps_reports.assessment.measures import comparison_of, date_fault, rate, state_without_actual
from cyps_reports.assessment.model import Assessment, DeadlineResult, Direction, MeasureResult, MeasureState, Travel
from cyps_reports.assessment.reporting import reporting_of
from cyps_reports.assessment.trends import Point, forecast_of, limits_of, period_end, points_of
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.plan.model import Basis, Deadline, Measure, Milestone, Plan
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry, Returns


def assess(plan: Plan, returns: Returns, earlier: Earlier, as_at: date) -> Assessment:
    """Every measure row and every deadline of the plan, and what the returns say against it."""
    results = Assessment(
        plan=plan,
        returns=returns,
        as_at=as_at,
        measures=tuple(_measure(plan, measure, returns, earlier, as_at) for measure in plan.measures),
        deadlines=tuple(
            _deadline(milestone, deadline, returns, earlier, as_at) for milestone, deadline in plan.deadlines()
        ),
        earlier=earlier,
    )
    return replace(results, findings=assessment_findings(results))


def _measure(plan: Plan, measure: Measure, returns: Returns, earlier: Earlier, as_at: date) -> MeasureResult:
    # A row that is gone from a return that came is a row with nothing in it.
    entry = returns.measures.get(measure.key)
    # Where no return is due, one that did not come has nothing in it, as has a row that is gone from one that came.
    if entry is None and (returns.came_from(measure.priority) or not plan.is_report_month(returns.month)):
        entry = MeasureEntry()
    return measure_result(plan, measure, entry, returns.month, earlier, as_at)


def measure_result(
    plan: Plan, measure: Measure, entry: MeasureEntry | None, month: Month, earlier: Earlier, as_at: date
) -> MeasureResult:
    """One measure row of a month; `entry` is None where no return came that is due."""
    reporting = reporting_of(measure, plan, month, earlier)
    bare = MeasureResult(
        measure=measure,
        entry=entry,
        state=state_without_actual(entry, is_awaited=reporting.is_due or reporting.is_late),
        direction=Direction(Travel.NOT_COMPARABLE),
        similar=against_similar(measure, None),
        reporting=reporting,
    )
    told = earlier.actuals.get(measure.key, ())
    if bare.kept:
        before = told[told.index(bare.kept) + 1 :]
        return _with_actual(bare, plan, bare.kept, before)
    if entry is None or bare.actual is None:
        return replace(bare, points=points_of(measure, plan, told))
    if fault := date_fault(measure, entry, plan, as_at):
        points = points_of(measure, plan, told)
        return replace(bare, state=MeasureState.UNREADABLE, fault=fault, points=points)
    return _with_actual(bare, plan, EarlierActual(month, bare.actual, entry.as_at), told)


def _with_actual(bare: MeasureResult, plan: Plan, now: EarlierActual, told: tuple[EarlierActual, ...]) -> MeasureResult:
    """Rated, and compared with the months before, with the outturn and with similar authorities."""
    measure, actual = bare.measure, now.actual
    points = points_of(measure, plan, (now, *told))
    forecast, limits = forecast_of(measure, plan, points), limits_of(measure, points)
    newest = Point(now.day, now.month, actual)
    compared = comparison_of(measure, plan, newest, forecast)
    state, gap, tolerance = rate(measure, compared.figure, plan.tolerance_of(measure), compared.against)
    is_cumulative = measure.basis is Basis.CUMULATIVE
    level = level_of(measure, plan, points) if is_cumulative else actual
    direction = (
        direction_of_forecasts(measure, plan, points)
        if is_cumulative
        else direction_of(measure, actual, now.as_at, tuple(_of_other_periods(measure, plan, now, told)))
    )
    return replace(
        bare,
        state=state,
        gap=gap,
        tolerance=tolerance,
        compared=compared,
        direction=direction,
        since_outturn=direction_since_outturn(measure, level, is_of_forecast=is_cumulative),
        similar=against_similar(measure, level),
        points=points,
        forecast=forecast,
        limits=limits,
    )


def _of_other_periods(
    measure: Measure, plan: Plan, now: EarlierActual, told: tuple[EarlierActual, ...]
) -> Iterator[EarlierActual]:
    """The plan's earlier figures that a figure is compared with: none of the same reporting period."""
    period = period_end(measure, plan, now.day)
    for each in told:
        if each.day >= plan.starts and (period is None or period_end(measure, plan, each.day) != period):
            yield each


def _deadline(
    milestone: Milestone, deadline: Deadline, returns: Returns, earlier: Earlier, as_at: date
) -> DeadlineResult:
    key = (milestone.ref, deadline.number)
    entry = returns.deadlines.get(key) or (DeadlineEntry() if returns.came_from(milestone.priority) else None)
    given = date_that_counts(entry, as_at)
    recurs = deadline.recurs
    before: EarlierCompletion | None = None if given or recurs else earlier.completions.get(key)
    completed = given or (before.completed if before else None)
    last_done = _last_done(given, earlier.last_done.get(key)) if deadline.is_monthly else None
    judged = judge(deadline, entry, completed, last_done, as_at)
    return DeadlineResult(
        milestone=milestone,
        deadline=deadline,
        entry=entry,
        state=judged.state,
        days=judged.days,
        completed=completed,
        completed_in=before.month if before else None,
        last_done=last_done,
    )


def _last_done(given: date | None, before: Month | None) -> Month | None:
    return max((month for month in (month_of(given) if given else None, before) if month), default=None)

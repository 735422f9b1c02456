"""The whole plan assessed on an as-at date.

A result for every row, whether or not a return came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cyps_reports.assessment.checks import assessment_findings
from cyps_reports.assessment.deadlines import Judged, judge
from cyps_reports.assessment.direction import (
    against_similar,
    direction_of,
    direction_of_forecasts,
    direction_since_outturn,
    level_of,
)
from cyps_reports.assessment.earlier import (
    Earlier,
    EarlierActual,
    EarlierCompletion,
    EarlierText,
    EarlierUpdate,
    date_that_counts,
)
from cyps_reports.assessment.judged import judged_state
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import comparison_of, date_fault, rate, state_without_actual
from cyps_reports.assessment.model import (
    Assessment,
    Comparison,
    DeadlineResult,
    Direction,
    MeasureResult,
    RatedOn,
    Travel,
)
from cyps_reports.assessment.reporting import reporting_of
from cyps_reports.assessment.trends import Point, forecast_of, period_end, points_before, points_of
from cyps_reports.assessment.usual_range import limits_of
from cyps_reports.assessment.waiting import waiting
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry, Returns
from cyps_reports.theme import Tone


def assess(plan: Plan, returns: Returns, earlier: Earlier, as_at: date) -> Assessment:
    """Every measure row and every deadline of the plan, and what the returns say against it."""
    results = Assessment(
        plan=plan,
        returns=returns,
        as_at=as_at,
        measures=tuple(
            _measure(plan, measure, returns, earlier, as_at) for measure in plan.measures
        ),
        deadlines=waiting(
            _deadline(plan, milestone, deadline, returns, earlier, as_at)
            for milestone, deadline in plan.deadlines()
        ),
        earlier=earlier,
    )
    return replace(results, findings=assessment_findings(results))


def _measure(
    plan: Plan, measure: Measure, returns: Returns, earlier: Earlier, as_at: date
) -> MeasureResult:
    entry = returns.measures.get(measure.key)
    # Where no return is due, one that did not come has nothing in it, as has a row that is gone
    # from one that came.
    if entry is None and (
        returns.came_from(measure.priority) or not plan.is_report_month(returns.month)
    ):
        entry = MeasureEntry()
    return measure_result(plan, measure, entry, returns.month, earlier, as_at)


def measure_result(
    plan: Plan,
    measure: Measure,
    entry: MeasureEntry | None,
    month: Month,
    earlier: Earlier,
    as_at: date,
) -> MeasureResult:
    """One measure row of a month; `entry` is None where no return came that is due."""
    reporting = reporting_of(measure, plan, month, earlier)
    bare = MeasureResult(
        measure=measure,
        entry=entry,
        state=state_without_actual(
            measure, entry, is_awaited=reporting.is_due or reporting.is_late
        ),
        direction=Direction(Travel.NOT_COMPARABLE),
        similar=against_similar(measure, None),
        reporting=reporting,
    )
    told = earlier.actuals.get(measure.key, ())
    if bare.kept:
        return _with_kept(bare, plan, bare.kept, told)
    if entry is None or not entry.has_actual or measure.withdrawal:
        return replace(bare, points=points_of(measure, plan, told))
    if fault := date_fault(measure, entry, plan, as_at):
        points = points_of(measure, plan, told)
        return replace(bare, state=MeasureState.UNREADABLE, fault=fault, points=points)
    now = None if bare.actual is None else EarlierActual(month, bare.actual, entry.as_at)
    return _with_given(bare, plan, now, told)


def _with_kept(
    bare: MeasureResult,
    plan: Plan,
    kept: EarlierActual | EarlierText,
    told: tuple[EarlierActual, ...],
) -> MeasureResult:
    """As it was when the actual that stands was given, with what was known then."""
    if isinstance(kept, EarlierText):
        return _with_given(bare, plan, None, ())
    return _with_given(bare, plan, kept, told[told.index(kept) + 1 :])


def _with_given(
    bare: MeasureResult, plan: Plan, now: EarlierActual | None, told: tuple[EarlierActual, ...]
) -> MeasureResult:
    """Rated by its figure, or as what is judged; `now` is None of a text."""
    if now is None or bare.measure.unit.is_judged:
        return _judged(bare, tuple(_of_other_periods(bare.measure, plan, now, told)) if now else ())
    return _with_actual(bare, plan, now, told)


def _judged(bare: MeasureResult, before: tuple[EarlierActual, ...]) -> MeasureResult:
    """Rated by the order of its values or by its manager; a text is compared with nothing."""
    measure, actual = bare.measure, bare.actual
    return replace(
        bare,
        state=judged_state(measure, actual, bare.own_rating),
        compared=Comparison(actual, measure.target, RatedOn.JUDGED),
        direction=direction_of(measure, actual, bare.as_at, before),
        since_outturn=direction_since_outturn(measure, actual),
        similar=against_similar(measure, actual),
    )


def _with_actual(
    bare: MeasureResult, plan: Plan, now: EarlierActual, told: tuple[EarlierActual, ...]
) -> MeasureResult:
    """Rated, and compared with the months before, with the outturn and with similar authorities."""
    measure, actual = bare.measure, now.actual
    points = points_of(measure, plan, (now, *told))
    forecast, limits = (
        forecast_of(measure, plan, points),
        limits_of(measure, (*points_before(measure, plan, told), *points)),
    )
    newest = Point(now.day, now.month, actual)
    compared = comparison_of(measure, plan, newest, forecast)
    state, gap, tolerance = rate(
        measure, compared.figure, plan.tolerance_of(measure), compared.against
    )
    is_cumulative = measure.basis is Basis.CUMULATIVE
    level = level_of(measure, plan, points) if is_cumulative else actual
    direction = (
        direction_of_forecasts(measure, plan, points)
        if is_cumulative
        else direction_of(
            measure, actual, now.as_at, tuple(_of_other_periods(measure, plan, now, told))
        )
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
    """The earlier figures that a figure is compared with.

    None of the same reporting period, and none that the plan year's own returns date before it.
    """
    period = period_end(measure, plan, now.day)
    for each in told:
        is_of_before = each.month < plan.months[0]
        is_of_another = period is None or period_end(measure, plan, each.day) != period
        if is_of_before or (each.day >= plan.starts and is_of_another):
            yield each


def _deadline(
    plan: Plan,
    milestone: Milestone,
    deadline: Deadline,
    returns: Returns,
    earlier: Earlier,
    as_at: date,
) -> DeadlineResult:
    key = (milestone.ref, deadline.number)
    entry = returns.deadlines.get(key) or (
        DeadlineEntry() if returns.came_from(milestone.priority) else None
    )
    given = date_that_counts(entry, as_at)
    recurs = deadline.recurs
    before: EarlierCompletion | None = None if given or recurs else earlier.completions.get(key)
    completed = given or (before.completed if before else None)
    last_done = _last_done(given, earlier.last_done.get(key)) if deadline.period else None
    judged = judge(deadline, entry, completed, last_done, as_at, plan.starts)
    kept = _kept(plan, earlier.updates.get(key), returns.month) if entry is None else None
    if kept:
        as_said = judge(deadline, kept.entry, completed, last_done, as_at, plan.starts)
        kept, judged = (kept, as_said) if _is_known(as_said, kept.month) else (None, judged)
    return DeadlineResult(
        milestone=milestone,
        deadline=deadline,
        entry=entry,
        state=judged.state,
        days=judged.days,
        completed=completed,
        completed_in=before.month if before else None,
        last_done=last_done,
        period_to=judged.period_to,
        kept=kept,
        first_asked=_first_asked(plan, returns.month) if entry is None else None,
    )


def _first_asked(plan: Plan, month: Month) -> Month | None:
    """The month of the plan's first returns where that is later; None from it on."""
    is_before = month in plan.months and month < plan.report_months[0]
    return plan.report_months[0] if is_before else None


def _kept(plan: Plan, last: EarlierUpdate | None, month: Month) -> EarlierUpdate | None:
    """The last update, where no return is due and it is of the last one that was, or later."""
    asked = None if plan.is_report_month(month) else plan.report_month_before(month)
    return last if last and asked and last.month >= asked else None


def _is_known(judged: Judged, told: Month) -> bool:
    """Whether a state can be told from a month.

    Nobody was asked whether what is due after it was done.
    """
    is_alert = judged.state.rag in (Tone.RED, Tone.AMBER)
    return not (judged.period_to and judged.period_to > told and is_alert)


def _last_done(given: date | None, before: Month | None) -> Month | None:
    now = month_of(given) if given else None
    return max((month for month in (now, before) if month), default=None)

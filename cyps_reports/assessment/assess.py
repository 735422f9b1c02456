"""The whole plan assessed on an as-at date: a result for every row, whether or not a return came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cyps_reports.assessment.checks import assessment_findings
from cyps_reports.assessment.deadlines import judge
from cyps_reports.assessment.direction import against_similar, direction_of
from cyps_reports.assessment.measures import rate, state_without_actual
from cyps_reports.assessment.model import (
    Assessment,
    DeadlineResult,
    Direction,
    Earlier,
    EarlierCompletion,
    MeasureResult,
    Travel,
)
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.plan.model import Deadline, Measure, Milestone, Plan
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
    entry = returns.measures.get(measure.key) or (MeasureEntry() if returns.came_from(measure.priority) else None)
    bare = MeasureResult(
        measure=measure,
        entry=entry,
        state=state_without_actual(measure, entry, as_at),
        direction=Direction(Travel.NOT_COMPARABLE),
        similar=against_similar(measure, None),
    )
    if entry is None or bare.actual is None:
        return bare
    state, gap, tolerance = rate(measure, bare.actual, plan.tolerance_of(measure))
    direction = direction_of(measure, bare.actual, entry.as_at, earlier.actuals.get(measure.key, ()))
    similar = against_similar(measure, bare.actual)
    return replace(bare, state=state, gap=gap, tolerance=tolerance, direction=direction, similar=similar)


def _deadline(
    milestone: Milestone, deadline: Deadline, returns: Returns, earlier: Earlier, as_at: date
) -> DeadlineResult:
    key = (milestone.ref, deadline.number)
    entry = returns.deadlines.get(key) or (DeadlineEntry() if returns.came_from(milestone.priority) else None)
    given = date_that_counts(entry, as_at)
    recurs = deadline.is_monthly or deadline.is_ongoing
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


def date_that_counts(entry: DeadlineEntry | None, as_at: date) -> date | None:
    """The date completed an entry gives; one after the as-at date is a finding and does not count."""
    given = entry.completed if entry else None
    return given if isinstance(given, date) and given <= as_at else None


def _last_done(given: date | None, before: Month | None) -> Month | None:
    return max((month for month in (month_of(given) if given else None, before) if month), default=None)

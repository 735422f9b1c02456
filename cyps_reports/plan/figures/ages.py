"""How old a figure may be when it is returned, going by how often its measure is reported."""

from __future__ import annotations

from datetime import date

from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.dates.periods import ANNUAL, MONTHLY
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan


def is_too_old(measure: Measure, plan: Plan, day: date, month: Month) -> bool:
    """Whether a figure of a day, returned for a month, is older than its reporting period allows.

    It may be as old as a period is long, as many are out only some weeks after their day. Where
    nothing says how often a figure is reported, or only once a year, nothing says how old it may
    be.
    """
    period = plan.period_of(measure)
    if period == ANNUAL or (period == MONTHLY and measure.reported is None):
        return False
    ended = [due_month for due_month in plan.due_months(measure) if due_month <= month]
    return len(ended) > 1 and month_of(day) < ended[-2]

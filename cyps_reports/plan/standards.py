"""Where a measure should stand within the year: its profile, on any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from cyps_reports.plan.figures import published, rounded
from cyps_reports.plan.model import Figure, Measure, Plan


def profile_days(measure: Measure, plan: Plan) -> Mapping[date, Decimal]:
    """The measure's profile by day, in its unit, the earliest first; empty where the plan gives none.

    Each month's figure stands at the month's end. The year so far is nought on the day before the plan's first.
    """
    if not measure.profile:
        return {}
    ends = {min(month.last, plan.ends): figure for month, figure in sorted(measure.profile.items())}
    return {plan.starts - timedelta(days=1): Decimal(0)} | ends


def profile_on(measure: Measure, plan: Plan, day: date) -> Figure | None:
    """Where the year so far should stand on a day: on the straight line between two dates of the profile.

    Between them it is rounded half-up to the measure's decimals. None before the plan year, and after the profile's
    last date.
    """
    days = profile_days(measure, plan)
    before = max((each for each in days if each <= day), default=None)
    after = min((each for each in days if each >= day), default=None)
    if before is None or after is None:
        return None
    if before == after:
        return published(measure, days[day])
    risen = (days[after] - days[before]) * (day - before).days / (after - before).days
    return rounded(days[before] + risen, measure.decimals)

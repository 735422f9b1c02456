"""Where a measure should stand within the plan: its steps, on any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from cyps_reports.plan.figures.published import rounded
from cyps_reports.plan.model.measure import Basis, Between, Measure
from cyps_reports.plan.model.plan import Plan


class Step(NamedTuple):
    """What a figure is rated against that a day's step sets, in the measure's unit.

    `day` is the step's own, or, where the figure is read on the line between two steps, the day it
    is read for.
    """

    figure: Decimal
    day: date
    is_between: bool = False


def step_days(measure: Measure, plan: Plan) -> Mapping[date, Decimal]:
    """The measure's steps by day, in its unit, the earliest first; empty where the plan gives none.

    Each month's step stands at the month's end. The line of a figure of the year so far begins with
    nought on the day before the plan's first; that of any other goes on from the last step to the
    target on the plan's last day.
    """
    days = {min(month.last, plan.ends): figure for month, figure in sorted(measure.steps.items())}
    if not days or measure.between is Between.HOLD:
        return days
    if measure.basis is Basis.CUMULATIVE:
        return {plan.starts - timedelta(days=1): Decimal(0)} | days
    target = {plan.ends: measure.target} if isinstance(measure.target, Decimal) else {}
    return days | {day: figure for day, figure in target.items() if day not in days}


def step_on(measure: Measure, plan: Plan, day: date) -> Step | None:
    """The step in force on a day.

    The last one reached, or the straight line between two, as the plan says.

    It is rounded half-up to the measure's decimals. None before the first step, where nothing is in
    force yet; and after the last day of a line.
    """
    days = step_days(measure, plan)
    before = max((each for each in days if each <= day), default=None)
    after = min((each for each in days if each >= day), default=None)
    if before is None or (after is None and measure.between is Between.LINE):
        return None
    if after is None or before == after or measure.between is Between.HOLD:
        return Step(rounded(days[before], measure.decimals), before)
    risen = (days[after] - days[before]) * (day - before).days / (after - before).days
    return Step(rounded(days[before] + risen, measure.decimals), day, is_between=True)


def path_on(measure: Measure, plan: Plan, day: date, whole: Decimal | None) -> Decimal | None:
    """Where a figure of the year so far should stand on a day, in its unit.

    That is its step; where the plan sets none, its share of the `whole` year, spread evenly over
    the days. None where nothing is in force yet, and without either.
    """
    if day >= plan.ends and whole is not None:
        return rounded(whole, measure.decimals)
    if measure.steps:
        step = step_on(measure, plan, day)
        return step.figure if step else None
    if whole is None:
        return None
    gone, all_days = (day - plan.starts).days + 1, (plan.ends - plan.starts).days + 1
    return rounded(whole * gone / all_days, measure.decimals)


def first_step(measure: Measure, plan: Plan) -> Step | None:
    """The step that comes first of a measure; None where it has none."""
    day = min(step_days(measure, plan), default=None)
    return (
        None if day is None else Step(rounded(step_days(measure, plan)[day], measure.decimals), day)
    )

"""Trends of a measure: its comparable points, and its forecast for the year's end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import sqrt
from statistics import fmean

from cyps_reports.assessment.earlier import EarlierActual
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.figures.impossible import Scale, scale_of
from cyps_reports.plan.figures.published import rounded
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.plan import Plan

FEWEST_FOR_PACE, FEWEST_FOR_LINE = 3, 6
"""Comparable figures that a forecast needs.

One by pace is rough until there are as many as a line needs.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a measure on its own day, and the month whose return it last came with."""

    day: date
    month: Month
    actual: Decimal


def points_of(measure: Measure, plan: Plan, told: Iterable[EarlierActual]) -> tuple[Point, ...]:
    """The comparable points of the plan year, the oldest first.

    `told` are actuals by return month, newest first.

    A figure told again for the same day is one point, with what was said last. Where a measure is
    reported less often than monthly, the last figure of each of its periods is one. Annual results
    have no points: they come once. Nor has what is judged in words.
    """
    if measure.basis is Basis.ANNUAL or measure.unit.is_judged:
        return ()
    by_day: dict[date, Point] = {}
    for each in told:
        day = each.day
        if plan.starts <= day <= plan.ends:
            by_day.setdefault(day, Point(day, each.month, each.actual))
    by_period = {period_end(measure, plan, day) or day: by_day[day] for day in sorted(by_day)}
    return tuple(by_period.values())


def points_before(measure: Measure, plan: Plan, told: Iterable[EarlierActual]) -> tuple[Point, ...]:
    """The same of the years before the plan, of which the usual range is made too."""
    if measure.basis is Basis.ANNUAL or measure.unit.is_judged:
        return ()
    by_day: dict[date, Point] = {}
    for each in told:
        if each.month < plan.months[0] and each.day < plan.starts:
            by_day.setdefault(each.day, Point(each.day, each.month, each.actual))
    return tuple(by_day[day] for day in sorted(by_day))


def period_end(measure: Measure, plan: Plan, day: date) -> date | None:
    """The last day of the reporting period that a day is in.

    None where every day is a figure's own.

    That is in a period of a month, and after the plan's last period.
    """
    due = plan.due_months(measure)
    if due == plan.months:
        return None
    return next((each.last for each in due if each >= month_of(day)), None)


class Method(StrEnum):
    """How a forecast is made."""

    PACE = "pace"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a measure may come to at the year's end, at its published decimals.

    Four times in five the figure should lie from `low` to `high`, if things go on as they did.
    `spans_scale` where these are all that the measure can be, so that they tell nothing.
    """

    low: Decimal
    central: Decimal
    high: Decimal
    points: int
    method: Method
    spans_scale: bool = False

    @property
    def is_rough(self) -> bool:
        """Whether it rests on few figures."""
        return self.points < FEWEST_FOR_LINE


_T = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356)
_NORMAL = 1.2816


def _t(freedom: int) -> float:
    """Student's t that leaves a tenth on either side, by degrees of freedom.

    Beyond the table to three decimals.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    first, second = (
        (_NORMAL**3 + _NORMAL) / 4,
        (5 * _NORMAL**5 + 16 * _NORMAL**3 + 3 * _NORMAL) / 96,
    )
    return _NORMAL + first / freedom + second / freedom**2


def forecast_of(measure: Measure, plan: Plan, points: Sequence[Point]) -> Forecast | None:
    """The forecast for the plan year's last day.

    None with too few points, at its end, and where none is made.

    None is made of annual and rolling measures: the one is the year's result, the other is of other
    times too.
    """
    if measure.basis not in (Basis.SNAPSHOT, Basis.CUMULATIVE):
        return None
    is_cumulative = measure.basis is Basis.CUMULATIVE
    fewest = FEWEST_FOR_PACE if is_cumulative else FEWEST_FOR_LINE
    if len(points) < fewest or points[-1].day >= plan.ends:
        return None
    central, spread = _by_pace(plan, points) if is_cumulative else _by_line(plan, points)
    scale = scale_of(measure, (point.actual for point in points))
    low, high = range_within(central - spread, central + spread, measure, scale)
    return Forecast(
        low,
        scale.nearest(rounded(_decimal(central), measure.decimals)),
        high,
        len(points),
        Method.PACE if is_cumulative else Method.LINE,
        spans_scale=scale.is_spanned_by(low, high),
    )


def _by_pace(plan: Plan, points: Sequence[Point]) -> tuple[float, float]:
    """The mean pace a day since the year began, carried on.

    The spread is that of the pace between the points.
    """
    days = [0, *((point.day - plan.starts).days + 1 for point in points)]
    figures = [0.0, *(float(point.actual) for point in points)]
    elapsed, left = days[-1], (plan.ends - points[-1].day).days
    pace = figures[-1] / elapsed
    steps = [(days[i + 1] - days[i], figures[i + 1] - figures[i]) for i in range(len(points))]
    variance = sum((grown - pace * long) ** 2 / long for long, grown in steps) / (len(steps) - 1)
    spread = _t(len(steps) - 1) * sqrt(variance * (left + left**2 / elapsed))
    return figures[-1] + pace * left, spread


def _by_line(plan: Plan, points: Sequence[Point]) -> tuple[float, float]:
    """The least-squares line on the year's last day.

    With the half width of its 80 % prediction interval.
    """
    days = [float((point.day - plan.starts).days) for point in points]
    figures = [float(point.actual) for point in points]
    number, middle, level = len(points), fmean(days), fmean(figures)
    across = sum((day - middle) ** 2 for day in days)
    slope = sum((d - middle) * (f - level) for d, f in zip(days, figures, strict=True)) / across
    errors = sum(
        (f - level - slope * (d - middle)) ** 2 for d, f in zip(days, figures, strict=True)
    )
    ahead = (plan.ends - plan.starts).days - middle
    spread = _t(number - 2) * sqrt(errors / (number - 2) * (1 + 1 / number + ahead**2 / across))
    return level + slope * ahead, spread


def range_within(
    low: float | Decimal, high: float | Decimal, measure: Measure, scale: Scale
) -> tuple[Decimal, Decimal]:
    """A range at the measure's decimals, kept to its scale.

    It is never narrower than one step of these decimals.
    """
    bottom, top = (scale.nearest(rounded(_decimal(each), measure.decimals)) for each in (low, high))
    if bottom < top:
        return bottom, top
    step = Decimal(1).scaleb(-measure.decimals)
    return scale.nearest(bottom - step), scale.nearest(top + step)


def _decimal(figure: float | Decimal) -> Decimal:
    """A computed figure without the noise of binary fractions."""
    return figure if isinstance(figure, Decimal) else Decimal(f"{figure:.12g}")

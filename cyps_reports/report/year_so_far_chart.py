"""The chart of a figure of the year so far, over the whole plan year."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import MeasureResult
from cyps_reports.assessment.trends import Forecast
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, Month, month_of
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.standards import path_on
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.chart_blocks import Line, LineKind, Range
from cyps_reports.report.chart_parts import ACTUAL, STEPS, Drawn, aim_words, ends_of, labels_of
from cyps_reports.theme import Tone

EVEN = "Even pace"


def year_so_far(result: MeasureResult, plan: Plan) -> Drawn:
    """Its figures, the line it should follow, and from the newest on what the year may come to."""
    measure, months = result.measure, plan.months
    by_month = {month_of(point.day): point for point in result.points}
    days = tuple(
        by_month[month].day if month in by_month else min(month.last, plan.ends) for month in months
    )
    figures = tuple(by_month[month].actual if month in by_month else None for month in months)
    actual = Line(ACTUAL, figures, labels=labels_of(measure, figures))
    aims = tuple(_paths(measure, plan, days))
    ahead = _ahead(result, months)
    return Drawn(
        categories=tuple(_month_label(month, plan) for month in months),
        lines=(actual, *aims, ahead.line) if ahead else (actual, *aims),
        band=ahead.band if ahead else None,
        aim=aim_words(measure, aims),
    )


def _month_label(month: Month, plan: Plan) -> str:
    name = month_abbr[month.number]
    is_long = len(plan.months) > MONTHS_OF_A_YEAR
    return f"{name} {month.year % 100:02d}" if is_long else name


def _paths(measure: Measure, plan: Plan, days: tuple[date, ...]) -> Iterator[Line]:
    """The lines that a figure of the year so far should follow: one, or two of a range."""
    name = STEPS if measure.steps else EVEN
    ends: tuple[tuple[str, Decimal | None], ...] = tuple(ends_of(measure, measure.target, name))
    if measure.steps and not ends:
        ends = ((name, None),)
    for called, whole in ends:
        values = tuple(path_on(measure, plan, day, whole) for day in days)
        yield Line(called, values, LineKind.AIM)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What the rest of the year may bring."""

    line: Line
    band: Range


def _ahead(result: MeasureResult, months: tuple[Month, ...]) -> _Ahead | None:
    """The forecast from the newest figure on; None where there is none, or no month is left."""
    forecast, points = result.told_forecast, result.points
    if forecast is None or not points:
        return None
    now = months.index(month_of(points[-1].day))
    left = len(months) - 1 - now
    if not left:
        return None
    newest = points[-1].actual
    path = {
        each: tuple(_between(newest, end, done, left) for done in range(left + 1))
        for each, end in _forecast_ends(forecast).items()
    }
    before = (newest,) * now
    name = "Forecast (rough)" if forecast.is_rough else "Forecast"
    said = printed(forecast.central, result.measure.unit)
    line = Line(
        name, (*(None,) * now, *path["central"]), LineKind.FORECAST, {len(months) - 1: said}
    )
    band = Range("Range", (*before, *path["low"]), (*before, *path["high"]), Tone.BLUE)
    return _Ahead(line, band)


def _forecast_ends(forecast: Forecast) -> Mapping[str, Decimal]:
    return {"low": forecast.low, "central": forecast.central, "high": forecast.high}


def _between(start: Decimal, end: Decimal, done: int, of: int) -> Decimal:
    return start + (end - start) * done / of

"""The chart of a measure: its figures, what they should be, and what they may come to."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from cyps_reports.assessment.measures import allowed_of
from cyps_reports.assessment.model import Comparison, MeasureResult, RatedOn
from cyps_reports.assessment.trends import Point
from cyps_reports.phrases import capitalised
from cyps_reports.plan.dates.months import month_of
from cyps_reports.plan.figures.standards import first_step, step_on
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.chart_axis import axis_for
from cyps_reports.report.chart_blocks import Line, LineChart, LineKind, Range
from cyps_reports.report.chart_parts import (
    ACTUAL,
    STEPS,
    TARGET,
    Drawn,
    aim_words,
    ends_of,
    labels_of,
)
from cyps_reports.report.chart_words import chart_in_words, chart_message, short_message
from cyps_reports.report.other_figures import FEWEST_POINTS, Trend, short_year, trend_of
from cyps_reports.report.outlook_wording import range_since
from cyps_reports.report.wording import measure_name
from cyps_reports.report.year_so_far_chart import year_so_far
from cyps_reports.theme import Tone

_MOST_DAYS = 6
"""So many days, like `30 Apr`, fit beside each other under a small chart."""


def trend_chart(result: MeasureResult, plan: Plan) -> LineChart:
    """The chart of a measure with figures.

    A figure of the year so far is drawn against the line it should follow, over the whole plan
    year, with what it may come to. Any other is drawn against its target or its steps, with the
    tolerance or its usual range as a band, and similar authorities and last year as marks.
    """
    measure, trend = result.measure, trend_of(result, plan)
    is_cumulative = measure.basis is Basis.CUMULATIVE
    drawn = year_so_far(result, plan) if is_cumulative else _snapshots(result, plan, trend)
    return LineChart(
        title=chart_message(result, plan),
        caption=f"{measure.ref} {measure_name(measure)}",
        alt_text=chart_in_words(result, plan, trend, drawn.aim),
        categories=drawn.categories,
        lines=drawn.lines,
        unit=measure.unit,
        axis=axis_for(measure.unit, _figures(drawn)),
        band=drawn.band,
    )


def chart_beside_name(result: MeasureResult, plan: Plan) -> LineChart | None:
    """The same where the measure's name stands over it: the message alone, without a caption.

    None where it has not figures enough to draw.
    """
    if len(trend_of(result, plan).figures) < FEWEST_POINTS:
        return None
    message = capitalised(short_message(result, plan))
    return replace(trend_chart(result, plan), title=message, caption="")


def trend_charts(results: Iterable[MeasureResult], plan: Plan) -> tuple[LineChart, ...]:
    """A chart of each of some measures that has figures enough to draw."""
    return tuple(
        trend_chart(result, plan)
        for result in results
        if len(trend_of(result, plan).figures) >= FEWEST_POINTS
    )


def _figures(drawn: Drawn) -> Iterator[Decimal]:
    for line in drawn.lines:
        yield from (value for value in line.values if value is not None)
    if drawn.band:
        yield from (*drawn.band.lows, *drawn.band.highs)


# Of any other figure


def _snapshots(result: MeasureResult, plan: Plan, trend: Trend) -> Drawn:
    measure = result.measure
    last_year = not trend.has_years and isinstance(measure.outturn, Decimal)
    lead: tuple[None, ...] = (None,) if last_year else ()
    figures = (*lead, *trend.figures)
    aims = tuple(_aims(result, plan, trend, len(figures)))
    lines = (
        Line(ACTUAL, figures, labels=labels_of(measure, figures)),
        *aims,
        *_marks(measure, plan, len(figures), is_last_year=last_year),
        *_end_of_amber(result, plan, aims),
    )
    band = _usual_range(result, plan, len(figures)) or _tolerance_band(result, plan, aims)
    categories = _categories(trend, result.points, plan, is_last_year=last_year)
    return Drawn(categories, lines, band, aim_words(measure, aims))


def _categories(
    trend: Trend, points: tuple[Point, ...], plan: Plan, *, is_last_year: bool
) -> tuple[str, ...]:
    """Where each figure stands along the chart, last year's before them.

    Of many, each of its own month, that is the month alone, and for last year there is no room:
    what its mark is stands over the chart.
    """
    months = tuple(month_of(point.day) for point in points)
    is_dense = len(points) > _MOST_DAYS and len({*months}) == len(months)
    year = "" if is_dense else short_year(plan.outturn_heading or plan.outturn_year)
    before = (year,) if is_last_year else ()
    if not is_dense:
        return (*before, *trend.labels)
    names = tuple(month_abbr[month.number] for month in months)
    return (*before, *trend.labels[: -len(points)], *names)


def _aims(result: MeasureResult, plan: Plan, trend: Trend, number: int) -> Iterator[Line]:
    """The target, or the steps where these are what is rated, one figure for each category."""
    measure = result.measure
    if result.compared and result.compared.on is RatedOn.STEP:
        steps = tuple(_steps(measure, plan, result.points)) or _step_rated(result.compared)
        # Beside the figures of earlier years stands the first step.
        yield Line(STEPS, ((steps[0],) * number + steps)[-number:], LineKind.AIM)
        return
    year = f" {plan.year}" if trend.has_years else ""
    for name, figure in ends_of(measure, measure.target, TARGET):
        yield Line(f"{name}{year}", (figure,) * number, LineKind.AIM)


def _steps(measure: Measure, plan: Plan, points: Iterable[Point]) -> Iterator[Decimal]:
    """The step of each figure; of those before any step is in force, the first."""
    for point in points:
        step = step_on(measure, plan, point.day) or first_step(measure, plan)
        if step:
            yield step.figure


def _step_rated(compared: Comparison) -> tuple[Decimal, ...]:
    """The one step of a figure that is no point, as an annual result."""
    return (compared.against,) if isinstance(compared.against, Decimal) else ()


def _marks(measure: Measure, plan: Plan, number: int, *, is_last_year: bool) -> Iterator[Line]:
    """Last year's figure before the year's own, and similar authorities' beside the newest."""
    nothing = (None,) * (number - 1)
    if is_last_year and isinstance(measure.outturn, Decimal):
        name = plan.outturn_heading or "Last year"
        yield Line(name, (measure.outturn, *nothing), LineKind.MARK)
    if isinstance(measure.similar, Decimal):
        name = measure.similar_named or plan.similar_column
        is_national = "national" in measure.similar_note.casefold()
        called = "National figure" if is_national and not measure.similar_named else name
        yield Line(called, (*nothing, measure.similar), LineKind.MARK)


def _tolerance_band(result: MeasureResult, plan: Plan, aims: tuple[Line, ...]) -> Range | None:
    """What is still amber, beside a target or steps that are a figure; None of a range."""
    if len(aims) != 1 or not result.measure.can_be_rated:
        return None
    edges = [_amber(result, plan, aim) for aim in aims[0].values if aim is not None]
    if any(low == high for low, high in edges):
        return None
    name = plan.vocabulary.rating(Tone.AMBER)
    lows, highs = zip(*edges, strict=True)
    return Range(name, tuple(lows), tuple(highs), Tone.AMBER)


def _amber(result: MeasureResult, plan: Plan, aim: Decimal) -> tuple[Decimal, Decimal]:
    """From where to where a figure is amber, beside what is aimed for.

    Close to a target, where all within the tolerance is green, it is that.
    """
    measure = result.measure
    allowed = allowed_of(measure, aim, aim, plan.tolerance_of(measure))
    match measure.polarity:
        case Polarity.LOWER:
            return aim + allowed.green, aim + allowed.amber
        case Polarity.HIGHER:
            return aim - allowed.amber, aim - allowed.green
        case _:
            return aim - allowed.amber, aim + allowed.amber


def _usual_range(result: MeasureResult, plan: Plan, number: int) -> Range | None:
    """The usual range, with its first month where that is in a year that is not drawn."""
    limits = result.limits
    if limits is None or limits.spans_scale:
        return None
    since = month_of(limits.since)
    is_of_years = bool(range_since(limits, plan))
    name = f"Usual since {month_abbr[since.number]} {since.year}" if is_of_years else "Usual range"
    return Range(name, (limits.lower,) * number, (limits.upper,) * number)


def _end_of_amber(result: MeasureResult, plan: Plan, aims: tuple[Line, ...]) -> Iterator[Line]:
    """Where amber ends, as a line: beside a usual range there is no room for a second band."""
    band = _tolerance_band(result, plan, aims)
    if band is None or _usual_range(result, plan, len(band.lows)) is None:
        return
    name = f"{band.name} ends"
    if result.measure.polarity is not Polarity.LOWER:
        yield Line(name, band.lows, LineKind.LIMIT)
    if result.measure.polarity is not Polarity.HIGHER:
        yield Line(name, band.highs, LineKind.LIMIT)

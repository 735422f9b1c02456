"""What a chart of a measure says.

Its message in a few words, and all of it in words for those who cannot see it.
"""

from __future__ import annotations

from calendar import month_name
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.measures import gap_of
from cyps_reports.assessment.model import MeasureResult, RatedOn
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.figures.standards import path_on
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing, Target
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.other_figures import Trend, trend_of
from cyps_reports.report.rating_wording import apart_words

MOST_WORDS = 10
"""A message has no more words; it is never cut."""
_FEW_WORDS = 2


def chart_message(result: MeasureResult, plan: Plan) -> str:
    """The chart's title: `B8: 13.1 days, 0.7 days above target and rising`."""
    return f"{result.measure.ref}: {short_message(result, plan)}"


def short_message(result: MeasureResult, plan: Plan) -> str:
    """`13.1 days, 0.7 days above target and rising`; of a year so far, what it is heading for."""
    measure = result.measure
    if measure.basis is Basis.CUMULATIVE and result.points:
        return _of_year_so_far(result, plan)
    if result.actual is None:
        return "no figure this month"
    moving = _moving(trend_of(result, plan))
    also = f" and {moving}" if moving else ""
    return f"{_short(result.actual, measure.unit)}{_against(result, result.actual)}{also}"


def _of_year_so_far(result: MeasureResult, plan: Plan) -> str:
    measure, newest, forecast = result.measure, result.points[-1], result.told_forecast
    figure = _short(newest.actual, measure.unit)
    target = published(measure, measure.target)
    if newest.day >= plan.ends:
        return f"{figure} for the year{_beside(measure, newest.actual, target, 'target')}"
    if forecast:
        ahead = f"heading for {_short(forecast.central, measure.unit)}"
        return f"{ahead}{_beside(measure, forecast.central, target, 'target')}"
    whole = target if isinstance(target, Decimal) else None
    path = path_on(measure, plan, newest.day, whole)
    against = "its step" if measure.steps else "an even pace"
    beside = "" if path is None else _beside(measure, newest.actual, path, against)
    return f"{figure} so far{beside}"


def _against(result: MeasureResult, actual: Decimal) -> str:
    compared = result.compared
    if compared is None or isinstance(compared.against, Missing):
        return ""
    is_step = compared.on is RatedOn.STEP
    standard = published(result.measure, compared.against)
    return _beside(result.measure, actual, standard, "its step" if is_step else "target")


def _beside(measure: Measure, figure: Decimal, standard: Target, called: str) -> str:
    """`, 0.7 days above target`, `, on target`; "" where there is none."""
    if isinstance(standard, Missing):
        return ""
    if isinstance(standard, Band):
        if gap_of(figure, standard, measure.polarity) == 0:
            return f", within {called}"
        standard = standard.end_near(figure)
    if figure == standard:
        return f", exactly on {called}"
    unit, side = measure.unit, "above" if figure > standard else "below"
    far = apart_words(figure - standard, unit)
    if unit.is_money and called == "target":
        return f", {far} {'over' if figure > standard else 'under'}"
    # The unit's words stand behind the figure itself.
    far = far.removesuffix(unit.words_after(far))
    return f", {far} {side} {called}"


def _moving(trend: Trend) -> str:
    """Which way the figure went since the one before it; "" where there is none."""
    *_, before, now = (None, None, *trend.figures)
    if before is None or now is None:
        return ""
    if before == now:
        return "unchanged"
    return "rising" if now > before else "falling"


def _short(figure: Decimal, unit: Unit) -> str:
    """A figure with its unit, without the words of a unit that has many."""
    said = printed(figure, unit)
    if len(said.split()) <= _FEW_WORDS:
        return said
    return said.removesuffix(unit.words_after(said))


def chart_in_words(result: MeasureResult, plan: Plan, trend: Trend, aim: str) -> str:
    """The message, then what the chart is of and each of its figures."""
    measure = result.measure
    figures = zip(trend.figures, trend.said, strict=True)
    told = ", ".join(
        f"{printed(published(measure, f), measure.unit)} {said}" for f, said in figures
    )
    name = f"{measure.name}: {measure.component}" if measure.component else measure.name
    return f"{_first(result, plan, trend)} {name}: {told}; {aim}."


def _first(result: MeasureResult, plan: Plan, trend: Trend) -> str:
    """What moved from when to when, and what became of the target.

    `Down from 16.7% in April to 14.3% in March; the 12% target was not met.`
    """
    measure, unit = result.measure, result.measure.unit
    if measure.basis is Basis.CUMULATIVE and result.points:
        return _so_far(result, plan)
    if not result.points or len(trend.figures) < 2:
        return f"{chart_message(result, plan)}."
    first, last = result.points[0], result.points[-1]
    now = f"{printed(last.actual, unit)} {_in(last.day)}"
    if len(result.points) == 1:
        return f"{now}{_met(result, plan)}."
    if first.actual == last.actual:
        return f"{now}, the same as {_in(first.day)}{_met(result, plan)}."
    way = "Up" if last.actual > first.actual else "Down"
    before = f"{printed(first.actual, unit)} {_in(first.day)}"
    return f"{way} from {before} to {now}{_met(result, plan)}."


def _so_far(result: MeasureResult, plan: Plan) -> str:
    measure, unit, forecast = result.measure, result.measure.unit, result.told_forecast
    newest, target = result.points[-1], published(measure, measure.target)
    said = f"{printed(newest.actual, unit)} by {long(newest.day)}"
    if forecast:
        low, high = printed(forecast.low, unit), printed(forecast.high, unit)
        central = printed(forecast.central, unit)
        said = f"{said}, heading for {central} ({low} to {high}) by {long(plan.ends)}"
        if isinstance(target, Decimal):
            said = f"{said}{_beside(measure, forecast.central, target, 'target')}"
        return f"{said}."
    return f"{said}{_met(result, plan) if newest.day >= plan.ends else ''}."


def _in(day: date) -> str:
    return f"in {month_name[day.month]}"


def _met(result: MeasureResult, plan: Plan) -> str:
    """Whether what is aimed for is met: `; the 12% target was not met`."""
    if not result.state.is_rated or result.compared is None:
        return ""
    measure, is_over = result.measure, result.points[-1].day >= plan.ends
    is_step = result.compared.on is RatedOn.STEP
    step = printed(published(measure, result.compared.against), measure.unit)
    called = f"the step of {step}" if is_step else f"the {target_words(measure)} target"
    is_met = "" if result.state is MeasureState.ON_TARGET else " not"
    return f"; {called} {'was' if is_over else 'is'}{is_met} met"

"""What is said of a measure's year end and of its usual range, in plain English."""

from __future__ import annotations

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.outlook import outlook_of
from cyps_reports.assessment.trends import Forecast
from cyps_reports.assessment.usual_range import (
    NEAR,
    OF,
    RUN,
    Assurance,
    Limits,
    Signal,
    Variation,
    assurance_of,
    variation_of,
)
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import month_of
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit

IF_NOTHING_CHANGES = "if nothing changes"


def forecast_words(result: MeasureResult, plan: Plan) -> str:
    """`Likely to miss 93%: 83% to 91% if nothing changes`; "" without a forecast.

    One that rests on few figures is said to be rough.
    """
    forecast = result.told_forecast
    if forecast is None:
        return ""
    verdict = _verdict(result, forecast, plan)
    aim = f"{verdict} {target_words(result.measure)}" if verdict else f"By the end of {plan.year}"
    return f"{aim}: {_range_of(result, forecast)} {IF_NOTHING_CHANGES}{_roughness(forecast)}"


def range_in_short(result: MeasureResult, plan: Plan) -> str:
    """`Likely to miss: 83% to 91% (rough)`, where its target and what a range is stand beside."""
    forecast = result.told_forecast
    if forecast is None:
        return ""
    aim = _verdict(result, forecast, plan) or f"By the end of {plan.year}"
    return f"{aim}: {_range_of(result, forecast)}{_roughness(forecast)}"


def _verdict(result: MeasureResult, forecast: Forecast, plan: Plan) -> str:
    """`Likely to miss`; "" where there is nothing to meet."""
    outlook = outlook_of(result.measure, forecast, plan.tolerance_of(result.measure))
    return outlook.capitalize() if outlook else ""


def _range_of(result: MeasureResult, forecast: Forecast) -> str:
    unit = result.measure.unit
    return f"{printed(forecast.low, unit)} to {printed(forecast.high, unit)}"


def _roughness(forecast: Forecast) -> str:
    return " (rough)" if forecast.is_rough else ""


def forecast_basis(forecast: Forecast) -> str:
    """How a forecast is made: `line, 7 figures`."""
    return f"{forecast.method}, {counted(forecast.points, 'figure')}"


def range_words(limits: Limits, unit: Unit) -> str:
    """`71% to 80%`: the usual range of a measure; "" where it spans all that the measure can be."""
    return (
        ""
        if limits.spans_scale
        else f"{printed(limits.lower, unit)} to {printed(limits.upper, unit)}"
    )


def range_since(limits: Limits, plan: Plan) -> str:
    """`April 2010`: the first month of a usual range that figures of years before are in.

    "" where it rests on this year's figures alone, or is not told.
    """
    is_told = limits.since < plan.starts and not limits.spans_scale
    return month_of(limits.since).in_words if is_told else ""


def reaches_back(assessment: Assessment) -> bool:
    """Whether a usual range rests on figures of years before, which are not shown."""
    limits = (result.limits for result in assessment.measures)
    return any(each and range_since(each, assessment.plan) for each in limits)


_REAL = {
    Variation.BETTER: "real improvement",
    Variation.WORSE: "real worsening",
    Variation.UNJUDGED: "a real change",
}


def variation_words(result: MeasureResult, limits: Limits) -> str:
    """What the usual range says of the newest figure.

    `no more than usual (90 to 101)`, or `real improvement: unusually low (usual 171 to 207)`.
    """
    measure = result.measure
    usual = range_words(limits, measure.unit)
    if limits.signal is None:
        return f"no more than usual ({usual})" if usual else "no more than usual"
    real = _REAL[variation_of(measure, limits)]
    return f"{real}: {_signal(limits, limits.signal)}{f' (usual {usual})' if usual else ''}"


def _signal(limits: Limits, signal: Signal) -> str:
    end = "high" if limits.is_high else "low"
    match signal:
        case Signal.OUTSIDE:
            return f"unusually {end}"
        case Signal.RUN:
            side = "above" if limits.is_high else "below"
            return f"{RUN} figures in a row {side} the average"
        case Signal.TREND:
            return f"{RUN} figures in a row, each {'higher' if limits.is_high else 'lower'}"
        case Signal.NEAR_LIMIT:
            return f"{NEAR} of the last {OF} figures unusually {end}"


def variation_name(result: MeasureResult, limits: Limits) -> str:
    """What stands beside the icon of variation: `Improving (low)`."""
    end = "high" if limits.is_high else "low"
    match variation_of(result.measure, limits):
        case Variation.BETTER:
            return f"Improving ({end})"
        case Variation.WORSE:
            return f"Concerning ({end})"
        case Variation.UNJUDGED:
            return f"Unusually {end}"
        case Variation.USUAL:
            return "No more than usual"


def assurance_name(result: MeasureResult, limits: Limits) -> str:
    """What stands beside the icon of assurance; "" where there is none."""
    assurance = assurance_of(result.measure, limits)
    return _ASSURANCES[assurance] if assurance else ""


_ASSURANCES = {
    Assurance.MEETS: "Meets target consistently",
    Assurance.MISSES: "Misses target consistently",
    Assurance.EITHER: "May meet or miss target",
}

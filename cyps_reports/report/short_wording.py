"""A measure in few words, as on the scorecard and on page one."""

from __future__ import annotations

from decimal import Decimal

from cyps_reports.assessment.model import Against, MeasureResult, Travel
from cyps_reports.assessment.outlook import outlook_of
from cyps_reports.plan.figures import printed
from cyps_reports.plan.measure import Measure
from cyps_reports.plan.model import Plan
from cyps_reports.plan.quantities import Band
from cyps_reports.report.wording import ARROWS, figure_words

NONE = "n/a"
"""What stands where there is nothing to say, so that no cell is blank."""


def gap_words(result: MeasureResult) -> str:
    """`3.2 points off`, `£0.2m better`, `Met`: how far a figure is from what it is rated against.

    A dash's words where it is not rated, or in words.
    """
    gap, measure = _gap(result), result.measure
    if gap is None or measure.unit.is_judged:
        return NONE
    if gap == 0:
        return "Met"
    return f"{distance(measure, gap)} {'better' if gap > 0 else 'off'}"


def distance(measure: Measure, gap: Decimal) -> str:
    """A difference in the measure's unit: that of percentages is in points."""
    size = abs(gap)
    if measure.unit.is_percentage:
        return f"{size:,f} {'point' if size == 1 else 'points'}"
    return printed(size, measure.unit)


def _gap(result: MeasureResult) -> Decimal | None:
    """The gap to the target; None where it is not rated. Within a range there is none."""
    compared = result.compared
    if compared is None or result.gap is None:
        return None
    return result.gap if not isinstance(compared.against, Band) or result.gap else Decimal(0)


def direction_word(result: MeasureResult) -> str:
    """`▲ Better`, `► Same` or `▼ Worse`."""
    travel = result.direction.travel
    if result.direction.earlier is None or travel is Travel.NOT_COMPARABLE:
        return NONE
    return f"{ARROWS[travel]} {_DIRECTIONS[travel]}"


_DIRECTIONS = {Travel.IMPROVING: "Better", Travel.SAME: "Same", Travel.WORSENING: "Worse"}


def against_words(result: MeasureResult) -> str:
    """How it stands against similar authorities, in a word."""
    if result.similar is Against.NOT_COMPARABLE:
        return NONE
    return result.similar.capitalize()


def outlook_words(result: MeasureResult, plan: Plan) -> str:
    """`Likely to miss`, or what it may come to where there is nothing to meet."""
    forecast = result.told_forecast
    if forecast is None:
        return NONE
    outlook = outlook_of(result.measure, forecast, plan.tolerance_of(result.measure))
    rough = " (rough)" if forecast.is_rough else ""
    if outlook is None:
        low, high = (figure_words(result.measure, each) for each in (forecast.low, forecast.high))
        return f"{low} to {high}{rough}"
    return f"{outlook.capitalize()}{rough}"

"""A measure in few words, as on the scorecard and on page one."""

from __future__ import annotations

import re
from decimal import Decimal

from cyps_reports.assessment.model import Against, MeasureResult, Travel
from cyps_reports.assessment.outlook import outlook_of
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band
from cyps_reports.report.rating_wording import apart_words
from cyps_reports.report.wording import ARROWS, figure_words

NONE = "n/a"
"""What stands where there is nothing to say, so that no cell is blank."""


def gap_words(result: MeasureResult) -> str:
    """`−3.2 points`, `+£0.2m`, `Met`: how far a figure is from what it is rated against.

    A plus is better, a minus worse, whichever way is better.
    """
    gap, measure = _gap(result), result.measure
    if gap is None or measure.unit.is_judged:
        return NONE
    if gap == 0:
        return "Met"
    return f"{'+' if gap > 0 else '−'}{apart_words(gap, measure.unit)}"


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
        return f"{low} to {high}"
    return f"{outlook.capitalize()}{rough}"


def short_title(priority: Priority) -> str:
    """The short title of a priority; else its title, as far as it makes sense alone."""
    title = priority.title
    if priority.short_title:
        return priority.short_title
    if len(title) <= _LONG_TITLE:
        return title
    first = _BREAK.split(title, maxsplit=1)[0]
    if not _SHORTEST_TITLE <= len(first) <= _LONG_TITLE:
        first = _LATER_BREAK.split(first, maxsplit=1)[0]
    return first if len(first) >= _SHORTEST_TITLE else title


_LONG_TITLE, _SHORTEST_TITLE = 45, 20
_BREAK = re.compile(r"[,;:]\s| through ")
_LATER_BREAK = re.compile(r"(?<=.{20}) (?:for|through|with|by) ")

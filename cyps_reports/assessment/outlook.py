"""What the year's end may bring: a forecast against the target of the year."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from cyps_reports.assessment.measures import allowed_of, gap_of
from cyps_reports.assessment.trends import Forecast
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance


class Outlook(StrEnum):
    """Whether the whole range of a forecast is on target, none of it is, or some."""

    MEETS = "likely to meet"
    MISSES = "likely to miss"
    EITHER = "may meet or miss"


def outlook_of(measure: Measure, forecast: Forecast, tolerance: Tolerance) -> Outlook | None:
    """How a forecast stands to the year's target; None where there is nothing to meet."""
    target = published(measure, measure.target)
    if isinstance(target, Missing) or measure.polarity is Polarity.MONITOR:
        return None

    def is_met(figure: Decimal) -> bool:
        allowed = allowed_of(measure, figure, target, tolerance)
        return gap_of(figure, target, measure.polarity) >= -allowed.green

    ends = [is_met(forecast.low), is_met(forecast.high)]
    if all(ends):
        return Outlook.MEETS
    aims = (target.low, target.high) if isinstance(target, Band) else (target,)
    is_among = any(forecast.low < aim < forecast.high for aim in aims)
    return Outlook.EITHER if any(ends) or is_among else Outlook.MISSES

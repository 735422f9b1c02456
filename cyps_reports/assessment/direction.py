"""Direction of travel and the comparison with similar authorities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.earlier import EarlierActual
from cyps_reports.assessment.measures import gap_of
from cyps_reports.assessment.model import Against, Direction, Travel
from cyps_reports.assessment.trends import Point, forecast_of
from cyps_reports.plan.figures.published import rounded
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.returns.model import Absent


def direction_of(
    measure: Measure,
    actual: Decimal | None,
    as_at: date | Absent,
    earlier: tuple[EarlierActual, ...],
) -> Direction:
    """The way an actual moved since the last comparable actual, else since the outturn.

    `earlier` are the earlier months' actuals of days of the plan year, the newest first. An annual
    result, and one that carries the same date as before, is the same figure told again: those are
    compared with the outturn.
    """
    if actual is None or measure.polarity is Polarity.MONITOR:
        return Direction(Travel.NOT_COMPARABLE)
    for before in () if measure.basis is Basis.ANNUAL else earlier:
        if not _is_told_again(as_at, before.as_at):
            travel = _travel(measure, before.actual, actual)
            return Direction(travel, before.actual, before.month, restated_from=before.was)
    return direction_since_outturn(measure, actual)


def direction_since_outturn(
    measure: Measure, level: Decimal | None, *, is_of_forecast: bool = False
) -> Direction:
    """The way a figure, or the year's forecast of one, stands to last year's outturn."""
    if (
        level is None
        or measure.polarity is Polarity.MONITOR
        or not isinstance(measure.outturn, Decimal)
    ):
        return Direction(Travel.NOT_COMPARABLE)
    return Direction(
        _travel(measure, measure.outturn, level), measure.outturn, is_of_forecast=is_of_forecast
    )


def direction_of_forecasts(measure: Measure, plan: Plan, points: Sequence[Point]) -> Direction:
    """The way the year's forecast of a figure moved since the month before, else since the outturn.

    The figures themselves only ever grow, so they say nothing of a direction.
    """
    now, before = level_of(measure, plan, points), level_of(measure, plan, points[:-1])
    if now is None or before is None or measure.polarity is Polarity.MONITOR:
        return direction_since_outturn(measure, now, is_of_forecast=True)
    return Direction(_travel(measure, before, now), before, points[-2].month, is_of_forecast=True)


def level_of(measure: Measure, plan: Plan, points: Sequence[Point]) -> Decimal | None:
    """What the newest point comes to over a whole year, so that it compares with the outturn.

    None if not known.
    """
    if not points:
        return None
    if measure.basis is not Basis.CUMULATIVE or points[-1].day >= plan.ends:
        return points[-1].actual
    forecast = forecast_of(measure, plan, points)
    return forecast.central if forecast else None


def _is_told_again(as_at: date | Absent, before: date | Absent) -> bool:
    """Whether the earlier figure is of the same day or later; not where either day is unknown."""
    return isinstance(as_at, date) and isinstance(before, date) and before >= as_at


def against_similar(measure: Measure, actual: Decimal | None) -> Against:
    """The actual against similar authorities' figure, at the decimals the figure is published with.

    Of a measure that is only monitored, nobody says which way is better.
    """
    if (
        actual is None
        or not isinstance(measure.similar, Decimal)
        or measure.polarity is Polarity.MONITOR
    ):
        return Against.NOT_COMPARABLE
    order = (Against.WORSE, Against.SAME, Against.BETTER)
    return order[1 + _better(measure, measure.similar, actual)]


def _travel(measure: Measure, before: Decimal, now: Decimal) -> Travel:
    order = (Travel.WORSENING, Travel.SAME, Travel.IMPROVING)
    return order[1 + _better(measure, before, now)]


def _better(measure: Measure, before: Decimal, now: Decimal) -> int:
    """1 where `now` is better than `before`, -1 where worse, 0 where the same when published."""
    then = rounded(before, measure.decimals)
    if measure.polarity is Polarity.CLOSE and not isinstance(measure.target, Missing):
        moved = gap_of(now, measure.target, measure.polarity) - gap_of(
            then, measure.target, measure.polarity
        )
    else:
        moved = then - now if measure.polarity is Polarity.LOWER else now - then
    return (moved > 0) - (moved < 0)

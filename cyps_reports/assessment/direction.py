"""Direction of travel and the comparison with similar authorities (DESIGN 3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cyps_reports.assessment.measures import gap_of
from cyps_reports.assessment.model import Against, Direction, EarlierActual, Travel
from cyps_reports.plan.figures import rounded
from cyps_reports.plan.model import Measure, Polarity
from cyps_reports.returns.model import Absent


def direction_of(
    measure: Measure, actual: Decimal | None, as_at: date | Absent, earlier: tuple[EarlierActual, ...]
) -> Direction:
    """The way an actual moved since the last month with a comparable actual, else since the outturn.

    `earlier` are the earlier months' actuals, the newest first. An annual result, and one that carries the
    same date as before, is the same figure told again: those are compared with the outturn.
    """
    if actual is None or measure.polarity is Polarity.MONITOR:
        return Direction(Travel.NOT_COMPARABLE)
    for before in () if measure.frequency == "annual" else earlier:
        if not _is_told_again(as_at, before.as_at):
            return Direction(_travel(measure, before.actual, actual), before.actual, before.month)
    if isinstance(measure.outturn, Decimal):
        return Direction(_travel(measure, measure.outturn, actual), measure.outturn)
    return Direction(Travel.NOT_COMPARABLE)


def _is_told_again(as_at: date | Absent, before: date | Absent) -> bool:
    """Whether the earlier figure is of the same day or later; not where either day is unknown."""
    return isinstance(as_at, date) and isinstance(before, date) and before >= as_at


def against_similar(measure: Measure, actual: Decimal | None) -> Against:
    """The actual against similar authorities' figure, at the decimals the figure is published with."""
    if actual is None or not isinstance(measure.similar, Decimal):
        return Against.NOT_COMPARABLE
    order = (Against.WORSE, Against.SAME, Against.BETTER)
    return order[1 + _better(measure, measure.similar, actual)]


def _travel(measure: Measure, before: Decimal, now: Decimal) -> Travel:
    order = (Travel.WORSENING, Travel.SAME, Travel.IMPROVING)
    return order[1 + _better(measure, before, now)]


def _better(measure: Measure, before: Decimal, now: Decimal) -> int:
    """1 where `now` is better than `before`, -1 where worse, 0 where the same when published."""
    then = rounded(before, measure.decimals)
    if measure.polarity is Polarity.CLOSE and isinstance(measure.target, Decimal):
        moved = gap_of(now, measure.target, measure.polarity) - gap_of(then, measure.target, measure.polarity)
    else:
        moved = then - now if measure.polarity is Polarity.LOWER else now - then
    return (moved > 0) - (moved < 0)

"""Where the upright axis of a chart begins and ends: one policy for every chart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cyps_reports.plan.model.units import Unit
from cyps_reports.report.chart_blocks import Axis

_MOST_STEPS = 5
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WHOLE = Decimal(100)
_LEAST_WINDOW, _LEAST_OF_LOW = Decimal(10), Decimal(5)
"""A window of percentages is never narrower, so that no fraction of a point looks like a leap.

Of percentages that are lower, it is half of that, so that no gap of theirs is lost in it.
"""
_ROOM = Decimal("0.12")
"""The share of what is drawn that is left free over and under it, for the labels."""


def axis_for(unit: Unit, figures: Iterable[Decimal]) -> Axis:
    """The axis for figures in a unit.

    Counts, money and rates begin at nought. Percentages have a window about what is drawn, as a
    rule at least ten points wide, and within 0 to 100 where the figures are.
    """
    known = tuple(figures) or (Decimal(0),)
    low, high = min(known), max(known)
    if unit.is_percentage:
        low, high = _window(low, high)
    else:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        room = (high - low) * _ROOM
        high, low = high + room, low - room if low < 0 else low
    step = _step(high - low, is_whole=unit.is_whole)
    bottom, top = _at(low, step, ROUND_FLOOR), _at(high, step, ROUND_CEILING)
    return Axis(bottom, max(top, bottom + step), step)


def _window(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    is_low = max(abs(low), abs(high)) < _LEAST_WINDOW
    least = _LEAST_OF_LOW if is_low else _LEAST_WINDOW
    room = max((high - low) * _ROOM, (least - (high - low)) / 2)
    bottom, top = low - room, high + room
    if low >= 0:
        bottom = max(bottom, Decimal(0))
    if high <= _WHOLE:
        top = min(top, _WHOLE)
    return bottom, top


def _step(span: Decimal, *, is_whole: bool) -> Decimal:
    """The smallest round distance that divides the span into few enough parts."""
    if span <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb((span / _MOST_STEPS).adjusted())
    steps = (nice * power for nice in _NICE if not is_whole or (nice * power) % 1 == 0)
    fitting = (step for step in steps if step * _MOST_STEPS >= span)
    return next(fitting, Decimal(1))


def _at(figure: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The nearest mark of the axis that lies beyond a figure."""
    return (figure / step).to_integral_value(rounding) * step

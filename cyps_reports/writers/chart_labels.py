"""On which side of its point a label of a line chart stands, so that it lies on no mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from cyps_reports.report.chart_blocks import Line, LineChart, LineKind


class Side(StrEnum):
    """The sides, called as the library of charts calls them."""

    ABOVE = "above"
    BELOW = "below"
    RIGHT = "right"


_HEIGHT = Decimal("0.2")
"""The share of the upright axis that a label takes, with the room beside its point."""
_FOOT = Decimal("0.12")
"""So near to the foot of the axis there is no room below a point."""
_LETTERS_ACROSS = 46
"""So many letters of labels fit beside each other across a chart."""


def sides(chart: LineChart, line: Line) -> Mapping[Side, Mapping[int, str]]:
    """The labels of a line by their side, each by the place of its point."""
    found: dict[Side, dict[int, str]] = {}
    for place, text in sorted(line.labels.items()):
        crowded = {side for side, others in found.items() if _touches(chart, place, text, others)}
        found.setdefault(_side(chart, line, place, crowded), {})[place] = text
    return found


def _touches(chart: LineChart, place: int, text: str, others: Mapping[int, str]) -> bool:
    """Whether a label would touch one of those on the same side."""
    across = Decimal(_LETTERS_ACROSS) / len(chart.categories)
    return any((place - at) * across < (len(text) + len(other)) / 2 for at, other in others.items())


def _side(chart: LineChart, line: Line, place: int, crowded: set[Side]) -> Side:
    if place == len(chart.categories) - 1:
        # Beyond the last point is nothing but paper.
        return Side.RIGHT
    value = line.values[place]
    span = chart.axis.high - chart.axis.low
    if value is None or value - chart.axis.low < span * _FOOT:
        return Side.ABOVE
    near = [other - value for other in _beside(chart, line, place)]
    above = sum(0 < far <= span * _HEIGHT for far in near) + 3 * (Side.ABOVE in crowded)
    below = sum(-span * _HEIGHT <= far < 0 for far in near) + 3 * (Side.BELOW in crowded)
    return Side.BELOW if below < above else Side.ABOVE


def _beside(chart: LineChart, line: Line, place: int) -> Iterator[Decimal]:
    """What else is drawn at a point, and the line's own course before and after it."""
    others = tuple(each.values[place] for each in chart.lines if each is not line)
    if line.kind is LineKind.ACTUAL:
        # A forecast goes on from the newest figure.
        ahead = (each.values[place + 1] for each in chart.lines if each.kind is LineKind.FORECAST)
        others = (*others, *ahead)
    course = (line.values[at] for at in (place - 1, place + 1) if 0 <= at < len(line.values))
    yield from (value for value in (*others, *course) if value is not None)

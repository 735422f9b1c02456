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
    others = [each - value for each in _beside(chart, line, place)]
    course = [each - value for each in _course(line, place)]
    near = [far for far in (*others, *course) if abs(far) <= span * _HEIGHT]
    # A steep line passes by on its side too, though less of it is in the way.
    steep = [far for far in course if far not in near]

    def in_the_way(side: Side, sign: int) -> float:
        met, passing = (sum(sign * far > 0 for far in some) for some in (near, steep))
        return met + passing / 4 + 3 * (side in crowded)

    is_below_free = in_the_way(Side.BELOW, -1) < in_the_way(Side.ABOVE, 1)
    return Side.BELOW if is_below_free else Side.ABOVE


def _course(line: Line, place: int) -> Iterator[Decimal]:
    """The line's own course before and after a point."""
    course = (line.values[at] for at in (place - 1, place + 1) if 0 <= at < len(line.values))
    yield from (value for value in course if value is not None)


def _beside(chart: LineChart, line: Line, place: int) -> Iterator[Decimal]:
    """What else is drawn at a point."""
    others = tuple(each.values[place] for each in chart.lines if each is not line)
    if line.kind is LineKind.ACTUAL:
        # A forecast goes on from the newest figure.
        ahead = (each.values[place + 1] for each in chart.lines if each.kind is LineKind.FORECAST)
        others = (*others, *ahead)
    yield from (value for value in others if value is not None)

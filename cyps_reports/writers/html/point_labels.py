"""The figures that stand at points of a line chart, each where it covers no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cyps_reports import theme
from cyps_reports.report.chart_blocks import LineChart
from cyps_reports.writers.html.elements import Node, tag

LETTER = 0.58
"""How wide a letter is as a rule, as a share of its height."""
_SIZE, _ABOVE, _BELOW = 11, -8.0, 16.0


@dataclass(frozen=True, slots=True)
class _Box:
    """The room that a label takes: its middle, the foot of its letters, and half its width."""

    text: str
    across: float
    foot: float

    @property
    def half(self) -> float:
        return LETTER * _SIZE * len(self.text) / 2

    def covers(self, other: _Box) -> bool:
        """Whether the two lie over each other."""
        is_beside = abs(self.across - other.across) > self.half + other.half
        return not is_beside and abs(self.foot - other.foot) < _SIZE


def point_labels(
    chart: LineChart,
    across: Callable[[int], float],
    down: Callable[[Decimal], float],
    size: tuple[float, float],
) -> Iterator[Node]:
    """The labels of a chart, of which `across` and `down` say where its figures stand."""
    placed: list[_Box] = []
    for line in chart.lines:
        for place, text in line.labels.items():
            value = line.values[place]
            if value is not None:
                placed.append(_placed(text, across(place), down(value), size, placed))
    return map(_label, placed)


def _placed(
    text: str, across: float, down: float, size: tuple[float, float], others: list[_Box]
) -> _Box:
    """Above its point, or below where it would cover another label or leave the drawing."""
    half = _Box(text, 0, 0).half
    within = min(max(across, half), size[0] - half)
    tried = [_Box(text, within, down + moved) for moved in (_ABOVE, _BELOW)]
    fits = (each for each in tried if each.foot >= _SIZE and not any(map(each.covers, others)))
    return next(fits, tried[0])


def _label(box: _Box) -> Node:
    """A figure in letters with a rim of paper, so that no line strikes them through."""
    return tag(
        "text",
        box.text,
        x=box.across,
        y=box.foot,
        text_anchor="middle",
        font_size=str(_SIZE),
        font_weight="bold",
        fill=f"#{theme.INK}",
        stroke=f"#{theme.PAPER}",
        stroke_width=3,
        paint_order="stroke",
    )

"""The small line chart of a measure as a drawing in HTML, with the same lines as in Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cyps_reports import theme
from cyps_reports.plan.model.quantities import decimals_of
from cyps_reports.report.chart_blocks import Line, LineChart, LineKind, Range
from cyps_reports.writers.html.elements import Node, tag
from cyps_reports.writers.html.figures import (
    SWATCH_MIDDLE,
    SWATCH_WIDTH,
    Entry,
    described,
    figure,
    swatch,
    swatch_of,
)
from cyps_reports.writers.html.point_labels import LETTER, point_labels
from cyps_reports.writers.html.shapes import points

_WIDTH, _HEIGHT = 340, 190
_TOP, _BOTTOM, _RIGHT, _GAP = 16, 22, 12, 6
_SMALL = 10
"""The size of the letters along both axes."""
_DASHES = {LineKind.AIM: "7 4", LineKind.LIMIT: "2 2", LineKind.FORECAST: "1 4"}
_WIDTHS = {LineKind.ACTUAL: 2.5, LineKind.AIM: 1.75, LineKind.LIMIT: 1.25, LineKind.FORECAST: 2.25}
_MARKS = {
    0: ((0, -5), (5, 0), (0, 5), (-5, 0)),
    1: ((0, -5), (5, 4), (-5, 4)),
    2: ((-4, -4), (4, -4), (4, 4), (-4, 4)),
}
"""A diamond, a triangle and a square: the corners about the point that they stand for."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the figures of a chart stand in its drawing."""

    chart: LineChart
    left: float

    @property
    def bottom(self) -> float:
        return _HEIGHT - _BOTTOM

    @property
    def between(self) -> float:
        """How far two categories are apart."""
        return (_WIDTH - _RIGHT - self.left) / max(len(self.chart.categories), 1)

    def across(self, place: int) -> float:
        """Where a category stands, from 0."""
        return self.left + (place + 0.5) * self.between

    def down(self, value: Decimal) -> float:
        """How high a figure stands."""
        axis = self.chart.axis
        share = float((value - axis.low) / (axis.high - axis.low))
        return self.bottom - share * (self.bottom - _TOP)

    def line(self, values: tuple[Decimal, ...], first: int = 0) -> list[tuple[float, float]]:
        """The corners of a line through figures, the first of them at a category."""
        return [(self.across(first + at), self.down(each)) for at, each in enumerate(values)]


def line_figure(chart: LineChart, place: int) -> Node:
    """The chart: its band, its lines, and its first, last and worst figure."""
    plot = _Plot(chart, _GAP + LETTER * _SMALL * max(map(len, _axis_texts(chart)), default=0))
    band = [_band(plot, chart.band)] if chart.band else []
    drawn = described(
        place,
        chart.title,
        chart.alt_text,
        *_upright_axis(plot),
        *band,
        *_categories(plot),
        *_lines(plot),
        *point_labels(chart, plot.across, plot.down, (_WIDTH, _HEIGHT)),
        class_="plot",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
    )
    return figure(chart.title, chart.caption, _legend(chart), drawn)


def _marks_of_axis(chart: LineChart) -> Iterator[Decimal]:
    mark = chart.axis.low
    while mark <= chart.axis.high:
        yield mark
        mark += chart.axis.step


def _axis_texts(chart: LineChart) -> list[str]:
    """What stands beside the marks of the upright axis; a percentage is held as 78.5."""
    places, unit = decimals_of(chart.axis.step.normalize()), chart.unit
    has_sign = bool(unit.before) or unit.is_percentage
    said = (f"{mark:,.{places}f}" for mark in _marks_of_axis(chart))
    return [f"{unit.before}{each}{unit.after}" if has_sign else each for each in said]


def _upright_axis(plot: _Plot) -> Iterator[Node]:
    right = _WIDTH - _RIGHT
    for mark, said in zip(_marks_of_axis(plot.chart), _axis_texts(plot.chart), strict=True):
        down, is_foot = plot.down(mark), mark == plot.chart.axis.low
        colour = f"#{theme.LINE if is_foot else theme.BAND}"
        yield tag("line", x1=plot.left, y1=down, x2=right, y2=down, stroke=colour)
        yield _small(said, plot.left - 4, down + 3.5, "end")


def _categories(plot: _Plot) -> Iterator[Node]:
    """The times along the chart; where there is no room for all, some are left out."""
    names = plot.chart.categories
    widest = LETTER * _SMALL * max(map(len, names), default=0)
    every = 1 + int(widest / plot.between)
    for place in range(0, len(names), every):
        yield _small(names[place], plot.across(place), _HEIGHT - 7, "middle")


def _small(text: str, across: float, down: float, anchor: str) -> Node:
    look = {"font_size": str(_SMALL), "fill": f"#{theme.INK}", "text_anchor": anchor}
    return tag("text", text, x=across, y=down, **look)


def _band(plot: _Plot, band: Range) -> Node:
    around = [*plot.line(band.highs), *reversed(plot.line(band.lows))]
    return tag("polygon", points=points(around), fill=f"#{theme.TINTS[band.tone]}")


def _lines(plot: _Plot) -> Iterator[Node]:
    """The lines, our own figures over the others."""
    for place, line in reversed([*enumerate(plot.chart.lines, start=1)]):
        colour = _colour(line)
        for first, values in _runs(line):
            corners = plot.line(values, first)
            if line.kind is not LineKind.MARK and len(corners) > 1:
                yield _stroke(line, corners)
            if line.kind in (LineKind.ACTUAL, LineKind.MARK):
                yield from (_point(line, place, corner, colour) for corner in corners)


def _runs(line: Line) -> Iterator[tuple[int, tuple[Decimal, ...]]]:
    """The figures of a line that stand beside each other, and where the first of them stands."""
    run: list[Decimal] = []
    for place, value in enumerate((*line.values, None)):
        if value is not None:
            run.append(value)
        elif run:
            yield place - len(run), tuple(run)
            run = []


def _stroke(line: Line, corners: list[tuple[float, float]]) -> Node:
    return tag(
        "polyline",
        points=points(corners),
        fill="none",
        stroke=_colour(line),
        stroke_width=_WIDTHS[line.kind],
        stroke_dasharray=_DASHES.get(line.kind),
        stroke_linecap="round" if line.kind is LineKind.FORECAST else None,
    )


def _point(line: Line, number_of_line: int, at: tuple[float, float], colour: str) -> Node:
    if line.kind is LineKind.ACTUAL:
        return tag("circle", cx=at[0], cy=at[1], r=3.5, fill=colour)
    corners = _MARKS[(number_of_line - 1) % len(_MARKS)]
    moved = [(at[0] + across, at[1] + down) for across, down in corners]
    return tag("polygon", points=points(moved), fill=colour)


def _colour(line: Line) -> str:
    is_ours = line.kind in (LineKind.ACTUAL, LineKind.FORECAST)
    return f"#{theme.ACCENT if is_ours else theme.MUTED}"


def _legend(chart: LineChart) -> Iterator[Entry]:
    for place, line in enumerate(chart.lines, start=1):
        yield line.name, _line_swatch(line, place)
    if chart.band:
        yield chart.band.name, swatch_of(theme.TINTS[chart.band.tone])


def _line_swatch(line: Line, place: int) -> Node:
    ends = [(1.0, SWATCH_MIDDLE), (SWATCH_WIDTH - 1.0, SWATCH_MIDDLE)]
    middle = (SWATCH_WIDTH / 2, SWATCH_MIDDLE)
    if line.kind is LineKind.MARK:
        return swatch(_point(line, place, middle, _colour(line)))
    stroke = _stroke(line, ends)
    is_dotted = line.kind is LineKind.ACTUAL
    return swatch(stroke, *([_point(line, place, middle, _colour(line))] if is_dotted else []))

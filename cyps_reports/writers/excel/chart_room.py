"""How the room of a small line chart is shared: its title, its legend, its lines and what is below.

In pixels, as letters keep their size however high the chart is.
"""

from __future__ import annotations

from math import ceil
from textwrap import wrap

from cyps_reports.report.chart_blocks import LineChart

Pixels = tuple[int, int]
"""How wide and how high a chart is."""
SMALL_PIXELS: Pixels = 318, 212
"""Three small charts stand beside each other on a page of A4 in landscape."""
_TITLE_LETTERS = 42
"""What stands over a small chart has so many letters in a line, of which it may have two."""
_TOP, _LINE, _NAMES, _GAP, _CAPTION, _MONTHS = 13, 13, 11, 4, 27, 19
"""In pixels: what is over a small chart's title, a line of it, a line of its legend, what is under
that, its caption, and what is along it.
"""
_NAME_LETTERS = 20
"""Two names of a legend stand beside each other where no name has more letters."""
_DRAWN, _DRAWN_ACROSS = 74, 0.7
"""How many pixels high the lines of a chart beside words are drawn, whatever stands over them; and
what share of its width they have.
"""
_LETTER = 5.9
"""How many pixels a letter of what stands along a chart takes."""


def height_beside_words(chart: LineChart) -> int:
    """How many pixels high a chart beside words is: its lines have room whatever it says."""
    return _over_lines(chart) + _DRAWN + _MONTHS


def _title_pixels(chart: LineChart) -> int:
    """What its title takes, which may have two lines."""
    return _TOP + _LINE * len(wrap(chart.title, _TITLE_LETTERS))


def _legend_pixels(chart: LineChart) -> int:
    """What its legend takes; a program leaves out the names that it has no room for."""
    names = [line.name for line in chart.lines] + ([chart.band.name] if chart.band else [])
    across = 2 if max(map(len, names)) <= _NAME_LETTERS else 1
    return _NAMES * -(-len(names) // across)


def _over_lines(chart: LineChart) -> int:
    return _title_pixels(chart) + _legend_pixels(chart) + _GAP


def legend_at(chart: LineChart, pixels: Pixels) -> dict[str, float]:
    """Below the title, in shares of the chart's width and height."""
    _, height = pixels
    top, high = _title_pixels(chart) / height, _legend_pixels(chart) / height
    return {"x": 0.02, "y": top, "width": 0.96, "height": high}


def plot_at(chart: LineChart, pixels: Pixels) -> dict[str, float]:
    """Below the legend, with room for what stands along it and for labels on its right."""
    _, height = pixels
    top = _over_lines(chart) / height
    foot = 1 - (_MONTHS + (_CAPTION if chart.caption else 0)) / height
    return {"x": 0.12, "y": top, "width": _DRAWN_ACROSS, "height": foot - top}


def categories_a_name(chart: LineChart, pixels: Pixels) -> int:
    """How many categories share one name along a chart, as no two may touch: 1 where all fit."""
    width, _ = pixels
    longest = max(map(len, chart.categories), default=0)
    room = width * _DRAWN_ACROSS / max(len(chart.categories), 1)
    return max(1, ceil(longest * _LETTER / room))

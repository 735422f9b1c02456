"""The stacked bar chart as a drawing in HTML.

Its widths are shares of the page and its letters keep their size: nothing shrinks on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports import theme
from cyps_reports.report.chart_blocks import Chart, Series
from cyps_reports.writers.html.elements import Node, number, tag
from cyps_reports.writers.html.figures import Entry, described, figure, swatch_of

_ROW, _NAME, _BAR = 54, 19, 24
"""Heights in pixels: of a category, of its name, and of its bar below that."""
_LONGEST = 80
"""The longest bar has this share of the width, in hundredths: what is narrow is told beside it."""
_LEAST = 9
"""A part of a smaller share has no room for its count, which then stands behind the bar."""


def bar_figure(chart: Chart, place: int) -> Node:
    """The chart: a bar under the name of each category, each part with its symbol and count."""
    parts = [
        part for row, category in enumerate(chart.categories) for part in _bar(chart, category, row)
    ]
    drawn = described(
        place,
        chart.title,
        chart.alt_text,
        *parts,
        width="100%",
        height=number(len(chart.categories) * _ROW),
    )
    return figure(chart.title, "", map(_entry, chart.series), drawn, "wide")


def _entry(series: Series) -> Entry:
    paint = theme.PAINTS[series.tone]
    return f"{paint.symbol} {series.name}".strip(), swatch_of(paint.background)


def _bar(chart: Chart, category: str, row: int) -> Iterator[Node]:
    """One category from the left: its parts, and behind them the counts of narrow ones."""
    top, left, narrow = row * _ROW, 0.0, []
    ink = f"#{theme.INK}"
    yield tag("text", category, x="0", y=top + _NAME - 6, fill=ink, font_size="13")
    for series in chart.series:
        if not (count := series.values[row]):
            continue
        width = _LONGEST * count / _most(chart)
        yield _part(series, left, width, top + _NAME)
        said = f"{theme.PAINTS[series.tone].symbol} {count}"
        if width < _LEAST:
            narrow.append(said)
        else:
            yield _count(series, said, left + width / 2, top)
        left += width
    if narrow:
        x, y = f"{number(left + 1)}%", top + _NAME + _BAR / 2 + 4
        yield tag("text", ", ".join(narrow), x=x, y=y, fill=ink, font_size="12")


def _part(series: Series, left: float, width: float, top: float) -> Node:
    paint = theme.PAINTS[series.tone]
    return tag(
        "rect",
        x=f"{number(left)}%",
        y=top,
        width=f"{number(width)}%",
        height=_BAR,
        fill=f"#{paint.background}",
        stroke=f"#{theme.PAPER}",
        stroke_width=theme.BAR_GAP_POINTS,
    )


def _count(series: Series, said: str, middle: float, top: float) -> Node:
    ink = f"#{theme.PAINTS[series.tone].ink}"
    look = {"fill": ink, "font_size": "12", "font_weight": "bold", "text_anchor": "middle"}
    return tag("text", said, x=f"{number(middle)}%", y=top + _NAME + _BAR / 2 + 4, **look)


def _most(chart: Chart) -> int:
    """The length of the longest bar."""
    totals: Iterator[int] = map(sum, zip(*(each.values for each in chart.series), strict=True))
    return max(totals)

"""Small drawings in a line of HTML: the icons, figures as a line, and the swatches of legends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cyps_reports import theme
from cyps_reports.report.table_blocks import Icon
from cyps_reports.writers.html.elements import Node, number, tag
from cyps_reports.writers.word.shapes import LETTERS, trend_words

_ICON_SIDE, _TREND_SIZE = 22, (84, 22)


def icon_svg(icon: Icon) -> Node:
    """An icon: a circle for variation, a square for assurance, with its letter in lines."""
    ink, paper = theme.ICON_PAINTS[icon.tone]
    look: dict[str, str | float] = {"fill": f"#{paper}", "stroke": f"#{ink}", "stroke_width": 6}
    frame = (
        tag("rect", x=6, y=6, width=88, height=88, **look)
        if icon.is_assurance
        else tag("circle", cx=50, cy=50, r=46, **look)
    )
    letter = (
        tag("polyline", points=points(line), fill="none", stroke=f"#{ink}", stroke_width=8)
        for line in LETTERS[icon.letter]
    )
    return tag(
        "svg",
        tag("title", icon.words),
        frame,
        *letter,
        class_="icon",
        role="img",
        viewBox="0 0 100 100",
        width=_ICON_SIDE,
        height=_ICON_SIDE,
    )


def trend_svg(figures: Sequence[Decimal]) -> Node:
    """Figures in the order of time as a line, the last one with a dot."""
    width, height = _TREND_SIZE
    edge = 4
    low, high = min(figures), max(figures)
    across, up = (width - 2 * edge) / max(len(figures) - 1, 1), float(high - low) or 1.0
    line = [
        (edge + at * across, height - edge - (height - 2 * edge) * float(figure - low) / up)
        for at, figure in enumerate(figures)
    ]
    colour = f"#{theme.ACCENT}"
    return tag(
        "svg",
        tag("title", trend_words(figures)),
        tag("polyline", points=points(line), fill="none", stroke=colour, stroke_width=1.5),
        tag("circle", cx=line[-1][0], cy=line[-1][1], r=2.5, fill=colour),
        class_="trend",
        role="img",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )


def points(line: Sequence[tuple[float, float]]) -> str:
    """The corners of a line, as a drawing writes them."""
    return " ".join(f"{number(across)},{number(down)}" for across, down in line)

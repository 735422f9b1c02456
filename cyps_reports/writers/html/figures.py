"""A chart of the report in HTML: its message, its legend, and the drawing with its words."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.writers.html.elements import Node, tag

Entry = tuple[str, Node]
"""What a legend says of a line or a colour: its name, and a swatch of it."""

SWATCH_WIDTH, _SWATCH_HEIGHT = 26, 12
SWATCH_MIDDLE = _SWATCH_HEIGHT / 2


def figure(title: str, of: str, legend: Iterable[Entry], drawing: Node, look: str = "") -> Node:
    """A chart under its message; what it is of stands below that.

    The legend is for eyes alone: the words of the drawing say all that it helps to see.
    """
    entries = (tag("li", swatch, name) for name, swatch in legend)
    caption = tag("figcaption", title, tag("span", of, class_="of") if of else None)
    named = tag("ul", *entries, class_="legend", aria_hidden="true")
    return tag("figure", caption, named, drawing, class_=look or None)


def described(number: int, title: str, words: str, *parts: Node, **attributes: str) -> Node:
    """A drawing with its title and its words, which a screen reader says; it is chart `number`."""
    title_id, words_id = f"cyps-chart-{number}", f"cyps-chart-{number}-words"
    return tag(
        "svg",
        tag("title", title, id=title_id),
        tag("desc", words, id=words_id),
        *parts,
        role="img",
        aria_labelledby=title_id,
        aria_describedby=words_id,
        **attributes,
    )


def swatch(*parts: Node) -> Node:
    """A piece of a line or of a colour, as it stands in a legend."""
    size = f"0 0 {SWATCH_WIDTH} {_SWATCH_HEIGHT}"
    return tag("svg", *parts, width=SWATCH_WIDTH, height=_SWATCH_HEIGHT, viewBox=size)


def swatch_of(colour: str) -> Node:
    """A piece of a colour."""
    return swatch(tag("rect", width=SWATCH_WIDTH, height=_SWATCH_HEIGHT, fill=f"#{colour}"))

"""The blocks of page one in HTML: its headline, its bars of counts, and lists of named points."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports import theme
from cyps_reports.report.page_blocks import Bar, BarRow, BarTable, Headline, Items
from cyps_reports.writers.html.elements import Node, number, tag
from cyps_reports.writers.html.tables import table_region

_HEIGHT, _MIDDLE = 26, 17
"""How high a bar is, and where the foot of its letters stands, in pixels."""
_LEAST = 14
"""No part is narrower, in hundredths of its bar: it has room for its symbol and its count."""


def headline_html(headline: Headline) -> Node:
    """The sentences that stand out, and the others behind them."""
    more = f" {headline.more}" if headline.more else None
    return tag("p", tag("strong", headline.text), more, class_="headline")


def items_html(items: Items) -> Node:
    """The points, each with its name; numbered where the foremost comes first."""
    points = (tag("li", tag("strong", each.name), f": {each.text}") for each in items.items)
    return tag("ol" if items.is_ranked else "ul", *points)


def bar_table_html(table: BarTable, place: int) -> Iterator[Node]:
    """The table, and what its symbols and colours mean; it is table `place` of the report."""
    heads = tag("tr", *(tag("th", each, scope="col") for each in table.headings))
    rows = (_row(row, has_note=len(table.headings) > 1 + len(row.bars)) for row in table.rows)
    yield table_region(table.title, table.description, place, heads, [tag("tbody", *rows)])
    yield tag("p", table.key, class_="note")


def _row(row: BarRow, *, has_note: bool) -> Node:
    bars = (tag("td", _bar(each)) for each in row.bars)
    note = tag("td", row.note) if has_note else None
    return tag("tr", tag("th", row.name, scope="row"), *bars, note)


def _bar(bar: Bar) -> Node | str:
    """The bar as a drawing, whose widths are shares of its cell; its words where it has no part."""
    if not bar.parts:
        return bar.instead
    parts: list[Node] = []
    left = 0.0
    for part, width in zip(bar.parts, _widths(bar), strict=True):
        paint = theme.PAINTS[part.tone]
        parts += [
            tag(
                "rect",
                x=f"{number(left)}%",
                y=0,
                width=f"{number(width)}%",
                height=_HEIGHT,
                fill=f"#{paint.background}",
                stroke=f"#{theme.PAPER}",
                stroke_width=theme.BAR_GAP_POINTS,
            ),
            tag(
                "text",
                f"{paint.symbol} {part.number:,}",
                x=f"{number(left + width / 2)}%",
                y=_MIDDLE,
                fill=f"#{paint.ink}",
                font_size="12",
                font_weight="bold",
                text_anchor="middle",
            ),
        ]
        left += width
    words = tag("title", bar.in_words)
    return tag("svg", words, *parts, role="img", class_="bar", width="100%", height=_HEIGHT)


def _widths(bar: Bar) -> list[float]:
    """How wide each part is, in hundredths: its least, and its share of what is left."""
    total = sum(part.number for part in bar.parts)
    least = min(_LEAST, 100 / len(bar.parts))
    free = 100 - least * len(bar.parts)
    return [least + free * part.number / total for part in bar.parts]

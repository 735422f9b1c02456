"""The blocks of page one in HTML: its headline, its bars, lists whose items have a name."""

from __future__ import annotations

from cyps_reports.report.page_blocks import Bar, BarRow, BarTable, Headline, Item, Items
from cyps_reports.theme import PAINTS
from cyps_reports.writers.html_elements import Node, tag
from cyps_reports.writers.html_style import BAR_STEPS


def headline_html(headline: Headline) -> Node:
    """The sentences that stand out, and beside them what is to be known."""
    more = f" {headline.more}" if headline.more else None
    return tag("p", tag("strong", headline.text), more, class_="headline")


def items_html(items: Items) -> Node:
    """A list, numbered where the foremost stands first."""
    return tag("ol" if items.is_ranked else "ul", *map(_item, items.items))


def _item(item: Item) -> Node:
    return tag("li", tag("strong", item.name), f": {item.text}")


def bar_table_html(table: BarTable, place: int) -> tuple[Node, Node]:
    """The table of bars, table `place` of the report, and what its symbols mean."""
    caption = f"cyps-table-{place}"
    told = tag("span", f" {table.description}", class_="unseen")
    heads = (tag("th", each, scope="col") for each in table.headings)
    made = tag(
        "table",
        tag("caption", tag("span", table.title), told, id=caption),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_row(row, len(table.headings)) for row in table.rows)),
    )
    scrolled = tag(
        "div", made, class_="scroll", role="region", aria_labelledby=caption, tabindex="0"
    )
    return scrolled, tag("p", table.key, class_="note")


def _row(row: BarRow, columns: int) -> Node:
    bars = (tag("td", _bar(bar)) for bar in row.bars)
    has_note = columns > 1 + len(row.bars)
    note = tag("td", row.note) if has_note else None
    return tag("tr", tag("th", row.name, scope="row"), *bars, note)


def _bar(bar: Bar) -> Node:
    """Parts as wide as their numbers, with their symbols; their words for who cannot see them."""
    if not bar.parts:
        return tag("span", bar.instead)
    total = sum(part.number for part in bar.parts)
    parts = (
        tag(
            "span",
            f"{PAINTS[part.tone].symbol} {part.number:,}",
            class_=f"part {part.tone} share-{_share(part.number, total)}",
        )
        for part in bar.parts
    )
    return tag("div", *parts, class_="bar", role="img", aria_label=bar.in_words)


def _share(number: int, total: int) -> int:
    """Of how many steps of the bar a part has the width: there is no style but the stylesheet's."""
    return max(1, round(number * BAR_STEPS / total))

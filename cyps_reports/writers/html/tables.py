"""The tables of the report in HTML: caption, headings of columns and rows, notes, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.report.table_blocks import Align, Band, Cell, Table, TableColumn
from cyps_reports.writers.html.cells import cell_html
from cyps_reports.writers.html.elements import Node, lines_of, tag
from cyps_reports.writers.html.notes import Notes
from cyps_reports.writers.html.style import width_class

_MANY = 5
"""A table of so many columns is scrolled on a telephone, and not squeezed into it."""


def table_html(table: Table, place: int, notes: Notes, above: str = "") -> Iterator[Node]:
    """The table, which can be scrolled where it is wider than the screen, and the notes on it.

    It is table `place` of the report. The first cell of a row is its heading. `above` is the
    heading over it: where that says the same, its name is there for screen readers alone.
    """
    notes.start_table()
    heads = tag("tr", *map(_heading, table.columns))
    bodies, is_said = [*_bodies(table, notes)], table.title == above
    widths = _widths(table.columns)
    yield table_region(
        table.title, table.description, place, heads, bodies, widths=widths, is_said=is_said
    )
    yield from notes.listed()


def table_region(
    title: str,
    description: str,
    place: int,
    heads: Node,
    bodies: Iterable[Node],
    *,
    widths: Node | None = None,
    is_said: bool = False,
) -> Node:
    """A table with its caption, in a region that can be scrolled.

    `widths` is what says how wide its columns are. `is_said` where its title stands over it
    already.
    """
    caption = f"cyps-table-{place}"
    told = tag("span", f" {description}", class_="unseen")
    made = tag(
        "table",
        tag("caption", tag("span", title, class_="unseen" if is_said else None), told, id=caption),
        widths,
        tag("thead", heads),
        *bodies,
        class_="many" if len(heads) >= _MANY else None,
    )
    # What can be scrolled can be reached by key, and says what it is.
    return tag("div", made, class_="scroll", role="region", aria_labelledby=caption, tabindex="0")


def _widths(columns: Iterable[TableColumn]) -> Node:
    """How wide each column would be, as in Word, so that tables one below the other are alike."""
    shares = [each.width for each in columns]
    parts = (width_class(100 * each / sum(shares)) for each in shares)
    return tag("colgroup", *(tag("col", class_=part) for part in parts))


def _heading(column: TableColumn) -> Node:
    return tag("th", *lines_of(column.heading), scope="col", class_=_side(column.align))


def _bodies(table: Table, notes: Notes) -> Iterator[Node]:
    """The rows; a row across the whole table begins a group, which it is the heading of."""
    body = tag("tbody")
    for row in table.rows:
        if not isinstance(row, Band):
            body.append(_row(row, table.columns, notes))
            continue
        if len(body):
            yield body
        spanned = tag(
            "th", row.text, scope="rowgroup", colspan=str(len(table.columns)), class_="band"
        )
        body = tag("tbody", tag("tr", spanned))
    if len(body):
        yield body


def _row(row: tuple[Cell, ...], columns: tuple[TableColumn, ...], notes: Notes) -> Node:
    cells = (
        _cell(cell, column, notes, is_first=place == 0)
        for place, (cell, column) in enumerate(zip(row, columns, strict=True))
    )
    return tag("tr", *cells)


def _cell(cell: Cell, column: TableColumn, notes: Notes, *, is_first: bool) -> Node:
    side = _side(column.align_of(cell))
    look = f"{side} figure" if side and cell.value is not None else side
    shown = tuple(cell_html(cell, notes))
    if is_first and cell.lettered.strip():
        return tag("th", *shown, scope="row", class_=side)
    return tag("td", *shown, class_=look)


def _side(align: Align) -> str | None:
    return "right" if align is Align.RIGHT else None

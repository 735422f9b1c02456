"""The tables of the report in HTML: caption, headings of columns and rows, notes, links."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.report.blocks import Align, Band, Cell, Table, TableColumn
from cyps_reports.writers.html_cells import cell_html
from cyps_reports.writers.html_elements import Node, lines_of, tag
from cyps_reports.writers.html_notes import Notes

_MANY = 5
"""A table of so many columns is scrolled on a telephone, and not squeezed into it."""


def table_html(table: Table, place: int, notes: Notes, above: str = "") -> Iterator[Node]:
    """The table, which can be scrolled where it is wider than the screen, and the notes on it.

    It is table `place` of the report. The first cell of a row is its heading. `above` is the
    heading over it: where that says the same, its name is there for screen readers alone.
    """
    notes.start_table()
    caption = f"cyps-table-{place}"
    told = tag("span", f" {table.description}", class_="unseen")
    seen = "unseen" if table.title == above else None
    made = tag(
        "table",
        tag("caption", tag("span", table.title, class_=seen), told, id=caption),
        tag("thead", tag("tr", *map(_heading, table.columns))),
        *_bodies(table, notes),
        class_="many" if len(table.columns) >= _MANY else None,
    )
    # What can be scrolled can be reached by key, and says what it is.
    yield tag("div", made, class_="scroll", role="region", aria_labelledby=caption, tabindex="0")
    yield from notes.listed()


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

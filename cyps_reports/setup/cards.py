"""Tables that are one action or measure each, with labels at the left and what they say beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cyps_reports.setup.heads import heads_at
from cyps_reports.setup.source import SourceCell, SourceRow, SourceTable
from cyps_reports.setup.synonyms import key_of

_WIDTHS, _FEWEST = (2, 4), 3
_NAMES = ("action", "measure", "what", "objective", "kpi")


def card_of(table: SourceTable) -> SourceTable | None:
    """Such a table as one row under its labels, after the rows across its top; else None."""
    if table.width not in _WIDTHS:
        return None
    top = next((at for at, row in enumerate(table.rows) if row.across is None), len(table.rows))
    body = table.rows[top:]
    if not body or any(row.across for row in body) or heads_at(body, 0):
        return None
    pairs = [pair for row in body for pair in _pairs(row)]
    known = [key_of(label.text) for label, _ in pairs if label.text]
    are_labels = len([key for key in known if key]) * 2 >= len(known) >= _FEWEST
    is_named = len([key for key in known if key in _NAMES]) == 1
    if not (are_labels and is_named):
        return None
    labels = _row((label for label, _ in pairs), 0, is_heading=True)
    said = _row((value for _, value in pairs), 1, is_heading=False)
    return replace(table, rows=(*table.rows[:top], labels, said), page_heads=0)


def _pairs(row: SourceRow) -> Iterator[tuple[SourceCell, SourceCell]]:
    """Each label of a row with the cell beside it."""
    own = row.own
    for at in range(0, len(own) - 1, 2):
        if not own[at].is_empty or not own[at + 1].is_empty:
            yield own[at], own[at + 1]


def _row(cells: Iterator[SourceCell], at: int, *, is_heading: bool) -> SourceRow:
    turned = (
        replace(cell, row=at, column=column, rows=1, columns=1, is_heading=is_heading)
        for column, cell in enumerate(cells)
    )
    return SourceRow(tuple(turned))

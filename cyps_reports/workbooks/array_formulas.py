"""Formulas that fill several cells: of these, only the first one holds the formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.workbooks.cell_places import Place, Range
from cyps_reports.workbooks.formulas import is_linked_nought, is_of_today
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.limits import LARGEST_MERGED, MAX_COLUMNS, MAX_MERGED, MAX_ROWS


def spread(cells: dict[Place, RawCell], arrays: Iterable[tuple[Range, str]]) -> None:
    """Marks the other cells of each range as its first one is marked, by its formula.

    Where that was never calculated, neither were they.
    """
    for place, first, formula in _others(arrays):
        cell = cells.get(place)
        if cell:
            cells[place] = cell._replace(
                is_linked_nought=is_linked_nought(cell.value, formula),
                is_of_today=is_of_today(formula),
                is_result=True,
            )
        elif (above := cells.get(first)) and above.formula:
            cells[place] = RawCell(None, formula=True)


def _others(arrays: Iterable[tuple[Range, str]]) -> Iterator[tuple[Place, Place, str]]:
    """Each other cell of each range with the first one, no more than anybody fills in."""
    taken = 0
    for (top, left, bottom, right), formula in arrays:
        rows = range(top, min(bottom, MAX_ROWS) + 1)
        columns = range(left, min(right, MAX_COLUMNS) + 1)
        taken += len(rows) * len(columns)
        if len(rows) * len(columns) > LARGEST_MERGED or taken > MAX_MERGED:
            continue
        for row in rows:
            for column in columns:
                if (row, column) != (top, left):
                    yield (row, column), (top, left), formula

"""The grid of a Word table: which cell covers which rows and columns, as somebody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from xml.etree.ElementTree import Element

from cyps_reports.setup.sources.word_styles import child, is_on, value
from cyps_reports.workbooks.budget import TooMuchError
from cyps_reports.workbooks.excel_parts import local
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS

_NARROW = 170
"""In twentieths of a point, 3 mm: between two edges this near somebody dragged one of them."""
_WRAPPERS = ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid: its own element and those merged below it; rows and columns from 0."""

    elements: tuple[Element, ...]
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as cells by the row and column they begin at; `heads` are repeated on each page."""

    cells: Mapping[tuple[int, int], GridCell]
    height: int
    width: int
    heads: int


@dataclass(slots=True)
class _Placed:
    """A cell between two edges of the table's own grid; `goes_on` where it belongs to the above."""

    element: Element
    start: int
    end: int
    goes_on: bool


def inside(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also those in content controls or tracked insertions."""
    for each in element:
        if local(each.tag) in names:
            yield each
        elif local(each.tag) in _WRAPPERS:
            yield from inside(each, *names)


def grid_of(table: Element) -> Grid:
    """The grid of a table.

    Raises:
        TooMuchError: it has more rows or columns than are read.

    """
    rows = [row for row in inside(table, "tr") if child(row, "trPr", "del") is None]
    placed = [list(_placed(row)) for row in rows]
    if len(rows) > MAX_ROWS or any(len(each) > MAX_COLUMNS for each in placed):
        raise TooMuchError("table")
    column_of = _columns(placed, _widths(table))
    cells: dict[tuple[int, int], GridCell] = {}
    below: dict[int, GridCell] = {}
    for at, row in enumerate(placed):
        covered: dict[int, GridCell] = {}
        for each in row:
            column = column_of[each.start]
            columns = max(column_of[each.end] - column, 1)
            above = below.get(column) if each.goes_on else None
            new = GridCell((each.element,), at, column, 1, columns)
            cell = _grown(above, each) if above else new
            cells[cell.row, cell.column] = covered[column] = cell
        below = covered
    heads = next((at for at, row in enumerate(rows) if not is_on(row, "trPr", "tblHeader")), 0)
    return Grid(cells, len(rows), max(column_of.values(), default=0), heads)


def _grown(above: GridCell, placed: _Placed) -> GridCell:
    elements = (*above.elements, placed.element)
    return GridCell(elements, above.row, above.column, above.rows + 1, above.columns)


def _placed(row: Element) -> Iterator[_Placed]:
    """The cells of a row between the edges of the table's grid; those merged with the left grow."""
    at = _number(value(row, "trPr", "gridBefore"), 0)
    last: _Placed | None = None
    for cell in inside(row, "tc"):
        properties = child(cell, "tcPr")
        end = at + _number(value(properties, "gridSpan"), 1)
        if last is not None and _goes_on(properties, "hMerge"):
            last.end = end
        else:
            yield from [last] if last else []
            last = _Placed(cell, at, end, _goes_on(properties, "vMerge"))
        at = end
    yield from [last] if last else []


def _goes_on(properties: Element | None, merged: str) -> bool:
    """Whether a cell belongs to the one before it, in the one direction or the other."""
    is_merged = child(properties, merged) is not None
    return is_merged and value(properties, merged) != "restart"


def _number(said: str | None, otherwise: int) -> int:
    is_number = said is not None and said.isascii() and said.isdigit() and len(said) < _DIGITS
    return min(int(said), _MOST_EDGES) if said and is_number else otherwise


_DIGITS, _MOST_EDGES = 6, 1000


def _widths(table: Element) -> list[int]:
    grid = child(table, "tblGrid")
    if grid is None:
        return []
    columns = [each for each in grid if local(each.tag) == "gridCol"]
    return [_number(value(each, attribute="w"), _NARROW) for each in columns]


def _columns(rows: Sequence[Iterable[_Placed]], widths: Sequence[int]) -> dict[int, int]:
    """The column, from 0, that begins at each edge: edges that no cell uses do not count.

    Nor does one that is hardly away from the one before, unless a cell lies between the two.
    """
    placed = [cell for row in rows for cell in row]
    narrow = {(each.start, each.end) for each in placed}
    edges = sorted({0, *chain.from_iterable(narrow)})
    columns, at = {0: 0}, 0
    for before, edge in pairwise(edges):
        known = widths[before:edge]
        is_near = len(known) == edge - before and sum(known) < _NARROW
        at += not (is_near and (before, edge) not in narrow)
        columns[edge] = at
    return columns

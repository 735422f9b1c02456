"""Finds the tables of a sheet: each begins with a row of headings, and has lone texts above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cyps_reports.setup.sources.seen_sheet import SeenSheet, is_blank
from cyps_reports.setup.sources.sheet_headings import is_heading_row, is_under_heading
from cyps_reports.setup.sources.source import (
    SourceCell,
    SourcePlace,
    SourceRow,
    SourceTable,
    SourceText,
)
from cyps_reports.workbooks.cell_places import Range
from cyps_reports.workbooks.limits import MAX_SHEET_NAME
from cyps_reports.workbooks.plain_text import same_words

_LONGEST_HEADING = 150


@dataclass
class _Part:
    """Rows that lie together under a heading: its own rows, those below, the texts above."""

    heads: list[int]
    above: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)


def tables_of(seen: SeenSheet) -> tuple[tuple[SourceTable, ...], tuple[SourceText, ...]]:
    """The tables of a sheet in their order, and all texts that stand alone in a row above one."""
    parts, texts = _parts(seen)
    name = (SourceText(seen.sheet.name, SourcePlace(seen.sheet.workbook, seen.table), 1),)
    running: tuple[SourceText, ...] = name
    tables = list[SourceTable]()
    for part in parts:
        running = _headings(seen, part, running)
        tables.extend(_tables(seen, part, running))
    return tuple(tables), tuple(_text(seen, row, level=0) for row in texts)


def _parts(seen: SeenSheet) -> tuple[list[_Part], list[int]]:
    """The rows under each heading; and all lone texts that are above one, or of no table."""
    parts, lone, texts = list[_Part](), list[int](), list[int]()
    for row in seen.rows:
        cells = seen.texts(row, seen.columns)
        if is_heading_row(cells):
            texts.extend(lone)
            parts.append(_Part([row], lone))
            lone = []
        elif parts and _is_second_head(seen, parts[-1], row):
            parts[-1].heads.append(row)
        elif seen.is_lone(row):
            lone.append(row)
        elif parts:
            parts[-1].body.extend((*lone, row))
            lone = []
        else:
            parts.append(_Part([], lone, [row]))
            texts.extend(lone)
            lone = []
    return parts, texts + lone


def _is_second_head(seen: SeenSheet, part: _Part, row: int) -> bool:
    """Whether a row under the first of headings goes on with it."""
    if part.body or len(part.heads) != 1 or row != part.heads[0] + 1:
        return False
    cells, first = seen.texts(row, seen.columns), seen.filled(part.heads[0], seen.columns)[0]
    is_at_left = first in seen.filled(row, seen.columns)
    return not is_at_left and is_under_heading(cells)


def _text(seen: SeenSheet, row: int, *, level: int) -> SourceText:
    column = seen.filled(row, seen.columns)[0]
    line = " ".join(seen.at(row, column).text.split())
    return SourceText(line, seen.place(row, column), level)


def _headings(
    seen: SeenSheet, part: _Part, running: tuple[SourceText, ...]
) -> tuple[SourceText, ...]:
    """The headings over a table: the sheet's name, the titles of tables above it, its own.

    A title takes the place of one that begins with the same word, like Priority, or that it goes
    on from, as `Priority 1: Early help` does from a sheet called `Priority 1`.
    """
    for row in part.above:
        line = _line(seen, row)
        if _goes_on(line, running[0].text):
            running = (_text(seen, row, level=1),)
        elif _is_title(line):
            first = _begins(line)
            same = (at for at in range(1, len(running)) if _begins(running[at].text) == first)
            running = running[: next(same, len(running))]
            running = (*running, _text(seen, row, level=len(running) + 1))
    return running


def _goes_on(line: str, name: str) -> bool:
    """Whether a title says what a sheet is called, whose name has no room for all signs."""
    said, called = same_words(line), same_words(name)
    is_cut = len(name) >= MAX_SHEET_NAME
    is_begun = said.startswith(called if is_cut else f"{called} ")
    return bool(called) and (said == called or is_begun)


def _begins(text: str) -> str:
    return text.split()[0].casefold()


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and "=" not in text and not text.endswith(".")


def _tables(
    seen: SeenSheet, part: _Part, headings: tuple[SourceText, ...]
) -> Iterator[SourceTable]:
    """The table of a part, or those that stand beside each other in it."""
    lines = ((row, _line(seen, row)) for row in part.above)
    before = tuple(_text(seen, row, level=0) for row, line in lines if not _is_title(line))
    for columns in _beside(seen, part):
        rows = [row for row in (*part.heads, *part.body) if seen.filled(row, columns)]
        grid = _Grid(seen, _numbered(rows), _numbered(columns), frozenset(part.heads))
        heads = sum(row in grid.heads for row in rows)
        corner = seen.place(rows[0], columns[0])
        yield SourceTable(corner, tuple(map(grid.row, rows)), headings, before, page_heads=heads)


def _numbered(places: Sequence[int]) -> dict[int, int]:
    """Each row or column of a sheet with where it stands in the table, counted from 0."""
    return {each: at for at, each in enumerate(places)}


def _line(seen: SeenSheet, row: int) -> str:
    return _text(seen, row, level=0).text


def _beside(seen: SeenSheet, part: _Part) -> Iterator[tuple[int, ...]]:
    """The columns of each table of a part.

    Tables beside each other are parted by a column without anything, and each has headings.
    """
    rows = (*part.heads, *part.body)
    used = sorted({column for row in rows for column in _covered(seen, row)})
    runs = list[list[int]]()
    for column in used:
        is_next = bool(runs) and not _is_gap(seen, runs[-1][-1], column)
        if is_next:
            runs[-1].append(column)
        else:
            runs.append([column])
    yield from map(tuple, _joined(seen, part, runs))


def _covered(seen: SeenSheet, row: int) -> Iterator[int]:
    """The columns in which something is seen in a row, merged cells in all of theirs."""
    if not seen.is_lone(row):
        origins = ((column, seen.sheet.origin(row, column)) for column in seen.columns)
        yield from (column for column, origin in origins if not is_blank(seen.at(*origin)))


def _is_gap(seen: SeenSheet, left: int, right: int) -> bool:
    between = set(range(left + 1, right)) - seen.sheet.hidden.columns
    return bool(between)


def _joined(seen: SeenSheet, part: _Part, runs: list[list[int]]) -> Iterator[list[int]]:
    """Runs of columns; one goes on with that at its left where it has no headings of a table."""
    joined = list[list[int]]()
    for run in runs:
        heads = [cell for row in part.heads for cell in seen.texts(row, run)]
        if joined and not (is_heading_row(heads) and _differs(seen, part, joined[-1], run)):
            joined[-1].extend(run)
        else:
            joined.append(list(run))
    return iter(joined)


def _differs(seen: SeenSheet, part: _Part, left: list[int], right: list[int]) -> bool:
    """Whether other rows are filled at the right than at the left, as in two tables."""
    return any(bool(seen.filled(row, left)) != bool(seen.filled(row, right)) for row in part.body)


@dataclass(frozen=True)
class _Grid:
    """Which rows and columns of a sheet are those of a table, with where they stand in it."""

    seen: SeenSheet
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    heads: frozenset[int]

    def row(self, row: int) -> SourceRow:
        """A row of the table; one that is only a text at its left is a cell across the table."""
        if self.seen.is_lone(row) and row not in self.heads:
            first = self.seen.columns[0]
            across = self._cell((row, first), (row, first, row, self.seen.columns[-1]))
            return SourceRow((across,) * len(self.columns))
        return SourceRow(tuple(self._covering(row, column) for column in self.columns))

    def _covering(self, row: int, column: int) -> SourceCell:
        """The cell over a place."""
        origin = self.seen.sheet.origin(row, column)
        return self._cell(origin, self.seen.ranges.get(origin, (row, column, row, column)))

    def _cell(self, origin: tuple[int, int], covered: Range) -> SourceCell:
        """The cell of the sheet that is stored at a place, as far as it is in this table."""
        top, left, bottom, right = covered
        rows = [self.rows[each] for each in range(top, bottom + 1) if each in self.rows]
        columns = [self.columns[each] for each in range(left, right + 1) if each in self.columns]
        raw = self.seen.at(*origin)
        return SourceCell(
            raw._replace(note=""),
            self.seen.place(*origin),
            rows[0],
            columns[0],
            len(rows),
            len(columns),
            (raw.note,) if raw.note else (),
            is_heading=rows[0] < len(self.heads),
        )

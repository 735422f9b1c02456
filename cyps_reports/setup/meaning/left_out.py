"""What of a document did not get into the draft, each with its place and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cyps_reports.findings import CellRef, Finding, note, shortened, warning
from cyps_reports.phrases import counted, listed
from cyps_reports.setup.meaning.made_cells import is_blank, place_said
from cyps_reports.setup.meaning.table_blocks import Blocks
from cyps_reports.setup.meaning.table_headings import Head
from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourcePlace, SourceTable

_MOST_QUOTED, _FEW_QUOTED = 12, 5
_NO_PART = "is no table of measures, milestones or leads"
_MATRIX = (
    "has its targets and actuals in rows and its years in columns, so it is no table of measures"
)
_OF_A_ROW = "Type it into plan.xlsx if it belongs to the plan."


def left_out(
    document: SourceDocument,
    blocks: Blocks,
    taken: frozenset[SourcePlace],
    headings: frozenset[SourcePlace],
    called: Mapping[SourcePlace, str],
) -> Iterator[Finding]:
    """A finding for each table, column and row of which something was not taken.

    `called` says what a cell is of: the reference of its row, and the heading of its column.
    """
    without = {table.place for table in blocks.tables}
    # Of several blocks in a table the last says what its columns are.
    heads = {block.table.place: block.heads.columns for block in blocks.blocks}
    known, in_rows = taken | headings, taken - headings
    for table in document.tables:
        if table.place in without:
            is_matrix = table in blocks.matrices
            yield _table(document, table, _MATRIX if is_matrix else _NO_PART)
            continue
        rest = [cell for cell in table.cells if not is_blank(cell) and cell.place not in known]
        columns: Mapping[int, Head] = heads.get(table.place, {})
        unknown = {at for at in columns if not any(_under(table, at, in_rows))}
        for at in sorted(unknown):
            under = [cell for cell in rest if cell.column == at and _is_of(cell, table)]
            if under:
                yield _column(document, table, columns[at].heading, under)
        others = [each for each in rest if each.column not in unknown or not _is_of(each, table)]
        yield from _rows(document, others, called)


def texts_left_out(
    document: SourceDocument, taken: frozenset[SourcePlace], notes: frozenset[str]
) -> Iterator[Finding]:
    """One note on the paragraphs outside the tables, but for those that are footnotes of them."""
    rest = [
        text.text
        for text in document.texts
        if not text.level and text.place not in taken and not _ends_with(text.text, notes)
    ]
    if rest:
        said = _quoted(rest, _FEW_QUOTED, "other paragraph")
        problem = f"Of the text outside the tables this was not taken: {said}."
        yield note("draft-text-left-out", CellRef(document.name), problem, _OF_A_ROW)


def _ends_with(text: str, notes: frozenset[str]) -> bool:
    return any(text.endswith(each) for each in notes)


def _is_of(cell: SourceCell, table: SourceTable) -> bool:
    """Whether a cell stands in the table itself, and not in one that was joined to it."""
    return cell.place.table == table.place.table


def _under(table: SourceTable, at: int, taken: frozenset[SourcePlace]) -> Iterator[bool]:
    """Whether each cell of a column is in the draft, but for its headings."""
    cells = (cell for cell in table.cells if cell.column == at and cell.columns == 1)
    return (cell.place in taken and not cell.is_empty for cell in cells)


def _table(document: SourceDocument, table: SourceTable, why: str) -> Finding:
    filled = [cell for cell in table.cells if not is_blank(cell)]
    said = _quoted(cell.text for cell in filled)
    begin = "begins" if len(table.rows) == 1 else "begin"
    size = f"{counted(len(table.rows), 'row')}, which {begin} {said}"
    problem = f"{_where(table.place)} {why}, and was left out: {size}."
    mend = "If it belongs to the plan, type it into plan.xlsx."
    return note("draft-table-left-out", CellRef(document.name), problem, mend)


def _column(
    document: SourceDocument, table: SourceTable, heading: str, cells: Sequence[SourceCell]
) -> Finding:
    called = f"the column “{shortened(heading)}”" if heading else f"column {cells[0].column + 1}"
    problem = (
        f"{_where(table.place)}: {called} has no place in the plan workbook, and was left out:"
        f" {_quoted_with_rows(cells)}."
    )
    return note("draft-column-left-out", CellRef(document.name), problem, _OF_A_ROW)


def _rows(
    document: SourceDocument, cells: Sequence[SourceCell], called: Mapping[SourcePlace, str]
) -> Iterator[Finding]:
    """One finding for the cells of a row that stand beside each other."""
    by_row: dict[int, list[SourceCell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in by_row.values():
        of = f" ({called[row[0].place]})" if called.get(row[0].place) else ""
        said = _quoted(cell.text for cell in row)
        was = "was" if len(row) == 1 else "were"
        problem = f"{place_said(row[0].place)}{said}{of} {was} not taken."
        yield warning("draft-row-left-out", CellRef(document.name), problem, _OF_A_ROW)


def _where(place: SourcePlace) -> str:
    return f"{place.table[:1].upper()}{place.table[1:]} of {place.document}"


def _quoted(texts: Iterable[str], most: int = _MOST_QUOTED, noun: str = "other cell") -> str:
    said = [f"“{shortened(' '.join(text.split()))}”" for text in texts]
    more = len(said) - most
    rest = [counted(more, noun)] if more > 0 else []
    return listed([*said[:most], *rest])


def _quoted_with_rows(cells: Sequence[SourceCell]) -> str:
    by_text: dict[str, list[int]] = {}
    for cell in cells:
        by_text.setdefault(" ".join(cell.text.split()), []).append(_row_of(cell))
    said = [f"“{shortened(text)}” ({_row_numbers(rows)})" for text, rows in by_text.items()]
    more = len(said) - _MOST_QUOTED
    rest = [counted(more, "other text")] if more > 0 else []
    return listed([*said[:_MOST_QUOTED], *rest])


def _row_of(cell: SourceCell) -> int:
    """The row as somebody counts who looks at it: 7 of `row 7, column 4` and of `cell D7`."""
    number, *_ = re.findall(r"\d+", cell.place.cell)
    return int(number)


def _row_numbers(rows: Sequence[int]) -> str:
    noun = "row" if len(rows) == 1 else "rows"
    return f"{noun} {listed(map(str, rows))}"

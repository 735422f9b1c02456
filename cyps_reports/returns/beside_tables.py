"""What somebody typed on the sheets of a return, but not where a return is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cyps_reports.findings import Finding, note, shortened
from cyps_reports.phrases import counted, listed
from cyps_reports.returns.layout import LiveColumn, is_step_heading
from cyps_reports.returns.tables import FoundTables
from cyps_reports.workbooks.grid import RawCell, Sheet, column_letters
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row
from cyps_reports.workbooks.tables import Table

FIGURE_RATED, RATED_AGAINST = "Figure rated", "Rated against"
"""The headings of hidden columns with which a return rates itself."""
_MOST_QUOTED = 3


def typed_beside(kinds: Sequence[FoundTables]) -> Iterator[Finding]:
    """A note for each column that is none of a return's, but has something in the return's rows.

    And for each text box, each note on a cell that is none of theirs, and each cell typed over that
    works itself out.
    """
    tables = [table for kind in kinds for table in kind.read]
    sheets = dict.fromkeys(table.sheet.name for table in tables)
    for name in sheets:
        here = [table for table in tables if table.sheet.name == name]
        yield from _on_sheet(here[0].sheet, here)
        yield from _laid_on(here[0].sheet, here)
    for kind in kinds:
        for column in kind.kind.columns:
            if isinstance(column, LiveColumn):
                yield from _typed_over(column, [*kind.rows])


def _on_sheet(sheet: Sheet, tables: Sequence[Table]) -> Iterator[Finding]:
    known = {
        column
        for table in tables
        for head in table.headings
        for columns in head.columns.values()
        for column in columns
    }
    heading_of = {row.number: table.headings[0].number for table in tables for row in table.rows}
    typed: dict[int, dict[int, RawCell]] = {}
    for (row, column), cell in sheet.cells.items():
        if column not in known and row in heading_of and not cell.is_empty:
            typed.setdefault(column, {})[row] = cell
    for column, cells in sorted(typed.items()):
        heading = sheet.at(heading_of[min(cells)], column).text
        if not (is_step_heading(heading) or same_words(heading) in _OWN):
            yield _beside(sheet, column, heading, dict(sorted(cells.items())))


def _laid_on(sheet: Sheet, tables: Sequence[Table]) -> Iterator[Finding]:
    rows = (row for table in tables for row in table.rows)
    read = {(row.number, column) for row in rows for column in row.columns.values()}
    for place, text in sheet.boxes:
        yield _laid(sheet, place, "A text box on the sheet", text)
    for place, cell in sheet.cells.items():
        if cell.note and place not in read:
            yield _laid(sheet, place, "A note on a cell that is in no row", cell.note)


def _laid(sheet: Sheet, place: tuple[int, int], what: str, text: str) -> Finding:
    said = shortened(" ".join(text.split()))
    return note("typed-beside", sheet.place(*place), f"{what} was not read: “{said}”.", _BELONGS)


def _typed_over(column: LiveColumn, rows: Sequence[Row]) -> Iterator[Finding]:
    """A note for each cell that holds no formula, where others of its column do.

    Where none does, the column was pasted as it showed.
    """
    cells = [(row, row.cell(column.key)) for row in rows]
    if not any(_works_out(cell) for _, cell in cells):
        return
    for row, cell in cells:
        if not (cell.is_empty or _works_out(cell)):
            said = shortened(" ".join(cell.text.split()))
            yield note(
                "typed-beside",
                row.place(column.key),
                f"{column.heading} works itself out; what is typed over it was not read: “{said}”.",
                _BELONGS,
            )


def _works_out(cell: RawCell) -> bool:
    return cell.is_result or cell.formula


_BELONGS = "If it belongs in the report, type it under a heading of the return, like Comment."
_OWN = frozenset(map(same_words, (FIGURE_RATED, RATED_AGAINST)))


def _beside(sheet: Sheet, column: int, heading: str, cells: Mapping[int, RawCell]) -> Finding:
    said = [
        f"“{shortened(' '.join(cell.text.split()))}” (row {row})" for row, cell in cells.items()
    ]
    more = len(said) - _MOST_QUOTED
    rest = [counted(more, "other cell")] if more > 0 else []
    said_over = shortened(" ".join(heading.split()))
    called = f"“{said_over}”" if heading else column_letters(column)
    return note(
        "typed-beside",
        sheet.place(next(iter(cells)), column),
        f"The column {called} is none of the return's, and was not read:"
        f" {listed([*said[:_MOST_QUOTED], *rest])}.",
        _BELONGS,
    )

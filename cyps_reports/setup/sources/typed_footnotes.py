"""Footnotes that were typed: a mark in a cell, and the same mark before a line under the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cyps_reports.setup.sources.source import SourceCell, SourceRow, SourceTable
from cyps_reports.workbooks.cell_looks import raised_letters

_SIGNS = "*†‡§^"
_NOTE = re.compile(
    rf"\(?([{re.escape(_SIGNS)}]{{1,3}}|\d{{1,2}}|[a-z])[).:]?\s*(?=\S)(.+)", re.DOTALL
)
_MARK_AT_END = re.compile(rf"(?P<before>.*?\S)\s?(?P<mark>[{re.escape(_SIGNS)}]{{1,3}})")
_RAISED = re.compile(r"\d{1,2}|[a-z]")


def with_typed_marks(tables: tuple[SourceTable, ...]) -> tuple[SourceTable, ...]:
    """The tables with such marks taken out of their cells and the notes put beside them."""
    return tuple(_resolved(table) for table in tables)


def _resolved(table: SourceTable) -> SourceTable:
    notes = dict(_notes_under(table))
    if not notes:
        return table
    used: set[str] = set()
    cells = {cell: _cell(cell, notes, used) for cell in table.cells}
    rows = tuple(row for row in table.rows if not _is_note(row, used))
    return replace(table, rows=tuple(_changed(row, cells) for row in rows))


def _changed(row: SourceRow, cells: Mapping[SourceCell, SourceCell]) -> SourceRow:
    return SourceRow(tuple(cells[cell] for cell in row.cells))


def _notes_under(table: SourceTable) -> Iterator[tuple[str, str]]:
    """Each note by its mark, from the lines under the table and from rows across its end."""
    across = [row.across.text for row in table.rows[1:] if row.across]
    for text in (*across, *(each.text for each in table.after)):
        for line in text.split("\n"):
            if match := _NOTE.fullmatch(line.strip()):
                yield match[1], match[2].strip()


def _is_note(row: SourceRow, used: set[str]) -> bool:
    match = _NOTE.fullmatch(_typed(row.across)) if row.across else None
    return match is not None and match[1] in used


def _cell(cell: SourceCell, notes: Mapping[str, str], used: set[str]) -> SourceCell:
    """The cell without the marks that a note explains, line by line."""
    if cell.columns > 1 and _NOTE.fullmatch(_typed(cell)):
        return cell
    raised = cell.raw.raised.split()
    lines, found = list[str](), list[tuple[int, str]]()
    for at, line in enumerate(cell.text.split("\n")):
        bare, marks = _without_marks(line, raised, notes)
        lines.append(bare)
        found += [(at, mark) for mark in marks]
    if not found:
        return cell
    used.update(mark for _, mark in found)
    left = " ".join(each for each in raised if each not in notes)
    texts = [notes[mark] for _, mark in found]
    lines_of = [at for at, _ in found]
    return replace(
        cell,
        raw=cell.raw._replace(value="\n".join(lines), raised=left, written=""),
        notes=(*cell.notes, *texts),
        note_lines=(*cell.note_lines, *lines_of),
    )


def _without_marks(
    line: str, raised: list[str], notes: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """A line without the marks at its end, and those marks."""
    match = _MARK_AT_END.fullmatch(line)
    if match and match["mark"] in notes:
        return match["before"], (match["mark"],)
    for mark in raised:
        letters = raised_letters(mark)
        if _RAISED.fullmatch(mark) and mark in notes and line.endswith((mark, letters)):
            return line.removesuffix(mark).removesuffix(letters).rstrip(), (mark,)
    return line, ()


def _typed(cell: SourceCell) -> str:
    """A cell's text with its raised digits as digits."""
    return str(cell.raw.value) if cell.raw.written else cell.text

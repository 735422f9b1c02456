"""Open cells of a plan workbook: the notes on them, why they are open, and whether they still are.

The sheet To do lists them, and says of each whether it is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cyps_reports.findings import CellRef, Finding, note, shortened, warning
from cyps_reports.workbooks.grid import Book, RawCell, Sheet, column_letters

TO_DO = "To do"
"""The sheet that lists what is open; a workbook without open cells has none."""
WHERE, STATE = "Where", "State"
OPEN, DONE = "open", "done"
"""What the sheet says of a cell: done once it is filled in, or where somebody types so."""

_OPEN, _HERE = "Open: ", "It holds: "
"""How a note begins, and the line that repeats what the cell was written with."""
_LISTED = f"On the sheet {TO_DO}: "
"""Under what the sheet lists the cell, wherever rows that were put in have moved it."""


def open_note(why: str, source: str, held: str) -> str:
    """The note on an open cell.

    `source` says where it stands in the document that the plan was made from, and `held` is what
    the cell shows; both may be "".
    """
    lines = [f"{_OPEN}{why}"]
    if source:
        lines.append(f"In the document: {source}.")
    if held:
        lines.append(f"{_HERE}{_on_a_line(held)}")
    return "\n".join(lines)


def listed_note(why: str, where: str) -> str:
    """The note on an open cell that the sheet lists and somebody may confirm."""
    first, *others = why.splitlines()
    return "\n".join((first, f"{_LISTED}{where}", *others))


class _Listed(NamedTuple):
    """A row of the sheet that lists open cells: its state, and where that stands."""

    state: str
    place: CellRef


def still_open(book: Book) -> Iterator[Finding]:
    """A warning for each open cell of a plan workbook that is as it was written.

    What lost its note counts as right, which is told too until the sheet that lists it says so.
    """
    listed = dict(_listed(book))
    noted = set[str]()
    for sheet in book.sheets:
        for row, column in sorted(sheet.cells):
            cell = sheet.at(row, column)
            where = _where(sheet, row, column, cell)
            is_done = where in listed and listed[where].state == DONE
            noted.update([where] if cell.note.startswith(_OPEN) else [])
            if not is_done and (told := _why_open(cell)):
                yield _finding(sheet, row, column, told)
    yield from _without_note(book, {at: each for at, each in listed.items() if at not in noted})


def _listed(book: Book) -> Iterator[tuple[str, _Listed]]:
    sheet = book.sheet(TO_DO)
    cells = sheet.cells.items() if sheet else ()
    heading = next((at for at, cell in cells if cell.text == STATE), None)
    if sheet is None or heading is None:
        return
    first, column = heading
    for row in range(first + 1, sheet.last_row + 1):
        state = " ".join(sheet.at(row, column).text.split()).casefold()
        yield sheet.at(row, 1).text, _Listed(state, sheet.place(row, column))


def _where(sheet: Sheet, row: int, column: int, cell: RawCell) -> str:
    said = (each for each in cell.note.splitlines() if each.startswith(_LISTED))
    named = next(said, f"{_LISTED}{sheet.name} {column_letters(column)}{row}")
    return named.removeprefix(_LISTED)


_AT = re.compile(r"(?P<sheet>.+) (?P<cell>[A-Z]{1,3}\d+)")


def _without_note(book: Book, listed: Mapping[str, _Listed]) -> Iterator[Finding]:
    """What the sheet still lists as open, and has no note any more."""
    for where, each in listed.items():
        if each.state == OPEN and _AT.fullmatch(where):
            problem = (
                f"{where} was proposed, and counts as right: it is as it was, without its note."
            )
            yield note("open-cell", each.place, problem, f"Mend it there, or type {DONE} here.")


def _why_open(cell: RawCell) -> str:
    """Why a cell is open; "" where it is not, or no more."""
    lines = cell.note.splitlines()
    if not lines or not lines[0].startswith(_OPEN):
        return ""
    held = next((each.removeprefix(_HERE) for each in lines if each.startswith(_HERE)), "")
    return lines[0].removeprefix(_OPEN) if _on_a_line(cell.text) == held else ""


def _finding(sheet: Sheet, row: int, column: int, why: str) -> Finding:
    mend = open_mend(is_empty=sheet.at(row, column).is_empty)
    return warning("open-cell", sheet.place(row, column), why, mend)


def open_mend(*, is_empty: bool) -> str:
    """What to do about an open cell that nothing more is known of."""
    if is_empty:
        return "Type it here."
    return f"Mend it here. {IF_RIGHT}"


IF_RIGHT = (
    f"If it is right as it stands, type {DONE} over “{OPEN}” in its row of the sheet {TO_DO}."
)
"""What to do with an open cell that holds what it should."""


def _on_a_line(text: str) -> str:
    return shortened(" ".join(text.split()))

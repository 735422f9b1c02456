"""The notes on open cells of a plan workbook: why they are open, and whether they still are."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.findings import Finding, shortened, warning
from cyps_reports.workbooks.grid import Book, RawCell, Sheet

_OPEN, _HERE = "Open: ", "It holds: "
"""How a note begins, and the line that repeats what the cell was written with."""


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


def still_open(book: Book) -> Iterator[Finding]:
    """A warning for each open cell of a plan workbook that is as it was written."""
    for sheet in book.sheets:
        for row, column in sorted(sheet.cells):
            if told := _why_open(sheet.at(row, column)):
                yield _finding(sheet, row, column, told)


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


IF_RIGHT = "If it is right as it stands, delete the note on the cell."
"""What to do with an open cell that holds what it should."""


def _on_a_line(text: str) -> str:
    return shortened(" ".join(text.split()))

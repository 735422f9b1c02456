"""Trackers are read as somebody sees them, sheet by sheet, as was approved."""

from collections.abc import Iterator

from cyps_reports.findings import CellRef, warning
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.workbooks.delimited import READ_AS_TEXT
from cyps_reports.workbooks.grid import Book
from tests.approvals.test_setup_sources import document
from tests.setup_documents.sheet_pieces import A1, HEAD, SHEETS, Typing
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import told_of


def trackers() -> Iterator[str]:
    for name, sheets in SHEETS.items():
        yield f"== {name}"
        yield from document(tracker_of(Book("plan.xlsx", "", tuple(each.sheet for each in sheets))))


def odd_files() -> Iterator[str]:
    """What was odd about the file itself."""
    place = CellRef("plan.xlsx", "Plan", "A1")
    odd = [
        warning(code, place, "It is odd.", "Mend it.")
        for code in ("cells-beyond", "sheets-beyond", READ_AS_TEXT, "damaged-cells")
    ]
    book = Book("plan.xlsx", "", (Typing((HEAD, A1)).sheet,), tuple(odd))
    yield from map(told_of, tracker_of(book).findings)


def test_trackers_are_read_as_approved(approved: Approved) -> None:
    approved.check("setup sheets", (*trackers(), *odd_files()))

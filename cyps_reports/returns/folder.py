"""Reads one month's folder of return workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path, PurePath

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Findings, error, warning
from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.merge import returns_of
from cyps_reports.returns.model import Returns
from cyps_reports.returns.reader import read_return
from cyps_reports.returns.return_workbook import ReturnBook
from cyps_reports.returns.same_files import each_once
from cyps_reports.workbooks.folders import Listing, called, listing_of
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import Opened, open_book, open_books

Read = tuple[ReturnBook | Finding, ...]
"""What each workbook of a folder says, by name.

A finding in place of a file that cannot be opened or is not read.
"""


def read_folder(folder: Path, plan: Plan) -> Read:
    """What every workbook in the folder says as a return of the plan."""
    return read_folders((folder,), plan)[folder]


def read_files(paths: Sequence[Path], plan: Plan) -> Iterator[Read]:
    """What each file says as a return of the plan; they are read side by side."""
    return (read_opened(opened, plan) for opened in open_books(paths))


ReadFiles = Callable[[Sequence[Path], Plan], Iterator[Read]]
"""How files are read: all of them, or only those that have changed."""


def read_folders(
    folders: Sequence[Path], plan: Plan, read: ReadFiles = read_files
) -> dict[Path, Read]:
    """The same of several folders, whose workbooks are read side by side."""
    listings = {folder: listing_of(folder) for folder in folders}
    whole = [path for listing in listings.values() for path in listing.files]
    books = read(whole, plan)
    return {folder: _whole(listing, books) for folder, listing in listings.items()}


def _whole(listing: Listing, books: Iterator[Read]) -> Read:
    """What a folder's next workbooks say, each once, and what else lies in it."""
    said = tuple(chain.from_iterable(islice(books, len(listing.files))))
    lying = {called(PurePath(path.name)) for path in listing.files}
    return (*each_once(said, lying), *listing.findings)


def read_workbook(path: Path, plan: Plan) -> ReturnBook | Finding:
    """What one workbook says as a return of the plan; a finding where it cannot be opened."""
    return read_opened((open_book(path),), plan)[0]


def read_opened(opened: Opened, plan: Plan) -> Read:
    """What the workbooks that a file holds say as returns of the plan."""
    return tuple(read_return(each, plan) if isinstance(each, Book) else each for each in opened)


def month_said_by(read: Read) -> Month | None:
    """The month that most of the workbooks say they are for; None where none says any."""
    said = [book.identity.month for book in read if isinstance(book, ReturnBook)]
    months = [month for month in said if month]
    return max(months, key=lambda month: (months.count(month), month), default=None)


def returns_for(
    month: Month, read: Read, former: PlanCells | None = None
) -> tuple[Returns, tuple[Finding, ...]]:
    """A month's returns from what its workbooks say.

    What cannot be read is a finding, and the rest still counts.

    `former` is what the plan said last month, when the workbooks may have been sent out.
    """
    found = Findings()
    books = [book for book in read if isinstance(book, ReturnBook) and not book.left_out_of(month)]
    for each in read:
        told = (each,) if isinstance(each, Finding) else each.findings_in(month, former)
        found.add(*(finding for finding in told if not _stands_in_another(finding, books)))
    found.add(*_rows_missing(books))
    if not read:
        found.add(_nothing_there())
    returns, conflicts = returns_of(month, books)
    return returns, (*found.all, *conflicts)


def _stands_in_another(finding: Finding, books: Sequence[ReturnBook]) -> bool:
    """Whether a table that a workbook lacks came in another one of its priority.

    A CSV file holds one.
    """
    if finding.code != "no-sheet":
        return False
    name, table = finding.place.workbook, finding.place.sheet
    own = next((book for book in books if name in {each.workbook for each in book.inputs}), None)
    others = (
        book for book in books if own and book is not own and book.priorities & own.priorities
    )
    if table == layout.TARGETS:
        return any(book.measures for book in others)
    return any(book.deadlines for book in others)


def _rows_missing(books: Sequence[ReturnBook]) -> Iterator[Finding]:
    """The rows that no workbook has, told of each that should.

    Not of one where that is for another to hold.
    """
    there = {key for book in books for key in (*book.measures, *book.deadlines)}
    for missing in (each for book in books for each in book.missing):
        gone = [called for key, called in missing.rows if key not in there]
        is_anothers = missing.is_whole_table and len(gone) < len(missing.rows)
        if gone and not is_anothers:
            yield warning(
                "rows-missing",
                missing.place,
                f"{len(gone)} {'row is' if len(gone) == 1 else 'rows are'} no longer there: "
                f"{', '.join(gone)}.",
                "Copy what was typed into a fresh return workbook, or put the rows back.",
            )


EMPTY_FOLDER: Code = "empty-folder"
"""The code of the finding on a folder without a workbook."""


def _nothing_there() -> Finding:
    return error(
        EMPTY_FOLDER,
        CellRef(),
        "There is no workbook in the folder.",
        "Put the returned workbooks (.xlsx) in the folder.",
    )

"""Opens spreadsheet files into `Book`s, or says in one finding each why they cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cyps_reports.findings import Finding
from cyps_reports.workbooks import workers
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.kinds import is_named_workbook
from cyps_reports.workbooks.workers import answers

Opened = tuple[Book | Finding, ...]
"""What came of a file: a book, or a finding in its place; several of a zip file or an email."""


def get_ready(plan: Path | None = None, returns: Sequence[Path] = ()) -> None:
    """Has files opened beside whatever is done until they are wanted, as far as can be guessed.

    The plan workbook is opened first, then the returns.
    """
    books = [("book", plan)] if plan else []
    workers.get_ready([*books, *(("books", each) for each in returns)])


def open_book(path: Path) -> Book | Finding:
    """The file as a book of plain cells, read only.

    Excel of any age, OpenDocument, or a sheet saved as CSV.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for another open file or the
        like; it is no fault
            of the file.

    """
    (answer,) = answers("book", (path,))
    return _books(answer)[0]


def open_books(paths: Sequence[Path]) -> Iterator[Opened]:
    """The same of each file, several side by side, and of every file in a zip file or an email.

    Raises as above.

    Each of the latter has a name that says where it is.
    """
    return (_books(answer) for answer in answers("books", paths))


def sums_inside(path: Path) -> tuple[tuple[str, str], ...]:
    """The name of each file in a zip file or an email, and the SHA-256 of its bytes.

    None of any other file.
    """
    if is_named_workbook(path.name):
        return ()
    (answer,) = answers("sums", (path,))
    return tuple(each for each in answer if isinstance(each, tuple))


def _books(answer: Sequence[object]) -> Opened:
    return tuple(each for each in answer if isinstance(each, Book | Finding))

"""Reads one month's folder of return workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, Findings, error, warning
from cyps_reports.plan.cells import PlanCells
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan
from cyps_reports.returns.book import ReturnBook
from cyps_reports.returns.merge import returns_of
from cyps_reports.returns.model import Returns
from cyps_reports.returns.reader import read_return
from cyps_reports.workbooks.many import of_each
from cyps_reports.workbooks.opening import open_book, workbooks_in
from cyps_reports.workbooks.packages import is_as_made

Read = tuple[ReturnBook | Finding, ...]
"""What each workbook of a folder says, by name; a finding in place of one that cannot be opened or is passed over."""


def read_folder(folder: Path, plan: Plan) -> Read:
    """What every workbook in the folder says as a return of the plan."""
    return read_folders((folder,), plan)[folder]


def read_folders(folders: Sequence[Path], plan: Plan) -> dict[Path, Read]:
    """The same of several folders, whose workbooks are read side by side."""
    paths = {folder: workbooks_in(folder) for folder in folders}
    whole = [path for several in paths.values() for path in several]
    books = iter(of_each(whole, partial(read_workbook, plan=plan), _broken_off))
    return {
        folder: (*islice(books, len(several)), *(_passed_over(each) for each in _folders_with_workbooks(folder)))
        for folder, several in paths.items()
    }


def read_workbook(path: Path, plan: Plan) -> ReturnBook | Finding:
    """What one workbook says as a return of the plan; a finding where it cannot be opened."""
    book = open_book(path)
    return book if isinstance(book, Finding) else read_return(book, plan)


def _broken_off(path: Path) -> Finding:
    return error(
        "unreadable-file",
        CellRef(path.name),
        "The program that reads workbooks breaks off at this file.",
        "Open it in Excel or LibreOffice, save it again as an Excel workbook (.xlsx), and run again.",
    )


def _folders_with_workbooks(folder: Path) -> Iterator[Path]:
    return (each for each in sorted(folder.iterdir()) if each.is_dir() and workbooks_in(each))


def _passed_over(folder: Path) -> Finding:
    return warning(
        "folder-passed-over",
        CellRef(folder.name),
        f"{folder.name} is a folder; the workbooks in it were not read.",
        "If they are this month's returns, move them one folder up.",
    )


def month_said_by(read: Read) -> Month | None:
    """The month that most of the workbooks say they are for; None where none says any."""
    said = [book.identity.month for book in read if isinstance(book, ReturnBook)]
    months = [month for month in said if month]
    return max(months, key=lambda month: (months.count(month), month), default=None)


def holds_answers(path: Path, plan: Plan) -> bool:
    """Whether somebody typed into a return workbook; not so where it still is as it was sent out.

    A file that cannot be read as one may hold anything, and so does.
    """
    if is_as_made(path.read_bytes()):
        return False
    read = read_workbook(path, plan)
    if isinstance(read, Finding) or read.refusal:
        return True
    answers = (*read.measures.values(), *read.deadlines.values())
    return any(each != type(each)() for each in answers)


def returns_for(month: Month, read: Read, former: PlanCells | None = None) -> tuple[Returns, tuple[Finding, ...]]:
    """A month's returns from what its workbooks say; what cannot be read is a finding, and the rest still counts.

    `former` is what the plan said last month, when the workbooks may have been sent out.
    """
    found = Findings()
    for book in read:
        found.add(*((book,) if isinstance(book, Finding) else book.findings_in(month, former)))
    if not read:
        found.add(_nothing_there())
    books = (book for book in read if isinstance(book, ReturnBook) and not book.left_out_of(month))
    returns, conflicts = returns_of(month, books)
    return returns, (*found.all, *conflicts)


def _nothing_there() -> Finding:
    return error(
        "empty-folder",
        CellRef(),
        "There is no workbook in the folder.",
        "Put the returned workbooks (.xlsx) in the folder and run again.",
    )

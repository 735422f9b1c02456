"""Reads one month's folder of return workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, Findings, error, warning
from cyps_reports.plan.cells import PlanCells
from cyps_reports.plan.dates import Month, month_of
from cyps_reports.plan.model import Basis, Plan
from cyps_reports.returns.merge import ReturnBook, returns_of
from cyps_reports.returns.model import Absent, Returns
from cyps_reports.returns.reader import identity_of, read_return
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.many import open_books
from cyps_reports.workbooks.opening import open_book, workbooks_in

Opened = tuple[Book | Finding, ...]


def open_folder(folder: Path) -> Opened:
    """Every workbook in the folder by name; a finding in place of each that cannot be opened or is passed over."""
    return open_folders((folder,))[folder]


def open_folders(folders: Sequence[Path]) -> dict[Path, Opened]:
    """The same of several folders, whose workbooks are read side by side."""
    paths = {folder: workbooks_in(folder) for folder in folders}
    books = iter(open_books([path for several in paths.values() for path in several]))
    return {
        folder: (*islice(books, len(several)), *(_passed_over(each) for each in _folders_with_workbooks(folder)))
        for folder, several in paths.items()
    }


def _folders_with_workbooks(folder: Path) -> Iterator[Path]:
    return (each for each in sorted(folder.iterdir()) if each.is_dir() and workbooks_in(each))


def _passed_over(folder: Path) -> Finding:
    return warning(
        "folder-passed-over",
        CellRef(folder.name),
        f"{folder.name} is a folder; the workbooks in it were not read.",
        "If they are this month's returns, move them one folder up.",
    )


def month_said_by(opened: Opened) -> Month | None:
    """The month that most of the workbooks say they are for; None where none says any."""
    said = [identity_of(book).month for book in opened if isinstance(book, Book)]
    months = [month for month in said if month]
    return max(months, key=lambda month: (months.count(month), month), default=None)


def holds_answers(path: Path, plan: Plan) -> bool:
    """Whether somebody typed into a return workbook what the program does not fill in itself.

    A file that cannot be read may hold anything, and so does.
    """
    book = open_book(path)
    if isinstance(book, Finding):
        return True
    read, _ = read_return(book, plan, identity_of(book).month or month_of(plan.starts))
    if read is None:
        return False
    annual = {measure.key for measure in plan.measures if measure.basis is Basis.ANNUAL}
    typed = (
        entry.corrective_action or (key not in annual and entry.actual is not Absent.EMPTY)
        for key, entry in read.measures.items()
    )
    written = (
        entry.corrective_action or entry.progress or entry.expected is not Absent.EMPTY
        for entry in read.deadlines.values()
    )
    return any(typed) or any(written)


def read_returns(
    opened: Opened, plan: Plan, month: Month, former: PlanCells | None = None
) -> tuple[Returns, tuple[Finding, ...]]:
    """The returns in the opened workbooks; what cannot be read is a finding, and the rest still counts.

    `former` is what the plan said last month, when the workbooks may have been sent out.
    """
    found = Findings()
    books: list[ReturnBook] = []
    for book in opened:
        if isinstance(book, Finding):
            found.add(book)
            continue
        read, findings = read_return(book, plan, month, former)
        found.add(*findings)
        books += [read] if read else []
    if not any(isinstance(book, Book) for book in opened) and not books and not found.all:
        found.add(_nothing_there())
    returns, conflicts = returns_of(month, books)
    return returns, (*found.all, *conflicts)


def _nothing_there() -> Finding:
    return error(
        "empty-folder",
        CellRef(),
        "There is no workbook in the folder.",
        "Put the returned workbooks (.xlsx) in the folder and run again.",
    )

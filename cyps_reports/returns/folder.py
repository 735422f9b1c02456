"""Reads one month's folder of return workbooks."""

from __future__ import annotations

from pathlib import Path

from cyps_reports.findings import CellRef, Finding, Findings, error, warning
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan
from cyps_reports.returns.merge import ReturnBook, returns_of
from cyps_reports.returns.model import Returns
from cyps_reports.returns.reader import identity_of, read_return
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book, workbooks_in

Opened = tuple[Book | Finding, ...]


def open_folder(folder: Path) -> Opened:
    """Every workbook in the folder by name; a finding in place of each that cannot be opened or is passed over."""
    within = (each for each in sorted(folder.iterdir()) if each.is_dir() and workbooks_in(each))
    return (*(open_book(path) for path in workbooks_in(folder)), *(_passed_over(each) for each in within))


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


def read_returns(opened: Opened, plan: Plan, month: Month) -> tuple[Returns, tuple[Finding, ...]]:
    """The returns in the opened workbooks; what cannot be read is a finding, and the rest still counts."""
    found = Findings()
    books: list[ReturnBook] = []
    for book in opened:
        if isinstance(book, Finding):
            found.add(book)
            continue
        read, findings = read_return(book, plan, month)
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

"""What lies in an officer's folder: its months, its results, the state of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun
from cyps_reports.acts.month import MonthRequest
from cyps_reports.acts.plan import PlanUsed, ReadPlan, book_for, read_book
from cyps_reports.acts.report import record_file
from cyps_reports.findings import Finding
from cyps_reports.plan.checks import faults
from cyps_reports.plan.dates import Month
from cyps_reports.plan.reader import read_plan
from cyps_reports.record.file import sums_in
from cyps_reports.record.schema import RECORD
from cyps_reports.returns.folder import month_folders
from cyps_reports.workbooks.folders import is_silent
from cyps_reports.writers.names import is_file_name

State = tuple[tuple[str, int, int], ...]
"""Of each file its way from the officer's folder, its size, and when it was changed (ns)."""


@dataclass(frozen=True, slots=True)
class Months:
    """The months that can be worked on, the newest first.

    `begun` are those with a folder under returns; `due` those of the plan for which returns are
    due, begun or not. Where the plan cannot be used, `problem` says why and there are none due.
    """

    begun: tuple[Month, ...]
    due: tuple[Month, ...]
    problem: CannotRun | None = None


def plan_of(root: Path, named: Path | None = None, read: ReadPlan = read_plan) -> PlanUsed:
    """The plan workbook that was named, else the officer's, else the built-in one.

    Raises:
        CannotRun: it cannot be used as it is; what must be mended goes with it.

    """
    return read_book(book_for(root, named, root / locations.RETURNS_NAME / "month"), read)


def findings_of(used: PlanUsed) -> tuple[Finding, ...]:
    """What was found in a plan workbook, and what is wrong with the plan in it."""
    return (*used.findings, *faults(used.plan))


def months_of(root: Path, used: PlanUsed | CannotRun) -> Months:
    """The months of an officer's folder.

    Those of its returns, and of its plan or why that cannot be used.
    """
    if isinstance(used, CannotRun):
        return Months(_begun(root, ()), (), used)
    due = sorted(used.plan.report_months, reverse=True)
    return Months(_begun(root, used.plan.months), tuple(due))


def _begun(root: Path, of_plan: tuple[Month, ...]) -> tuple[Month, ...]:
    return tuple(sorted(month_folders(root / locations.RETURNS_NAME, of_plan), reverse=True))


def results_in(folder: Path) -> dict[str, Path]:
    """The files that the record in a month's folder of results tells of, and the record itself.

    Only those that lie there.
    """
    names = (*sums_in(record_file(folder).told), RECORD)
    there = {name: folder / name for name in names if is_file_name(name)}
    return {name: path for name, path in there.items() if path.is_file()}


def state_for(request: MonthRequest) -> State:
    """The state of all files that reading a month rests on.

    While it stays the same, the month reads the same.
    """
    root = request.root
    folders = (root / locations.RETURNS_NAME, root / locations.TEMPLATES_NAME, request.results)
    return tuple(each for folder in folders for each in _state(root, folder))


def _state(root: Path, folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in sorted(folder.rglob("*")):
        if is_silent(path.name) or not path.is_file():
            continue
        told = path.stat()
        yield path.relative_to(root).as_posix(), told.st_size, told.st_mtime_ns

"""What lies in an officer's folder: its months, its results, the state of its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.plan import PlanBook, PlanOrigin, ReadPlan, book_of_month
from cyps_reports.acts.report import record_file
from cyps_reports.acts.taking_in import month_files
from cyps_reports.files.names import is_file_name
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.reader import read_plan
from cyps_reports.record.file import sums_in
from cyps_reports.record.file_names import RECORD
from cyps_reports.returns.months import month_folders
from cyps_reports.workbooks.folders import is_silent

State = tuple[tuple[str, int, int], ...]
"""Of each file its path, its size in bytes, and when it was changed in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Months:
    """The months that can be worked on, the newest first.

    `begun` are those with a folder under returns; `due` those of the plan for which returns are
    due, begun or not: none of a plan that must be mended first.
    """

    begun: tuple[Month, ...]
    due: tuple[Month, ...]


def plan_of(root: Path, named: Path | None = None, read: ReadPlan = read_plan) -> PlanBook:
    """The plan workbook that was named, else that of the newest month that was begun.

    Where there is none of the officer's, the built-in one.
    """
    newest = max(month_folders(root / locations.RETURNS_NAME), default=None)
    return book_of_month(root, named, _any_month_in(root), newest, read)


def plans_of(
    root: Path, named: Path | None = None, read: ReadPlan = read_plan
) -> tuple[PlanBook, ...]:
    """It, and the officer's plan workbooks of other years that lie beside it."""
    book = plan_of(root, named, read)
    is_alone = named is not None or book.origin is not PlanOrigin.OWN
    beside = () if is_alone else locations.plans_in(book.path.parent)
    others = (PlanBook(path, book.origin) for path in beside if path != book.path)
    return (book, *others)


def is_begun(root: Path) -> bool:
    """Whether an officer's folder has a plan workbook, or returns of any month."""
    has_plan = locations.plan_of(_any_month_in(root), root) is not None
    return has_plan or locations.newest_month(root / locations.RETURNS_NAME) is not None


def months_of(root: Path, named: Path | None = None, read: ReadPlan = read_plan) -> Months:
    """The months of an officer's folder: those of its returns, and of its plan workbooks."""
    books = plans_of(root, named, read) if named or is_begun(root) else ()
    paths = (book.path for book in books if book.path.is_file())
    plans = [plan for path in paths if (plan := read(path)[0])]
    own = tuple(month for plan in plans for month in plan.months)
    begun = sorted(month_folders(root / locations.RETURNS_NAME, own), reverse=True)
    due = {month for plan in plans for month in plan.report_months}
    return Months(tuple(begun), tuple(sorted(due, reverse=True)))


def month_to_begin(months: Months, today: date) -> Month | None:
    """The month that begins next: the one due after the newest, of none begun that of a day.

    None where the plan has no more.
    """
    after = max(months.begun).next if months.begun else month_of(today)
    due = sorted(months.due)
    following = next((each for each in due if each >= after), None)
    return following if months.begun or following else next(iter(due), None)


def month_to_make(root: Path, months: Months, today: date) -> Month | None:
    """The month whose returns are made next: the newest, while nothing has come, else the next."""
    newest = max(months.begun, default=None)
    if newest in months.due and not month_files(root, newest).returns:
        return newest
    return month_to_begin(months, today)


def _any_month_in(root: Path) -> Path:
    return root / locations.RETURNS_NAME / "month"


def results_in(folder: Path) -> dict[str, Path]:
    """The files that the record in a month's folder of results tells of, and the record itself.

    Only those that lie there.
    """
    names = (*sums_in(record_file(folder).told), RECORD)
    there = {name: folder / name for name in names if is_file_name(name)}
    return {name: path for name, path in there.items() if path.is_file()}


def public_results_in(folder: Path) -> dict[str, Path]:
    """The same of the public edition, which lies in a folder of its own within."""
    return results_in(folder / locations.PUBLIC_NAME)


def packed(files: Mapping[str, Path]) -> bytes:
    """The files by name in one zip file; the same files give the same bytes.

    Raises:
        OSError: one of them cannot be read.

    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
    return content.getvalue()


def returns_made(root: Path) -> dict[str, Path]:
    """The empty returns that were made to be sent out, by name."""
    folder = root / locations.TEMPLATES_NAME
    return {path.name: path for path in sorted(folder.glob("return-*.xlsx")) if path.is_file()}


def state_for(request: MonthRequest, month: Month) -> State:
    """The state of all files that reading a month rests on: all but its own results.

    While it stays the same, the month reads the same.
    """
    root, own = request.root, request.results / str(month)
    named = () if request.plan is None else (root / request.plan,)
    folders = (root / locations.RETURNS_NAME, root / locations.TEMPLATES_NAME, request.results)
    files = (path for folder in folders for path in _files_below(folder))
    return _state((*named, *(path for path in files if own not in path.parents)))


def results_state(request: MonthRequest, month: Month) -> State:
    """The state of a month's results themselves, without the emails that are made from them."""
    return _state(_files_beside(request.results / str(month)))


def plan_state(root: Path, named: Path | None = None) -> State:
    """The state of the plan workbook that was named, else of all that may be the officer's."""
    if named is not None:
        return _state((root / named,))
    folders = locations.plan_folders(None, root)
    files = (path for folder in folders for path in _files_beside(folder))
    return _state(files)


def _files_beside(folder: Path) -> Iterator[Path]:
    there = sorted(folder.iterdir()) if folder.is_dir() else ()
    return (path for path in there if path.is_file() and not is_silent(path.name))


def _files_below(folder: Path) -> Iterator[Path]:
    there = sorted(folder.rglob("*"))
    return (path for path in there if path.is_file() and not is_silent(path.name))


def _state(files: Iterable[Path]) -> State:
    told: list[tuple[str, int, int]] = []
    for path in files:
        # What somebody moves away at this moment is told of next time.
        with suppress(FileNotFoundError):
            stat = path.stat()
            told.append((str(path), stat.st_size, stat.st_mtime_ns))
    return tuple(told)

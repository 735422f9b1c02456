"""Finds the month's folder and the plan workbook, reads both, and judges the month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Ended, Progress, Reason, Watch, ended_with, unwatched
from cyps_reports.acts.plan import (
    PlanBook,
    PlanOrigin,
    PlanUsed,
    ReadPlan,
    book_for,
    book_of_month,
    read_book,
)
from cyps_reports.findings import Finding
from cyps_reports.monthly import CheckedMonth, OpenedMonth, judged, opened_month
from cyps_reports.phrases import listed
from cyps_reports.plan.dates import Month, month_of_folder
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.folder import month_folders, read_files
from cyps_reports.returns.kept_readings import KeptReadings
from cyps_reports.returns.reader import ANOTHER_PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRequest:
    """Which month is meant, and in which officer's folder (`root`).

    `returns` is the month's folder, or its name alone (`2012-09`, `Sept`); the newest under returns
    for None, else the built-in example. `plan` is the plan workbook; looked for where it may lie
    for None. `as_at` is the day to judge on; the month's last for None. `output` is the folder of
    all months' results. Paths are relative to `root`. With `kept`, only what has changed is read.
    """

    root: Path
    returns: Path | None = None
    plan: Path | None = None
    as_at: date | None = None
    output: Path = Path(locations.OUTPUT_NAME)
    kept: KeptReadings | None = field(default=None, compare=False, repr=False)

    @property
    def results(self) -> Path:
        """The folder of all months' results."""
        return self.root / self.output


@dataclass(frozen=True, slots=True)
class FoundMonth(Progress):
    """The month's folder.

    `is_example` where none was named nor found, so that it is the built-in example's.
    """

    returns: Path
    is_example: bool


@dataclass(frozen=True, slots=True)
class ReadMonth(Progress):
    """A month that was read and judged.

    Its folder, the plan workbook it was read against, and what is in it.

    `results` is the folder of the month's results, which need not be there.
    """

    returns: Path
    used: PlanUsed
    results: Path
    checked: CheckedMonth

    @property
    def month(self) -> Month:
        """The month that the returns are for."""
        return self.checked.assessment.month

    @property
    def ended(self) -> Ended:
        """Done; with errors where any was found in the returns or the plan."""
        return ended_with(self.checked.findings)


@dataclass(frozen=True, slots=True)
class OpenedReturns:
    """A month whose workbooks are read, before it is judged on a day."""

    request: MonthRequest
    returns: Path
    used: PlanUsed
    opened: OpenedMonth

    @property
    def results(self) -> Path:
        """The folder of the month's results, which need not be there."""
        return self.request.results / str(self.opened.month)


def read_month(request: MonthRequest, watch: Watch = unwatched) -> ReadMonth:
    """Finds the month and its plan, reads both, and judges the month.

    Tells FoundMonth and ReadMonth.

    Raises:
        CannotRun: a folder or the plan workbook is not there, nothing tells the month, or the plan
            must be mended. OSError, MemoryError, ImportError: the machine cannot go on.

    """
    return judge_month(open_month(request, watch), request.as_at, watch)


def open_month(
    request: MonthRequest, watch: Watch = unwatched, *, as_kept: bool = False
) -> OpenedReturns:
    """Finds the month and its plan, and reads both; tells FoundMonth.

    With `as_kept` the officer's words are those that the report there was made with.

    Raises:
        CannotRun: as of `read_month`.

    """
    kept = request.kept
    read = cache(kept.read_plan if kept else read_plan)
    found = find_month(request, read)
    watch(found)
    month = month_of_folder(found.returns.resolve().name)
    book = book_of_month(request.root, request.plan, found.returns, month, read)
    used = read_book(book, read)
    opened = opened_month(
        found.returns,
        used.plan,
        request.as_at,
        used.findings,
        request.results,
        as_kept=as_kept,
        read_all=kept.read_files if kept else read_files,
    )
    if opened is None:
        raise CannotRun(
            Reason.NO_MONTH,
            f"nothing tells which month the folder {found.returns} is for.",
            _month_hint(found.returns),
        )
    return OpenedReturns(request, found.returns, used, opened)


def _month_hint(returns: Path) -> str:
    inside = locations.newest_month(returns)
    return (
        f"It holds months: give one, like {inside}."
        if inside
        else "Name it after its month, like returns/2012-09."
    )


def judge_month(month: OpenedReturns, as_at: date | None, watch: Watch = unwatched) -> ReadMonth:
    """What the month comes to on a day, its last one for None; tells ReadMonth.

    Raises:
        CannotRun: the returns are of another plan than the built-in one, and there is no other.

    """
    checked = judged(month.opened, as_at)
    # Where the returns are of another plan than the built-in one, that is no plan to read them
    # against.
    if month.used.book.origin is PlanOrigin.BUILT_IN and any(
        each.code == ANOTHER_PLAN for each in checked.left_out
    ):
        raise _no_plan(month.request.root, month.returns, checked.left_out)
    read = ReadMonth(month.returns, month.used, month.results, checked)
    watch(read)
    return read


def _no_plan(root: Path, returns: Path, left_out: tuple[Finding, ...]) -> CannotRun:
    (told, *_) = (each for each in left_out if each.code == ANOTHER_PLAN)
    folders = listed(str(plan_folder) for plan_folder in locations.plan_folders(returns, root))
    like = locations.like_a_plan(returns, root)
    perhaps = f"Perhaps it is {like[0]}: give it with --plan. " if like else ""
    return CannotRun(
        Reason.OTHER_PLAN,
        f"the returns in {returns} are of another plan than the built-in one "
        f"({told.place.workbook}: {told.message})"
        f" No plan workbook of yours was found: {locations.PLAN_NAME} was looked for in {folders}.",
        f"{perhaps}Put it there, or give it with --plan.",
    )


def find_month(request: MonthRequest, read: ReadPlan = read_plan) -> FoundMonth:
    """The folder of the month's returns.

    The plan is read where a folder is named after a month without its year.

    Raises:
        CannotRun: there is none; it says which one that is there is nearest to what was named.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    own = request.root / locations.RETURNS_NAME

    def months_of_plan() -> tuple[Month, ...]:
        return _months_of_plan(book_for(request.root, request.plan, own / "month"), read)

    if request.returns is not None:
        return FoundMonth(_given(request.root, request.returns, months_of_plan), is_example=False)
    newest = _newest(own, months_of_plan)
    if newest is None and request.plan is None:
        _refuse_example_beside_a_plan(request.root, read)
    found = newest or locations.newest_month(locations.example_returns())
    if found is None:
        raise CannotRun(
            Reason.NO_RETURNS,
            "there is no folder ./returns, and the built-in example is not installed.",
        )
    return FoundMonth(found, is_example=newest is None)


def _refuse_example_beside_a_plan(root: Path, read: ReadPlan) -> None:
    """Raises CannotRun where the officer has a plan, whose returns have only not come yet."""
    path = locations.plan_of(None, root)
    if path is None or locations.is_as_built_in(path):
        return
    plan = read(path)[0]
    like = f", like {locations.RETURNS_NAME}/{plan.report_months[0]}" if plan else ""
    problem = f"no returns have come back yet: {root / locations.RETURNS_NAME} has no month in it."
    mend = f"Put what comes back in a folder that is named after its month{like}."
    raise CannotRun(Reason.NO_RETURNS, problem, mend)


def _months_of_plan(book: PlanBook, read: ReadPlan) -> tuple[Month, ...]:
    """The plan's months, by which a folder named Sept is understood.

    None where there is no plan of the officer's.
    """
    path = book.path
    plan = read(path)[0] if path.is_file() and path != locations.built_in_plan() else None
    return plan.months if plan else ()


def _newest(own: Path, months_of_plan: Callable[[], tuple[Month, ...]]) -> Path | None:
    folders = [each.name for each in own.iterdir() if each.is_dir()] if own.is_dir() else []
    # Only what is named without its year needs the plan to be read.
    return locations.newest_month(
        own, () if all(map(month_of_folder, folders)) else months_of_plan()
    )


def _given(root: Path, typed: Path, months_of_plan: Callable[[], tuple[Month, ...]]) -> Path:
    """The folder that was named, or that of the same month under returns.

    Raises:
        CannotRun: there is none; it says which one is nearest.

    """
    folder, own = root / typed, root / locations.RETURNS_NAME
    if folder.is_dir():
        return folder
    if not folder.exists() and len(typed.parts) == 1 and own.is_dir():
        months = months_of_plan()
        month, folders = month_of_folder(folder.name, months), month_folders(own, months)
        if month in folders:
            return folders[month]
    _refuse_unless_folder(root, typed)
    return folder


def _refuse_unless_folder(root: Path, typed: Path) -> None:
    """Raises CannotRun where there is no such folder.

    It says which one that is there is nearest to it.
    """
    folder = root / typed
    if folder.is_dir():
        return
    if folder.exists():
        problem = f"{folder} is a file, not a folder."
    else:
        is_named_alone = len(typed.parts) == 1
        beside = (
            root / locations.RETURNS_NAME
            if is_named_alone or not folder.parent.is_dir()
            else folder.parent
        )
        there = (
            {str(each): each.name for each in sorted(beside.iterdir()) if each.is_dir()}
            if beside.is_dir()
            else {}
        )
        near = get_close_matches(folder.name, there.values(), 1, 0)
        nearest = next((path for path, name in there.items() if name in near), "")
        problem = f"{folder} is not there." + (
            f" The nearest that is there is {nearest}." if nearest else ""
        )
    raise CannotRun(
        Reason.NO_RETURNS, problem, "Give the folder that holds the month's returned workbooks."
    )

"""Reads the month and the plan workbook, and judges the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Ended, Progress, Reason, Watch, ended_with, unwatched
from cyps_reports.acts.month_folder import MonthRequest, find_month
from cyps_reports.acts.plan import PlanOrigin, PlanUsed, book_of_month, read_book
from cyps_reports.findings import Finding
from cyps_reports.monthly import CheckedMonth, OpenedMonth, judged, opened_month
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.months import Month, month_of_folder
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.folder import read_files
from cyps_reports.returns.reader import ANOTHER_PLAN


@dataclass(frozen=True, slots=True)
class ReadMonth(Progress):
    """A month that was read and judged.

    Its folder, the plan workbook it was read against, and what is in it.

    `results` is the folder of the month's results, which need not be there, and `records` that of
    all results whose records of earlier months it was read with.
    """

    returns: Path
    used: PlanUsed
    results: Path
    records: Path
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
        usual=request.usual_results,
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
    records = month.opened.records or month.request.results
    read = ReadMonth(month.returns, month.used, month.results, records, checked)
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

"""Writes next year's plan as a workbook of its own, from this one and what was reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Ended, Progress, Reason, Watch, ended_with, unwatched
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.acts.plan import PlanOrigin, PlanUsed, book_of_month, no_plan_yet, read_book
from cyps_reports.findings import Finding, Severity
from cyps_reports.history.earlier_months import find_earlier
from cyps_reports.history.joined_months import History, history_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets.book import plan_book
from cyps_reports.returns.folder import read_folders
from cyps_reports.returns.months import month_folders
from cyps_reports.setup.years.new_year import NewYear, new_year


@dataclass(frozen=True, slots=True, kw_only=True)
class NewYearRequest:
    """Which plan goes on, in the officer's folder `root`.

    `plan` is its workbook; that of the newest month returned or reported for None. `output` is the
    folder of all months' results. Paths are relative to `root`.
    """

    root: Path
    plan: Path | None = None
    output: Path = Path(locations.OUTPUT_NAME)


@dataclass(frozen=True, slots=True)
class YearRead(Progress):
    """What was reported in the year was read; `months` are those that anything is known of."""

    used: PlanUsed
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class NewYearWritten:
    """Next year's plan: its workbook, what is proposed in it, and what of the year is missing."""

    path: Path
    used: PlanUsed
    proposed: NewYear
    findings: tuple[Finding, ...]

    @property
    def ended(self) -> Ended:
        """Done; what is open in a proposal is no error."""
        return ended_with(self.findings)


def write_new_year(request: NewYearRequest, watch: Watch = unwatched) -> NewYearWritten:
    """Writes next year's plan beside this one's, over no file; tells YearRead.

    Raises:
        CannotRun: there is no plan, or it must be mended; next year's lies there already, or
            cannot be written.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    used = _plan_used(request)
    history = _history(request, used.plan)
    watch(YearRead(used, tuple(each.month for each in history.months)))
    proposed = new_year(used.plan, history.earlier)
    path = used.book.path.parent / proposed.workbook
    content = plan_book(proposed.cells)

    def files() -> Mapping[str, bytes]:
        _refuse_to_replace(path)
        return {path.name: content}

    write_once_made(path.parent, files, "Allow writing to the plan's folder, and run again.")
    missing = (each for each in history.findings if each.severity is not Severity.NOTE)
    return NewYearWritten(path, used, proposed, (*missing, *proposed.findings))


def _plan_used(request: NewYearRequest) -> PlanUsed:
    """The plan that was named, else that of the newest month."""
    returns, results = request.root / locations.RETURNS_NAME, request.root / request.output
    months = (*month_folders(returns), *month_folders(results))
    read = cache(read_plan)
    newest = max(months, default=None)
    book = book_of_month(request.root, request.plan, returns / "month", newest, read)
    if book.origin is not PlanOrigin.OWN:
        raise no_plan_yet(request.root)
    return read_book(book, read)


def _history(request: NewYearRequest, plan: Plan) -> History:
    """All that is known of the plan's months, and of the years before."""
    after = plan.months[-1].next
    results = request.root / request.output
    earlier = find_earlier(request.root / locations.RETURNS_NAME, results, after, plan)
    return history_of(earlier, read_folders(earlier.to_read, plan), after, plan)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise CannotRun(
            Reason.NOT_WRITTEN,
            f"{path} is there already; it was left as it is.",
            "To have it made anew, take it away or give it another name, and run again.",
        )

"""Writes the month's empty returns, with what earlier months carry forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Progress, Reason, Watch, unwatched
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.acts.month_folder import MonthRequest, find_month
from cyps_reports.acts.plan import PlanUsed, book_of_month, no_plan_yet, read_book
from cyps_reports.files.names import file_name
from cyps_reports.files.written_sums import SUMS, sums_in, sums_with
from cyps_reports.findings import CellRef, Finding, Severity
from cyps_reports.history.earlier_months import find_earlier
from cyps_reports.history.joined_months import history_of
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month, month_of_folder
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.record.file import sha256
from cyps_reports.returns.folder import read_folders
from cyps_reports.returns.model import Returns
from cyps_reports.templates.as_written import first_difference
from cyps_reports.templates.carry import Carried, carried_from
from cyps_reports.templates.workbook import return_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesRequest:
    """The empty returns of a month, in the officer's folder `root`; paths are relative to it.

    `month` is the one after that of `returns`, the last month to carry forward from (its folder, or
    its name alone), where it is None; without both, the one after the newest that was returned,
    else that of `today` in the plan year.
    """

    root: Path
    today: date
    month: Month | None = None
    returns: Path | None = None
    plan: Path | None = None
    output: Path = Path(locations.TEMPLATES_NAME)


@dataclass(frozen=True, slots=True)
class CarriedForward(Progress):
    """The months that were asked for and are carried forward.

    None where there is nothing to carry forward.
    """

    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class TemplatesWritten:
    """The empty returns that were written.

    The files, the month they are for, the plan, and what of earlier months cannot be read.
    """

    paths: tuple[Path, ...]
    month: Month
    used: PlanUsed
    findings: tuple[Finding, ...]


def write_templates(request: TemplatesRequest, watch: Watch = unwatched) -> TemplatesWritten:
    """Writes an empty return for every priority, never over answers.

    Tells CarriedForward where that was asked for.

    The plan workbook goes beside them where none lies there.

    Raises:
        CannotRun: there is no such folder or plan; the month is not of the plan year, or not after
            the one carried from; a return that lies there was filled in; the folder cannot be
            written.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    returns = _carried_from_folder(request)
    used = _plan_used(request, returns)
    months, lost = _earlier(request.root, returns, used.plan) if returns else ((), ())
    if returns:
        watch(CarriedForward(_told_of(months, used.plan)))
    carried = carried_from(months, used.plan)
    month = request.month or _default_month(request.root, returns, used.plan, request.today)
    _refuse_odd_month(month, used.plan, carried.earlier.months)
    folder = request.root / request.output
    blank = _Blank(folder, used, months, _returns_of(used.plan, month, carried))
    paths = write_once_made(folder, blank.files)
    return TemplatesWritten(tuple(path for path in paths if path.name != SUMS), month, used, lost)


def _carried_from_folder(request: TemplatesRequest) -> Path | None:
    """The folder to carry forward from, also where only its month was named."""
    if request.returns is None:
        return None
    asked = MonthRequest(root=request.root, returns=request.returns, plan=request.plan)
    return find_month(asked).returns


def _month_after_last(root: Path, returns: Path | None) -> Month | None:
    """The month after that of the last returns; None where no folder's name tells it."""
    newest = returns or locations.newest_month(root / locations.RETURNS_NAME)
    month = month_of_folder(newest.resolve().name) if newest else None
    return month.next if month else None


def _told_of(months: Sequence[Returns], plan: Plan) -> tuple[Month, ...]:
    """The plan's months that are carried forward from, else the last of the year before."""
    own = tuple(each.month for each in months if each.month >= plan.months[0])
    return own or tuple(each.month for each in months[-1:])


def _plan_used(request: TemplatesRequest, returns: Path | None) -> PlanUsed:
    """The plan whose returns are wanted; the built-in one alone where returns of it lie there.

    Raises:
        CannotRun: there is no plan, or nothing in it.

    """
    root = request.root
    is_begun = returns or request.plan or locations.newest_month(root / locations.RETURNS_NAME)
    if not is_begun and locations.plan_of(None, root) is None:
        raise no_plan_yet(root)
    read = cache(read_plan)
    about = request.month or _month_after_last(root, returns)
    used = read_book(book_of_month(root, request.plan, returns, about, read), read)
    if not used.plan.priorities:
        problem = f"the plan workbook {used.book.path} lists no priority yet."
        raise CannotRun(Reason.FAULTY_PLAN, problem, "See what is open: cyps-reports plan check")
    return used


def _returns_of(plan: Plan, month: Month, carried: Carried) -> dict[str, bytes]:
    return {
        file_name(f"return-{priority.code}.xlsx"): return_workbook(plan, priority, month, carried)
        for priority in plan.priorities
    }


@dataclass(frozen=True, slots=True)
class _Blank:
    """The empty returns by file name, and what they are made of."""

    folder: Path
    used: PlanUsed
    months: Sequence[Returns]
    returns: Mapping[str, bytes]

    def files(self) -> dict[str, bytes]:
        """What is to lie in the folder, from what lies there now."""
        sums = sums_in(self.folder)
        self._refuse_to_lose_answers(sums)
        others = {SUMS: sums_with(sums, self.returns)}
        if not locations.plan_in(self.folder):
            plan = self.used.book.path
            others[Path(locations.PLAN_NAME).with_suffix(plan.suffix.lower()).name] = (
                plan.read_bytes()
            )
        return {**self.returns, **others}

    def _refuse_to_lose_answers(self, sums: frozenset[str]) -> None:
        """Replaces only what is byte for byte, or cell by cell, as the program writes it."""
        for name, content in self.returns.items():
            path = self.folder / name
            if not path.exists():
                continue
            there = path.read_bytes()
            if there in (content, content_of(locations.built_in() / name)) or sha256(there) in sums:
                continue
            if differs := first_difference(path, self.used.plan, self.months):
                raise _filled_in(path, differs)


def _filled_in(path: Path, differs: CellRef) -> CannotRun:
    where = ", ".join(part for part in (differs.sheet, differs.cell) if part)
    how = (
        f"It first differs from what the program writes in {where}."
        if where
        else "It holds something that the program does not write, or cannot be read as a return."
    )
    return CannotRun(
        Reason.FILLED_IN,
        f"{path} has been filled in.",
        "Move it into its month's folder under returns, or choose another folder with --output."
        f" {how} If nobody needs it, take it away and run again.",
    )


def _refuse_odd_month(month: Month, plan: Plan, carried: tuple[Month, ...]) -> None:
    if month not in plan.months:
        problem = f"{month.in_words} is not in the plan year {plan.year}."
        mend = "Give the plan workbook of its year with --plan, or another month with --month."
        raise CannotRun(Reason.OTHER_MONTH, problem, mend)
    if not plan.is_report_month(month):
        problem = (
            f"No return is due for {month.in_words}: the plan is reported {plan.reported.in_words}."
        )
        mend = f"Give another month with --month, like {plan.report_month_after(month)}."
        raise CannotRun(Reason.OTHER_MONTH, problem, mend)
    if carried and month <= carried[-1]:
        problem = (
            f"the returns for {carried[-1].in_words} cannot be carried forward to {month.in_words}."
        )
        mend = "Give a later month with --month, or the folder of an earlier one with --from."
        raise CannotRun(Reason.OTHER_MONTH, problem, mend)


def _earlier(
    root: Path, returns: Path, plan: Plan
) -> tuple[tuple[Returns, ...], tuple[Finding, ...]]:
    """The returns of the months up to that of a folder, and what of them could not be read.

    Those of the years before are among them, by this plan's references.
    """
    month = month_of_folder(returns.resolve().name, plan.months)
    if month is None:
        problem = f"{returns} is not named after its month."
        raise CannotRun(Reason.NO_MONTH, problem, "Give a folder like returns/2012-09.")
    earlier = find_earlier(returns.resolve().parent, root / locations.OUTPUT_NAME, month.next, plan)
    history = history_of(earlier, read_folders(earlier.to_read, plan), month.next, plan)
    own = tuple(each.returns for each in history.months)
    months = (*history.followed.returns, *own)
    return months, tuple(each for each in history.findings if each.severity is Severity.WARNING)


def _default_month(root: Path, returns: Path | None, plan: Plan, today: date) -> Month:
    """The month of the next returns after those carried from, else after the last ones.

    Else from today on.
    """
    own = root / locations.RETURNS_NAME
    newest = returns.resolve() if returns else locations.newest_month(own, plan.months)
    returned = month_of_folder(newest.name, plan.months) if newest else None
    if returned:
        return plan.report_month_after(returned)
    return plan.reported.ends_next(plan.months, today)

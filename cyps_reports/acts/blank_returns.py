"""The blank returns as they lie in the officer's folder, to be sent out as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.plan import PlanUsed, book_for, book_of_month, read_book
from cyps_reports.files.names import file_name
from cyps_reports.files.written_sums import sums_in
from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.record.file import sha256
from cyps_reports.returns.folder import read_workbook
from cyps_reports.returns.return_workbook import ReturnBook


@dataclass(frozen=True, slots=True)
class LyingReturn:
    """A priority's blank return as it lies there: its name, its bytes, and what they say."""

    priority: Priority
    name: str
    content: bytes
    book: ReturnBook

    @property
    def completed(self) -> frozenset[tuple[str, int]]:
        """The keys of the deadlines that it says were completed before."""
        entries = self.book.deadlines.items()
        return frozenset(key for key, entry in entries if isinstance(entry.completed, date))


@dataclass(frozen=True, slots=True)
class LyingReturns:
    """The blank returns of a month that lie in a folder, the plan, and what is odd about them."""

    month: Month
    used: PlanUsed
    returns: tuple[LyingReturn, ...]
    findings: tuple[Finding, ...]


def plan_and_month(
    root: Path, folder: Path, named: Path | None, month: Month | None
) -> tuple[PlanUsed, Month]:
    """The plan that counts, and the month asked for, else that of the blank returns that lie there.

    Raises:
        CannotRun: there is no plan to be used, or no month; returns are not due for it.

    """
    book = book_for(root, named, None)
    used = read_book(book)
    asked = month or _month_said(folder, used.plan)
    if asked is None:
        raise not_made(f"no blank returns lie in {folder}", None)
    of_month = book_of_month(root, named, None, asked)
    if of_month != book:
        used = read_book(of_month)
    refuse_undue(used.plan, asked)
    return used, asked


def refuse_undue(plan: Plan, month: Month) -> None:
    """Raises CannotRun where no returns are due for a month."""
    if month in plan.report_months:
        return
    if month in plan.months:
        problem = f"no return is due for {month.in_words}: the plan is reported"
        problem = f"{problem} {plan.reported.in_words}."
    else:
        problem = f"{month.in_words} is not in the plan year {plan.year}."
    raise CannotRun(Reason.OTHER_MONTH, problem, "Give another month with --month.")


def not_made(problem: str, month: Month | None, findings: tuple[Finding, ...] = ()) -> CannotRun:
    """Why nothing can be sent out before the blank returns are made."""
    asked = f" --month {month}" if month else ""
    mend = f"Make them first, as with: cyps-reports templates{asked}"
    return CannotRun(Reason.NOT_MADE, f"{problem}.", mend, findings)


def lying_returns(folder: Path, used: PlanUsed, month: Month) -> LyingReturns:
    """The blank returns of a month in a folder; what is none is left out and told.

    Raises:
        CannotRun: there is none.

    """
    found: list[LyingReturn] = []
    odd: list[Finding] = []
    sums = sums_in(folder)
    for priority in used.plan.priorities:
        name = _name_of(priority)
        read = _blank(folder / name, used.plan, priority, month)
        if isinstance(read, Finding):
            odd.append(read)
        else:
            found.append(read)
            odd += _oddities(read, sums)
    if not found:
        problem = f"no blank returns for {month.in_words} lie in {folder}"
        raise not_made(problem, month, tuple(odd))
    return LyingReturns(month, used, tuple(found), tuple(odd))


def _month_said(folder: Path, plan: Plan) -> Month | None:
    """The month that most of the blank returns in a folder say they are for, the later of two."""
    paths = (folder / _name_of(priority) for priority in plan.priorities)
    read = [read_workbook(path, plan) for path in paths if path.is_file()]
    said = [each.identity.month for each in read if isinstance(each, ReturnBook)]
    months = [month for month in said if month]
    return max(months, key=lambda month: (months.count(month), month), default=None)


def _name_of(priority: Priority) -> str:
    return file_name(f"return-{priority.code}.xlsx")


def _blank(path: Path, plan: Plan, priority: Priority, month: Month) -> LyingReturn | Finding:
    content = content_of(path)
    if content is None:
        return _none(path.name, priority, plan, "It is not there.")
    read = read_workbook(path, plan)
    if isinstance(read, Finding):
        return _none(path.name, priority, plan, read.message)
    if read.refusal:
        return _none(path.name, priority, plan, read.refusal.message)
    said = read.identity.month
    if said != month:
        of_another = f"It is for {said.in_words}." if said else "It does not say its month."
        return _none(path.name, priority, plan, of_another)
    if read.priorities != {priority.code}:
        return _none(path.name, priority, plan, "It is the return of another priority.")
    return LyingReturn(priority, path.name, content, read)


def _none(name: str, priority: Priority, plan: Plan, why: str) -> Finding:
    called = plan.vocabulary.priority_called(priority.code)
    return error(
        "no-blank-return",
        CellRef(name),
        f"There is no blank return to send for {called}. {why}",
        "Make the returns again with cyps-reports templates; move what was filled in into its "
        "month's folder first.",
    )


def _oddities(blank: LyingReturn, sums: frozenset[str]) -> Iterator[Finding]:
    place = CellRef(blank.name)
    book = blank.book
    if book.edits or any(each.rows for each in book.missing):
        yield warning(
            "older-blank-return",
            place,
            "The plan has changed since this return was made, or its plan cells were edited; it "
            "is attached as it is.",
            "Make the returns again with cyps-reports templates, so that it holds the plan as it "
            "is now.",
        )
    is_as_made = sha256(blank.content) in sums or blank.content == content_of(
        locations.built_in() / blank.name
    )
    if not is_as_made:
        yield warning(
            "changed-blank-return",
            place,
            "This return was saved or filled in since it was made; it is attached as it is.",
            "Nothing, if you changed it for its head of service. If not, make the returns again "
            "with cyps-reports templates.",
        )

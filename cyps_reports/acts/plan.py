"""Finds the plan workbook that counts, and reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan

ReadPlan = Callable[[Path], tuple[Plan | None, tuple[Finding, ...]]]
"""What a plan workbook holds, None where it cannot be used as it is, and what was found in it."""


class PlanOrigin(Enum):
    """Whose plan workbook it is.

    The officer's, the one that travels with the program, or that of the example.
    """

    OWN = auto()
    BUILT_IN = auto()
    EXAMPLE = auto()


@dataclass(frozen=True, slots=True)
class PlanBook:
    """Which plan workbook counts.

    The one that was named, else the one found, else the built-in one. `others` lie beside it and
    have the month in their years too.
    """

    path: Path
    origin: PlanOrigin
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanUsed:
    """A plan workbook that was read: which one it is, what it holds, and what was found in it."""

    book: PlanBook
    plan: Plan
    findings: tuple[Finding, ...]


def book_for(root: Path, named: Path | None, returns: Path | None) -> PlanBook:
    """The plan workbook for the folder of a month's returns.

    It need not be there where it was named.
    """
    path = locations.plan_for(returns, root) if named is None else root / named
    if named is None and path == locations.built_in_plan():
        return PlanBook(path, PlanOrigin.BUILT_IN)
    is_of_example = path.resolve().is_relative_to(locations.built_in().resolve())
    return PlanBook(path, PlanOrigin.EXAMPLE if is_of_example else PlanOrigin.OWN)


def book_of_month(
    root: Path,
    named: Path | None,
    returns: Path | None,
    month: Month | None,
    read: ReadPlan = read_plan,
) -> PlanBook:
    """The same for a month: of several years' plan workbooks that lie together, the one it is in.

    The one called plan.xlsx counts where it has the month, and where none has; but one of another
    year that must be mended first may be that of the month, and is then the one to mend.
    """
    book = book_for(root, named, returns)
    if named is not None or month is None or book.origin is not PlanOrigin.OWN:
        return book
    of_month, to_mend = list[Path](), list[Path]()
    for path in locations.plans_in(book.path.parent):
        plan, _ = read(path)
        if plan and month in plan.months:
            of_month.append(path)
        if plan is None and str(month.year) in path.stem:
            to_mend.append(path)
    if of_month:
        return PlanBook(of_month[0], PlanOrigin.OWN, tuple(of_month[1:]))
    return PlanBook(to_mend[0], PlanOrigin.OWN) if to_mend else book


def read_book(book: PlanBook, read: ReadPlan = read_plan) -> PlanUsed:
    """What the plan workbook holds.

    Raises:
        CannotRun: it is not there, or cannot be used as it is; what must be mended goes with it.

    """
    refuse_unless_there(book)
    plan, findings = read(book.path)
    if plan is None:
        problem = f"the plan workbook {book.path} must be mended first (see above)."
        mend = "cyps-reports plan check says all that is open in it."
        raise CannotRun(Reason.FAULTY_PLAN, problem, mend, findings)
    return PlanUsed(book, plan, (*_of_several(book), *findings))


def _of_several(book: PlanBook) -> Iterator[Finding]:
    if book.others:
        others = listed(each.name for each in book.others)
        yield warning(
            "month-in-two-plans",
            CellRef(book.path.name),
            f"The month lies in the year of this plan and in that of {others}. This one was used.",
            "Correct the first day of the year in the one that is wrong, or take away the one that"
            " does not count.",
        )


def refuse_unless_there(book: PlanBook) -> None:
    """Raises CannotRun where there is no such file."""
    path = book.path
    if not path.is_file():
        kind = "a folder, not a file" if path.exists() else "not there"
        problem = f"the plan workbook {path} is {kind}."
        raise CannotRun(Reason.NO_PLAN, problem, "Give its place with --plan.")


HOW_TO_BEGIN = "To begin with your own plan, run: cyps-reports start"


def no_plan_yet(root: Path) -> CannotRun:
    """Why nothing can be done in a folder without a plan, and how to begin."""
    looked = " and ".join(str(each) for each in locations.plan_folders(None, root))
    problem = f"there is no plan workbook here: {locations.PLAN_NAME} was looked for in {looked}."
    return CannotRun(Reason.NO_PLAN, problem, HOW_TO_BEGIN)

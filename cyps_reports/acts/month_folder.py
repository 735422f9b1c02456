"""Which month is meant, and where its returns lie in the officer's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Progress, Reason
from cyps_reports.acts.plan import PlanBook, ReadPlan, book_for
from cyps_reports.plan.dates.months import Month, month_of_folder
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.kept_readings import KeptReadings
from cyps_reports.returns.months import month_folders


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

    @property
    def usual_results(self) -> Path:
        """The one that counts for earlier months where that holds none, as of a second look."""
        return self.root / locations.OUTPUT_NAME


@dataclass(frozen=True, slots=True)
class FoundMonth(Progress):
    """The month's folder.

    `is_example` where none was named nor found, so that it is the built-in example's.
    """

    returns: Path
    is_example: bool


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

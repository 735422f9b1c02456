"""Puts a changed plan workbook in the place of the one there is, which is set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.acts.plan import PlanBook, PlanOrigin, no_plan_yet
from cyps_reports.acts.rows_shown import ShownRow, plan_rows_shown
from cyps_reports.acts.taking_in import Arrived, last_name, refusal
from cyps_reports.files.moving import numbered_name
from cyps_reports.findings import CellRef, Finding, Severity
from cyps_reports.machine import content_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import is_plan_workbook, plan_as_read
from cyps_reports.record.file import sha256
from cyps_reports.setup.plan_changes import PlanChange, plan_changes
from cyps_reports.setup.readiness import what_is_open
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book

PLANS_ASIDE = "plan"
"""The folder of the plan workbooks that were set aside."""


@dataclass(frozen=True, slots=True)
class PlanBrought:
    """A changed plan workbook that came, before it is put in the place of `book`.

    What it would change, as far as both can be read, and what is open in it, with the rows it is
    in. `there` is the sum of the workbook that it was compared with.
    """

    book: PlanBook
    name: str
    content: bytes = field(repr=False)
    there: str
    plan: Plan
    changes: tuple[PlanChange, ...]
    findings: tuple[Finding, ...]
    rows: Mapping[CellRef, ShownRow]

    @property
    def digest(self) -> str:
        """The sum of what came, and of what it was compared with."""
        return sha256(self.content + self.there.encode())


@dataclass(frozen=True, slots=True)
class PlanPutBack:
    """The plan workbook that counts now, and what was set aside for it."""

    path: Path
    aside: tuple[Path, ...]


def plan_brought(book: PlanBook, file: Arrived) -> PlanBrought:
    """Reads a plan workbook that came, and compares it with the one there is; writes nothing.

    Raises:
        CannotRun: there is no plan workbook to compare it with, or what came is none.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    if book.origin is not PlanOrigin.OWN:
        raise no_plan_yet(book.path.parent)
    name = last_name(file.name)
    if why := refusal(file):
        raise CannotRun(Reason.NO_PLAN_WORKBOOK, f"{name} was not taken. {why}")
    was = content_of(book.path) or b""
    before = _opened(book.path.name, was)
    after = _opened(name, file.content)
    plan, findings = what_is_open(after)
    plan_before, wrong_before = plan_as_read(before)
    unread = {each.place for each in wrong_before if each.severity is Severity.ERROR}
    changes = plan_changes(plan_before, plan, unread)
    rows = plan_rows_shown(after, findings)
    return PlanBrought(book, name, file.content, sha256(was), plan, changes, findings, rows)


def _opened(name: str, content: bytes) -> Book:
    """The content as a plan workbook. Raises CannotRun where it is none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        opened = open_book(path)
    if isinstance(opened, Finding):
        problem = f"{name} cannot be read. {opened.message}"
        raise CannotRun(Reason.NO_PLAN_WORKBOOK, problem, opened.fix)
    if not is_plan_workbook(opened):
        problem = f"{name} is no plan workbook: it has not its sheets and headings."
        mend = "Take the plan workbook out on this page, change that one, and bring it back."
        raise CannotRun(Reason.NO_PLAN_WORKBOOK, problem, mend)
    return opened


def put_plan_back(root: Path, brought: PlanBrought) -> PlanPutBack:
    """Puts it in its place; the workbook there is kept under `set-aside` first.

    Raises:
        CannotRun: the one there is another than it was compared with; it cannot be written.

    """
    book, aside = brought.book.path, root / locations.SET_ASIDE_NAME / PLANS_ASIDE
    place = book.with_suffix(Path(brought.name).suffix.lower())
    _refuse_changed(brought)
    kept = write_once_made(aside, lambda: _kept(aside, book, place))

    def files() -> Mapping[str, bytes | None]:
        _refuse_changed(brought)
        going: dict[str, bytes | None] = {} if place == book else {book.name: None}
        return {**going, place.name: brought.content}

    write_once_made(book.parent, files)
    return PlanPutBack(place, kept)


def _kept(aside: Path, *books: Path) -> Mapping[str, bytes]:
    """The workbooks that are replaced, under names that are free among those set aside."""
    taken = [each.name for each in aside.iterdir()]
    there = {book.name: book for book in books if book.is_file()}
    return {numbered_name(name, taken): book.read_bytes() for name, book in there.items()}


def _refuse_changed(brought: PlanBrought) -> None:
    if sha256(content_of(brought.book.path) or b"") != brought.there:
        problem = f"{brought.book.path.name} was changed since it was compared."
        raise CannotRun(Reason.CHANGED_SINCE, problem, "Bring yours again, to see what it changes.")

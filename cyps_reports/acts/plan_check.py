"""Says what is still open in the plan workbook before the first returns go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Ended, Reason, ended_with
from cyps_reports.acts.plan import PlanBook, book_for, no_plan_yet, refuse_unless_there
from cyps_reports.acts.rows_shown import ShownRow, plan_rows_shown
from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.model.plan import Plan
from cyps_reports.setup.readiness import what_is_open
from cyps_reports.workbooks.opening import open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCheckRequest:
    """Which plan workbook is meant, of the officer's folder `root`; it is looked for for None."""

    root: Path
    plan: Path | None = None


@dataclass(frozen=True, slots=True)
class PlanChecked:
    """A plan workbook, the plan as far as it can be read, and what is open, in sheet order.

    `rows` are the workbook's own rows that this is in, by the cell.
    """

    book: PlanBook
    plan: Plan
    findings: tuple[Finding, ...]
    rows: Mapping[CellRef, ShownRow] = field(default_factory=dict, repr=False)

    @property
    def ended(self) -> Ended:
        """Done; with errors where something keeps the plan from being used."""
        return ended_with(self.findings)


def check_plan(request: PlanCheckRequest) -> PlanChecked:
    """Reads the plan workbook and says what is open in it.

    Raises:
        CannotRun: there is no plan workbook, or what is there is none.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    if request.plan is None and locations.plan_of(None, request.root) is None:
        raise no_plan_yet(request.root)
    book = book_for(request.root, request.plan, None)
    refuse_unless_there(book)
    opened = open_book(book.path)
    if isinstance(opened, Finding):
        problem = f"{book.path} cannot be read (see above)."
        raise CannotRun(Reason.FAULTY_PLAN, problem, findings=(opened,))
    plan, findings = what_is_open(opened)
    return PlanChecked(book, plan, findings, plan_rows_shown(opened, findings))

"""The milestones of next year's plan: open ones go on, those that are done are closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.slippage import dates_in_order
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long, short
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.model.was import deadline_was
from cyps_reports.plan.sheets.book import CellsByKey, Written
from cyps_reports.setup.open_cells import Opened, Row
from cyps_reports.setup.years.closing import closing_of, deferral
from cyps_reports.setup.years.next_period import NextPeriod


@dataclass(frozen=True)
class YearBehind:
    """A year that ends: its plan, what was returned in it and before, and the time that follows."""

    plan: Plan
    earlier: Earlier
    period: NextPeriod

    @cached_property
    def open_refs(self) -> frozenset[str]:
        """The references of the milestones of which a deadline goes on."""
        rows = self.plan.deadlines()
        return frozenset(
            same_reference(milestone.ref)
            for milestone, deadline in rows
            if self.closing(milestone, deadline) is None
        )

    def closing(self, milestone: Milestone, deadline: Deadline) -> Closed | None:
        """How a deadline is closed; None where it goes on."""
        is_only_one = len(milestone.deadlines) == 1
        was = deadline_was((milestone.ref, deadline.number), is_only_one=is_only_one)
        done = None
        if not deadline.recurs:
            done = self.earlier.completions.get((milestone.ref, deadline.number))
        if done:
            late = _late(deadline, done.completed)
            return Closed(was, milestone.name, ClosedAs.COMPLETED, done.completed, why=late)
        if deadline.at_approval is AtApproval.COMPLETED:
            why = f"Completed when the plan of {self.plan.year} was approved."
            return Closed(was, milestone.name, ClosedAs.COMPLETED, why=why)
        return closing_of(deadline.withdrawal, was, milestone.name)


def _late(deadline: Deadline, completed: date) -> str:
    days = (completed - deadline.due).days if deadline.due else 0
    return f"{counted(days, 'day')} late." if days > 0 else ""


def next_milestone(
    rows: list[CellsByKey], milestone: Milestone, year: YearBehind, carried_measures: frozenset[str]
) -> Iterator[Row]:
    """The rows of a milestone's deadlines that go on, numbered from 1."""
    number = 0
    for cells, deadline in zip(rows, milestone.deadlines, strict=True):
        if year.closing(milestone, deadline) is None:
            number += 1
            yield _next_deadline(cells, number, milestone, deadline, year, carried_measures)


def _next_deadline(
    cells: CellsByKey,
    number: int,
    milestone: Milestone,
    deadline: Deadline,
    year: YearBehind,
    carried_measures: frozenset[str],
) -> Row:
    key = milestone.ref, deadline.number
    open_refs = year.open_refs
    needed = (each for each in milestone.depends_on if same_reference(each) in open_refs)
    moved = (each for each in milestone.moves if same_reference(each) in carried_measures)
    changed: dict[str, Written | Opened] = {
        "deadline": number,
        "due": _due(cells, milestone, deadline, year),
        "progress_at_approval": _progress(milestone, year),
        "depends_on": "; ".join(needed),
        "moves": "; ".join(moved),
        "was": deadline_was(key, is_only_one=len(milestone.deadlines) == 1),
    }
    return {**cells, **changed, **deferral(cells, milestone.called(deadline), deadline.withdrawal)}


def _progress(milestone: Milestone, year: YearBehind) -> str:
    """What was written last of a milestone, with its month; else what stood there."""
    keys = [(milestone.ref, deadline.number) for deadline in milestone.deadlines]
    told = [said for key in keys if (said := year.earlier.progress.get(key))]
    if not told:
        return milestone.progress_at_approval
    month, progress = max(told)
    return f"{month.in_words}: {progress}"


def _due(
    cells: CellsByKey, milestone: Milestone, deadline: Deadline, year: YearBehind
) -> Written | Opened:
    """The due date as it is; open where it is before the new plan."""
    due = cells.get("due")
    if deadline.due is None or deadline.recurs or deadline.due >= year.period.starts:
        return due
    return Opened(due, _slipped(milestone, deadline, year))


def _slipped(milestone: Milestone, deadline: Deadline, year: YearBehind) -> str:
    """What is known of a date that was not kept: `First due 30/06/12; moved twice, last to …`."""
    key = milestone.ref, deadline.number
    own_due = [(year.plan.months[0], deadline.due)] if deadline.due else []
    dues = [*year.earlier.dues.get(key, ()), *own_due]
    dates = dates_in_order(dues, year.earlier.expected.get(key, ()))
    parts = [f"{milestone.called(deadline)} was first due {long(dates[0])}"]
    if deadline.redating:
        parts.append(f"re-dated once, to {short(deadline.redating.due)}")
    moves = len(dates) - 1
    if moves:
        often = {1: "once", 2: "twice"}.get(moves, f"{moves} times")
        parts.append(f"what was expected moved {often}, last to {short(dates[-1])}")
    known = "; ".join(parts)
    return f"{known}. Keep the date or type a new one: the first one stays known."

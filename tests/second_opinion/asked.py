"""What a row of a return still needs; a row that needs nothing is done.

The page names no words for it, so they are the sheet's own; when each holds is said here. A row may
need several things: any of them may be asked first.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tests.second_opinion.entries import DeadlineEntry, Gap, MeasureEntry
from tests.second_opinion.plan import Plan
from tests.second_opinion.rules import PERIODS, WITHDRAWN, day_of, is_future, is_of_year_alone, rag
from tests.second_opinion.verdict import DeadlineOpinion, MeasureOpinion

DONE = "Done"
ASKED_AHEAD = 60
"""Nobody is asked for an update on what falls due later than in so many days."""


def of_measure(row: MeasureOpinion, plan: Plan, month: date) -> set[str]:
    entry = row.entry
    if entry is None or row.state in WITHDRAWN:
        return set()
    needs = set(_figure(row, entry, plan, month))
    if rag(row.state) in ("red", "amber") and not entry.action and not row.kept:
        needs.add(f"{row.state}: give a corrective action")
    return needs


def _figure(row: MeasureOpinion, entry: MeasureEntry, plan: Plan, month: date) -> Iterator[str]:
    if entry.actual is Gap.UNREADABLE:
        yield "Actual: type a figure"
    elif entry.actual is Gap.EMPTY and row.state == "Not reported":
        yield "Type the actual, or choose Not yet due or Not available"
    if entry.as_at is Gap.UNREADABLE:
        yield "Data as at: type a date"
    if not isinstance(entry.actual, Decimal):
        return
    if entry.as_at is Gap.EMPTY:
        yield "Give the date of the figure"
    if is_future(entry, month):
        yield "Data as at is after the month"
    if day_of(entry, month) < plan.first and is_of_year_alone(row.measure):
        is_result = row.measure.basis == "annual"
        yield "This is last year's result" if is_result else "Data as at is before the plan year"
    if entry.data_status in ("", "?"):
        yield "Choose a data status"


def of_deadline(row: DeadlineOpinion, month: date) -> set[str]:
    entry = row.entry
    if entry is None or row.deadline.completed_at_approval or row.state in WITHDRAWN:
        return set()
    needs = set(_typed(entry, month))
    if row.state in ("Completed", "Completed late"):
        return {each for each in needs if each.startswith(("Date completed", "This date is"))}
    if not row.deadline.recurrence:
        needs |= set(_dated(row, entry, month))
    if row.deadline.recurrence in PERIODS:
        if row.state.startswith("Missed") and not entry.is_update:
            needs.add("Give the date it was last done")
    elif not entry.is_update:
        due = row.deadline.due_now
        if due is None or (due - month).days <= ASKED_AHEAD:
            needs.add("Update missing")
    elif entry.status == "":
        needs.add("Choose a status")
    if rag(row.state) == "red" and entry.status == "On track":
        needs.add("Choose At risk, or Completed with its date")
    is_approved = row.state == "Re-dated"
    if rag(row.state) in ("red", "amber") and not is_approved and not entry.action:
        needs.add(f"{row.state}: give a corrective action")
    return needs


def _typed(entry: DeadlineEntry, month: date) -> Iterator[str]:
    """What was typed and cannot be taken as it stands."""
    if entry.completed is Gap.UNREADABLE:
        yield "Date completed: type a date"
    if isinstance(entry.completed, date) and entry.completed > month:
        yield "This date is in the future: put it in Expected date"
    if entry.expected is Gap.UNREADABLE:
        yield "Expected date: type a date"
    if entry.status == "?":
        yield "Status: choose from the list"


def _dated(row: DeadlineOpinion, entry: DeadlineEntry, month: date) -> Iterator[str]:
    if entry.status == "Completed" and entry.completed is Gap.EMPTY:
        yield "Completed: give the date"
    if row.state in ("At risk", "Overdue") and entry.expected is Gap.EMPTY:
        yield f"{row.state}: give an expected date"
    if isinstance(entry.expected, date) and entry.expected <= month:
        yield "Expected date has passed: give a new one"

"""What the plan says was decided after its approval.

Dates that were moved, rows that were withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_reports.findings import CellRef, Finding, Findings, error, note, shortened, warning
from cyps_reports.plan.dates.due import Due, due_in
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import names_reference
from cyps_reports.plan.rows.cell_values import choice_or_none
from cyps_reports.workbooks.table_rows import Row

_TYPE_A_TIME = "Type a day, a month with its year, a quarter or a term, like Autumn term 2017."


def due_of(row: Row, key: str, starts: date, ends: date, found: Findings) -> Due | None:
    """When a row's column says something is due, in a plan from one day to another.

    None where it says nothing.
    """
    return found.take(due_in(row.cell(key), starts, ends), row.place(key), None)


def words_for_date(row: Row, due: Due | None) -> Iterator[Finding]:
    """A warning where other words than TBC and the like stand in the place of a due date."""
    if due is None or due.is_settled:
        return
    mend = _TYPE_A_TIME
    if due.said.casefold() in tuple(Recurrence)[1:]:
        mend = f"Empty this cell, and choose {due.said.casefold()} under Recurrence."
    problem = (
        f"“{shortened(due.said)}” is no date. It is printed as it stands, and can never be late."
    )
    yield warning("words-for-date", row.place("due"), problem, mend)


def redating_in(row: Row, starts: date, ends: date, found: Findings) -> Redating | None:
    """The re-dating of a row; None where there is none, or not all of it."""
    due = due_of(row, "redated_due", starts, ends, found)
    approved_on = found.take(date_in(row.cell("redated_on")), row.place("redated_on"), None)
    approved_by = row.text("redated_by")
    if not (due or approved_on or approved_by):
        return None
    if due and due.day is None:
        problem = f"“{shortened(due.said)}” is no date, which a re-dating needs."
        found.add(error("not-a-date", row.place("redated_due"), problem, _TYPE_A_TIME))
        return None
    if due and due.day and approved_on and approved_by:
        return Redating(due.day, approved_by, approved_on, due.said)
    found.add(
        error(
            "incomplete-redating",
            row.place("redated_due"),
            "A re-dating needs its new due date, who approved it, and when.",
            "Fill in all three cells, or empty all three.",
        )
    )
    return None


def withdrawal_in(row: Row, found: Findings) -> Withdrawal | None:
    """The withdrawal of a row; None where there is none, or no approval of it."""
    before = len(found.all)
    kind = found.take(
        choice_or_none(row, "withdrawn_as", WithdrawnAs), row.place("withdrawn_as"), None
    )
    approved_on = found.take(date_in(row.cell("withdrawn_on")), row.place("withdrawn_on"), None)
    approved_by, why = row.text("withdrawn_by"), row.text("withdrawn_why")
    if kind and approved_by and approved_on:
        return Withdrawal(kind, approved_by, approved_on, why)
    if (kind or approved_by or approved_on or why) and len(found.all) == before:
        found.add(
            error(
                "incomplete-withdrawal",
                row.place("withdrawn_as"),
                "A row that is withdrawn, merged or deferred needs which of these it is, who "
                "approved it, and when.",
                "Fill in all three cells, or empty all three and the reason.",
            )
        )
    return None


def redating_cells(redating: Redating | None) -> dict[str, str | date | None]:
    """What the cells of a re-dating hold, by the keys of their columns."""
    return {
        "redated_due": redating.shown if redating else None,
        "redated_by": redating.approved_by if redating else None,
        "redated_on": redating.approved_on if redating else None,
    }


def withdrawal_cells(withdrawal: Withdrawal | None) -> dict[str, str | date | None]:
    """What the cells of a withdrawal hold, likewise."""
    return {
        "withdrawn_as": withdrawal.kind.value if withdrawal else None,
        "withdrawn_by": withdrawal.approved_by if withdrawal else None,
        "withdrawn_on": withdrawal.approved_on if withdrawal else None,
        "withdrawn_why": withdrawal.why if withdrawal else None,
    }


def merged_into_nothing(plan: Plan) -> Iterator[Finding]:
    """A note on each row that was merged while nothing says into which."""
    rows_of_plan: tuple[Measure | Milestone, ...] = (*plan.measures, *plan.milestones)
    known = [each.ref for each in rows_of_plan]
    rows = [(measure.called, measure.withdrawal, measure.places) for measure in plan.measures]
    rows += [
        (milestone.called(each), each.withdrawal, each.places)
        for milestone, each in plan.deadlines()
    ]
    for name, withdrawal, places in rows:
        if withdrawal is None or withdrawal.kind is not WithdrawnAs.MERGED:
            continue
        if not any(names_reference(withdrawal.why, ref) for ref in known):
            place = places.get("withdrawn_why", CellRef())
            problem = (
                f"{name} was merged, but its reason names no row of the plan that it went into."
            )
            yield note(
                "plan-merged-into-nothing",
                place,
                problem,
                "Type the reference it went into, like A14.",
            )

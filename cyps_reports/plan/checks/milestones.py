"""What a plan gets wrong about its milestones.

Checks, each of which tells its findings as notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_reports.findings import CellRef, Finding
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.checks.dependencies import circles
from cyps_reports.plan.checks.row_notes import on_deadline
from cyps_reports.plan.dates.due import Due
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import same_reference


def no_date(plan: Plan) -> Iterator[Finding]:
    """Deadlines that can never be late."""
    for milestone, deadline in plan.deadlines():
        # What other words than TBC stand in the place of a date has been told.
        told = deadline.due_said and not Due(None, deadline.due_said).is_settled
        undated = deadline.due is None and not deadline.recurs and not told
        if undated and deadline.at_approval is AtApproval.OPEN:
            yield on_deadline(
                milestone,
                deadline,
                "due",
                "plan-no-date",
                "has no due date.",
            )


def no_lead(plan: Plan) -> Iterator[Finding]:
    """Milestones that nobody answers for."""
    for milestone in plan.milestones:
        if not milestone.lead:
            yield on_deadline(
                milestone,
                milestone.deadlines[0],
                "lead",
                "plan-no-lead",
                "has no lead, so nobody answers for it.",
            )


def due_after_dependent(plan: Plan) -> Iterator[Finding]:
    """Deadlines before those of what must come first."""
    dues = {
        same_reference(each.ref): [d.due for d in each.deadlines if d.due]
        for each in plan.milestones
    }
    for milestone, deadline in plan.deadlines():
        for needed in milestone.depends_on:
            late = [
                due
                for due in dues.get(same_reference(needed), ())
                if deadline.due and due > deadline.due
            ]
            if late and deadline.due:
                yield on_deadline(
                    milestone,
                    deadline,
                    "due",
                    "plan-due-before-what-it-needs",
                    f"is due on {long(deadline.due)}, before {needed}, which it depends on"
                    f" and which is due on {long(max(late))}.",
                )


def waits_for_itself(plan: Plan) -> Iterator[Finding]:
    """Milestones that wait for each other in a circle."""
    for circle in circles(plan):
        others = [each.ref for each in circle[1:]]
        through = f" through {listed(others)}" if others else ""
        cells = [each.deadlines[0].places.get("depends_on", CellRef()).cell for each in circle]
        where = f" (cells {listed(cells)})" if len(cells) > 1 and all(cells) else ""
        yield on_deadline(
            circle[0],
            circle[0].deadlines[0],
            "depends_on",
            "plan-circular-dependency",
            f"waits for itself{through}{where}, so nothing says which comes first.",
        )


def outside_year(plan: Plan) -> Iterator[Finding]:
    """Deadlines before the plan or after it."""
    for milestone, deadline in plan.deadlines():
        # What goes on from last year may have been due then, and keeps that date.
        first = date.min if deadline.was else plan.starts
        if deadline.due and not first <= deadline.due <= plan.ends:
            yield on_deadline(
                milestone,
                deadline,
                "due",
                "plan-outside-plan-year",
                f"is due on {long(deadline.due)}, outside the plan year {plan.year}.",
            )


def mixed_deadlines(plan: Plan) -> Iterator[Finding]:
    """Dates and recurring duties under one number."""
    for milestone in plan.milestones:
        dated = [deadline for deadline in milestone.deadlines if deadline.due]
        recurring = [deadline for deadline in milestone.deadlines if deadline.recurs]
        if dated and recurring:
            yield on_deadline(
                milestone,
                recurring[0],
                "recurrence",
                "plan-mixed-deadlines",
                f"mixes {counted(len(dated), 'date')} with {_duty(recurring[0])} under one number.",
            )


def _duty(deadline: Deadline) -> str:
    recurrence = Recurrence.ONGOING if deadline.is_ongoing else deadline.recurrence
    return f"{recurrence.with_article} duty"


def two_actions(plan: Plan) -> Iterator[Finding]:
    """Milestones that were completed in part when the plan was approved."""
    for milestone in plan.milestones:
        done = [
            deadline
            for deadline in milestone.deadlines
            if deadline.at_approval is AtApproval.COMPLETED
        ]
        if done and len(done) < len(milestone.deadlines):
            yield on_deadline(
                milestone,
                done[0],
                "at_approval",
                "plan-two-actions",
                "is two actions under one number: one was completed when the plan was approved, "
                "the other was not.",
            )


def redated_earlier(plan: Plan) -> Iterator[Finding]:
    """Dates that were moved, but to no later day."""
    for milestone, deadline in plan.deadlines():
        redating = deadline.redating
        if redating and deadline.due and redating.due <= deadline.due:
            yield on_deadline(
                milestone,
                deadline,
                "redated_due",
                "plan-redated-earlier",
                f"is re-dated to {long(redating.due)}, which is not after its due date of "
                f"{long(deadline.due)}.",
            )

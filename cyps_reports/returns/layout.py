"""The layout of the return workbook: template writer, reader, checks and guide all read these tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cyps_reports.plan.figures import published
from cyps_reports.plan.model import AtApproval, Deadline, Figure, Measure, Milestone, Polarity
from cyps_reports.returns.model import DataStatus, Status
from cyps_reports.workbooks.layout import Column

GUIDE, TARGETS, MILESTONES = "Guide", "Targets", "Milestones"
"""The names of the sheets."""

PLAN_LABEL = "Plan"
PRIORITY_LABEL = "Priority"
MONTH_LABEL = "Return month"
MARKING_LABEL = "Marking"

POLARITY_WORDS = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.CLOSE: "Close to target",
    Polarity.MONITOR: "Monitor only",
}


@dataclass(frozen=True, slots=True)
class MeasureColumn(Column):
    """A locked column of the sheet Targets, and what the plan puts in it."""

    value: Callable[[Measure], str | Figure] = lambda measure: measure.ref


@dataclass(frozen=True, slots=True)
class DeadlineColumn(Column):
    """A locked column of the sheet Milestones, and what the plan puts in it."""

    value: Callable[[Milestone, Deadline], str | date | None] = lambda milestone, _: milestone.ref


def deadline_label(milestone: Milestone, deadline: Deadline) -> str:
    """`2 of 4`; "" for a milestone with one deadline."""
    several = len(milestone.deadlines) > 1
    return f"{deadline.number} of {len(milestone.deadlines)}" if several else ""


def due_words(deadline: Deadline) -> str:
    """What stands in place of a due date where there is none."""
    if deadline.is_monthly:
        return "Monthly"
    if deadline.is_ongoing:
        return "Ongoing"
    return "Completed at approval" if deadline.at_approval is AtApproval.COMPLETED else "No date set"


TARGET_PLAN = (
    MeasureColumn("ref", "Ref", 6, is_entered=False, value=lambda m: m.ref),
    MeasureColumn("name", "Measure", 38, is_entered=False, value=lambda m: m.name),
    MeasureColumn("component", "Component", 13, is_entered=False, value=lambda m: m.component),
    MeasureColumn("unit", "Unit", 7, is_entered=False, value=lambda m: m.unit.value),
    MeasureColumn("polarity", "Polarity", 11, is_entered=False, value=lambda m: POLARITY_WORDS[m.polarity]),
    MeasureColumn("similar", "Similar authorities", 11, is_entered=False, value=lambda m: published(m, m.similar)),
    MeasureColumn("outturn", "Outturn", 10, is_entered=False, value=lambda m: published(m, m.outturn)),
    MeasureColumn("target", "Target", 10, is_entered=False, value=lambda m: published(m, m.target)),
)

TARGET_ENTRIES = (
    Column("actual", "Actual", 10, "The latest figure in the measure's unit. Leave empty if there is none."),
    Column("as_at", "Data as at", 11, "The day the figure was true, like 30/06/12."),
    Column(
        "data_status",
        "Data status",
        13,
        "Final or Provisional with a figure; Not yet due or Not available without one.",
        tuple(DataStatus),
    ),
    Column("comment", "Comment", 38, "What Cabinet should know about this figure."),
    Column("corrective_action", "Corrective action", 38, "What will be done, by whom and by when, if off target."),
)

MILESTONE_PLAN = (
    DeadlineColumn("ref", "Ref", 6, is_entered=False, value=lambda m, d: m.ref),
    DeadlineColumn("deadline", "Deadline", 9, is_entered=False, value=deadline_label),
    DeadlineColumn("heading", "Heading", 18, is_entered=False, value=lambda m, d: m.heading),
    DeadlineColumn("name", "Milestone", 38, is_entered=False, value=lambda m, d: m.name),
    DeadlineColumn("purpose", "Deadline for", 14, is_entered=False, value=lambda m, d: d.purpose),
    DeadlineColumn("due", "Due date", 11, is_entered=False, value=lambda m, d: d.due or due_words(d)),
    DeadlineColumn(
        "redated", "Re-dated to", 10, is_entered=False, value=lambda m, d: d.redating.due if d.redating else None
    ),
    DeadlineColumn("lead", "Lead", 6, is_entered=False, value=lambda m, d: m.lead),
    DeadlineColumn("partners", "Partners", 13, is_entered=False, value=lambda m, d: "; ".join(m.partners)),
)

MILESTONE_ENTRIES = (
    Column("status", "Status", 12, "Your own view.", tuple(Status)),
    Column("completed", "Date completed", 11, "The day it was finished; for a monthly item, when last done."),
    Column("expected", "Expected date", 11, "If it will not be finished by the due date: when it will be."),
    Column("progress", "Progress", 38, "What has happened since last month."),
    Column("corrective_action", "Corrective action", 38, "What will be done, by whom and by when, if late."),
)

TARGET_COLUMNS: tuple[Column, ...] = (*TARGET_PLAN, *TARGET_ENTRIES)
MILESTONE_COLUMNS: tuple[Column, ...] = (*MILESTONE_PLAN, *MILESTONE_ENTRIES)

KEYS = ("ref", "component", "deadline")
"""The columns that a row is found by."""

NO_FIGURE_WORDS = {
    "n/a": "Not available",
    "na": "Not available",
    "not available": "Not available",
    "not yet due": "Not yet due",
    "tbc": "",
    "tbd": "",
    "-": "",
    "–": "",
}
"""What is typed for “no figure” in place of a figure, and the data status that says it properly ("" for none)."""

"""The columns of the sheet Milestones, a row for each deadline, and what belongs in each."""

from __future__ import annotations

from cyps_reports.plan.model.milestone import AtApproval, Recurrence
from cyps_reports.plan.sheets.common_columns import (
    HEAD,
    NUMBER,
    PRIORITY,
    REFERENCE,
    WAS,
    WITHDRAWAL_COLUMNS,
)
from cyps_reports.workbooks.layout import Column

MILESTONE_COLUMNS = (
    PRIORITY,
    NUMBER,
    Column("deadline", "Deadline", 10, "1 for the first of several; a row each."),
    Column("heading", "Heading", 20, "What the milestone belongs under; may be empty."),
    Column("name", "Milestone", 46, "What will be done, in the plan's words."),
    Column(
        "due",
        "Due date",
        11,
        "A day, a month with its year, a quarter or a term; empty for what recurs, is ongoing or "
        "was done at approval.",
    ),
    Column(
        "recurrence",
        "Recurrence",
        12,
        "For what is done again and again: in each month, quarter, term, half-year or year, or "
        "all the time.",
        choices=tuple(Recurrence)[1:],
    ),
    Column(
        "at_approval",
        "Status at approval",
        20,
        "How far it was when the plan was approved.",
        choices=tuple(AtApproval)[1:],
    ),
    Column("purpose", "Deadline for", 24, "What this date is for, where there are several."),
    Column(
        "lead",
        "Lead",
        8,
        "A lead of the sheet Leads; of several, parted by semicolons, the first is accountable.",
    ),
    Column("partners", "Partners", 28, "Several are parted by semicolons."),
    Column(
        "progress_at_approval",
        "Progress at approval",
        36,
        "What had happened when the plan was approved.",
    ),
    Column(
        "depends_on",
        "Depends on",
        12,
        "The milestone that must come first, like C32; several are parted by semicolons.",
    ),
    Column(
        "redated_due", "Re-dated due date", 12, "Only with approval; the due date stays as it was."
    ),
    Column("redated_by", "Re-dating approved by", 24, "Who moved the date, like Cabinet."),
    Column(
        "redated_on", "Re-dating approved on", 12, "A date; the new due date counts from then on."
    ),
    REFERENCE,
    Column(
        "success",
        "Success measure",
        36,
        "How it will be known that it has worked.",
        is_optional=True,
    ),
    Column("evidence", "Evidence", 36, "What will show that it is done.", is_optional=True),
    Column(
        "moves",
        "Moves",
        12,
        "The measures it should move, by their references; several are parted by semicolons.",
        is_optional=True,
    ),
    HEAD,
    *WITHDRAWAL_COLUMNS,
    WAS,
)

"""Columns that several sheets of the plan workbook have."""

from __future__ import annotations

from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.workbooks.layout import Column

FIGURE_PROMPT = "A figure, or NA, TBC, TBD, or nothing."
PRIORITY = Column("priority", "Priority", 9, "A code of the sheet Priorities.")
NUMBER = Column(
    "number",
    "Number",
    9,
    "Runs on through measures and milestones of a priority; empty beside a reference.",
)

REFERENCE = Column(
    "reference",
    "Reference",
    11,
    "As the plan prints it, like 1.3 or KPI 4; empty where it is the priority's code and the "
    "number, like A12.",
    is_optional=True,
)
"""Measures and milestones may have a reference of their own."""

HEAD = Column(
    "head",
    "Head of service",
    24,
    "Who fills in this row, where it is not the priority's head of service: Name <address>, or a "
    "lead.",
    is_optional=True,
)

WITHDRAWAL_COLUMNS = (
    Column(
        "withdrawn_as",
        "Withdrawn",
        12,
        "Whether the row was withdrawn, merged into another or deferred; only with approval.",
        tuple(WithdrawnAs),
        is_optional=True,
    ),
    Column(
        "withdrawn_by",
        "Withdrawal approved by",
        24,
        "Who decided it, like Cabinet.",
        is_optional=True,
    ),
    Column(
        "withdrawn_on",
        "Withdrawal approved on",
        12,
        "A date; from then on the row is counted apart and nothing is asked for it.",
        is_optional=True,
    ),
    Column(
        "withdrawn_why",
        "Reason for withdrawal",
        36,
        "Why; where merged, into which, like A14.",
        is_optional=True,
    ),
)
"""Measures and milestones as they are filled in.

They may be taken out of what is pursued, and may each be filled in by somebody else.
"""

WAS = Column(
    "was",
    "Was",
    12,
    "The row's reference in last year's plan, also where it is the same; of one of several rows "
    "like E1 Gross, or A20, deadline 2. Empty for a new row.",
    is_optional=True,
)
"""Measures and milestones may go on from last year's."""

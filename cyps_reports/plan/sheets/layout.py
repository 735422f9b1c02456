"""The layout of the plan workbook: its sheets, their columns, and what belongs in each."""

from __future__ import annotations

from datetime import date

from cyps_reports.plan.model.decisions import ClosedAs
from cyps_reports.plan.sheets import report_layout
from cyps_reports.plan.sheets.figure_columns import (
    COMPARATOR_COLUMNS,
    EARLIER_YEAR_COLUMNS,
    RANGE_COLUMNS,
    step_columns,
)
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.workbooks.layout import Column

PLAN, PRIORITIES, LEADS, MEASURES, MILESTONES = (
    "Plan",
    "Priorities",
    "Leads",
    "Measures",
    "Milestones",
)
STEPS, STEPS_BEFORE, COMPARATORS, EARLIER_YEARS, CLOSED = (
    "Steps",
    "Profiles",
    "Comparators",
    "Earlier years",
    "Closed",
)
USUAL_RANGES = "Usual ranges"
"""The names of the sheets; that of the steps was another."""

EXAMPLE_ADDRESS = "j.smith@council.gov.uk"
EMAIL_PROMPT = f"An address like {EXAMPLE_ADDRESS}; several are parted by semicolons."
PRIORITY_COLUMNS = (
    Column("code", "Priority", 10, "Its letter, number or short name: A, 1, SP1, Safeguarding."),
    Column("title", "Title", 90, "What the priority is about."),
    Column("head", "Head of service", 24, "Who fills in the return.", is_optional=True),
    Column("email", "Email", 40, EMAIL_PROMPT, is_optional=True),
    Column(
        "short_title",
        "Short title",
        24,
        "Two or three words for the report's first page, like Children in care.",
        is_optional=True,
    ),
)

LEAD_COLUMNS = (
    Column(
        "initials",
        "Initials",
        10,
        "What milestones name the lead by; empty where it is the name or the post.",
    ),
    Column("name", "Name", 24, "A person, or a team; empty where it is only a post."),
    Column("post", "Post", 60, "What the lead is."),
    Column("email", "Email", 40, EMAIL_PROMPT, is_optional=True),
)

CLOSED_COLUMNS = (
    Column(
        "was",
        "Was",
        12,
        "The reference in last year's plan of a row that this one does not go on with, like A12.",
    ),
    Column("name", "What it was", 60, "In last year's words.", is_optional=True),
    Column("closed_as", "Closed as", 16, "What became of it.", tuple(ClosedAs)),
    Column(
        "closed_on",
        "Closed on",
        12,
        "The day on which it was completed, or on which that was decided.",
        is_optional=True,
    ),
    Column("decided_by", "Decided by", 24, "Who decided it, like Cabinet.", is_optional=True),
    Column(
        "why",
        "Reason",
        40,
        "Why; where merged, into which row of this plan, like A14.",
        is_optional=True,
    ),
)
"""The sheet of what was in last year's plan and is not in this one; a plan may have it."""


def tables(starts: date, ends: date) -> dict[str, tuple[Column, ...]]:
    """The columns of each sheet but Plan, by its name, of a plan for that time."""
    return {
        PRIORITIES: PRIORITY_COLUMNS,
        LEADS: LEAD_COLUMNS,
        MEASURES: MEASURE_COLUMNS,
        MILESTONES: MILESTONE_COLUMNS,
        STEPS: step_columns(starts, ends),
        COMPARATORS: COMPARATOR_COLUMNS,
        EARLIER_YEARS: EARLIER_YEAR_COLUMNS,
        USUAL_RANGES: RANGE_COLUMNS,
        CLOSED: CLOSED_COLUMNS,
        report_layout.STANDING_TEXT: report_layout.STANDING_TEXT_COLUMNS,
        report_layout.ASKED: report_layout.ASKED_COLUMNS,
    }

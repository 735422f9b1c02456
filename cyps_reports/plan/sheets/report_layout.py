"""The layout of the two sheets of the plan workbook that are for the report alone.

A plan workbook of before lacks them.
"""

from __future__ import annotations

from cyps_reports.plan.model.report_text import Where
from cyps_reports.workbooks.layout import Column

STANDING_TEXT, ASKED = "Standing text", "Asked by Cabinet"
"""The names of the sheets."""

STANDING_TEXT_COLUMNS = (
    Column(
        "heading",
        "Heading",
        36,
        "What every report must say, like Background, Legal implications or Contact.",
    ),
    Column(
        "where",
        "Where",
        18,
        "front: behind the recommendations; before the annex: before the priorities one by one; "
        "after the annex: at the end, also where the cell is empty.",
        tuple(Where),
    ),
    Column(
        "text",
        "Text",
        100,
        "The words themselves; a new line (Alt and Enter) begins a new paragraph.",
    ),
)

ASKED_COLUMNS = (
    Column("asked_on", "Date", 12, "The day on which it was asked."),
    Column("meeting", "Meeting", 24, "Where it was asked, like Cabinet or Scrutiny."),
    Column(
        "reference",
        "Reference",
        12,
        "The rows or priorities it is about, like A12; several are parted by semicolons.",
    ),
    Column("asked", "Asked", 60, "The question, or what is to be done."),
    Column(
        "by_whom",
        "By whom",
        20,
        "Who answers: a lead, or anybody; empty for the leads of the milestones it is about.",
    ),
    Column("due", "Due", 12, "The day by which Cabinet wants the answer."),
    Column("answer", "Answer", 60, "What Cabinet is told, in the report after it is closed."),
    Column("closed", "Closed", 12, "The day on which it was answered; until then it is open."),
)

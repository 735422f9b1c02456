"""The sheets of the Excel summary: the same cells as the Word report, a column each."""

from __future__ import annotations

from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import Finding, Severity
from cyps_reports.report.blocks import Align, Cell, SheetModel, Table, TableColumn
from cyps_reports.report.rows import deadline_cells, measure_cells
from cyps_reports.report.summary import count_tables, headlines, missing_returns
from cyps_reports.theme import Tone

SEVERITY_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.GREY}

MEASURES_SHEET = (
    ("ref", TableColumn("Ref", 6)),
    ("priority", TableColumn("Priority", 8)),
    ("name", TableColumn("Measure", 36)),
    ("polarity", TableColumn("Polarity", 12)),
    ("similar", TableColumn("Similar authorities", 11, Align.RIGHT)),
    ("outturn", TableColumn("Outturn", 10, Align.RIGHT)),
    ("target", TableColumn("Target", 10, Align.RIGHT)),
    ("actual", TableColumn("Actual", 10, Align.RIGHT)),
    ("as_at", TableColumn("Data as at", 15)),
    ("rag", TableColumn("RAG", 8)),
    ("state", TableColumn("State", 15)),
    ("reason", TableColumn("Reason", 36)),
    ("direction", TableColumn("Direction of travel", 20)),
    ("against", TableColumn("Against similar authorities", 20)),
    ("comment", TableColumn("Comment", 36)),
    ("corrective_action", TableColumn("Corrective action", 36)),
    ("source", TableColumn("Source", 24)),
)

MILESTONES_SHEET = (
    ("ref", TableColumn("Ref", 6)),
    ("priority", TableColumn("Priority", 8)),
    ("heading", TableColumn("Heading", 18)),
    ("name", TableColumn("Milestone", 36)),
    ("which", TableColumn("Deadline", 16)),
    ("binding", TableColumn("Due", 12)),
    ("due", TableColumn("Due in words", 18)),
    ("lead", TableColumn("Lead", 7)),
    ("partners", TableColumn("Partners", 12)),
    ("rag", TableColumn("RAG", 8)),
    ("state", TableColumn("State", 15)),
    ("days", TableColumn("Days late", 9, Align.RIGHT)),
    ("own_view", TableColumn("Manager's view", 14)),
    ("completed", TableColumn("Date completed", 12)),
    ("expected", TableColumn("Expected date", 12)),
    ("reason", TableColumn("Reason", 36)),
    ("progress", TableColumn("Progress", 36)),
    ("corrective_action", TableColumn("Corrective action", 36)),
    ("source", TableColumn("Source", 24)),
)
"""Key of the cell, and its column. A new column is a line here."""


def summary_sheets(assessment: Assessment, findings: tuple[Finding, ...]) -> tuple[SheetModel, ...]:
    """Overview, measures, milestones, missed deadlines, findings."""
    late = exceptions_of(assessment).deadlines
    measures = tuple(
        tuple(getattr(measure_cells(result, assessment), key) for key, _ in MEASURES_SHEET)
        for result in assessment.measures
    )
    milestones, missed = (
        tuple(
            tuple(getattr(deadline_cells(result, assessment), key) for key, _ in MILESTONES_SHEET) for result in results
        )
        for results in (assessment.deadlines, late)
    )
    return (
        SheetModel(
            "Overview",
            "Overview",
            (*missing_returns(assessment), *headlines(assessment)),
            count_tables(assessment),
        ),
        _sheet("Measures", "Every measure with its rating.", MEASURES_SHEET, measures),
        _sheet("Milestones", "Every deadline with its state.", MILESTONES_SHEET, milestones),
        _sheet("Missed deadlines", "Deadlines overdue or missed, longest first.", MILESTONES_SHEET, missed),
        _findings(findings),
    )


def _sheet(
    name: str, line: str, columns: tuple[tuple[str, TableColumn], ...], rows: tuple[tuple[Cell, ...], ...]
) -> SheetModel:
    table = Table(name, line, tuple(column for _, column in columns), rows)
    return SheetModel(name, name, (line,), (table,))


def _findings(findings: tuple[Finding, ...]) -> SheetModel:
    rows = tuple(
        (
            Cell(finding.severity.capitalize(), SEVERITY_TONES[finding.severity]),
            Cell(finding.place.workbook),
            Cell(finding.place.sheet),
            Cell(finding.place.cell),
            Cell(finding.message),
            Cell(finding.fix),
        )
        for finding in findings
    )
    line = "What was found in the workbooks and in the plan, where, and what to do."
    columns = (
        TableColumn("Severity", 10),
        TableColumn("Workbook", 30),
        TableColumn("Sheet", 12),
        TableColumn("Cell", 8),
        TableColumn("What is wrong", 70),
        TableColumn("What to do", 60),
    )
    return SheetModel("Findings", "Findings", (line,), (Table("Findings", line, columns, rows),))

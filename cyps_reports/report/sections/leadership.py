"""What only the leadership team sees.

Managers' own view against the rules, what came without an update, findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.slippage import slips_of
from cyps_reports.findings import Finding, Severity
from cyps_reports.report.blocks import Block, Heading, Paragraph, Section
from cyps_reports.report.columns import milestone_and_lead, room_for_references
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.sections.slippage import milestone_table
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.returns.model import Status

_HOPEFUL = (Status.NOT_STARTED, Status.ON_TRACK, Status.COMPLETED)


def leadership_section(assessment: Assessment, findings: tuple[Finding, ...]) -> Section:
    """Four tables for the leadership team."""
    return Section("For the leadership team", tuple(_blocks(assessment, findings)), is_wide=True)


def _blocks(assessment: Assessment, findings: tuple[Finding, ...]) -> Iterator[Block]:
    yield Heading("Where managers see it otherwise")
    contradicted = [deadline for deadline in assessment.deadlines if _is_contradicted(deadline)]
    yield from _deadlines("Where managers see it otherwise", contradicted, assessment)
    yield Heading("Without an update")
    silent = [
        deadline for deadline in assessment.deadlines if deadline.state is DeadlineState.NO_UPDATE
    ]
    yield from _deadlines("Without an update", silent, assessment)
    if late := tuple(e for e in slips_of(assessment) if e.days > 0 and e.result.state.is_open):
        yield Heading("Open and expected late")
        yield milestone_table(late, assessment)
    yield Heading("Findings in the returns")
    told = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if told:
        yield _findings_table(told)
    else:
        yield Paragraph("Nothing was found wrong in the returns.")


def _is_contradicted(result: DeadlineResult) -> bool:
    """A manager's status that is better than the state the rules come to."""
    status = result.told.status if result.told else None
    return status in _HOPEFUL and result.state in (
        DeadlineState.OVERDUE,
        DeadlineState.MISSED,
        DeadlineState.AT_RISK,
    )


def _deadlines(
    title: str, results: list[DeadlineResult], assessment: Assessment
) -> Iterator[Block]:
    if not results:
        yield Paragraph("There are none.")
        return
    rows = []
    for result in results:
        cells = DeadlineCells(result, assessment)
        own_view = cells.own_view if cells.own_view.text else Cell("Not given")
        rows.append(
            (cells.ref, cells.title, cells.lead, cells.due, own_view, cells.rating, cells.reason)
        )
    more = room_for_references(assessment.plan, 1.2)
    yield Table(
        title,
        f"{title}: each deadline with its lead, the manager's own view, and its state by the "
        "rules.",
        (
            TableColumn("Ref", 1.2 + more),
            *milestone_and_lead(assessment.plan, 9.4 - more),
            TableColumn("Due", 3.2),
            TableColumn("Manager's view", 2.6),
            TableColumn("State", 2.6, is_chip=True),
            TableColumn("Reason", 7.0),
        ),
        tuple(rows),
    )


def _findings_table(findings: list[Finding]) -> Table:
    return Table(
        "Findings in the returns",
        "What was found in the returned workbooks, where, and what to do.",
        (
            TableColumn("Where", 6.0),
            TableColumn("What is wrong", 11.0),
            TableColumn("What to do", 9.0),
        ),
        tuple(
            (Cell(str(finding.place)), Cell(finding.named), Cell(finding.fix))
            for finding in findings
        ),
    )

"""What falls due next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.plan.dates import Month, long, month_of
from cyps_reports.report.blocks import Block, Cell, Paragraph, Section, Table, TableColumn
from cyps_reports.report.columns import milestone_and_lead, room_for_references
from cyps_reports.report.deadline_cells import deadline_cells


def due_section(assessment: Assessment) -> Section:
    """The open deadlines of the next two months, the next first."""
    return Section("Due in the next two months", tuple(_due(assessment)), is_wide=True)


def _due(assessment: Assessment) -> Iterator[Block]:
    last = _end_of_two_months(assessment.as_at)
    coming = [
        deadline
        for deadline in assessment.deadlines
        if _is_coming(deadline, assessment.as_at, last)
    ]
    if not coming:
        yield Paragraph(f"No open deadline falls due by {long(last)}.")
        return
    more = room_for_references(assessment.plan, 1.2)
    yield Table(
        "Due in the next two months",
        f"Each open deadline that falls due by {long(last)}, the next first.",
        (
            TableColumn("Due", 3.0),
            TableColumn("Ref", 1.2 + more),
            *milestone_and_lead(assessment.plan, 10.7 - more),
            TableColumn("State", 2.7),
            TableColumn("Reason", 8.2),
        ),
        tuple(_due_row(each, assessment) for each in sorted(coming, key=_binding)),
    )


def _end_of_two_months(day: date) -> date:
    month: Month = month_of(day)
    return month.next.next.last


def _is_coming(result: DeadlineResult, as_at: date, last: date) -> bool:
    binding = result.deadline.binding
    return binding is not None and as_at <= binding <= last and result.state.is_open


def _binding(result: DeadlineResult) -> date:
    return result.deadline.binding or date.max


def _due_row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = deadline_cells(result, assessment)
    return cells.due, cells.ref, cells.title, cells.lead, cells.rating, cells.reason

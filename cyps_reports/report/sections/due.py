"""What falls due next, and what is at risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.phrases import listed
from cyps_reports.plan.dates import long, month_of
from cyps_reports.report.blocks import Block, Cell, Paragraph, Section, Table, TableColumn
from cyps_reports.report.columns import milestone_and_lead, room_for_references
from cyps_reports.report.deadline_cells import deadline_cells
from cyps_reports.report.sections.late import action_missing
from cyps_reports.theme import Tone

TITLE = "Due next and at risk"


def due_section(assessment: Assessment) -> Section:
    """The open deadlines of the next month, the next first, and all that are at risk."""
    return Section(TITLE, tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    next_month = month_of(assessment.as_at).next
    coming = _until(next_month.last, assessment)
    at_risk = [each for each in assessment.deadlines if each.rag is Tone.AMBER]
    told = {each.key: each for each in (*coming, *at_risk)}
    if told:
        yield _table(sorted(told.values(), key=_binding), assessment, next_month.last)
    else:
        yield Paragraph(
            f"No open deadline falls due by {long(next_month.last)}, and none is at risk."
        )
    later = next_month.next.last
    others = [each.label for each in _until(later, assessment) if each.key not in told]
    if others:
        yield Paragraph(f"Also due by {long(later)}, and not at risk: {listed(others)}.")


def _until(last: date, assessment: Assessment) -> list[DeadlineResult]:
    """The open deadlines from the day of the report to another day, the next first."""
    coming = (each for each in assessment.deadlines if each.state.is_open)
    return sorted(
        (each for each in coming if assessment.as_at <= _binding(each) <= last), key=_binding
    )


def _binding(result: DeadlineResult) -> date:
    """The date that counts; of what recurs none does, and it stands last."""
    return result.deadline.binding or date.max


def _table(results: Iterable[DeadlineResult], assessment: Assessment, last: date) -> Table:
    more = room_for_references(assessment.plan, 1.2)
    return Table(
        TITLE,
        f"Each open deadline that falls due by {long(last)}, the next first, and each later one "
        "that is at risk, was re-dated, or was missed once.",
        (
            TableColumn("Due", 2.6),
            TableColumn("Ref", 1.2 + more),
            *milestone_and_lead(assessment.plan, 6.4 - more),
            TableColumn("State", 2.4),
            TableColumn("Reason", 4.8),
        ),
        tuple(_row(each, assessment) for each in results),
    )


def _row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = deadline_cells(result, assessment)
    said = " ".join(part for part in (cells.reason.text, action_missing(result)) if part)
    return cells.due, cells.ref, cells.title, cells.lead, cells.rating, Cell(said)

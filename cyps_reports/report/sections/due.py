"""What falls due next, and what is at risk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import lower
from cyps_reports.plan.dates import long, month_of
from cyps_reports.report.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Section,
    Table,
    TableColumn,
)
from cyps_reports.report.columns import milestone_and_lead, room_for_references
from cyps_reports.report.deadline_cells import deadline_cells
from cyps_reports.report.deadline_wording import due_text, full_name, waits_words
from cyps_reports.report.sections.late import action_missing
from cyps_reports.theme import Tone

TITLE = "Due next and at risk"
AT_RISK = "At risk, re-dated or missed once"


def due_section(assessment: Assessment) -> Section:
    """The open deadlines of the next month, the next first, and all that are at risk."""
    return Section(TITLE, tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    last = month_of(assessment.as_at).next.last
    at_risk = [each for each in assessment.deadlines if each.rag is Tone.AMBER]
    others = [each for each in _until(last, assessment) if each.rag is not Tone.AMBER]
    if at_risk:
        yield _table(sorted(at_risk, key=_binding), assessment)
    if others:
        yield Heading(f"Due by {long(last)}, and not at risk")
        for due, group in groupby(others, key=lambda each: due_text(each.deadline)):
            yield Paragraph(f"{due}:")
            yield Bullets(tuple(_line(each, assessment) for each in group))
    if not at_risk and not others:
        yield Paragraph(f"No open deadline falls due by {long(last)}, and none is at risk.")


def _until(last: date, assessment: Assessment) -> list[DeadlineResult]:
    """The open deadlines from the day of the report to another day, the next first."""
    coming = (each for each in assessment.deadlines if each.state.is_open)
    return sorted(
        (each for each in coming if assessment.as_at <= _binding(each) <= last), key=_binding
    )


def _binding(result: DeadlineResult) -> date:
    """The date that counts; of what recurs none does, and it stands last."""
    return result.deadline.binding or date.max


def _table(results: Iterable[DeadlineResult], assessment: Assessment) -> Table:
    more = room_for_references(assessment.plan, 1.1)
    return Table(
        AT_RISK,
        f"{AT_RISK}: each such deadline, the next due first.",
        (
            TableColumn("Due", 2.8),
            TableColumn("Ref", 1.1 + more),
            *milestone_and_lead(assessment.plan, 6.3 - more),
            TableColumn("State", 2.1),
            TableColumn("Reason", 5.1),
        ),
        tuple(_row(each, assessment) for each in results),
    )


def _row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = deadline_cells(result, assessment)
    said = " ".join(part for part in (cells.reason.text, action_missing(result)) if part)
    return cells.due, cells.ref, cells.title, cells.lead, cells.rating, Cell(said)


def _line(result: DeadlineResult, assessment: Assessment) -> str:
    """`C24 Health survey (VL), on track.`, and what late it waits for."""
    cells = deadline_cells(result, assessment)
    lead = f" ({cells.lead.text})" if cells.lead.text else ""
    state = lower(word_of(result.state))
    waits = waits_words(result)
    name = full_name(result.milestone, result.deadline)
    return f"{name}{lead}, {state}.{waits}"

"""The cells that a deadline comes to, once for every table it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.plan.heads import head_name
from cyps_reports.plan.milestone import AtApproval
from cyps_reports.report import deadline_wording
from cyps_reports.report.blocks import Cell
from cyps_reports.report.cells import (
    date_cell,
    further_cells,
    number_cell,
    rag_cell,
    rating_cell,
    typed_cell,
    with_notes,
)
from cyps_reports.returns import layout
from cyps_reports.returns.model import Status


@dataclass(frozen=True, slots=True)
class DeadlineCells:
    """A deadline's cells."""

    ref: Cell
    priority: Cell
    heading: Cell
    name: Cell
    which: Cell
    title: Cell
    due: Cell
    binding: Cell
    lead: Cell
    partners: Cell
    state: Cell
    rating: Cell
    rag: Cell
    days: Cell
    reason: Cell
    own_view: Cell
    completed: Cell
    expected: Cell
    progress: Cell
    corrective_action: Cell
    success: Cell
    evidence: Cell
    moves: Cell
    head: Cell
    further: Mapping[str, Cell]
    source: Cell


def deadline_cells(result: DeadlineResult, assessment: Assessment) -> DeadlineCells:
    """The cells of a deadline."""
    milestone, deadline, entry = result.milestone, result.deadline, result.told
    which = deadline_wording.deadline_name(milestone, deadline)
    return DeadlineCells(
        ref=Cell(milestone.ref),
        priority=Cell(milestone.priority),
        heading=Cell(milestone.heading),
        name=Cell(milestone.name),
        which=Cell(which),
        title=Cell("\n".join(part for part in (milestone.name, which) if part)),
        due=Cell(deadline_wording.due_text(deadline)),
        binding=date_cell(deadline.binding)
        if deadline.binding
        else Cell(deadline_wording.due_text(deadline)),
        lead=Cell(milestone.leads),
        partners=Cell("; ".join(milestone.partners)),
        state=rag_cell(word_of(result.state), result.rag),
        rating=rating_cell(word_of(result.state), result.rag, assessment.plan.vocabulary),
        rag=Cell(assessment.plan.vocabulary.rating(result.rag), result.rag),
        days=number_cell(result.days) if result.days else Cell(),
        reason=Cell(
            deadline_wording.deadline_reason(result, assessment.as_at, assessment.plan.vocabulary)
        ),
        own_view=Cell(word_of(entry.status) if entry and isinstance(entry.status, Status) else ""),
        completed=date_cell(result.completed),
        expected=date_cell(entry.expected if entry else None),
        progress=typed_cell(_progress(result), entry, "progress"),
        corrective_action=typed_cell(
            entry.corrective_action if entry else "", entry, "corrective_action"
        ),
        success=Cell(milestone.success),
        evidence=Cell(milestone.evidence),
        moves=Cell("; ".join(milestone.moves)),
        head=Cell(head_name(milestone.head)),
        further=further_cells(layout.MILESTONE_FURTHER, entry),
        source=Cell(str(result.entry.places.get("status", "")) if result.entry else ""),
    )


def _progress(result: DeadlineResult) -> str:
    """Progress of this month.

    What the plan said at its approval where nothing newer was written.
    """
    written = with_notes(result.told.progress, result.told.notes) if result.told else ""
    at_approval = result.deadline.at_approval is not AtApproval.OPEN
    approved = result.milestone.progress_at_approval if at_approval else ""
    return written or (f"When the plan was approved: {approved}." if approved else "")


def people_of(cells: DeadlineCells) -> str:
    """`MV; Health; Police`: the leads and the partners; "" for nobody."""
    return "; ".join(part for part in (cells.lead.text, cells.partners.text) if part)


def planned_lines(cells: DeadlineCells) -> Iterator[str]:
    """What else the plan says of a milestone, a line each, where it says it."""
    for what, cell in (
        ("Success measure", cells.success),
        ("Evidence", cells.evidence),
        ("Moves", cells.moves),
    ):
        if cell.text:
            yield f"{what}: {cell.text}"

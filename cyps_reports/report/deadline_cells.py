"""The cells that a deadline comes to, once for every table it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.report import deadline_wording
from cyps_reports.report.cells import (
    date_cell,
    further_cells,
    number_cell,
    rag_cell,
    rating_cell,
    typed_cell,
    with_notes,
)
from cyps_reports.report.table_blocks import Cell
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, Status


@dataclass(frozen=True)
class DeadlineCells:
    """A deadline's cells, each made when it is asked for.

    Kept are only those that a table asks for again.
    """

    result: DeadlineResult
    assessment: Assessment

    @property
    def _milestone(self) -> Milestone:
        return self.result.milestone

    @property
    def _deadline(self) -> Deadline:
        return self.result.deadline

    @property
    def _told(self) -> DeadlineEntry | None:
        return self.result.told

    @property
    def ref(self) -> Cell:
        return Cell(self._milestone.ref)

    @property
    def priority(self) -> Cell:
        return Cell(self._milestone.priority)

    @property
    def heading(self) -> Cell:
        return Cell(self._milestone.heading)

    @property
    def name(self) -> Cell:
        return Cell(self._milestone.name)

    @property
    def which(self) -> Cell:
        return Cell(deadline_wording.deadline_name(self._milestone, self._deadline))

    @property
    def title(self) -> Cell:
        return Cell("\n".join(part for part in (self._milestone.name, self.which.text) if part))

    @property
    def due(self) -> Cell:
        return Cell(deadline_wording.due_text(self._deadline))

    @property
    def binding(self) -> Cell:
        day = self._deadline.binding
        return date_cell(day) if day else self.due

    @property
    def lead(self) -> Cell:
        return Cell(self._milestone.leads)

    @property
    def partners(self) -> Cell:
        return Cell("; ".join(self._milestone.partners))

    @property
    def state(self) -> Cell:
        return rag_cell(word_of(self.result.state), self.result.rag)

    @property
    def rating(self) -> Cell:
        return rating_cell(
            word_of(self.result.state), self.result.rag, self.assessment.plan.vocabulary
        )

    @property
    def rag(self) -> Cell:
        return Cell(self.assessment.plan.vocabulary.rating(self.result.rag), self.result.rag)

    @property
    def days(self) -> Cell:
        return number_cell(self.result.days) if self.result.days else Cell()

    @property
    def reason(self) -> Cell:
        return Cell(
            deadline_wording.deadline_reason(
                self.result, self.assessment.as_at, self.assessment.plan.vocabulary
            )
        )

    @property
    def own_view(self) -> Cell:
        return Cell(
            word_of(self._told.status)
            if self._told and isinstance(self._told.status, Status)
            else ""
        )

    @property
    def completed(self) -> Cell:
        return date_cell(self.result.completed)

    @property
    def expected(self) -> Cell:
        return date_cell(self._told.expected if self._told else None)

    @cached_property
    def progress(self) -> Cell:
        return typed_cell(_progress(self.result), self._told, "progress")

    @property
    def corrective_action(self) -> Cell:
        return typed_cell(
            self._told.corrective_action if self._told else "", self._told, "corrective_action"
        )

    @property
    def success(self) -> Cell:
        return Cell(self._milestone.success)

    @property
    def evidence(self) -> Cell:
        return Cell(self._milestone.evidence)

    @property
    def moves(self) -> Cell:
        return Cell("; ".join(self._milestone.moves))

    @property
    def head(self) -> Cell:
        return Cell(head_name(self._milestone.head))

    @cached_property
    def further(self) -> Mapping[str, Cell]:
        return further_cells(layout.MILESTONE_FURTHER, self._told)

    @property
    def source(self) -> Cell:
        return Cell(str(self.result.entry.places.get("status", "")) if self.result.entry else "")


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
            end = "" if cell.text.endswith((".", "!", "?", "…")) else "."
            yield f"{what}: {cell.text}{end}"

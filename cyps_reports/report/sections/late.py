"""Late deadlines: what is overdue or missed, the most serious first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.exceptions import exceptions_of, milestone_results
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Block, Paragraph, Section
from cyps_reports.report.columns import (
    LEAD,
    least_lines,
    milestone_and_lead,
    room_for_leads,
    room_for_references,
)
from cyps_reports.report.deadline_cells import DeadlineCells, planned_lines
from cyps_reports.report.deadline_lines import how_far
from cyps_reports.report.deadline_wording import due_text
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.report.wording import NO_ACTION, action_given

TITLE = "Late deadlines"
WRITTEN = "Reason, progress and corrective action"
PROSE = 11.3
"""How wide a milestone and what is written of it are together, in centimetres."""


def late_section(assessment: Assessment) -> Section:
    """Each with its reason, what waits for it, and what is being done."""
    return Section(TITLE, tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    late = exceptions_of(assessment).deadlines
    if not late:
        none_late = "No deadline is known to be overdue or missed."
        yield Paragraph(none_late if assessment.deadlines else "There are no deadlines.")
        return
    rows = tuple(_row(each, assessment) for each in late)
    texts = [(row[1].text, row[-1].text) for row in rows]
    ref, milestone_lead, written = columns_of_texts(texts, assessment.plan)
    yield Table(
        TITLE,
        "Each deadline that has passed and is not known to be completed, longest overdue first.",
        (ref, *milestone_lead, DUE, STATE, written),
        rows,
        is_dense=True,
    )


DUE, STATE = TableColumn("Due", 1.8), TableColumn("State", 2.1, is_chip=True)


def columns_of_texts(
    texts: Sequence[tuple[str, str]], plan: Plan
) -> tuple[TableColumn, tuple[TableColumn, ...], TableColumn]:
    """The columns of references, of milestones and leads, and of what was written.

    As wide as the texts in them, a milestone and what was written in each row, need.
    """
    more, leads = room_for_references(plan, _REF), room_for_leads(plan)
    milestone, written = least_lines(texts, PROSE - more - leads)
    beside = milestone_and_lead(plan, milestone + LEAD + leads)
    return TableColumn("Ref", _REF + more), beside, TableColumn(WRITTEN, written)


_REF = 1.0


def _row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = DeadlineCells(result, assessment)
    planned = planned_lines(cells) if _is_told_here_alone(result, assessment) else ()
    (milestone,) = milestone_results(assessment.of_milestone(result))
    told = (cells.title.text, how_far(milestone, beside=result), *planned)
    title, due = Cell("\n".join(filter(None, told))), Cell(due_text(result.deadline, short))
    why = reason_and_written(result, assessment)
    return cells.ref, title, cells.lead, due, cells.rating, why


def reason_and_written(result: DeadlineResult, assessment: Assessment) -> Cell:
    """Why it stands so, what was written, what waits for it, and the corrective action."""
    cells = DeadlineCells(result, assessment)
    action = cells.corrective_action
    given = action_given(action.text)
    # What leads out of the report has a line of its own.
    gap = "\n" if cells.progress.hyperlinks else " "
    said = (
        gap.join(filter(None, (cells.reason.text, cells.progress.text))),
        _held_up(result, assessment),
        given or action_missing(result),
    )
    return Cell(
        "\n".join(part for part in said if part),
        hyperlinks=(*cells.progress.hyperlinks, *action.hyperlinks),
    )


def _is_told_here_alone(result: DeadlineResult, assessment: Assessment) -> bool:
    """Whether what else the plan says of a milestone has its place here.

    Elsewhere it is told of one that has open deadlines that are not late, and so it is in the
    first row of one that has several.
    """
    still_open = [each for each in assessment.of_milestone(result) if each.state.is_open]
    are_late = all(each.state.is_missed for each in still_open)
    return are_late and max(still_open, key=lambda each: each.days) == result


def action_missing(result: DeadlineResult) -> str:
    """That no corrective action came; "" where none is wanted, and where no return came."""
    return NO_ACTION if result.told is not None and lacks_action(result) else ""


def _held_up(result: DeadlineResult, assessment: Assessment) -> str:
    """`B17 and C35 wait for it.`; "" where nothing does."""
    waiting = [each.label for each in assessment.waiting_for(result)]
    verb = "waits" if len(waiting) == 1 else "wait"
    return f"{listed(waiting)} {verb} for it." if waiting else ""

"""A priority's milestones: what is open in full, what is done and what was withdrawn in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cyps_reports.assessment.exceptions import MilestoneResult, milestone_results
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted, lower, none_or
from cyps_reports.plan.dates import short
from cyps_reports.plan.milestone import Deadline
from cyps_reports.report.attention_wording import told_under
from cyps_reports.report.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Table,
    TableColumn,
)
from cyps_reports.report.columns import room_for_references
from cyps_reports.report.deadline_cells import DeadlineCells, people_of, planned_lines
from cyps_reports.report.deadline_wording import (
    deadline_reason,
    due_text,
    full_name,
    further_reason,
)
from cyps_reports.report.sections.due import TITLE as DUE
from cyps_reports.report.sections.due import is_on_its_way, is_told_here
from cyps_reports.report.sections.late import TITLE as LATE

OPEN, QUIET, COMPLETED, WITHDRAWN = (
    "Open milestones",
    "Open, with nothing reported",
    "Completed",
    "Withdrawn, merged and deferred",
)


def milestone_blocks(
    deadlines: tuple[DeadlineResult, ...], assessment: Assessment
) -> Iterator[Block]:
    """The open ones under the plan's headings; then those completed, and those withdrawn."""
    milestones = milestone_results(deadlines)
    on_their_way = [each for each in deadlines if is_on_its_way(each, assessment)]
    told = [each for each in on_their_way if not _is_quiet(each, assessment)]
    if told:
        yield Heading(OPEN)
    for heading, group in groupby(told, key=lambda each: each.milestone.heading):
        if heading:
            yield Heading(heading, level=3)
        yield _table(heading or OPEN, tuple(group), milestones, assessment)
    if quiet := [each for each in on_their_way if each not in told]:
        yield Heading(QUIET)
        yield Bullets(tuple(_quiet_line(each, assessment) for each in quiet))
    if late := [each.label for each in deadlines if each.state.is_missed]:
        yield Paragraph(f"Late: {'; '.join(late)}. {told_under(LATE)}")
    if due := [each.label for each in deadlines if is_told_here(each, assessment)]:
        yield Paragraph(f"At risk or due next: {'; '.join(due)}. {told_under(DUE)}")
    if done := [each for each in milestones if any(map(_is_done, each.deadlines))]:
        yield Heading(COMPLETED)
        yield Bullets(tuple(map(_completed_line, done)))
    if gone := [each for each in deadlines if each.state.is_withdrawn]:
        yield Heading(WITHDRAWN)
        yield Bullets(tuple(_withdrawn_line(each, assessment) for each in gone))


def _is_done(result: DeadlineResult) -> bool:
    return result.state.is_completed


def _is_quiet(result: DeadlineResult, assessment: Assessment) -> bool:
    """Whether there is no more to say of it than its due date and state."""
    cells = DeadlineCells(result, assessment)
    return not (_written(result, assessment).text or any(planned_lines(cells)))


def _quiet_line(result: DeadlineResult, assessment: Assessment) -> str:
    """`B9 Quarterly audits (deadline 3 of 3) (MV; Police): 31 January 2013, not yet started`."""
    people = people_of(DeadlineCells(result, assessment))
    name = full_name(result.milestone, result.deadline)
    due, state = due_text(result.deadline), lower(word_of(result.state))
    return f"{name}{people and f' ({people})'}: {due}, {state}."


def _table(
    title: str,
    told: Sequence[DeadlineResult],
    milestones: Iterable[MilestoneResult],
    assessment: Assessment,
) -> Table:
    more = room_for_references(assessment.plan, 1.1)
    rows = (
        row
        for each in milestones
        for row in _rows(each, [one for one in told if one in each.deadlines], assessment)
    )
    return Table(
        title,
        "The open milestones with their deadlines, leads, states and progress.",
        (
            TableColumn("Ref", 1.1 + more),
            TableColumn("Milestone", 8.0 - more),
            TableColumn("Due", 2.7),
            TableColumn(f"{assessment.plan.lead_column} and partners", 3.2),
            TableColumn("State", 2.9, is_chip=True),
            TableColumn("Progress and action", 8.8),
        ),
        tuple(rows),
    )


def _rows(
    milestone: MilestoneResult, told: Sequence[DeadlineResult], assessment: Assessment
) -> Iterator[tuple[Cell, ...]]:
    for result in told:
        cells = DeadlineCells(result, assessment)
        is_first = result is told[0]
        name = (cells.name.text, _how_far(milestone), *planned_lines(cells)) if is_first else ()
        yield (
            cells.ref,
            Cell("\n".join(part for part in (*name, cells.which.text) if part)),
            cells.due,
            Cell(people_of(cells) if is_first else ""),
            cells.rating,
            _written(result, assessment),
        )


def _written(result: DeadlineResult, assessment: Assessment) -> Cell:
    cells = DeadlineCells(result, assessment)
    return prose(
        Cell(further_reason(result, assessment.as_at, assessment.plan.vocabulary)),
        comment=cells.progress,
        action=cells.corrective_action,
    )


def prose(reason: Cell, *, comment: Cell, action: Cell) -> Cell:
    """A reason, what was written, and the corrective action, a line each."""
    parts = (reason.text, comment.text, action.text and f"Corrective action: {action.text}")
    return Cell(
        "\n".join(part for part in parts if part),
        hyperlinks=(*comment.hyperlinks, *action.hyperlinks),
    )


def _how_far(milestone: MilestoneResult) -> str:
    """`2 of 4 done; first overdue since 30/06/12, next 31/12/12`.

    "" for a milestone with one deadline.
    """
    if milestone.dated < 2:
        return ""
    dates = (("first overdue since", milestone.overdue), ("next", milestone.next_open))
    told = [
        f"{what} {_binding(each.deadline)}"
        for what, each in dates
        if each and each.deadline.binding
    ]
    done = f"{none_or(milestone.done).capitalize()} of {milestone.dated} done"
    return f"{done}; {', '.join(told)}" if told else done


def _binding(deadline: Deadline) -> str:
    """The date that counts, as the plan says it."""
    day = deadline.binding
    return deadline.binding_said or (short(day) if day else "")


def _completed_line(milestone: MilestoneResult) -> str:
    """`B9 Audits: deadline 1 on 28/06/12; deadline 2 on 27/09/12, 5 days late`."""
    done = [each for each in milestone.deadlines if _is_done(each)]
    several = len(milestone.deadlines) > 1
    said = "; ".join(_completed(each, is_numbered=several) for each in done)
    first = done[0].milestone
    return f"{first.ref} {first.name}: {said}."


def _completed(result: DeadlineResult, *, is_numbered: bool) -> str:
    which = f"deadline {result.deadline.number} " if is_numbered else ""
    day = f"on {short(result.completed)}" if result.completed else "when the plan was approved"
    late = f", {counted(result.days, 'day')} late" if result.days else ""
    return f"{which}{day}{late}"


def _withdrawn_line(result: DeadlineResult, assessment: Assessment) -> str:
    reason = deadline_reason(result, assessment.as_at, assessment.plan.vocabulary)
    return f"{result.label} {result.milestone.name}: {reason}"

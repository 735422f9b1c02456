"""A priority's milestones, a line each: what is open, what is done and what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain, groupby

from cyps_reports.assessment.exceptions import MilestoneResult, milestone_results
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.report.attention_wording import told_under
from cyps_reports.report.blocks import Block, Bullets, Heading, Paragraph, Point, Points
from cyps_reports.report.deadline_cells import DeadlineCells, planned_lines
from cyps_reports.report.deadline_lines import how_far, open_point, quiet_point
from cyps_reports.report.deadline_wording import deadline_reason, further_reason, late_words
from cyps_reports.report.sections.due import TITLE as DUE
from cyps_reports.report.sections.due import is_on_its_way, is_told_here
from cyps_reports.report.sections.late import TITLE as LATE
from cyps_reports.report.table_blocks import Cell
from cyps_reports.report.wording import action_given
from cyps_reports.returns.model import DeadlineKey

OPEN, QUIET, COMPLETED, WITHDRAWN = (
    "Open milestones",
    "Open, with nothing reported",
    "Completed",
    "Withdrawn, merged and deferred",
)
BEFORE = "Reported before"


def milestone_blocks(
    deadlines: tuple[DeadlineResult, ...], assessment: Assessment, previous: Position | None = None
) -> Iterator[Block]:
    """The open ones under the plan's headings; then those completed, and those withdrawn.

    What was completed in the `previous` report was told there in full.
    """
    on_their_way = [each for each in deadlines if is_on_its_way(each, assessment)]
    left = [each for each in on_their_way if _is_quiet(each, assessment)]
    keys = {each.key for each in left}
    told = [each for each in on_their_way if each.key not in keys]
    quiet = grouped(left, lambda each: each.state)
    in_order = (*told, *chain.from_iterable(quiet.values()))
    points = dict(_open_points(in_order, keys, milestone_results(deadlines), assessment))
    if told:
        yield Heading(OPEN)
    for heading, group in groupby(told, key=lambda each: each.milestone.heading):
        if heading:
            yield Heading(heading, level=3)
        yield Points(tuple(points[each.key] for each in group))
    if quiet:
        yield Heading(QUIET)
    for state, rows in quiet.items():
        yield Paragraph(f"{word_of(state)}:")
        yield Points(tuple(points[each.key] for each in rows))
    if late := [each.label for each in deadlines if each.state.is_missed]:
        yield Paragraph(told_under(LATE, late))
    if due := [each.label for each in deadlines if is_told_here(each, assessment)]:
        yield Paragraph(told_under(DUE, due))
    named = [each.milestone for each in on_their_way]
    yield from _completed_blocks(deadlines, named, previous)
    if gone := [each for each in deadlines if each.state.is_withdrawn]:
        yield Heading(WITHDRAWN)
        yield Bullets(tuple(_withdrawn_line(each, assessment) for each in gone))


def _is_quiet(result: DeadlineResult, assessment: Assessment) -> bool:
    """Whether there is no more to say of it than its due date and state."""
    cells = DeadlineCells(result, assessment)
    reason = further_reason(result, assessment.as_at, assessment.plan.vocabulary)
    written = (reason, cells.progress.text, cells.corrective_action.text)
    return not any((*written, *planned_lines(cells)))


def _open_points(
    told: Iterable[DeadlineResult],
    quiet: Set[DeadlineKey],
    milestones: Iterable[MilestoneResult],
    assessment: Assessment,
) -> Iterator[tuple[tuple[str, int], Point]]:
    """A point for each, by its key; the first one of a milestone names it and says how far it is.

    How far one is that has late deadlines stands beside them.
    """
    named: set[str] = set()
    of_ref = {each.deadlines[0].milestone.ref: each for each in milestones}
    for result in told:
        ref, is_first = result.milestone.ref, result.milestone.ref not in named
        is_late = any(each.state.is_missed for each in of_ref[ref].deadlines)
        if result.key in quiet:
            yield result.key, quiet_point(result, assessment, is_named=is_first)
        else:
            far = "" if is_late or not is_first else how_far(of_ref[ref], beside=result)
            planned = planned_lines(DeadlineCells(result, assessment)) if is_first else ()
            yield (
                result.key,
                open_point(result, assessment, is_named=is_first, far=far, planned=planned),
            )
        named.add(ref)


def _completed_blocks(
    deadlines: Iterable[DeadlineResult], named: list[Milestone], previous: Position | None
) -> Iterator[Block]:
    """What was completed since the report before, and what was in it already."""
    done = [each for each in deadlines if each.state.is_completed]
    before = [each for each in done if _was_completed(each, previous)]
    now = milestone_results(each for each in done if not _was_completed(each, previous))
    if done:
        yield Heading(COMPLETED)
    if now:
        yield Bullets(tuple(_completed_line(each, named) for each in now))
    if before:
        yield Paragraph(f"{BEFORE}: {'; '.join(map(_completed_before, before))}.")


def _was_completed(result: DeadlineResult, previous: Position | None) -> bool:
    was = previous.deadlines.get(result.key) if previous else None
    return was is not None and was.state is result.state


def _completed_line(milestone: MilestoneResult, named: list[Milestone]) -> str:
    """`B9 Audits: deadline 1 on 28/06/12; deadline 2 on 27/09/12, 5 days late`."""
    first = milestone.deadlines[0].milestone
    several = len(first.deadlines) > 1
    said = "; ".join(_completed(each, is_numbered=several) for each in milestone.deadlines)
    return f"{first.ref if first in named else f'{first.ref} {first.name}'}: {said}."


def _completed(result: DeadlineResult, *, is_numbered: bool) -> str:
    which = f"deadline {result.deadline.number} " if is_numbered else ""
    on = "on " if is_numbered else ""
    day = f"{on}{short(result.completed)}" if result.completed else "when the plan was approved"
    late = f", {late_words(result)}" if result.days else ""
    return f"{which}{day}{late}"


def _completed_before(result: DeadlineResult) -> str:
    """`B9, deadline 1, 28/06/12 (late)`."""
    day = short(result.completed) if result.completed else "at approval"
    return f"{result.label} {day}{' (late)' if result.days else ''}"


def _withdrawn_line(result: DeadlineResult, assessment: Assessment) -> str:
    reason = deadline_reason(result, assessment.as_at, assessment.plan.vocabulary)
    return f"{result.label} {result.milestone.name}: {reason}"


def prose(reason: Cell, *, comment: Cell, action: Cell) -> Cell:
    """A reason, what was written, and the corrective action, a line each."""
    parts = (reason.text, comment.text, action_given(action.text))
    return Cell(
        "\n".join(part for part in parts if part),
        hyperlinks=(*comment.hyperlinks, *action.hyperlinks),
    )

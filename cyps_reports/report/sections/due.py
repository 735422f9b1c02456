"""What falls due next, and what is at risk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date
from itertools import groupby

from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.plan.dates.months import long, month_of, short
from cyps_reports.report.blocks import Block, Heading, Paragraph, Point, Points, Section
from cyps_reports.report.deadline_cells import DeadlineCells, planned_lines
from cyps_reports.report.deadline_lines import next_point
from cyps_reports.report.deadline_wording import due_text
from cyps_reports.report.sections.counts import TONE_WORDS
from cyps_reports.report.sections.late import DUE, STATE, columns_of_texts, reason_and_written
from cyps_reports.report.table_blocks import Cell, Table
from cyps_reports.returns.model import DeadlineKey
from cyps_reports.theme import Tone

TITLE = "Due next and at risk"
AT_RISK = TONE_WORDS[Tone.AMBER]
NOT_AT_RISK, NOT_KNOWN = "not at risk", "not known whether at risk"
"""What is due next, by whether anybody has said how it stands."""


def due_section(assessment: Assessment) -> Section:
    """The open deadlines of the next month, the next first, and all that are at risk."""
    return Section(TITLE, tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    last = _last_day(assessment)
    at_risk = [each for each in assessment.deadlines if each.rag is Tone.AMBER]
    others = [each for each in _until(last, assessment) if each.rag is not Tone.AMBER]
    if at_risk:
        yield _table(sorted(at_risk, key=_binding), assessment)
    known = [each for each in others if each.state.is_known]
    unknown = [each for each in others if not each.state.is_known]
    told = (*sorted(at_risk, key=_binding), *known, *unknown)
    for title, some in ((NOT_AT_RISK, known), (NOT_KNOWN, unknown)):
        if some:
            yield Heading(f"Due by {long(last)}, and {title}")
            yield from _by_day(some, _told_alone(told, assessment), assessment)
    if not at_risk and not others:
        none = f"No open deadline falls due by {long(last)}, and none is known to be at risk."
        yield Paragraph(none)


def _by_day(
    some: Sequence[DeadlineResult], alone: Set[DeadlineKey], assessment: Assessment
) -> Iterator[Block]:
    """Each under the day on which it is due."""
    for due, group in groupby(some, key=lambda each: due_text(each.deadline)):
        yield Paragraph(f"{due}:")
        yield Points(tuple(_next_point(each, alone, assessment) for each in group))


def _last_day(assessment: Assessment) -> date:
    return month_of(assessment.as_at).next.last


def _until(last: date, assessment: Assessment) -> list[DeadlineResult]:
    """The open deadlines from the day of the report to another day, the next first."""
    coming = (each for each in assessment.deadlines if each.state.is_open)
    return sorted(
        (each for each in coming if assessment.as_at <= _binding(each) <= last), key=_binding
    )


def _binding(result: DeadlineResult) -> date:
    """The date that counts; of what recurs none does, and it stands last."""
    return result.deadline.binding or date.max


def _table(results: Sequence[DeadlineResult], assessment: Assessment) -> Table:
    alone = _told_alone(results, assessment)
    rows = tuple(_row(each, alone, assessment) for each in results)
    texts = [(row[2].text, row[-1].text) for row in rows]
    ref, milestone_lead, written = columns_of_texts(texts, assessment.plan)
    return Table(
        AT_RISK,
        f"{AT_RISK}: each such deadline, the next due first.",
        (DUE, ref, *milestone_lead, STATE, written),
        rows,
        is_dense=True,
    )


def _row(
    result: DeadlineResult, alone: Set[DeadlineKey], assessment: Assessment
) -> tuple[Cell, ...]:
    cells = DeadlineCells(result, assessment)
    written = reason_and_written(result, assessment)
    planned = planned_lines(cells) if result.key in alone else ()
    title = Cell("\n".join((cells.title.text, *planned)))
    due = Cell(due_text(result.deadline, short))
    return due, cells.ref, title, cells.lead, cells.rating, written


def _told_alone(told: Sequence[DeadlineResult], assessment: Assessment) -> frozenset[DeadlineKey]:
    """The deadlines beside which all else that the plan says of their milestones is told.

    The annex tells it of one that has open deadlines that are not told before.
    """
    first = {id(each.milestone): each for each in reversed(told)}.values()
    in_annex = (
        any(is_on_its_way(other, assessment) for other in assessment.of_milestone(each))
        for each in first
    )
    return frozenset(
        each.key for each, is_there in zip(first, in_annex, strict=True) if not is_there
    )


def is_told_here(result: DeadlineResult, assessment: Assessment) -> bool:
    """Whether it is told in full under what falls due next and what is at risk."""
    is_open = result.state.is_open and not result.state.is_missed
    last = _last_day(assessment)
    is_next = assessment.as_at <= _binding(result) <= last
    return is_open and (result.rag is Tone.AMBER or is_next)


def is_on_its_way(result: DeadlineResult, assessment: Assessment) -> bool:
    """Whether it is told in full in the annex alone: open, neither late, at risk nor due next."""
    is_open = result.state.is_open and not result.state.is_missed
    return is_open and not is_told_here(result, assessment)


def _next_point(result: DeadlineResult, alone: Set[DeadlineKey], assessment: Assessment) -> Point:
    """`C24 Health survey (VL; Health), on track.`, what late it waits for, and what was written."""
    is_here = result.key in alone
    planned = planned_lines(DeadlineCells(result, assessment)) if is_here else ()
    return next_point(result, assessment, planned)

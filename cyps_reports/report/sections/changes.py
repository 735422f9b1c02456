"""What has changed since last month, in a few lines and in tables; the counts month by month."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from datetime import date

from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.measure_states import MEASURE_RAG
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.plan.dates.months import long, short
from cyps_reports.plan.dates.periods import MONTHLY
from cyps_reports.report.blocks import Block, Bullets, Heading, Paragraph, Section
from cyps_reports.report.cells import number_cell
from cyps_reports.report.change_cells import change_cells
from cyps_reports.report.columns import word_heading
from cyps_reports.report.sections.changes_in_short import (
    changes_in_short,
    named_with_reason,
    not_in_short,
)
from cyps_reports.report.sections.counts import TONE_WORDS, count_heads, rated_of
from cyps_reports.report.sections.new_year import compared_with_nothing, since_last_year
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn

DATES = "Dates that moved"
FIGURES = "Figures added or missing"
CORRECTED = "Corrected for earlier months"
STEPS = {
    "Other ratings that moved": (Kind.RATING,),
    "Other deadlines whose state changed": (
        Kind.MET,
        Kind.COMPLETED_LATE,
        Kind.MISSED,
        Kind.STATE,
    ),
}
"""The kinds of change that are told step by step: which rows went from one state to another.

Here those alone that the lines before the annex do not tell.
"""
GROUPS = {
    FIGURES: (Kind.NEW_FIGURE, Kind.NO_FIGURE),
    CORRECTED: (Kind.RESTATED, Kind.RATING_RESTATED),
    DATES: (Kind.MOVED, Kind.REDATED),
    "Withdrawn, merged and deferred": (Kind.WITHDRAWN,),
    "Changes of the plan": (Kind.PLAN,),
}
"""The other kinds of change under their headings."""
FURTHER_CHANGES = "Further changes"

_REASON_WIDTH, _SHARED_WIDTH = 4.0, 8.4
"""What a row's reason has, and what it shares with the row's name."""
_CORRECTED_HEADS = ("Reported", "Corrected")
"""What was given for an earlier month is none of this one's, and does not stand under its name."""
_REFS_ALONE = (FIGURES, CORRECTED, DATES)
"""The headings under which a row is called by its reference, as its name stands elsewhere, and what
kind of change it is may have to be told.
"""


def changes_section(
    assessment: Assessment, positions: tuple[Position, ...], changes: tuple[Change, ...]
) -> Section:
    """What has changed since the last of the earlier positions, in at most ten lines."""
    blocks = tuple(_in_short(assessment, positions, changes))
    return Section(f"What has changed since {assessment.plan.reported.last_one}", blocks)


def _in_short(
    assessment: Assessment, positions: tuple[Position, ...], changes: tuple[Change, ...]
) -> Iterator[Block]:
    if not positions:
        yield Paragraph(compared_with_nothing(assessment, is_news=bool(changes)))
    else:
        yield Paragraph(compared_with(positions[-1], assessment))
        if not changes:
            in_plan = (
                ", no date and nothing in the plan"
                if positions[-1].cells is not None
                else " and no date"
            )
            yield Paragraph(f"No rating, no figure, no deadline{in_plan} has changed.")
    if lines := changes_in_short(changes):
        yield Bullets(tuple(each.text for each in lines))


def further_changes_section(
    assessment: Assessment, positions: tuple[Position, ...], changes: tuple[Change, ...]
) -> Section | None:
    """What the short lines do not tell, and the counts month by month; None where nothing is."""
    blocks = tuple(_in_full(assessment, positions, changes))
    return Section(FURTHER_CHANGES, blocks) if blocks else None


def _in_full(
    assessment: Assessment, positions: tuple[Position, ...], changes: tuple[Change, ...]
) -> Iterator[Block]:
    if not any(each.is_reported for each in positions):
        yield from since_last_year(assessment)
    heads, others = was_and_is(assessment, positions), not_in_short(changes)
    for title, kinds in STEPS.items():
        if some := [change for change in others if change.kind in kinds]:
            yield Heading(title)
            yield _steps_table(title, some, assessment, heads)
    for title, kinds in GROUPS.items():
        if some := [change for change in others if change.kind in kinds]:
            yield Heading(title)
            yield _table(title, some, assessment, _CORRECTED_HEADS if title == CORRECTED else heads)
    if positions:
        yield Heading(assessment.plan.reported.one_by_one)
        yield months_table(assessment, positions)


def was_and_is(assessment: Assessment, positions: tuple[Position, ...]) -> tuple[str, str]:
    """The headings over what was and what is: the two months, `August` and `September`."""
    now = assessment.month
    if not positions:
        return "Was", month_name[now.number]
    before = positions[-1].month
    if before.number == now.number:
        return before.in_words, now.in_words
    return month_name[before.number], month_name[now.number]


def compared_with(previous: Position, assessment: Assessment) -> str:
    """What the changes are seen against; where that is no month before, which it is."""
    rhythm, last = assessment.plan.reported, assessment.plan.report_month_before(assessment.month)
    which = f", {rhythm.last_one}" if rhythm != MONTHLY and previous.month == last else ""
    if previous.is_reported:
        plan = "" if previous.cells is not None else " What the plan said then was not kept."
        return f"Compared with what was reported as at {long(previous.as_at)}{which}.{plan}"
    return (
        f"Compared with the returns for {previous.month.in_words}{which}, as at "
        f"{long(previous.as_at)}; changes of the plan cannot be told, as no record of that report "
        "is kept."
    )


def _table(
    title: str, changes: list[Change], assessment: Assessment, heads: tuple[str, str]
) -> Table:
    """The changes under a heading; where all are of one kind, the heading says which."""
    has_title, has_month = title not in _REFS_ALONE, title == CORRECTED
    # Of a figure that came, went or was corrected, its row here and its priority's table say all.
    has_reason = title not in (FIGURES, CORRECTED)
    several = len({change.kind for change in changes}) > 1
    has_kinds = title in (CORRECTED, DATES) and several
    told = [change_cells(change, assessment) for change in changes]
    rows = tuple(
        (
            each.ref,
            *((each.title,) if has_title else ()),
            *((each.kind,) if has_kinds else ()),
            *((each.month,) if has_month else ()),
            _in_short_dates(each.was),
            _in_short_dates(each.now),
            *((each.reason,) if has_reason else ()),
        )
        for each in told
    )
    (was, now), name = heads, _SHARED_WIDTH - _REASON_WIDTH
    columns = (
        TableColumn("Ref", 2.2),
        *((TableColumn("Measure or milestone", name),) if has_title else ()),
        *((TableColumn("What", 2.2),) if has_kinds else ()),
        *((TableColumn("Month", 3.2),) if has_month else ()),
        TableColumn(was, 2.6),
        TableColumn(now, 2.6),
        *((TableColumn("Reason", _REASON_WIDTH),) if has_reason else ()),
    )
    return Table(title, f"{title}, each with what it was and what it is.", columns, rows)


def _in_short_dates(cell: Cell) -> Cell:
    return Cell(short(cell.value)) if isinstance(cell.value, date) else cell


def _steps_table(
    title: str, changes: list[Change], assessment: Assessment, heads: tuple[str, str]
) -> Table:
    """The rows that went from one state to another, a row for each such step."""
    steps: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        steps.setdefault((str(change.was), str(change.now)), []).append(change)
    rows = tuple(
        (told.was, told.now, Cell("; ".join(map(named_with_reason, group))))
        for group in steps.values()
        for told in (change_cells(group[0], assessment),)
    )
    was, now = heads
    columns = (TableColumn(was, 3.1), TableColumn(now, 3.1), TableColumn("Which", 11.2))
    return Table(title, f"{title}: from which state to which, and which rows.", columns, rows)


def months_table(assessment: Assessment, positions: tuple[Position, ...]) -> Table:
    """The counts of each month so far, this one last; of one lead, those of deadlines alone."""
    months = (*positions, position_of(assessment))
    heads = count_heads(assessment.plan)
    left_out = 0 if any(each.measures for each in months) else 1 + len(MEASURE_RAG)
    rows = tuple(_month_row(each, left_out) for each in months)
    return Table(
        assessment.plan.reported.one_by_one,
        "How many measures were on, close to and off target each "
        f"{assessment.plan.reported.noun}, and how the"
        " deadlines stood.",
        (
            TableColumn("Month", 16),
            *(word_heading(head, 10, Align.RIGHT, beside=3) for head in heads[left_out:]),
        ),
        rows,
    )


def _month_row(position: Position, left_out: int) -> tuple[Cell, ...]:
    states, tones = position.measure_counts(), position.tone_counts()
    of_measures = (states[state] for state in MEASURE_RAG)
    of_deadlines = (tones[tone] for tone in TONE_WORDS)
    counts = map(number_cell, (*of_measures, *of_deadlines))
    told = (Cell(rated_of(states) if states else ""), *counts)
    return (Cell(position.month.in_words), *told[left_out:])

"""What has changed since last month, in tables; and the year's counts month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.changes import Change, ChangedValue, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.model import MEASURE_RAG, Assessment, DeadlineResult, MeasureState
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.state_words import word_of
from cyps_reports.findings import Finding
from cyps_reports.phrases import counted
from cyps_reports.plan.dates import long
from cyps_reports.plan.periods import MONTHLY
from cyps_reports.report.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Section,
    Table,
    TableColumn,
)
from cyps_reports.report.cells import (
    MeasureCells,
    amount_cell,
    measure_cells,
    number_cell,
    rag_cell,
)
from cyps_reports.report.deadline_cells import deadline_cells
from cyps_reports.report.sections.counts import TONE_WORDS, count_heads, rated_of
from cyps_reports.report.sections.new_year import compared_with_nothing, since_last_year
from cyps_reports.returns.baseline_guard import EDITED

GROUPS = {
    "Ratings that moved": (Kind.RATING,),
    "Figures new, gone and restated": (
        Kind.NEW_FIGURE,
        Kind.NO_FIGURE,
        Kind.RESTATED,
        Kind.RATING_RESTATED,
    ),
    "Deadlines met and missed": (Kind.MET, Kind.COMPLETED_LATE, Kind.MISSED),
    "Dates that moved": (Kind.MOVED, Kind.REDATED),
    "Withdrawn, merged and deferred": (Kind.WITHDRAWN,),
    "Changes of the plan": (Kind.PLAN,),
}
"""The kinds of change under their headings.

Changes of state are told together, see `_states_table`.
"""
_REASON_WIDTHS = {
    "Ratings that moved": 11.0,
    "Dates that moved": 4.0,
    "Deadlines met and missed": 7.5,
}
_SHARED_WIDTH = 18.0
"""What a row's name and reason share: names are long, reasons not everywhere."""
_KINDS_TOLD = ("Figures new, gone and restated", "Dates that moved")
"""The headings under which the kind is not plain from what it was and is."""
OTHER_STATES = "Other changes of state"


def changes_section(
    assessment: Assessment,
    positions: tuple[Position, ...],
    changes: tuple[Change, ...],
    findings: Iterable[Finding],
) -> Section:
    """Everything that has changed since the last of the earlier positions.

    With the counts month by month.
    """
    edited = tuple(finding for finding in findings if finding.code == EDITED)
    blocks = tuple(_blocks(assessment, positions, changes, edited))
    return Section(
        f"What has changed since {assessment.plan.reported.last_one}", blocks, is_wide=True
    )


def _blocks(
    assessment: Assessment,
    positions: tuple[Position, ...],
    changes: tuple[Change, ...],
    edited: tuple[Finding, ...],
) -> Iterator[Block]:
    if not any(each.is_reported for each in positions):
        yield from since_last_year(assessment)
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
    for title, kinds in GROUPS.items():
        if some := [change for change in changes if change.kind in kinds]:
            yield Heading(title)
            yield _table(title, some, assessment)
    if some := [change for change in changes if change.kind is Kind.STATE]:
        yield Heading(OTHER_STATES)
        yield _states_table(some, assessment)
    if edited:
        yield Heading("Plan cells edited in returns")
        yield Paragraph("The approved plan's own values are used.")
        yield Bullets(tuple(f"{each.place}: {each.message}" for each in edited))
    if positions:
        yield Heading(assessment.plan.reported.one_by_one)
        yield months_table(assessment, positions)


def compared_with(previous: Position, assessment: Assessment) -> str:
    """What the changes are seen against; where that is no month before, which it is."""
    rhythm, last = assessment.plan.reported, assessment.plan.report_month_before(assessment.month)
    which = f", {rhythm.last_one}" if rhythm != MONTHLY and previous.month == last else ""
    if previous.is_reported:
        plan = "" if previous.cells is not None else " What the plan said then was not kept."
        return f"Compared with what was reported as at {long(previous.as_at)}{which}.{plan}"
    return (
        f"Compared with the returns for {previous.month.in_words}{which}, as at "
        f"{long(previous.as_at)}; no record of"
        " what was reported then is kept here, so changes of the plan itself cannot be told."
    )


def _table(title: str, changes: list[Change], assessment: Assessment) -> Table:
    """The changes under a heading; where all are of one kind, the heading says which."""
    has_kinds = title in _KINDS_TOLD and len({change.kind for change in changes}) > 1
    told = [change_cells(change, assessment) for change in changes]
    rows = tuple(
        (
            each.ref,
            each.title,
            *((each.kind,) if has_kinds else ()),
            each.was,
            each.now,
            each.reason,
        )
        for each in told
    )
    reason = _REASON_WIDTHS.get(title, 8.0)
    columns = (
        TableColumn("Ref", 2.5),
        TableColumn("Measure or milestone", _SHARED_WIDTH - reason),
        *((TableColumn("What", 2.6),) if has_kinds else ()),
        TableColumn("Was", 3.0),
        TableColumn("Is", 3.0),
        TableColumn("Reason", reason),
    )
    return Table(title, f"{title}, each with what it was and what it is.", columns, rows)


def _states_table(changes: list[Change], assessment: Assessment) -> Table:
    """The deadlines that went from one state to another, a row for each such step."""
    steps: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        steps.setdefault((str(change.was), str(change.now)), []).append(change)
    rows = tuple(
        (told.was, told.now, Cell("; ".join(each.ref for each in group)))
        for group in steps.values()
        for told in (change_cells(group[0], assessment),)
    )
    columns = (TableColumn("Was", 3.1), TableColumn("Is", 3.1), TableColumn("Deadlines", 20.0))
    return Table(
        OTHER_STATES,
        "Deadlines that went from one state to another, by what they were.",
        columns,
        rows,
    )


@dataclass(frozen=True, slots=True)
class ChangeCells:
    """A change's cells."""

    ref: Cell
    title: Cell
    lead: Cell
    kind: Cell
    was: Cell
    now: Cell
    reason: Cell


def change_cells(change: Change, assessment: Assessment) -> ChangeCells:
    """The cells of a change."""
    result = change.result
    title, lead, reason = Cell(change.about), Cell(), Cell()
    if isinstance(result, DeadlineResult):
        deadline = deadline_cells(result, assessment)
        why = _deadline_reason(change, deadline.reason.text, assessment.as_at)
        title, lead, reason = deadline.name, deadline.lead, Cell(why)
    elif result is not None:
        measure = measure_cells(result, assessment)
        title, reason = measure.name, Cell(_measure_reason(change, measure))
    was, now = (_told(each, change) for each in (change.was, change.now))
    return ChangeCells(Cell(change.ref), title, lead, Cell(change.kind), was, now, reason)


def _told(told: ChangedValue, change: Change) -> Cell:
    match told:
        case MeasureState() | DeadlineState():
            return rag_cell(word_of(told), told.rag)
        case Decimal() if change.result is not None and not isinstance(
            change.result, DeadlineResult
        ):
            return amount_cell(change.result.measure, told)
        case date():
            said = _as_planned(told, change)
            return Cell(said) if said else Cell(long(told), value=told)
        case None:
            return Cell(f"no {_restated_what(change)}" if change.month else "no date")
        case _:
            return Cell(str(told) or "empty")


def _restated_what(change: Change) -> str:
    if change.kind is Kind.RATING_RESTATED:
        return "rating"
    return "text" if isinstance(change.was or change.now, str) else "figure"


def _as_planned(day: date, change: Change) -> str:
    """How the plan says a due date where that is no day; "" for any other date."""
    deadline = change.result.deadline if isinstance(change.result, DeadlineResult) else None
    if deadline is None or change.kind is not Kind.REDATED:
        return ""
    said = {deadline.due: deadline.due_said, deadline.binding: deadline.binding_said}
    return said.get(day, "")


def _measure_reason(change: Change, cells: MeasureCells) -> str:
    if change.kind is Kind.NEW_FIGURE:
        return f"As at {cells.as_at.text}." if cells.as_at.text else ""
    if change.month:
        return f"The {_restated_what(change)} given for {change.month.in_words} was restated."
    return cells.reason.text


def _deadline_reason(change: Change, reason: str, as_at: date) -> str:
    redating = (
        change.result.deadline.redating if isinstance(change.result, DeadlineResult) else None
    )
    if change.kind is Kind.REDATED and redating:
        return f"Approved by {redating.approved_by} on {long(redating.approved_on)}."
    if change.kind is not Kind.MOVED or not isinstance(change.now, date):
        return reason
    passed = "; that date has passed" if change.now < as_at else ""
    if not isinstance(change.was, date):
        return f"No date before; now expected {long(change.now)}{passed}."
    days = (change.now - change.was).days
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}{passed}."


def months_table(assessment: Assessment, positions: tuple[Position, ...]) -> Table:
    """The counts of each month so far, this one last."""
    rows = tuple(_month_row(each) for each in (*positions, position_of(assessment)))
    return Table(
        assessment.plan.reported.one_by_one,
        "How many measures were on, close to and off target each "
        f"{assessment.plan.reported.noun}, and how the"
        " deadlines stood.",
        (
            TableColumn("Month", 18),
            *(TableColumn(head, 11, Align.RIGHT) for head in count_heads(assessment.plan)),
        ),
        rows,
    )


def _month_row(position: Position) -> tuple[Cell, ...]:
    states, tones = position.measure_counts(), position.tone_counts()
    of_measures = (states[state] for state in MEASURE_RAG)
    of_deadlines = (tones[tone] for tone in TONE_WORDS)
    counts = (*of_measures, *of_deadlines)
    rated = Cell(rated_of(states) if states else "")
    return (Cell(position.month.in_words), rated, *(number_cell(count) for count in counts))

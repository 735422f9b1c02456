"""A priority's section: one line at a glance, the targets table, the milestones table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from cyps_reports.assessment.checks import no_return
from cyps_reports.assessment.exceptions import (
    MilestoneResult,
    deadline_counts,
    measure_counts,
    milestone_results,
    pursued,
)
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.phrases import counted, listed, none_or
from cyps_reports.plan.dates import short
from cyps_reports.plan.measure import Measure
from cyps_reports.plan.milestone import Deadline
from cyps_reports.plan.model import Priority
from cyps_reports.plan.quantities import Missing
from cyps_reports.report.blocks import (
    Align,
    Band,
    Block,
    Callout,
    Cell,
    Heading,
    Paragraph,
    Section,
    Table,
    TableColumn,
    TableRow,
)
from cyps_reports.report.cells import MeasureCells, measure_cells
from cyps_reports.report.columns import room_for_heading, room_for_references, room_for_units
from cyps_reports.report.deadline_cells import DeadlineCells, deadline_cells
from cyps_reports.report.headline_wording import rated_sentence, withdrawn_sentence
from cyps_reports.report.sections.counts import TONE_WORDS
from cyps_reports.report.sections.words import priority_words
from cyps_reports.theme import Tone
from cyps_reports.words.model import ReportWords


def priority_section(
    priority: Priority, assessment: Assessment, words: ReportWords | None = None
) -> Section:
    """The whole priority in the plan's order."""
    called = assessment.plan.vocabulary.priority_called(priority.code)
    return Section(
        f"{called}: {priority.title}", tuple(_blocks(priority, assessment, words)), is_wide=True
    )


def _blocks(
    priority: Priority, assessment: Assessment, words: ReportWords | None
) -> Iterator[Block]:
    measures, deadlines = (
        assessment.measures_of(priority.code),
        assessment.deadlines_of(priority.code),
    )
    if priority.code in assessment.missing_priorities:
        yield Callout(no_return(assessment.plan, priority.code, assessment.month), Tone.AMBER)
    yield Paragraph(_at_a_glance(measures, deadlines))
    yield from priority_words(assessment.plan, priority.code, words)
    if measures:
        yield Heading("Targets")
        yield _targets(priority, measures, assessment)
    if deadlines:
        yield Heading("Milestones")
        yield _milestones(priority, deadlines, assessment)


def _at_a_glance(measures: tuple[MeasureResult, ...], deadlines: tuple[DeadlineResult, ...]) -> str:
    sentences, states = [], deadline_counts(deadlines)
    if measures:
        sentences.append(rated_sentence(measure_counts(measures)))
    if number := pursued(states).total():
        tones = Counter(result.rag for result in deadlines if not result.state.is_withdrawn)
        parts = [
            f"{tones[tone]} {word.lower()}" for tone, word in TONE_WORDS.items() if tones[tone]
        ]
        sentences.append(f"{counted(number, 'deadline')}: {listed(parts)}.")
    if apart := withdrawn_sentence(measure_counts(measures), states):
        sentences.append(apart)
    return " ".join(sentences)


def _targets(
    priority: Priority, measures: tuple[MeasureResult, ...], assessment: Assessment
) -> Table:
    similar = assessment.plan.similar_column
    figure = _FIGURE + room_for_units(result.measure for result in measures)
    narrow = (
        TableColumn("Ref", 1.0 + room_for_references(assessment.plan, 1.0)),
        TableColumn("Measure", 3.4),
        TableColumn(
            similar, max(figure + 0.2, room_for_heading(assessment.plan.similar_name)), Align.RIGHT
        ),
        TableColumn(assessment.plan.outturn_column, figure, Align.RIGHT),
        TableColumn(f"Target {assessment.plan.year}", figure, Align.RIGHT),
        TableColumn("Actual", max(figure, 2.1), Align.RIGHT),
        TableColumn("Rating", 2.4),
    )
    left = _TARGETS - sum(each.width for each in narrow)
    columns = (
        *narrow,
        TableColumn("Direction, comparison and year end", left * _OF_DIRECTION),
        TableColumn("Reason, comment and corrective action", left * (1 - _OF_DIRECTION)),
    )
    called = assessment.plan.vocabulary.priority_called(priority.code)
    table = Table(
        f"{called} targets",
        f"The measures of {called} with their targets, actuals and ratings.",
        columns,
        tuple(_target_row(measure_cells(result, assessment)) for result in measures),
    )
    has_similar = any(_has_similar(result.measure) for result in measures)
    return table if has_similar else _without(similar, table)


_TARGETS, _FIGURE, _OF_DIRECTION = 26.7, 1.7, 0.448
"""How wide the table and its columns are, in centimetres.

The whole, a figure, and what direction has of the room that the narrow columns leave.
"""


def _has_similar(measure: Measure) -> bool:
    """Whether the plan says anything of similar authorities; of a text it does so in words."""
    return bool(measure.similar_said) or measure.similar is not Missing.NOT_GIVEN


def _target_row(cells: MeasureCells) -> tuple[Cell, ...]:
    others = (cells.further_comparators, cells.earlier_years)
    return (
        cells.ref,
        cells.name,
        cells.similar,
        cells.outturn,
        cells.target,
        _lines(cells.actual, cells.as_at),
        cells.rating,
        _lines(cells.direction, cells.since_outturn, cells.against, *others, cells.forecast),
        _prose(cells.reason, comment=cells.comment, action=cells.corrective_action),
    )


def _without(heading: str, table: Table) -> Table:
    """The table without a column in which nothing stands; its last column has the room."""
    gone = [column.heading for column in table.columns].index(heading)
    *kept, last = (column for at, column in enumerate(table.columns) if at != gone)
    wider = replace(last, width=last.width + table.columns[gone].width)
    rows = tuple(
        row if isinstance(row, Band) else (*row[:gone], *row[gone + 1 :]) for row in table.rows
    )
    return replace(table, columns=(*kept, wider), rows=rows)


def _lines(*cells: Cell) -> Cell:
    """Several cells under each other in one."""
    text = "\n".join(cell.text for cell in cells if cell.text)
    return Cell(text, is_prose=any(cell.is_prose for cell in cells))


def _prose(reason: Cell, *, comment: Cell, action: Cell) -> Cell:
    parts = (reason.text, comment.text, action.text and f"Corrective action: {action.text}")
    return Cell(
        "\n".join(part for part in parts if part),
        hyperlinks=(*comment.hyperlinks, *action.hyperlinks),
    )


def _milestones(
    priority: Priority, deadlines: tuple[DeadlineResult, ...], assessment: Assessment
) -> Table:
    rows: list[TableRow] = []
    by_heading = groupby(
        milestone_results(deadlines), key=lambda result: result.worst.milestone.heading
    )
    for heading, milestones in by_heading:
        if heading or rows:
            rows.append(Band(heading or "Without a heading"))
        for milestone in milestones:
            rows += _milestone_rows(milestone, assessment)
    called = assessment.plan.vocabulary.priority_called(priority.code)
    more = room_for_references(assessment.plan, 1.1)
    return Table(
        f"{called} milestones",
        f"The milestones of {called} with their deadlines, leads, states and progress.",
        (
            TableColumn("Ref", 1.1 + more),
            TableColumn("Milestone", 7.3 - more),
            TableColumn("Due", 3.0),
            TableColumn(f"{assessment.plan.lead_column} and partners", 2.8),
            TableColumn("State", 3.1),
            TableColumn("Reason, progress and corrective action", 9.4),
        ),
        tuple(rows),
    )


def _milestone_rows(milestone: MilestoneResult, assessment: Assessment) -> Iterator[TableRow]:
    for result in milestone.deadlines:
        cells = deadline_cells(result, assessment)
        is_first = result is milestone.deadlines[0]
        name = (cells.name.text, _how_far(milestone), *_planned(cells)) if is_first else ()
        people = (cells.lead.text, cells.partners.text) if is_first else ()
        yield (
            cells.ref,
            Cell("\n".join(part for part in (*name, cells.which.text) if part)),
            cells.due,
            Cell("\n".join(part for part in people if part)),
            cells.rating,
            _prose(cells.reason, comment=cells.progress, action=cells.corrective_action),
        )


def _planned(cells: DeadlineCells) -> Iterator[str]:
    """What else the plan says of a milestone, a line each, where it says it."""
    for what, cell in (
        ("Success measure", cells.success),
        ("Evidence", cells.evidence),
        ("Moves", cells.moves),
    ):
        if cell.text:
            yield f"{what}: {cell.text}"


def _how_far(milestone: MilestoneResult) -> str:
    """`2 of 4 done, overdue since 30/06/12, next 31/12/12`.

    "" for a milestone with one deadline.
    """
    if milestone.dated < 2:
        return ""
    dates = (("overdue since", milestone.overdue), ("next", milestone.next_open))
    told = (
        f"{what} {_binding(each.deadline)}"
        for what, each in dates
        if each and each.deadline.binding
    )
    return ", ".join((f"{none_or(milestone.done).capitalize()} of {milestone.dated} done", *told))


def _binding(deadline: Deadline) -> str:
    """The date that counts, as the plan says it."""
    day = deadline.binding
    return deadline.binding_said or (short(day) if day else "")

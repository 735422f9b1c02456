"""What needs attention.

Red measures, overdue and missed deadlines, ambers without a corrective action.
"""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted
from cyps_reports.plan.vocabulary import Vocabulary
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
from cyps_reports.report.cells import measure_cells
from cyps_reports.report.chart_blocks import LineCharts
from cyps_reports.report.columns import milestone_and_lead, room_for_references
from cyps_reports.report.deadline_cells import deadline_cells
from cyps_reports.report.deadline_wording import full_name
from cyps_reports.report.sections.words import measure_words
from cyps_reports.report.trend_charts import trend_charts
from cyps_reports.report.wording import NO_ACTION, measure_name
from cyps_reports.theme import Tone
from cyps_reports.words.model import ReportWords


def attention_section(assessment: Assessment, words: ReportWords | None = None) -> Section:
    """The measures that need attention, the furthest off target first."""
    return Section("Needs attention", tuple(_blocks(assessment, words)), is_wide=True)


def late_section(assessment: Assessment) -> Section:
    """The overdue and missed deadlines, the most serious first."""
    return Section("Late deadlines", tuple(_late(assessment)), is_wide=True)


def _blocks(assessment: Assessment, words: ReportWords | None) -> Iterator[Block]:
    exceptions = exceptions_of(assessment)
    if assessment.measures:
        yield Heading("Measures off target")
    if exceptions.measures:
        yield _red_measures(exceptions.measures, assessment)
        if drawn := trend_charts(exceptions.measures, assessment.plan):
            yield Heading("Trends of measures off target")
            yield LineCharts(drawn)
        if exceptions.unmoved:
            yield Heading("Off target, and no open milestone moves it")
            yield Bullets(
                tuple(
                    f"{each.measure.ref} {measure_name(each.measure)}."
                    for each in exceptions.unmoved
                )
            )
    elif assessment.measures:
        is_any_rated = any(measure.state.is_rated for measure in assessment.measures)
        yield Paragraph(
            "No rated measure is off target." if is_any_rated else "No measure is rated."
        )
    yield from measure_words(assessment.plan, exceptions.measures, words)
    if exceptions.ambers:
        yield from _ambers(exceptions.ambers, assessment.plan.vocabulary)


def _late(assessment: Assessment) -> Iterator[Block]:
    exceptions = exceptions_of(assessment)
    if exceptions.deadlines:
        yield _late_deadlines(exceptions.deadlines, assessment)
    else:
        none_late = "No deadline is known to be overdue or missed."
        yield Paragraph(none_late if assessment.deadlines else "There are no deadlines.")


def _ambers(
    results: tuple[MeasureResult | DeadlineResult, ...], vocabulary: Vocabulary
) -> Iterator[Block]:
    """Those without a corrective action.

    Under the plan's own word for their rating where it has one.
    """
    amber, number = vocabulary.rating(Tone.AMBER), len(results)
    own = f"{counted(number, 'item')} under “{amber}”"
    yield Heading(f"{amber} without a corrective action")
    yield Paragraph(
        f"{own if vocabulary.amber else counted(number, 'amber item')} came without a corrective "
        "action."
    )
    yield Bullets(tuple(map(_amber_line, results)))


def _red_measures(results: tuple[MeasureResult, ...], assessment: Assessment) -> Table:
    rows = []
    for result in results:
        cells = measure_cells(result, assessment)
        rows.append(
            (
                cells.ref,
                cells.name,
                cells.actual,
                cells.target,
                cells.rating,
                cells.reason,
                cells.direction,
                _action(cells.corrective_action),
            )
        )
    more = room_for_references(assessment.plan, 1.2)
    return Table(
        "Measures off target",
        "Each measure that is off target, furthest off first, with its reason and corrective "
        "action.",
        (
            TableColumn("Ref", 1.2 + more),
            TableColumn("Measure", 5.2 - more),
            TableColumn("Actual", 2.0, Align.RIGHT),
            TableColumn("Target", 2.0, Align.RIGHT),
            TableColumn("Rating", 2.5),
            TableColumn("Reason", 4.4),
            TableColumn("Direction of travel", 3.2),
            TableColumn("Corrective action", 6.2),
        ),
        tuple(rows),
    )


def _late_deadlines(results: tuple[DeadlineResult, ...], assessment: Assessment) -> Table:
    rows = []
    for result in results:
        cells = deadline_cells(result, assessment)
        rows.append(
            (
                cells.ref,
                cells.title,
                cells.lead,
                cells.due,
                cells.rating,
                cells.reason,
                _action(cells.corrective_action),
            )
        )
    more = room_for_references(assessment.plan, 1.2)
    return Table(
        "Overdue and missed deadlines",
        "Each deadline that has passed and is not known to be completed, longest overdue first.",
        (
            TableColumn("Ref", 1.2 + more),
            *milestone_and_lead(assessment.plan, 8.4 - more),
            TableColumn("Due", 3.2),
            TableColumn("State", 2.3),
            TableColumn("Reason", 5.2),
            TableColumn("Corrective action", 6.6),
        ),
        tuple(rows),
    )


def _action(cell: Cell) -> Cell:
    return cell if cell.text else Cell(NO_ACTION)


def _amber_line(result: MeasureResult | DeadlineResult) -> str:
    if isinstance(result, MeasureResult):
        return (
            f"{result.measure.ref} {measure_name(result.measure)}: {word_of(result.state).lower()}"
        )
    return f"{full_name(result.milestone, result.deadline)}: {word_of(result.state).lower()}"

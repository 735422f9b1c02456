"""What needs attention.

Red measures, overdue and missed deadlines, ambers without a corrective action.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from textwrap import shorten

from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult, RatedOn
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted
from cyps_reports.plan.figures import published
from cyps_reports.plan.measure import Measure
from cyps_reports.plan.model import Plan
from cyps_reports.plan.quantities import Band, Missing
from cyps_reports.plan.standards import first_step, step_on
from cyps_reports.plan.targets import target_words
from cyps_reports.plan.vocabulary import Vocabulary
from cyps_reports.report.blocks import (
    Align,
    Block,
    Bullets,
    Cell,
    Heading,
    Line,
    LineChart,
    LineCharts,
    Paragraph,
    Section,
    Table,
    TableColumn,
)
from cyps_reports.report.cells import FEWEST_POINTS, deadline_cells, measure_cells
from cyps_reports.report.columns import milestone_and_lead
from cyps_reports.report.deadline_wording import full_name
from cyps_reports.report.other_figures import trend_of
from cyps_reports.report.wording import NO_ACTION, figure_words, measure_name
from cyps_reports.theme import Tone


def attention_section(assessment: Assessment) -> Section:
    """The exceptions, the most serious first, each with its reason and corrective action."""
    return Section("What needs attention", tuple(_blocks(assessment)), is_wide=True)


def _blocks(assessment: Assessment) -> Iterator[Block]:
    exceptions = exceptions_of(assessment)
    if assessment.measures:
        yield Heading("Measures off target")
    if exceptions.measures:
        yield _red_measures(exceptions.measures, assessment)
        plan = assessment.plan
        drawn = [
            measure
            for measure in exceptions.measures
            if len(trend_of(measure, plan).figures) >= FEWEST_POINTS
        ]
        if drawn:
            yield Heading("Trends of measures off target")
            yield LineCharts(tuple(trend_chart(each, plan) for each in drawn))
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
    yield Heading("Overdue and missed deadlines")
    if exceptions.deadlines:
        yield late_deadlines(exceptions.deadlines, assessment)
    else:
        none_late = "No deadline is known to be overdue or missed."
        yield Paragraph(none_late if assessment.deadlines else "There are no deadlines.")
    if exceptions.ambers:
        yield from _ambers(exceptions.ambers, assessment.plan.vocabulary)


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
    return Table(
        "Measures off target",
        "Each measure that is off target, furthest off first, with its reason and corrective "
        "action.",
        (
            TableColumn("Ref", 1.2),
            TableColumn("Measure", 5.2),
            TableColumn("Actual", 2.0, Align.RIGHT),
            TableColumn("Target", 2.0, Align.RIGHT),
            TableColumn("Rating", 2.5),
            TableColumn("Reason", 4.4),
            TableColumn("Direction of travel", 3.2),
            TableColumn("Corrective action", 6.2),
        ),
        tuple(rows),
    )


def trend_chart(result: MeasureResult, plan: Plan) -> LineChart:
    """The figures of a measure against its target.

    Or against its steps where these are what is rated.

    Where earlier years come before this year's figures, the target is said to be this year's.
    """
    measure, trend = result.measure, trend_of(result, plan)
    figures = trend.figures
    lines = [Line("Actual", figures)]
    aim = f"target {target_words(measure)}"
    if result.compared and result.compared.on is RatedOn.STEP:
        steps = tuple(_steps(result, plan))
        # Beside the figures of earlier years stands the first step.
        along = ((steps[0],) * len(figures) + steps)[-len(figures) :]
        lines.append(Line("Steps", along, is_standard=True))
        aim = f"steps {figure_words(measure, steps[-1])}"
    else:
        year = f" {plan.year}" if trend.has_years else ""
        lines += [
            Line(f"{name}{year}", (each,) * len(figures), is_standard=True)
            for name, each in _ends(measure)
        ]
    told = ", ".join(
        f"{figure_words(measure, f)} {said}" for f, said in zip(figures, trend.said, strict=True)
    )
    title = shorten(f"{measure.called} {measure.name}", _TITLE, placeholder="…")
    alt = f"{measure_name(measure)}: {told}; {aim}."
    return LineChart(title, alt, trend.labels, tuple(lines), measure.unit)


def _steps(result: MeasureResult, plan: Plan) -> Iterator[Decimal]:
    """The step of each figure; of those before any step is in force, the first."""
    for point in result.points:
        step = step_on(result.measure, plan, point.day) or first_step(result.measure, plan)
        if step:
            yield step.figure


def _ends(measure: Measure) -> tuple[tuple[str, Decimal], ...]:
    """What is aimed for, as lines: a figure is one, a range the two between which it lies."""
    match published(measure, measure.target):
        case Missing():
            return ()
        case Band(low, high):
            return ("Target from", low), ("Target to", high)
        case figure:
            return (("Target", figure),)


# As many characters as fit on one line over a small chart.
_TITLE = 44


def late_deadlines(results: tuple[DeadlineResult, ...], assessment: Assessment) -> Table:
    """A table of overdue and missed deadlines; Word and Excel both have it."""
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
    return Table(
        "Overdue and missed deadlines",
        "Each deadline that has passed and is not known to be completed, longest overdue first.",
        (
            TableColumn("Ref", 1.2),
            *milestone_and_lead(assessment.plan, 8.4),
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

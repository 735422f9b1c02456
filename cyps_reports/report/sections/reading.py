"""How to read the report, on half a page; the rest stands in the key."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.deadline_states import (
    LONGER_PERIODS,
    DeadlineState,
    done_in,
    missed_before,
    missed_in,
)
from cyps_reports.assessment.foremost import DAYS_AS_TOLERANCE
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.phrases import lower
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.figures.targets import tolerance_words
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Block, Bullets, Section
from cyps_reports.report.cells import rag_cell
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.theme import Tone

TITLE = "How to read this report"

_OF_BOTH = {
    Tone.RED: ("Off target by more than the tolerance", "Overdue, or a regular task missed twice"),
    Tone.AMBER: ("Close to target", "At risk, re-dated, or a regular task missed once"),
    Tone.GREEN: ("On target", "On track"),
    Tone.BLUE: ("n/a", "Completed"),
    Tone.GREY: ("Not rated", "Not started, no date, no update or no return"),
}
"""What each colour means: of a measure, and of a deadline."""
PLAIN_STATES: frozenset[MeasureState | DeadlineState] = frozenset(
    (
        *MEASURE_RAG,
        MeasureState.NO_TARGET,
        DeadlineState.COMPLETED,
        DeadlineState.COMPLETED_LATE,
        DeadlineState.NO_DATE_SET,
        DeadlineState.MISSED,
        *map(done_in, Period),
        *map(missed_in, Period),
        *map(missed_before, LONGER_PERIODS),
    )
)
"""The ratings and states of which the colours and their own words say all."""


def reading_section(assessment: Assessment) -> Section:
    """The colours, what a rating and an arrow mean, and where the rest stands."""
    return Section(TITLE, tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    has_measures = bool(assessment.measures)
    yield _colours(assessment, has_measures=has_measures)
    if sentences := tuple(_sentences(assessment, has_measures=has_measures)):
        yield Bullets(sentences)


def _colours(assessment: Assessment, *, has_measures: bool) -> Table:
    vocabulary = assessment.plan.vocabulary
    of_measures = (TableColumn("A measure is", 6.6),) if has_measures else ()
    rows = (
        (
            rag_cell(vocabulary.rating(tone), tone),
            *((Cell(measure),) if has_measures else ()),
            Cell(deadline),
        )
        for tone, (measure, deadline) in _OF_BOTH.items()
    )
    return Table(
        "The colours",
        "The word, symbol and colour of each rating, and what it means.",
        (TableColumn("Shown as", 2.8), *of_measures, TableColumn("A deadline is", 8.0)),
        tuple(rows),
    )


def _sentences(assessment: Assessment, *, has_measures: bool) -> Iterator[str]:
    plan = assessment.plan
    if has_measures:
        yield from _of_measures(plan)
    if any(each.milestone.leads for each in assessment.deadlines):
        lead = lower(plan.lead_column)
        yield f"Behind a milestone stand its {lead} and partners, in brackets."


def _of_measures(plan: Plan) -> Iterator[str]:
    tolerance = tolerance_words(plan.tolerance)
    yield (
        "A measure is rated against its target, or the step for its day; the tolerance is "
        f"{tolerance} unless the plan sets another."
    )
    yield (
        f"A year-end range is where a figure should lie on {long(plan.ends)}, four times in five, "
        "if nothing changes; a rating marked “(forecast)” rests on it."
    )
    yield (
        "Items to discuss stand most serious first, the worst of both kinds among them: a measure "
        "weighs the tolerances it is off target; a late deadline one, and one more for each "
        f"{DAYS_AS_TOLERANCE} days that it is or will be late."
    )

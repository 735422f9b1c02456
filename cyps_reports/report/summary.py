"""The summary: headline sentences, and counts by priority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cyps_reports.assessment.exceptions import deadline_counts, measure_counts, whole_measures
from cyps_reports.assessment.model import (
    MEASURE_RAG,
    Assessment,
    DeadlineResult,
    DeadlineState,
    MeasureResult,
    MeasureState,
)
from cyps_reports.plan.model import Priority
from cyps_reports.report.blocks import Align, Block, Callout, Cell, Paragraph, Section, Table, TableColumn
from cyps_reports.report.rows import number_cell
from cyps_reports.report.wording import counted, listed
from cyps_reports.theme import PAINTS, Tone

_TOLD = tuple(state for state in DeadlineState if state.rag in (Tone.RED, Tone.AMBER))

TONE_WORDS = {
    Tone.RED: "Overdue or missed",
    Tone.AMBER: "At risk, re-dated or missed once",
    Tone.GREEN: "On track",
    Tone.BLUE: "Completed",
    Tone.GREY: "No update or not started",
}
"""What a colour means for deadlines, in the order of the counts."""


def summary_section(assessment: Assessment) -> Section:
    """Headlines, what is missing, and the two tables of counts."""
    return Section("Summary", tuple(_blocks(assessment)))


def _blocks(assessment: Assessment) -> Iterator[Block]:
    yield from (Callout(sentence, Tone.AMBER) for sentence in missing_returns(assessment))
    yield from (Paragraph(sentence) for sentence in headlines(assessment))
    yield from count_tables(assessment)


def missing_returns(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each priority that no return came from."""
    return tuple(
        f"No return received from Priority {code} for {assessment.month.in_words}."
        for code in assessment.missing_priorities
    )


def headlines(assessment: Assessment) -> tuple[str, ...]:
    """The month in whole sentences: measures, those not rated, deadlines."""
    states = measure_counts(assessment.measures)
    return tuple(
        sentence
        for sentence in (
            _rated(states),
            _not_rated(states),
            _deadlines(assessment),
        )
        if sentence
    )


def rated_of(states: Counter[MeasureState]) -> str:
    """`23 of 38`: how many measures are rated."""
    return f"{sum(states[state] for state in MEASURE_RAG)} of {states.total()}"


def _rated(states: Counter[MeasureState]) -> str:
    parts = [f"{states[state]} {state.lower()}" for state in MEASURE_RAG]
    return f"{rated_of(states)} measures are rated: {listed(parts)}."


def _not_rated(states: Counter[MeasureState]) -> str:
    """Those without a rating, each kind apart; "" where every measure is rated."""
    unrated = [state for state in MeasureState if not state.is_rated and states[state]]
    number = sum(states[state] for state in unrated)
    verb = "is" if number == 1 else "are"
    parts = [f"{state.lower()} ({states[state]})" for state in unrated]
    return f"{counted(number, 'measure')} {verb} not rated: {listed(parts)}." if unrated else ""


def _deadlines(assessment: Assessment) -> str:
    states = deadline_counts(assessment.deadlines)
    late = states[DeadlineState.COMPLETED_LATE]
    completed = late + states[DeadlineState.COMPLETED]
    parts = [f"{completed} {'is' if completed == 1 else 'are'} completed ({late} late)"]
    unknown = sum(each.state is DeadlineState.OVERDUE and each.entry is None for each in assessment.deadlines)
    for state in _TOLD:
        if states[state]:
            verb = "is" if states[state] == 1 else "are"
            without = (
                f" ({unknown} of them with no return received)" if unknown and state is DeadlineState.OVERDUE else ""
            )
            parts.append(f"{states[state]} {verb} {state.lower()}{without}")
    return f"Of {counted(states.total(), 'deadline')}, {listed(parts)}."


def count_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Counts by priority: of measures by rating, of deadlines by colour."""
    return tuple(table for table in (_measure_table(assessment), _deadline_table(assessment)) if table.rows)


def _measure_table(assessment: Assessment) -> Table:
    some = [each for each in assessment.plan.priorities if assessment.measures_of(each.code)]
    rows = [_measure_row(_titled(each), assessment.measures_of(each.code)) for each in some]
    rows.append(_measure_row("All", assessment.measures))
    heads = ("Priority", "Measures rated", *(state.value for state in MEASURE_RAG), "Not rated")
    return Table(
        "Measures by rating",
        "How many measures of each priority are on, close to and off target, and how many are not rated.",
        _columns(heads),
        tuple(rows) if some else (),
    )


def _titled(priority: Priority) -> str:
    return f"{priority.code}: {priority.title}"


def _columns(heads: tuple[str, ...]) -> tuple[TableColumn, ...]:
    first, *others = heads
    return (TableColumn(first, 44), *(TableColumn(head, 14, Align.RIGHT) for head in others))


def _measure_row(name: str, results: tuple[MeasureResult, ...]) -> tuple[Cell, ...]:
    states = measure_counts(results)
    rated = [_toned(states[state], tone) for state, tone in MEASURE_RAG.items()]
    unrated = len(whole_measures(results)) - sum(states[state] for state in MEASURE_RAG)
    return (Cell(name), Cell(rated_of(states)), *rated, _toned(unrated, Tone.GREY))


def _deadline_table(assessment: Assessment) -> Table:
    some = [each for each in assessment.plan.priorities if assessment.deadlines_of(each.code)]
    rows = [_deadline_row(_titled(each), assessment.deadlines_of(each.code)) for each in some]
    rows.append(_deadline_row("All", assessment.deadlines))
    heads = ("Priority", "Deadlines", *TONE_WORDS.values())
    return Table(
        "Deadlines by state",
        "How many deadlines of each priority are late, at risk, on track, completed, or without an update.",
        _columns(heads),
        tuple(rows) if some else (),
    )


def _deadline_row(name: str, results: tuple[DeadlineResult, ...]) -> tuple[Cell, ...]:
    tones = Counter(result.rag for result in results)
    return (Cell(name), number_cell(len(results)), *(_toned(tones[tone], tone) for tone in TONE_WORDS))


def _toned(number: int, tone: Tone) -> Cell:
    """A count in its colour; without colour where it is nought."""
    text = f"{PAINTS[tone].symbol} {number:,}" if number else "0"
    return Cell(text, tone if number else Tone.PLAIN, number)

"""Counts by priority, with their movement, as a table and as a chart."""

from __future__ import annotations

from collections import Counter

from cyps_reports.assessment.exceptions import measure_counts, number_rated, pursued
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import are, capitalised, listed, lower, none_or
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.chart_blocks import Chart, Series
from cyps_reports.report.headline_wording import none_rated, not_rated, rated_measures
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn
from cyps_reports.theme import PAINTS, Tone

TONE_WORDS = {
    Tone.RED: "Overdue or missed",
    Tone.AMBER: "At risk, re-dated or missed once",
    Tone.GREEN: "On track",
    Tone.BLUE: "Completed",
    Tone.GREY: "No update or not started",
}
"""What a colour means for deadlines, in the order of the counts."""


def rated_of(states: Counter[MeasureState]) -> str:
    """`23 of 38`: how many of the measures that are pursued are rated."""
    return f"{number_rated(states)} of {pursued(states).total()}"


def count_table(
    assessment: Assessment, previous: Position | None, *, titled: bool = False
) -> Table:
    """Counts by priority, each with its change since last month.

    Measures by rating, deadlines by colour.

    The priorities are named by their letter, or, where `titled`, by their title too.
    """
    some = [
        priority for priority in assessment.plan.priorities if _has_rows(assessment, priority.code)
    ]
    now = position_of(assessment)
    rows = [
        _count_row(f"{each.code}: {each.title}" if titled else each.code, each.code, now, previous)
        for each in some
    ]
    heads = count_heads(assessment.plan)
    vocabulary = assessment.plan.vocabulary
    word = vocabulary.priority_word
    narrow = min(_width(word), _WIDEST) if vocabulary.priority else 10
    return Table(
        f"Counts by {lower(word)}",
        f"How many measures of each {lower(word)} are on, close to and off target, and how its "
        "deadlines stand.",
        (
            TableColumn(word, 50 if titled else narrow),
            *(TableColumn(head, _width(head), Align.RIGHT) for head in heads),
        ),
        (*rows, _count_row("All", "", now, previous)),
    )


def count_heads(plan: Plan) -> tuple[str, ...]:
    """The headings of counts by rating and by the colour of deadlines.

    The plan's own words for ratings before them.
    """
    vocabulary = plan.vocabulary
    ratings = (
        _headed(vocabulary.own_rating(tone), word_of(state)) for state, tone in MEASURE_RAG.items()
    )
    colours = (_headed(vocabulary.own_rating(tone), words) for tone, words in TONE_WORDS.items())
    return ("Rated", *ratings, *colours)


def _headed(own: str, words: str) -> str:
    """`Black: overdue or missed`, a rating in the plan's word.

    What it is alone where the plan has no word of its own, or the same.
    """
    return words if own.casefold() in ("", words.casefold()) else f"{own}: {lower(words)}"


def _width(heading: str) -> int:
    """Wide enough for its longest word."""
    return 5 + max(map(len, heading.split()), default=0)


_WIDEST = 30
"""However long a word is that the plan has for a priority."""


def _has_rows(assessment: Assessment, code: str) -> bool:
    return bool(assessment.measures_of(code) or assessment.deadlines_of(code))


def _count_row(name: str, code: str, now: Position, previous: Position | None) -> tuple[Cell, ...]:
    """A row of the counts of one priority or, where the code is "", of all."""
    states, tones = pursued(now.measure_counts(code)), now.tone_counts(code)
    states_before, tones_before = (
        (previous.measure_counts(code), previous.tone_counts(code)) if previous else (None, None)
    )
    ratings = [
        _toned(states[state], states_before[state] if states_before is not None else None, tone)
        for state, tone in MEASURE_RAG.items()
    ]
    deadlines = [
        _toned(tones[t], tones_before[t] if tones_before is not None else None, t)
        for t in TONE_WORDS
    ]
    if not states:
        ratings = [Cell() for _ in ratings]
    return (Cell(name), Cell(rated_of(states) if states else ""), *ratings, *deadlines)


def _toned(number: int, before: int | None, tone: Tone) -> Cell:
    """A count in its colour with its change; without colour where it is nought."""
    moved = number - before if before is not None else 0
    sign = "+" if moved > 0 else "−"
    change = f" ({sign}{abs(moved)})" if moved else ""
    text = f"{PAINTS[tone].symbol} {number:,}{change}" if number else f"0{change}"
    return Cell(text, tone if number else Tone.PLAIN)


def ratings_chart(assessment: Assessment) -> Chart:
    """How each priority's measures are rated, as stacked bars."""
    some = [
        priority for priority in assessment.plan.priorities if assessment.measures_of(priority.code)
    ]
    counts = [pursued(measure_counts(assessment.measures_of(each.code))) for each in some]
    vocabulary = assessment.plan.vocabulary
    series = [
        Series(
            _headed(vocabulary.own_rating(tone), word_of(state)),
            tone,
            tuple(count[state] for count in counts),
        )
        for state, tone in MEASURE_RAG.items()
    ]
    unrated = tuple(sum(n for state, n in count.items() if not state.is_rated) for count in counts)
    called = [vocabulary.priority_called(each.code) for each in some]
    said = "; ".join(_bar_in_words(name, each) for name, each in zip(called, counts, strict=True))
    title = _on_target(pursued(measure_counts(assessment.measures)))
    return Chart(
        title,
        f"{title}. Stacked bars of the measures of each {lower(vocabulary.priority_word)} by "
        f"rating. {said}.",
        tuple(called),
        (*series, Series(capitalised(not_rated(assessment)), Tone.GREY, unrated)),
    )


def _on_target(states: Counter[MeasureState]) -> str:
    """The chart's message: `15 of 32 rated measures are on target`."""
    rated, on = number_rated(states), states[MeasureState.ON_TARGET]
    if not rated:
        return none_rated(states)
    how = lower(word_of(MeasureState.ON_TARGET))
    return f"{none_or(on).capitalize()} of {rated:,} {rated_measures(states)} {are(on)} {how}"


def _bar_in_words(called: str, states: Counter[MeasureState]) -> str:
    parts = (f"{none_or(states[state])} {word_of(state).lower()}" for state in MEASURE_RAG)
    how = f", {listed(parts)}" if number_rated(states) else ""
    return f"{called}: {none_or(number_rated(states))} of {states.total()} rated{how}"

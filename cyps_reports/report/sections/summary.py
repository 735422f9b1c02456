"""The month in whole sentences, as in emails and on the first sheet of the Excel summary."""

from __future__ import annotations

from collections import Counter

from cyps_reports.assessment.checks import no_return
from cyps_reports.assessment.deadline_states import DEADLINE_WITHDRAWN, DeadlineState
from cyps_reports.assessment.exceptions import deadline_counts, measure_counts, pursued
from cyps_reports.assessment.model import (
    MEASURE_RAG,
    MEASURE_WITHDRAWN,
    Assessment,
    MeasureState,
    Travel,
)
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import (
    are,
    counted,
    listed,
    none_or,
    some_of,
)
from cyps_reports.report.deadline_wording import stands
from cyps_reports.report.sections.counts import number_rated
from cyps_reports.theme import Tone

_TOLD = tuple(state for state in DeadlineState if state.rag in (Tone.RED, Tone.AMBER))


def movement_note(previous: Position) -> str:
    """What the figures in brackets are."""
    return f"In brackets: the change since {previous.month.in_words}."


def missing_returns(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each priority that no return came from."""
    return tuple(
        no_return(assessment.plan, code, assessment.month) for code in assessment.missing_priorities
    )


def headlines(assessment: Assessment) -> tuple[str, ...]:
    """The month in whole sentences: measures, those not rated, deadlines."""
    states = measure_counts(assessment.measures)
    apart = withdrawn_sentence(states, deadline_counts(assessment.deadlines))
    said = (
        rated_sentence(states),
        _not_rated(pursued(states)),
        _travel(assessment),
        _deadlines(assessment),
        apart,
    )
    return tuple(sentence for sentence in said if sentence)


def rated_sentence(states: Counter[MeasureState]) -> str:
    """How many measures are rated, and how; "" where none is, which is no success."""
    rated = number_rated(states)
    parts = (f"{none_or(states[state])} {word_of(state).lower()}" for state in MEASURE_RAG)
    return (
        f"{some_of(rated, pursued(states).total(), 'measure')} {are(rated)} rated: {listed(parts)}."
        if rated
        else ""
    )


def withdrawn_sentence(measures: Counter[MeasureState], deadlines: Counter[DeadlineState]) -> str:
    """What is counted apart: how many measures and deadlines were withdrawn, merged, deferred.

    "" where none was.
    """
    parts = [
        f"{counted(n, 'measure')} {word_of(each).lower()}"
        for each in MEASURE_WITHDRAWN.values()
        if (n := measures[each])
    ]
    parts += [
        f"{counted(n, 'deadline')} {word_of(each).lower()}"
        for each in DEADLINE_WITHDRAWN.values()
        if (n := deadlines[each])
    ]
    return f"Counted apart: {listed(parts)}." if parts else ""


def _not_rated(states: Counter[MeasureState]) -> str:
    """Those without a rating, each kind apart; "" where every measure is rated."""
    unrated = [state for state in MeasureState if not state.is_rated and states[state]]
    number = sum(states[state] for state in unrated)
    parts = listed(f"{word_of(state).lower()} ({states[state]})" for state in unrated)
    if not number_rated(states):
        return f"No measure is rated: {parts}." if unrated else ""
    return f"{counted(number, 'measure')} {are(number)} not rated: {parts}." if unrated else ""


def _travel(assessment: Assessment) -> str:
    """How many figures moved which way since the last month and since the outturn.

    "" where none can be compared.
    """
    monthly = Counter(
        measure.direction.travel for measure in assessment.measures if measure.direction.since
    )
    outturns = (measure.since_outturn for measure in assessment.measures)
    yearly = Counter[Travel](
        outturn.travel for outturn in outturns if outturn.travel is not Travel.NOT_COMPARABLE
    )
    said = [
        f"since {since} {_moved(counts)}"
        for since, counts in (
            ("their last figure", monthly),
            (f"the {assessment.plan.outturn_said}", yearly),
        )
        if counts
    ]
    return f"Of the figures that can be compared, {'; '.join(said)}." if said else ""


def _moved(counts: Counter[Travel]) -> str:
    return listed(f"{none_or(counts[travel])} {word}" for travel, word in _TRAVEL_WORDS.items())


_TRAVEL_WORDS = {
    Travel.IMPROVING: "improved",
    Travel.SAME: "stayed the same",
    Travel.WORSENING: "worsened",
}


def _deadlines(assessment: Assessment) -> str:
    states = pursued(deadline_counts(assessment.deadlines))
    late = states[DeadlineState.COMPLETED_LATE]
    completed = late + states[DeadlineState.COMPLETED]
    in_time = f" ({none_or(late)} late)" if completed else ""
    parts = [f"{none_or(completed)} {are(completed)} completed{in_time}"]
    unknown = sum(
        deadline.state is DeadlineState.OVERDUE and deadline.told is None
        for deadline in assessment.deadlines
    )
    for state in (each for each in _TOLD if states[each]):
        number = states[state]
        without = _without_return(unknown, number) if state is DeadlineState.OVERDUE else ""
        parts.append(f"{number} {stands(state, number)}{without}")
    return f"Of {counted(states.total(), 'deadline')}, {listed(parts)}." if states else ""


def _without_return(unknown: int, overdue: int) -> str:
    """How many of those overdue are so because nothing came; "" where none is."""
    which = "all of them " if unknown == overdue else f"{unknown} of them "
    if unknown == overdue == 1:
        which = ""
    return f" ({which}with no return received)" if unknown else ""

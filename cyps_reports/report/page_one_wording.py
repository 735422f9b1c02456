"""The sentences of page one, in plain English; nothing is judged here."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.exceptions import measure_counts, pursued
from cyps_reports.assessment.foremost import Foremost, Result
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import (
    Assessment,
    DeadlineResult,
    Direction,
    MeasureResult,
    RatedOn,
)
from cyps_reports.assessment.reported_position import Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import are, capitalised, counted, listed, none_or
from cyps_reports.plan.dates import Month, long
from cyps_reports.plan.model import Plan
from cyps_reports.plan.quantities import Band, Missing
from cyps_reports.report.deadline_wording import deadline_reason, due_text, full_name
from cyps_reports.report.page_blocks import Headline, Item
from cyps_reports.report.rating_wording import actual_words, apart_words
from cyps_reports.report.sections.counts import number_rated
from cyps_reports.report.wording import figure_words, measure_name
from cyps_reports.theme import Tone

_MOST_REFERENCES = 10


def headline(now: Position, previous: Position | None, assessment: Assessment) -> Headline:
    """How the measures and the deadlines stand and have moved, and what is not known."""
    states = pursued(now.measure_counts())
    said = (_measures(states, previous), _deadlines(now, previous))
    more = (_unrated(states), _missing(assessment))
    return Headline(_together(said), _together(more))


def _together(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _measures(states: Counter[MeasureState], previous: Position | None) -> str:
    rated, on = number_rated(states), states[MeasureState.ON_TARGET]
    if not rated:
        return "No measure can be rated this month." if states else ""
    before = pursued(previous.measure_counts()) if previous else None
    off = states[MeasureState.OFF_TARGET]
    was_on, was_off = (
        before[state] if before is not None else None
        for state in (MeasureState.ON_TARGET, MeasureState.OFF_TARGET)
    )
    on_said = f"({on:,} of {rated:,}{_moved(on, was_on, ', ')})"
    off_said = f"{none_or(off)} {are(off)} off target{_bracketed(off, was_off)}"
    return f"{_share(on, rated)} on target {on_said}; {off_said}."


def _share(number: int, total: int) -> str:
    """`Fewer than half of the rated measures are`: the message before the figures."""
    if total == 1:
        return f"The one rated measure is{'' if number else ' not'}"
    which = "More than half" if number * 2 > total else "Fewer than half"
    which = {0: "None", total / 2: "Half", total: "All"}.get(number, which)
    return f"{which} of the rated measures {'is' if which == 'None' else 'are'}"


def _moved(now: int, before: int | None, start: str) -> str:
    """`, up 2`; "" where nothing moved, or where it is not known."""
    moved = now - before if before is not None else 0
    return f"{start}{'up' if moved > 0 else 'down'} {abs(moved):,}" if moved else ""


def _bracketed(now: int, before: int | None) -> str:
    moved = _moved(now, before, "")
    return f" ({moved})" if moved else ""


def _deadlines(now: Position, previous: Position | None) -> str:
    tones, before = now.tone_counts(), previous.tone_counts() if previous else None
    total, late, done = tones.total(), tones[Tone.RED], tones[Tone.BLUE]
    if not total:
        return ""
    was_late, was_done = (
        before[tone] if before is not None else None for tone in (Tone.RED, Tone.BLUE)
    )
    of = counted(total, "deadline")
    late_said = f"{none_or(late).capitalize()} of {of} {are(late)} late{_bracketed(late, was_late)}"
    return f"{late_said}; {none_or(done)} {are(done)} completed{_bracketed(done, was_done)}."


def _unrated(states: Counter[MeasureState]) -> str:
    number = states.total() - number_rated(states)
    is_said = number and number_rated(states)
    return f"{counted(number, 'measure')} could not be rated this month." if is_said else ""


def _missing(assessment: Assessment) -> str:
    missing = assessment.missing_priorities
    called = assessment.plan.vocabulary.priorities_called(missing) if missing else ""
    return f"No return was received from {called}." if missing else ""


def lead_headline(assessment: Assessment, called: str) -> Headline:
    """The same of one lead's deadlines: `Jo Moxon has 21 deadlines: 7 completed, 2 late`."""
    tones = Counter(each.rag for each in assessment.deadlines if not each.state.is_withdrawn)
    told = ((Tone.BLUE, "completed"), (Tone.RED, "late"), (Tone.AMBER, "at risk or re-dated"))
    parts = [f"{none_or(tones[tone])} {words}" for tone, words in told]
    total = tones.total()
    how = f": {listed(parts)}" if total else ""
    return Headline(f"{called} has {counted(total, 'deadline')}{how}.")


def movement(code: str, now: Position, previous: Position) -> str:
    """`+2 on target, −1 off, +1 late` of a priority, "" being all; `No change`."""
    states, before = pursued(now.measure_counts(code)), pursued(previous.measure_counts(code))
    tones, tones_before = now.tone_counts(code), previous.tone_counts(code)
    moved = (
        (states[MeasureState.ON_TARGET] - before[MeasureState.ON_TARGET], "on target"),
        (states[MeasureState.OFF_TARGET] - before[MeasureState.OFF_TARGET], "off"),
        (tones[Tone.RED] - tones_before[Tone.RED], "late"),
    )
    said = [f"{'+' if by > 0 else '−'}{abs(by):,} {what}" for by, what in moved if by]
    done = tones[Tone.BLUE] - tones_before[Tone.BLUE]
    return ", ".join(said) or (f"{done:+,} completed" if done else "No change")


# Worst and better


def worst_items(foremost: Foremost, assessment: Assessment) -> tuple[Item, ...]:
    """The worst rows, each in a sentence, and those without a corrective action as one more."""
    items = [_worst(result, assessment) for result in foremost.worst]
    without = foremost.without_action
    if without:
        items.append(_without_action(without, assessment.plan))
    return tuple(items)


def _worst(result: Result, assessment: Assessment) -> Item:
    plan = assessment.plan
    if isinstance(result, MeasureResult):
        action = _first_sentence(result.corrective_action)
        return Item(named(result), _together((gap_sentence(result, plan), action)))
    action = _first_sentence(result.told.corrective_action if result.told else "")
    name = full_name(result.milestone, result.deadline)
    return Item(name, _together((_late(result, assessment), action)))


def named(result: MeasureResult) -> str:
    """`A4 Secondary schools judged good or outstanding`: reference and name."""
    return f"{result.measure.ref} {measure_name(result.measure)}"


def gap_sentence(result: MeasureResult, plan: Plan) -> str:
    """`52.6%, 4.4 points below the 57% target (57.1% in August 2012).`, as a sentence."""
    compared, actual = result.compared, actual_words(result)
    if compared is None or compared.figure is None or isinstance(compared.against, Missing):
        return f"{actual or 'No figure'}: {word_of(result.state).lower()}{_before(result, plan)}."
    if result.measure.unit.is_judged:
        target = figure_words(result.measure, compared.against)
        return f"“{actual}”; the target is “{target}”{_before(result, plan)}."
    apart = f"{_apart(result, compared.figure, compared.against)} {_standard(result)}"
    if compared.on is RatedOn.FORECAST:
        central = figure_words(result.measure, compared.figure)
        return f"{actual} so far; at this rate {central} by {long(plan.ends)}, {apart}."
    return f"{actual}, {apart}{_before(result, plan)}."


def _apart(result: MeasureResult, figure: Decimal, against: Decimal | Band) -> str:
    end = against.end_near(figure) if isinstance(against, Band) else against
    apart = apart_words(figure - end, result.measure.unit)
    return f"{apart} {'above' if figure > end else 'below'}"


def _standard(result: MeasureResult) -> str:
    compared = result.compared
    if compared is None:
        return ""
    words = figure_words(result.measure, compared.against)
    if compared.on is RatedOn.STEP and compared.day:
        return f"the step of {words} for {long(compared.day)}"
    return f"the target of {words}"


def _before(result: MeasureResult, plan: Plan) -> str:
    """` (57.1% in August 2012)`; "" where there is nothing to compare with."""
    direction: Direction = result.direction
    if direction.earlier is None or direction.is_of_forecast:
        return ""
    was = figure_words(result.measure, direction.earlier)
    if direction.since is None:
        return f" ({plan.outturn_said}: {was})"
    return f" ({was} in {month_said(direction.since, plan)})"


def month_said(month: Month, plan: Plan) -> str:
    """`August`, in the plan's own year; `March 2012` outside it."""
    return month_name[month.number] if month in plan.months[-12:] else month.in_words


def _late(result: DeadlineResult, assessment: Assessment) -> str:
    if result.state is not DeadlineState.OVERDUE:
        return deadline_reason(result, assessment.as_at, assessment.plan.vocabulary)
    expected = result.told.expected if result.told else None
    when = f"; expected {long(expected)}" if isinstance(expected, date) else ""
    due = f"due {due_text(result.deadline)}, {counted(result.days, 'day')} overdue{when}."
    return due if result.told else f"{due} No return was received."


def _first_sentence(text: str) -> str:
    """The first sentence of what a manager wrote; a very long one is told where it stands whole."""
    first = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0].rstrip(". ")
    if len(first) > _LONGEST_ACTION:
        return "Its corrective action is told below."
    return first if not first or first.endswith(("!", "?")) else f"{first}."


_LONGEST_ACTION = 180
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def _without_action(results: Sequence[Result], plan: Plan) -> Item:
    leads = dict.fromkeys(
        result.milestone.lead for result in results if isinstance(result, DeadlineResult)
    )
    names = [plan.lead(key).called for key in leads if key]
    whose = f" ({listed(names)})" if names else ""
    what = counted(len(results), "item")
    refs = (
        result.measure.ref if isinstance(result, MeasureResult) else result.milestone.ref
        for result in results
    )
    return Item(f"No corrective action was given for {what}", f"{references(refs)}{whose}.")


def references(refs: Iterable[str]) -> str:
    """`A1, A2 and B3`; of very many the first, and how many others there are."""
    each = list(dict.fromkeys(refs))
    if len(each) <= _MOST_REFERENCES + 1:
        return listed(each)
    kept = each[:_MOST_REFERENCES]
    return listed((*kept, f"{len(each) - len(kept):,} others"))


def better_items(foremost: Foremost, plan: Plan) -> tuple[Item, ...]:
    """What got better, a measure each, and behind them what was completed."""
    items = [_better(result, plan) for result in foremost.better]
    done = foremost.completed
    if done:
        refs = references(result.milestone.ref for result in done)
        items.append(Item(f"{counted(len(done), 'deadline')} completed", f"{refs}."))
    return tuple(items)


def _better(result: MeasureResult, plan: Plan) -> Item:
    state = word_of(result.state).lower()
    return Item(named(result), f"{actual_words(result)}, {state}{_before(result, plan)}.")


# What is not known


def unknown_lines(assessment: Assessment) -> Iterator[str]:
    """What cannot be told this month and why, a sentence each."""
    for code in assessment.missing_priorities:
        yield _no_return(code, assessment)
    kinds = tuple(_kinds_of_unknown(assessment))
    if kinds:
        said = "; ".join(kinds)
        yield f"{capitalised(said)}."
    silent = [each for each in assessment.deadlines if each.state is DeadlineState.NO_UPDATE]
    if silent:
        refs_said = references(each.milestone.ref for each in silent)
        yield f"No update was given on {counted(len(silent), 'deadline')}: {refs_said}."


def _kinds_of_unknown(assessment: Assessment) -> Iterator[str]:
    """`no usable figure: B7`, for each reason that there is."""
    for state, words in _UNKNOWN.items():
        refs = [each.measure.ref for each in assessment.measures if each.state is state]
        if refs:
            yield f"{words}: {references(refs)}{_expected(state, assessment)}"


_UNKNOWN = {
    MeasureState.UNREADABLE: "no usable figure",
    MeasureState.NOT_REPORTED: "no figure given",
    MeasureState.NOT_JUDGED: "not judged",
    MeasureState.PART_REPORTED: "reported in part",
    MeasureState.NOT_AVAILABLE: "figure not available",
    MeasureState.NO_TARGET: "no target set",
    MeasureState.NO_FORECAST: "too few figures to rate yet",
    MeasureState.NOT_YET_DUE: "result not out yet",
}
"""Why a measure is not rated, from what somebody should have given to what is still to come."""


def _no_return(code: str, assessment: Assessment) -> str:
    measures = pursued(measure_counts(assessment.measures_of(code))).total()
    deadlines = sum(not each.state.is_completed for each in assessment.deadlines_of(code))
    parts = [
        counted(number, noun)
        for number, noun in ((measures, "measure"), (deadlines, "open deadline"))
        if number
    ]
    about = f": nothing is known of {listed(parts)}" if parts else ""
    return f"No return came from {assessment.plan.vocabulary.priority_called(code)}{about}."


def _expected(state: MeasureState, assessment: Assessment) -> str:
    """` (expected in January 2013)`, where the plan says one month for all of them."""
    months: set[Month | None] = {
        each.measure.target_due for each in assessment.measures if each.state is state
    }
    month = months.pop() if len(months) == 1 else None
    is_told = state is MeasureState.NOT_YET_DUE and month and month > assessment.month
    return f" (expected in {month.in_words})" if is_told and month else ""


# Recommendations


def recommendations(assessment: Assessment) -> tuple[str, ...]:
    """What readers are asked to do, as the month wants it."""
    plan, now = assessment.plan, assessment
    asks = [f"note the progress of the {plan.title} to {long(now.as_at)}"]
    wanting = []
    if off := measure_counts(now.measures)[MeasureState.OFF_TARGET]:
        wanting.append(f"{counted(off, 'measure')} off target")
    if late := sum(each.state.is_missed and each.told is not None for each in now.deadlines):
        wanting.append(counted(late, "late deadline"))
    if wanting:
        asks.append(f"consider the corrective actions for {listed(wanting)}")
    if missing := now.missing_priorities:
        which = plan.vocabulary.priorities_called(missing)
        following = plan.report_month_after(now.month).in_words
        asks.append(f"note that no return was received from {which}, to be reported in {following}")
    return tuple(asks)

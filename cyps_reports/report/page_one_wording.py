"""The sentences of page one, in plain English; nothing is judged here."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.exceptions import exceptions_of, measure_counts, pursued
from cyps_reports.assessment.foremost import Foremost, Result, foremost_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.missing_returns import NONE_RECEIVED
from cyps_reports.assessment.model import (
    Assessment,
    DeadlineResult,
    Direction,
    MeasureResult,
    RatedOn,
)
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import capitalised, counted, listed, lower
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing
from cyps_reports.report.deadline_wording import deadline_reason, due_text, full_name
from cyps_reports.report.page_blocks import Item
from cyps_reports.report.page_one_headline import joined_sentences
from cyps_reports.report.rating_wording import actual_words, apart_words
from cyps_reports.report.row_labels import labels, references
from cyps_reports.report.wording import figure_words, measure_name

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
        return Item(named(result), joined_sentences((gap_sentence(result, plan), action)))
    action = _first_sentence(result.told.corrective_action if result.told else "")
    name = full_name(result.milestone, result.deadline)
    return Item(name, joined_sentences((_late(result, assessment), action)))


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
    unit = result.measure.unit
    above, below = ("over", "under") if unit.is_money else ("above", "below")
    return f"{apart_words(figure - end, unit)} {above if figure > end else below}"


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
    when = ""
    if isinstance(expected, date):
        is_past = expected < assessment.as_at
        when = f"; {'it was expected' if is_past else 'expected'} {long(expected)}"
    due = f"due {due_text(result.deadline)}, {counted(result.days, 'day')} overdue{when}."
    return due if result.told else f"{due} {NONE_RECEIVED}."


def _first_sentence(text: str) -> str:
    """The first sentence of what a manager wrote; a very long one is told where it stands whole."""
    first = _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0].rstrip(". ")
    if len(first) > _LONGEST_ACTION:
        return "Its corrective action is told below."
    return first if not first or first.endswith(("!", "?")) else f"{first}."


_LONGEST_ACTION = 180
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def _without_action(results: Sequence[Result], plan: Plan) -> Item:
    called = zip(labels(results), results, strict=True)
    told = [f"{label}{_whose(result, plan)}" for label, result in called]
    refs = references(told, are_apart=any(_whose(each, plan) for each in results))
    what = counted(len(results), "item")
    return Item(f"No corrective action was given for {what}", f"{refs}.")


def _whose(result: Result, plan: Plan) -> str:
    """` (Jo Moxon)`, behind each item, as other leads or none may stand behind the others."""
    key = result.milestone.lead if isinstance(result, DeadlineResult) else ""
    return f" ({plan.lead(key).called})" if key else ""


def better_items(foremost: Foremost, plan: Plan) -> tuple[Item, ...]:
    """What got better, a measure each, and behind them what was completed."""
    items = [_better(result, plan) for result in foremost.better]
    done = foremost.completed
    if done:
        refs = references(labels(done))
        items.append(Item(f"{counted(len(done), 'deadline')} completed", f"{refs}."))
    return tuple(items)


def _better(result: MeasureResult, plan: Plan) -> Item:
    state = word_of(result.state).lower()
    return Item(named(result), f"{actual_words(result)}, {state}{_before(result, plan)}.")


# What is not known


def unknown_lines(assessment: Assessment) -> Iterator[str]:
    """What cannot be told this month and why, a sentence each."""
    yield from (_no_return(code, assessment) for code in assessment.missing_priorities)
    kinds = tuple(_kinds_of_unknown(assessment))
    if kinds:
        said = "; ".join(kinds)
        yield f"{capitalised(said)}."
    silent = [each for each in assessment.deadlines if each.state is DeadlineState.NO_UPDATE]
    if silent:
        done = (each for each in assessment.deadlines if each.state.is_completed)
        refs_said = references(labels(silent, beside=done))
        yield f"No update was given on {counted(len(silent), 'deadline')}: {refs_said}."


def _kinds_of_unknown(assessment: Assessment) -> Iterator[str]:
    """`no usable figure: B7`, for each reason that there is."""
    for state, words in _UNKNOWN.items():
        if refs := tuple(_called(state, assessment)):
            yield f"{words}: {references(refs)}{_expected(state, assessment)}"


def _called(state: MeasureState, assessment: Assessment) -> Iterator[str]:
    """The references of the measures in a state; of one with components, which part is in it."""
    states = [(each.measure, each.state) for each in assessment.measures]
    in_it = [measure for measure, each in states if each is state]
    otherwise = {measure.ref for measure, each in states if each is not state}
    for each in in_it:
        yield f"{each.ref} (only {each.component})" if each.ref in otherwise else each.ref


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
    asks = [f"note progress to {long(now.as_at)}"]
    if wanting := _with_actions(now):
        asks.append(f"consider the corrective actions for {listed(wanting)}")
    if without := len(foremost_of(now).without_action):
        asks.append(f"ask for actions on the {counted(without, 'item')} without one")
    if missing := now.missing_priorities:
        which = plan.vocabulary.priorities_called(missing)
        following = plan.report_month_after(now.month).in_words
        asks.append(f"note that {lower(NONE_RECEIVED)} from {which}, to be reported in {following}")
    return tuple(asks)


def _with_actions(assessment: Assessment) -> list[str]:
    """`8 of 9 measures off target`, `7 late deadlines`: those that something is done about."""
    told = exceptions_of(assessment)
    off = {each.measure.ref for each in told.measures}
    acted = {each.measure.ref for each in told.measures if not lacks_action(each)}
    late = sum(not lacks_action(each) for each in told.deadlines)
    parts = (
        (len(acted), len(off), "measure", " off target"),
        (late, len(told.deadlines), "late deadline", ""),
    )
    return [f"{_of(some, whole, noun)}{after}" for some, whole, noun, after in parts if some]


def _of(some: int, whole: int, noun: str) -> str:
    """`7 late deadlines`, or `7 of 10 late deadlines`."""
    return counted(some, noun) if some == whole else f"{some:,} of {counted(whole, noun)}"

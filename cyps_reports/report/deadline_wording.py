"""Every sentence the report says of a deadline, in plain English; nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from cyps_reports.assessment.deadline_states import (
    LONGER_PERIODS,
    DeadlineState,
    done_in,
    due_in,
    missed_before,
    missed_in,
)
from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import DeadlineResult, Waiting
from cyps_reports.assessment.state_meanings import NO_DUE_DATE
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month, long, short
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone
from cyps_reports.plan.model.vocabulary import STANDARD, Vocabulary
from cyps_reports.plan.row_sentences import due_words, withdrawal_words
from cyps_reports.report.wording import row_is_missing
from cyps_reports.returns.model import Absent, DeadlineEntry, Status


def due_text(deadline: Deadline, say: Callable[[date], str] = long) -> str:
    """The due date, or what stands in its place; with the first date where it was re-dated.

    `say` is how a date is said that the plan says in no words of its own.
    """
    first = deadline.due_said or (say(deadline.due) if deadline.due else due_words(deadline))
    if deadline.redating and deadline.due:
        said = re.sub("^by ", "", first, flags=re.IGNORECASE)
        return f"{deadline.redating.due_said or say(deadline.redating.due)} (re-dated from {said})"
    return first


def deadline_name(milestone: Milestone, deadline: Deadline) -> str:
    """`Deadline 2 of 4`, and what it is for.

    "" for a milestone's only deadline with nothing to add.
    """
    several = len(milestone.deadlines) > 1
    which = f"Deadline {deadline.number} of {len(milestone.deadlines)}" if several else ""
    return ": ".join(part for part in (which, deadline.purpose) if part)


def full_name(milestone: Milestone, deadline: Deadline) -> str:
    """`A20 Schools reviewed (deadline 2 of 4)`: reference, name, and which of its deadlines."""
    which = deadline_name(milestone, deadline)
    return f"{milestone.ref} {milestone.name}" + (
        f" ({which[0].lower()}{which[1:]})" if which else ""
    )


def deadline_reason(result: DeadlineResult, as_at: date, vocabulary: Vocabulary = STANDARD) -> str:
    """Why a deadline has the state it has, and what late it waits for, in sentences.

    `vocabulary` is the plan's.
    """
    return f"{_reason(result, as_at, vocabulary)}{waits_words(result)}{_stands(result)}"


def further_reason(result: DeadlineResult, as_at: date, vocabulary: Vocabulary = STANDARD) -> str:
    """The same without what the word of its state says already."""
    said = deadline_reason(result, as_at, vocabulary)
    return said.removeprefix(_PLAIN_REASONS.get(result.state, "")).strip()


def _stands(result: DeadlineResult) -> str:
    """` Last updated in the June 2012 return.`.

    "" where this month's says it, or its state says so already.
    """
    if result.kept is None or not result.state.is_open or result.state is DeadlineState.ONGOING:
        return ""
    return f" Last updated in the {result.kept.month.in_words} return."


def waits_words(result: DeadlineResult) -> str:
    """` It waits for C32, 45 days overdue.`, and so on for others; "" where nothing holds it up."""
    held = "; and for ".join(f"{each.label}, {_held_by(each)}" for each in result.waits_for)
    return f" It waits for {held}." if held else ""


def _held_by(waiting: Waiting) -> str:
    if waiting.days:
        return f"{counted(waiting.days, 'day')} overdue"
    return f"which {stands(waiting.state)}"


def stands(state: DeadlineState) -> str:
    """How a deadline stands, as the end of a sentence.

    `is overdue`, `has been missed`, `was missed last term`.
    """
    if state is DeadlineState.MISSED:
        return "has been missed"
    return f"{'was' if state in _MISSED else 'is'} {word_of(state).lower()}"


def _reason(result: DeadlineResult, as_at: date, vocabulary: Vocabulary) -> str:
    if result.state.is_withdrawn and result.deadline.withdrawal:
        return f"{withdrawal_words(result.deadline.withdrawal)}."
    match result.state:
        case DeadlineState.ONGOING if result.kept:
            return f"Updated in the {result.kept.month.in_words} return."
        case DeadlineState.COMPLETED | DeadlineState.COMPLETED_LATE:
            return _completed_reason(result)
        case DeadlineState.OVERDUE:
            return _overdue_reason(result, as_at)
        case DeadlineState.AT_RISK:
            return _at_risk_reason(result, as_at)
        case DeadlineState.NO_RETURN:
            if result.first_asked:
                return _sentence(f"{_none_due(result.first_asked)}.")
            return no_return(vocabulary, result.milestone.priority)
        case DeadlineState.REDATED:
            redating = result.deadline.redating
            by = f" by {redating.approved_by} on {long(redating.approved_on)}" if redating else ""
            return f"The new date was approved{by}.{_expected(result, as_at)}"
        case state if state in _OF_PERIODS:
            return _recurring_reason(result)
        case state:
            entry = result.told
            if entry and entry.status is Status.COMPLETED and state is not DeadlineState.ONGOING:
                return _sentence(_completed_without_date(entry, as_at))
            is_soon = state is DeadlineState.DUE_SOON
            plain = f"{_due_in(result, as_at)}." if is_soon else _PLAIN_REASONS[state]
            return plain + _expected(result, as_at)


_PLAIN_REASONS = {
    DeadlineState.NO_UPDATE: "No update given.",
    DeadlineState.NO_DATE_SET: NO_DUE_DATE,
    DeadlineState.NOT_YET_STARTED: f"Not due within {SOON.days} days.",
    DeadlineState.ON_TRACK: "Started.",
    DeadlineState.ONGOING: "Updated this month.",
}


_DONE, _DUE = frozenset(map(done_in, Period)), frozenset(map(due_in, LONGER_PERIODS))
_MISSED_BEFORE = frozenset(map(missed_before, LONGER_PERIODS))
_MISSED = frozenset((DeadlineState.MISSED, *map(missed_in, Period))) | _MISSED_BEFORE
_OF_PERIODS = _DONE | _DUE | _MISSED


def _recurring_reason(result: DeadlineResult) -> str:
    """Why an item that recurs is done, due or missed.

    A month is named by itself, a longer period by its end.
    """
    period, until = result.deadline.period, result.period_to
    if result.state in _DONE and result.completed:
        return f"Done on {long(result.completed)}."
    if result.state in _DONE:
        longer_ago = result.last_done if period is not Period.MONTH else None
        return f"Done in {longer_ago.in_words}." if longer_ago else f"Done this {period}."
    if result.state in _DUE and until:
        done = f"Last done in {result.last_done.in_words}; due" if result.last_done else "Due"
        return f"{done} by {long(until.last)}."
    named = (
        f"in the {period} to {until.in_words}"
        if until and period is not Period.MONTH
        else f"this {period}"
    )
    return f"Not done {named}; {_last_done(result)}."


def late_words(result: DeadlineResult) -> str:
    """`5 days late` of what is completed; the plan's date decides, also where another is approved.

    `117 days after the plan's date, within the approved new date (30/11/26)`.
    """
    days, redating = counted(result.days, "day"), result.deadline.redating
    if redating is None or result.completed is None or result.completed > redating.due:
        return f"{days} late"
    new = redating.due_said or short(redating.due)
    return f"{days} after the plan's date, within the approved new date ({new})"


def _completed_reason(result: DeadlineResult) -> str:
    if result.completed is None or result.deadline.at_approval is AtApproval.COMPLETED:
        return "Completed when the plan was approved."
    late = f", {late_words(result)}" if result.days else ""
    told = f" (reported in {result.completed_in.in_words})" if result.completed_in else ""
    return f"Completed on {long(result.completed)}{late}{told}."


def _overdue_reason(result: DeadlineResult, as_at: date) -> str:
    late = f"{counted(result.days, 'day')} overdue"
    if result.told is None:
        why = _none_due(result.first_asked) if result.first_asked else "no return received"
        return f"{late}: {why}; not reported as completed."
    if not result.kept and row_is_missing(result):
        return f"{late}: its row is missing from the return."
    if result.told.status is Status.COMPLETED:
        return f"{late}: {_completed_without_date(result.told, as_at)}"
    return f"{late}.{_expected(result, as_at)}"


def _none_due(first: Month) -> str:
    return f"no return is due until {first.in_words}"


def _at_risk_reason(result: DeadlineResult, as_at: date) -> str:
    entry, binding = result.told, result.deadline.binding
    if entry is None or binding is None:
        return ""
    if entry.status is Status.COMPLETED:
        return _sentence(_completed_without_date(entry, as_at))
    if entry.status is Status.AT_RISK:
        return f"Reported as at risk.{_expected(result, as_at)}"
    if isinstance(entry.expected, date) and entry.expected > binding:
        return f"Expected on {long(entry.expected)}, after its due date."
    return f"{_due_in(result, as_at)} and not started.{_expected(result, as_at)}"


def _due_in(result: DeadlineResult, as_at: date) -> str:
    """`Due in 12 days`, `Due today`; what is due within a few days has a date."""
    days = (result.deadline.binding - as_at).days if result.deadline.binding else 0
    return f"Due in {counted(days, 'day')}" if days > 0 else "Due today"


def _completed_without_date(entry: DeadlineEntry, as_at: date) -> str:
    match entry.completed:
        case Absent.UNREADABLE:
            return "marked as completed, but its date cannot be read."
        case Absent.TWO_ANSWERS:
            return "marked as completed, with two different dates."
        case date() as given if given > as_at:
            return f"marked as completed on {long(given)}, which is after {long(as_at)}."
        case _:
            return "marked as completed, but without its date."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _expected(result: DeadlineResult, as_at: date) -> str:
    """When the manager expects it, as a sentence with a space before it.

    "" where no date was given.
    """
    expected = result.told.expected if result.told else Absent.EMPTY
    if not isinstance(expected, date):
        return ""
    day = long(expected)
    return (
        f" Expected on {day}."
        if expected >= as_at
        else f" It was expected on {day}, which has passed."
    )


def _last_done(result: DeadlineResult) -> str:
    return (
        f"last done in {result.last_done.in_words}"
        if result.last_done
        else "no date it was done has been returned so far"
    )

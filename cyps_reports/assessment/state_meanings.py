"""What each rating and each state means, for the key of the report and of the returns."""

from __future__ import annotations

from cyps_reports.assessment.deadline_states import (
    DEADLINE_WITHDRAWN,
    LONGER_PERIODS,
    DeadlineState,
    done_in,
    due_in,
    missed_before,
    missed_in,
)
from cyps_reports.assessment.deadlines import SOON
from cyps_reports.assessment.measure_states import MEASURE_WITHDRAWN, MeasureState
from cyps_reports.assessment.trends import FEWEST_FOR_PACE
from cyps_reports.phrases import lower
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.theme import Tone

_PRIORITY, _AMBER = "{priority}", "{amber}"
"""What stands for words that the plan may choose."""

_WITHDRAWN = {
    WithdrawnAs.WITHDRAWN: "Withdrawn with approval; counted apart, and nothing is asked for it.",
    WithdrawnAs.MERGED: "Merged into another row with approval; counted apart, and nothing is "
    "asked for it.",
    WithdrawnAs.DEFERRED: "Deferred with approval; counted apart, and nothing is asked for it.",
}

_MEASURE_MEANINGS = {
    MeasureState.ON_TARGET: "The actual meets its target or is better.",
    MeasureState.CLOSE_TO_TARGET: "The actual misses its target by no more than the tolerance.",
    MeasureState.OFF_TARGET: "The actual misses its target by more than the tolerance.",
    MeasureState.NO_RETURN: "The {priority}'s workbook was not received.",
    MeasureState.NOT_REPORTED: "The workbook was received without a figure that was due.",
    MeasureState.NOT_JUDGED: "It is judged in words, and whoever judges it has not chosen a "
    "rating.",
    MeasureState.PART_REPORTED: "A component is not rated, and the others are on target or not "
    "rated either.",
    MeasureState.NOT_YET_DUE: "The result is not out, or its reporting period goes on.",
    MeasureState.NOT_AVAILABLE: "There is no figure this month, as the return says.",
    MeasureState.NO_TARGET: "The plan sets no target yet.",
    MeasureState.NO_FORECAST: "The year so far, rated on its forecast, which needs "
    f"{FEWEST_FOR_PACE} figures.",
    MeasureState.UNREADABLE: "What was entered cannot be used as a figure of this month: a "
    "finding says why.",
    MeasureState.MONITOR_ONLY: "The plan monitors the measure without rating it.",
    **{MEASURE_WITHDRAWN[kind]: text for kind, text in _WITHDRAWN.items()},
}

_ITEM = {
    Period.MONTH: "A monthly item",
    Period.QUARTER: "A quarterly item",
    Period.TERM: "A termly item",
    Period.HALF_YEAR: "A half-yearly item",
    Period.YEAR: "An annual item",
}

NO_DUE_DATE = "No due date has been set."
_MISSED = "{} not done for longer, or never."

_DEADLINE_MEANINGS = {
    DeadlineState.COMPLETED: "Completed by its due date.",
    DeadlineState.COMPLETED_LATE: "Completed after the plan's date, even if within an "
    "approved new one.",
    DeadlineState.OVERDUE: "Past its due date and not reported as completed. Due today is not "
    "overdue.",
    DeadlineState.AT_RISK: "Reported as at risk or expected late, or due within "
    f"{SOON.days} days and not started.",
    DeadlineState.REDATED: "The date was moved with approval; {amber} at best.",
    DeadlineState.DUE_SOON: f"Started, and due within {SOON.days} days.",
    DeadlineState.ON_TRACK: f"Started, and not due within {SOON.days} days.",
    DeadlineState.NOT_YET_STARTED: f"Not started, and not due within {SOON.days} days.",
    **{done_in(each): f"{_ITEM[each]} that was done in the {each}." for each in Period},
    **{
        due_in(each): f"{_ITEM[each]} still to be done; the {each} has not ended."
        for each in LONGER_PERIODS
    },
    **{missed_in(each): f"{_ITEM[each]} last done the {each} before." for each in Period},
    **{
        missed_before(
            each
        ): f"{_ITEM[each]} that was not done in the last {each}, but in the one before."
        for each in LONGER_PERIODS
    },
    DeadlineState.MISSED: _MISSED.format(_ITEM[Period.MONTH]),
    DeadlineState.ONGOING: "An ongoing item updated in the month.",
    DeadlineState.NO_UPDATE: "The workbook was received without an update.",
    DeadlineState.NO_DATE_SET: NO_DUE_DATE,
    DeadlineState.NO_RETURN: "The {priority}'s workbook was not received, and the item is not "
    "past due.",
    **{DEADLINE_WITHDRAWN[kind]: text for kind, text in _WITHDRAWN.items()},
}


def measure_meanings(plan: Plan) -> dict[MeasureState, str]:
    """What each state of a measure means that this plan's can have, in its words.

    What is hidden in a public edition is explained on a page of its own.
    """
    withdrawn = {
        MEASURE_WITHDRAWN[measure.withdrawal.kind]
        for measure in plan.measures
        if measure.withdrawal
    }
    judged = {MeasureState.NOT_JUDGED for measure in plan.measures if measure.unit.is_judged}
    return {
        state: _in_words_of(plan.vocabulary, text)
        for state, text in _MEASURE_MEANINGS.items()
        if state in withdrawn | judged
        or not (state.is_withdrawn or state is MeasureState.NOT_JUDGED)
    }


def deadline_meanings(plan: Plan) -> dict[DeadlineState, str]:
    """What each state of a deadline means that this plan's can have, in its words."""
    deadlines = [deadline for _, deadline in plan.deadlines()]
    used = {deadline.period for deadline in deadlines}
    periods = [period for period in Period if period in used]
    withdrawn = {DEADLINE_WITHDRAWN[each.withdrawal.kind] for each in deadlines if each.withdrawal}
    told = {
        state: _in_words_of(plan.vocabulary, text)
        for state, text in _DEADLINE_MEANINGS.items()
        if state in withdrawn or (not state.is_withdrawn and state.period in (None, *periods))
    }
    if not periods:
        del told[DeadlineState.MISSED]
    if [period for period in periods if period is not Period.MONTH]:
        told[DeadlineState.MISSED] = _MISSED.format("An item that recurs,")
    return told


def _in_words_of(vocabulary: Vocabulary, text: str) -> str:
    said = text.replace(_PRIORITY, lower(vocabulary.priority_word))
    return said.replace(_AMBER, lower(vocabulary.rating(Tone.AMBER)))

"""The month in whole sentences, as page one, the summary and the emails tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_reports.assessment.deadline_states import DEADLINE_WITHDRAWN, DeadlineState, missed_in
from cyps_reports.assessment.exceptions import (
    deadline_counts,
    measure_counts,
    number_rated,
    pursued,
)
from cyps_reports.assessment.measure_states import MEASURE_RAG, MEASURE_WITHDRAWN, MeasureState
from cyps_reports.assessment.model import Assessment, DeadlineResult, Travel
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import (
    are,
    capitalised,
    counted,
    have,
    in_words,
    listed,
    none_or,
    plural,
    some_of,
    were,
)
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period
from cyps_reports.theme import Tone


def headlines(assessment: Assessment) -> tuple[str, ...]:
    """The month in whole sentences: measures, those not rated, deadlines."""
    states = measure_counts(assessment.measures)
    said = (
        rated_sentence(states),
        _not_rated(pursued(states)),
        hidden_sentence(states),
        travel_sentence(assessment),
        deadlines_sentence(assessment),
        recurring_sentence(assessment.deadlines, assessment.month),
        withdrawn_sentence(states, deadline_counts(assessment.deadlines)),
    )
    return tuple(sentence for sentence in said if sentence)


def rated_sentence(states: Counter[MeasureState]) -> str:
    """How many measures are rated, and how; where none is, which is no success, why.

    "" where there is no measure.
    """
    counts = pursued(states)
    rated = sum(counts[state] for state in MEASURE_RAG)
    if not counts:
        return ""
    if not rated:
        return f"{none_rated(counts)}: {_why_none(counts)}."
    parts = (f"{none_or(counts[state])} {word_of(state).lower()}" for state in MEASURE_RAG)
    how = _rated_here(counts)
    return f"{some_of(rated, counts.total(), 'measure')} {are(rated)} {how}: {listed(parts)}."


def none_rated(counts: Counter[MeasureState]) -> str:
    """`No measure can be rated this month`; where some are hidden, none that is shown."""
    return f"No measure can be {_rated_here(counts)} this month"


def _rated_here(counts: Counter[MeasureState]) -> str:
    """What is hidden is rated, and only not shown."""
    return "shown with a rating" if counts[MeasureState.NOT_SHOWN] else "rated"


def rated_measures(counts: Counter[MeasureState]) -> str:
    """`rated measures`, as many as there are: those shown, where some are hidden."""
    noun = counted(number_rated(counts), "rated measure").partition(" ")[2]
    return f"{noun} shown" if counts[MeasureState.NOT_SHOWN] else noun


def not_rated(assessment: Assessment) -> str:
    """What a measure without a rating is called; in a public edition it may be hidden."""
    is_hiding = any(each.state is MeasureState.NOT_SHOWN for each in assessment.measures)
    return "not rated or not shown" if is_hiding else "not rated"


def hidden_sentence(counts: Counter[MeasureState]) -> str:
    """How many measures a public edition does not show; "" where it shows all."""
    hidden = counts[MeasureState.NOT_SHOWN]
    return f"{counted(hidden, 'measure')} {are(hidden)} not shown." if hidden else ""


def _why_none(counts: Counter[MeasureState]) -> str:
    if {*counts} == {MeasureState.NO_RETURN}:
        return "no return with measures was received"
    return _states_listed(counts)


def _states_listed(counts: Counter[MeasureState]) -> str:
    some = (each for each in MeasureState if counts[each])
    return listed(f"{word_of(each).lower()} ({counts[each]:,})" for each in some)


def _not_rated(counts: Counter[MeasureState]) -> str:
    """Those without a rating, each kind apart; what is hidden has a sentence of its own.

    "" where every measure is rated, and where none is, which has one too.
    """
    unrated = Counter({each: number for each, number in counts.items() if not each.is_rated})
    del unrated[MeasureState.NOT_SHOWN]
    number = unrated.total()
    if not number or not number_rated(counts):
        return ""
    return f"{counted(number, 'measure')} {are(number)} not rated: {_states_listed(unrated)}."


def travel_sentence(assessment: Assessment) -> str:
    """How many figures moved which way since the one before, and since the outturn.

    "" where none can be compared.
    """
    monthly = Counter(
        measure.direction.travel for measure in assessment.measures if measure.direction.since
    )
    outturns = (measure.since_outturn for measure in assessment.measures)
    yearly = Counter[Travel](
        outturn.travel for outturn in outturns if outturn.travel is not Travel.NOT_COMPARABLE
    )
    since = (("the previous figure", monthly), (f"the {assessment.plan.outturn_said}", yearly))
    said = [f"since {what} {_moved(counts)}" for what, counts in since if counts]
    return f"{capitalised('; '.join(said))}." if said else ""


def _moved(counts: Counter[Travel]) -> str:
    parts = [f"{none_or(counts[travel])} {word}" for travel, word in _MOVED.items()]
    if same := counts[Travel.SAME]:
        parts.append(f"{same:,} did not change")
    return listed(parts)


_MOVED = {Travel.IMPROVING: "improved", Travel.WORSENING: "worsened"}


def deadlines_sentence(assessment: Assessment) -> str:
    """How many deadlines are completed, and how many are late or at risk; "" without any.

    What recurs and was missed has a sentence of its own.
    """
    states = pursued(deadline_counts(assessment.deadlines))
    if not states:
        return ""
    late = states[DeadlineState.COMPLETED_LATE]
    completed = late + states[DeadlineState.COMPLETED]
    in_time = f" ({none_or(late)} late)" if completed else ""
    parts = [f"{none_or(completed)} {are(completed)} completed{in_time}"]
    for state in (each for each in _TOLD if states[each]):
        number = states[state]
        without = _without_return(assessment, number) if state is DeadlineState.OVERDUE else ""
        parts.append(f"{number:,} {are(number)} {word_of(state).lower()}{without}")
    return f"Of {counted(states.total(), 'deadline')}, {listed(parts)}."


_TOLD = (DeadlineState.OVERDUE, DeadlineState.AT_RISK, DeadlineState.REDATED)


def _without_return(assessment: Assessment, overdue: int) -> str:
    """How many of those overdue are so because nothing came; "" where none is."""
    unknown = sum(
        each.state is DeadlineState.OVERDUE and each.told is None for each in assessment.deadlines
    )
    which = "all of them " if unknown == overdue else f"{unknown:,} of them "
    if unknown == overdue == 1:
        which = ""
    return f" ({which}with no return received)" if unknown else ""


def recurring_sentence(deadlines: Iterable[DeadlineResult], month: Month) -> str:
    """`One monthly task has been missed for two months and one this month.`; "" where none is."""
    missed = [each for each in deadlines if each.deadline.period and _is_missed(each.state)]
    told = [
        _missed_of(period, theirs, month)
        for period in Period
        if (theirs := [each for each in missed if each.deadline.period is period])
    ]
    return f"{capitalised('; '.join(told))}." if told else ""


def _is_missed(state: DeadlineState) -> bool:
    return state.rag in (Tone.RED, Tone.AMBER)


def _missed_of(period: Period, results: list[DeadlineResult], month: Month) -> str:
    """Those of one period: the longest missed first, what was never done last."""
    long_missed = [each for each in results if each.state is DeadlineState.MISSED]
    done_before = [each for each in long_missed if each.last_done]
    now = sum(each.state is missed_in(period) for each in results)
    lately = len(results) - len(long_missed) - now
    counts = (
        (len(done_before), f"for {_how_long(period, done_before, month)}"),
        (lately, f"last {period}"),
        (now, f"this {period}"),
    )
    parts = list(_clauses(f"{period.often} task", [each for each in counts if each[0]]))
    if never := len(long_missed) - len(done_before):
        noun = "" if parts else _tasks(f"{period.often} task", never)
        parts.append(f"{in_words(never)}{noun} {have(never)} never been done")
    return listed(parts)


def _clauses(noun: str, counts: list[tuple[int, str]]) -> Iterator[str]:
    for at, (number, when) in enumerate(counts):
        verb = f"{have(number)} been" if when.startswith("for ") else were(number)
        said = f"{_tasks(noun, number)} {verb} missed" if at == 0 else ""
        yield f"{in_words(number)}{said} {when}"


def _tasks(noun: str, number: int) -> str:
    return f" {noun if number == 1 else plural(noun)}"


def _how_long(period: Period, results: list[DeadlineResult], month: Month) -> str:
    """`two months`, where all were missed as long; else `two months or more`, as of longer periods.

    What was missed once has a state of its own, so that two is the least.
    """
    ago = {month.months_since(each.last_done) for each in results if each.last_done}
    least = min(ago, default=2) if period is Period.MONTH else 2
    more = "" if period is Period.MONTH and len(ago) == 1 else " or more"
    return f"{in_words(least)} {plural(period)}{more}"


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

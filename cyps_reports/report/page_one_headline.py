"""The first sentences of page one, and how each priority has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.exceptions import number_rated, pursued
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.missing_returns import NONE_RECEIVED
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.moved_counts import MovedCount, Why, late_moved, measures_moved
from cyps_reports.assessment.reported_position import Position
from cyps_reports.phrases import are, counted, listed, none_or
from cyps_reports.report.headline_wording import hidden_sentence, none_rated, rated_measures
from cyps_reports.report.page_blocks import Headline
from cyps_reports.theme import Tone


def headline(
    now: Position,
    previous: Position | None,
    assessment: Assessment,
    changes: Iterable[Change] = (),
) -> Headline:
    """How the measures and the deadlines stand and have moved, and what is not known.

    `changes` are those since the `previous` report.
    """
    states, changes = pursued(now.measure_counts()), tuple(changes)
    said = (_measures(states, now, previous, changes), _deadlines(now, previous, changes))
    more = (_unrated(states), _missing(assessment))
    return Headline(joined_sentences(said), joined_sentences(more))


def joined_sentences(sentences: Iterable[str]) -> str:
    """Those that say something, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def _measures(
    states: Counter[MeasureState],
    now: Position,
    previous: Position | None,
    changes: tuple[Change, ...],
) -> str:
    rated, on = number_rated(states), states[MeasureState.ON_TARGET]
    if not rated:
        return f"{none_rated(states)}." if states else ""
    off = states[MeasureState.OFF_TARGET]
    moved_on, moved_off = MovedCount(), MovedCount()
    if previous and _rated_before(previous):
        moved_on, moved_off = (
            measures_moved(state, now, previous, changes)
            for state in (MeasureState.ON_TARGET, MeasureState.OFF_TARGET)
        )
    on_said = f"({on:,} of {rated:,}{_moved(moved_on, ', ')})"
    off_said = f"{none_or(off)} {are(off)} off target{_bracketed(moved_off)}"
    return f"{_share(on, states)} on target {on_said}; {off_said}."


def _rated_before(previous: Position | None, code: str = "") -> Counter[MeasureState] | None:
    """How a priority's measures stood in the report before, "" being all; None if none was rated.

    Of what nobody knew then, nothing has moved.
    """
    before = pursued(previous.measure_counts(code)) if previous else None
    return before if before and number_rated(before) else None


def _share(number: int, states: Counter[MeasureState]) -> str:
    """`Fewer than half of the rated measures are`: the message before the figures."""
    total, rated = number_rated(states), rated_measures(states)
    if total == 1:
        return f"The one {rated} is{'' if number else ' not'}"
    which = "More than half" if number * 2 > total else "Fewer than half"
    which = {0: "None", total / 2: "Half", total: "All"}.get(number, which)
    return f"{which} of the {rated} {'is' if which == 'None' else 'are'}"


def _moved(moved: MovedCount, start: str) -> str:
    """`, down 3, with 2 no longer rated`; "" where nothing moved, or where it is not known."""
    why = why_moved(moved)
    with_why = f", with {why}" if why else ""
    return (
        f"{start}{'up' if moved.by > 0 else 'down'} {abs(moved.by):,}{with_why}" if moved.by else ""
    )


def why_moved(moved: MovedCount) -> str:
    """`2 no longer rated and 1 by a changed target`: what is neither better nor worse."""
    words = _CAME if moved.by > 0 else _WENT
    return listed(
        f"{moved.why[each]:,} {said}" for each, said in words.items() if each in moved.why
    )


_BY_PLAN = {Why.REDATED: "re-dated", Why.PLAN_CHANGED: "by a changed plan"}
_WENT = {
    Why.NOT_RATED: "no longer rated",
    Why.NOT_SHOWN: "no longer shown",
    Why.NOT_KNOWN: "no longer known",
    Why.NOT_PURSUED: "no longer pursued",
    **_BY_PLAN,
}
_CAME = {
    Why.NOT_RATED: "newly rated",
    Why.NOT_SHOWN: "not shown before",
    Why.NOT_KNOWN: "not known before",
    Why.NOT_PURSUED: "not pursued before",
    **_BY_PLAN,
}


def _bracketed(moved: MovedCount) -> str:
    said = _moved(moved, "")
    return f" ({said})" if said else ""


def _deadlines(now: Position, previous: Position | None, changes: tuple[Change, ...]) -> str:
    tones = now.tone_counts()
    total, late, done = tones.total(), tones[Tone.RED], tones[Tone.BLUE]
    if not total:
        return ""
    late_moves, done_moves = MovedCount(), MovedCount()
    if previous:
        late_moves = late_moved(now, previous, changes)
        done_moves = MovedCount(done - previous.tone_counts()[Tone.BLUE])
    of = counted(total, "deadline")
    late_said = f"{none_or(late).capitalize()} of {of} {are(late)} late{_bracketed(late_moves)}"
    return f"{late_said}; {none_or(done)} {are(done)} completed{_bracketed(done_moves)}."


def _unrated(states: Counter[MeasureState]) -> str:
    """How many are not rated; what a public edition hides is rated, and only not shown."""
    number = states.total() - number_rated(states) - states[MeasureState.NOT_SHOWN]
    is_said = number and number_rated(states)
    unrated = f"{counted(number, 'measure')} could not be rated this month." if is_said else ""
    return joined_sentences((unrated, hidden_sentence(states)))


def _missing(assessment: Assessment) -> str:
    missing = assessment.missing_priorities
    called = assessment.plan.vocabulary.priorities_called(missing) if missing else ""
    return f"{NONE_RECEIVED} from {called}." if missing else ""


def lead_headline(assessment: Assessment, called: str) -> Headline:
    """The same of one lead's deadlines: `Jo Moxon has 21 deadlines: 7 completed, 2 late`."""
    tones = Counter(each.rag for each in assessment.deadlines if not each.state.is_withdrawn)
    told = ((Tone.BLUE, "completed"), (Tone.RED, "late"), (Tone.AMBER, "at risk or re-dated"))
    parts = [f"{none_or(tones[tone])} {words}" for tone, words in told]
    total = tones.total()
    how = f": {listed(parts)}" if total else ""
    return Headline(f"{called} has {counted(total, 'deadline')}{how}.")


def movement(code: str, now: Position, previous: Position, changes: Iterable[Change] = ()) -> str:
    """`+2 on target, −1 off (1 no longer rated), +1 late` of a priority, "" being all.

    `No change` where nothing has moved.
    """
    changes = tuple(changes)
    tones, tones_before = now.tone_counts(code), previous.tone_counts(code)
    late = late_moved(now, previous, changes, code)
    moved = (*_measures_moved(code, now, previous, changes), (late, "late"))
    said = [_signed(each, what) for each, what in moved if each.by]
    done = tones[Tone.BLUE] - tones_before[Tone.BLUE]
    return ", ".join(said) or (f"{done:+,} completed" if done else "No change")


def _signed(moved: MovedCount, what: str) -> str:
    why = why_moved(moved)
    of_them = f" ({why})" if why else ""
    return f"{'+' if moved.by > 0 else '−'}{abs(moved.by):,} {what}{of_them}"


def _measures_moved(
    code: str, now: Position, previous: Position, changes: tuple[Change, ...]
) -> Iterator[tuple[MovedCount, str]]:
    """By how many the measures on and off target moved; how many are rated where none was."""
    if _rated_before(previous, code) is None:
        yield MovedCount(number_rated(pursued(now.measure_counts(code)))), "rated"
        return
    for state, what in ((MeasureState.ON_TARGET, "on target"), (MeasureState.OFF_TARGET, "off")):
        yield measures_moved(state, now, previous, changes, code), what

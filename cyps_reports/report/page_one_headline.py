"""The first sentences of page one, and how each priority has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cyps_reports.assessment.exceptions import number_rated, pursued
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.missing_returns import NONE_RECEIVED
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.phrases import are, counted, listed, none_or
from cyps_reports.report.page_blocks import Headline
from cyps_reports.theme import Tone


def headline(now: Position, previous: Position | None, assessment: Assessment) -> Headline:
    """How the measures and the deadlines stand and have moved, and what is not known."""
    states = pursued(now.measure_counts())
    said = (_measures(states, previous), _deadlines(now, previous))
    more = (_unrated(states), _missing(assessment))
    return Headline(joined_sentences(said), joined_sentences(more))


def joined_sentences(sentences: Iterable[str]) -> str:
    """Those that say something, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)


def _measures(states: Counter[MeasureState], previous: Position | None) -> str:
    rated, on = number_rated(states), states[MeasureState.ON_TARGET]
    if not rated:
        return "No measure can be rated this month." if states else ""
    before = _rated_before(previous)
    off = states[MeasureState.OFF_TARGET]
    was_on, was_off = (
        before[state] if before is not None else None
        for state in (MeasureState.ON_TARGET, MeasureState.OFF_TARGET)
    )
    on_said = f"({on:,} of {rated:,}{_moved(on, was_on, ', ')})"
    off_said = f"{none_or(off)} {are(off)} off target{_bracketed(off, was_off)}"
    return f"{_share(on, rated)} on target {on_said}; {off_said}."


def _rated_before(previous: Position | None, code: str = "") -> Counter[MeasureState] | None:
    """How a priority's measures stood in the report before, "" being all; None if none was rated.

    Of what nobody knew then, nothing has moved.
    """
    before = pursued(previous.measure_counts(code)) if previous else None
    return before if before and number_rated(before) else None


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
    return f"{NONE_RECEIVED} from {called}." if missing else ""


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
    tones, tones_before = now.tone_counts(code), previous.tone_counts(code)
    late = tones[Tone.RED] - tones_before[Tone.RED]
    moved = (*_measures_moved(code, now, previous), (late, "late"))
    said = [f"{'+' if by > 0 else '−'}{abs(by):,} {what}" for by, what in moved if by]
    done = tones[Tone.BLUE] - tones_before[Tone.BLUE]
    return ", ".join(said) or (f"{done:+,} completed" if done else "No change")


def _measures_moved(code: str, now: Position, previous: Position) -> Iterator[tuple[int, str]]:
    """By how many the measures on and off target moved; how many are rated where none was."""
    states, before = pursued(now.measure_counts(code)), _rated_before(previous, code)
    if before is None:
        yield number_rated(states), "rated"
        return
    yield states[MeasureState.ON_TARGET] - before[MeasureState.ON_TARGET], "on target"
    yield states[MeasureState.OFF_TARGET] - before[MeasureState.OFF_TARGET], "off"

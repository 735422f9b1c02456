"""What has changed, in at most ten lines; what they do not tell stands in the annex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.changes import Change, ChangedValue, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.state_words import word_of
from cyps_reports.groups import grouped
from cyps_reports.phrases import counted, lower
from cyps_reports.report.change_cells import because_words
from cyps_reports.theme import Tone

_MOST_NAMED = 14
"""So many rows of one kind are named in a line."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line, and the changes that it tells whole: from what to what, and of which row."""

    text: str
    told: tuple[Change, ...] = ()


def changes_in_short(changes: Sequence[Change]) -> tuple[ChangeLine, ...]:
    """The worst first; ratings, figures, deadlines, dates, the plan."""
    return tuple(_lines(changes))


def not_in_short(changes: Sequence[Change]) -> list[Change]:
    """The changes that no line tells whole."""
    told = {id(each) for line in changes_in_short(changes) for each in line.told}
    return [each for each in changes if id(each) not in told]


def _lines(changes: Sequence[Change]) -> Iterator[ChangeLine]:
    ratings, states = _of(changes, Kind.RATING), _of(changes, Kind.STATE)
    for state in reversed(MEASURE_RAG):
        now = [each for each in ratings if each.now is state]
        yield from _steps(f"Now {word_of(state).lower()}", now, state)
    unrated = [each for each in ratings if each.now not in MEASURE_RAG]
    yield from _steps("No longer rated", unrated)
    missed = _of(changes, Kind.MISSED)
    yield from _steps("Now overdue or missed", missed, DeadlineState.OVERDUE)
    at_risk = [each for each in states if _tone(each) is Tone.AMBER]
    yield from _steps("Now at risk, re-dated or missed once", at_risk, DeadlineState.AT_RISK)
    met, late = DeadlineState.COMPLETED, DeadlineState.COMPLETED_LATE
    yield from _steps("Completed in time", _of(changes, Kind.MET), met)
    yield from _steps("Completed late", _of(changes, Kind.COMPLETED_LATE), late)
    yield from _moved(changes)
    in_plan = (Kind.REDATED, Kind.WITHDRAWN, Kind.PLAN, Kind.RESTATED)
    yield from _line("Corrected figures, and changes of the plan", _of(changes, *in_plan))


def _steps(what: str, changes: Sequence[Change], now: ChangedValue = None) -> Iterator[ChangeLine]:
    """`Now off target (2). From on target: B8. From close to target: C11.`.

    A step to another state than the one that the line names first (`now`) says to which it led.
    """
    named, others = changes[:_MOST_NAMED], len(changes) - _MOST_NAMED
    if not named:
        return
    steps = [
        f"{_step(was, state, now)}: {'; '.join(map(named_with_reason, group))}."
        for (was, state), group in grouped(named, lambda each: (each.was, each.now)).items()
    ]
    more = f" {counted(others, 'other')}: see the annex." if others > 0 else ""
    yield ChangeLine(f"{what}{_number(changes)}. {' '.join(steps)}{more}", tuple(named))


def named_with_reason(change: Change) -> str:
    """`1.3 (its target was changed from 20% to 22%)`; else its reference alone."""
    because = because_words(change.because)
    return f"{change.ref} ({because})" if because else change.ref


def _step(was: ChangedValue, state: ChangedValue, now: ChangedValue) -> str:
    said = [lower(word_of(each)) for each in (was, state) if isinstance(each, _STATES)]
    return f"From {said[0] if state is now else ' to '.join(said)}"


_STATES = (MeasureState, DeadlineState)


def _moved(changes: Sequence[Change]) -> Iterator[ChangeLine]:
    """Expected dates that went back or came forward; one that there was none before is no move."""
    moved = [(each.was, each.now, each) for each in _of(changes, Kind.MOVED)]
    dated = [each for each in moved if isinstance(each[0], date) and isinstance(each[1], date)]
    later = [each for was, now, each in dated if str(now) > str(was)]
    earlier = [each for was, now, each in dated if str(now) < str(was)]
    yield from _line("Expected later than last reported", later)
    yield from _line("Expected earlier than last reported", earlier)


def _of(changes: Iterable[Change], *kinds: Kind) -> list[Change]:
    return [each for each in changes if each.kind in kinds]


def _tone(change: Change) -> Tone:
    return change.now.rag if isinstance(change.now, DeadlineState) else Tone.PLAIN


def _line(what: str, changes: Sequence[Change]) -> Iterator[ChangeLine]:
    """`Expected later than last reported (2): A12; B21.`: the annex tells from when to when."""
    if not changes:
        return
    refs = list(dict.fromkeys(each.ref for each in changes[:_MOST_NAMED]))
    if others := len(changes) - _MOST_NAMED:
        refs += [counted(others, "other")] if others > 0 else []
    yield ChangeLine(f"{what}{_number(changes)}: {'; '.join(refs)}.")


def _number(changes: Sequence[Change]) -> str:
    return f" ({len(changes)})" if len(changes) > 1 else ""

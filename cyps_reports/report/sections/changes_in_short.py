"""What has changed, in at most ten lines; each change stands in the annex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import counted, lower
from cyps_reports.theme import Tone

_MOST_NAMED = 14
"""So many rows of one kind are named in a line."""


def changes_in_short(changes: Sequence[Change]) -> tuple[str, ...]:
    """The worst first; ratings, figures, deadlines, dates, the plan."""
    return tuple(_lines(changes))


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    yield from _ratings(changes)
    yield from _line("No figure this month", _of(changes, Kind.NO_FIGURE))
    yield from _line("Now overdue or missed", _of(changes, Kind.MISSED))
    states = _of(changes, Kind.STATE)
    at_risk = [each for each in states if _tone(each) is Tone.AMBER]
    yield from _line("Now at risk, re-dated or missed once", at_risk)
    late = _of(changes, Kind.COMPLETED_LATE)
    yield from _line("Completed in time", _of(changes, Kind.MET))
    yield from _line("Completed late", late)
    yield from _moved(changes)
    in_plan = (Kind.REDATED, Kind.WITHDRAWN, Kind.PLAN, Kind.RESTATED)
    yield from _line("Corrected figures, and changes of the plan", _of(changes, *in_plan))


def _ratings(changes: Sequence[Change]) -> Iterator[str]:
    """What came to each rating, the worst first, with what it was."""
    moved = _of(changes, Kind.RATING)
    for state in reversed(MEASURE_RAG):
        now = [each for each in moved if each.now is state]
        yield from _line(f"Now {word_of(state).lower()}", now, is_told=True)


def _moved(changes: Sequence[Change]) -> Iterator[str]:
    """Expected dates that went back or came forward; one that there was none before is no move."""
    moved = [(each.was, each.now, each) for each in _of(changes, Kind.MOVED)]
    later = [each for was, now, each in moved if was and str(now) > str(was)]
    earlier = [each for was, now, each in moved if was and str(now) < str(was)]
    yield from _line("Expected later than last reported", later)
    yield from _line("Expected earlier than last reported", earlier)


def _of(changes: Iterable[Change], *kinds: Kind) -> list[Change]:
    return [each for each in changes if each.kind in kinds]


def _tone(change: Change) -> Tone:
    return change.now.rag if isinstance(change.now, DeadlineState) else Tone.PLAIN


def _line(what: str, changes: Sequence[Change], *, is_told: bool = False) -> Iterator[str]:
    """`Now off target (2): B8 (was on target); C11 (was close to target).`."""
    if not changes:
        return
    named = [_named(each, is_told=is_told) for each in changes[:_MOST_NAMED]]
    refs = list(dict.fromkeys(named))
    if others := len(changes) - _MOST_NAMED:
        refs += [counted(others, "other")] if others > 0 else []
    number = f" ({len(changes)})" if len(changes) > 1 else ""
    yield f"{what}{number}: {'; '.join(refs)}."


def _named(change: Change, *, is_told: bool) -> str:
    was = change.was
    if not is_told or not isinstance(was, MeasureState) or not was.is_rated:
        return change.ref
    return f"{change.ref} (was {lower(word_of(was))})"

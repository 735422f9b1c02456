"""What has changed, told against what was reported last, once.

Where the page leaves a thing open, this was chosen:

- A move between two states that are not rated is no change, nor is one between two greens; one from
  blue to blue or from amber to amber is.
- That a new period began for what was done in the last one is no change.
- What is withdrawn, or no longer is, is told as that alone.
- An expected date moved where the newest that a return gave, late or in time, is another than was
  told last; the first one is held against the due date as it was told last, and "no date" where the
  plan sets none.
- A figure is restated where an earlier month's return now gives another figure than was told of
  that month last; what was never told, because the return came late, is not restated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tests.second_opinion import said
from tests.second_opinion.rules import RATED, WITHDRAWN, rag
from tests.second_opinion.verdict import DeadlineOpinion, Known, MeasureOpinion, Opinion

Told = str | Decimal | date
Key = tuple[str, str]
NO_DATE = "no date"


@dataclass(frozen=True)
class Change:
    """A line of the changes: what kind, which row, what it was and what it is."""

    kind: str
    label: str
    was: Told
    now: Told

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}, {self.was!s} -> {self.now!s}"


@dataclass(frozen=True)
class Reported:
    """What the reports so far told: each month's figures, and each deadline's expected date, as
    told last.
    """

    last: Opinion | None = None
    figures: dict[tuple[date, Key], Decimal] = field(default_factory=dict)
    expected: dict[tuple[str, int], date] = field(default_factory=dict)

    def with_report(self, mine: Opinion, known: Known) -> "Reported":
        figures = {**self.figures, **{key: now for key, _, now in _restated(self, mine, known)}}
        figures |= {
            (mine.month, key): row.figure
            for key, row in mine.measures.items()
            if row.figure is not None and not row.kept
        }
        expected = {
            key: row.newest_expected for key, row in mine.deadlines.items() if row.newest_expected
        }
        return replace(self, last=mine, figures=figures, expected={**self.expected, **expected})


def changes(told: Reported, mine: Opinion, known: Known) -> list[Change]:
    last = told.last
    if last is None:
        return []
    found: list[Change] = []
    for key, row in mine.measures.items():
        found += _measure(last.measures[key], row)
    for (_, key), was, now in _restated(told, mine, known):
        found.append(Change("figure", mine.measures[key].measure.row, was, now))
    for number, each in mine.deadlines.items():
        found += _deadline(last.deadlines[number], each)
        found += _redated(last.deadlines[number], each)
        found += _moved(told, last.deadlines[number], each)
    return found


def _measure(was: MeasureOpinion, now: MeasureOpinion) -> Iterator[Change]:
    label = now.measure.row
    if was.state in WITHDRAWN or now.state in WITHDRAWN:
        if was.state != now.state:
            yield Change("withdrawn", label, said.shown(was.state), said.shown(now.state))
        return
    if was.state != now.state and (was.state in RATED or now.state in RATED):
        yield Change("rating", label, said.shown(was.state), said.shown(now.state))
    if was.figure is None and now.figure is not None:
        yield Change("figure", label, said.shown(was.state), now.figure)
    if was.figure is not None and now.figure is None:
        yield Change("figure", label, was.figure, said.shown(now.state))


def _restated(
    told: Reported, mine: Opinion, known: Known
) -> Iterator[tuple[tuple[date, Key], Decimal, Decimal]]:
    for (month, key), was in told.figures.items():
        row = known[month].get(key[0][0])
        now = row.measures[key].actual if row else None
        if month < mine.month and isinstance(now, Decimal) and now != was:
            yield (month, key), was, now


def _deadline(was: DeadlineOpinion, now: DeadlineOpinion) -> Iterator[Change]:
    if was.state != now.state and (was.state in WITHDRAWN or now.state in WITHDRAWN):
        yield Change(
            "withdrawn",
            said.deadline_label(now.deadline),
            said.shown(was.state),
            said.shown(now.state),
        )
        return
    if (was.state[:10], now.state[:9]) == ("Done this ", "Due this "):
        return
    same_colour = rag(was.state) == rag(now.state)
    if was.state != now.state and not (same_colour and rag(now.state) in ("grey", "green")):
        label = said.deadline_label(now.deadline)
        yield Change("state", label, said.shown(was.state), said.shown(now.state))


def _redated(was: DeadlineOpinion, now: DeadlineOpinion) -> Iterator[Change]:
    """Told in the month that holds the day of its approval."""
    before, after = was.deadline.due_now, now.deadline.due_now
    if before and after and before != after:
        yield Change("due", said.deadline_label(now.deadline), before, after)


def _moved(told: Reported, before: DeadlineOpinion, now: DeadlineOpinion) -> Iterator[Change]:
    was = told.expected.get(now.deadline.key, before.deadline.due_now) or NO_DATE
    is_open = (
        now.judged.completed is None and not now.deadline.recurrence and now.state not in WITHDRAWN
    )
    if is_open and now.newest_expected and now.newest_expected != was:
        yield Change("date", said.deadline_label(now.deadline), was, now.newest_expected)

"""The second opinion on a month: every row's rating or state, and what it moved from."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tests.second_opinion.entries import DeadlineEntry, Gap, MeasureEntry, Return
from tests.second_opinion.outlook import (
    NOT_COMPARABLE,
    Direction,
    Outlook,
    Point,
    against_similar,
    direction,
    given,
    outlook,
    points,
    since_outturn,
    usual_range,
)
from tests.second_opinion.plan import Deadline, Measure, Plan
from tests.second_opinion.rules import (
    RATED,
    WITHDRAWN,
    Judged,
    Rating,
    day_of,
    is_future,
    judge,
    rate,
    whole,
)
from tests.second_opinion.unusual import variation

Known = dict[date, dict[str, Return]]


@dataclass(frozen=True)
class MeasureOpinion:
    measure: Measure
    entry: MeasureEntry | None
    rating: Rating
    ahead: Outlook | None
    direction: Direction
    since_outturn: Direction
    similar: str
    usual: tuple[Decimal, Decimal] | None = None
    variation: str = ""
    kept: MeasureEntry | None = None
    """An earlier return's result, which stands where this month's gives none."""

    @property
    def state(self) -> str:
        return self.rating.state

    @property
    def shown(self) -> MeasureEntry | None:
        """What is shown of the row: its entry, or the result that stands, with what was said of
        it unless more is.
        """
        if self.kept is None:
            return self.entry
        entry = self.entry or MeasureEntry()
        comment, action = entry.comment or self.kept.comment, entry.action or self.kept.action
        return replace(self.kept, comment=comment, action=action)

    @property
    def figure(self) -> Decimal | None:
        """What is shown, also where it is not rated."""
        given = self.shown.actual if self.shown else None
        return given if isinstance(given, Decimal) else None

    @property
    def action(self) -> str:
        return self.shown.action if self.shown else ""


@dataclass(frozen=True)
class DeadlineOpinion:
    deadline: Deadline
    entry: DeadlineEntry | None
    judged: Judged
    newest_expected: date | None = None
    """The newest expected date that any return so far gave."""

    @property
    def state(self) -> str:
        return self.judged.state

    @property
    def expected(self) -> date | None:
        given = self.entry.expected if self.entry else None
        return given if isinstance(given, date) else None

    @property
    def action(self) -> str:
        return self.entry.action if self.entry else ""


@dataclass(frozen=True)
class Opinion:
    month: date
    measures: dict[tuple[str, str], MeasureOpinion]
    deadlines: dict[tuple[str, int], DeadlineOpinion]
    wholes: dict[str, str] = field(default_factory=dict)
    """Each measure's state, worst component first."""

    def counted(self, priority: str) -> Counter[str]:
        """How many measures of a priority (of all for "") are in each state.

        What was withdrawn is counted apart.
        """
        told = (state for ref, state in self.wholes.items() if ref.startswith(priority))
        return Counter(state for state in told if state not in WITHDRAWN)

    def rated(self, priority: str = "") -> tuple[int, int]:
        counts = self.counted(priority)
        return sum(counts[state] for state in RATED), counts.total()

    def judged(self, priority: str = "") -> Counter[str]:
        told = (each.state for key, each in self.deadlines.items() if key[0].startswith(priority))
        return Counter(state for state in told if state not in WITHDRAWN)

    def apart(self) -> dict[str, int]:
        """How many measures and deadlines are counted apart, by what they are called there."""
        measures = Counter(
            f"measure {state.lower()}" for state in self.wholes.values() if state in WITHDRAWN
        )
        states = (each.state for each in self.deadlines.values())
        return dict(
            measures
            + Counter(f"deadline {state.lower()}" for state in states if state in WITHDRAWN)
        )


def opinion(plan: Plan, known: Known, month: date) -> Opinion:
    """The opinion on a month, from every return that lies in the folders by then."""
    measures = {each.key: _measure(each, plan, known, month) for each in plan.measures}
    deadlines = {each.key: _deadline(each, known, month, plan.first) for each in plan.deadlines}
    refs = dict.fromkeys(each.ref for each in plan.measures)
    wholes = {
        ref: whole([(row.measure, row.state) for key, row in measures.items() if key[0] == ref])
        for ref in refs
    }
    return Opinion(month, measures, deadlines, wholes)


def _measure(measure: Measure, plan: Plan, known: Known, month: date) -> MeasureOpinion:
    entries = {
        each: returns[measure.ref[0]].measures[measure.key]
        for each, returns in known.items()
        if each <= month and measure.ref[0] in returns
    }
    entry = entries.get(month)
    stands = _kept(measure, entries, month)
    if stands:
        then = _measure(measure, plan, known, stands)
        return replace(then, entry=entry, kept=then.entry)
    figures = given(entries, plan, month)
    ahead = outlook(measure, points(figures), plan)
    measure = measure.as_it_stood(month)
    rating = rate(measure, entry, month, plan, ahead.central if ahead else None)
    if (
        entry is None
        or not isinstance(entry.actual, Decimal)
        or rating.state in ("Unreadable", *WITHDRAWN)
    ):
        return MeasureOpinion(
            measure, entry, rating, None, NOT_COMPARABLE, NOT_COMPARABLE, "not comparable"
        )
    now = Point(day_of(entry, month), entry.actual, month)
    travel = direction(measure, now, figures, plan)
    outturn = since_outturn(measure, now, figures, plan)
    similar = against_similar(measure, now.figure)
    usual = usual_range(measure, points(figures))
    unusual = variation(measure, points(figures), usual)
    return MeasureOpinion(measure, entry, rating, ahead, travel, outturn, similar, usual, unusual)


def _kept(measure: Measure, entries: dict[date, MeasureEntry], month: date) -> date | None:
    """The month whose return gave the year's result, where that stands.

    It comes once, early or late.
    """
    entry = entries.get(month, MeasureEntry())
    if measure.basis != "annual" or measure.withdrawn or entry.actual is not Gap.EMPTY:
        return None
    results = [
        each
        for each, told in entries.items()
        if each < month and isinstance(told.actual, Decimal) and not is_future(told, each)
    ]
    return max(results, default=None)


def _deadline(deadline: Deadline, known: Known, month: date, first: date) -> DeadlineOpinion:
    given = {
        each: returns[deadline.ref[0]].deadlines[deadline.key]
        for each, returns in sorted(known.items())
        if each <= month and deadline.ref[0] in returns
    }
    done = {each: entry.completed for each, entry in given.items()}
    valid = {each: day for each, day in done.items() if isinstance(day, date) and day <= each}
    before = [day for each, day in valid.items() if each < month]
    entry = given.get(month)
    judged = judge(
        deadline, entry, before[-1] if before else None, frozenset(valid.values()), month, first
    )
    expected = [each.expected for each in given.values() if isinstance(each.expected, date)]
    return DeadlineOpinion(
        deadline.as_it_stood(month), entry, judged, expected[-1] if expected else None
    )

"""What the earlier months' returns said, as later months need it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    DeadlineKey,
    MeasureEntry,
    MeasureKey,
    OwnRating,
    Returns,
    Status,
)


class _OfADay:
    """What an earlier month's return gives as at a day, or without one."""

    __slots__ = ()

    month: Month
    as_at: date | Absent

    @property
    def day(self) -> date:
        """The day it is of: its data as at, or else the month's last day."""
        return self.as_at if isinstance(self.as_at, date) else self.month.last


@dataclass(frozen=True, slots=True)
class EarlierActual(_OfADay):
    """An actual that an earlier month's return gives.

    `was` is what was reported then, where that is another figure.

    Of what is judged it is the place of a value, and `own_rating` what its manager chose.
    """

    month: Month
    actual: Decimal
    as_at: date | Absent
    comment: str = ""
    was: Decimal | None = None
    data_status: DataStatus | Absent = Absent.EMPTY
    corrective_action: str = ""
    own_rating: OwnRating | None = None


@dataclass(frozen=True, slots=True)
class EarlierText(_OfADay):
    """A text that an earlier month's return gives as the actual of a measure.

    Nothing is compared with it.
    """

    month: Month
    said: str
    as_at: date | Absent
    comment: str = ""
    data_status: DataStatus | Absent = Absent.EMPTY
    corrective_action: str = ""
    own_rating: OwnRating | None = None


@dataclass(frozen=True, slots=True)
class EarlierCompletion:
    """A date completed, and the earlier month whose return gave it first."""

    month: Month
    completed: date


@dataclass(frozen=True, slots=True)
class EarlierUpdate:
    """The last row of an earlier month's return that says anything of a deadline."""

    month: Month
    entry: DeadlineEntry


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The year that a plan goes on from, as its plan calls it, and the day of its last report.

    `names` are the words of its rows that this plan closes, by what they were called.
    """

    year: str
    as_at: date
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the earlier months' returns said.

    Actuals (newest first), those that nothing is read from (`set_aside`), the texts of measures
    that are one (newest first), dates completed, months last done, expected dates (oldest first),
    the last progress, and of each deadline the last update. What years before say is among them, by
    this plan's references, but their months are not among `months`; `dues` are the due dates that
    their plans set, each with the first month of its year, the oldest first. `year_before` is the
    last of them.
    """

    months: tuple[Month, ...] = ()
    actuals: Mapping[MeasureKey, tuple[EarlierActual, ...]] = field(default_factory=dict)
    set_aside: Mapping[MeasureKey, tuple[EarlierActual, ...]] = field(default_factory=dict)
    texts: Mapping[MeasureKey, tuple[EarlierText, ...]] = field(default_factory=dict)
    completions: Mapping[DeadlineKey, EarlierCompletion] = field(default_factory=dict)
    last_done: Mapping[DeadlineKey, Month] = field(default_factory=dict)
    expected: Mapping[DeadlineKey, tuple[tuple[Month, date], ...]] = field(default_factory=dict)
    progress: Mapping[DeadlineKey, tuple[Month, str]] = field(default_factory=dict)
    updates: Mapping[DeadlineKey, EarlierUpdate] = field(default_factory=dict)
    dues: Mapping[DeadlineKey, tuple[tuple[Month, date], ...]] = field(default_factory=dict)
    year_before: YearBefore | None = None


def earlier_of(months: Iterable[Returns]) -> Earlier:
    """Earlier months' returns, the oldest first, as what later months need of them."""
    earlier = Earlier()
    for returns in months:
        earlier = after(earlier, returns)
    return earlier


def after(
    earlier: Earlier, returns: Returns, reported: Mapping[MeasureKey, Decimal] | None = None
) -> Earlier:
    """What is known once a month's returns are too.

    `reported` are the actuals that were reported for it.
    """
    month, last = returns.month, returns.month.last
    given = dict(_given(returns, reported or {}))
    # A figure dated after its month was an error then: it is shown, and nothing is ever read from
    # it.
    ahead = {key for key in given if is_dated_after(returns.measures[key], last)}
    days = {key: date_that_counts(entry, last) for key, entry in returns.deadlines.items()}
    done = {key: day for key, day in days.items() if day}
    last_done = {
        key: max(month_of(day), earlier.last_done.get(key, month_of(day)))
        for key, day in done.items()
    }
    expected = dict(_expected(earlier, returns, done))
    progress = {
        key: (month, entry.progress) for key, entry in returns.deadlines.items() if entry.progress
    }
    updates = {
        key: _update(month, entry) for key, entry in returns.deadlines.items() if entry.is_update
    }
    return Earlier(
        months=(*earlier.months, month),
        actuals=_with(earlier.actuals, given, given.keys() - ahead),
        set_aside=_with(earlier.set_aside, given, ahead),
        texts={**earlier.texts, **_texts(returns, earlier)},
        completions={**earlier.completions, **_completions(earlier, month, done)},
        last_done={**earlier.last_done, **last_done},
        expected={**earlier.expected, **expected},
        progress={**earlier.progress, **progress},
        updates={**earlier.updates, **updates},
        dues=earlier.dues,
        year_before=earlier.year_before,
    )


_Actuals = Mapping[MeasureKey, tuple[EarlierActual, ...]]


def _with(
    known: _Actuals, given: Mapping[MeasureKey, EarlierActual], keys: Set[MeasureKey]
) -> _Actuals:
    return {**known, **{key: (given[key], *known.get(key, ())) for key in given if key in keys}}


def is_dated_after(entry: MeasureEntry, day: date) -> bool:
    """Whether the entry gives its figure a date after a day."""
    return isinstance(entry.as_at, date) and entry.as_at > day


def _actual(
    month: Month, actual: Decimal, entry: MeasureEntry, reported: Decimal | None
) -> EarlierActual:
    return EarlierActual(
        month,
        actual,
        _day(entry.as_at),
        entry.comment,
        None if reported == actual else reported,
        entry.data_status,
        entry.corrective_action,
        entry.own_rating,
    )


def _texts(returns: Returns, earlier: Earlier) -> dict[MeasureKey, tuple[EarlierText, ...]]:
    return {
        key: (_text(returns.month, entry), *earlier.texts.get(key, ()))
        for key, entry in returns.measures.items()
        if entry.said and not is_dated_after(entry, returns.month.last)
    }


def _text(month: Month, entry: MeasureEntry) -> EarlierText:
    return EarlierText(
        month,
        entry.said,
        _day(entry.as_at),
        entry.comment,
        entry.data_status,
        entry.corrective_action,
        entry.own_rating,
    )


def _update(month: Month, entry: DeadlineEntry) -> EarlierUpdate:
    """What a later month needs of it; what a record does not keep stays in its own month."""
    return EarlierUpdate(
        month,
        DeadlineEntry(
            entry.status if isinstance(entry.status, Status) else Absent.EMPTY,
            _day(entry.completed),
            _day(entry.expected),
            entry.progress,
            entry.corrective_action,
            further=entry.further,
        ),
    )


def _day(given: date | Absent) -> date | Absent:
    """Why there is no day is told in its own month, and no record keeps it."""
    return given if isinstance(given, date) else Absent.EMPTY


def _given(
    returns: Returns, reported: Mapping[MeasureKey, Decimal]
) -> Iterator[tuple[MeasureKey, EarlierActual]]:
    """The actuals of a month, as they were reported for it where that is known."""
    for key, entry in returns.measures.items():
        if not isinstance(entry.actual, Absent):
            yield key, _actual(returns.month, entry.actual, entry, reported.get(key))


def _expected(
    earlier: Earlier, returns: Returns, done: Collection[DeadlineKey]
) -> Iterator[tuple[DeadlineKey, tuple[tuple[Month, date], ...]]]:
    """The dates expected of what is not done, with those that were given before."""
    for key, entry in returns.deadlines.items():
        if isinstance(entry.expected, date) and key not in done:
            yield key, (*earlier.expected.get(key, ()), (returns.month, entry.expected))


def _completions(
    earlier: Earlier, month: Month, done: Mapping[DeadlineKey, date]
) -> dict[DeadlineKey, EarlierCompletion]:
    """The dates completed of a month; the same date told again was first told before."""
    before = earlier.completions
    return {
        key: before[key]
        if key in before and before[key].completed == day
        else EarlierCompletion(month, day)
        for key, day in done.items()
    }


def date_that_counts(entry: DeadlineEntry | None, as_at: date) -> date | None:
    """The date completed an entry gives.

    One after the as-at date is a finding and does not count.
    """
    given = entry.completed if entry else None
    return given if isinstance(given, date) and given <= as_at else None

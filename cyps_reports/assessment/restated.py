"""Restated figures: those of earlier months that are now given otherwise than last told.

So with the texts of measures that are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cyps_reports.plan.dates import Month
from cyps_reports.returns.model import Absent, MeasureEntry, MeasureKey, Returns

Told = Decimal | str
"""What readers are told of a row: a figure in the measure's unit, or a text."""


def told_by(entry: MeasureEntry) -> Told | None:
    """The figure or the text that an entry gives; None where there is none."""
    return entry.actual if isinstance(entry.actual, Decimal) else entry.said or None


def with_told(entry: MeasureEntry, told: Told | None) -> MeasureEntry:
    """The entry as one that gives this figure or text."""
    actual = told if isinstance(told, Decimal) else Absent.EMPTY
    return replace(entry, actual=actual, said=told if isinstance(told, str) else "")


@dataclass(frozen=True, slots=True)
class Telling:
    """A report told its readers a row's figure of a month, in the measure's unit.

    None: that there is none.
    """

    key: MeasureKey
    month: Month
    figure: Told | None


@dataclass(frozen=True, slots=True)
class Restated:
    """A row's figure of an earlier month: what readers were told last, and what it is now.

    None where there is none.
    """

    key: MeasureKey
    month: Month
    was: Told | None
    now: Told | None


def restated_of(tellings: Sequence[Telling], months: Sequence[Returns]) -> tuple[Restated, ...]:
    """The figures that are given otherwise now than they were last told of.

    `tellings` are those of the earlier reports, the oldest first; `months` the returns as they are
    now, the oldest first and this month's last. Months that give a figure of the very same day tell
    one figure, and the newest of them says what it is.
    """
    last = {(each.key, each.month): (at, each.figure) for at, each in enumerate(tellings)}
    keys = dict.fromkeys(telling.key for telling in tellings)
    groups = ((key, figures) for key in keys for figures in _figures(key, months))
    return tuple(each for key, figures in groups if (each := _restated(key, figures, last)))


Figures = dict[Month, Told | None]
"""What the months that tell of one day say the figure is, the oldest first."""


def _figures(key: MeasureKey, months: Sequence[Returns]) -> Iterator[Figures]:
    """A row's figures, those of one day together."""
    together: dict[date | Month, Figures] = {}
    for returns in months:
        entry = returns.measures.get(key, MeasureEntry())
        together.setdefault(_stands_for(entry, returns.month), {})[returns.month] = told_by(entry)
    yield from together.values()


def _stands_for(entry: MeasureEntry, month: Month) -> date | Month:
    """The day that an entry's figure is of.

    Its month alone where there is no figure, no day, or a day to come.
    """
    if entry.has_actual and isinstance(entry.as_at, date) and entry.as_at <= month.last:
        return entry.as_at
    return month


def _restated(
    key: MeasureKey,
    figures: Figures,
    last: Mapping[tuple[MeasureKey, Month], tuple[int, Told | None]],
) -> Restated | None:
    """The figure where it is not what was told last.

    `last` has the newest telling of each month, and its place.
    """
    told = [month for month in figures if (key, month) in last]
    if not told:
        return None
    _, was = max((last[key, month] for month in told), key=lambda each: each[0])
    now = figures[max(figures)]
    return Restated(key, max(told), was, now) if was != now else None

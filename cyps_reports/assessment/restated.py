"""Restated figures: those of earlier months that are now given otherwise than last told.

So with the texts of measures that are one, and with the ratings chosen for what is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cyps_reports.plan.dates.months import Month
from cyps_reports.returns.model import OWN_RATING, Absent, MeasureEntry, MeasureKey, Returns

Told = Decimal | str
"""What readers are told of a row: a figure in the measure's unit, or a text."""


def told_by(entry: MeasureEntry) -> Told | None:
    """The figure or the text that an entry gives; None where there is none."""
    return entry.actual if isinstance(entry.actual, Decimal) else entry.said or None


class What(StrEnum):
    """What of a row a report told; the value is what a sentence calls it."""

    FIGURE = "figure"
    RATING = "rating"


def with_told(entry: MeasureEntry, told: Told | None, what: What = What.FIGURE) -> MeasureEntry:
    """The entry as one that gives this figure or text, or this rating chosen for it."""
    if what is What.RATING:
        others = tuple(each for each in entry.further if each[0] != OWN_RATING)
        return replace(entry, further=(*others, (OWN_RATING, str(told))) if told else others)
    actual = told if isinstance(told, Decimal) else Absent.EMPTY
    return replace(entry, actual=actual, said=told if isinstance(told, str) else "")


@dataclass(frozen=True, slots=True)
class Telling:
    """A report told its readers a row's figure of a month, in the measure's unit.

    None: that there is none. Of a rating that was chosen, `figure` is its word.
    """

    key: MeasureKey
    month: Month
    figure: Told | None
    what: What = What.FIGURE


def tellings_of(key: MeasureKey, month: Month, entry: MeasureEntry) -> Iterator[Telling]:
    """What a report that shows an entry tells its readers: its figure, and the rating chosen.

    Nothing where there is no figure.
    """
    if entry.has_actual:
        yield Telling(key, month, told_by(entry))
        yield Telling(key, month, _rating_of(entry), What.RATING)


def _rating_of(entry: MeasureEntry) -> Told | None:
    return str(entry.own_rating) if entry.own_rating and entry.has_actual else None


@dataclass(frozen=True, slots=True)
class Restated:
    """A row's figure of an earlier month: what readers were told last, and what it is now.

    None where there is none.
    """

    key: MeasureKey
    month: Month
    was: Told | None
    now: Told | None
    what: What = What.FIGURE


def restated_of(tellings: Sequence[Telling], months: Sequence[Returns]) -> tuple[Restated, ...]:
    """The figures that are given otherwise now than they were last told of.

    `tellings` are those of the earlier reports, the oldest first; `months` the returns as they are
    now, the oldest first and this month's last. Months that give a figure of the very same day tell
    one figure, and the newest of them says what it is.
    """
    figures = tuple(_of_what(What.FIGURE, tellings, months))
    # A rating came and went with its figure.
    told = {(each.key, each.month) for each in figures if None in (each.was, each.now)}
    ratings = _of_what(What.RATING, _without_taken_back(tellings), months)
    return (*figures, *(each for each in ratings if (each.key, each.month) not in told))


def _without_taken_back(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, but for those of figures that a later one took back: ratings went with them."""
    taken_back = {
        (each.key, each.month): at
        for at, each in enumerate(tellings)
        if each.what is What.FIGURE and each.figure is None
    }
    return [
        each for at, each in enumerate(tellings) if at >= taken_back.get((each.key, each.month), at)
    ]


def _of_what(
    what: What, tellings: Sequence[Telling], months: Sequence[Returns]
) -> Iterator[Restated]:
    told = [each for each in tellings if each.what is what]
    last = {(each.key, each.month): (at, each.figure) for at, each in enumerate(told)}
    for key in dict.fromkeys(telling.key for telling in told):
        for figures in _figures(key, months, what):
            if each := _restated(key, figures, last):
                yield replace(each, what=what)


Figures = dict[Month, Told | None]
"""What the months that tell of one day say the figure is, the oldest first."""


def _figures(key: MeasureKey, months: Sequence[Returns], what: What) -> Iterator[Figures]:
    """A row's figures, or the ratings chosen for them, those of one day together."""
    told = told_by if what is What.FIGURE else _rating_of
    together: dict[date | Month, Figures] = {}
    for returns in months:
        entry = returns.measures.get(key, MeasureEntry())
        together.setdefault(_stands_for(entry, returns.month), {})[returns.month] = told(entry)
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

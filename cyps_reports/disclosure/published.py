"""What earlier public editions have shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cyps_reports.disclosure.figures import OUTTURN, Figures, Place
from cyps_reports.disclosure.hiding import Before
from cyps_reports.plan.dates import Month, month_named
from cyps_reports.plan.model import Plan
from cyps_reports.record.schema import ShownRow
from cyps_reports.returns.model import Returns


@dataclass(frozen=True, slots=True)
class Published:
    """What the public edition of a month showed: each figure, None where a symbol stood."""

    month: Month
    figures: dict[Place, Decimal | None] = field(default_factory=dict)


def published_in(month: Month, shown: Iterable[ShownRow]) -> Published:
    """What the record of a month's public edition says was shown."""
    return Published(
        month,
        {
            ((row.ref, row.component), month_named(row.column) or row.column): row.figure
            for row in shown
        },
    )


def before_of(
    figures: Figures, published: Iterable[Published], plan: Plan, returned: Sequence[Returns]
) -> Before:
    """What readers know already of these figures, and what was kept back from them."""
    shown: set[Place] = set()
    kept_back: set[Place] = set()
    for edition in published:
        is_of_year = edition.month >= plan.months[0]
        for place, told in edition.figures.items():
            figure = figures.by_place.get(place)
            if figure and (is_of_year or isinstance(place[1], Month)):
                shown |= {place} if told == figure.value else set()
                kept_back |= {place} if told is None else set()
    for place, last_year in _outturns(figures, plan, returned):
        shown |= {place} if last_year in shown else set()
        kept_back |= {place} if last_year in kept_back else set()
    return Before(frozenset(shown), frozenset(kept_back - shown))


def _outturns(
    figures: Figures, plan: Plan, returned: Sequence[Returns]
) -> Iterable[tuple[Place, Place]]:
    """Each outturn that is a figure of last year's returns, and where that stands."""
    last_year = sorted(
        (each.month for each in returned if each.month < plan.months[0]), reverse=True
    )
    for place, figure in figures.by_place.items():
        if place[1] == OUTTURN:
            given = ((place[0], month) for month in last_year)
            newest = next((each for each in given if each in figures.by_place), None)
            if newest and figures.by_place[newest].value == figure.value:
                yield place, newest

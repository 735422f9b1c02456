"""What earlier public editions have shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cyps_reports.disclosure.figures import OUTTURN, Figures, Place
from cyps_reports.disclosure.hiding import Before
from cyps_reports.disclosure.same_figures import first_month, year_called
from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.schema import ShownRow
from cyps_reports.returns.model import MeasureKey


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


def of_this_plan(
    published: Iterable[Published],
    plan: Plan,
    rows_then: Mapping[Month, Mapping[MeasureKey, MeasureKey]],
) -> tuple[Published, ...]:
    """Editions of years before, by the rows and the years of this plan.

    `rows_then` are this plan's rows by what they were called in a month of a year before.
    """
    return tuple(
        _followed(each, plan, rows_then.get(each.month)) if each.month < plan.months[0] else each
        for each in published
    )


def _followed(
    edition: Published, plan: Plan, rows: Mapping[MeasureKey, MeasureKey] | None
) -> Published:
    years = next(n for n in range(1, 1000) if edition.month >= first_month(plan, n))
    outturn = year_called(plan, years + 1)
    figures = {
        (key if rows is None else rows[key], outturn if column == OUTTURN else column): figure
        for (key, column), figure in edition.figures.items()
        if rows is None or key in rows
    }
    return Published(edition.month, figures)


def before_of(figures: Figures, published: Sequence[Published]) -> Before:
    """What readers know already of these figures, and what was kept back from them."""
    shown: set[Place] = set()
    kept_back: set[Place] = set()
    for edition in published:
        for place, told in edition.figures.items():
            if figure := figures.by_place.get(place):
                shown |= {place} if told == figure.value else set()
                kept_back |= {place} if told is None else set()
    known = figures.with_same(shown)
    editions = tuple(each.figures for each in published)
    return Before(known, figures.with_same(kept_back) - known, editions)

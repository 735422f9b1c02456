"""Places that tell one and the same figure, so that one of them gives the others away.

Months that report the figure of the same day; last year's outturn and last year's last month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cyps_reports.disclosure.figures import OUTTURN, Column, Figure, Place
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month, month_of
from cyps_reports.plan.model.plan import Plan

_MOST_YEARS = 10


def year_called(plan: Plan, years_before: int) -> str:
    """What an earlier year is called: `2015/16`, two years before a plan of 2017/18."""
    year = plan.starts.year - years_before
    return f"{year}" if plan.starts.month == 1 else f"{year}/{(year + 1) % 100:02d}"


def same_figures(figures: Mapping[Place, Figure], plan: Plan) -> tuple[tuple[Place, ...], ...]:
    """The places of each figure that stands in several, in the order of the plan."""
    pairs: list[tuple[Place, Place]] = []
    for theirs in grouped(figures.values(), lambda each: each.measure.key).values():
        pairs += _of_one_day(theirs)
        pairs += _of_one_year(theirs, plan)
    return tuple(_joined(pairs))


def _of_one_day(theirs: Sequence[Figure]) -> Iterator[tuple[Place, Place]]:
    """Months that report a row's figure of the same day."""
    dated = [each for each in theirs if each.as_at]
    for same in grouped(dated, lambda each: (each.as_at, each.value)).values():
        yield from ((one.place, other.place) for one, other in pairwise(same))


def _of_one_year(theirs: Sequence[Figure], plan: Plan) -> Iterator[tuple[Place, Place]]:
    """What the plan gives of an earlier year, and the last month of it."""
    by_column: dict[Column, Figure] = {each.column: each for each in theirs}
    months = sorted((each for each in by_column if isinstance(each, Month)), reverse=True)
    for years in range(1, _MOST_YEARS + 1):
        names = (OUTTURN,) if years == 1 else ()
        told = [by_column[n] for n in (*names, year_called(plan, years)) if n in by_column]
        first, after = (first_month(plan, each) for each in (years, years - 1))
        newest = next((by_column[each] for each in months if first <= each < after), None)
        said = [*told, newest] if newest else told
        for same in grouped(said, lambda each: each.value).values():
            yield from ((one.place, other.place) for one, other in pairwise(same))


def first_month(plan: Plan, years_before: int) -> Month:
    """The first month of an earlier year, or of the plan's own (0)."""
    start = month_of(plan.starts)
    return Month(start.year - years_before, start.number)


def _joined(pairs: Iterable[tuple[Place, Place]]) -> Iterator[tuple[Place, ...]]:
    """The pairs, those that share a place as one."""
    groups: dict[Place, dict[Place, None]] = {}
    for one, other in pairs:
        both = groups.get(one, {one: None}) | groups.get(other, {other: None})
        groups |= dict.fromkeys(both, both)
    yield from {id(group): tuple(group) for group in groups.values()}.values()

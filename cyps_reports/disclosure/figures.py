"""The figures of a plan that a report shows, each with the counts of children it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cyps_reports.disclosure.relations import Range
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.published import published, rounded
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import decimals_of
from cyps_reports.plan.model.small_numbers import RestsOn, count_said, named_rows, out_of, rests_on
from cyps_reports.returns.counts import count_in
from cyps_reports.returns.model import DENOMINATOR, NUMERATOR, MeasureEntry, MeasureKey, Returns

OUTTURN = "outturn"
"""The column of last year's figures."""

Column = Month | str
"""What a figure is of: a return month, the outturn, or an earlier year as the plan calls it."""

Place = tuple[MeasureKey, Column]
"""A row of the plan and a column: where a figure stands."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at its published decimals, and what it rests on.

    `above` and `below` are the counts above and below the line, as far as they are known: each
    from one number to another, None where nothing is known. Of a count `above` is itself.
    `above_at` and `below_at` are the rows of the plan that they are, where it has them; `as_at` is
    the day that a return gives it.
    """

    measure: Measure
    column: Column
    value: Decimal
    rests_on: RestsOn
    above: Range | None = None
    below: Range | None = None
    above_at: MeasureKey | None = None
    below_at: MeasureKey | None = None
    as_at: date | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.measure.key, self.column

    @property
    def rest(self) -> Range | None:
        """All but the count above the line, where both are known."""
        if self.above is None or self.below is None:
            return None
        return max(0, self.below[0] - self.above[1]), max(0, self.below[1] - self.above[0])

    @property
    def has_rest(self) -> bool:
        """Whether it tells of all but those it counts too, as a percentage does."""
        return self.rests_on is RestsOn.SHARE and self.measure.unit.is_percentage


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of rows that are about children, or made of or with others, by their places.

    `sums` are the rows that each row is the sum of; `same` the places of each figure that stands in
    several.
    """

    by_place: Mapping[Place, Figure] = field(default_factory=dict)
    sums: Mapping[MeasureKey, tuple[MeasureKey, ...]] = field(default_factory=dict)
    same: tuple[tuple[Place, ...], ...] = ()

    def with_same(self, places: Iterable[Place]) -> frozenset[Place]:
        """The places with all others that tell the same figures."""
        wanted = frozenset(places)
        return wanted.union(*(group for group in self.same if not wanted.isdisjoint(group)))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that have any figure."""
        return tuple(dict.fromkeys(column for _, column in self.by_place))


def figures_of(
    plan: Plan, returned: Sequence[Returns], kept_back: Set[MeasureKey] = frozenset()
) -> Figures:
    """The figures about children of a plan and of its months' returns.

    Also those of rows of which earlier editions kept something back, whatever the plan says now.
    """
    rows = named_rows(plan.measures)
    sums = {
        each.key: tuple(key for said in each.sum_of if (key := rows.measure(said)))
        for each in plan.measures
        if each.sum_of
    }
    made_of = {
        each.key: (rows.measure(each.numerator), rows.measure(each.denominator))
        for each in plan.measures
    }
    made_with = {key for keys in (*sums.values(), *made_of.values()) for key in keys if key}
    told_of = {*sums, *made_with, *kept_back}
    found = {
        figure.place: figure
        for measure in plan.measures
        if not measure.unit.is_judged and (measure.is_about_children or measure.key in told_of)
        for figure in _of_measure(measure, returned, *made_of[measure.key])
    }
    return Figures({place: _resting(each, found) for place, each in found.items()}, sums)


def _of_measure(
    measure: Measure,
    returned: Sequence[Returns],
    above_at: MeasureKey | None,
    below_at: MeasureKey | None,
) -> Iterator[Figure]:
    """The figures of a row with the counts that are typed for them, and the rows that those are."""
    entries = {each.month: each.measures.get(measure.key) for each in returned}
    newest = _newest_below(measure, entries)
    for column, value, entry in _values(measure, entries):
        below = count_in(entry, DENOMINATOR)
        typed = below if below is not None else count_said(measure.denominator)
        if not isinstance(column, Month) and typed is None:
            typed = newest
        yield Figure(
            measure,
            column,
            value,
            rests_on(measure),
            above=_one(count_in(entry, NUMERATOR)) or _known(value, measure),
            below=_one(typed),
            above_at=above_at,
            below_at=below_at,
            as_at=entry.as_at if entry and isinstance(entry.as_at, date) else None,
        )


def _newest_below(measure: Measure, entries: Mapping[Month, MeasureEntry | None]) -> int | None:
    """The newest number of children that returns give, which stands for that of years before."""
    given = (count_in(entries[month], DENOMINATOR) for month in sorted(entries, reverse=True))
    return next((each for each in given if each is not None), None)


def _one(count: int | None) -> Range | None:
    return None if count is None else (count, count)


def _values(
    measure: Measure, entries: Mapping[Month, MeasureEntry | None]
) -> Iterator[tuple[Column, Decimal, MeasureEntry | None]]:
    """Every figure of a row with its column, and the entry of a return that gives it."""
    outturn = published(measure, measure.outturn)
    if isinstance(outturn, Decimal):
        yield OUTTURN, outturn, None
    for year in measure.earlier_years:
        figure = published(measure, year.figure)
        if isinstance(figure, Decimal):
            yield year.year, figure, None
    for month, entry in entries.items():
        if entry and isinstance(entry.actual, Decimal):
            yield month, entry.actual, entry


def _known(value: Decimal, measure: Measure) -> Range | None:
    """What a figure alone tells of the count above the line: itself, where it is one."""
    if rests_on(measure) is not RestsOn.COUNT:
        return None
    low, high = (int(value.to_integral_value(way)) for way in (ROUND_FLOOR, ROUND_CEILING))
    return low, high


def _resting(figure: Figure, found: Mapping[Place, Figure]) -> Figure:
    """The figure with its counts: of rows of the plan, as given, or worked out from each other."""
    if figure.rests_on not in (RestsOn.SHARE, RestsOn.AVERAGE):
        return figure
    above, below = (
        (found[key, figure.column].above if key and (key, figure.column) in found else None)
        or known
        for key, known in ((figure.above_at, figure.above), (figure.below_at, figure.below))
    )
    if figure.rests_on is RestsOn.SHARE:
        above = above or _above(figure, below)
        below = below or _below(figure, above)
    return replace(figure, above=above, below=below)


def _above(figure: Figure, below: Range | None) -> Range | None:
    """What is above the line, going by what is below: several counts where rounding leaves them.

    The nearest ones where none fits, as where the number of children is not quite the month's.
    """
    if below is None:
        return None
    half, whole = _half(figure.value), out_of(figure.measure.unit)
    low = _ceiling((figure.value - half) * below[0] / whole)
    high = _ceiling((figure.value + half) * below[1] / whole) - 1
    if low > high:
        exact = figure.value * below[0] / whole
        low, high = int(exact.to_integral_value(ROUND_FLOOR)), _ceiling(exact)
    return max(0, low), max(0, high)


def _below(figure: Figure, above: Range | None) -> Range | None:
    """What is below the line, going by what is above; None where anything may be."""
    half, whole = _half(figure.value), out_of(figure.measure.unit)
    if above is None or figure.value - half <= 0:
        return None
    low = above[0] * whole / (figure.value + half)
    high = above[1] * whole / (figure.value - half)
    return int(low), _ceiling(high)


def _half(value: Decimal) -> Decimal:
    """How far a figure may lie from what it was rounded from."""
    return Decimal(5).scaleb(-decimals_of(value) - 1)


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))


def share(above: int, below: int, measure: Measure) -> Decimal:
    """A share of a measure's unit at its published decimals."""
    return rounded(Decimal(above) * out_of(measure.unit) / below, measure.decimals)

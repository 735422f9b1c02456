"""What a reader of the figures knows of the counts behind them, as a puzzle to be solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from cyps_reports.disclosure.figures import Column, Figure, Figures, Place
from cyps_reports.disclosure.possible import Effort, Puzzle
from cyps_reports.disclosure.relations import AtMost, Name, Range, Relation, Share, Sum
from cyps_reports.disclosure.rule import Rule
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.quantities import decimals_of
from cyps_reports.plan.model.small_numbers import RestsOn, out_of
from cyps_reports.returns.model import MeasureKey


@dataclass(frozen=True, slots=True)
class Number:
    """A number behind the figures: what it is, and what a reader knows of it who does not see it.

    `place` is the figure that shows it, None where none does.
    """

    truth: Range
    unseen: Range
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Protected:
    """A number that must not be told: each of `values` has to stay possible.

    `place` is where the figure stands that it is, or that rests on it.
    """

    name: Name
    values: tuple[int, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The numbers behind the figures, how they hang together, and which must not be told.

    `scales` are by what power of ten a figure is a whole number.
    """

    numbers: Mapping[Name, Number] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    protected: tuple[Protected, ...] = ()
    scales: Mapping[Place, int] = field(default_factory=dict)

    def puzzle(self, shown: Set[Place], effort: Effort) -> Puzzle:
        """What is known where these figures are shown and the others are not."""
        known = {
            name: each.truth if each.place in shown else each.unseen
            for name, each in self.numbers.items()
        }
        guide = {name: each.truth[0] for name, each in self.numbers.items()}
        return Puzzle(known, self.relations, guide, effort)

    def as_told(self, told: Mapping[Place, Decimal | None]) -> Puzzle:
        """What is known to whoever has an edition that told these figures, None of hidden ones."""
        known = {name: each.unseen for name, each in self.numbers.items()}
        for place, figure in told.items():
            if figure is not None and place in known:
                number = int(figure.scaleb(self.scales[place]))
                known[place] = (number, number)
        return Puzzle(known, self.relations, {})


def knowledge_of(figures: Figures, rule: Rule) -> Knowledge:
    """What figures tell of each other; which small numbers must not be told, by a rule."""
    return _Building(figures, rule).knowledge()


_ABOVE, _BELOW, _REST, _PART = "above", "below", "rest", "part"
"""What the names of counts begin with that are no figure of their own."""


class _Building:
    """Puts the numbers and relations together, figure by figure."""

    def __init__(self, figures: Figures, rule: Rule) -> None:
        self.figures, self.rule = figures.by_place, rule
        self.sums, self.same = figures.sums, figures.same
        self.numbers: dict[Name, Number] = {}
        self.relations: list[Relation] = []
        self.protected: list[Protected] = []
        told = [decimals_of(each.value) for each in self.figures.values() if not _is_count(each)]
        self.places = max(told, default=0)
        counts = [each.above[1] for each in self.figures.values() if each.above]
        wholes = [each.below[1] for each in self.figures.values() if each.below]
        largest = max((*map(self.whole, self.figures.values()), *counts, *wholes), default=0)
        self.most = 3 * largest + 1000

    def knowledge(self) -> Knowledge:
        """All of it."""
        for figure in self.figures.values():
            self._add_figure(figure)
        for figure in self.figures.values():
            self._add_what_it_rests_on(figure)
        self.relations += self._sums()
        self.relations += self._years_so_far()
        self.relations += (
            Sum(one, (other,)) for group in self.same for one, other in pairwise(group)
        )
        scales = {place: self.scale(each) for place, each in self.figures.items()}
        return Knowledge(self.numbers, tuple(self.relations), tuple(self.protected), scales)

    def scale(self, figure: Figure) -> int:
        """The decimals of its units: none of counts, else the most that any figure has."""
        return 0 if _is_count(figure) else self.places

    def whole(self, figure: Figure) -> int:
        """A figure as a whole number, in units of the most decimals that any has."""
        return int(figure.value.scaleb(self.scale(figure)))

    def _add_figure(self, figure: Figure) -> None:
        number = self.whole(figure)
        if _is_count(figure):
            # Noughts are always shown where they are not small.
            unseen = (1 if self.rule.least else 0, self.most)
        else:
            unseen = (0 if number >= 0 else -self.most, self.most)
        self.numbers[figure.place] = Number((number, number), unseen, figure.place)
        if _is_count(figure) and figure.measure.is_about_children:
            self._protect(figure.place, (number, number), figure)

    def _protect(
        self, name: Name, truth: Range, figure: Figure, *, is_denominator: bool = False
    ) -> None:
        """A number that is small must not be told."""
        small = self.rule.few if is_denominator else self.rule.small
        if truth[0] <= small[-1] and truth[1] >= small[0]:
            self.protected.append(Protected(name, tuple(small), figure.place))

    def _add_what_it_rests_on(self, figure: Figure) -> None:
        """The counts of a share or an average, and what they have to do with it."""
        if _is_count(figure) or not figure.measure.is_about_children:
            return
        below = self._count_behind(figure, _BELOW, figure.below_at, figure.below)
        if figure.rests_on is RestsOn.AVERAGE or self.rule.fewest:
            self._protect(below, figure.below or (0, 0), figure, is_denominator=True)
        if figure.rests_on is not RestsOn.SHARE or figure.above is None:
            return
        above = self._count_behind(figure, _ABOVE, figure.above_at, figure.above)
        self._protect(above, figure.above, figure)
        self.relations.append(self._share(figure, above, below))
        if figure.has_rest and figure.rest:
            rest = (_REST, *figure.place)
            self.numbers[rest] = Number(figure.rest, (0, self.most))
            self.relations.append(Sum(below, (above, rest)))
            self._protect(rest, figure.rest, figure)

    def _count_behind(
        self, figure: Figure, kind: str, row: MeasureKey | None, truth: Range | None
    ) -> Name:
        """The number above or below the line.

        That of the row that is it, else one of its own. A reader may know from elsewhere how many
        children there are, but not how many of them are counted.
        """
        if row and (row, figure.column) in self.figures:
            return row, figure.column
        name = (kind, *figure.place)
        is_known = kind == _BELOW and truth is not None and truth[0] == truth[1]
        unseen = truth if is_known and truth else (0, self.most)
        self.numbers[name] = Number(truth or (0, 0), unseen)
        return name

    def _share(self, figure: Figure, above: Name, below: Name) -> Share:
        """The share with as much room as its own numbers need."""
        whole = out_of(figure.measure.unit) * 10**self.places
        width = 10 ** (self.places - decimals_of(figure.value))
        told = {above: self._truth(above), below: self._truth(below)}
        told[figure.place] = self.numbers[figure.place].truth
        for slack in (0, 1, 2, 5):
            relation = Share(above, below, figure.place, whole, width, slack)
            if all(low <= high for low, high in relation.narrowed(told).values()):
                return relation
        return Share(above, below, figure.place, whole, width, _ANY)

    def _truth(self, name: Name) -> Range:
        return self.numbers[name].truth

    def _sums(self) -> Iterator[Sum]:
        """The rows that are the sum of others, column by column."""
        columns = dict.fromkeys(column for _, column in self.figures)
        for total, parts in self.sums.items():
            for column in columns:
                places = [(key, column) for key in parts if (key, column) in self.figures]
                if places and (total, column) in self.figures:
                    missing = self._missing((total, column), parts, places)
                    slack = self._slack([(total, column), *places])
                    yield Sum((total, column), (*places, *missing), slack)

    def _missing(
        self, total: Place, parts: tuple[MeasureKey, ...], places: list[Place]
    ) -> Iterator[Name]:
        """The parts of a sum that nobody was given: anything, what is left of it together."""
        left = self._truth(total)[0] - sum(self._truth(place)[0] for place in places)
        for key in parts:
            if (key, total[1]) not in self.figures:
                name = (_PART, key, total[1])
                self.numbers[name] = Number((max(0, left), max(0, left)), (0, self.most))
                left = 0
                yield name

    def _slack(self, places: list[Place]) -> int:
        """How far off a sum of rounded figures may be."""
        rounded = [self.figures[place] for place in places]
        widths = (10 ** (self.places - decimals_of(each.value)) for each in rounded)
        return 0 if all(map(_is_count, rounded)) else sum(widths) // 2

    def _years_so_far(self) -> Iterator[AtMost]:
        """Counts of the year so far, which never fall."""
        by_row: dict[MeasureKey, list[Month]] = {}
        for (key, column), figure in self.figures.items():
            is_so_far = figure.measure.basis is Basis.CUMULATIVE and _is_count(figure)
            if is_so_far and isinstance(column, Month):
                by_row.setdefault(key, []).append(column)
        for key, months in by_row.items():
            for before, after in pairwise(sorted(months)):
                if self._truth((key, before))[0] <= self._truth((key, after))[0]:
                    yield AtMost((key, before), (key, after))


_ANY = 10**6


def _is_count(figure: Figure) -> bool:
    """Whether a figure is a whole number of children."""
    return figure.rests_on is RestsOn.COUNT and figure.value == int(figure.value)


def place_order(place: Place) -> tuple[str, ...]:
    """An order of places that is the same in every run."""
    (ref, component), column = place
    return ref, component, _column_order(column)


def _column_order(column: Column) -> str:
    return str(column)

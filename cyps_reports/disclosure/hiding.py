"""Which figures are not shown: the small ones, and as many beside them as it takes.

Until none of the small ones can be reckoned from what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from cyps_reports.disclosure.figures import Figure, Figures, Place
from cyps_reports.disclosure.kept import still_kept
from cyps_reports.disclosure.possible import Effort, Puzzle
from cyps_reports.disclosure.puzzles import Protected, knowledge_of, place_order
from cyps_reports.disclosure.relations import Name
from cyps_reports.disclosure.rule import Rule
from cyps_reports.plan.model.small_numbers import RestsOn
from cyps_reports.returns.model import MeasureKey


@dataclass(frozen=True, slots=True)
class Hidden:
    """The figures that are not shown.

    `small` are those that are small or may be, `beside` those from which one could be reckoned,
    `told` the small ones that readers can reckon all the same, from what was published before.
    """

    small: frozenset[Place] = frozenset()
    beside: frozenset[Place] = frozenset()
    told: frozenset[Place] = frozenset()

    @property
    def all(self) -> frozenset[Place]:
        """All of them."""
        return self.small | self.beside


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier public editions have shown, and what they have not.

    Where a figure stands that was shown it cannot be taken back; one that was kept back from a
    reader who saw its column stays so, lest the two editions tell more than each. `editions` are
    what each showed, None where it showed nothing.
    """

    shown: Set[Place] = frozenset()
    kept_back: Set[Place] = frozenset()
    editions: tuple[Mapping[Place, Decimal | None], ...] = ()


NOTHING_BEFORE = Before()


def hidden_of(figures: Figures, rule: Rule, before: Before = NOTHING_BEFORE) -> Hidden:
    """What of the figures is not shown by a rule that hides small numbers."""
    found = figures.by_place
    small = figures.with_same(place for place, each in found.items() if is_small(each, rule))
    beside = {place for place in before.kept_back if place in found} - small
    search = _Search(figures, rule, before)
    told = tuple(search.hide_more(small, beside))
    search.show_again(small, beside, before.kept_back)
    return Hidden(frozenset(small), frozenset(beside), frozenset(told))


def is_small(figure: Figure, rule: Rule) -> bool:
    """Whether a figure tells of few children, or may."""
    if not figure.measure.is_about_children:
        return False
    match figure.rests_on:
        case RestsOn.COUNT:
            return rule.is_small(figure.above)
        case RestsOn.SHARE:
            is_rest_small = figure.has_rest and rule.is_small(figure.rest)
            is_of_few = rule.fewest > 0 and rule.is_few(figure.below)
            return rule.is_small(figure.above) or is_rest_small or is_of_few
        case RestsOn.AVERAGE:
            return rule.is_few(figure.below)
        case RestsOn.WORDS:
            return True


class _Search:
    """Looks for figures to hide; the more are hidden, the less can be told."""

    def __init__(self, figures: Figures, rule: Rule, before: Before) -> None:
        self.figures, self.rule, self.published = figures.by_place, rule, before.shown
        self.depths = _depths(figures)
        self.knowledge, self.effort = knowledge_of(figures, rule), Effort()
        kept = still_kept(figures, self.knowledge, before.editions)
        self.protected = tuple(self._possible((*self.knowledge.protected, *kept)))

    def _possible(self, protected: Iterable[Protected]) -> Iterator[Protected]:
        """The numbers with those values alone that could be, were nothing shown but noughts.

        Those too are hidden where the rule counts them among the small.
        """
        is_shown = self.rule.least > 0
        noughts = {place for place, figure in self.figures.items() if is_shown and not figure.value}
        puzzle = self.knowledge.puzzle(noughts, Effort())
        for each in protected:
            values = tuple(value for value in each.values if puzzle.can_be(each.name, value))
            # Where it took too long to find out, each value counts as one that could be.
            yield replace(each, values=values) if puzzle.effort.left > 0 else each

    def hide_more(self, small: Set[Place], beside: set[Place]) -> Iterator[Place]:
        """Hides one more figure, by `_order`, until no protected number can be told.

        Gives the figures whose numbers can be told all the same.
        """
        for each in self.protected:
            while self._is_told(each, small | beside):
                candidate = self._next(each.name, small | beside)
                if candidate is None:
                    # Where it took too long to find out, all around it is hidden.
                    if self.effort.left > 0:
                        yield each.place
                    break
                beside.add(candidate)

    def show_again(self, small: Set[Place], beside: set[Place], kept: Set[Place]) -> None:
        """Shows what need not have been hidden after all, the largest first."""
        if self.effort.left <= 0:
            return
        for place in sorted(beside - kept, key=self._order, reverse=True):
            without = small | (beside - {place})
            around = self._puzzle(small | beside).open_around(place)
            near = [each for each in self.protected if each.name in around]
            if not any(self._is_told(each, without) for each in near):
                beside.discard(place)

    def _is_told(self, protected: Protected, hidden: Set[Place]) -> bool:
        """Whether a reader can tell that a number is none of the values it could be."""
        puzzle = self._puzzle(hidden)
        return not all(puzzle.can_be(protected.name, value) for value in protected.values)

    def _puzzle(self, hidden: Set[Place]) -> Puzzle:
        return self.knowledge.puzzle((self.figures.keys() - hidden) | self.published, self.effort)

    def _next(self, name: Name, hidden: Set[Place]) -> Place | None:
        """The figure to hide next: one that has to do with the number, a share first.

        A nought stays, as it always does.
        """
        puzzle = self._puzzle(hidden)
        around = puzzle.open_around(name)
        touched = {each for relation in puzzle.relations_of(around) for each in relation.names}
        shown = (place for place in self.figures if place in touched)
        free = (place for place in shown if place not in hidden and place not in self.published)
        return min(filter(self._has_value, free), key=self._order, default=None)

    def _has_value(self, place: Place) -> bool:
        return bool(self.figures[place].value)

    def _order(self, place: Place) -> tuple[object, ...]:
        """Shares before counts, parts before sums, the smallest target first.

        The figures themselves must not decide it: whoever knows that the smallest is hidden would
        know that it is smaller than those shown.
        """
        figure, target = self.figures[place], self.figures[place].measure.target
        is_count = figure.rests_on is RestsOn.COUNT
        size = abs(target) if isinstance(target, Decimal) else Decimal("Infinity")
        return is_count, self.depths[figure.measure.key], size, place_order(place)


def _depths(figures: Figures) -> Mapping[MeasureKey, int]:
    """By row, how many wholes it is above rows that are none; no row is above itself."""
    parts_of = _parts(figures)

    def depth(key: MeasureKey, above: frozenset[MeasureKey]) -> int:
        parts = parts_of.get(key, set()) - above - {key}
        return max((depth(part, above | {key}) + 1 for part in parts), default=0)

    return {key: depth(key, frozenset()) for key in dict.fromkeys(k for k, _ in figures.by_place)}


def _parts(figures: Figures) -> Mapping[MeasureKey, Set[MeasureKey]]:
    """The rows that are part of each: of a sum, and of those of whom a share is told."""
    parts = {key: set(theirs) for key, theirs in figures.sums.items()}
    for each in figures.by_place.values():
        if each.above_at and each.below_at:
            parts.setdefault(each.below_at, set()).add(each.above_at)
    return parts

"""Whether a hidden number can still be a value, shown by numbers for all that would agree with it.

What cannot be shown in so many steps is taken as impossible: then more is hidden, never less.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cyps_reports.disclosure.relations import Bounds, Name, Range, Relation

_MOST_STEPS = 300
_MOST_MENDED = 4
_MOST_TRIED = 60
"""How many values of one number are tried, the nearest to what it is first."""


@dataclass
class Effort:
    """How many more steps are taken to find out what could be; shared by the puzzles of a month."""

    left: int = 200_000

    def take(self) -> bool:
        """Takes a step; whether there was one left."""
        self.left -= 1
        return self.left >= 0


class Puzzle:
    """What a reader knows: what each number can be, and how they hang together."""

    def __init__(
        self,
        known: Bounds,
        relations: Sequence[Relation],
        guide: Mapping[Name, int],
        effort: Effort | None = None,
    ):
        """`guide` is what the numbers are, from where the search for others begins."""
        self.known, self.guide, self.effort = dict(known), guide, effort or Effort()
        self._of: dict[Name, list[Relation]] = {name: [] for name in known}
        for relation in relations:
            for name in relation.names:
                self._of[name].append(relation)

    def open_around(self, name: Name) -> frozenset[Name]:
        """The unknown numbers that hang together with one through unknown ones, itself included."""
        seen, ahead = {name}, [name]
        while ahead:
            for relation in self._of[ahead.pop()]:
                fresh = {each for each in relation.names if self._is_open(each)} - seen
                seen |= fresh
                ahead += fresh
        return frozenset(seen)

    def relations_of(self, names: frozenset[Name]) -> Iterator[Relation]:
        """The relations that any of these numbers stands in, each once."""
        seen: set[int] = set()
        for name in names:
            for relation in self._of[name]:
                if id(relation) not in seen:
                    seen.add(id(relation))
                    yield relation

    def can_be(self, name: Name, value: int) -> bool:
        """Whether numbers can be found for all that would agree with the one being so."""
        low, high = self.known[name]
        if not low <= value <= high:
            return False
        if not self.effort.take():
            return False
        if not self._broken and self._mended({name: value}, _MOST_MENDED):
            return True
        around = self.open_around(name)
        told = {each for relation in self.relations_of(around) for each in relation.names}
        bounds = {each: self.known[each] for each in told | {name}} | {name: (value, value)}
        # What others know already may rule out more than what the number itself does.
        start = self._narrowed(bounds, sorted(around, key=str))
        return start is not None and self._solved(start, around)

    def left_open(self, name: Name, values: Iterable[int]) -> Iterator[int]:
        """Those of the values of a number that are not ruled out step by step."""
        (low, high), around = self.known[name], self.open_around(name)
        told = {each for relation in self.relations_of(around) for each in relation.names}
        known = {each: self.known[each] for each in told | {name}}
        for value in values:
            bounds = known | {name: (value, value)}
            if low <= value <= high and self._narrowed(bounds, [name]) is not None:
                yield value

    def _mended(self, changed: dict[Name, int], more: int) -> bool:
        """Whether a few other numbers can be changed so that all agree again, the rest as it is."""
        wrong = next(
            (each for each in self._touched(changed) if not self._holds(each, changed)), None
        )
        if wrong is None or not more or not self.effort.take():
            return wrong is None
        for name in wrong.names:
            if name not in changed and self._is_open(name):
                bounds = {each: self._span(each, changed) for each in wrong.names}
                low, high = wrong.narrowed(bounds | {name: self.known[name]})[name]
                nearest = min(max(self.guide[name], low), high)
                if low <= high and self._mended({**changed, name: nearest}, more - 1):
                    return True
        return False

    def _touched(self, changed: dict[Name, int]) -> Iterator[Relation]:
        """The relations that changed numbers stand in."""
        return (relation for name in changed for relation in self._of[name])

    @cached_property
    def _broken(self) -> tuple[Relation, ...]:
        """The relations that do not hold between the numbers as they are."""
        relations = {id(each): each for several in self._of.values() for each in several}
        return tuple(each for each in relations.values() if not self._holds(each, {}))

    def _holds(self, relation: Relation, changed: dict[Name, int]) -> bool:
        bounds = {name: self._span(name, changed) for name in relation.names}
        fits = all(
            self.known[name][0] <= low <= self.known[name][1] for name, (low, _) in bounds.items()
        )
        return fits and all(low <= high for low, high in relation.narrowed(bounds).values())

    def _span(self, name: Name, changed: dict[Name, int]) -> Range:
        value = changed.get(name, self.guide[name])
        return value, value

    def _is_open(self, name: Name) -> bool:
        low, high = self.known[name]
        return low < high

    def _solved(self, start: dict[Name, Range], around: frozenset[Name]) -> bool:
        """Whether the open numbers around can all be settled; depth first, within so many steps."""
        steps = 0
        ahead: list[Iterator[dict[Name, Range]]] = [iter((start,))]
        while ahead and steps < _MOST_STEPS and self.effort.left > 0:
            bounds = next(ahead[-1], None)
            steps += 1
            if bounds is None:
                ahead.pop()
                continue
            left = [each for each in around if bounds[each][0] < bounds[each][1]]
            if not left:
                return True
            ahead.append(self._tried(bounds, min(left, key=lambda each: _width(bounds[each]))))
        return False

    def _tried(self, bounds: dict[Name, Range], name: Name) -> Iterator[dict[Name, Range]]:
        for value in _outwards(self.guide.get(name, 0), bounds[name]):
            told = self._narrowed({**bounds, name: (value, value)}, [name])
            if told is not None:
                yield told

    def _narrowed(self, bounds: dict[Name, Range], changed: list[Name]) -> dict[Name, Range] | None:
        """What each number can still be; None where one can be nothing, or it takes too long."""
        ahead = deque(relation for name in changed for relation in self._of[name])
        for _ in range(_MOST_ROUNDS):
            if not ahead:
                return bounds
            if not self.effort.take():
                return None
            for name, (low, high) in ahead.popleft().narrowed(bounds).items():
                if low > high:
                    return None
                if (low, high) != bounds[name]:
                    bounds[name] = (low, high)
                    ahead.extend(self._of[name])
        return None


_MOST_ROUNDS = 2000


def _width(span: Range) -> int:
    return span[1] - span[0]


def _outwards(middle: int, span: Range) -> Iterator[int]:
    """The values of a span, the nearest to the middle first; the ends among the first."""
    low, high = span
    middle = min(max(middle, low), high)
    yield middle
    yield from (end for end in (low, high) if end != middle)
    for away in range(1, _MOST_TRIED):
        for value in (middle - away, middle + away):
            if low < value < high:
                yield value

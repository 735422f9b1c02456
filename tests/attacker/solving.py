"""Which whole numbers unknown counts can be, where linear inequalities hold between them.

Exact, and without any limit on its search: for the small tables that reports hold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Unknown: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class AtMost:
    """The sum of some unknowns, each times a whole number, is at most a number."""

    times: Mapping[Unknown, int]
    most: int


@dataclass
class System:
    """Unknowns with the least and the greatest they can be, and what holds between them."""

    spans: dict[Unknown, tuple[int, int]] = field(default_factory=dict)
    rows: list[AtMost] = field(default_factory=list)

    def add(self, times: Mapping[Unknown, int], most: int) -> None:
        """At most so much."""
        self.rows.append(AtMost({name: each for name, each in times.items() if each}, most))

    def add_equal(self, times: Mapping[Unknown, int], number: int) -> None:
        """Exactly so much."""
        self.add(times, number)
        self.add({name: -each for name, each in times.items()}, -number)

    def together(self, name: Unknown) -> tuple[list[Unknown], list[AtMost]]:
        """The unknowns that have to do with one, the nearest first, and what holds between them."""
        names, rows = [name], list[AtMost]()
        for each in names:
            for row in self.rows:
                if each in row.times and row not in rows:
                    rows.append(row)
                    names += [other for other in row.times if other not in names]
        return names, rows

    def can_be(self, name: Unknown, value: int) -> bool:
        """Whether there are whole numbers for all with which the one is so."""
        low, high = self.spans[name]
        names, rows = self.together(name)
        spans = {each: self.spans[each] for each in names} | {name: (value, value)}
        return low <= value <= high and _has_solution(spans, rows)

    def possible(self, name: Unknown, values: Iterable[int]) -> set[int]:
        """Those of the values that it can be."""
        return {value for value in values if self.can_be(name, value)}


Spans: TypeAlias = dict[Unknown, tuple[int, int]]


def _has_solution(spans: Spans, rows: list[AtMost]) -> bool:
    ahead = [spans]
    while ahead:
        narrowed = _narrowed(ahead.pop(), rows)
        if narrowed is None:
            continue
        left = [
            (high - low, str(name), name) for name, (low, high) in narrowed.items() if low < high
        ]
        if not left:
            return True
        _, _, name = min(left)
        low, high = narrowed[name]
        middle = (low + high) // 2
        ahead += [narrowed | {name: (middle + 1, high)}, narrowed | {name: (low, middle)}]
    return False


def _narrowed(spans: Spans, rows: list[AtMost]) -> Spans | None:
    """The spans as far as each row alone narrows them; None where one becomes empty."""
    spans, is_changed = dict(spans), True
    while is_changed:
        is_changed = False
        for row in rows:
            least = sum(
                min(times * each for each in spans[name]) for name, times in row.times.items()
            )
            if least > row.most:
                return None
            for name, times in row.times.items():
                low, high = spans[name]
                room = row.most - least + min(times * low, times * high)
                new = (
                    (low, min(high, room // times))
                    if times > 0
                    else (max(low, -(room // -times)), high)
                )
                if new != (low, high):
                    if new[0] > new[1]:
                        return None
                    spans[name], is_changed = new, True
                    least = sum(
                        min(times * each for each in spans[name])
                        for name, times in row.times.items()
                    )
    return spans

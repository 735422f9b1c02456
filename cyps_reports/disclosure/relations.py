"""How the counts behind figures hang together: what a reader could reckon one from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Name = tuple[object, ...]
"""What a number is known by: any value that tells it from the others."""

Range = tuple[int, int]
"""The least and the greatest whole number that something can be."""

Bounds = Mapping[Name, Range]


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others, each rounded by itself: `slack` units off at most."""

    total: Name
    parts: tuple[Name, ...]
    slack: int = 0

    @property
    def names(self) -> tuple[Name, ...]:
        """The numbers that hang together by it."""
        return (self.total, *self.parts)

    def narrowed(self, bounds: Bounds) -> dict[Name, Range]:
        """What each of its numbers can still be, going by the others."""
        lows = sum(bounds[part][0] for part in self.parts)
        highs = sum(bounds[part][1] for part in self.parts)
        low, high = bounds[self.total]
        told = {self.total: (max(low, lows - self.slack), min(high, highs + self.slack))}
        for part in self.parts:
            least, most = bounds[part]
            told[part] = (
                max(least, low - (highs - most) - self.slack),
                min(most, high - (lows - least) + self.slack),
            )
        return told


@dataclass(frozen=True, slots=True)
class AtMost:
    """A number that is no more than another: a part than the whole, the year so far than later."""

    less: Name
    more: Name

    @property
    def names(self) -> tuple[Name, ...]:
        """The numbers that hang together by it."""
        return self.less, self.more

    def narrowed(self, bounds: Bounds) -> dict[Name, Range]:
        """What each of its numbers can still be, going by the other."""
        (low, high), (least, most) = bounds[self.less], bounds[self.more]
        return {self.less: (low, min(high, most)), self.more: (max(least, low), most)}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one number in another, rounded half-up to a whole number of `width`.

    `out_of` is what a whole is in the units of `shown`: 1,000 of a percentage with one decimal.
    `slack` is how many widths it may lie off, as where a plan's number of children is not quite
    the month's.
    """

    above: Name
    below: Name
    shown: Name
    out_of: int
    width: int = 1
    slack: int = 0

    @property
    def names(self) -> tuple[Name, ...]:
        """The numbers that hang together by it."""
        return self.above, self.below, self.shown

    def narrowed(self, bounds: Bounds) -> dict[Name, Range]:
        """What each of its numbers can still be, going by the others.

        In halves, a share lies from `2 shown - width` on and below `2 shown + width`.
        """
        (low, high), (least, most), (small, large) = (bounds[each] for each in self.names)
        whole, room = 2 * self.out_of, (1 + 2 * self.slack) * self.width
        first, last = 2 * small - room, 2 * large + room
        off, step = self.slack * self.width, self.width
        if most > 0:
            # Of nought children there is no share.
            small = max(small, step * _nearest(low * self.out_of, most * step) - off)
        if least > 0:
            large = min(large, step * _nearest(high * self.out_of, least * step) + off)
        low = max(low, -(-first * (least if first > 0 else most) // whole))
        high = min(high, -(-last * most // whole) - 1)
        least = max(least, low * whole // last + 1 if last > 0 else least)
        if first > 0:
            most = min(most, high * whole // first)
        return {self.above: (low, high), self.below: (least, most), self.shown: (small, large)}


def _nearest(above: int, below: int) -> int:
    """A fraction rounded half-up."""
    return (2 * above + below) // (2 * below)


Relation = Sum | AtMost | Share

"""The rule by which small numbers are kept back, as the plan chooses it."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_reports.disclosure.relations import Range
from cyps_reports.plan.model.small_numbers import SmallNumbers


@dataclass(frozen=True, slots=True)
class Rule:
    """Which counts are small, and to what counts are rounded.

    A count from `least` to `most` is small; so is a denominator of up to `fewest` children, which
    is 0 where there is no such rule. `step` is what every count is rounded to, 0 for none.
    """

    least: int
    most: int
    fewest: int = 0
    step: int = 0

    @property
    def small(self) -> range:
        """The counts that are small, each of which must stay possible where one is hidden."""
        return range(self.least, self.most + 1)

    @property
    def few(self) -> range:
        """The same of a denominator."""
        return range(1, max(self.fewest, self.most) + 1)

    def is_small(self, count: Range | None) -> bool:
        """Whether a count may be small; one of which nothing is known may be."""
        return count is None or (count[0] <= self.most and count[1] >= self.least)

    def is_few(self, count: Range | None) -> bool:
        """Whether a denominator may be small."""
        return count is None or (count[0] <= self.few[-1] and count[1] >= 1)


RULES = {
    SmallNumbers.COUNTS: Rule(1, 5),
    SmallNumbers.OLDER: Rule(0, 5, fewest=10),
    SmallNumbers.FIVES: Rule(1, 5, step=5),
    SmallNumbers.TENS: Rule(1, 5, step=10),
}
"""The rules by the plan's choice. Where counts are rounded, averages over few are hidden all the
same."""

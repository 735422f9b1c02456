"""What a plan says in figures: a figure, a range, a tolerance, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Missing(StrEnum):
    """Why the plan holds no figure.

    The value is what stands in the plan's cell, four different things.
    """

    NOT_APPLICABLE = "NA"
    TO_BE_CONFIRMED = "TBC"
    TO_BE_DETERMINED = "TBD"
    NOT_GIVEN = ""


Figure = Decimal | Missing
"""A figure of the plan in its measure's unit (percentages as 78.5).

With the decimals the plan shows.
"""


@dataclass(frozen=True, slots=True)
class Band:
    """A target that is a range, in its measure's unit.

    On target from `low` to `high`, both included.
    """

    low: Decimal
    high: Decimal

    def end_near(self, figure: Decimal) -> Decimal:
        """The end of the range that a figure outside it lies beyond."""
        return self.low if figure < self.low else self.high


Target = Figure | Band
"""What a measure aims for: a figure, a range, or why the plan has neither."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far past its target an actual may be and still be amber.

    `amount` is a percentage of the target's absolute value, or, where `is_absolute`, in the
    measure's unit.
    """

    amount: Decimal
    is_absolute: bool = False

    def around(self, target: Decimal) -> Decimal:
        """The tolerance of a target, in the target's unit, never negative."""
        return self.amount if self.is_absolute else abs(target) * self.amount / 100


def decimals_of(figure: Decimal) -> int:
    """How many decimals a figure is written with: 3 for 86.190."""
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

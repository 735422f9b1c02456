"""The usual range of a measure (an XmR chart's limits), and what in its newest figure is unusual.

The rules are those of the NHS method "Making data count".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from cyps_reports.assessment.trends import Point, range_within
from cyps_reports.plan.figures.impossible import scale_of
from cyps_reports.plan.figures.published import published, rounded
from cyps_reports.plan.model.decisions import FEWEST_FOR_LIMITS
from cyps_reports.plan.model.measure import Basis, Measure, Polarity

RUN = 7
"""So many figures in a row on one side of the average, or each beyond the one before, are a
signal.
"""
NEAR, OF = 2, 3
"""Two of the last three figures in the outer third of the range's one half are a signal."""


class Signal(StrEnum):
    """What in the newest figure is more than the usual ups and downs."""

    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    NEAR_LIMIT = "near limit"


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of a measure (natural process limits), in its unit.

    It is made of the first twelve figures from the day `since` on. `signal` is of the newest
    figure, and `is_high` where that is on the upper side, or rising. `spans_scale` where the range
    is all that the measure can be, so that it tells nothing.
    """

    mean: Decimal
    lower: Decimal
    upper: Decimal
    since: date
    signal: Signal | None = None
    is_high: bool = False
    spans_scale: bool = False


# Turns a mean moving range into three standard deviations: 3 / 1.128.
LIMIT_FACTOR = Decimal("2.66")


def limits_of(measure: Measure, points: Sequence[Point]) -> Limits | None:
    """XmR limits from the first twelve points, with the usual signals.

    None before, and where months are no samples.

    Only snapshots are: each month's rolling or cumulative figure has most of the last one's in it.
    The limits are locked on the first twelve: what came later is judged by them and does not move
    them. Only an entry in the plan does: from its day on twelve figures make a new range, and until
    there are so many the old one stands.
    """
    if measure.basis is not Basis.SNAPSHOT:
        return None
    judged = _judged_by_newest_range(measure, points)
    if len(judged) < FEWEST_FOR_LIMITS:
        return None
    figures = [point.actual for point in judged]
    locked = figures[:FEWEST_FOR_LIMITS]
    mean = sum(locked, Decimal(0)) / len(locked)
    moved = [abs(after - before) for before, after in pairwise(locked)]
    reach = LIMIT_FACTOR * sum(moved, Decimal(0)) / len(moved)
    scale = scale_of(measure, figures)
    lower, upper = range_within(mean - reach, mean + reach, measure, scale)
    signal, is_high = _signal(figures, mean, reach)
    return Limits(
        mean=rounded(mean, measure.decimals),
        lower=lower,
        upper=upper,
        since=judged[0].day,
        signal=signal,
        is_high=is_high,
        spans_scale=scale.is_spanned_by(lower, upper),
    )


def _judged_by_newest_range(measure: Measure, points: Sequence[Point]) -> Sequence[Point]:
    """The figures from the start of the newest range that has enough of them."""
    starts = sorted((move.starts for move in measure.range_moves), reverse=True)
    for day in starts:
        since = [point for point in points if point.day >= day]
        if len(since) >= FEWEST_FOR_LIMITS:
            return since
    return points


def _signal(
    figures: Sequence[Decimal], mean: Decimal, reach: Decimal
) -> tuple[Signal | None, bool]:
    """The signal of the newest figure, the strongest first, and whether it is on the upper side."""
    off = [figure - mean for figure in figures]
    is_high = off[-1] > 0
    if abs(off[-1]) > reach:
        return Signal.OUTSIDE, is_high
    if off[-1] and all(each and (each > 0) == is_high for each in off[-RUN:]):
        return Signal.RUN, is_high
    moves = [after - before for before, after in pairwise(figures[-RUN:])]
    if all(move > 0 for move in moves) or all(move < 0 for move in moves):
        return Signal.TREND, moves[-1] > 0
    same_side = [each for each in off[-OF:] if each and (each > 0) == is_high]
    near = [3 * abs(each) > 2 * reach for each in same_side]
    is_near = len(same_side) == OF and near[-1] and sum(near) >= NEAR
    return (Signal.NEAR_LIMIT, is_high) if is_near else (None, is_high)


class Variation(StrEnum):
    """Whether the newest figure is more than the usual ups and downs, and if so whether better."""

    USUAL = "usual"
    BETTER = "better"
    WORSE = "worse"
    UNJUDGED = "unjudged"


class Assurance(StrEnum):
    """Whether the target is met whatever the usual ups and downs are, missed, or either."""

    MEETS = "meets"
    MISSES = "misses"
    EITHER = "either"


def variation_of(measure: Measure, limits: Limits) -> Variation:
    """What the newest figure's signal means, by which way is better.

    Where nobody says which way is better, or close to a target is, it is unjudged.
    """
    if limits.signal is None:
        return Variation.USUAL
    if measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return Variation.UNJUDGED
    is_better = limits.is_high is (measure.polarity is Polarity.HIGHER)
    return Variation.BETTER if is_better else Variation.WORSE


def assurance_of(measure: Measure, limits: Limits) -> Assurance | None:
    """Whether the whole usual range lies on the better side of the target, or on the worse one.

    None without a target that is a figure, and where no way is the better one.
    """
    target = published(measure, measure.target)
    is_higher = measure.polarity is Polarity.HIGHER
    if not isinstance(target, Decimal) or measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return None
    if limits.lower <= target <= limits.upper:
        return Assurance.EITHER
    return Assurance.MEETS if (target < limits.lower) is is_higher else Assurance.MISSES

"""What in a month's figure is more than usual, and whether the target is within the usual.

By the rules of the NHS method "Making data count", as its guides tell them.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tests.second_opinion.outlook import USUAL_FROM, Point
from tests.second_opinion.plan import Measure

Usual = tuple[Decimal, Decimal] | None


def variation(measure: Measure, known: list[Point], usual: Usual) -> str:
    """What stands under Variation: `~  No more than usual`; "" without a usual range."""
    if usual is None or measure.basis != "snapshot":
        return ""
    way = _way([Fraction(each.figure) for each in known])
    if way == 0:
        return "~  No more than usual"
    letter, end = ("H", "high") if way > 0 else ("L", "low")
    if measure.polarity not in ("higher", "lower"):
        return f"{letter}  Unusually {end}"
    is_good = (way > 0) == (measure.polarity == "higher")
    return f"{letter}  {'Improving' if is_good else 'Concerning'} ({end})"


def _way(figures: list[Fraction]) -> int:
    """1 where the newest figure is unusually high or rising, -1 where low or falling, else 0."""
    first = figures[:USUAL_FROM]
    mean = sum(first, Fraction(0)) / len(first)
    moves = sum((abs(b - a) for a, b in pairwise(first)), Fraction(0))
    half = Fraction("2.66") * moves / (len(first) - 1)
    above = [figure - mean for figure in figures]
    for sign in (1, -1):
        off = [sign * each for each in above]
        if off[-1] > half or min(off[-7:]) > 0:
            return sign
    for sign in (1, -1):
        last = [sign * each for each in figures[-7:]]
        if all(b > a for a, b in pairwise(last)):
            return sign
    for sign in (1, -1):
        three = [sign * each for each in above[-3:]]
        outer = [each > half * 2 / 3 for each in three]
        if min(three) > 0 and outer[-1] and outer.count(True) >= 2:
            return sign
    return 0


def assurance(measure: Measure, usual: Usual) -> str:
    """What stands under Assurance; "" where nothing can be said."""
    target = measure.target
    is_told = usual is not None and measure.basis == "snapshot" and measure.target_to is None
    if not is_told or measure.polarity not in ("higher", "lower"):
        return ""
    if usual is None or not isinstance(target, Decimal):
        return ""
    low, high = usual
    if low <= target <= high:
        return "?  May meet or miss target"
    is_met = target < low if measure.polarity == "higher" else target > high
    return "P  Meets target consistently" if is_met else "F  Misses target consistently"

"""Figures: rounded once, published, and printed with their unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import overload

from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Target
from cyps_reports.plan.model.units import Unit

_EXACT = Context(prec=700)


def rounded(figure: Decimal, decimals: int) -> Decimal:
    """The figure rounded half-up to that many decimals."""
    return figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


@overload
def published(measure: Measure, figure: Figure) -> Figure: ...


@overload
def published(measure: Measure, figure: Target) -> Target: ...


def published(measure: Measure, figure: Target) -> Target:
    """A figure or a range of the plan as it is published.

    As the plan shows it, or at the decimals the plan sets.
    """
    if isinstance(figure, Missing) or measure.decimals_set is None:
        return figure
    if isinstance(figure, Band):
        return Band(
            rounded(figure.low, measure.decimals_set), rounded(figure.high, measure.decimals_set)
        )
    return rounded(figure, measure.decimals_set)


def printed(figure: Target, unit: Unit) -> str:
    """A figure with its unit and the decimals it has.

    `78.5%`, `£1.285m`, `12.4 days`, `1,040`, `TBC`.

    A range is `85% to 90%`, or `10 to 12 days`. Of what is judged it is the value that the figure
    stands for.
    """
    if isinstance(figure, Missing):
        return figure.value
    if isinstance(figure, Band):
        low = printed(figure.low, unit)
        # Words are said once, signs with each of the two.
        return f"{low.removesuffix(unit.words_after(low))} to {printed(figure.high, unit)}"
    if unit.values:
        return unit.value_at(figure)
    number = f"{abs(figure):,f}"
    sign = "−" if figure < 0 else ""
    return f"{sign}{unit.around(number)}"

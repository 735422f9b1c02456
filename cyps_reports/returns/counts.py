"""The numbers of children that a figure rests on, as a return says them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cyps_reports.findings import CellRef, Finding, shortened, warning
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import RestsOn, count_said, out_of, rests_on
from cyps_reports.returns.model import DENOMINATOR, NUMERATOR, MeasureEntry, further_in

_TYPE_A_NUMBER = "Type a whole number, like 12; it is never printed."


def count_in(entry: MeasureEntry | None, key: str) -> int | None:
    """The numerator or the denominator that an entry gives; None where none can be read."""
    return count_said(further_in(entry, key))


def count_findings(
    plan: Plan, measure: Measure, entry: MeasureEntry, month: Month
) -> Iterator[Finding]:
    """What is wrong with the numbers of children of a row; nothing where it is not about any."""
    if not measure.is_about_children:
        return
    for key in (NUMERATOR, DENOMINATOR):
        typed = further_in(entry, key)
        if typed and count_said(typed) is None:
            problem = f"{measure.called}: “{shortened(typed)}” is no number of children."
            yield warning("count-unreadable", _at(entry, key), problem, _TYPE_A_NUMBER)
    above, below = count_in(entry, NUMERATOR), count_in(entry, DENOMINATOR)
    if above is not None and below is not None:
        yield from _together(measure, entry, above, below)


def _together(measure: Measure, entry: MeasureEntry, above: int, below: int) -> Iterator[Finding]:
    """What numerator and denominator say against each other, and against the figure."""
    if above > below and measure.unit.is_percentage:
        problem = f"{measure.called}: the numerator {above} is more than the denominator {below}."
        yield warning("counts-disagree", _at(entry, NUMERATOR), problem, "Correct one of the two.")
    elif below and rests_on(measure) is RestsOn.SHARE and isinstance(entry.actual, Decimal):
        share = rounded(Decimal(above) * out_of(measure.unit) / below, measure.decimals)
        if share != entry.actual:
            shown, said = (printed(each, measure.unit) for each in (share, entry.actual))
            problem = f"{measure.called}: {above} of {below} is {shown}, and the actual is {said}."
            place = _at(entry, NUMERATOR)
            yield warning("counts-disagree", place, problem, "Correct the figure or the numbers.")


def _at(entry: MeasureEntry, key: str) -> CellRef:
    return entry.places.get(key, CellRef())

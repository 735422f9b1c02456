"""What a figure of one measure cannot be.

It goes by its unit and by the plan's own figures for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cyps_reports.findings import Refused
from cyps_reports.plan.figures.advice import FIRST_DAY_NUMBER, LAST_DAY_NUMBER, as_day_number
from cyps_reports.plan.figures.parted import FAR_ABOVE, Said, far_above, two_figures
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.reading import type_like
from cyps_reports.plan.model.measure import Measure

_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Scale:
    """What a measure can be, in its unit.

    From the lowest to the highest, None where it has no end.
    """

    lowest: Decimal | None
    highest: Decimal | None

    def nearest(self, figure: Decimal) -> Decimal:
        """The figure, or the end of the scale that it lies beyond."""
        raised = figure if self.lowest is None else max(figure, self.lowest)
        return raised if self.highest is None else min(raised, self.highest)

    def is_spanned_by(self, low: Decimal, high: Decimal) -> bool:
        """Whether a range is all there is."""
        return low == self.lowest and high == self.highest


def scale_of(measure: Measure, actuals: Iterable[Decimal]) -> Scale:
    """No less than nought, no share over all.

    Unless the measure's actuals, outturn or target are.
    """
    planned = (
        each for each in (measure.outturn, *measure.target_figures) if isinstance(each, Decimal)
    )
    known = (*actuals, *planned)
    lowest = Decimal(0) if min(known) >= 0 else None
    is_share = measure.unit.is_percentage and max(known) <= _WHOLE
    return Scale(lowest, _WHOLE if is_share else None)


def planned_figures(measure: Measure) -> tuple[Decimal, ...]:
    """The plan's own figures for a measure, in its unit, as many as it gives."""
    compared = (comparator.figure for comparator in measure.comparators)
    before = (earlier_year.figure for earlier_year in measure.earlier_years)
    figures = (
        measure.similar,
        measure.outturn,
        *measure.target_figures,
        *measure.steps.values(),
        *compared,
        *before,
    )
    return tuple(figure for figure in figures if isinstance(figure, Decimal))


def lowest_possible(measure: Measure) -> Decimal | None:
    """Below this no figure of the measure can be.

    0, but for money, and where the plan itself goes below; else None.
    """
    goes_below = min(planned_figures(measure), default=Decimal(0)) < 0
    return None if measure.unit.is_money or goes_below else Decimal(0)


def day_numbers(measure: Measure) -> tuple[Decimal, int] | None:
    """Above the first and up to the second, a whole number is taken for a day.

    None where it may be a figure.

    A percentage so large is none at all, and without a figure in the plan nothing says what is too
    large.
    """
    planned = planned_figures(measure)
    if measure.unit.is_percentage or measure.unit.is_money or not planned:
        return None
    return max(FAR_ABOVE * max(planned), Decimal(FIRST_DAY_NUMBER - 1)), LAST_DAY_NUMBER


def days_among(measure: Measure) -> Iterator[tuple[str, Decimal]]:
    """The plan's own figures for a measure that are numbers of days to a spreadsheet.

    Each beside the column it stands in; so far above all others, none of them is a figure.
    """
    planned = planned_figures(measure)
    for at, figure in enumerate(planned if not measure.unit.is_money else ()):
        others = planned[:at] + planned[at + 1 :]
        if others and figure > FAR_ABOVE * max(others) and as_day_number(figure):
            yield _column_of(measure, figure), figure


def _column_of(measure: Measure, figure: Decimal) -> str:
    own = {"outturn": measure.outturn, "similar": measure.similar}
    is_target = figure in measure.target_figures
    return "target" if is_target else next((key for key in own if own[key] == figure), "reference")


def most_parted(measure: Measure) -> Decimal | None:
    """Above this, a space does not part thousands but two figures, by the plan's own figures."""
    return far_above(planned_figures(measure))


def impossible(measure: Measure, figure: Decimal, typed: str = "") -> Refused | None:
    """Why the measure cannot have this figure; None where it can.

    `typed` is the text that it was read from.
    """
    lowest, days = lowest_possible(measure), day_numbers(measure)
    if lowest is not None and figure < lowest:
        return Refused(
            "below-zero",
            f"{printed(figure, measure.unit)} is below zero, which no figure of this measure in "
            "the plan is.",
            "Type the figure without the minus sign; if it is below zero, empty the cell and say "
            "so in the comment.",
        )
    if days and days[0] < figure <= days[1] and (told := as_day_number(figure)):
        return Refused("date-for-figure", told, type_like(measure.unit))
    return two_figures(Said(typed, (figure,)), measure.unit, most_parted(measure))

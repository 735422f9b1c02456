"""Figures as they are shown where every count of children is rounded.

What is shown is reckoned from rounded counts alone, also sums and shares: so nothing tells more of
a count than what it was rounded to.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cyps_reports.disclosure.figures import Column, Figure, Figures, Place, share
from cyps_reports.disclosure.rule import Rule
from cyps_reports.plan.model.small_numbers import RestsOn
from cyps_reports.returns.model import Absent, MeasureKey

Shown = Decimal | Absent
"""A figure as a public edition shows it, or the symbol in its place."""


def rounded_figures(figures: Figures, rule: Rule) -> dict[Place, Shown]:
    """Every figure as it is shown where counts are rounded."""
    rounding = _Rounding(figures, rule)
    return {place: rounding.shown(figure) for place, figure in figures.by_place.items()}


class _Rounding:
    def __init__(self, figures: Figures, rule: Rule) -> None:
        self.figures: Mapping[Place, Figure] = figures.by_place
        self.sums, self.rule = figures.sums, rule

    def shown(self, figure: Figure) -> Shown:
        """A figure from rounded counts; hidden where it rests on none that is known."""
        match figure.rests_on:
            case RestsOn.COUNT:
                count = self.count(figure.place)
                return Absent.LOW if not count and figure.value else count
            case RestsOn.SHARE if figure.measure.is_about_children:
                return self._share(figure)
            case RestsOn.AVERAGE if figure.measure.is_about_children:
                return Absent.CONFIDENTIAL if self.rule.is_few(figure.below) else figure.value
            case _:
                return figure.value

    def count(self, place: Place) -> Decimal:
        """A count as it is shown; that of a sum is the sum of its rounded parts."""
        key, column = place
        parts = [(part, column) for part in self.sums.get(key, ())]
        if parts and all(part in self.figures for part in parts):
            return sum((self.count(part) for part in parts), Decimal(0))
        figure = self.figures[place]
        return self._near(figure.value) if figure.measure.is_about_children else figure.value

    def _near(self, count: Decimal) -> Decimal:
        """A count rounded half-up."""
        return (count / self.rule.step + Decimal("0.5")) // 1 * self.rule.step

    def _share(self, figure: Figure) -> Shown:
        above = self._behind(figure.above_at, figure.column, figure.above and figure.above[0])
        below = self._behind(figure.below_at, figure.column, figure.below and figure.below[0])
        if above is None or not below:
            return Absent.CONFIDENTIAL
        return share(int(above), int(below), figure.measure)

    def _behind(self, row: MeasureKey | None, column: Column, count: int | None) -> Decimal | None:
        """The rounded count above or below a line; None where it is not known."""
        if row and (row, column) in self.figures:
            return self.count((row, column))
        return None if count is None else self._near(Decimal(count))

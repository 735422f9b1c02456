"""What of each figure a public edition shows, by the plan's rule and what was published before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cyps_reports.disclosure.figures import Column, Figure, Place, figures_of
from cyps_reports.disclosure.hiding import hidden_of
from cyps_reports.disclosure.published import Published, before_of
from cyps_reports.disclosure.rounding import Shown, rounded_figures
from cyps_reports.disclosure.rule import RULES
from cyps_reports.disclosure.same_figures import same_figures
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import SmallNumbers
from cyps_reports.returns.model import Absent, MeasureKey, Returns


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is shown of each figure that may tell of children; any other is shown as it is.

    `unknown` are the figures that are not shown because what they rest on is not known; `told`
    those that earlier editions tell all the same.
    """

    rule: SmallNumbers = SmallNumbers.COUNTS
    figures: Mapping[Place, Figure] = field(default_factory=dict)
    shown: Mapping[Place, Shown] = field(default_factory=dict)
    small: frozenset[Place] = frozenset()
    told: frozenset[Place] = frozenset()

    def of(self, key: MeasureKey, column: Column, figure: Decimal) -> Shown:
        """A figure of a row as it is shown; one of the same place with another value is not."""
        known = self.figures.get((key, column))
        if known is None:
            return Absent.CONFIDENTIAL if key in self.rows else figure
        return self.shown[key, column] if known.value == figure else Absent.CONFIDENTIAL

    @property
    def rows(self) -> frozenset[MeasureKey]:
        """The rows that it is about."""
        return frozenset(key for key, _ in self.figures)

    def is_hidden(self, key: MeasureKey, column: Column) -> bool:
        """Whether a symbol stands in the place of a figure."""
        return isinstance(self.shown.get((key, column)), Absent)

    @property
    def unknown(self) -> tuple[Figure, ...]:
        """The figures of which it is not known what they rest on."""
        return tuple(each for each in self.figures.values() if rests_on_unknown(each))


def rests_on_unknown(figure: Figure) -> bool:
    """Whether nothing is known of the children that a figure about them rests on."""
    measure: Measure = figure.measure
    return measure.is_about_children and figure.above is None and figure.below is None


def disclosure_of(
    plan: Plan, returned: Sequence[Returns], published: Sequence[Published] = ()
) -> Disclosure:
    """What is shown of the figures of a plan and of the months' returns.

    `published` are the earlier public editions.
    """
    rows = {key for edition in published for key, _ in edition.figures}
    figures, rule = figures_of(plan, returned, rows), RULES[plan.small_numbers]
    figures = replace(figures, same=same_figures(figures.by_place, plan))
    if rule.step:
        return Disclosure(plan.small_numbers, figures.by_place, rounded_figures(figures, rule))
    before = before_of(figures, published)
    hidden = hidden_of(figures, rule, before)
    shown: dict[Place, Shown] = {
        place: Absent.CONFIDENTIAL if place in hidden.all else figure.value
        for place, figure in figures.by_place.items()
    }
    return Disclosure(plan.small_numbers, figures.by_place, shown, hidden.small, hidden.told)

"""The rating of what is judged in words.

By the order of its values where that decides, else by its manager.
"""

from __future__ import annotations

from decimal import Decimal

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import MeasureResult
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.returns.model import OwnRating


def judged_state(
    measure: Measure, actual: Decimal | None, chosen: OwnRating | None
) -> MeasureState:
    """The state of a measure that has been judged; `actual` is None of a text.

    A value at its target or better is on target, and of yes and no the other is off target. How far
    a value below its target is off, and what a text comes to, the manager says. Values without a
    target are not rated.
    """
    if measure.polarity is Polarity.MONITOR:
        return MeasureState.MONITOR_ONLY
    if measure.unit.values and not isinstance(measure.target, Decimal):
        return MeasureState.NO_TARGET
    return by_order(measure, actual) or _by_choice(measure, chosen)


def by_order(measure: Measure, actual: Decimal | None) -> MeasureState | None:
    """The rating that the order of the values gives; None where it does not decide."""
    if actual is None or not isinstance(measure.target, Decimal):
        return None
    if actual >= measure.target:
        return MeasureState.ON_TARGET
    return MeasureState.OFF_TARGET if measure.unit.is_yes_or_no else None


def rests_on_choice(result: MeasureResult) -> bool:
    """Whether a rating is the manager's choice, so that a reason is wanted."""
    is_judged = result.measure.unit.is_judged and result.state.is_rated
    return is_judged and by_order(result.measure, result.actual) is None


def _by_choice(measure: Measure, chosen: OwnRating | None) -> MeasureState:
    """The manager's rating; a value below its target cannot be on target."""
    if chosen is None or (measure.unit.values and chosen is OwnRating.ON_TARGET):
        return MeasureState.NOT_JUDGED
    return MeasureState(chosen.value)

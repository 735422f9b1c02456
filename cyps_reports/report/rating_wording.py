"""The sentences that say why a measure has its rating; nothing is judged here."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cyps_reports.assessment.judged import rests_on_choice
from cyps_reports.assessment.model import Comparison, MeasureResult, MeasureState, RatedOn
from cyps_reports.assessment.state_words import word_of
from cyps_reports.plan.dates import MONTHS_OF_A_YEAR, Month, long
from cyps_reports.plan.figures import printed, published, rounded
from cyps_reports.plan.impossible_figures import scale_of
from cyps_reports.plan.measure import Measure, Polarity
from cyps_reports.plan.model import Plan
from cyps_reports.plan.quantities import Band, Missing, Tolerance, decimals_of
from cyps_reports.plan.standards import first_step
from cyps_reports.plan.targets import target_words
from cyps_reports.plan.units import Unit
from cyps_reports.plan.vocabulary import Vocabulary


def actual_words(result: MeasureResult) -> str:
    """The actual with its unit, or in its own words where it is judged; "" where there is none.

    In a public edition the symbol that stands in its place.
    """
    if result.actual is None:
        return result.said or result.symbol or ""
    return printed(result.actual, result.measure.unit)


def judged_reason(result: MeasureResult, vocabulary: Vocabulary) -> str:
    """Why what is judged in words has its rating, or has none."""
    measure, actual, target = result.measure, result.actual, result.measure.target
    by_whom, rating = (
        f"judged {word_of(result.state).lower()} in the return",
        vocabulary.rating(result.rag),
    )
    if actual is None or not isinstance(target, Decimal):
        is_rated = result.state.is_rated
        return (
            f"{rating}: {by_whom}." if is_rated else "No rating was chosen for what was returned."
        )
    start, standard = (
        f"“{actual_words(result)}” is",
        f"the target, “{printed(target, measure.unit)}”",
    )
    if actual == target:
        return f"{rating}: {start} the target."
    side = "better than" if actual > target else "below"
    if measure.unit.is_yes_or_no:
        side = "not"
    if not result.state.is_rated:
        return f"{start} {side} {standard}, and no rating was chosen for that."
    chosen = f"; {by_whom}" if rests_on_choice(result) else ""
    return f"{rating}: {start} {side} {standard}{chosen}."


def rating_reason(result: MeasureResult, plan: Plan, month: Month) -> str:
    """Like `Amber: 52% is below the 53% target and within 5% of it (50.35%)`, as a sentence."""
    measure, compared = result.measure, result.compared
    if compared is None or compared.figure is None or result.tolerance is None:
        return ""
    match published(measure, compared.against):
        case Missing():
            return ""
        case Band() as target:
            how = f"is {_beside_range(result, compared.figure, target, plan.tolerance_of(measure))}"
        case figure:
            how = _how_it_stands(
                result, compared, compared.figure, figure, plan.tolerance_of(measure)
            )
    rated = _rated(result, compared, plan)
    return f"{rated} {how}{_of_steps(result, compared, plan, month)}."


def _how_it_stands(
    result: MeasureResult,
    compared: Comparison,
    figure: Decimal,
    target: Decimal,
    tolerance: Tolerance,
) -> str:
    """Like `is below the 53% target and within 5% of it (50.35%)`."""
    measure, standard = result.measure, _standard(result.measure, compared)
    if figure == target:
        return f"is exactly on the {standard}"
    stands = f"is {'above' if figure > target else 'below'} the {standard}"
    if result.gap is not None and result.gap >= 0 and measure.polarity is not Polarity.CLOSE:
        if compared.on is RatedOn.STEP:
            stands = f"meets the {standard}"
        return f"{stands}{', where lower is better' if measure.polarity is Polarity.LOWER else ''}"
    if measure.amber_limit is not None:
        return f"{stands}{_by_limits(result)}"
    within = "more than" if result.state is MeasureState.OFF_TARGET else "within"
    amount = _tolerance(tolerance, measure.unit)
    limit = _limit(result, figure, target, result.tolerance or Decimal(0))
    of_it = "from it" if within == "more than" else "of it"
    return f"{stands} and {within} {amount} {of_it} ({printed(limit, measure.unit)})"


def _of_steps(result: MeasureResult, compared: Comparison, plan: Plan, month: Month) -> str:
    """What a measure with steps is rated against some other day: its target, or its first step."""
    measure = result.measure
    if compared.on is RatedOn.STEP and measure.target_figures:
        return f"; the {_end_of(plan)} target is {target_words(measure)}"
    first, given = first_step(measure, plan), result.as_at
    day = given if isinstance(given, date) else month.last
    if compared.on is RatedOn.ACTUAL and first and day < first.day:
        return f"; its first step is {printed(first.figure, measure.unit)} for {long(first.day)}"
    return ""


def _end_of(plan: Plan) -> str:
    """What the time is called at whose end the targets stand."""
    return "final" if len(plan.months) > MONTHS_OF_A_YEAR else "year-end"


def _beside_range(
    result: MeasureResult, figure: Decimal, target: Band, tolerance: Tolerance
) -> str:
    """How a figure stands to a target that is a range.

    `within the 85-90% target`, or `below the 85-90% target and within 5% of its lower end
    (80.75%)`.
    """
    measure, end = result.measure, target.end_near(figure)
    standard = f"the {target_words(measure)} target"
    if result.state is MeasureState.ON_TARGET:
        return f"within {standard}"
    side, which = ("below", "lower") if figure < target.low else ("above", "upper")
    limit = _limit(result, figure, end, result.tolerance or Decimal(0))
    far = "more than" if result.state is MeasureState.OFF_TARGET else "within"
    near = "from" if far == "more than" else "of"
    amount = _tolerance(tolerance, measure.unit)
    return (
        f"{side} {standard} and {far} {amount} {near} its {which} end "
        f"({printed(limit, measure.unit)})"
    )


def _by_limits(result: MeasureResult) -> str:
    """What the measure's own limits make of a figure short of its target.

    Quotes those that decide.
    """
    measure = result.measure
    green, amber = (
        "" if limit is None else f"its {name} limit of {printed(limit, measure.unit)}"
        for name, limit in (("green", measure.green_limit), ("amber", measure.amber_limit))
    )
    match result.state:
        case MeasureState.ON_TARGET:
            return f", but no worse than {green}"
        case MeasureState.CLOSE_TO_TARGET if green:
            return f" and worse than {green}, but no worse than {amber}"
        case MeasureState.CLOSE_TO_TARGET:
            return f", but no worse than {amber}"
        case _:
            return f" and worse than {amber}"


def _rated(result: MeasureResult, compared: Comparison, plan: Plan) -> str:
    """`Amber: 52%`; what is rated on its forecast says so."""
    rating = plan.vocabulary.rating(result.rag)
    if compared.on is RatedOn.FORECAST and compared.figure is not None:
        central = printed(compared.figure, result.measure.unit)
        so_far = f"{actual_words(result)} so far"
        return f"{rating} on forecast: {so_far}; at this rate {central} by {long(plan.ends)}, which"
    return f"{rating}: {actual_words(result)}"


def _standard(measure: Measure, compared: Comparison) -> str:
    """`53% target`, `12.4-day target`, or `step of £2.200m for 30 September 2012`."""
    words = printed(published(measure, compared.against), measure.unit)
    if compared.on is RatedOn.STEP and compared.day:
        between = " (on the line between two steps)" if compared.is_between else ""
        return f"step of {words} for {long(compared.day)}{between}"
    return (
        f"{words.removesuffix('s').replace(' ', '-') if measure.unit == Unit.DAYS else words} "
        "target"
    )


def _tolerance(tolerance: Tolerance, unit: Unit) -> str:
    if not tolerance.is_absolute:
        return f"{tolerance.amount}%"
    if unit.is_percentage:
        return f"{tolerance.amount} percentage {'point' if tolerance.amount == 1 else 'points'}"
    return printed(tolerance.amount, unit)


def _limit(result: MeasureResult, figure: Decimal, target: Decimal, tolerance: Decimal) -> Decimal:
    """The figure at which amber ends on the side of `figure`, within what the measure can be.

    It has the measure's decimals, or two where that is more exact. It is rounded towards the
    target, so that a figure at the measure's decimals lies on the same side of what is printed as
    of the exact limit.
    """
    measure, is_above = result.measure, figure > target
    exact = scale_of(measure, (figure, target)).nearest(
        target + (tolerance if is_above else -tolerance)
    )
    step = Decimal(1).scaleb(-max(measure.decimals, 2))
    limit = exact.quantize(step, ROUND_FLOOR if is_above else ROUND_CEILING).normalize()
    return rounded(limit, max(measure.decimals, decimals_of(limit)))

"""The sentences that say why a measure has its rating; nothing is judged here."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from cyps_reports.assessment.judged import rests_on_choice
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Comparison, MeasureResult, RatedOn
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import capitalised, lower
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.figures.impossible import scale_of
from cyps_reports.plan.figures.published import printed, published, rounded
from cyps_reports.plan.figures.standards import first_step
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band, Missing, decimals_of
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.theme import Tone


def actual_words(result: MeasureResult) -> str:
    """The actual with its unit, or in its own words where it is judged; "" where there is none.

    In a public edition the symbol that stands in its place.
    """
    if result.actual is None:
        return result.said or result.symbol or ""
    return printed(result.actual, result.measure.unit)


def judged_reason(result: MeasureResult) -> str:
    """Why what is judged in words has its rating, or has none."""
    measure, actual, target = result.measure, result.actual, result.measure.target
    chosen = f"judged {word_of(result.state).lower()} in the return"
    if actual is None or not isinstance(target, Decimal):
        if result.state.is_rated:
            return f"{capitalised(chosen)}."
        return "No rating was chosen for what was returned."
    said = f"“{actual_words(result)}” is"
    if actual == target:
        return f"{said} the target."
    side = "better than" if actual > target else "below"
    if measure.unit.is_yes_or_no:
        side = "not"
    stands = f"{said} {side} the target, “{printed(target, measure.unit)}”"
    if not result.state.is_rated:
        return f"{stands}, and no rating was chosen for that."
    return f"{stands}; {chosen}." if rests_on_choice(result) else f"{stands}."


def rating_reason(result: MeasureResult, plan: Plan, month: Month) -> str:
    """Like `3.2 points below the 15% target; amber starts at 14.25%.`, the gap first.

    What is rated on its forecast says what the pace so far comes to.
    """
    measure, compared = result.measure, result.compared
    if compared is None or compared.figure is None or result.tolerance is None:
        return ""
    target = published(measure, compared.against)
    if isinstance(target, Missing):
        return ""
    stands = _how_it_stands(result, compared, compared.figure, target)
    limit = _limit_said(result, compared.figure, target, plan.vocabulary)
    said = f"{stands}{limit}{_of_steps(result, compared, plan, month)}."
    if compared.on is RatedOn.FORECAST:
        return f"{_at_this_rate(result, compared.figure, plan)}: {said}"
    return capitalised(said)


def says_no_more_than_the_row(result: MeasureResult, plan: Plan, month: Month) -> bool:
    """Whether the reason of a measure on target is its actual beside its target, and no more.

    Not so where it says of a step, a forecast, a limit, or a choice.
    """
    compared = result.compared
    if compared is None or compared.figure is None or compared.on is not RatedOn.ACTUAL:
        return False
    target = published(result.measure, compared.against)
    if isinstance(target, Missing) or result.state is not MeasureState.ON_TARGET:
        return False
    limit = _limit_said(result, compared.figure, target, plan.vocabulary)
    return not (limit or _of_steps(result, compared, plan, month) or result.measure.unit.is_judged)


def _at_this_rate(result: MeasureResult, central: Decimal, plan: Plan) -> str:
    """`£0.727m by 30 September 2012. At this rate £1.450m by 31 March 2013`."""
    day = f"by {long(result.as_at)}" if isinstance(result.as_at, date) else "so far"
    ahead = printed(central, result.measure.unit)
    return f"{actual_words(result)} {day}. At this rate {ahead} by {long(plan.ends)}"


def apart_words(difference: Decimal, unit: Unit) -> str:
    """How far two figures are apart, without a sign: `4.4 points`, `£0.165m`, `0.7 days`.

    Points where they are percentages, so that nobody takes them for a share of the figure.
    """
    far = abs(difference)
    if unit.is_percentage:
        return f"{far:,f} {'point' if f'{far:f}' == '1' else 'points'}"
    return f"{far:,f}" if unit.is_ratio else printed(far, unit)


def _how_it_stands(
    result: MeasureResult, compared: Comparison, figure: Decimal, target: Decimal | Band
) -> str:
    """`3.2 points below the 15% target`, `exactly on the step of 44% for 30 September 2012`."""
    measure, standard = result.measure, _standard(result.measure, compared)
    if isinstance(target, Band):
        if target.low <= figure <= target.high:
            return f"within the {standard}"
        target = target.end_near(figure)
    if figure == target:
        return f"exactly on the {standard}"
    far, is_above = apart_words(figure - target, measure.unit), figure > target
    if compared.on is RatedOn.FORECAST:
        far = f"{far}{_share(figure - target, target, measure.unit)}"
    side = "above" if is_above else "below"
    if measure.unit.is_money:
        side = "over" if is_above else "under"
    lower = measure.polarity is Polarity.LOWER and not is_above and not measure.unit.is_money
    return f"{far} {side} the {standard}{', where lower is better' if lower else ''}"


def _share(difference: Decimal, target: Decimal, unit: Unit) -> str:
    """` (13%)`: what share of a target in a unit of its own a difference is.

    "" of percentages, which it would be taken for, and where it rounds to nothing.
    """
    if unit.is_percentage or unit.is_ratio or target <= 0:
        return ""
    share = rounded(abs(difference) / target * 100, 0)
    return f" ({share:,f}%)" if share else ""


def _limit_said(
    result: MeasureResult, figure: Decimal, target: Decimal | Band, vocabulary: Vocabulary
) -> str:
    """`; amber starts at 14.25%`: the limit that decides; "" where the target itself does."""
    measure, unit = result.measure, result.measure.unit
    if result.gap is None or (result.gap >= 0 and measure.polarity is not Polarity.CLOSE):
        return ""
    end = target.end_near(figure) if isinstance(target, Band) else target
    if figure == end or (isinstance(target, Band) and target.low < figure < target.high):
        return ""
    way = "up to" if figure > end else "down to"
    on_target = word_of(MeasureState.ON_TARGET).lower()
    if measure.amber_limit is not None:
        if result.state is MeasureState.ON_TARGET and measure.green_limit is not None:
            return f"; {on_target} {way} {printed(measure.green_limit, unit)}"
        limit = measure.amber_limit
    else:
        limit = _limit(result, figure, end, result.tolerance or Decimal(0))
    if measure.polarity is Polarity.CLOSE and not isinstance(target, Band):
        return f"; {on_target} {way} {printed(limit, unit)}"
    own = vocabulary.own_rating(Tone.AMBER)
    amber = f"“{own}”" if own else lower(vocabulary.rating(Tone.AMBER))
    starts = "starts at" if result.state is MeasureState.OFF_TARGET else way
    return f"; {amber} {starts} {printed(limit, unit)}"


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
    """What the time is called at whose end the targets stand.

    A year counts as one on whatever day of a month it begins.
    """
    return "final" if plan.ends - plan.starts > _A_YEAR else "year-end"


_A_YEAR = timedelta(366)


def _standard(measure: Measure, compared: Comparison) -> str:
    """`53% target`, `12.4-day target`, or `step of £2.200m for 30 September 2012`."""
    target = published(measure, compared.against)
    if isinstance(target, Band):
        return f"{target_words(measure)} target"
    words = printed(target, measure.unit)
    if compared.on is RatedOn.STEP and compared.day:
        between = " (on the line between two steps)" if compared.is_between else ""
        return f"step of {words} for {long(compared.day)}{between}"
    return (
        f"{words.removesuffix('s').replace(' ', '-') if measure.unit == Unit.DAYS else words} "
        "target"
    )


def _limit(result: MeasureResult, figure: Decimal, target: Decimal, tolerance: Decimal) -> Decimal:
    """The figure at which amber ends on the side of `figure`, within what the measure can be.

    It has the measure's decimals. Where a figure rounded so would be of another colour than the
    limit is of, it has two, or is rounded towards the target: a figure at the measure's decimals
    lies on the same side of what is printed as of the exact limit.
    """
    measure, is_above = result.measure, figure > target
    exact = scale_of(measure, (figure, target)).nearest(
        target + (tolerance if is_above else -tolerance)
    )
    nearest = exact.quantize(Decimal(1).scaleb(-measure.decimals), ROUND_HALF_EVEN)
    if target < nearest <= exact if is_above else exact <= nearest < target:
        return nearest
    step = Decimal(1).scaleb(-max(measure.decimals, 2))
    limit = exact.quantize(step, ROUND_FLOOR if is_above else ROUND_CEILING).normalize()
    return rounded(limit, max(measure.decimals, decimals_of(limit)))

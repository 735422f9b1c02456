"""Every sentence the report says of a measure, in plain English; nothing is judged here."""

from __future__ import annotations

from calendar import month_abbr
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import (
    Against,
    DateFault,
    DeadlineResult,
    Direction,
    MeasureResult,
    RatedOn,
    Travel,
)
from cyps_reports.assessment.state_words import word_of
from cyps_reports.assessment.trends import FEWEST_FOR_PACE
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month, long, month_of, short
from cyps_reports.plan.figures.ages import is_too_old
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing, Target
from cyps_reports.plan.row_sentences import withdrawal_words
from cyps_reports.report.outlook_wording import variation_words
from cyps_reports.report.rating_wording import actual_words, judged_reason, rating_reason
from cyps_reports.returns.model import Absent, DataStatus

NO_ACTION = "No corrective action was given."


def action_given(text: str) -> str:
    """`Corrective action: Panel to meet weekly.`; "" where none was given."""
    return f"Corrective action: {text}" if text else ""


NOT_MOVED = "No open milestone moves it."

WHY_NO_FIGURE = {
    Missing.NOT_APPLICABLE: "not applicable",
    Missing.TO_BE_CONFIRMED: "to be confirmed",
    Missing.TO_BE_DETERMINED: "to be determined",
    Missing.NOT_GIVEN: "not given in the plan",
}


def figure_words(measure: Measure, figure: Target) -> str:
    """A figure with its unit, as it is published; `TBC` and the like as they are."""
    return printed(published(measure, figure), measure.unit)


def measure_name(measure: Measure) -> str:
    """The measure's name, with the component it is about."""
    return f"{measure.name}: {measure.component}" if measure.component else measure.name


def measure_reason(result: MeasureResult, plan: Plan, month: Month) -> str:
    """Why a measure row has the state it has, in a sentence.

    Of a kept figure also from when it is.
    """
    reason = _reason(result, plan, month)
    return f"{reason} {_kept(result)}" if result.kept else reason


def _kept(result: MeasureResult) -> str:
    """`As at 30 June 2012; the next figure is due in September 2012`, as a sentence.

    A judgement of what is judged.
    """
    kept, following = result.kept, result.reporting.next_due
    if kept is None:
        return ""
    when = (
        f"As at {long(kept.as_at)}"
        if isinstance(kept.as_at, date)
        else f"From the {kept.month.in_words} return"
    )
    what = "judgement" if result.measure.unit.is_judged else "figure"
    if following is None:
        return f"{when}; no later one is due."
    return f"{when}; the next {what} is due in {following.in_words}."


def _reason(result: MeasureResult, plan: Plan, month: Month) -> str:
    measure = result.measure
    if measure.withdrawal:
        return f"{withdrawal_words(measure.withdrawal)}."
    match result.state:
        case MeasureState.NO_RETURN:
            return no_return(plan.vocabulary, measure.priority)
        case MeasureState.NOT_REPORTED:
            return _not_reported(result, plan, month)
        case MeasureState.NOT_YET_DUE:
            return _not_yet_due(result, month)
        case MeasureState.NOT_SHOWN:
            return "Hidden so that no child can be recognised; not rated here."
        case MeasureState.NOT_AVAILABLE:
            return "The figure is not available this month."
        case MeasureState.UNREADABLE:
            two = result.entry is not None and result.entry.actual is Absent.TWO_ANSWERS
            if result.fault:
                return _date_fault_reason(result, result.fault)
            return (
                "Two different figures were returned."
                if two
                else "What was entered cannot be read as a figure."
            )
        case MeasureState.MONITOR_ONLY:
            return "This measure is monitored and not rated."
        case MeasureState.NO_FORECAST:
            so_far = f"{actual_words(result)} is the year so far."
            return f"{so_far} It is rated on its forecast, which needs {FEWEST_FOR_PACE} figures."
        case MeasureState.NO_TARGET:
            why = WHY_NO_FIGURE[measure.target] if isinstance(measure.target, Missing) else ""
            return f"{actual_words(result)} cannot be rated: the target is {why}."
        case _ if measure.unit.is_judged:
            return judged_reason(result)
        case _:
            return rating_reason(result, plan, month)


def _not_reported(result: MeasureResult, plan: Plan, month: Month) -> str:
    if result.reporting.is_late and not result.reporting.is_due:
        last = max(due_month for due_month in plan.due_months(result.measure) if due_month < month)
        return f"No figure was given when it was due, in {last.in_words}."
    if row_is_missing(result):
        return f"Its row is missing from the {month.in_words} return."
    return f"No figure was given in the {month.in_words} return."


def _not_yet_due(result: MeasureResult, month: Month) -> str:
    following = result.reporting.next_due
    is_said = result.entry is not None and result.entry.data_status is DataStatus.NOT_YET_DUE
    if is_said or result.measure.target_due or following is None:
        return f"The result is not out yet.{_result_due(result.measure, month)}"
    return f"No figure is due until {following.in_words}."


def _result_due(measure: Measure, month: Month) -> str:
    """When the plan expects an annual result, as a sentence with a space before it."""
    if measure.target_due is None:
        return ""
    return (
        f" It {'was' if measure.target_due < month else 'is'} expected in "
        f"{measure.target_due.in_words}."
    )


def _date_fault_reason(result: MeasureResult, fault: DateFault) -> str:
    day = result.entry.as_at if result.entry else None
    dated = (
        f"{actual_words(result)} is dated {long(day)}"
        if isinstance(day, date)
        else actual_words(result)
    )
    if fault is DateFault.AFTER:
        return f"{dated}, which is after the day of this report, so it is not rated."
    if fault is DateFault.LAST_YEARS:
        return f"{dated}, before the plan year began: it is last year's result and not rated."
    return (
        f"{dated}, before the plan year began; a figure of the year so far cannot be, so it is "
        "not rated."
    )


def state_words(result: MeasureResult) -> str:
    """The state, marked where it was rated on the forecast only.

    And where it was judged in words.
    """
    marks = {RatedOn.FORECAST: " (forecast)", RatedOn.JUDGED: " (judged)"}
    mark = marks.get(result.compared.on, "") if result.compared and result.state.is_rated else ""
    return f"{word_of(result.state)}{mark}"


def direction_words(result: MeasureResult, plan: Plan) -> str:
    """`Improving since Aug 2012 (96)`, or why there is nothing to compare with.

    What a measure's usual range says of it is told behind: `; no more than usual (90 to 101)`.
    """
    earlier = result.direction.earlier
    if earlier is None:
        return (
            "Not comparable" if result.actual is not None and not result.state.is_withdrawn else ""
        )
    since = _since(result, earlier, plan)
    return f"{since}; {variation_words(result, result.limits)}" if result.limits else since


def outturn_words(result: MeasureResult, plan: Plan) -> str:
    """The direction since the outturn, where it is not the one already told."""
    is_told = result.direction.since is None
    return (
        ""
        if is_told or result.since_outturn.earlier is None
        else _verb(result, result.since_outturn, plan)
    )


def _since(result: MeasureResult, earlier: Decimal, plan: Plan) -> str:
    direction, before = result.direction, figure_words(result.measure, earlier)
    forecast = "forecast " if direction.is_of_forecast and direction.since else ""
    was = direction.restated_from
    restated = "" if was is None else f", restated from {figure_words(result.measure, was)}"
    return f"{_verb(result, direction, plan)} ({forecast}{before}{restated})"


def _verb(result: MeasureResult, direction: Direction, plan: Plan) -> str:
    """`▲ Improving since Aug 2012`; of forecasts `▲ Heading for better than in Aug 2012`."""
    month, is_same = direction.since, direction.travel is Travel.SAME
    since = f"{month_abbr[month.number]} {month.year}" if month else plan.outturn_said
    arrow = ARROWS[direction.travel]
    if direction.is_of_forecast and result.forecast:
        better = "better" if direction.travel is Travel.IMPROVING else "worse"
        than = "the same as" if is_same else f"{better} than"
        return f"{arrow} Heading for {than} {'in ' if month else ''}{since}"
    verb = "Same as" if is_same else f"{word_of(direction.travel).capitalize()} since"
    return f"{arrow} {verb} {since}"


def direction_since(direction: Direction, plan: Plan) -> str:
    """`August 2012`, `2011/12 outturn`, or "" where nothing was compared."""
    if direction.earlier is None:
        return ""
    return direction.since.in_words if direction.since else plan.outturn_said


ARROWS = {Travel.IMPROVING: "▲", Travel.SAME: "►", Travel.WORSENING: "▼"}
"""An up arrow always means better."""


def similar_words(result: MeasureResult) -> str:
    """`Better than similar authorities`, or than the comparator by its name.

    A national figure is called what it is.
    """
    measure = result.measure
    if result.similar is Against.NOT_COMPARABLE:
        return ""
    column = (
        "the national figure"
        if "national" in measure.similar_note.casefold()
        else "similar authorities"
    )
    whom = measure.similar_named or column
    verb = (
        "Same as"
        if result.similar is Against.SAME
        else f"{word_of(result.similar).capitalize()} than"
    )
    return f"{verb} {whom}"


def as_at_words(result: MeasureResult, plan: Plan, as_at: date) -> str:
    """The date and the firmness of an actual: `31/07/12, provisional`.

    With its age where it is of no day of it.
    """
    if not result.has_actual:
        return ""
    given, status, firm = result.as_at, result.data_status, ""
    unknown = "date not given" if given is Absent.EMPTY else "date not readable"
    day = short(given) if isinstance(given, date) else unknown
    if isinstance(status, DataStatus) and status in (DataStatus.FINAL, DataStatus.PROVISIONAL):
        firm = word_of(status).lower()
    return ", ".join(part for part in (day, _age(result, plan, as_at), firm) if part)


def _age(result: MeasureResult, plan: Plan, as_at: date) -> str:
    """How old a figure is that was older than it may be.

    It is from before the plan year, or than its reporting period allows.
    """
    given, returned = result.as_at, result.kept.month if result.kept else month_of(as_at)
    if not isinstance(given, date) or not (
        given < plan.starts or is_too_old(result.measure, plan, given, returned)
    ):
        return ""
    return f"{counted(month_of(as_at).months_since(month_of(given)), 'month')} old"


def row_is_missing(result: MeasureResult | DeadlineResult) -> bool:
    """Whether the return came without the row: somebody deleted it."""
    return result.entry is not None and not result.entry.places

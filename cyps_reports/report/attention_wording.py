"""What is said of a measure that needs attention, beside its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.model import Assessment, MeasureResult, RatedOn
from cyps_reports.assessment.reported_position import MeasureStanding, Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import listed, lower
from cyps_reports.plan.dates import Month
from cyps_reports.plan.heads import head_name
from cyps_reports.plan.model import Plan
from cyps_reports.plan.references import same_reference
from cyps_reports.report.chart_words import short_message
from cyps_reports.report.rating_wording import actual_words
from cyps_reports.report.wording import NO_ACTION, direction_words, measure_name, measure_reason


def told_under(section: str) -> str:
    """Where what is not told again here is told in full."""
    return f"See “{section}”."


def change_words(result: MeasureResult, positions: Sequence[Position], plan: Plan) -> str:
    """Which way it went, and how it was rated before.

    `▼ Worsening since Aug 2012 (57.1%). It was close to target in August 2012.`
    """
    direction = direction_words(result, plan)
    moved = f"{direction}." if direction else ""
    return " ".join(part for part in (moved, _rated_before(result, positions)) if part)


def _rated_before(result: MeasureResult, positions: Sequence[Position]) -> str:
    """`Off target since July 2012.`, or how it was rated before; "" where nothing is known."""
    key = result.measure.key
    before = [
        (position.month, position.measures[key])
        for position in reversed(positions)
        if key in position.measures
    ]
    if not before:
        return ""
    month, last = before[0]
    if last.state is not result.state:
        return f"{word_of(last.state)} in {month.in_words}."
    return f"{word_of(result.state)} since {_since(before).in_words}."


def _since(before: Sequence[tuple[Month, MeasureStanding]]) -> Month:
    """The first of the months up to the last one in which the state was the same."""
    state = before[0][1].state
    same = takewhile(lambda each: each[1].state is state, before)
    return [month for month, _ in same][-1]


def in_a_line(result: MeasureResult, assessment: Assessment) -> str:
    """A measure on one line: its figure, how far it is from target, which way it goes.

    And that no corrective action came, where one is wanted.
    """
    measure, plan = result.measure, assessment.plan
    is_drawn = not measure.unit.is_judged
    reason = measure_reason(result, plan, assessment.month)
    said = f"{short_message(result, plan)}." if is_drawn else reason
    is_missing = lacks_action(result) and has_return(result, assessment)
    missing = f" {NO_ACTION}" if is_missing else ""
    return f"{measure.ref} {measure_name(measure)}: {said}{missing}"


def figure_and_reason(result: MeasureResult, assessment: Assessment) -> str:
    """`11.8%, 3.2 points below the 15% target; amber starts at 14.25%.`: the figure first."""
    reason = measure_reason(result, assessment.plan, assessment.month)
    return reason if _says_figure(result, reason) else f"{actual_words(result)}, {lower(reason)}"


def _says_figure(result: MeasureResult, reason: str) -> bool:
    """Whether the reason begins with the figure; a gap or a target may look the same in it."""
    if result.measure.unit.is_judged:
        return f"“{actual_words(result)}”" in reason
    return result.compared is not None and result.compared.on is RatedOn.FORECAST


def has_return(result: MeasureResult, assessment: Assessment) -> bool:
    """Whether a return came that could have given a corrective action."""
    return assessment.returns.came_from(result.measure.priority)


def led_by(result: MeasureResult, assessment: Assessment) -> tuple[str, str]:
    """Who answers for a measure, and what that person is called.

    The leads of the open milestones that move it, else whoever fills it in; "" for nobody known.
    """
    plan, measure = assessment.plan, result.measure
    if leads := tuple(_leads_moving(measure.ref, assessment)):
        return plan.lead_column, listed(plan.lead(each).called for each in leads)
    heads = (each.head for each in plan.priorities if each.code == measure.priority)
    return "Head of service", head_name(measure.head or next(heads, ""))


def _leads_moving(ref: str, assessment: Assessment) -> Iterable[str]:
    moving = (
        result.milestone
        for result in assessment.deadlines
        if result.state.is_open
        and same_reference(ref) in map(same_reference, result.milestone.moves)
    )
    return dict.fromkeys(each.lead for each in moving if each.lead)

"""What is said of a measure that needs attention, beside its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from cyps_reports.assessment.completeness import lacks_action
from cyps_reports.assessment.model import Assessment, MeasureResult, RatedOn
from cyps_reports.assessment.reported_position import MeasureStanding, Position
from cyps_reports.assessment.state_words import word_of
from cyps_reports.phrases import listed, lower
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.report.blocks import Point
from cyps_reports.report.chart_words import short_message
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.outlook_wording import range_in_short
from cyps_reports.report.rating_wording import actual_words
from cyps_reports.report.table_blocks import Cell
from cyps_reports.report.wording import (
    NO_ACTION,
    action_given,
    direction_words,
    measure_name,
    measure_reason,
)


def told_under(section: str, refs: Iterable[str]) -> str:
    """Which rows are told in full elsewhere: `Under “Late deadlines”: A12; C33.`."""
    return f"Under “{section}”: {'; '.join(refs)}."


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


def in_full(result: MeasureResult, assessment: Assessment) -> Point:
    """All that is known of a measure as a point of a list, its corrective action last."""
    cells, plan = MeasureCells(result, assessment), assessment.plan
    direction, action = direction_words(result, plan), cells.corrective_action
    is_missing = lacks_action(result) and has_return(result, assessment)
    moved = f"{direction}." if direction else ""
    told = (figure_and_reason(result, assessment), moved, *beside_words(cells))
    given = action_given(action.text)
    written = (cells.comment.text, given, NO_ACTION if is_missing else "")
    return Point(
        f"{result.measure.ref} {measure_name(result.measure)}",
        f": {' '.join(filter(None, told))}",
        Cell(
            "\n".join(filter(None, written)),
            hyperlinks=(*cells.comment.hyperlinks, *action.hyperlinks),
        ),
    )


def beside_words(cells: MeasureCells) -> tuple[str, ...]:
    """What stands beside a measure's figures, a line each: of others, of before, of the year's end.

    `Similar authorities: 12.8%.`; none for what there is nothing of.
    """
    plan = cells.assessment.plan
    is_figure = any(each.isdigit() for each in cells.similar.text)
    lines = (
        f"{plan.similar_column}: {cells.similar.text}" if is_figure else "",
        cells.further_comparators.text,
        cells.earlier_years.text,
        range_in_short(cells.result, plan),
    )
    return tuple(f"{each.removesuffix('.')}." for each in lines if each)


def plan_notes(told: Iterable[MeasureCells], plan: Plan) -> str:
    """What the plan notes on figures: `Outturn 2011/12 of C5 and C8: Provisional.`."""
    by_note: dict[tuple[str, str], list[str]] = {}
    for each in told:
        figures = (
            (plan.similar_column, each.similar),
            (plan.outturn_column, each.outturn),
            (f"Target {plan.year}", each.target),
        )
        for heading, cell in figures:
            for note in cell.footnotes:
                by_note.setdefault((heading, note), []).append(each.result.measure.called)
    return " ".join(
        f"{heading} of {listed(refs)}: {note}" for (heading, note), refs in by_note.items()
    )


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
    wanted = same_reference(ref)
    moving = (
        result.milestone
        for result in assessment.deadlines
        if result.state.is_open and wanted in map(same_reference, result.milestone.moves)
    )
    return dict.fromkeys(each.lead for each in moving if each.lead)

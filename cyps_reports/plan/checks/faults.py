"""What a plan itself gets wrong and should be told about.

What it cannot be worked with is in contradictions.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cyps_reports.findings import CellRef, Finding, note
from cyps_reports.plan.checks.leads import lead_in_two_writings
from cyps_reports.plan.checks.measures import (
    basis_against_words,
    basis_unsaid,
    day_for_figure,
    no_outturn,
    no_target,
    reported_without_returns,
    same_numbers,
    step_against_target,
    target_below_outturn,
    target_below_similar,
    year_not_earlier,
    zero_target,
)
from cyps_reports.plan.checks.milestones import (
    due_after_dependent,
    mixed_deadlines,
    no_date,
    no_lead,
    outside_year,
    redated_earlier,
    two_actions,
    waits_for_itself,
)
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.rows.approvals import merged_into_nothing
from cyps_reports.plan.rows.asked import dates_out_of_order, half_answered, of_nothing


def faults(plan: Plan) -> tuple[Finding, ...]:
    """What the plan itself gets wrong, in its own order check by check.

    What was withdrawn is no longer pursued, and nothing is to be mended of it but how that is told.
    """
    pursued = _pursued(plan)
    of_pursued = (finding for check in CHECKS for finding in check(pursued))
    of_whole = (finding for check in CHECKS_OF_ALL for finding in check(plan))
    return (*of_pursued, *of_whole)


def _pursued(plan: Plan) -> Plan:
    """The plan without the rows that were withdrawn, merged or deferred."""
    measures = tuple(measure for measure in plan.measures if measure.withdrawal is None)
    milestones = tuple(_pursued_of(milestone) for milestone in plan.milestones)
    return replace(
        plan,
        measures=measures,
        milestones=tuple(milestone for milestone in milestones if milestone.deadlines),
    )


def _pursued_of(milestone: Milestone) -> Milestone:
    return replace(
        milestone,
        deadlines=tuple(
            deadline for deadline in milestone.deadlines if deadline.withdrawal is None
        ),
    )


def _year_against_dates(plan: Plan) -> Iterator[Finding]:
    if not plan.year.startswith(str(plan.starts.year)):
        yield note(
            "plan-year-against-dates",
            CellRef(),
            f"The plan year is {plan.year}, but its first day is {long(plan.starts)}.",
            "Correct the plan year or the first and last day on the sheet Plan.",
        )


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    no_date,
    no_lead,
    lead_in_two_writings,
    due_after_dependent,
    waits_for_itself,
    outside_year,
    no_target,
    no_outturn,
    target_below_outturn,
    target_below_similar,
    same_numbers,
    mixed_deadlines,
    two_actions,
    zero_target,
    step_against_target,
    reported_without_returns,
    year_not_earlier,
    basis_against_words,
    basis_unsaid,
    day_for_figure,
    redated_earlier,
    _year_against_dates,
)
"""The checks of a plan.

A new one is a line here; its findings reach check, report and record by themselves.
"""

CHECKS_OF_ALL: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    merged_into_nothing,
    of_nothing,
    dates_out_of_order,
    half_answered,
)
"""The checks that go by every row of the plan, withdrawn or not."""

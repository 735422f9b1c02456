"""What a plan itself gets wrong and should be told about; what it cannot be worked with is in contradictions.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, note
from cyps_reports.plan.approvals import merged_into_nothing
from cyps_reports.plan.dates import long
from cyps_reports.plan.dependencies import circles
from cyps_reports.plan.due import Due
from cyps_reports.plan.figures import printed
from cyps_reports.plan.groups import grouped
from cyps_reports.plan.measure import Measure, Polarity
from cyps_reports.plan.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model import Plan
from cyps_reports.plan.quantities import Band, Figure, Missing
from cyps_reports.plan.references import same_reference
from cyps_reports.plan.targets import target_words
from cyps_reports.plan.years import first_year_in
from cyps_reports.theme import Tone
from cyps_reports.words import counted, listed, lower
from cyps_reports.workbooks.tables import same_words

ASK = "Ask whoever approves the plan; correct the plan workbook once it is decided."


def faults(plan: Plan) -> tuple[Finding, ...]:
    """Notes: what the plan itself gets wrong, in its own order check by check.

    What was withdrawn is no longer pursued, and nothing is to be mended of it but how that is told.
    """
    pursued = _pursued(plan)
    of_pursued = (finding for check in CHECKS for finding in check(pursued))
    return (*of_pursued, *merged_into_nothing(plan))


def _pursued(plan: Plan) -> Plan:
    """The plan without the rows that were withdrawn, merged or deferred."""
    measures = tuple(each for each in plan.measures if each.withdrawal is None)
    milestones = tuple(_pursued_of(each) for each in plan.milestones)
    return replace(plan, measures=measures, milestones=tuple(each for each in milestones if each.deadlines))


def _pursued_of(milestone: Milestone) -> Milestone:
    return replace(milestone, deadlines=tuple(each for each in milestone.deadlines if each.withdrawal is None))


def _no_date(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        # What other words than TBC stand in the place of a date has been told.
        told = deadline.due_said and not Due(None, deadline.due_said).is_settled
        undated = deadline.due is None and not deadline.recurs and not told
        if undated and deadline.at_approval is AtApproval.OPEN:
            yield _about(milestone, deadline, "due", "plan-no-date", "has no due date, so it can never be late.")


def _no_lead(plan: Plan) -> Iterator[Finding]:
    for milestone in plan.milestones:
        if not milestone.lead:
            yield _about(
                milestone, milestone.deadlines[0], "lead", "plan-no-lead", "has no lead, so nobody answers for it."
            )


def _due_after_dependent(plan: Plan) -> Iterator[Finding]:
    dues = {same_reference(each.ref): [d.due for d in each.deadlines if d.due] for each in plan.milestones}
    for milestone, deadline in plan.deadlines():
        for needed in milestone.depends_on:
            late = [due for due in dues.get(same_reference(needed), ()) if deadline.due and due > deadline.due]
            if late and deadline.due:
                yield _about(
                    milestone,
                    deadline,
                    "due",
                    "plan-due-before-what-it-needs",
                    f"is due on {long(deadline.due)}, before {needed}, which it depends on"
                    f" and which is due on {long(max(late))}.",
                )


def _circles(plan: Plan) -> Iterator[Finding]:
    for circle in circles(plan):
        others = [each.ref for each in circle[1:]]
        through = f" through {listed(others)}" if others else ""
        yield _about(
            circle[0],
            circle[0].deadlines[0],
            "depends_on",
            "plan-circular-dependency",
            f"waits for itself{through}, so nothing says which comes first.",
        )


def _outside_year(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        if deadline.due and not plan.starts <= deadline.due <= plan.ends:
            yield _about(
                milestone,
                deadline,
                "due",
                "plan-outside-plan-year",
                f"is due on {long(deadline.due)}, outside the plan year {plan.year}.",
            )


def _no_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        has_target = not isinstance(measure.target, Missing) or measure.unit.is_text
        if not has_target and measure.polarity is not Polarity.MONITOR:
            yield _on(measure, "target", "plan-no-target", "has no target yet, so it cannot be rated.")


def _no_outturn(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if isinstance(measure.outturn, Missing) and not measure.unit.is_text:
            yield _on(
                measure,
                "outturn",
                "plan-no-outturn",
                "has no outturn, so its direction of travel starts with the year.",
            )


def _target_below_outturn(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if _is_worse(measure, _aim(measure), measure.outturn):
            why = "" if measure.target_note else ", and no note says why"
            yield _on(
                measure,
                "target",
                "plan-target-worse-than-outturn",
                f"aims for {target_words(measure)}, worse than last year's outturn of"
                f" {printed(measure.outturn, measure.unit)}{why}.",
            )


def _target_below_similar(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if _is_worse(measure, _aim(measure), measure.similar):
            figure = printed(measure.similar, measure.unit)
            named = measure.similar_named
            already = f"{named} ({figure})" if named else f"similar authorities already have ({figure})"
            problem = f"aims for {target_words(measure)}, worse than {already}."
            yield _on(measure, "target", "plan-target-worse-than-similar", problem)


def _same_numbers(plan: Plan) -> Iterator[Finding]:
    figured = [
        m
        for m in plan.measures
        if isinstance(m.outturn, Decimal) and isinstance(m.target, Decimal) and not m.unit.is_judged
    ]
    alike = grouped(figured, lambda m: (m.priority, m.unit, m.outturn, m.target))
    for first, second in (pair for group in alike.values() for pair in combinations(group, 2)):
        yield _on(
            second,
            "target",
            "plan-same-numbers",
            f"carries the same outturn and target as {first.called}"
            f" ({printed(second.outturn, second.unit)} and {printed(second.target, second.unit)}).",
        )


def _mixed_deadlines(plan: Plan) -> Iterator[Finding]:
    for milestone in plan.milestones:
        dated = [deadline for deadline in milestone.deadlines if deadline.due]
        recurring = [deadline for deadline in milestone.deadlines if deadline.recurs]
        if dated and recurring:
            yield _about(
                milestone,
                recurring[0],
                "recurrence",
                "plan-mixed-deadlines",
                f"mixes {counted(len(dated), 'date')} with {_duty(recurring[0])} under one number.",
            )


def _duty(deadline: Deadline) -> str:
    recurrence = Recurrence.ONGOING if deadline.is_ongoing else deadline.recurrence
    return f"{recurrence.with_article} duty"


def _two_actions(plan: Plan) -> Iterator[Finding]:
    for milestone in plan.milestones:
        done = [deadline for deadline in milestone.deadlines if deadline.at_approval is AtApproval.COMPLETED]
        if done and len(done) < len(milestone.deadlines):
            yield _about(
                milestone,
                done[0],
                "at_approval",
                "plan-two-actions",
                "is two actions under one number: one was completed when the plan was approved, the other was not.",
            )


def _zero_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        has_limits = measure.amber_limit is not None
        if measure.target == 0 and not has_limits and not plan.tolerance_of(measure).is_absolute:
            red = lower(plan.vocabulary.rating(Tone.RED))
            problem = f"has a target of 0, of which a percentage is 0: anything short of it will be {red}."
            yield _on(measure, "tolerance", "plan-zero-target", problem)


def _step_against_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        last = measure.steps.get(plan.months[-1])
        if isinstance(measure.target, Decimal) and last is not None and last != measure.target:
            yield _on(
                measure,
                "target",
                "plan-step-against-target",
                f"aims for {target_words(measure)}, but its last step is {printed(last, measure.unit)}.",
            )


def _reported_without_returns(plan: Plan) -> Iterator[Finding]:
    """Named months in which no return is due: the figure is asked for in the next one."""
    for measure in plan.measures:
        months = measure.reported.months if measure.reported else ()
        named = [each for each in plan.months if each.number in months]
        if named and not set(named) & set(plan.report_months):
            yield _on(
                measure,
                "reported",
                "plan-reported-without-returns",
                f"is reported {measure.reported.in_words if measure.reported else ''}, but the plan has returns"
                f" {plan.reported.in_words}: its figures are asked for in the next of these.",
            )


def _year_not_earlier(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        for each in measure.earlier_years:
            if same_words(each.year) == same_words(plan.year) or first_year_in(each.year) > plan.starts.year:
                problem = f"has a figure of {each.year} among its earlier years; the plan year is {plan.year}."
                yield _on(measure, "reference", "plan-year-not-earlier", problem)


def _redated_earlier(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        redating = deadline.redating
        if redating and deadline.due and redating.due <= deadline.due:
            yield _about(
                milestone,
                deadline,
                "redated_due",
                "plan-redated-earlier",
                f"is re-dated to {long(redating.due)}, which is not after its due date of {long(deadline.due)}.",
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
    _no_date,
    _no_lead,
    _due_after_dependent,
    _circles,
    _outside_year,
    _no_target,
    _no_outturn,
    _target_below_outturn,
    _target_below_similar,
    _same_numbers,
    _mixed_deadlines,
    _two_actions,
    _zero_target,
    _step_against_target,
    _reported_without_returns,
    _year_not_earlier,
    _redated_earlier,
    _year_against_dates,
)
"""The checks of a plan. A new one is a function here; its findings reach check, report and record by themselves."""


def _aim(measure: Measure) -> Figure:
    """The figure it aims for; none of a range, of which nothing says which way is worse."""
    return Missing.NOT_GIVEN if isinstance(measure.target, Band) else measure.target


def _is_worse(measure: Measure, figure: Figure, than: Figure) -> bool:
    if not isinstance(figure, Decimal) or not isinstance(than, Decimal):
        return False
    match measure.polarity:
        case Polarity.HIGHER:
            return figure < than
        case Polarity.LOWER:
            return figure > than
        case _:
            return False


def _on(measure: Measure, key: str, code: Code, problem: str) -> Finding:
    return note(code, measure.places.get(key, CellRef()), f"{measure.called} {problem}", ASK)


def _about(milestone: Milestone, deadline: Deadline, key: str, code: Code, problem: str) -> Finding:
    whole = code in ("plan-no-lead", "plan-mixed-deadlines", "plan-two-actions", "plan-circular-dependency")
    name = milestone.ref if whole else milestone.called(deadline)
    return note(code, deadline.places.get(key, CellRef()), f"{name} {problem}", ASK)

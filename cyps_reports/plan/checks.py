"""What is wrong with a plan: contradictions it cannot be worked with, and faults it should be told about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from cyps_reports.findings import CellRef, Finding, error, note, shortened
from cyps_reports.plan.dates import long
from cyps_reports.plan.figures import printed
from cyps_reports.plan.model import (
    AtApproval,
    Deadline,
    Figure,
    Measure,
    Milestone,
    Missing,
    Places,
    Plan,
    Polarity,
    Priority,
    grouped,
)
from cyps_reports.plan.references import same_reference, what_is_wrong_with
from cyps_reports.words import counted

MOST_YEARS = 10
"""A plan that seems to run longer has a wrong first or last day."""

ASK = "Ask whoever approves the plan; correct the plan workbook once it is decided."


def contradictions(plan: Plan) -> Iterator[Finding]:
    """Errors: what makes a plan unworkable although each of its cells can be read."""
    yield from _period(plan)
    yield from _codes(plan)
    yield from _duplicates(plan)
    dated = plan.deadlines()
    priorities = [(each.priority, each.places["priority"]) for each in plan.measures]
    priorities += [(milestone.priority, deadline.places["priority"]) for milestone, deadline in dated]
    yield from _unknown("priority", priorities, [each.code for each in plan.priorities])
    leads = [
        (lead, deadline.places["lead"])
        for milestone, deadline in dated
        for lead in (milestone.lead, *milestone.other_leads)
        if lead
    ]
    yield from _unknown("lead", leads, [each.key for each in plan.leads])
    needed = [(ref, deadline.places["depends_on"]) for milestone, deadline in dated for ref in milestone.depends_on]
    yield from _unknown("milestone", needed, [each.ref for each in plan.milestones])


def _period(plan: Plan) -> Iterator[Finding]:
    if date.min in (plan.starts, plan.ends):
        return  # which has been told as a date that is missing
    if not plan.starts < plan.ends:
        problem = f"The plan ends on {long(plan.ends)}, but starts on {long(plan.starts)}."
        yield error("plan-period", plan.places["ends"], problem, "Correct the first or the last day.")
    elif plan.ends.year - plan.starts.year > MOST_YEARS:
        problem = f"The plan runs from {long(plan.starts)} to {long(plan.ends)}: more than {MOST_YEARS} years."
        yield error("plan-period", plan.places["ends"], problem, "Correct the first or the last day.")


def _codes(plan: Plan) -> Iterator[Finding]:
    """Codes of priorities that cannot be one, or that stand twice."""
    seen: dict[str, Priority] = {}
    for each in plan.priorities:
        place = each.places["code"]
        if wrong := what_is_wrong_with(each.code):
            yield error("priority-code", place, f"The priority's code {wrong}.", "Type a short one, like A, 1 or SP1.")
        elif (first := seen.setdefault(same_reference(each.code), each)) is not each:
            problem = f"The code {each.code} is already used in cell {first.places['code'].cell}."
            yield error("priority-code", place, problem, "Give one of the two priorities another code.")


def _duplicates(plan: Plan) -> Iterator[Finding]:
    """References given twice: measures and milestones share one run of them."""
    measure_refs = {same_reference(measure.ref) for measure in plan.measures}
    numbers = [(measure.called, _place_of_reference(measure, measure.places)) for measure in plan.measures]
    for milestone, deadline in plan.deadlines():
        is_measure = same_reference(milestone.ref) in measure_refs
        name = milestone.ref if is_measure else f"{milestone.ref} deadline {deadline.number}"
        numbers.append((name, _place_of_reference(milestone, deadline.places)))
    seen: dict[str, CellRef] = {}
    for name, place in ((name, place) for name, place in numbers if place):
        first = seen.setdefault(same_reference(name), place)
        if first is not place:
            yield error(
                "duplicate-number",
                place,
                f"{name} is already used in sheet {first.sheet}, cell {first.cell}.",
                "Give one of the two another number.",
            )


def _place_of_reference(row: Measure | Milestone, places: Places) -> CellRef | None:
    """Where its reference or its number stands; None where it has neither, which has been told."""
    if row.reference:
        return places["reference"]
    return None if row.number is None else places["number"]


def _unknown(kind: str, named: Sequence[tuple[str, CellRef]], known: Sequence[str]) -> Iterator[Finding]:
    """One error for each name that is not known, however many cells have it: what is wrong may be the list."""
    listed_names = {same_reference(each) for each in known}
    wrong = [(value, place) for value, place in named if same_reference(value) not in listed_names]
    for places in grouped(wrong, lambda each: same_reference(each[0])).values():
        value, place = places[0]
        others = len(places) - 1
        also = f" {counted(others, 'other cell')} {'says' if others == 1 else 'say'} so too." if others else ""
        yield error(
            f"unknown-{kind}",
            place,
            f"There is no {kind} “{shortened(value)}” in this plan.{also}",
            f"Type one of: {', '.join(sorted(known)) or 'none is listed yet'}.",
        )


def faults(plan: Plan) -> tuple[Finding, ...]:
    """Notes: what the plan itself gets wrong, in its own order check by check."""
    return tuple(finding for check in CHECKS for finding in check(plan))


def _no_date(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        undated = deadline.due is None and not deadline.recurs
        if undated and deadline.at_approval is AtApproval.OPEN:
            yield _about(milestone, deadline, "due", "no-date", "has no due date, so it can never be late.")


def _no_lead(plan: Plan) -> Iterator[Finding]:
    for milestone in plan.milestones:
        if not milestone.lead:
            yield _about(milestone, milestone.deadlines[0], "lead", "no-lead", "has no lead, so nobody answers for it.")


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
                    "due-before-what-it-needs",
                    f"is due on {long(deadline.due)}, before {needed}, which it depends on"
                    f" and which is due on {long(max(late))}.",
                )


def _outside_year(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        if deadline.due and not plan.starts <= deadline.due <= plan.ends:
            yield _about(
                milestone,
                deadline,
                "due",
                "outside-plan-year",
                f"is due on {long(deadline.due)}, outside the plan year {plan.year}.",
            )


def _no_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if isinstance(measure.target, Missing) and measure.polarity is not Polarity.MONITOR:
            yield _on(measure, "target", "no-target", "has no target yet, so it cannot be rated.")


def _no_outturn(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if isinstance(measure.outturn, Missing):
            yield _on(
                measure,
                "outturn",
                "no-outturn",
                "has no outturn, so its direction of travel starts with the year.",
            )


def _target_below_outturn(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if _is_worse(measure, measure.target, measure.outturn):
            why = "" if measure.target_note else ", and no note says why"
            yield _on(
                measure,
                "target",
                "target-worse-than-outturn",
                f"aims for {printed(measure.target, measure.unit)}, worse than last year's outturn of"
                f" {printed(measure.outturn, measure.unit)}{why}.",
            )


def _target_below_similar(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if _is_worse(measure, measure.target, measure.similar):
            yield _on(
                measure,
                "target",
                "target-worse-than-similar",
                f"aims for {printed(measure.target, measure.unit)}, worse than similar authorities"
                f" already have ({printed(measure.similar, measure.unit)}).",
            )


def _same_numbers(plan: Plan) -> Iterator[Finding]:
    figured = [m for m in plan.measures if isinstance(m.outturn, Decimal) and isinstance(m.target, Decimal)]
    alike = grouped(figured, lambda m: (m.priority, m.unit, m.outturn, m.target))
    for first, second in (pair for group in alike.values() for pair in combinations(group, 2)):
        yield _on(
            second,
            "target",
            "same-numbers",
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
                "mixed-deadlines",
                f"mixes {counted(len(dated), 'date')} with {_duty(recurring[0])} under one number.",
            )


def _duty(deadline: Deadline) -> str:
    return "an ongoing duty" if deadline.is_ongoing else "a monthly duty"


def _two_actions(plan: Plan) -> Iterator[Finding]:
    for milestone in plan.milestones:
        done = [deadline for deadline in milestone.deadlines if deadline.at_approval is AtApproval.COMPLETED]
        if done and len(done) < len(milestone.deadlines):
            yield _about(
                milestone,
                done[0],
                "at_approval",
                "two-actions",
                "is two actions under one number: one was completed when the plan was approved, the other was not.",
            )


def _zero_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        if measure.target == 0 and not plan.tolerance_of(measure).is_absolute:
            yield _on(
                measure,
                "tolerance",
                "zero-target",
                "has a target of 0, of which a percentage is 0: anything short of it will be red.",
            )


def _profile_against_target(plan: Plan) -> Iterator[Finding]:
    for measure in plan.measures:
        last = measure.profile.get(plan.months[-1])
        if isinstance(measure.target, Decimal) and last is not None and last != measure.target:
            yield _on(
                measure,
                "target",
                "profile-against-target",
                f"aims for {printed(measure.target, measure.unit)}, but its profile ends at"
                f" {printed(last, measure.unit)}.",
            )


def _redated_earlier(plan: Plan) -> Iterator[Finding]:
    for milestone, deadline in plan.deadlines():
        redating = deadline.redating
        if redating and deadline.due and redating.due <= deadline.due:
            yield _about(
                milestone,
                deadline,
                "redated_due",
                "redated-earlier",
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
    _outside_year,
    _no_target,
    _no_outturn,
    _target_below_outturn,
    _target_below_similar,
    _same_numbers,
    _mixed_deadlines,
    _two_actions,
    _zero_target,
    _profile_against_target,
    _redated_earlier,
    _year_against_dates,
)
"""The checks of a plan. A new one is a function here; its findings reach check, report and record by themselves."""


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


def _on(measure: Measure, key: str, code: str, problem: str) -> Finding:
    return note(f"plan-{code}", measure.places.get(key, CellRef()), f"{measure.called} {problem}", ASK)


def _about(milestone: Milestone, deadline: Deadline, key: str, code: str, problem: str) -> Finding:
    whole = code in ("no-lead", "mixed-deadlines", "two-actions")
    name = milestone.ref if whole else milestone.called(deadline)
    return note(f"plan-{code}", deadline.places.get(key, CellRef()), f"{name} {problem}", ASK)

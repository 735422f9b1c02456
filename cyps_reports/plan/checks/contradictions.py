"""What makes a plan unworkable although each of its cells can be read: one error for one cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Places, error, shortened
from cyps_reports.groups import grouped
from cyps_reports.phrases import counted
from cyps_reports.plan.checks.going_on import rows_going_on
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.figures.limits import disagreements
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.references import row_key, same_reference, what_is_wrong_with
from cyps_reports.plan.model.small_numbers import wrong_relations

MOST_YEARS = 10
"""A plan that seems to run longer has a wrong first or last day."""


def contradictions(plan: Plan) -> Iterator[Finding]:
    """Errors: what makes a plan unworkable although each of its cells can be read."""
    yield from _period(plan)
    yield from _codes(plan)
    yield from _leads(plan)
    yield from _duplicates(plan)
    yield from rows_going_on(plan)
    dated = plan.deadlines()
    priorities = [(each.priority, each.places["priority"]) for each in plan.measures]
    priorities += [
        (milestone.priority, deadline.places["priority"]) for milestone, deadline in dated
    ]
    yield from _unknown(
        "unknown-priority", "priority", priorities, [priority.code for priority in plan.priorities]
    )
    leads = [
        (lead, deadline.places["lead"])
        for milestone, deadline in dated
        for lead in (milestone.lead, *milestone.other_leads)
        if lead
    ]
    yield from _unknown("unknown-lead", "lead", leads, [each.key for each in plan.leads])
    needed = [
        (ref, deadline.places["depends_on"])
        for milestone, deadline in dated
        for ref in milestone.depends_on
    ]
    yield from _unknown(
        "unknown-milestone", "milestone", needed, [each.ref for each in plan.milestones]
    )
    moved = [
        (ref, milestone.deadlines[0].places["moves"])
        for milestone in plan.milestones
        for ref in milestone.moves
    ]
    measures = list(dict.fromkeys(each.ref for each in plan.measures))
    yield from _unknown("unknown-measure", "measure", moved, measures)
    yield from (finding for measure in plan.measures for finding in disagreements(measure))
    yield from wrong_relations(plan.measures)


def _period(plan: Plan) -> Iterator[Finding]:
    if date.min in (plan.starts, plan.ends):
        return  # which has been told as a date that is missing
    if not plan.starts < plan.ends:
        problem = f"The plan ends on {long(plan.ends)}, but starts on {long(plan.starts)}."
        yield error(
            "plan-period", plan.places["ends"], problem, "Correct the first or the last day."
        )
    elif plan.ends.year - plan.starts.year > MOST_YEARS:
        problem = (
            f"The plan runs from {long(plan.starts)} to {long(plan.ends)}: more than "
            f"{MOST_YEARS} years."
        )
        yield error(
            "plan-period", plan.places["ends"], problem, "Correct the first or the last day."
        )


def _codes(plan: Plan) -> Iterator[Finding]:
    """Codes of priorities that cannot be one, or that stand twice."""
    seen: dict[str, Priority] = {}
    for priority in plan.priorities:
        place = priority.places["code"]
        if wrong := what_is_wrong_with(priority.code):
            yield error(
                "priority-code",
                place,
                f"The priority's code {wrong}.",
                "Type a short one, like A, 1 or SP1.",
            )
        elif (first := seen.setdefault(same_reference(priority.code), priority)) is not priority:
            problem = (
                f"The code {priority.code} is already used in cell {first.places['code'].cell}."
            )
            yield error(
                "priority-code", place, problem, "Give one of the two priorities another code."
            )


def _leads(plan: Plan) -> Iterator[Finding]:
    """Leads that milestones cannot tell apart."""
    seen: dict[str, Lead] = {}
    for each in plan.leads:
        first = seen.setdefault(same_reference(each.key), each)
        if first is not each:
            place, other = (lead.places["initials"] for lead in (each, first))
            problem = f"The lead “{shortened(each.key)}” stands in cell {other.cell} too."
            yield error(
                "duplicate-lead",
                place,
                problem,
                "Give one of the two other initials, or take it out.",
            )


def _duplicates(plan: Plan) -> Iterator[Finding]:
    """References given twice: measures and milestones share one run of them."""
    measure_refs = {same_reference(measure.ref) for measure in plan.measures}
    rows = [
        (row_key(*each.key), each.called, _place_of_reference(each, each.places))
        for each in plan.measures
    ]
    for milestone, deadline in plan.deadlines():
        ref, place = same_reference(milestone.ref), _place_of_reference(milestone, deadline.places)
        second, name = f"deadline {deadline.number}", f"{milestone.ref} deadline {deadline.number}"
        rows.append(
            ((ref, ""), milestone.ref, place)
            if ref in measure_refs
            else ((ref, second), name, place)
        )
    seen: dict[tuple[str, str], CellRef] = {}
    for key, name, place in rows:
        if place and (first := seen.setdefault(key, place)) is not place:
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


def _unknown(
    code: Code, kind: str, named: Sequence[tuple[str, CellRef]], known: Sequence[str]
) -> Iterator[Finding]:
    """One error for each name that is not known, however many cells have it.

    What is wrong may be the list.
    """
    listed_names = {same_reference(each) for each in known}
    wrong = [(value, place) for value, place in named if same_reference(value) not in listed_names]
    for places in grouped(wrong, lambda each: same_reference(each[0])).values():
        value, place = places[0]
        others = len(places) - 1
        say = "says" if others == 1 else "say"
        also = f" {counted(others, 'other cell')} {say} so too." if others else ""
        yield error(
            code,
            place,
            f"There is no {kind} “{shortened(value)}” in this plan.{also}",
            f"Type one of: {', '.join(sorted(known)) or 'none is listed yet'}.",
        )

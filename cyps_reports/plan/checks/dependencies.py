"""Which milestones wait for which others, and where that goes round in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_reports.plan.model.milestone import Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import same_reference


def circles(plan: Plan) -> tuple[tuple[Milestone, ...], ...]:
    """Each circle of milestones that wait for each other, once.

    It begins with the first of them in the plan's order.
    """
    by_ref = {same_reference(each.ref): each for each in plan.milestones}
    found: dict[frozenset[str], tuple[Milestone, ...]] = {}
    for milestone in plan.milestones:
        if circle := _way_back_to(milestone, by_ref):
            found.setdefault(frozenset(each.ref for each in circle), circle)
    return tuple(found.values())


def _way_back_to(start: Milestone, by_ref: Mapping[str, Milestone]) -> tuple[Milestone, ...]:
    """The shortest way through what a milestone waits for back to itself.

    None where there is no way back.
    """
    seen = {start.ref}
    ways: list[tuple[Milestone, ...]] = [(start,)]
    while ways:
        longer: list[tuple[Milestone, ...]] = []
        for way in ways:
            for following in _needed_by(way[-1], by_ref):
                if following is start:
                    return way
                if following.ref not in seen:
                    seen.add(following.ref)
                    longer.append((*way, following))
        ways = longer
    return ()


def _needed_by(milestone: Milestone, by_ref: Mapping[str, Milestone]) -> tuple[Milestone, ...]:
    needed = (by_ref.get(same_reference(ref)) for ref in milestone.depends_on)
    return tuple(each for each in needed if each)

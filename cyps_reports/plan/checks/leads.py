"""What a plan gets wrong about its leads."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.findings import CellRef, Finding, shortened, warning
from cyps_reports.plan.model.leads import Lead, may_be_one, same_lead
from cyps_reports.plan.model.plan import Plan


def lead_in_two_writings(plan: Plan) -> Iterator[Finding]:
    """Leads who may be one: their names differ only in dots, spaces, apostrophes or a title."""
    seen: dict[str, list[Lead]] = {}
    for each in plan.leads:
        alike = seen.setdefault(same_lead(each.called), [])
        first = next((one for one in alike if may_be_one(one.called, each.called)), None)
        alike.append(each)
        if first is not None:
            yield warning(
                "plan-lead-twice",
                _place(each),
                f"The lead “{shortened(each.called)}” may be “{shortened(first.called)}” of cell"
                f" {_place(first).cell}: their deadlines are told to two.",
                "If they are one, take this row out: milestones may name them in either writing. If"
                " they are two, write their names in full.",
            )


def _place(lead: Lead) -> CellRef:
    """The cell that says who it is."""
    key = next((key for key in ("name", "post") if getattr(lead, key)), "initials")
    return lead.places.get(key, CellRef())

"""Notes on rows of the plan that it gets wrong, each at its cell and with its name."""

from __future__ import annotations

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, note
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone

ASK = "Ask whoever approves the plan; correct the plan workbook once it is decided."


def on_measure(measure: Measure, key: str, code: Code, problem: str) -> Finding:
    """A note on a measure, at its cell of a column; `problem` goes on from its name."""
    return note(code, measure.places.get(key, CellRef()), f"{measure.called} {problem}", ASK)


def on_deadline(
    milestone: Milestone, deadline: Deadline, key: str, code: Code, problem: str
) -> Finding:
    """The same on a deadline, or on its whole milestone."""
    whole = code in (
        "plan-no-lead",
        "plan-mixed-deadlines",
        "plan-two-actions",
        "plan-circular-dependency",
    )
    name = milestone.ref if whole else milestone.called(deadline)
    return note(code, deadline.places.get(key, CellRef()), f"{name} {problem}", ASK)

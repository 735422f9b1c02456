"""Rows of a plan that are made here, and know the cell of each of their columns all the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.findings import CellRef
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.units import Unit
from tests.tools.small_plan import small_plan


@dataclass(frozen=True)
class _Anywhere(Mapping[str, CellRef]):
    """The cells of a row, each called by its column's key and the row."""

    sheet: str
    row: str

    def __getitem__(self, key: str) -> CellRef:
        return CellRef("plan.xlsx", self.sheet, f"{key} of {self.row}")

    def get(self, key: str, default: object = None) -> CellRef:
        return self[key]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


def measure(number: int | None, **more: Any) -> Measure:
    """A percentage of which more is better; what else it has is given by field."""
    fields: dict[str, Any] = {
        "priority": "A",
        "component": "",
        "name": f"Measure {number}",
        "unit": Unit.PERCENT,
        "polarity": Polarity.HIGHER,
        "places": _Anywhere("Measures", f"{number}"),
    }
    return Measure(number=number, **(fields | more))


def milestone(number: int, *deadlines: Mapping[str, Any], **more: Any) -> Milestone:
    """A milestone with these deadlines; one with a day where none are given."""
    rows = deadlines or ({"due": date(2017, 9, 30)},)
    dated = tuple(_deadline(at, f"{number}.{at}", each) for at, each in enumerate(rows, start=1))
    fields: dict[str, Any] = {
        "priority": "A",
        "heading": "",
        "name": f"Milestone {number}",
        "lead": "AB",
    }
    return Milestone(number=number, deadlines=dated, **(fields | more))


def _deadline(number: int, row: str, more: Mapping[str, Any]) -> Deadline:
    fields: dict[str, Any] = {"number": number, "places": _Anywhere("Milestones", row)}
    return Deadline(**{**fields, **more})


def priority(code: str, title: str = "A title", **more: Any) -> Priority:
    """A priority with that code."""
    return Priority(code, title, places=_Anywhere("Priorities", code), **more)


def lead(initials: str, name: str = "", post: str = "", email: str = "") -> Lead:
    """A lead called so."""
    return Lead(initials, name, post, email, _Anywhere("Leads", initials or name or post))


def closed(was: str) -> Closed:
    """A row of the year before that is closed."""
    return Closed(was, "", ClosedAs.COMPLETED, places=_Anywhere("Closed", was))


def question(number: int, **more: Any) -> Question:
    """A question of Cabinet's."""
    fields: dict[str, Any] = {
        "asked_on": date(2017, 6, 12),
        "meeting": "Cabinet",
        "references": (),
        "asked": f"Question {number}?",
        "places": _Anywhere("Asked", f"{number}"),
    }
    return Question(**(fields | more))


def placed_plan(**more: Any) -> Plan:
    """A plan of 2017/18 with a priority and a lead."""
    fields: dict[str, Any] = {
        "priorities": (priority("A"),),
        "leads": (lead("AB", "A Bee", "Director"),),
        "places": _Anywhere("Plan", "it"),
    }
    return small_plan(**(fields | more))


def decimals(*texts: str) -> tuple[Decimal, ...]:
    """Figures as they are written."""
    return tuple(map(Decimal, texts))

"""A row of a return for each need that a row can have, answered so that this need is the first
that is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.assessment.completeness import Need
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.units import Unit
from tests.tools import typed_cells
from tests.tools.returned import cells_of


@dataclass(frozen=True)
class Needy:
    """A row, what is typed into it by column key, and what it needs first."""

    need: Need
    row: Measure | Milestone
    answers: Mapping[str, object]


def needy_rows(first: int, t: date) -> tuple[Needy, ...]:
    """Rows of priority A, numbered on from the first, of a return for the month that ends on day
    `t`.
    """
    told = (*_measures(t), *_milestones(t))
    return tuple(
        Needy(need, replace(row, number=number), answers)
        for number, (need, row, answers) in enumerate(told, first)
    )


def type_into(path: Path, rows: tuple[Needy, ...]) -> None:
    """Their answers, into a return that has these rows."""
    places = cells_of(path)
    answers = ((each.row.ref, *answer) for each in rows for answer in each.answers.items())
    typed_cells.type_into(path, {places[ref, key]: value for ref, key, value in answers})


_Told = tuple[Need, Measure | Milestone, dict[str, object]]


def _measures(t: date) -> tuple[_Told, ...]:
    share = Measure("A", 1, "", "A share", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80))
    spend = replace(share, unit=Unit.MONEY, polarity=Polarity.LOWER, basis_set=Basis.CUMULATIVE)
    result = replace(share, basis_set=Basis.ANNUAL, was="A1")
    text = replace(
        share, unit=Unit.TEXT, target=Measure("A", 1, "", "", Unit.TEXT, Polarity.HIGHER).target
    )
    good: dict[str, object] = {"actual": 0.9, "as_at": t, "data_status": "Final"}
    said: dict[str, object] = {**good, "actual": "Agreed.", "corrective_action": "More of it."}
    return (
        (Need.UNREADABLE_FIGURE, share, {**good, "actual": "about 90%"}),
        (Need.NO_FIGURE, share, {}),
        (Need.UNREADABLE_AS_AT, share, {**good, "as_at": "soon"}),
        (Need.NO_AS_AT, share, {**good, "as_at": None}),
        (Need.FUTURE_AS_AT, share, {**good, "as_at": t + timedelta(1)}),
        (Need.EARLY_AS_AT, spend, {**good, "as_at": t - timedelta(365)}),
        (Need.LAST_YEARS, result, {**good, "as_at": t - timedelta(365)}),
        (Need.UNREADABLE_DATA_STATUS, share, {**good, "data_status": "sort of"}),
        (Need.NO_DATA_STATUS, share, {**good, "data_status": None}),
        (Need.WRONG_DATA_STATUS, share, {**good, "data_status": "Not yet due"}),
        (Need.UNREADABLE_RATING, text, {**said, "own_rating": "so-so"}),
        (Need.NO_RATING, text, said),
        (Need.NO_REASON, text, {**said, "own_rating": "Off target"}),
        (Need.UNREADABLE_COMMENT, share, {**good, "comment": "#REF!"}),
        (Need.UNREADABLE_ACTION, share, {**good, "corrective_action": "#REF!"}),
        (Need.NO_ACTION, share, {**good, "actual": 0.1}),
    )


def _milestones(t: date) -> tuple[_Told, ...]:
    def milestone(due: int | None = None, **more: Any) -> Milestone:
        """Due so many days after the month's end."""
        day = None if due is None else t + timedelta(due)
        return Milestone("A", 1, "", "A milestone", "JM", deadlines=(Deadline(1, day, **more),))

    later, past, monthly = milestone(90), milestone(-90), milestone(recurrence=Recurrence.MONTHLY)
    told: dict[str, object] = {
        "status": "On track",
        "progress": "Going on.",
        "corrective_action": "More of it.",
    }
    return (
        (Need.UNREADABLE_COMPLETED, later, {**told, "completed": "summer"}),
        (Need.FUTURE_COMPLETED, later, {**told, "completed": t + timedelta(1)}),
        (Need.COMPLETED_WITHOUT_DATE, later, {**told, "status": "Completed"}),
        (Need.NOT_YET_DONE, monthly, {}),
        (Need.UNREADABLE_EXPECTED, later, {**told, "expected": "summer"}),
        (Need.EXPECTED_PASSED, later, {**told, "expected": t - timedelta(1)}),
        (Need.NO_EXPECTED, past, {**told, "status": "At risk"}),
        (Need.UNREADABLE_STATUS, later, {**told, "status": "Nearly"}),
        (Need.NO_UPDATE, milestone(45), {}),
        (Need.NO_STATUS, later, {**told, "status": None}),
        (Need.WRONG_STATUS, past, told),
        (Need.UNREADABLE_PROGRESS, later, {**told, "progress": "#REF!"}),
    )

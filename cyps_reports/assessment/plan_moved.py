"""What a rating or a state rests on in the plan, where the plan says something else than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.sheets.figure_columns import BETWEEN_STEPS
from cyps_reports.plan.sheets.layout import PLAN
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.workbooks.layout import headings


@dataclass(frozen=True, slots=True)
class PlanMoved:
    """A heading of the plan, what stood under it, and what stands there now; "" for nothing."""

    heading: str
    was: str
    now: str


_RATED_BY = (
    *(
        column.heading
        for column in MEASURE_COLUMNS
        if column.key
        in (
            "unit",
            "polarity",
            "target",
            "tolerance",
            "green_limit",
            "amber_limit",
            "values",
            "basis_set",
        )
    ),
    BETWEEN_STEPS.heading,
)
_STEP = "Step of "
_TOLERANCE = headings(PLAN_FIELDS)["tolerance"]


def moved_for_measure(called: str, then: PlanCells | None, now: PlanCells) -> tuple[PlanMoved, ...]:
    """What a measure is rated by and the plan has changed; nothing where it is not known."""
    if then is None or called not in then or called not in now:
        return ()
    was, is_now = then[called], now[called]
    found = [*_moved(was, is_now)]
    if not any(_TOLERANCE in row for row in (was, is_now)):
        found += _differing(_TOLERANCE, then.get(PLAN, {}), now.get(PLAN, {}))
    return tuple(found)


def _moved(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[PlanMoved]:
    for heading in {**was, **now}:
        if heading in _RATED_BY or heading.startswith(_STEP):
            yield from _differing(heading, was, now)


def _differing(heading: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[PlanMoved]:
    before, after = was.get(heading, ""), now.get(heading, "")
    if before != after:
        yield PlanMoved(heading, before, after)


def redated(was: date | None, deadline: Deadline) -> tuple[PlanMoved, ...]:
    """From which date to which a deadline was re-dated since the last report; nothing if not."""
    if was is None or was == deadline.binding or not deadline.redating:
        return ()
    before = deadline.due_said if was == deadline.due else ""
    return (PlanMoved("Due date", before or short(was), deadline.binding_said or _day(deadline)),)


def _day(deadline: Deadline) -> str:
    return short(deadline.binding) if deadline.binding else ""

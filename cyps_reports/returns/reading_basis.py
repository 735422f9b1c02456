"""What reading a return rests on beside its workbook.

Where it is the same, the same workbook says the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cyps_reports.plan.figures.impossible import day_numbers, lowest_possible, most_parted
from cyps_reports.plan.model.plan import Plan


def reading_basis(plan: Plan) -> str:
    """The SHA-256 of all in a plan that decides how a return is read.

    Its rows, with units and decimals.

    Due dates, leads, targets and tolerances decide what an entry comes to, and not what it says.
    """
    lines = (plan.identity, *_measures(plan), *_deadlines(plan))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _measures(plan: Plan) -> Iterator[str]:
    for measure in plan.measures:
        bounds = lowest_possible(measure), day_numbers(measure), most_parted(measure)
        yield repr(
            (
                measure.priority,
                measure.key,
                measure.name,
                measure.unit.name,
                measure.decimals,
                bounds,
                *measure.unit.values,
            )
        )


def _deadlines(plan: Plan) -> Iterator[str]:
    for milestone, deadline in plan.deadlines():
        yield repr((milestone.priority, milestone.ref, deadline.number, milestone.name))

"""Whether the target, the limits, the steps and the polarity of a measure agree: what is told."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.limits import disagreements
from cyps_reports.plan.model.measure import Basis, Polarity
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.units import Unit, graded
from tests.approvals.test_plan_figures import TARGETS
from tests.tools.approved import Approved
from tests.tools.placed import measure
from tests.tools.said import said

_LIMITS = (
    ("", ""),
    ("78", ""),
    ("", "70"),
    ("", "90"),
    ("78", "70"),
    ("82", "90"),
    ("70", "78"),
    ("80", "80"),
)
_STEPS = {Month(2017, 6): Decimal(70)}


def _limited() -> Iterator[str]:
    for polarity, (said_so, target), (green, amber), steps in product(
        Polarity, TARGETS.items(), _LIMITS, ({}, _STEPS)
    ):
        limits = {"green_limit": green, "amber_limit": amber}
        given = {key: Decimal(each) for key, each in limits.items() if each}
        row = measure(1, polarity=polarity, steps=steps, **target, **given)
        told = " ".join(map(said, disagreements(row)))
        how = f"{polarity}, {said_so}, green {green or '-'}, amber {amber or '-'}"
        if told:
            yield f"{how}{', with steps' * bool(steps)}: {told}"
    judged = (graded(("Good", "Fair", "Poor")), Unit.YES_NO, Unit.TEXT)
    others: tuple[dict[str, Any], ...] = (
        *(
            {},
            {"polarity": Polarity.LOWER},
            {"polarity": Polarity.CLOSE},
            {"polarity": Polarity.MONITOR},
        ),
        *({"basis_set": each} for each in Basis),
        *({key: Decimal(1)} for key in ("green_limit", "amber_limit")),
        {"tolerance": Tolerance(Decimal(1))},
        {"tolerance": Tolerance(Decimal(1)), "green_limit": Decimal(1)},
        {"target": Decimal(2), "target_said": "at least Fair"},
        {"target": Decimal(2), "target_said": "at most Fair"},
    )
    for unit, more in product(judged, others):
        row = measure(1, unit=unit, **more)
        yield f"{said(unit)}, {said(more)}: {' '.join(map(said, disagreements(row))) or 'nothing'}"


def test_whether_targets_and_limits_agree(approved: Approved) -> None:
    approved.check("targets and limits that disagree", _limited())

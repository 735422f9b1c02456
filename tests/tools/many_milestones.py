"""A plan with all that other councils' milestones have: what waits, recurs and is withdrawn."""

from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Priority
from cyps_reports.plan.model.units import Unit
from tests.tools.small_plan import small_plan

MAY, JUNE, JULY, AUGUST = (Month(2017, number) for number in (5, 6, 7, 8))
JO = "Jo Smith <jo.smith@council.example>"
CABINET = "Cabinet"


def measure(number: int, **more: Any) -> Measure:
    """A measure; what else it has is given by field."""
    figures: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure("A", number, "", f"Measure {number}", Unit.PERCENT, Polarity.HIGHER, **figures)


def milestone(number: int, deadline: Deadline, **more: Any) -> Milestone:
    """A milestone of one deadline; what else it has is given by field."""
    return Milestone("A", number, "", f"Milestone {number}", "AB", deadlines=(deadline,), **more)


PLAN = small_plan(
    priorities=(Priority("A", "First", "Pat Hill", "pat.hill@council.example"),),
    measures=(
        measure(1),
        measure(2),
        measure(
            3,
            withdrawal=Withdrawal(
                WithdrawnAs.WITHDRAWN, CABINET, date(2017, 6, 10), "no longer collected"
            ),
        ),
    ),
    milestones=(
        milestone(
            4,
            Deadline(1, date(2017, 5, 31)),
            success="Fewer children wait",
            evidence="Minutes of the board",
            moves=("A1",),
        ),
        milestone(5, Deadline(1, date(2017, 9, 30)), depends_on=("A4",)),
        milestone(6, Deadline(1, recurrence=Recurrence.QUARTERLY)),
        milestone(
            7,
            Deadline(
                1,
                date(2017, 4, 30),
                withdrawal=Withdrawal(WithdrawnAs.MERGED, CABINET, date(2017, 6, 15), "A5"),
            ),
        ),
        milestone(8, Deadline(1, date(2017, 8, 29)), head=JO),
    ),
)

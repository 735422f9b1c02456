"""A plan of nobody in particular, for tests that are about something else than the approved one."""

from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.leads import Lead
from cyps_reports.plan.model import Plan, Priority
from cyps_reports.plan.quantities import Tolerance


def small_plan(**more: Any) -> Plan:
    """A plan of 2017/18 with a priority and a lead; what else it has, or has otherwise, is given by field."""
    fields: dict[str, Any] = {
        "council": "Anywhere Council",
        "service": "Children's Services",
        "title": "Partnership Plan",
        "year": "2017/18",
        "starts": date(2017, 4, 1),
        "ends": date(2018, 3, 31),
        "tolerance": Tolerance(Decimal(5)),
        "priorities": (Priority("A", "First"),),
        "leads": (Lead("AB", "A Bee", "Director"),),
    }
    return Plan(**fields | more)

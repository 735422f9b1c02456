"""Reporting periods in a plan of 2017/18, and a measure and a milestone that it may have."""

from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.units import Unit

QUARTERLY, TERMLY, HALF_YEARLY = (
    ReportingPeriod(each) for each in (Period.QUARTER, Period.TERM, Period.HALF_YEAR)
)
JUNE, JULY, AUGUST, SEPTEMBER = (Month(2017, number) for number in (6, 7, 8, 9))
YEAR = months_between(date(2017, 4, 1), date(2018, 3, 31))
MILESTONE = Milestone("A", 9, "", "A milestone", "AB", deadlines=(Deadline(1, date(2018, 3, 31)),))


def measure(number: int = 1, target: int = 50, **more: Any) -> Measure:
    """A measure with an outturn and a target; what else it has is given by field."""
    figures: dict[str, Any] = {"outturn": Decimal(40), "target": Decimal(target), **more}
    return Measure("A", number, "", f"Measure {number}", Unit.PERCENT, Polarity.HIGHER, **figures)

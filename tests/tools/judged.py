"""Measures that are judged in words, and entries of them."""

from decimal import Decimal
from typing import Any

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.returns.model import (
    OWN_RATING,
    DataStatus,
    MeasureEntry,
)
from tests.tools.small_plan import small_plan

MAY, JUNE, JULY = Month(2017, 5), Month(2017, 6), Month(2017, 7)
QUARTERLY = ReportingPeriod(Period.QUARTER)
OFSTED = graded(("Outstanding", "Good", "Requires improvement", "Inadequate"))
GOOD, OUTSTANDING, WEAK, BAD = Decimal(3), Decimal(4), Decimal(2), Decimal(1)
WHY = "Two of three inspections went well."


def judged(unit: Unit = OFSTED, polarity: Polarity = Polarity.HIGHER, **more: Any) -> Measure:
    figures: dict[str, Any] = {
        "target": Missing.NOT_GIVEN if unit.is_text else GOOD if unit == OFSTED else Decimal(2)
    }
    return Measure("A", more.pop("number", 1), "", "A measure", unit, polarity, **(figures | more))


def entry(actual: Decimal | str, own: str = "", comment: str = WHY) -> MeasureEntry:
    said: dict[str, Any] = {"said": actual} if isinstance(actual, str) else {"actual": actual}
    further = ((OWN_RATING, own),) if own else ()
    return MeasureEntry(
        **said,
        as_at=MAY.last,
        data_status=DataStatus.FINAL,
        comment=comment,
        corrective_action="Done.",
        further=further,
    )


def of_many_kinds() -> Plan:
    """A scorecard with a grade, yes and no, a text, a range, points, limits and at least."""

    def measure(number: int, unit: Unit, name: str, **more: Any) -> Measure:
        return Measure("A", number, "", name, unit, more.pop("polarity", Polarity.HIGHER), **more)

    per = unit_named("per 10,000")
    assert per
    points = Tolerance(Decimal("2.5"), is_absolute=True)
    return small_plan(
        priorities=(Priority("A", "Scorecard"), Priority("B", "Figures only")),
        measures=(
            measure(
                1,
                OFSTED,
                "Inspection of services",
                target=GOOD,
                target_said="at least Good",
                outturn=WEAK,
            ),
            measure(
                2,
                Unit.YES_NO,
                "Plan in place",
                target=Decimal(2),
                outturn=Decimal(1),
                similar=Decimal(2),
            ),
            measure(
                3, NO_IS_RIGHT, "Child in unsuitable housing", target=Decimal(2), outturn=Decimal(2)
            ),
            measure(
                4,
                Unit.TEXT,
                "Workforce strategy",
                target_said="Agreed by all partners",
                outturn_said="Draft",
            ),
            measure(
                5,
                Unit.PERCENT,
                "Placements near home",
                polarity=Polarity.CLOSE,
                target=Band(Decimal(85), Decimal(90)),
                target_said="85-90 %",
            ),
            measure(
                6, Unit.PERCENT, "Assessments in time", target=Decimal("78.5"), tolerance=points
            ),
            measure(
                7,
                per,
                "Children looked after",
                polarity=Polarity.LOWER,
                target=Decimal("52.3"),
                target_said="no more than 52.3",
                amber_limit=Decimal("55.0"),
            ),
            Measure("B", 1, "", "Visits", Unit.COUNT, Polarity.HIGHER, target=Decimal(40)),
        ),
    )

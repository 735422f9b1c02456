"""The months that are hardest to read, as reports of the example's plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Report
from cyps_reports.report.build import build_report
from cyps_reports.returns.model import Input, MeasureEntry, Returns

SEPTEMBER = Month(2012, 9)


def nothing_came(plan: Plan) -> Report:
    """A month of which no return came."""
    return build_report(assess(plan, Returns(SEPTEMBER), Earlier(), SEPTEMBER.last), ())


def all_red_and_late(plan: Plan) -> Report:
    """The year's last month, in which every target is missed and nothing was done."""
    return build_report(figures_of_months(plan, plan.months[-1:]), ())


def march_of_twelve(plan: Plan) -> Report:
    """The same with a figure of each month, so that there are usual ranges and icons."""
    return build_report(figures_of_months(plan, plan.months), ())


def figures_of_months(plan: Plan, months: tuple[Month, ...]) -> Assessment:
    """The last of some months: each of them has a figure far from target of every measure."""
    figures = {
        each.key: tuple(_figures(each, months)) for each in plan.measures if not each.unit.is_judged
    }
    now = months[-1]
    returns = Returns(
        now,
        tuple(Input(f"return-{each.code}.xlsx", "", each.code) for each in plan.priorities),
        {key: MeasureEntry(told[0].actual, told[0].as_at) for key, told in figures.items()},
    )
    before = {key: told[1:] for key, told in figures.items()}
    return assess(plan, returns, Earlier(actuals=before), now.last)


def _figures(measure: Measure, months: tuple[Month, ...]) -> Iterator[EarlierActual]:
    """Figures that are far from the target and go up and down, the newest first."""
    target = measure.target if isinstance(measure.target, Decimal) else Decimal(50)
    far = target * 3 if measure.polarity is not Polarity.HIGHER else target / 3
    for place, month in reversed([*enumerate(months)]):
        swing = Decimal(1) + Decimal(place % 3) / 20
        yield EarlierActual(month, round(far * swing, 1), month.last)

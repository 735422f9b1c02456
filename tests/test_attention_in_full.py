"""How many measures off target and close to it are told in full; the others have a line."""

from decimal import Decimal

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.blocks import Exhibit, Points
from cyps_reports.report.build import build_report
from cyps_reports.report.sections.attention import TITLE
from cyps_reports.returns.model import MeasureEntry, Returns
from tests.tools.small_plan import small_plan

MONTH = Month(2017, 9)


@pytest.mark.parametrize(
    ("off", "close", "in_full"),
    [(1, 0, (1, 0)), (12, 0, (12, 0)), (13, 0, (12, 0)), (13, 13, (12, 12)), (1, 12, (1, 12))],
)
def test_twelve_off_target_and_twelve_close_to_it_are_told_in_full(
    off: int, close: int, in_full: tuple[int, int]
) -> None:
    measures = tuple(
        Measure("A", number, "", f"Row {number}", Unit.PERCENT, Polarity.HIGHER, target=Decimal(80))
        for number in range(1, off + close + 1)
    )
    actuals = [Decimal(50)] * off + [Decimal(78)] * close
    entries = {
        each.key: MeasureEntry(actual) for each, actual in zip(measures, actuals, strict=True)
    }
    returns = Returns(MONTH, measures=entries)
    report = build_report(assess(small_plan(measures=measures), returns, Earlier(), MONTH.last), ())
    (section,) = [each for each in report.sections if each.title.endswith(TITLE)]
    exhibits = [each for each in section.blocks if isinstance(each, Exhibit)]
    points = [point for each in section.blocks if isinstance(each, Points) for point in each.points]
    assert (len(exhibits), len(points)) == in_full

"""A plan with comparators by their names and figures of earlier years, and what its month says."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit, graded
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.build import build_summary
from cyps_reports.report.table_blocks import Band
from cyps_reports.returns.model import DataStatus, Input, MeasureEntry, Returns
from tests.tools.small_plan import small_plan

MONTH = Month(2017, 9)
NEIGHBOURS = "Statistical neighbours"


def of(number: int, **more: Any) -> Measure:
    """A measure with a target and an outturn; what else it has is given by field."""
    fields: dict[str, Any] = {
        "unit": Unit.PERCENT,
        "target": Decimal(80),
        "outturn": Decimal("74.5"),
    }
    return Measure(
        "A", number, "", f"Measure {number}", polarity=Polarity.HIGHER, **(fields | more)
    )


FIRST = of(
    1,
    similar=Decimal("79.80"),
    similar_named=NEIGHBOURS,
    comparators=(
        Comparator(NEIGHBOURS, Decimal("78.1"), "2014/15"),
        Comparator(NEIGHBOURS, Decimal("79.80"), "2015/16", "of ten"),
        Comparator("England", Decimal(81), "2016/17"),
        Comparator("Region", Missing.NOT_APPLICABLE),
    ),
    earlier_years=(
        EarlierYear("2015/16", Decimal("70.1")),
        EarlierYear("Baseline July 2014", Decimal(60), "estimated"),
    ),
)
SECOND = of(2, comparators=(Comparator("England", Decimal(90), "2016/17"),), similar=Decimal(88))
PLAN = small_plan(measures=(FIRST, SECOND), similar_name=NEIGHBOURS)

OFSTED = graded(("Outstanding", "Good", "Inadequate"))
GRADED = of(
    1,
    unit=OFSTED,
    target=Decimal(2),
    outturn=Decimal(1),
    similar=Decimal(3),
    similar_named=NEIGHBOURS,
    comparators=(
        Comparator(NEIGHBOURS, Decimal(3), "2015/16"),
        Comparator("England", Missing.NOT_APPLICABLE),
    ),
    earlier_years=(
        EarlierYear("2015/16", Decimal(1)),
        EarlierYear("2014/15", Decimal(2), "two inspections"),
    ),
)
TOLD = of(
    2,
    unit=Unit.TEXT,
    target=Missing.NOT_GIVEN,
    outturn=Missing.NOT_GIVEN,
    similar_said="Agreed by all",
    similar_named=NEIGHBOURS,
    comparators=(Comparator(NEIGHBOURS, Missing.NOT_GIVEN, "2015/16", said="Agreed by all"),),
    earlier_years=(EarlierYear("2015/16", Missing.NOT_GIVEN, "of May", "Draft"),),
)
IN_WORDS = small_plan(measures=(GRADED, TOLD), similar_name=NEIGHBOURS)


def written(
    tmp_path: Path, plan: Plan, change: Callable[[openpyxl.Workbook], None] = lambda _: None
) -> Path:
    """The plan's workbook, with a change that somebody made in it."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def assessed(plan: Plan, *actuals: str, status: DataStatus = DataStatus.FINAL) -> Assessment:
    """The plan with an actual of its first measure at the end of each month to September, the
    last one returned.
    """
    *before, now = actuals
    month, told = MONTH, list[EarlierActual]()
    for actual in reversed(before):
        month = Month(month.year, month.number - 1)
        told.append(EarlierActual(month, Decimal(actual), month.last))
    key = plan.measures[0].key
    entries = {key: MeasureEntry(Decimal(now), MONTH.last, status, corrective_action="More of it.")}
    returns = Returns(MONTH, (Input("a.xlsx", "", "A"),), entries)
    return assess(plan, returns, Earlier(actuals={key: tuple(told)}), MONTH.last)


def rows_of(assessment: Assessment, name: str) -> list[dict[str, str]]:
    """The rows of a sheet of the summary, by heading."""
    (table,) = next(
        sheet for sheet in build_summary(assessment, ()).sheets if sheet.name == name
    ).tables
    headings = [column.heading for column in table.columns]
    return [
        {heading: cell.text for heading, cell in zip(headings, row, strict=True)}
        for row in table.rows
        if not isinstance(row, Band)
    ]

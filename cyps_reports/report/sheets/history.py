"""The year's figures month by month, for the Excel summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.state_words import DIRECTION_OF_TRAVEL
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import SheetModel
from cyps_reports.report.cells import amount_cell
from cyps_reports.report.columns import word_heading
from cyps_reports.report.measure_cells import MeasureCells, year_cells
from cyps_reports.report.other_figures import earlier_years_of
from cyps_reports.report.outlook_wording import reaches_back
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn

_LINE = "The figures that each month's return gave, as they are known now."
_REACHES_BACK = (
    "A usual range since a month of an earlier year rests on that year's figures too, which its "
    "own reports show."
)


def history_sheet(assessment: Assessment) -> SheetModel:
    """Every measure with its figure of each month, and what they come to."""
    months = [*assessment.earlier.months, assessment.month]
    years = earlier_years_of(assessment.plan)
    is_noted, is_since_told = _has_notes(assessment.plan), reaches_back(assessment)
    columns = (
        TableColumn("Ref", 6),
        TableColumn("Measure", 40),
        TableColumn("Unit", 10),
        TableColumn("Data basis", 12),
        *(word_heading(year, 11, Align.RIGHT) for year in years),
        *([TableColumn("Earlier years in words", 30)] if is_noted else []),
        TableColumn("Outturn", 10, Align.RIGHT),
        *(TableColumn(month.in_words, 11, Align.RIGHT) for month in months),
        TableColumn("Restated", 24),
        TableColumn("Target", 10, Align.RIGHT),
        TableColumn(DIRECTION_OF_TRAVEL, 24),
        TableColumn("Since the outturn", 24),
        TableColumn("Forecast: from", 11, Align.RIGHT),
        TableColumn("Forecast: to", 11, Align.RIGHT),
        TableColumn("Forecast by", 14),
        TableColumn("Usual range", 16),
        *([TableColumn("Usual range since", 16)] if is_since_told else []),
    )
    rows = tuple(
        tuple(
            _row(result, assessment, years, months, is_noted=is_noted, is_since_told=is_since_told)
        )
        for result in assessment.measures
    )
    lines = (_LINE, _REACHES_BACK) if is_since_told else (_LINE,)
    table = Table("History", _LINE, columns, rows)
    return SheetModel("History", "History", lines, (table,), named=2)


def _row(
    result: MeasureResult,
    assessment: Assessment,
    years: Sequence[str],
    months: Sequence[Month],
    *,
    is_noted: bool,
    is_since_told: bool,
) -> Iterator[Cell]:
    cells, figures = MeasureCells(result, assessment), _figures(result, assessment)
    yield from (cells.ref, cells.name, cells.unit, Cell(result.measure.basis.capitalize()))
    yield from year_cells(result.measure, years)
    if is_noted:
        yield cells.earlier_years
    yield cells.outturn
    yield from (figures.get(month, Cell()) for month in months)
    yield _restated(result, assessment)
    yield from (cells.target, cells.direction, cells.since_outturn)
    yield from (cells.forecast_low, cells.forecast_high, cells.forecast_method, cells.usual_range)
    if is_since_told:
        yield cells.usual_range_since


def _has_notes(plan: Plan) -> bool:
    return any(year.note for measure in plan.measures for year in measure.earlier_years)


def _figures(result: MeasureResult, assessment: Assessment) -> dict[Month, Cell]:
    measure, earlier = result.measure, assessment.earlier
    given = (*earlier.actuals.get(measure.key, ()), *earlier.set_aside.get(measure.key, ()))
    figures = {each.month: amount_cell(measure, each.actual) for each in given}
    figures |= {each.month: Cell(each.said) for each in earlier.texts.get(measure.key, ())}
    if result.kept or not result.has_actual:
        return figures
    now = Cell(result.said) if result.actual is None else amount_cell(measure, result.actual)
    return {**figures, assessment.month: now}


def _restated(result: MeasureResult, assessment: Assessment) -> Cell:
    """Which of the figures were reported otherwise in their month: `August 2012: was 171`."""
    measure = result.measure
    told = reversed(assessment.earlier.actuals.get(measure.key, ()))
    return Cell(
        "\n".join(
            f"{e.month.in_words}: was {printed(e.was, measure.unit)}"
            for e in told
            if e.was is not None
        )
    )

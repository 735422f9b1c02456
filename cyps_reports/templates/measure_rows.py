"""What stands in a row of the sheet Targets of a blank return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.assess import measure_result
from cyps_reports.assessment.completeness import measure_needs, said_of
from cyps_reports.assessment.earlier import EarlierActual, EarlierText
from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.figures.number_formats import number_format_of
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns import layout
from cyps_reports.returns.beside_tables import FIGURE_RATED, RATED_AGAINST
from cyps_reports.returns.model import OWN_RATING, DataStatus, MeasureEntry, OwnRating
from cyps_reports.returns.needed_columns import not_asked_of
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.comparison_words import (
    COMPARED,
    STANDARD,
    Rated,
    comparison_formulas,
    standard_on,
)
from cyps_reports.templates.guide import AS_AT_CELL
from cyps_reports.templates.judged_words import TEXT_READ, judged_formulas
from cyps_reports.templates.measure_words import measure_state, measure_todo
from cyps_reports.templates.reading import choice_formulas, reading_columns, step, text_formulas
from cyps_reports.templates.reading_dates import date_formulas
from cyps_reports.templates.reading_figures import figure_formulas
from cyps_reports.templates.rows import Content, Live, SheetRow, addresses, live_readings
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.writing import TEXT_FORMAT


def target_readings(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same of a sheet Targets with these columns.

    The comment is a reason only beside a rating of one's own.
    """
    is_any_judged = OWN_RATING in keys(columns)
    return (
        *reading_columns(column for column in columns if is_any_judged or column.key != "comment"),
        Column(COMPARED, FIGURE_RATED, 8),
        Column(STANDARD, RATED_AGAINST, 8),
    )


def measure_row(
    row: int, measure: Measure, assessment: Assessment, carried: Carried, columns: Sequence[Column]
) -> SheetRow:
    """A row of Targets, which has these columns; `row` is where it stands, counted from 0."""
    cells = addresses((*columns, *target_readings(columns)), row)
    result = next(each for each in assessment.measures if each.measure is measure)
    before = _before(measure, carried)
    points = carried.points_of(measure, assessment.plan, assessment.month)
    answers = _measure_answers(result)
    rated = Rated(
        measure, assessment.plan, assessment.month, points, _empty(measure, assessment, carried)
    )
    # A figure of months that are not known here may stand.
    state = rated.empty_state if answers["actual"] is None else result.state.value
    figures = {column.key: column.value(measure) for column in layout.TARGET_PLAN}
    formats = {
        key: number_format_of(value, measure.unit)
        for key, value in figures.items()
        if isinstance(value, Decimal)
    }
    # Of 1:14, a spreadsheet makes a time of the day, unless its cell is for text.
    step_shown = number_format_of(Decimal(1).scaleb(-measure.decimals), measure.unit)
    entered = TEXT_FORMAT if measure.unit.is_ratio or measure.unit.is_judged else step_shown
    return SheetRow(
        {
            **{key: _stored(value, measure.unit) for key, value in figures.items()},
            "previous": _last_figure(before, measure.unit) if before else None,
            **answers,
            "actual": _actual_stored(measure.unit, result.entry or MeasureEntry()),
            **live_readings(_measure_readings(rated, cells), answers | _compared(rated, result)),
            "state": Live(measure_state(rated, cells, AS_AT_CELL), state),
            "todo": Live(
                measure_todo(rated, cells, AS_AT_CELL), said_of(measure_needs(result), state)
            ),
        },
        {**formats, "actual": entered},
        is_closed=measure.withdrawal is not None,
        judged_as=measure.unit.values if measure.unit.is_judged else None,
        not_asked=not_asked_of(measure),
    )


def _empty(measure: Measure, assessment: Assessment, carried: Carried) -> MeasureResult:
    """What the row comes to while nothing is typed in it."""
    plan, month = assessment.plan, assessment.month
    return measure_result(plan, measure, MeasureEntry(), month, carried.earlier, assessment.as_at)


def _actual_stored(unit: Unit, entry: MeasureEntry) -> str | Decimal | None:
    """The actual as it would be typed."""
    if not isinstance(entry.actual, Decimal):
        return entry.said or None
    return printed(entry.actual, unit) if unit.is_judged else _stored(entry.actual, unit)


def _actual_read(entry: MeasureEntry) -> Decimal | None:
    """The actual as the row's formulas read it."""
    if isinstance(entry.actual, Decimal):
        return entry.actual
    return TEXT_READ if entry.said else None


def _measure_answers(result: MeasureResult) -> dict[str, Content]:
    """What is filled in already."""
    entry = result.entry or MeasureEntry()
    return {
        "actual": _actual_read(entry),
        "as_at": entry.as_at if isinstance(entry.as_at, date) else None,
        "data_status": entry.data_status.value
        if isinstance(entry.data_status, DataStatus)
        else None,
        "comment": entry.comment,
        "corrective_action": entry.corrective_action,
        **dict(entry.further),
    }


def _measure_readings(rated: Rated, cells: Mapping[str, str]) -> dict[str, str]:
    return {
        **_actual_formulas(rated.measure, cells),
        **date_formulas("as_at", cells),
        **choice_formulas("data_status", DataStatus, cells),
        **text_formulas("corrective_action", cells),
        **(_judging_readings(cells) if OWN_RATING in cells else {}),
        **comparison_formulas(rated, cells),
    }


def _actual_formulas(measure: Measure, cells: Mapping[str, str]) -> dict[str, str]:
    return (
        judged_formulas(measure, cells)
        if measure.unit.is_judged
        else figure_formulas(measure, cells)
    )


def _judging_readings(cells: Mapping[str, str]) -> dict[str, str]:
    return {**choice_formulas(OWN_RATING, OwnRating, cells), **text_formulas("comment", cells)}


def _compared(rated: Rated, result: MeasureResult) -> dict[str, Content]:
    entry = result.entry or MeasureEntry()
    day = entry.as_at if isinstance(entry.as_at, date) else rated.month.last
    return {
        step("actual", "value"): entry.actual if isinstance(entry.actual, Decimal) else None,
        COMPARED: result.compared.figure if result.compared and not result.kept else None,
        STANDARD: standard_on(rated, day),
    }


def _before(measure: Measure, carried: Carried) -> EarlierActual | EarlierText | None:
    """The last actual of the earlier months; None where there is none."""
    if measure.unit.is_text:
        return next(iter(carried.earlier.texts.get(measure.key, ())), None)
    return next(iter(carried.earlier.actuals.get(measure.key, ())), None)


def _last_figure(before: EarlierActual | EarlierText, unit: Unit) -> str:
    """`78.5% (31/07/12)`: the last actual with its day.

    That is its own date, or the month it was returned for.
    """
    when = short(before.as_at) if isinstance(before.as_at, date) else before.month.in_words
    return (
        f"{before.said if isinstance(before, EarlierText) else printed(before.actual, unit)} "
        f"({when})"
    )


def _stored(value: str | Decimal, unit: Unit) -> str | Decimal:
    if isinstance(value, Decimal):
        return value / 100 if unit.is_percentage else value
    return str(value)

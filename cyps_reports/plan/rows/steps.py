"""Steps of measures: their targets for the end of some months within the plan.

They stand on a sheet that a plan may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cyps_reports.findings import Finding, Findings, error
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.figures.impossible import planned_figures
from cyps_reports.plan.figures.parted import parted_in_plan, said_in
from cyps_reports.plan.figures.targets import plan_figure_in
from cyps_reports.plan.model.measure import Between, Measure
from cyps_reports.plan.model.quantities import Figure, Missing
from cyps_reports.plan.model.references import RowKey, reference_of, row_key
from cyps_reports.plan.rows.cell_values import choice_or_none, whole_or_none
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.figure_columns import step_columns
from cyps_reports.plan.sheets.struck_out import standing
from cyps_reports.plan.sheets.tables import headings_lost, plan_table, table_findings
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.table_rows import Row
from cyps_reports.workbooks.tables import Table

_NOT_SAID: Figure = Missing.NOT_GIVEN


def with_steps(
    book: Book, measures: tuple[Measure, ...], starts: date, ends: date, found: Findings
) -> tuple[Measure, ...]:
    """The measures with the steps that the workbook gives them.

    Steps of a row that is no measure are an error.
    """
    if date.min in (starts, ends):
        return measures  # of a plan without its days, nothing says which months its headings are
    columns = step_columns(starts, ends)
    table = _table(book, columns)
    if table is None:
        found.add(*_headings_lost(book, columns))
        return measures
    found.add(*table_findings(book, table, columns))
    by_measure = grouped(
        standing(table.rows, columns, found),
        lambda row: row_key(_reference(row), row.text("component")),
    )
    found.add(*(_twice(row, group[0]) for group in by_measure.values() for row in group[1:]))
    rows = {key: group[0] for key, group in by_measure.items()}
    known = {row_key(*measure.key) for measure in measures}
    found.add(*(_misplaced(row) for key, row in rows.items() if key not in known))
    return tuple(_with_steps(each, rows, starts, ends, found) for each in measures)


def _table(book: Book, columns: Sequence[Column]) -> Table | None:
    """The table of the sheet Steps, which plan workbooks of before call Profiles."""
    tables = (plan_table(book, name, columns) for name in (layout.STEPS, layout.STEPS_BEFORE))
    return next((table for table in tables if table), None)


def _headings_lost(book: Book, columns: Sequence[Column]) -> Iterator[Finding]:
    """An error on steps under no headings, as under those of a time that the plan had before."""
    sheet = book.sheet(layout.STEPS)
    if sheet is not None and sheet.last_row > 1:
        yield from headings_lost(book, layout.STEPS, columns)


def _with_steps(
    measure: Measure, rows: Mapping[RowKey, Row], starts: date, ends: date, found: Findings
) -> Measure:
    row = rows.get(row_key(*measure.key))
    if row is None:
        return measure
    if measure.unit.is_judged:
        found.add(_of_judged(measure, row))
        return measure
    between = found.take(
        choice_or_none(row, "between_set", Between), row.place("between_set"), None
    )
    return replace(measure, steps=_steps(row, measure, starts, ends, found), between_set=between)


def _reference(row: Row) -> str:
    """The reference of the row's measure, as far as can be told."""
    number = whole_or_none(row, "number")
    return row.text("reference") or reference_of(
        row.text("priority"), number if isinstance(number, int) else None
    )


def _called(row: Row) -> str:
    return f"{_reference(row)} {row.text('component')}".strip()


def _twice(row: Row, first: Row) -> Finding:
    problem = f"{_called(row)} has steps in row {first.number} too."
    return error("figure-twice", row.place("number"), problem, "Take one of the two rows out.")


def _misplaced(row: Row) -> Finding:
    return error(
        "steps-without-measure",
        row.place("number"),
        f"There is no measure {_called(row)} in this plan.",
        f"Type priority, number and component as on the sheet {layout.MEASURES}, or take the row "
        "out.",
    )


def _of_judged(measure: Measure, row: Row) -> Finding:
    return error(
        "steps-of-judged",
        row.place("number"),
        f"{measure.called} is judged in words, for which there are no steps.",
        "Take the row out; what is aimed for by the end of the plan is the target.",
    )


def _steps(
    row: Row, measure: Measure, starts: date, ends: date, found: Findings
) -> Mapping[Month, Decimal]:
    figures: dict[Month, Decimal] = {}
    for month in months_between(starts, ends):
        key = str(month)
        figure = found.take(plan_figure_in(row.cell(key), measure.unit), row.place(key), _NOT_SAID)
        if isinstance(figure, Decimal):
            figures[month] = figure
    said = {month: said_in(row.cell(str(month)), figure) for month, figure in figures.items()}
    refused = parted_in_plan(said, measure.unit, planned_figures(measure))
    found.add(*(each.at(row.place(str(month))) for month, each in refused.items()))
    return {month: figure for month, figure in figures.items() if month not in refused}

"""Profiles of cumulative measures: where each should stand at the end of each month, on a sheet a plan may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cyps_reports.findings import Finding, Findings, error
from cyps_reports.plan import layout
from cyps_reports.plan.dates import Month, months_between
from cyps_reports.plan.figures import figure_in
from cyps_reports.plan.model import Basis, Figure, Measure, Missing
from cyps_reports.plan.references import reference_of, same_reference
from cyps_reports.plan.struck import standing
from cyps_reports.plan.tables import plan_table, table_findings
from cyps_reports.plan.typed import whole_or_none
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.tables import Row, same_words

_NOT_SAID: Figure = Missing.NOT_GIVEN


def with_profiles(
    book: Book, measures: tuple[Measure, ...], starts: date, ends: date, found: Findings
) -> tuple[Measure, ...]:
    """The measures with the profiles that the workbook gives them; a profile of any other row is an error."""
    columns = layout.profile_columns(starts, ends)
    table = plan_table(book, layout.PROFILES, columns)
    if table is None:
        return measures
    found.add(*table_findings(book, table, columns))
    rows = {_key(_reference(row), row.text("component")): row for row in standing(table.rows, columns, found)}
    known = {_key(measure.ref, measure.component): measure for measure in measures}
    for key, row in rows.items():
        if key not in known or known[key].basis is not Basis.CUMULATIVE:
            called = f"{_reference(row)} {row.text('component')}".strip()
            found.add(_misplaced(called, row, is_known=key in known))
    return tuple(_with_profile(each, rows, starts, ends, found) for each in measures)


_Key = tuple[str, str]


def _with_profile(measure: Measure, rows: Mapping[_Key, Row], starts: date, ends: date, found: Findings) -> Measure:
    row = rows.get(_key(measure.ref, measure.component))
    return measure if row is None else replace(measure, profile=_profile(row, measure, starts, ends, found))


def _reference(row: Row) -> str:
    """The reference of the row's measure, as far as can be told."""
    number = whole_or_none(row, "number")
    return row.text("reference") or reference_of(row.text("priority"), number if isinstance(number, int) else None)


def _key(ref: str, component: str) -> _Key:
    return same_reference(ref), same_words(component)


def _misplaced(called: str, row: Row, *, is_known: bool) -> Finding:
    if is_known:
        return error(
            "profile-not-cumulative",
            row.place("number"),
            f"{called} has a profile, but its data basis is not cumulative.",
            f"Type cumulative as its data basis on the sheet {layout.MEASURES}, or take the row out.",
        )
    return error(
        "profile-without-measure",
        row.place("number"),
        f"There is no measure {called} in this plan.",
        f"Type priority, number and component as on the sheet {layout.MEASURES}, or take the row out.",
    )


def _profile(row: Row, measure: Measure, starts: date, ends: date, found: Findings) -> Mapping[Month, Decimal]:
    figures: dict[Month, Decimal] = {}
    for month in months_between(starts, ends):
        key = str(month)
        figure = found.take(figure_in(row.cell(key), measure.unit), row.place(key), _NOT_SAID)
        if isinstance(figure, Decimal):
            figures[month] = figure
    return figures

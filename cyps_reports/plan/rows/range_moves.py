"""Usual ranges that were made anew, on a sheet that a plan may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from cyps_reports.findings import Finding, Findings, error
from cyps_reports.plan.dates.reading import date_in
from cyps_reports.plan.model.decisions import RangeMove
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.references import row_key
from cyps_reports.plan.rows.other_figures import rows_of_measures
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.figure_columns import RANGE_COLUMNS
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.table_rows import Row


def with_range_moves(
    book: Book, measures: tuple[Measure, ...], found: Findings
) -> tuple[Measure, ...]:
    """The measures with their usual ranges made anew, the earliest first."""
    rows = rows_of_measures(book, layout.USUAL_RANGES, RANGE_COLUMNS, measures, found)
    if not rows:
        return measures

    def of(measure: Measure) -> tuple[RangeMove, ...]:
        group = rows.get(row_key(*measure.key), ())
        moves = (_move(row, measure, found) for row in group)
        return tuple(sorted(filter(None, moves), key=lambda move: move.starts))

    told = ((each, of(each)) for each in measures)
    return tuple(replace(each, range_moves=moves) if moves else each for each, moves in told)


def _move(row: Row, measure: Measure, found: Findings) -> RangeMove | None:
    """What a row says; None where it says not all of it, or the measure has no usual range."""
    before = len(found.all)
    starts, approved_on = (
        found.take(date_in(row.cell(key)), row.place(key), None)
        for key in ("starts", "approved_on")
    )
    approved_by, why = row.text("approved_by"), row.text("why")
    if len(found.all) > before:
        return None
    if measure.basis is not Basis.SNAPSHOT or measure.unit.is_judged:
        found.add(_without_range(row, measure))
        return None
    if isinstance(starts, date) and isinstance(approved_on, date) and approved_by and why:
        return RangeMove(starts, approved_by, approved_on, why)
    found.add(_incomplete(row, measure))
    return None


def _incomplete(row: Row, measure: Measure) -> Finding:
    return error(
        "incomplete-range-move",
        row.place("starts"),
        f"A usual range of {measure.called} that is made anew needs the day from which it counts, "
        "who approved it, when, and why.",
        "Fill in all four cells, or take the row out.",
    )


def _without_range(row: Row, measure: Measure) -> Finding:
    return error(
        "range-move-without-range",
        row.place("reference"),
        f"{measure.called} has no usual range: only figures of a day (snapshots) have one.",
        "Take the row out, or correct the reference.",
    )


def range_move_cells(measure: Measure) -> Iterator[Mapping[str, str | date]]:
    """What the rows of a measure hold, by the keys of their columns."""
    for move in measure.range_moves:
        yield {
            "reference": measure.ref,
            "component": measure.component,
            "starts": move.starts,
            "approved_by": move.approved_by,
            "approved_on": move.approved_on,
            "why": move.why,
        }

"""The scorecard: every measure of the plan on one line."""

from __future__ import annotations

from dataclasses import replace

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.report.blocks import Align, Cell, Section, Table, TableColumn
from cyps_reports.report.cells import measure_cells
from cyps_reports.report.columns import room_for_references
from cyps_reports.report.short_wording import (
    NONE,
    against_words,
    direction_word,
    gap_words,
    outlook_words,
)
from cyps_reports.report.wording import figure_words

TITLE = "Scorecard"
_WHOLE = 26.1
"""How wide the table is, in centimetres."""


def scorecard_section(assessment: Assessment) -> Section:
    """Each measure with its trend, figures, gap, rating, direction and outlook."""
    return Section(TITLE, (_table(assessment),), is_wide=True)


def _table(assessment: Assessment) -> Table:
    plan, results = assessment.plan, assessment.measures
    has_icons = any(result.limits for result in results)
    icons = (TableColumn("Varia-tion", 1.3), TableColumn("Assur-ance", 1.3)) if has_icons else ()
    others = (
        TableColumn("Trend", 2.0),
        TableColumn(plan.outturn_column, 1.8, Align.RIGHT),
        TableColumn("Actual", 1.8, Align.RIGHT),
        TableColumn("As at", 1.7),
        TableColumn("Target or step", 1.8, Align.RIGHT),
        TableColumn("Gap", 2.1, Align.RIGHT),
        TableColumn("Rating", 2.4, by_word=True),
        TableColumn("Direc-tion", 1.6),
        TableColumn(plan.similar_column, 1.9),
        TableColumn("Year end", 2.2),
        *icons,
    )
    ref = TableColumn("Ref", 1.0 + room_for_references(plan, 1.0))
    name = TableColumn("Measure", _WHOLE - ref.width - sum(each.width for each in others))
    rows = tuple(_row(result, assessment, has_icons=has_icons) for result in results)
    return Table(
        TITLE,
        "Every measure on one line: its trend, last year's figure, its actual with its date, what "
        "it is rated against, how far it is from that, and where it is heading.",
        (ref, name, *others),
        rows,
    )


def _row(result: MeasureResult, assessment: Assessment, *, has_icons: bool) -> tuple[Cell, ...]:
    cells, plan = measure_cells(result, assessment), assessment.plan
    day = replace(cells.as_at, text=cells.as_at.text.partition(",")[0])
    icons = (_icon(cells.variation), _icon(cells.assurance)) if has_icons else ()
    return (
        cells.ref,
        cells.name,
        cells.trend if cells.trend.trend else Cell(NONE),
        _or_none(cells.outturn),
        _or_none(cells.actual),
        _or_none(day),
        _or_none(_standard(result, cells.target)),
        Cell(gap_words(result)),
        cells.rating,
        Cell(direction_word(result)),
        Cell(against_words(result)),
        Cell(outlook_words(result, plan)),
        *icons,
    )


def _standard(result: MeasureResult, target: Cell) -> Cell:
    """What the figure is rated against: this period's step where it is one, else the target."""
    compared = result.compared
    if compared is None or compared.day is None:
        return replace(target, footnotes=())
    return Cell(figure_words(result.measure, compared.against))


def _icon(cell: Cell) -> Cell:
    """The sign alone: its words are those for who cannot see it."""
    return replace(cell, text="") if cell.icon else Cell(NONE)


def _or_none(cell: Cell) -> Cell:
    return cell if cell.text else replace(cell, text=NONE)

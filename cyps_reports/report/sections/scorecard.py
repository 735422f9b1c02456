"""The scorecard: every measure of the plan on one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.plan.dates.months import long, short
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Paragraph, Section
from cyps_reports.report.columns import (
    room_for_heading,
    room_for_references,
    room_for_units,
    without_columns,
)
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.short_wording import (
    NONE,
    against_words,
    direction_word,
    gap_words,
    outlook_words,
)
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn
from cyps_reports.report.wording import figure_words

TITLE = "Scorecard"
TREND, YEAR_END = "Trend", "Year end"
ICONS_SAID = (
    " Variation: H or L in blue is really better, in orange really worse, a wave no more than "
    "usual. Assurance: P meets the target whatever the usual ups and downs, F misses it, ? may do "
    "either."
)
"""What the icons mean, where there are any."""
ICON_HEADINGS = ("Vari\N{SOFT HYPHEN}ation", "Assu\N{SOFT HYPHEN}rance")
"""They are parted only where there is no room, and read as whole words."""
_WHOLE = 26.7
"""How wide the table is, in centimetres."""


def scorecard_section(assessment: Assessment) -> Section:
    """Each measure with its trend, figures, gap, rating, direction and outlook."""
    icons = ICONS_SAID if any(result.limits for result in assessment.measures) else ""
    note = Paragraph(
        f"Figures are as at {long(assessment.as_at)} unless another date stands under them. "
        f"A gap with + is better than the target or step, one with − worse.{icons}",
        is_note=True,
    )
    return Section(TITLE, (note, _table(assessment)), is_wide=True)


def _table(assessment: Assessment) -> Table:
    plan, results = assessment.plan, assessment.measures
    has_icons = any(result.limits for result in results)
    icons = tuple(TableColumn(each, 1.2) for each in ICON_HEADINGS) if has_icons else ()
    figure = 1.75 + room_for_units(result.measure for result in results)
    similar = _similar_column(plan)
    others = (
        TableColumn(TREND, 1.7),
        TableColumn(plan.outturn_column, figure, Align.RIGHT),
        TableColumn("Actual", figure, Align.RIGHT),
        TableColumn("Target or step", figure, Align.RIGHT),
        TableColumn("Gap", 2.35, Align.RIGHT),
        TableColumn("Rating", 2.95, by_word=True),
        TableColumn("Direction", 1.75),
        similar,
        TableColumn(YEAR_END, 2.35),
        *icons,
    )
    ref = TableColumn("Ref", 0.85 + room_for_references(plan, 0.85))
    name = TableColumn("Measure", _WHOLE - ref.width - sum(each.width for each in others))
    rows = tuple(_row(result, assessment, has_icons=has_icons) for result in results)
    table = Table(
        TITLE,
        "Every measure on one line: its trend, last year's figure, its actual with its date, what "
        "it is rated against, how far it is from that, and where it is heading.",
        (ref, name, *others),
        rows,
        is_dense=True,
    )
    may_go = (TREND, YEAR_END, similar.heading)
    return without_columns(table, tuple(_unneeded(table, may_go)), wider=1)


def _unneeded(table: Table, headings: Collection[str]) -> Iterator[int]:
    """The columns of some headings in which no measure has anything.

    As trends in the year's first months, or outlooks at its end.
    """
    for at, column in enumerate(table.columns):
        cells = (row[at] for row in table.rows if isinstance(row, tuple))
        if column.heading in headings and all(cell == Cell(NONE) for cell in cells):
            yield at


def _row(result: MeasureResult, assessment: Assessment, *, has_icons: bool) -> tuple[Cell, ...]:
    cells, plan = MeasureCells(result, assessment), assessment.plan
    icons = (_icon(cells.variation), _icon(cells.assurance)) if has_icons else ()
    return (
        cells.ref,
        cells.name,
        cells.trend if cells.trend.trend else Cell(NONE),
        _or_none(cells.outturn._replace(footnotes=())),
        _or_none(_dated(result, cells, assessment)),
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
        return target._replace(footnotes=())
    return Cell(figure_words(result.measure, compared.against))


def _dated(result: MeasureResult, cells: MeasureCells, assessment: Assessment) -> Cell:
    """The actual, and under it its date where it is another than the report's."""
    day = result.as_at
    if not cells.actual.text or not isinstance(day, date) or day == assessment.as_at:
        return cells.actual
    return cells.actual._replace(text=f"{cells.actual.text}\n{short(day)}")


def _similar_column(plan: Plan) -> TableColumn:
    """How a measure stands beside others, in the plan's word for them where it has its own."""
    if not plan.similar_name:
        return TableColumn("Similar", 1.45)
    return TableColumn(plan.similar_column, max(1.6, room_for_heading(plan.similar_column)))


def _icon(cell: Cell) -> Cell:
    """The sign alone: its words are those for who cannot see it."""
    return cell._replace(text="") if cell.icon else Cell(NONE)


def _or_none(cell: Cell) -> Cell:
    return cell if cell.text else cell._replace(text=NONE)

"""The charts of the Excel summary, whose figures stand on sheets or in columns that are hidden."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.report.blocks import SheetModel
from cyps_reports.report.table_blocks import Cell
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.workbooks.writing import Writer, put
from cyps_reports.writers.excel.chart_room import SMALL_PIXELS
from cyps_reports.writers.excel.charts import (
    HEIGHT_PIXELS,
    add_chart,
    add_line_chart,
)

_HIDDEN_WIDTH = 18
_TREND_POINTS = 1.5
"""The width of a sparkline; what programs draw by themselves is hardly seen on paper."""
_TREND_LOOK = {"series_color": f"#{theme.ACCENT}", "show_hidden": True}
_DATA_SHEET, _TRENDS_SHEET = "Chart data", "Trend data"
CHART_ROWS = HEIGHT_PIXELS // 20 + 2
"""How many rows of 20 pixels a chart covers, and one to spare."""
_TREND_ROWS = SMALL_PIXELS[1] // 20 + 2
_TRENDS_ACROSS, _TRENDS_DOWN, _TREND_GAP = 3, 2, 8
"""So many small charts stand beside each other, and under each other on a page of paper."""


def add_data_sheets(writer: Writer) -> None:
    """The hidden sheets behind the others."""
    for name in (_DATA_SHEET, _TRENDS_SHEET):
        writer.workbook.add_worksheet(name).hide()


def insert_charts(
    writer: Writer, sheet: Worksheet, model: SheetModel, table: int, trends: int
) -> None:
    """The charts of a sheet: those over its first table, whose row is given, and the small ones.

    These begin at the row `trends`; rows are counted from 0.
    """
    data = writer.workbook.get_worksheet_by_name(_DATA_SHEET)
    for number, chart in enumerate(model.charts, start=1):
        made = add_chart(writer, data, 0, chart)
        where = {"description": plain(chart.alt_text), "object_position": 2}
        sheet.insert_chart(table - CHART_ROWS * number, 0, made, where)
    _insert_trends(writer, sheet, model, trends)


def trend_breaks(model: SheetModel, top: int) -> tuple[int, ...]:
    """The rows of small charts that begin a page, so that none is torn; the first is at `top`."""
    rows = -(-len(model.trends) // _TRENDS_ACROSS)
    return tuple(top + down * _TREND_ROWS for down in range(_TRENDS_DOWN, rows, _TRENDS_DOWN))


def _insert_trends(writer: Writer, sheet: Worksheet, model: SheetModel, top: int) -> None:
    """Small charts beside each other, their points under each other on a sheet that is hidden."""
    data, data_row = writer.workbook.get_worksheet_by_name(_TRENDS_SHEET), 0
    for place, chart in enumerate(model.trends):
        made = add_line_chart(writer, data, data_row, chart)
        data_row += len(chart.categories) + 2
        down, across = divmod(place, _TRENDS_ACROSS)
        where = {
            "description": plain(chart.alt_text),
            "object_position": 2,
            "x_offset": across * (SMALL_PIXELS[0] + _TREND_GAP),
        }
        sheet.insert_chart(top + down * _TREND_ROWS, 0, made, where)


def draw_trends(
    writer: Writer, sheet: Worksheet, rows: Sequence[Sequence[Cell]], first: int, points: int
) -> None:
    """Sparklines over a column, each of the figures in its own row.

    They stand in hidden columns of the table, so that sorting takes them along.
    """
    width = len(rows[0])
    column = next(at for cells in rows for at, cell in enumerate(cells) if cell.trend)
    look, places, areas = writer.look(), list[str](), list[str]()
    for row, cells in enumerate(rows, start=first):
        for offset, point in enumerate(cells[column].trend):
            put(sheet, row, width + offset, point, look)
        ends = (xl_rowcol_to_cell(row, width + each) for each in (0, points - 1))
        places.append(xl_rowcol_to_cell(row, column))
        areas.append(f"'{sheet.name}'!{':'.join(ends)}")
    drawn = {"markers": True, "weight": _TREND_POINTS, **_TREND_LOOK}
    sheet.add_sparkline(first, column, {"location": places, "range": areas, **drawn})
    sheet.set_column(width, width + points - 1, _HIDDEN_WIDTH, None, {"hidden": True})

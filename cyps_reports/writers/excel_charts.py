"""The charts of the Excel summary, whose figures stand on sheets that are hidden."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from cyps_reports.report.blocks import SheetModel
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.workbooks.writing import Writer
from cyps_reports.writers.charts import (
    HEIGHT_PIXELS,
    SMALL_HEIGHT_PIXELS,
    SMALL_WIDTH_PIXELS,
    add_chart,
    add_line_chart,
)

_DATA_SHEET, _TRENDS_SHEET = "Chart data", "Trend data"
CHART_ROWS = HEIGHT_PIXELS // 20 + 2
"""How many rows of 20 pixels a chart covers, and one to spare."""
_TREND_ROWS = SMALL_HEIGHT_PIXELS // 20 + 2
_TRENDS_ACROSS, _TREND_GAP = 3, 8


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
            "x_offset": across * (SMALL_WIDTH_PIXELS + _TREND_GAP),
        }
        sheet.insert_chart(top + down * _TREND_ROWS, 0, made, where)

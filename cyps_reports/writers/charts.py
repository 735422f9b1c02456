"""Native charts: one definition of a chart serves the Excel summary and the Word report."""

from __future__ import annotations

import io
import re
import zipfile

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.report.blocks import Chart
from cyps_reports.workbooks.writing import Writer, put, workbook_bytes

WIDTH_PIXELS, HEIGHT_PIXELS = 640, 225
_CHART_PART = "xl/charts/chart1.xml"
# What is not said to be hidden, some programs show.
_SHOW_VALUE = '<c:showVal val="1"/>'
_SHOW_ONLY_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_PRINT_SETTINGS = re.compile(r"<c:printSettings>.*?</c:printSettings>", re.DOTALL)


def add_chart(writer: Writer, data: Worksheet, first_row: int, chart: Chart) -> ExcelChart:
    """A stacked bar chart of data written to a sheet from `first_row` on; the caller puts it in its place."""
    _write_data(writer, data, first_row, chart)
    last_row = first_row + len(chart.categories)
    made: ExcelChart = writer.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, series in enumerate(chart.series, start=1):
        paint = theme.PAINTS[series.tone]
        made.add_series(
            {
                "name": [data.name, first_row, column],
                "categories": [data.name, first_row + 1, 0, last_row, 0],
                "values": [data.name, first_row + 1, column, last_row, column],
                "fill": {"color": f"#{paint.background}"},
                "border": {"color": f"#{theme.PAPER}"},
                "gap": 45,
                # A nought has no bar, and needs no label.
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": {"name": theme.FONT, "size": 9, "bold": True, "color": f"#{paint.ink}"},
                },
            }
        )
    font = {"name": theme.FONT, "size": 9, "color": f"#{theme.INK}"}
    title_font = {"name": theme.FONT, "size": 11, "bold": True, "color": f"#{theme.ACCENT}"}
    made.set_title({"name": chart.title, "name_font": title_font})
    made.set_legend({"position": "bottom", "font": font})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_y_axis({"reverse": True, "num_font": font, "line": {"none": True}, "major_tick_mark": "none"})
    made.show_blanks_as("gap")
    made.set_size({"width": WIDTH_PIXELS, "height": HEIGHT_PIXELS})
    return made


def _write_data(writer: Writer, sheet: Worksheet, row: int, chart: Chart) -> None:
    put(sheet, row, 0, chart.title, writer.heading())
    for column, series in enumerate(chart.series, start=1):
        put(sheet, row, column, series.name, writer.heading())
        for offset, value in enumerate(series.values, start=1):
            put(sheet, row + offset, column, value, writer.look())
    for offset, category in enumerate(chart.categories, start=1):
        put(sheet, row + offset, 0, category, writer.look())


def chart_parts(chart: Chart, relation: str) -> tuple[bytes, bytes]:
    """The chart as a part of a Word file, and the workbook of its data, to which it has that relation."""
    buffer = io.BytesIO()
    with workbook_bytes(buffer, chart.title, "", "") as writer:
        sheet = writer.workbook.add_worksheet("Data")
        sheet.insert_chart(0, len(chart.series) + 2, add_chart(writer, sheet, 0, chart))
    with zipfile.ZipFile(buffer) as package:
        xml = package.read(_CHART_PART).decode()
    data = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    return _PRINT_SETTINGS.sub(data, xml).replace(_SHOW_VALUE, _SHOW_ONLY_VALUE).encode(), buffer.getvalue()

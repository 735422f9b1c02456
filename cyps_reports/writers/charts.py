"""Native charts: one definition of a chart serves the Excel summary and the Word report."""

from __future__ import annotations

import io
import re
import zipfile

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.plan.figures import with_signs
from cyps_reports.plan.units import Unit
from cyps_reports.report.blocks import Chart, LineChart
from cyps_reports.workbooks.writing import Writer, put, workbook_bytes

WIDTH_PIXELS, HEIGHT_PIXELS = 640, 225
SMALL_WIDTH_PIXELS, SMALL_HEIGHT_PIXELS = 318, 172
"""Three small charts stand beside each other on a page of A4 in landscape."""
_CHART_PART = "xl/charts/chart1.xml"
# What is not said to be hidden, some programs show.
_SHOW_VALUE = '<c:showVal val="1"/>'
_SHOW_ONLY_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
# What is not said to be straight, some programs draw as a curve.
_END_OF_LINE = "</c:val></c:ser>"
_STRAIGHT = '</c:val><c:smooth val="0"/></c:ser>'
_PRINT_SETTINGS = re.compile(r"<c:printSettings>.*?</c:printSettings>", re.DOTALL)


def add_chart(writer: Writer, data: Worksheet, first_row: int, chart: Chart) -> ExcelChart:
    """A stacked bar chart of data written to a sheet from `first_row` on.

    The caller puts it in its place.
    """
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
    made.set_y_axis(
        {"reverse": True, "num_font": font, "line": {"none": True}, "major_tick_mark": "none"}
    )
    made.show_blanks_as("gap")
    made.set_size({"width": WIDTH_PIXELS, "height": HEIGHT_PIXELS})
    return made


def add_line_chart(writer: Writer, data: Worksheet, chart: LineChart) -> ExcelChart:
    """A small line chart of data written to a sheet; what is aimed for is a dashed line."""
    made: ExcelChart = writer.workbook.add_chart({"type": "line"})
    for row, category in enumerate(chart.categories, start=1):
        put(data, row, 0, category, writer.look())
    last = len(chart.categories)
    for column, line in enumerate(chart.lines, start=1):
        put(data, 0, column, line.name, writer.heading())
        for row, value in enumerate(line.values, start=1):
            put(data, row, column, value, writer.look())
        colour = f"#{theme.MUTED if line.is_standard else theme.ACCENT}"
        drawn: dict[str, object] = {"color": colour, "width": 1.5 if line.is_standard else 2.25}
        if line.is_standard:
            drawn["dash_type"] = "dash"
        marker = {
            "type": "circle",
            "size": 5,
            "fill": {"color": colour},
            "border": {"color": colour},
        }
        made.add_series(
            {
                "name": [data.name, 0, column],
                "categories": [data.name, 1, 0, last, 0],
                "values": [data.name, 1, column, last, column],
                "line": drawn,
                "marker": {"type": "none"} if line.is_standard else marker,
            }
        )
    font = {"name": theme.FONT, "size": 8, "color": f"#{theme.INK}"}
    # A title may hold anything, which the library may take for a reference; one that is a reference
    # is told as it is.
    put(data, 0, 0, chart.title, writer.heading())
    made.set_title({"name": [data.name, 0, 0], "name_font": {**font, "size": 9, "bold": True}})
    made.set_legend({"position": "bottom", "font": font})
    made.set_x_axis({"num_font": font, "line": {"color": f"#{theme.LINE}"}, "text_axis": True})
    gridlines = {"visible": True, "line": {"color": f"#{theme.BAND}"}}
    made.set_y_axis(
        {
            "num_font": font,
            "num_format": _axis(chart.unit),
            "major_gridlines": gridlines,
            "line": {"none": True},
        }
    )
    made.show_blanks_as("gap")
    made.set_size({"width": SMALL_WIDTH_PIXELS, "height": SMALL_HEIGHT_PIXELS})
    return made


def _axis(unit: Unit) -> str:
    """The number format of the axis, as the report prints figures; a percentage is held as 78.5."""
    if unit.is_whole:
        return "#,##0"
    if unit.is_percentage:
        return '0.##"%"'
    return with_signs("0.0##", unit) if unit.before else "0.0"


def _write_data(writer: Writer, sheet: Worksheet, row: int, chart: Chart) -> None:
    put(sheet, row, 0, chart.title, writer.heading())
    for column, series in enumerate(chart.series, start=1):
        put(sheet, row, column, series.name, writer.heading())
        for offset, value in enumerate(series.values, start=1):
            put(sheet, row + offset, column, value, writer.look())
    for offset, category in enumerate(chart.categories, start=1):
        put(sheet, row + offset, 0, category, writer.look())


def chart_parts(chart: Chart | LineChart, relation: str) -> tuple[bytes, bytes]:
    """The chart as a part of a Word file, and the workbook of its data.

    It has that relation to the workbook.
    """
    buffer = io.BytesIO()
    with workbook_bytes(buffer, chart.title, "", "") as writer:
        sheet = writer.workbook.add_worksheet("Data")
        if isinstance(chart, LineChart):
            sheet.insert_chart(0, len(chart.lines) + 2, add_line_chart(writer, sheet, chart))
        else:
            sheet.insert_chart(0, len(chart.series) + 2, add_chart(writer, sheet, 0, chart))
    with zipfile.ZipFile(buffer) as package:
        xml = package.read(_CHART_PART).decode()
    data = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    if isinstance(chart, LineChart):
        xml = xml.replace(_END_OF_LINE, _STRAIGHT)
    return _PRINT_SETTINGS.sub(data, xml).replace(
        _SHOW_VALUE, _SHOW_ONLY_VALUE
    ).encode(), buffer.getvalue()

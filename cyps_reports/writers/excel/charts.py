"""Native charts: one definition of a chart serves the Excel summary and the Word report."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from textwrap import wrap

from xlsxwriter.chart import Chart as ExcelChart
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.plan.figures.number_formats import with_signs
from cyps_reports.plan.model.quantities import decimals_of
from cyps_reports.report.chart_blocks import Chart, Line, LineChart, LineKind, Range
from cyps_reports.workbooks.writing import Writer, put, workbook_bytes
from cyps_reports.writers.excel.chart_labels import Side, sides
from cyps_reports.writers.excel.chart_room import (
    SMALL_PIXELS,
    Pixels,
    categories_a_name,
    legend_at,
    plot_at,
)

WIDTH_PIXELS, HEIGHT_PIXELS = 640, 225
_CAPTION_LETTERS = 48
"""What stands below a small chart has so many letters in a line."""
_LEVEL = 0
"""What has names stand level: by themselves, programs turn them where there is little room."""
_CHART_PART = "xl/charts/chart1.xml"
# What is not said to be hidden, some programs show.
_SHOW_VALUE = '<c:showVal val="1"/>'
_SHOW_ONLY_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
# What is not said to be left open, some programs draw as nought.
_SEEN_ONLY = '<c:plotVisOnly val="1"/>'
# What is not said to be straight, some programs draw as a curve.
_LINES = re.compile(r"<c:lineChart>.*?</c:lineChart>", re.DOTALL)
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
                "border": {"color": f"#{theme.PAPER}", "width": theme.BAR_GAP_POINTS},
                "gap": 45,
                # A nought has no bar, and needs no label.
                "data_labels": {
                    "value": True,
                    "num_format": f'"{paint.symbol} "0;;',
                    "font": {"name": theme.FONT, "size": 9, "bold": True, "color": f"#{paint.ink}"},
                },
            }
        )
    font = {"name": theme.FONT, "size": 9, "color": f"#{theme.INK}"}
    title_font = {"name": theme.FONT, "size": 11, "bold": True, "color": f"#{theme.ACCENT}"}
    made.set_title({"name": chart.title, "name_font": title_font})
    made.set_legend({"position": "top", "font": font})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_y_axis(
        {"reverse": True, "num_font": font, "line": {"none": True}, "major_tick_mark": "none"}
    )
    made.show_blanks_as("gap")
    made.set_size({"width": WIDTH_PIXELS, "height": HEIGHT_PIXELS})
    return made


def add_line_chart(
    writer: Writer,
    data: Worksheet,
    first_row: int,
    chart: LineChart,
    pixels: Pixels = SMALL_PIXELS,
) -> ExcelChart:
    """A small line chart of data written to a sheet from `first_row` on, over its band if any.

    So many pixels wide and high. The caller puts it in its place.
    """
    _write_points(writer, data, first_row, chart)
    lines: ExcelChart = writer.workbook.add_chart({"type": "line"})
    further: list[dict[str, object]] = []
    for column, line in enumerate(chart.lines, start=1):
        reference = _reference(data, first_row, column, chart)
        first, *others = sides(chart, line).items() or (None,)
        lines.add_series(reference | _drawn(line, column) | _labels(line, first))
        further += [reference | _UNSEEN | _labels(line, other) for other in others]
    for labels in further:
        lines.add_series(labels)
    made, before = lines, 0
    if chart.band:
        made, before = _band(writer, data, first_row, chart, chart.band), 2
        made.combine(lines)
    drawn = before + len(chart.lines)
    hidden = [0] * bool(chart.band) + list(range(drawn, drawn + len(further)))
    # A title may hold anything, which the library may take for a reference; one that is a reference
    # is told as it is.
    title_font = {**_SMALL_FONT, "size": 8.5, "bold": True, "color": f"#{theme.ACCENT}"}
    made.set_title({"name": [data.name, first_row, 0], "name_font": title_font})
    legend = {"position": "top", "font": _SMALLEST_FONT, "delete_series": hidden}
    made.set_legend({**legend, "layout": legend_at(chart, pixels)})
    made.set_plotarea({"layout": plot_at(chart, pixels)})
    _set_axes(made, chart, [data.name, first_row, _caption_column(chart)], pixels)
    made.show_blanks_as("gap")
    made.set_size(dict(zip(("width", "height"), pixels, strict=True)))
    return made


_SMALL_FONT = {"name": theme.FONT, "size": 8, "color": f"#{theme.INK}"}
_SMALLEST_FONT = {**_SMALL_FONT, "size": 7}


def _set_axes(made: ExcelChart, chart: LineChart, caption_at: list[object], pixels: Pixels) -> None:
    """How the axes of a small line chart look; its caption stands in a cell."""
    caption = {
        "name": caption_at,
        "name_font": {**_SMALL_FONT, "bold": False, "color": f"#{theme.MUTED}"},
    }
    made.set_x_axis(
        {
            **(caption if chart.caption else {}),
            "num_font": {**_SMALLEST_FONT, "rotation": _LEVEL},
            "line": {"color": f"#{theme.LINE}"},
            "text_axis": True,
            "label_position": "low",
            "interval_unit": categories_a_name(chart, pixels),
        }
    )
    made.set_y_axis(
        {
            "num_font": _SMALLEST_FONT,
            "num_format": _axis(chart),
            "major_gridlines": {"visible": True, "line": {"color": f"#{theme.BAND}"}},
            "line": {"none": True},
            "min": float(chart.axis.low),
            "max": float(chart.axis.high),
            "major_unit": float(chart.axis.step),
        }
    )


def _write_points(writer: Writer, data: Worksheet, row: int, chart: LineChart) -> None:
    """Categories, a column for each line, the foot and the height of the band, and the caption."""
    put(data, row, 0, chart.title, writer.heading())
    columns = [(line.name, line.values) for line in chart.lines]
    if band := chart.band:
        heights = tuple(high - low for low, high in zip(band.lows, band.highs, strict=True))
        columns += [(f"{band.name} from", band.lows), (band.name, heights)]
    for offset, category in enumerate(chart.categories, start=1):
        put(data, row + offset, 0, category, writer.look())
    for column, (name, values) in enumerate(columns, start=1):
        put(data, row, column, name, writer.heading())
        for offset, value in enumerate(values, start=1):
            if value is not None:
                put(data, row + offset, column, value, writer.look())
    caption = "\n".join(wrap(chart.caption, _CAPTION_LETTERS))
    put(data, row, _caption_column(chart), caption, writer.heading())


def _caption_column(chart: LineChart) -> int:
    return len(chart.lines) + (3 if chart.band else 1)


def _reference(data: Worksheet, row: int, column: int, chart: LineChart) -> dict[str, object]:
    """Where a series has its name, its categories and its values."""
    last = row + len(chart.categories)
    return {
        "name": [data.name, row, column],
        "categories": [data.name, row + 1, 0, last, 0],
        "values": [data.name, row + 1, column, last, column],
    }


def _band(writer: Writer, data: Worksheet, row: int, chart: LineChart, band: Range) -> ExcelChart:
    """A band as an area on top of one that is not painted."""
    made: ExcelChart = writer.workbook.add_chart({"type": "area", "subtype": "stacked"})
    foot, tint = len(chart.lines) + 1, f"#{theme.TINTS[band.tone]}"
    unseen = {"fill": {"none": True}, "border": {"none": True}}
    made.add_series(_reference(data, row, foot, chart) | unseen)
    seen = {"fill": {"color": tint}, "border": {"none": True}}
    made.add_series(_reference(data, row, foot + 1, chart) | seen)
    return made


_DASHES = {LineKind.AIM: "dash", LineKind.LIMIT: "square_dot", LineKind.FORECAST: "round_dot"}
_WIDTHS = {
    LineKind.ACTUAL: 2.25,
    LineKind.AIM: 1.5,
    LineKind.LIMIT: 1.0,
    LineKind.FORECAST: 1.75,
}
_MARKS = ("diamond", "triangle", "square")


def _drawn(line: Line, number: int) -> dict[str, object]:
    """How a line looks: each kind differs from the others without its colour too."""
    is_ours = line.kind in (LineKind.ACTUAL, LineKind.FORECAST)
    colour = f"#{theme.ACCENT if is_ours else theme.MUTED}"
    fill, border = {"color": colour}, {"color": colour}
    drawn: dict[str, object] = {"color": colour, "width": _WIDTHS.get(line.kind, 1.0)}
    marker: dict[str, object] = {"type": "none"}
    if line.kind in _DASHES:
        drawn["dash_type"] = _DASHES[line.kind]
    elif line.kind is LineKind.ACTUAL:
        marker = {"type": "circle", "size": 5, "fill": fill, "border": border}
    else:
        drawn = {"none": True}
        sign = _MARKS[number % len(_MARKS)]
        marker = {"type": sign, "size": 7, "fill": fill, "border": border}
    return {"line": drawn, "marker": marker}


_UNSEEN: dict[str, object] = {"line": {"none": True}, "marker": {"type": "none"}}
"""A line that carries labels on another side of the same points."""


def _labels(line: Line, labels: tuple[Side, Mapping[int, str]] | None) -> dict[str, object]:
    """The labels on one side of a line's points; nothing where there are none."""
    if labels is None:
        return {}
    side, texts = labels
    font = {"name": theme.FONT, "size": 8, "bold": True, "color": f"#{theme.INK}"}
    said = (texts.get(place) for place in range(len(line.values)))
    # A text of its own takes no font from the others.
    custom = [{"delete": True} if text is None else {"value": text, "font": font} for text in said]
    told = {"value": True, "position": side.value, "font": font, "custom": custom}
    return {"data_labels": told}


def _axis(chart: LineChart) -> str:
    """The number format of the upright axis; a percentage is held as 78.5."""
    unit, places = chart.unit, decimals_of(chart.axis.step.normalize())
    number = f"#,##0.{'0' * places}" if places else "#,##0"
    return with_signs(number, unit) if unit.before or unit.is_percentage else number


def _write_data(writer: Writer, sheet: Worksheet, row: int, chart: Chart) -> None:
    put(sheet, row, 0, chart.title, writer.heading())
    for column, series in enumerate(chart.series, start=1):
        put(sheet, row, column, series.name, writer.heading())
        for offset, value in enumerate(series.values, start=1):
            put(sheet, row + offset, column, value, writer.look())
    for offset, category in enumerate(chart.categories, start=1):
        put(sheet, row + offset, 0, category, writer.look())


@lru_cache(maxsize=64)
def chart_parts(
    chart: Chart | LineChart, relation: str, pixels: Pixels = SMALL_PIXELS
) -> tuple[bytes, bytes]:
    """The chart as a part of a Word file, and the workbook of its data.

    It has that relation to the workbook. A line chart is so many pixels wide and high. Those of the
    month's other edition are mostly the same, and are drawn once.
    """
    buffer = io.BytesIO()
    with workbook_bytes(buffer, chart.title, "", "") as writer:
        sheet = writer.workbook.add_worksheet("Data")
        if isinstance(chart, LineChart):
            made = add_line_chart(writer, sheet, 0, chart, pixels)
            sheet.insert_chart(0, _caption_column(chart) + 2, made)
        else:
            sheet.insert_chart(0, len(chart.series) + 2, add_chart(writer, sheet, 0, chart))
    with zipfile.ZipFile(buffer) as package:
        xml = package.read(_CHART_PART).decode()
    data = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    xml = xml.replace(_SEEN_ONLY, f'{_SEEN_ONLY}<c:dispBlanksAs val="gap"/>')
    xml = _LINES.sub(lambda lines: lines[0].replace(_END_OF_LINE, _STRAIGHT), xml)
    return _PRINT_SETTINGS.sub(data, xml).replace(
        _SHOW_VALUE, _SHOW_ONLY_VALUE
    ).encode(), buffer.getvalue()

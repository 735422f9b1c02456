"""The RAG-coloured Excel summary, from the report model."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.plan.figures.number_formats import number_format_of, with_signs
from cyps_reports.report.blocks import SheetModel, Summary
from cyps_reports.report.table_blocks import Align, Amount, Cell, Table, TableColumn, Value
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.workbooks.printing import Printed, set_up_page
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Look,
    Writer,
    colours,
    ink,
    lines,
    put,
    put_link,
    row_height,
    table_headings,
    workbook_bytes,
)
from cyps_reports.writers.excel.summary_charts import (
    CHART_ROWS,
    add_data_sheets,
    draw_trends,
    insert_charts,
    trend_breaks,
)

_BOLD = 2
"""So many characters fewer of a heading fit in a column: it is bold and a little off the edge."""
_FEW_ROWS = 10
"""A table of no more rows is seen whole, and needs no filter."""
_ROOM_TO_PASTE = 200
"""How many rows below a table take the colours of its words."""
# Rows beyond which the workbook takes too much memory while it is put together.
_LARGE = 5_000


def excel_summary(summary: Summary) -> bytes:
    """The summary as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    subject = summary.marking or f"Position for {summary.month}"
    is_large = sum(len(table.rows) for model in summary.sheets for table in model.tables) > _LARGE
    title = f"{summary.title}: {summary.month}"
    with workbook_bytes(buffer, title, summary.service, subject, is_large=is_large) as writer:
        sheets = {model.name: writer.workbook.add_worksheet(model.name) for model in summary.sheets}
        starts = {model.name: _first_table_row(summary, model) for model in summary.sheets}
        add_data_sheets(writer)
        for model in summary.sheets:
            _write_sheet(writer, summary, model, sheets[model.name], starts)
    return buffer.getvalue()


def _lines_above(summary: Summary, model: SheetModel) -> tuple[str, ...]:
    return tuple(line for line in (summary.marking, *model.lines) if line)


def _first_table_row(summary: Summary, model: SheetModel) -> int:
    """The row of the first table's headings, counted from 0: below those lines and the charts."""
    return _trends_row(summary, model) + CHART_ROWS * len(model.charts)


def _trends_row(summary: Summary, model: SheetModel) -> int:
    """The row of the first small charts, counted from 0: below title, lines and an empty row."""
    return len(_lines_above(summary, model)) + 2


def _write_sheet(
    writer: Writer, summary: Summary, model: SheetModel, sheet: Worksheet, starts: Mapping[str, int]
) -> None:
    sheet.hide_gridlines(2)
    put(sheet, 0, 0, f"{model.title}: {summary.title}, {summary.month}", writer.title())
    for row, line in enumerate(_lines_above(summary, model), start=1):
        put(sheet, row, 0, line, writer.look(bold=line == summary.marking))
    row = starts[model.name]
    insert_charts(writer, sheet, model, row, _trends_row(summary, model))
    widths, seen = _widths(model), _widths_seen(model)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, None, {"hidden": not seen[column]})
    begin = list[int]()
    for index, table in enumerate(model.tables):
        begin.append(row)
        name = f"{_NOT_IN_NAMES.sub('_', model.name)}_{index + 1}"
        row = _write_table(writer, sheet, table, row, name, widths, starts)
    _set_up(sheet, summary, model, seen, begin, row - 2)


def _set_up(
    sheet: Worksheet,
    summary: Summary,
    model: SheetModel,
    widths: Sequence[float],
    begin: Sequence[int],
    last: int,
) -> None:
    """What stays in sight of a sheet, and what of it is printed.

    `begin` are the rows where its tables begin, `last` is the one where they end.
    """
    is_one_table = len(model.tables) == 1 and not model.charts
    if is_one_table:
        sheet.freeze_panes(begin[0] + 1, model.named)
    sheet.set_zoom(100)
    title = f"{model.title}: {summary.title}, {summary.month}"
    about = summary.marking or f"{summary.title}, {summary.month}"
    page = Printed(
        title,
        widths[: model.printed or None],
        model.named,
        heads=begin[0] if is_one_table else None,
        last=last if is_one_table else 0,
        # Under a chart and a table, the next one begins a page.
        breaks=begin[1:] if model.charts else trend_breaks(model, _trends_row(summary, model)),
        marking=". ".join(each for each in (summary.edition, about) if each),
    )
    set_up_page(sheet, page)


_NOT_IN_NAMES = re.compile(r"\W")
"""What the name of a table may not have in it, as a sheet's may."""


def _widths(model: SheetModel) -> list[float]:
    """The widths of a sheet's columns.

    Those of its first table, and of the others' further ones.
    """
    told: dict[int, float] = {}
    for table in model.tables:
        for at, column in enumerate(table.columns):
            told.setdefault(at, column.width)
    return list(told.values())


def _widths_seen(model: SheetModel) -> list[float]:
    """The same, 0 for a column in which no row of any table says anything: it is hidden."""
    rows = (cells for table in model.tables for cells in table.rows if isinstance(cells, tuple))
    filled = {at for cells in rows for at, cell in enumerate(cells) if cell.lettered or cell.trend}
    widths = _widths(model)
    return [width if at in filled or not filled else 0 for at, width in enumerate(widths)]


def _write_table(
    writer: Writer,
    sheet: Worksheet,
    table: Table,
    row: int,
    name: str,
    widths: Sequence[float],
    starts: Mapping[str, int],
) -> int:
    """Writes a table at a row; returns the row after it and an empty one.

    `widths` are those of the sheet's columns.
    """
    rows = [cells for cells in table.rows if isinstance(cells, tuple)]
    if not rows:
        put(sheet, row, 0, f"{table.title}: none.", writer.look())
        return row + 2
    last = row + len(rows)
    points = max(len(cell.trend) for cells in rows for cell in cells)
    heads = _headings(writer, table, points)
    about = {"name": name, "columns": heads, "autofilter": len(rows) > _FEW_ROWS}
    sheet.add_table(row, 0, last, len(heads) - 1, {**_in_words(table), **about, "style": None})
    # By these the library finds tables that lie over one another: they take as much memory as what
    # stands in the cells. Here each begins below the one before.
    sheet.table_cells.clear()
    sheet.set_row(
        row,
        row_height(
            (column.heading, width - _BOLD)
            for column, width in zip(table.columns, widths, strict=False)
        ),
    )
    for at, cells in enumerate(rows, start=row + 1):
        sheet.set_row(at, row_height(zip((cell.lettered for cell in cells), widths, strict=False)))
        for column, cell in enumerate(cells):
            _write_cell(writer, sheet, at, column, cell, table.columns[column], starts)
    if points:
        draw_trends(writer, sheet, rows, row + 1, points)
    _colour_by_words(writer, sheet, table, rows, row + 1)
    return last + 2


def _in_words(table: Table) -> dict[str, str]:
    """What a table is called and shows, for whoever cannot see it."""
    return {"title": plain(table.title), "description": plain(table.description)}


def _headings(writer: Writer, table: Table, points: int) -> list[dict[str, object]]:
    """The headings of a table and of the hidden columns of its trends, each as what is under it."""
    names = [column.heading for column in table.columns]
    headings = table_headings([*names, *(f"Trend, figure {at + 1}" for at in range(points))])
    aligns = [*(column.align for column in table.columns), *(points * (Align.RIGHT,))]
    return [
        {"header": heading, "header_format": writer.heading(**_stands(align))}
        for heading, align in zip(headings, aligns, strict=True)
    ]


def _stands(align: Align) -> dict[str, object]:
    """How a text stands; a figure a little off the edge, or it runs into the words beside it."""
    return {"align": align.value, **({"indent": 1} if align is Align.RIGHT else {})}


def _colour_by_words(
    writer: Writer, sheet: Worksheet, table: Table, rows: Sequence[Sequence[Cell]], first: int
) -> None:
    """Colours by rule, so that a row pasted below or a word typed over takes its own colour.

    `first` is the row of the sheet in which the first of the `rows` stands.
    """
    last = first + len(rows) - 1 + _ROOM_TO_PASTE
    for column, told in enumerate(table.columns):
        if told.by_word:
            words = {cells[column].lettered: cells[column].tone for cells in rows}
            _colour_column(writer, sheet, first, last, column, words)


def _colour_column(
    writer: Writer, sheet: Worksheet, first: int, last: int, column: int, words: Mapping[str, Tone]
) -> None:
    cell = xl_rowcol_to_cell(first, column, col_abs=True)
    for tone in Tone:
        mine = ",".join(
            f'{cell}="{_doubled(text)}"' for text, each in words.items() if each is tone
        )
        if mine and tone is not Tone.PLAIN:
            look = writer.workbook.add_format({**colours(tone), "bold": True})
            rule = {"type": "formula", "criteria": f"=OR({mine})", "format": look}
            sheet.conditional_format(first, column, last, column, rule)


def _doubled(text: str) -> str:
    """A text as it stands between quotation marks in a formula."""
    return text.replace('"', '""')


def _write_cell(
    writer: Writer,
    sheet: Worksheet,
    row: int,
    column: int,
    cell: Cell,
    told: TableColumn,
    starts: Mapping[str, int],
) -> None:
    align, tone = told.align_of(cell), Tone.PLAIN if told.by_word else cell.tone
    stored, shown = _stored(cell.value)
    if cell.link:
        name, index = cell.link
        target = f"internal:'{name}'!{xl_rowcol_to_cell(starts[name] + 1 + index, 0)}"
        link = writer.format_of(_look(align, tone, underline=1))
        put_link(sheet, row, column, cell.text, target, link)
    elif cell.hyperlinks and cell.text:
        # A cell leads to one place; the Word report and the record have the others.
        look = writer.format_of(_look(align, tone, **ink(theme.ACCENT), underline=1))
        put_link(sheet, row, column, cell.text, cell.hyperlinks[0].address, look)
    elif stored is None:
        put(sheet, row, column, cell.lettered, writer.format_of(_look(align, tone)))
    else:
        put(sheet, row, column, stored, writer.format_of(_look(align, tone, num_format=shown)))


@cache
def _look(align: Align, tone: Tone, **more: object) -> Look:
    """How a cell looks, with more of xlsxwriter's properties over these."""
    toned = {} if tone is Tone.PLAIN else {**colours(tone), "bold": True}
    looks = {"text_wrap": True, **_stands(align), **lines(), **toned, **more}
    return frozenset(looks.items())


def _stored(value: Value) -> tuple[Decimal | date | int | None, str]:
    """A value as a spreadsheet holds it, and its number format."""
    match value:
        case None:
            return None, "General"
        case Amount(figure=figure, unit=unit) if unit.is_percentage:
            return figure / 100, number_format_of(figure, unit)
        case Amount(figure=figure, unit=unit):
            shown = number_format_of(figure, unit)
            return figure, with_signs(shown, unit) if unit.before else shown
        case date():
            return value, DATE_FORMAT
        case int():
            return value, "#,##0"

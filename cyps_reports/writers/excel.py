"""The RAG-coloured Excel summary, from the report model."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from cyps_reports.plan.figures import number_format_of
from cyps_reports.plan.model import Unit
from cyps_reports.report.blocks import Align, Amount, Cell, Report, SheetModel, Table, Value
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain import plain
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Writer,
    colours,
    lines,
    put,
    row_height,
    workbook_bytes,
)

_A4, _A3 = 9, 8
# Wider than this, an A4 page would print too small to read.
_A4_CHARACTERS = 200
_MONEY_FORMAT = '"£"{}"m"'


def excel_summary(report: Report) -> bytes:
    """The summary as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    subject = report.marking or f"Position for {report.month}"
    with workbook_bytes(buffer, f"{report.title}: {report.month}", report.service, subject) as writer:
        for number, sheet in enumerate(report.sheets, start=1):
            _write_sheet(writer, report, sheet, number)
    return buffer.getvalue()


def _write_sheet(writer: Writer, report: Report, model: SheetModel, number: int) -> None:
    sheet = writer.workbook.add_worksheet(model.name)
    sheet.hide_gridlines(2)
    put(sheet, 0, 0, f"{model.title}: {report.title}, {report.month}", writer.title())
    row = 1
    for line in (report.marking, *model.lines):
        if line:
            put(sheet, row, 0, line, writer.look(bold=line == report.marking))
            row += 1
    first_row = row + 1
    row = first_row
    for index, table in enumerate(model.tables):
        row = _write_table(writer, sheet, table, row, f"{model.name.replace(' ', '_')}_{index + 1}")
    if len(model.tables) == 1:
        sheet.freeze_panes(first_row + 1, 1)
        sheet.repeat_rows(first_row)
    _page(sheet, report, model, number)


def _page(sheet: Worksheet, report: Report, model: SheetModel, number: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A3 if sum(column.width for column in model.tables[0].columns) > _A4_CHARACTERS else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_footer_text(report)}&RPage &P of &N")
    if number == 1:
        sheet.activate()


def _footer_text(report: Report) -> str:
    # In a footer & starts a code.
    return plain(report.marking or f"{report.title}, {report.month}").replace("&", "&&")[:200]


def _write_table(writer: Writer, sheet: Worksheet, table: Table, row: int, name: str) -> int:
    """Writes a table at a row; returns the row after it and an empty one."""
    for column, told in enumerate(table.columns):
        sheet.set_column(column, column, told.width)
    if not table.rows:
        sheet.write_string(row, 0, "None this month.", writer.look())
        return row + 2
    last = row + len(table.rows)
    sheet.add_table(
        row,
        0,
        last,
        len(table.columns) - 1,
        {
            "name": name,
            "style": None,
            "autofilter": len(table.rows) > 10,
            "columns": [{"header": column.heading, "header_format": writer.heading()} for column in table.columns],
            "title": plain(table.title),
            "description": plain(table.description),
        },
    )
    widths = [column.width for column in table.columns]
    sheet.set_row(row, row_height(zip((column.heading for column in table.columns), widths, strict=True)))
    for at, cells in enumerate(table.rows, start=row + 1):
        if isinstance(cells, tuple):
            sheet.set_row(at, row_height(zip((cell.text for cell in cells), widths, strict=True)))
            for column, cell in enumerate(cells):
                _write_cell(writer, sheet, at, column, cell, table.columns[column].align)
    return last + 2


def _write_cell(writer: Writer, sheet: Worksheet, row: int, column: int, cell: Cell, align: Align) -> None:
    properties: dict[str, object] = {"text_wrap": True, "align": align.value, **lines()}
    if cell.tone is not Tone.PLAIN:
        properties |= colours(cell.tone) | {"bold": True}
    stored, shown = _stored(cell.value)
    if stored is None:
        put(sheet, row, column, cell.text, writer.look(**properties))
    else:
        put(sheet, row, column, stored, writer.look(**properties, num_format=shown))


def _stored(value: Value) -> tuple[Decimal | date | int | None, str]:
    """A value as a spreadsheet holds it, and its number format."""
    match value:
        case Amount(figure=figure, unit=Unit.PERCENT):
            return figure / 100, number_format_of(figure, Unit.PERCENT)
        case Amount(figure=figure, unit=Unit.MONEY):
            return figure, _MONEY_FORMAT.format(number_format_of(figure, Unit.MONEY))
        case Amount(figure=figure, unit=unit):
            return figure, number_format_of(figure, unit)
        case date():
            return value, DATE_FORMAT
        case int():
            return value, "#,##0"
        case None:
            return None, "General"

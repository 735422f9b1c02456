"""How the plan workbook looks: its sheets with headings, explanations and choices.

What stands in its cells is given; `plan/writer.py` says it of a plan.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.sheets.open_notes import open_note
from cyps_reports.plan.sheets.to_do import CellValue, OpenCell, mark_open, write_to_do
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.printing import Printed, paper_for, set_up_page
from cyps_reports.workbooks.shown_values import shown
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    TEXT_FORMAT,
    Writer,
    lines,
    put,
    row_height,
    workbook_bytes,
)

MONTH_FORMAT = "mmmm yyyy"
"""How a cell shows a day that stands for its month."""

LAST_ROW = 999
"""How far down choices are offered, so that rows can be added."""

FIELDS = (*PLAN_FIELDS, *VOCABULARY_FIELDS)
"""The labelled cells of the sheet Plan, from top to bottom."""

_FIRST_FIELD, _FIRST_ROW = 2, 1
"""The rows, counted from 0, where the labelled cells and the tables begin."""

_FIELD_WIDTHS = (20, 60, 60)
_NAMING = (
    *("code", "priority", "number", "reference", "was"),
    *("component", "deadline", "heading", "name"),
)
"""The columns that say what a row is, where they stand at the left of a sheet."""


class Typed(NamedTuple):
    """A value, the number format its cell gets, and why the cell is open; "" where it is not.

    An open cell is coloured until something else is typed there, and its note says why.
    """

    value: CellValue
    number_format: str = "General"
    why: str = ""


Written = CellValue | Typed
CellsByKey = Mapping[str, Written]


@dataclass(frozen=True, slots=True)
class BookCells:
    """What stands in a plan workbook; a cell that is not given is empty.

    `facts` are the labelled cells of the sheet Plan by their keys, `rows` those of the other
    sheets by the sheet's name and the columns' keys. `starts` and `ends` are the plan's first and
    last day; the sheet Steps has a column for each month between them. `to_do` is what is open,
    in the order in which it is listed.
    """

    title: str
    service: str
    starts: date
    ends: date
    facts: CellsByKey = field(default_factory=dict)
    rows: Mapping[str, Sequence[CellsByKey]] = field(default_factory=dict)
    to_do: Sequence[OpenCell] = ()

    @property
    def tables(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns of each sheet but Plan, in the sheets' order."""
        return layout.tables(self.starts, self.ends)


def plan_book(cells: BookCells) -> bytes:
    """The plan workbook, as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    with workbook_bytes(buffer, cells.title, cells.service, "Approved plan") as writer:
        if cells.to_do:
            write_to_do(writer, cells.to_do, dict(_values(cells)))
        _write_fields(writer, cells.facts)
        for name, columns in cells.tables.items():
            _write_table(writer, name, columns, cells.rows.get(name, ()))
    return buffer.getvalue()


def left_open(written: Written, why: str, source: str = "") -> Typed:
    """A cell as it is written, left open; `source` is where it stands in a document, or ""."""
    typed = _typed(written)
    value = typed.value
    number = float(value) if isinstance(value, Decimal) else value
    return typed._replace(why=open_note(why, source, shown(number, typed.number_format)))


def cell_of_field(key: str) -> str:
    """The cell of the sheet Plan that holds a field: `B3` for the first."""
    return f"B{_FIRST_FIELD + keys(FIELDS).index(key) + 1}"


def cell_of_row(columns: Sequence[Column], at: int, key: str) -> str:
    """The cell of a table's row, counted from 0: `F2` for the polarity of the first measure."""
    column = keys(columns).index(key) + 1
    return f"{column_letters(column)}{_FIRST_ROW + at + 1}"


def _write_fields(writer: Writer, facts: CellsByKey) -> None:
    sheet = writer.workbook.add_worksheet(layout.PLAN)
    for number, width in enumerate(_FIELD_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, "The approved plan", writer.title())
    for row, column in enumerate(FIELDS, start=_FIRST_FIELD):
        texts = (column.heading, str(_bare(facts.get(column.key)) or ""), column.prompt)
        sheet.set_row(row, row_height(zip(texts, _FIELD_WIDTHS, strict=True)))
        sheet.write_string(row, 0, column.heading, writer.heading())
        _put(writer, sheet, row, 1, facts.get(column.key))
        _offer(sheet, row, row, 1, column)
        put(sheet, row, 2, column.prompt, writer.look(italic=True, text_wrap=True))
    set_up_page(sheet, Printed(layout.PLAN, _FIELD_WIDTHS))


def _write_table(
    writer: Writer, name: str, columns: Sequence[Column], rows: Sequence[CellsByKey]
) -> None:
    sheet = writer.workbook.add_worksheet(name)
    sheet.set_row(0, row_height((each.heading, each.width) for each in columns))
    for number, column in enumerate(columns):
        _write_heading(writer, sheet, number, column)
    for at, row in enumerate(rows, start=_FIRST_ROW):
        texts = ((str(_bare(row.get(each.key))), each.width) for each in columns)
        sheet.set_row(at, row_height(texts))
        for number, column in enumerate(columns):
            written = row.get(column.key)
            _put(writer, sheet, at, number, _as_text(written) if column.is_text else written)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    named = _named(columns)
    sheet.freeze_panes(_FIRST_ROW, named)
    widths = [column.width for column in columns[: _last_filled(columns, rows)]]
    page = Printed(name, widths, named, heads=0, last=max(len(rows), 1))
    set_up_page(sheet, page, paper=paper_for(widths))


def _last_filled(columns: Sequence[Column], rows: Sequence[CellsByKey]) -> int:
    """How many columns are printed: up to the last in which something stands.

    All of an empty table.
    """
    filled = [
        number
        for number, column in enumerate(columns, start=1)
        if any(_bare(row.get(column.key)) not in (None, "") for row in rows)
    ]
    return max(filled, default=len(columns))


def _named(columns: Sequence[Column]) -> int:
    """How many columns from the left say what a row is."""
    naming = takewhile(lambda column: column.key in _NAMING, columns)
    return sum(1 for _ in naming)


def _write_heading(writer: Writer, sheet: Worksheet, number: int, column: Column) -> None:
    """A heading with its explanation, and how the cells under it take what is typed there."""
    number_format = TEXT_FORMAT if column.is_text else "General"
    look = writer.look(num_format=number_format, text_wrap=True, align="left")
    sheet.set_column(number, number, column.width, look)
    sheet.write_string(0, number, column.heading, writer.heading())
    if column.prompt:
        sheet.write_comment(0, number, column.prompt)
    _offer(sheet, _FIRST_ROW, LAST_ROW, number, column)


def _offer(sheet: Worksheet, first: int, last: int, number: int, column: Column) -> None:
    """The choices of a column in its cells, where it has any."""
    if column.choices:
        source = list(column.choices)
        choices = {"validate": "list", "source": source, "show_error": not column.is_open}
        sheet.data_validation(first, number, last, number, choices)


def _bare(written: Written) -> CellValue:
    return written.value if isinstance(written, Typed) else written


def _as_text(written: Written) -> Typed:
    why = written.why if isinstance(written, Typed) else ""
    return Typed(str(_bare(written) or ""), TEXT_FORMAT, why)


def _put(writer: Writer, sheet: Worksheet, row: int, column: int, written: Written) -> None:
    typed = _typed(written)
    number_format = typed.number_format
    look = writer.look(text_wrap=True, num_format=number_format, align="left", **lines())
    put(sheet, row, column, typed.value, look)
    if typed.why:
        mark_open(writer, sheet, row, column, typed.why, typed.value)


def _typed(written: Written) -> Typed:
    """What is written, with the number format that its cell gets."""
    if isinstance(written, Typed):
        return written
    return Typed(written, DATE_FORMAT) if isinstance(written, date) else Typed(written)


def _values(cells: BookCells) -> Iterator[tuple[tuple[str, str], CellValue]]:
    """What each cell is written with, by sheet and cell."""
    for key, written in cells.facts.items():
        yield (layout.PLAN, cell_of_field(key)), _bare(written)
    for name, columns in cells.tables.items():
        for at, row in enumerate(cells.rows.get(name, ())):
            for key in keys(columns):
                yield (name, cell_of_row(columns, at, key)), _bare(row.get(key))

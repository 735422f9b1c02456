"""Writes the blank return workbook of a priority.

A guide, the targets, the milestones, and what to look up.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import DONE
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.returns import layout
from cyps_reports.returns.model import PUBLIC_COMMENT, Input, Returns
from cyps_reports.returns.needed_columns import deadline_columns, target_columns
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.deadline_rows import MILESTONE_READINGS, deadline_row
from cyps_reports.templates.entry_checks import check_entries
from cyps_reports.templates.guide import (
    MONTH_CELL,
    MONTH_FORMAT,
    deadline_tones,
    finish,
    measure_tones,
    write_guide,
    write_look_up,
)
from cyps_reports.templates.live_colours import colour_rows
from cyps_reports.templates.measure_rows import measure_row, target_readings
from cyps_reports.templates.reading import SAYS_NOTHING, words_that_say_nothing
from cyps_reports.templates.rows import Content, Live, SheetRow
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import WHO_READS, Column, keys
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.workbooks.printing import Printed
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Writer,
    fill,
    ink,
    lines,
    put,
    row_height,
    workbook_bytes,
)

Item = TypeVar("Item")
_TITLE_ROW, _PROGRESS_ROW, _MARKING_ROW, _HEADING_ROW = 0, 1, 2, 3
_FIRST_ROW = _HEADING_ROW + 1
_ROOM_TO_TYPE = 45
"""The least height of a row in points: three lines of comment."""


def return_workbook(
    plan: Plan, priority: Priority, month: Month, carried: Carried | None = None
) -> bytes:
    """The blank return of a priority for a month, as the bytes of an .xlsx file."""
    carried = carried or Carried()
    plan = plan.as_it_stood(month.last)
    # What is filled in already is judged by the very rules that the formulas repeat.
    sent = Returns(
        month, (Input("", "", priority.code),), carried.measures_of(plan, month), carried.deadlines
    )
    assessment = assess(plan, sent, carried.earlier, month.last)
    buffer = io.BytesIO()
    called = plan.vocabulary.priority_called(priority.code)
    title = f"{plan.identity}: {called} return, {month.in_words}"
    with workbook_bytes(buffer, title, plan.service, priority.title) as writer:
        write_guide(writer, plan, priority, month)
        if measures := plan.measures_of(priority.code):
            columns = target_columns(measures)
            form = SheetForm(columns, target_readings(columns), measure_tones(plan))
            rows = [
                measure_row(row, each, assessment, carried, columns)
                for row, each in _numbered(measures)
            ]
            _write_sheet(writer, plan, month, layout.TARGETS, f"{called}: targets", form, rows)
        deadlines = [(m, d) for m in plan.milestones_of(priority.code) for d in m.deadlines]
        form = SheetForm(
            deadline_columns(plan, deadlines), MILESTONE_READINGS, deadline_tones(plan)
        )
        rows = [
            deadline_row(row, *each, assessment, carried, form.columns)
            for row, each in _numbered(deadlines)
        ]
        _write_sheet(writer, plan, month, layout.MILESTONES, f"{called}: milestones", form, rows)
        write_look_up(writer, plan, priority)
        writer.workbook.define_name(SAYS_NOTHING, words_that_say_nothing())
        writer.workbook.worksheets()[1].activate()
    return buffer.getvalue()


def _numbered(items: Sequence[Item]) -> list[tuple[int, Item]]:
    return list(enumerate(items, start=_FIRST_ROW))


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What differs between the two sheets.

    Columns, those that read them, and the colours of the states.
    """

    columns: Sequence[Column]
    readings: Sequence[Column]
    tones: Mapping[str, Tone]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns that people see, and right of them the hidden ones.

        These are sorted with them.
        """
        return (*self.columns, *self.readings)


def _write_sheet(
    writer: Writer,
    plan: Plan,
    month: Month,
    name: str,
    title: str,
    form: SheetForm,
    rows: Sequence[SheetRow],
) -> None:
    sheet = writer.workbook.add_worksheet(name)
    put(sheet, _TITLE_ROW, 0, title, writer.title())
    _write_progress(writer, sheet, form, rows, month)
    put(sheet, _MARKING_ROW, 0, plan.marking, writer.look(bold=True))
    last = _HEADING_ROW + max(len(rows), 1)
    _head_what_is_read(writer, sheet, form, plan.vocabulary.body_word)
    heads = [
        {"header": column.heading, "header_format": writer.heading()} for column in form.all_columns
    ]
    table = {"name": name, "columns": heads, "style": None, "description": plain(title)}
    sheet.add_table(_HEADING_ROW, 0, last, len(form.all_columns) - 1, table)
    sheet.set_row(
        _HEADING_ROW, row_height((column.heading, column.width - 3) for column in form.columns)
    )
    widths = [0 if _says_nothing(column, rows) else column.width for column in form.columns]
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width, None, {"hidden": not widths[at]})
        check_entries(sheet, at, _FIRST_ROW, rows, column)
    sheet.set_column(len(form.columns), len(form.all_columns) - 1, None, None, {"hidden": True})
    for at, row in enumerate(rows, start=_FIRST_ROW):
        _write_row(writer, sheet, at, form, row)
    colour_rows(writer, sheet, form.columns, form.tones, range(_FIRST_ROW, last + 1))
    # What a row is and what it needs stay in sight; what it is, on every page too.
    place_of = keys(form.columns).index
    sheet.freeze_panes(_FIRST_ROW, place_of("todo") + 1)
    sheet.set_zoom(100)
    page = Printed(title, widths, place_of("state"), _HEADING_ROW, last, marking=plan.marking)
    finish(sheet, page)


def _says_nothing(column: Column, rows: Sequence[SheetRow]) -> bool:
    """Whether a column that nobody fills in is empty in every row."""
    if isinstance(column, layout.EntryColumn) or not rows:
        return False
    return all(row.contents.get(column.key) in (None, "") for row in rows)


def _head_what_is_read(writer: Writer, sheet: Worksheet, form: SheetForm, body: str) -> None:
    """Over the words that are printed in the report: who will read them."""
    look = writer.look(bold=True, **ink(theme.ACCENT))
    readers = {**dict.fromkeys(layout.FOR_READERS, body), PUBLIC_COMMENT: "Everybody"}
    for number, column in enumerate(form.columns):
        if column.key in readers:
            put(sheet, _MARKING_ROW, number, WHO_READS.format(readers[column.key]), look)


def _write_progress(
    writer: Writer, sheet: Worksheet, form: SheetForm, rows: Sequence[SheetRow], month: Month
) -> None:
    """How many rows are done, live: `Return for September 2012: 4 of 11 rows done`."""
    at = keys(form.columns).index("todo")
    first, last = (
        xl_rowcol_to_cell(row, at, True, True)
        for row in (_FIRST_ROW, _FIRST_ROW + max(len(rows), 1) - 1)
    )
    done = sum(
        isinstance(live := row.contents["todo"], Live) and live.gives == DONE for row in rows
    )
    of_all = f" of {counted(len(rows), 'row')} done for "
    formula = f'=COUNTIF({first}:{last},"{DONE}")&"{of_all}"&TEXT({MONTH_CELL},"{MONTH_FORMAT}")'
    said = f"{done}{of_all}"
    sheet.write_formula(_PROGRESS_ROW, 0, formula, writer.look(bold=True), said + month.in_words)


def _write_row(writer: Writer, sheet: Worksheet, at: int, form: SheetForm, row: SheetRow) -> None:
    texts = ((_shown(row.contents.get(column.key)), column.width) for column in form.columns)
    sheet.set_row(at, max(row_height(texts), _ROOM_TO_TYPE))
    for number, column in enumerate(form.all_columns):
        content = row.contents.get(column.key)
        # A hidden text that is wrapped would make its row taller.
        is_seen = number < len(form.columns)
        is_entered = not row.is_closed and column.key not in row.not_asked
        number_format = row.formats.get(column.key)
        look = (
            _look(writer, column, number_format, is_entered=is_entered)
            if is_seen
            else writer.look()
        )
        if isinstance(content, Live):
            sheet.write_formula(at, number, content.formula, look, content.gives)
        else:
            put(sheet, at, number, content, look)


def _shown(content: Content) -> str:
    if isinstance(content, Live):
        return str(content.gives)
    return "" if content is None or isinstance(content, Decimal) else str(content)


_FIGURES = ("target", "outturn", "similar", "actual")
_AT_THE_RIGHT: Mapping[str, Any] = {"align": "right", "indent": 1}
"""A little room keeps a figure apart from the words in the next column."""


def _look(writer: Writer, column: Column, number_format: str | None, *, is_entered: bool) -> Format:
    properties: dict[str, Any] = {"text_wrap": True, **lines()}
    if isinstance(column, layout.EntryColumn) and is_entered:
        properties |= {"locked": False, **fill(theme.INPUT)}
    else:
        properties |= fill(theme.BAND)
    if column.key in layout.DATES or number_format == DATE_FORMAT:
        properties |= {"num_format": DATE_FORMAT, "align": "left"}
    elif number_format:
        properties |= {"num_format": number_format, **_AT_THE_RIGHT}
    elif column.key in _FIGURES:
        properties |= _AT_THE_RIGHT
    return writer.look(**properties)

"""Writes the blank return workbook of a priority.

A guide, the targets, the milestones, and what to look up.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan, Priority
from cyps_reports.returns import layout
from cyps_reports.returns.model import Input, Returns
from cyps_reports.templates.carry import Carried
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
from cyps_reports.templates.rows import (
    MILESTONE_READINGS,
    Content,
    Live,
    SheetRow,
    deadline_row,
    measure_row,
    target_readings,
)
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Writer,
    colours,
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
            columns = layout.target_columns(measures)
            form = SheetForm(columns, target_readings(columns), measure_tones(plan))
            rows = [
                measure_row(row, each, assessment, carried, columns)
                for row, each in _numbered(measures)
            ]
            _write_sheet(writer, plan, month, layout.TARGETS, f"{called}: targets", form, rows)
        deadlines = [(m, d) for m in plan.milestones_of(priority.code) for d in m.deadlines]
        form = SheetForm(
            layout.deadline_columns(plan, deadlines), MILESTONE_READINGS, deadline_tones(plan)
        )
        rows = [
            deadline_row(row, *each, assessment, carried, form.columns)
            for row, each in _numbered(deadlines)
        ]
        _write_sheet(writer, plan, month, layout.MILESTONES, f"{called}: milestones", form, rows)
        write_look_up(writer, plan, priority)
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
    table = [
        {"header": column.heading, "header_format": writer.heading()} for column in form.all_columns
    ]
    sheet.add_table(
        _HEADING_ROW,
        0,
        last,
        len(form.all_columns) - 1,
        {"name": name, "columns": table, "style": None, "description": plain(title)},
    )
    sheet.set_row(
        _HEADING_ROW, row_height((column.heading, column.width - 3) for column in form.columns)
    )
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width)
        check_entries(sheet, at, _FIRST_ROW, rows, column)
    sheet.set_column(len(form.columns), len(form.all_columns) - 1, None, None, {"hidden": True})
    for at, row in enumerate(rows, start=_FIRST_ROW):
        _write_row(writer, sheet, at, form, row)
    _colour(writer, sheet, form, last)
    # The columns that say what a row is stay in sight, on the screen and on paper.
    known_by = [column.key for column in form.columns].index("name")
    sheet.freeze_panes(_FIRST_ROW, known_by + 1)
    sheet.repeat_rows(_HEADING_ROW)
    sheet.repeat_columns(0, known_by)
    finish(sheet, pages_wide=2)


def _write_progress(
    writer: Writer, sheet: Worksheet, form: SheetForm, rows: Sequence[SheetRow], month: Month
) -> None:
    """How many rows are done, live: `Return for September 2012: 4 of 11 rows done`."""
    at = [column.key for column in form.columns].index("todo")
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


def _look(writer: Writer, column: Column, number_format: str | None, *, is_entered: bool) -> Format:
    properties: dict[str, Any] = {"text_wrap": True, **lines()}
    if column.key == "previous":
        # It stands beside a figure that ends at the edge.
        properties |= {"indent": 1}
    if isinstance(column, layout.EntryColumn) and is_entered:
        properties |= {"locked": False, **fill(theme.INPUT)}
    else:
        properties |= fill(theme.BAND)
    if column.key in layout.DATES or number_format == DATE_FORMAT:
        properties |= {"num_format": DATE_FORMAT, "align": "left"}
    elif number_format:
        properties |= {"num_format": number_format, "align": "right"}
    elif column.key in _FIGURES:
        properties |= {"align": "right"}
    return writer.look(**properties)


def _colour(writer: Writer, sheet: Worksheet, form: SheetForm, last: int) -> None:
    """The states in their colours, what is to do in bold.

    Repeated headings stand in a quieter ink.
    """
    at = {column.key: number for number, column in enumerate(form.columns)}
    state, to_do = (
        xl_rowcol_to_cell(_FIRST_ROW, at[key], col_abs=True) for key in ("state", "todo")
    )
    for tone in Tone:
        for words in _short_enough(
            f'{state}="{word}"' for word, each in form.tones.items() if each is tone
        ):
            look = writer.workbook.add_format({**colours(tone), "bold": True})
            _when(sheet, at["state"], last, f"=OR({words})", look)
    _when(
        sheet, at["todo"], last, f'={to_do}<>"{DONE}"', writer.workbook.add_format({"bold": True})
    )
    for key in (each for each in ("heading", "name") if each in at):
        here = xl_rowcol_to_cell(_FIRST_ROW, at[key], col_abs=True)
        above = xl_rowcol_to_cell(_HEADING_ROW, at[key], col_abs=True)
        _when(
            sheet, at[key], last, f"={here}={above}", writer.workbook.add_format(ink(theme.MUTED))
        )


_LONGEST_RULE = 240
"""In characters. Excel lets nobody type a longer formula as a rule of colours."""


def _short_enough(conditions: Iterable[str]) -> Iterator[str]:
    """The conditions, as many together as one rule of colours has room for."""
    together = ""
    for condition in conditions:
        if together and len(together) + len(condition) > _LONGEST_RULE:
            yield together
            together = ""
        together = f"{together},{condition}" if together else condition
    if together:
        yield together


def _when(sheet: Worksheet, column: int, last: int, criteria: str, look: Format) -> None:
    sheet.conditional_format(
        _FIRST_ROW, column, last, column, {"type": "formula", "criteria": criteria, "format": look}
    )

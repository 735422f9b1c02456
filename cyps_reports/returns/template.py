"""Writes the blank return workbook of a priority: a short guide, the targets and the milestones."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Figure, Measure, Plan, Priority, Unit, decimals_of
from cyps_reports.returns import layout
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Writer,
    fill,
    lines,
    number_format,
    put,
    row_height,
    workbook_bytes,
)

_TITLE_ROW, _MARKING_ROW, _HEADING_ROW = 0, 1, 2
_ROOM_TO_TYPE = 45
"""The least height of a row in points: three lines of comment."""
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def return_workbook(plan: Plan, priority: Priority, month: Month) -> bytes:
    """The blank return of a priority for a month, as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    title = f"{plan.title} {plan.year}: Priority {priority.code} return, {month.in_words}"
    with workbook_bytes(buffer, title, plan.service, priority.title) as writer:
        _write_guide(writer, plan, priority, month)
        if plan.measures_of(priority.code):
            _write_targets(writer, plan, priority)
        _write_milestones(writer, plan, priority)
    return buffer.getvalue()


def _write_guide(writer: Writer, plan: Plan, priority: Priority, month: Month) -> None:
    sheet = writer.workbook.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"Priority {priority.code}: monthly return", writer.title())
    facts = (
        (layout.PLAN_LABEL, plan.identity),
        (layout.PRIORITY_LABEL, priority.code),
        ("Title", priority.title),
        (layout.MONTH_LABEL, month.in_words),
        (layout.MARKING_LABEL, plan.marking),
    )
    for row, (label, value) in enumerate(facts, start=2):
        look: dict[str, Any] = {"text_wrap": True, "align": "left", **lines()}
        if label == layout.MONTH_LABEL:
            look |= {"locked": False, **fill(theme.INPUT)}
        sheet.write_string(row, 0, label, writer.heading())
        put(sheet, row, 1, value, writer.look(**look))
    for row, line in enumerate(_guide(plan, priority), start=len(facts) + 3):
        sheet.write_string(row, 0, line[0], writer.look(bold=True, text_wrap=True))
        sheet.write_string(row, 1, line[1], writer.look(text_wrap=True))
    sheet.protect("", _PROTECTION)
    _page(sheet)


def _guide(plan: Plan, priority: Priority) -> tuple[tuple[str, str], ...]:
    """The guide's lines: what each column to fill in is for, straight from the layout."""
    has_measures = bool(plan.measures_of(priority.code))
    entries: tuple[tuple[str, tuple[Column, ...]], ...] = ((layout.MILESTONES, layout.MILESTONE_ENTRIES),)
    if has_measures:
        entries = ((layout.TARGETS, layout.TARGET_ENTRIES), *entries)
    columns = tuple((column.heading, f"{column.prompt}{_choices(column)}") for _, each in entries for column in each)
    sheets = " and ".join(name for name, _ in entries)
    return (
        ("What to do", f"Fill in the yellow cells on {sheets}, save, and send the workbook back."),
        ("", "The other cells hold the approved plan. What is changed there is reported and not used."),
        ("", "Leave a cell empty rather than typing a guess, and write the reason in the comment."),
        *columns,
    )


def _choices(column: Column) -> str:
    return f" Choose: {', '.join(column.choices)}." if column.choices else ""


def _write_targets(writer: Writer, plan: Plan, priority: Priority) -> None:
    measures = plan.measures_of(priority.code)
    sheet = _sheet(writer, plan, layout.TARGETS, f"Priority {priority.code}: targets", layout.TARGET_COLUMNS)
    for row, measure in enumerate(measures, start=_HEADING_ROW + 1):
        for column, told in enumerate(layout.TARGET_PLAN):
            value = told.value(measure)
            put(sheet, row, column, _as_stored(value, measure.unit), _plan_look(writer, measure, value))
        shown = number_format(measure.decimals, measure.unit is Unit.PERCENT)
        texts = ((str(told.value(measure)), told.width) for told in layout.TARGET_PLAN)
        sheet.set_row(row, max(row_height(texts), _ROOM_TO_TYPE))
        looks = {"actual": writer.look(**_input(), num_format=shown, align="right")}
        _write_entries(writer, sheet, row, len(layout.TARGET_PLAN), layout.TARGET_ENTRIES, looks)
    _validate(sheet, len(layout.TARGET_PLAN), layout.TARGET_ENTRIES, len(measures))
    for row, measure in enumerate(measures, start=_HEADING_ROW + 1):
        _write_notes(sheet, row, measure)
    _finish(sheet, len(measures), len(layout.TARGET_COLUMNS))


def _as_stored(value: str | Figure, unit: Unit) -> str | Decimal:
    if isinstance(value, Decimal):
        return value / 100 if unit is Unit.PERCENT else value
    return str(value)


def _plan_look(writer: Writer, measure: Measure, value: str | Figure) -> Format:
    if isinstance(value, Decimal):
        shown = number_format(decimals_of(value), measure.unit is Unit.PERCENT)
        return writer.look(**_locked(), num_format=shown, align="right")
    return writer.look(**_locked())


def _write_notes(sheet: Worksheet, row: int, measure: Measure) -> None:
    """The plan's notes, as cell notes on the figures they belong to."""
    notes = {"similar": measure.similar_note, "outturn": measure.outturn_note, "target": measure.target_note}
    for column, told in enumerate(layout.TARGET_PLAN):
        if text := notes.get(told.key):
            sheet.write_comment(row, column, text, {"author": "Approved plan"})


def _write_milestones(writer: Writer, plan: Plan, priority: Priority) -> None:
    rows = [(m, d) for m in plan.milestones_of(priority.code) for d in m.deadlines]
    sheet = _sheet(writer, plan, layout.MILESTONES, f"Priority {priority.code}: milestones", layout.MILESTONE_COLUMNS)
    for row, (milestone, deadline) in enumerate(rows, start=_HEADING_ROW + 1):
        for column, told in enumerate(layout.MILESTONE_PLAN):
            value = told.value(milestone, deadline)
            dated = {"num_format": DATE_FORMAT, "align": "left"} if isinstance(value, date) else {}
            put(sheet, row, column, value, writer.look(**_locked(), **dated))
        texts = ((str(told.value(milestone, deadline)), told.width) for told in layout.MILESTONE_PLAN)
        sheet.set_row(row, max(row_height(texts), _ROOM_TO_TYPE))
        _write_entries(writer, sheet, row, len(layout.MILESTONE_PLAN), layout.MILESTONE_ENTRIES, {})
    _validate(sheet, len(layout.MILESTONE_PLAN), layout.MILESTONE_ENTRIES, len(rows))
    _finish(sheet, len(rows), len(layout.MILESTONE_COLUMNS))


def _sheet(writer: Writer, plan: Plan, name: str, title: str, columns: Sequence[Column]) -> Worksheet:
    sheet = writer.workbook.add_worksheet(name)
    sheet.write_string(_TITLE_ROW, 0, title, writer.title())
    if plan.marking:
        sheet.write_string(_MARKING_ROW, 0, plan.marking, writer.look(bold=True))
    sheet.set_row(_HEADING_ROW, row_height((column.heading, column.width) for column in columns))
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(_HEADING_ROW, number, column.heading, writer.heading())
    return sheet


def _write_entries(
    writer: Writer,
    sheet: Worksheet,
    row: int,
    start: int,
    entries: Sequence[Column],
    looks: Mapping[str, Format],
) -> None:
    for column, entry in enumerate(entries, start=start):
        dated = {"num_format": DATE_FORMAT, "align": "left"} if entry.key in _DATES else {}
        put(sheet, row, column, None, looks.get(entry.key) or writer.look(**_input(), **dated))


_DATES = ("as_at", "completed", "expected")
_VALIDATED = {
    "actual": {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9},
    **{
        key: {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
        }
        for key in _DATES
    },
}


def _validate(sheet: Worksheet, start: int, entries: Sequence[Column], rows: int) -> None:
    """Input messages and checks; a warning rather than a stop, so that nothing typed is lost."""
    for column, entry in enumerate(entries, start=start):
        rule: dict[str, Any] = dict(_VALIDATED.get(entry.key, {"validate": "any"}))
        if entry.choices:
            rule = {"validate": "list", "source": list(entry.choices)}
        rule |= {"input_title": entry.heading, "input_message": entry.prompt}
        if rule["validate"] != "any":
            rule |= {"error_type": "warning", "error_title": entry.heading, "error_message": entry.prompt}
        sheet.data_validation(_HEADING_ROW + 1, column, _HEADING_ROW + max(rows, 1), column, rule)


def _finish(sheet: Worksheet, rows: int, columns: int) -> None:
    sheet.autofilter(_HEADING_ROW, 0, _HEADING_ROW + max(rows, 1), columns - 1)
    sheet.freeze_panes(_HEADING_ROW + 1, 2)
    sheet.repeat_rows(_HEADING_ROW)
    sheet.protect("", _PROTECTION)
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def _locked() -> dict[str, Any]:
    return {"text_wrap": True, **fill(theme.BAND), **lines()}


def _input() -> dict[str, Any]:
    return {"text_wrap": True, "locked": False, **fill(theme.INPUT), **lines()}

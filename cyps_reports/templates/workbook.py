"""Writes the blank return workbook of a priority: a guide, the targets, the milestones, and what to look up."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.meanings import DEADLINE_MEANINGS, MEASURE_MEANINGS
from cyps_reports.assessment.model import Assessment, DeadlineState, EarlierActual, MeasureState
from cyps_reports.plan.dates import Month, short
from cyps_reports.plan.figures import number_format_of, printed
from cyps_reports.plan.model import AtApproval, Deadline, Measure, Milestone, Plan, Priority, Unit
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, Input, MeasureEntry, Returns
from cyps_reports.templates import formulas, todo
from cyps_reports.templates.carry import Carried
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import Column
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

MONTH_FORMAT = "mmmm yyyy"
_TITLE_ROW, _PROGRESS_ROW, _MARKING_ROW, _HEADING_ROW = 0, 1, 2, 3
_FIRST_ROW = _HEADING_ROW + 1
_MONTH_CELL, _AS_AT_CELL = "Guide!$B$6", "Guide!$B$7"
_LOOK_UP = "Look up"
_ROOM_TO_TYPE = 45
"""The least height of a row in points: three lines of comment."""
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and the words it gives as the workbook is sent out."""

    formula: str
    words: str


Item = TypeVar("Item")
Content = str | date | Decimal | Live | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: what is in each column by key, and the number formats of its figures.

    A closed row asks for nothing: it was completed when the plan was approved.
    """

    contents: Mapping[str, Content]
    formats: Mapping[str, str]
    is_closed: bool = False


def return_workbook(plan: Plan, priority: Priority, month: Month, carried: Carried | None = None) -> bytes:
    """The blank return of a priority for a month, as the bytes of an .xlsx file."""
    carried = carried or Carried()
    # What is filled in already is judged by the very rules that the formulas repeat.
    sent = Returns(month, (Input("", "", priority.code),), carried.measures, carried.deadlines)
    assessment = assess(plan, sent, carried.earlier, month.last)
    buffer = io.BytesIO()
    title = f"{plan.identity}: Priority {priority.code} return, {month.in_words}"
    with workbook_bytes(buffer, title, plan.service, priority.title) as writer:
        _write_guide(writer, plan, priority, month)
        if plan.measures_of(priority.code):
            rows = [_measure_row(r, m, assessment, carried) for r, m in _numbered(plan.measures_of(priority.code))]
            _write_sheet(writer, plan, month, layout.TARGETS, f"Priority {priority.code}: targets", _TARGETS, rows)
        deadlines = [(m, d) for m in plan.milestones_of(priority.code) for d in m.deadlines]
        rows = [_deadline_row(r, *each, assessment, carried) for r, each in _numbered(deadlines)]
        _write_sheet(writer, plan, month, layout.MILESTONES, f"Priority {priority.code}: milestones", _MILESTONES, rows)
        _write_look_up(writer, plan, priority)
        writer.workbook.worksheets()[1].activate()
    return buffer.getvalue()


def _numbered(items: Sequence[Item]) -> list[tuple[int, Item]]:
    return list(enumerate(items, start=_FIRST_ROW))


def _addresses(columns: Sequence[Column], row: int) -> dict[str, str]:
    """The address of each cell of a row, the column fixed so that moving it about changes nothing."""
    return {column.key: xl_rowcol_to_cell(row, at, col_abs=True) for at, column in enumerate(columns)}


def _measure_row(row: int, measure: Measure, assessment: Assessment, carried: Carried) -> SheetRow:
    cells = _addresses(layout.TARGET_COLUMNS, row)
    result = next(each for each in assessment.measures if each.measure is measure)
    entry = result.entry or MeasureEntry()
    before = next(iter(carried.earlier.actuals.get(measure.key, ())), None)
    planned = {column.key: _stored(column.value(measure), measure.unit) for column in layout.TARGET_PLAN}
    state = formulas.measure_state(measure, assessment.plan.tolerance_of(measure), cells, _AS_AT_CELL)
    words = todo.measure_todo(entry, result.state, assessment.as_at)
    figures = {column.key: column.value(measure) for column in layout.TARGET_PLAN}
    formats = {
        key: number_format_of(value, measure.unit) for key, value in figures.items() if isinstance(value, Decimal)
    }
    entered = number_format_of(Decimal(1).scaleb(-measure.decimals), measure.unit)
    return SheetRow(
        {
            **planned,
            "previous": _last_figure(before, measure.unit) if before else None,
            "actual": _stored(result.actual, measure.unit) if result.actual is not None else None,
            "as_at": entry.as_at if isinstance(entry.as_at, date) else None,
            "data_status": entry.data_status.value if result.actual is not None else None,
            "comment": entry.comment,
            "state": Live(state, result.state.value),
            "todo": Live(formulas.measure_todo(cells, _AS_AT_CELL), words),
        },
        {**formats, "actual": entered},
    )


def _last_figure(before: EarlierActual, unit: Unit) -> str:
    """`78.5% (31/07/12)`: the last figure with its own date, or with the month it was returned for."""
    when = short(before.as_at) if isinstance(before.as_at, date) else before.month.in_words
    return f"{printed(before.actual, unit)} ({when})"


def _stored(value: str | Decimal, unit: Unit) -> str | Decimal:
    if isinstance(value, Decimal):
        return value / 100 if unit is Unit.PERCENT else value
    return str(value)


def _deadline_row(
    row: int, milestone: Milestone, deadline: Deadline, assessment: Assessment, carried: Carried
) -> SheetRow:
    cells = _addresses(layout.MILESTONE_COLUMNS, row)
    key = (milestone.ref, deadline.number)
    result = next(each for each in assessment.deadlines if each.key == key)
    entry = result.entry or DeadlineEntry()
    last_done = carried.earlier.last_done.get(key) if deadline.is_monthly else None
    known = result.state if result.state.is_completed else None
    state = formulas.deadline_state(deadline, last_done, cells, _AS_AT_CELL, known)
    words = todo.deadline_todo(deadline, entry, result.state, assessment.as_at)
    said = carried.progress.get(key)
    done = f"Last done in {last_done.in_words}." if last_done else ""
    planned = {column.key: column.value(milestone, deadline) for column in layout.MILESTONE_PLAN}
    return SheetRow(
        {
            **planned,
            "status": entry.status.value if isinstance(entry.completed, date) else None,
            "completed": entry.completed if isinstance(entry.completed, date) else None,
            "state": Live(state, result.state.value),
            "todo": Live(formulas.deadline_todo(deadline, cells, _AS_AT_CELL), words),
            "previous": " ".join(part for part in (done, f"{said[0].in_words}: {said[1]}" if said else "") if part),
        },
        {key: DATE_FORMAT for key, value in planned.items() if isinstance(value, date)},
        is_closed=deadline.at_approval is AtApproval.COMPLETED,
    )


@dataclass(frozen=True, slots=True)
class SheetForm:
    """What differs between the two sheets: columns, and the colours of the states."""

    columns: Sequence[Column]
    tones: Mapping[str, Tone]


_TARGETS = SheetForm(layout.TARGET_COLUMNS, {state.value: state.rag for state in MeasureState})
_MILESTONES = SheetForm(layout.MILESTONE_COLUMNS, {state.value: state.rag for state in DeadlineState})


def _write_sheet(
    writer: Writer, plan: Plan, month: Month, name: str, title: str, form: SheetForm, rows: Sequence[SheetRow]
) -> None:
    sheet = writer.workbook.add_worksheet(name)
    put(sheet, _TITLE_ROW, 0, title, writer.title())
    _write_progress(writer, sheet, form, rows, month)
    put(sheet, _MARKING_ROW, 0, plan.marking, writer.look(bold=True))
    last = _HEADING_ROW + max(len(rows), 1)
    table = [{"header": column.heading, "header_format": writer.heading()} for column in form.columns]
    sheet.add_table(
        _HEADING_ROW,
        0,
        last,
        len(form.columns) - 1,
        {"name": name, "columns": table, "style": None, "description": title},
    )
    sheet.set_row(_HEADING_ROW, row_height((column.heading, column.width - 3) for column in form.columns))
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width)
        _validate(sheet, at, last, column)
    for at, row in enumerate(rows, start=_FIRST_ROW):
        _write_row(writer, sheet, at, form, row)
    _colour(writer, sheet, form, last)
    # The columns that say what a row is stay in sight, on the screen and on paper.
    known_by = [column.key for column in form.columns].index("name")
    sheet.freeze_panes(_FIRST_ROW, known_by + 1)
    sheet.repeat_rows(_HEADING_ROW)
    sheet.repeat_columns(0, known_by)
    _finish(sheet, pages_wide=2)


def _write_progress(writer: Writer, sheet: Worksheet, form: SheetForm, rows: Sequence[SheetRow], month: Month) -> None:
    """How many rows are done, live: `Return for September 2012: 4 of 11 rows done`."""
    at = [column.key for column in form.columns].index("todo")
    first, last = (xl_rowcol_to_cell(row, at, True, True) for row in (_FIRST_ROW, _FIRST_ROW + max(len(rows), 1) - 1))
    done = sum(isinstance(live := row.contents["todo"], Live) and live.words == todo.DONE for row in rows)
    formula = (
        f'=COUNTIF({first}:{last},"{todo.DONE}")&" of {len(rows)} rows done for "&TEXT({_MONTH_CELL},"{MONTH_FORMAT}")'
    )
    said = f"{done} of {len(rows)} rows done for "
    sheet.write_formula(_PROGRESS_ROW, 0, formula, writer.look(bold=True), said + month.in_words)


def _write_row(writer: Writer, sheet: Worksheet, at: int, form: SheetForm, row: SheetRow) -> None:
    texts = ((_shown(row.contents.get(column.key)), column.width) for column in form.columns)
    sheet.set_row(at, max(row_height(texts), _ROOM_TO_TYPE))
    for number, column in enumerate(form.columns):
        content = row.contents.get(column.key)
        look = _look(writer, column, row.formats.get(column.key), is_closed=row.is_closed)
        if isinstance(content, Live):
            sheet.write_formula(at, number, content.formula, look, content.words)
        else:
            put(sheet, at, number, content, look)


def _shown(content: Content) -> str:
    return (
        content.words
        if isinstance(content, Live)
        else ""
        if content is None or isinstance(content, Decimal)
        else str(content)
    )


_DATES = ("as_at", "completed", "expected")


def _look(writer: Writer, column: Column, number_format: str | None, *, is_closed: bool) -> Format:
    properties: dict[str, Any] = {"text_wrap": True, **lines()}
    if isinstance(column, layout.EntryColumn) and not is_closed:
        properties |= {"locked": False, **fill(theme.INPUT)}
    else:
        properties |= fill(theme.BAND)
    if column.key in _DATES or number_format == DATE_FORMAT:
        properties |= {"num_format": DATE_FORMAT, "align": "left"}
    elif number_format:
        properties |= {"num_format": number_format, "align": "right"}
    return writer.look(**properties)


_VALIDATED: Mapping[str, Mapping[str, Any]] = {
    "actual": {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9},
    **{
        key: {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31)}
        for key in _DATES
    },
}


_WANTED = {"actual": "Type a figure only, like 78.5% or 150.", **dict.fromkeys(_DATES, "Type a date like 31/10/12.")}


def _validate(sheet: Worksheet, at: int, last: int, column: Column) -> None:
    """Input messages and checks; a warning rather than a stop, so that nothing typed is lost."""
    if not isinstance(column, layout.EntryColumn):
        return
    rule: dict[str, Any] = dict(_VALIDATED.get(column.key, {"validate": "any"}))
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices)}
    rule |= {"input_title": column.heading, "input_message": column.prompt}
    if rule["validate"] != "any":
        wanted = f"Choose one of: {', '.join(column.choices)}." if column.choices else _WANTED[column.key]
        rule |= {"error_type": "warning", "error_title": column.heading, "error_message": wanted}
    sheet.data_validation(_FIRST_ROW, at, last, at, rule)


def _colour(writer: Writer, sheet: Worksheet, form: SheetForm, last: int) -> None:
    """The states in their colours, what is to do in bold, and repeated headings in a quieter ink."""
    at = {column.key: number for number, column in enumerate(form.columns)}
    state, to_do = (xl_rowcol_to_cell(_FIRST_ROW, at[key], col_abs=True) for key in ("state", "todo"))
    for tone in Tone:
        words = ",".join(f'{state}="{word}"' for word, each in form.tones.items() if each is tone)
        if words:
            look = writer.workbook.add_format({**colours(tone), "bold": True})
            _when(sheet, at["state"], last, f"=OR({words})", look)
    _when(sheet, at["todo"], last, f'={to_do}<>"{todo.DONE}"', writer.workbook.add_format({"bold": True}))
    for key in (each for each in ("heading", "name") if each in at):
        here = xl_rowcol_to_cell(_FIRST_ROW, at[key], col_abs=True)
        above = xl_rowcol_to_cell(_HEADING_ROW, at[key], col_abs=True)
        _when(sheet, at[key], last, f"={here}={above}", writer.workbook.add_format(ink(theme.MUTED)))


def _when(sheet: Worksheet, column: int, last: int, criteria: str, look: Format) -> None:
    sheet.conditional_format(
        _FIRST_ROW, column, last, column, {"type": "formula", "criteria": criteria, "format": look}
    )


def _write_guide(writer: Writer, plan: Plan, priority: Priority, month: Month) -> None:
    sheet = writer.workbook.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    put(sheet, 0, 0, f"Priority {priority.code}: monthly return", writer.title())
    label, plain = writer.heading(), {"text_wrap": True, "align": "left", **lines()}
    for row, (name, value) in enumerate(
        ((layout.PLAN_LABEL, plan.identity), (layout.PRIORITY_LABEL, priority.code), ("Title", priority.title)), start=2
    ):
        put(sheet, row, 0, name, label)
        put(sheet, row, 1, value, writer.look(**plain))
    put(sheet, 5, 0, layout.MONTH_LABEL, label)
    put(sheet, 5, 1, month.first, writer.look(**plain, num_format=MONTH_FORMAT))
    put(sheet, 6, 0, "Judged as at", label)
    day = writer.look(**plain, num_format="d mmmm yyyy")
    sheet.write_formula(6, 1, f"=EOMONTH({_MONTH_CELL},0)", day, (month.last - date(1899, 12, 30)).days)
    put(sheet, 7, 0, layout.MARKING_LABEL, label)
    put(sheet, 7, 1, plan.marking or "None", writer.look(**plain))
    for row, (name, text) in enumerate(_guide(plan, priority), start=9):
        put(sheet, row, 0, name, writer.look(bold=True, text_wrap=True))
        put(sheet, row, 1, text, writer.look(text_wrap=True))
    _finish(sheet)


def _guide(plan: Plan, priority: Priority) -> tuple[tuple[str, str], ...]:
    """The guide's lines: what each column to fill in is for, straight from the layout."""
    entries: dict[str, Sequence[Column]] = {layout.MILESTONES: layout.MILESTONE_ENTRIES}
    if plan.measures_of(priority.code):
        entries = {layout.TARGETS: layout.TARGET_ENTRIES, **entries}
    sheets = " and ".join(entries)
    columns = tuple(
        (f"{column.heading}", f"{column.prompt}{_choices(column)}") for each in entries.values() for column in each
    )
    return (
        (
            "What to do",
            f"Fill in the yellow cells on {sheets}. “To do” says what each row still needs. Save, send back.",
        ),
        ("", "The rating and the state change as you type. They follow the rules on the sheet “Look up”."),
        ("", "The blue-grey cells are locked: they hold the approved plan, or fill themselves in."),
        ("", "What was completed before, and annual results that are final, are filled in already: leave them."),
        ("No figure", "Choose Not yet due or Not available as the data status, and say why in the comment."),
        ("No news", "Choose the status that fits, and say why in the progress."),
        ("Monthly items", "Give the latest date it was done up to the end of the month; the status may stay empty."),
        ("Another due date", "Ask the performance officer: it needs approval. Until then, give an expected date."),
        *dict(columns).items(),
    )


def _choices(column: Column) -> str:
    return f" Choose: {', '.join(column.choices)}." if column.choices else ""


def _write_look_up(writer: Writer, plan: Plan, priority: Priority) -> None:
    """Leads, partners, and the rules in words."""
    sheet = writer.workbook.add_worksheet(_LOOK_UP)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    put(sheet, 0, 0, "Leads, partners and rules", writer.title())
    partners = sorted({partner for m in plan.milestones_of(priority.code) for partner in m.partners})
    blocks: list[tuple[str, str, Sequence[tuple[str, str]]]] = [
        ("Director lead", "Post", [(each.initials, f"{each.name}, {each.post}") for each in plan.leads]),
        ("Rating of a measure", "When", [(state.value, text) for state, text in MEASURE_MEANINGS.items()]),
        ("State of a deadline", "When", [(state.value, text) for state, text in DEADLINE_MEANINGS.items()]),
    ]
    row = 2
    tones = {**_TARGETS.tones, **_MILESTONES.tones}
    for number, (first, second, pairs) in enumerate(blocks, start=1):
        heads = [{"header": head, "header_format": writer.heading()} for head in (first, second)]
        sheet.add_table(
            row,
            0,
            row + len(pairs),
            1,
            {"name": f"Look_up_{number}", "columns": heads, "style": None, "autofilter": False},
        )
        for at, (word, text) in enumerate(pairs, start=row + 1):
            toned = {**colours(tones[word]), "bold": True} if word in tones else {}
            put(sheet, at, 0, word, writer.look(**lines(), **toned))
            put(sheet, at, 1, text, writer.look(text_wrap=True, **lines()))
        row += len(pairs) + 2
    put(sheet, row, 0, "Partners", writer.look(bold=True))
    put(sheet, row, 1, ", ".join(partners) or "None", writer.look(text_wrap=True))
    put(sheet, row + 1, 0, "Tolerance", writer.look(bold=True))
    put(sheet, row + 1, 1, f"{plan.tolerance.amount}% of the target, unless the plan sets another.", writer.look())
    _finish(sheet)


def _finish(sheet: Worksheet, pages_wide: int = 1) -> None:
    sheet.protect("", _PROTECTION)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer("&L&A&RPage &P of &N")

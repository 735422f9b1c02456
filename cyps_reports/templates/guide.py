"""The guide at the front of a return, and the sheet to look things up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cyps_reports import theme
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.state_meanings import deadline_meanings, measure_meanings
from cyps_reports.plan.dates.months import DAY_ZERO, Month
from cyps_reports.plan.figures.targets import tolerance_words
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.returns import layout
from cyps_reports.returns.needed_columns import deadline_columns, target_columns
from cyps_reports.templates.date_checks import date_rule
from cyps_reports.theme import Tone
from cyps_reports.workbooks.layout import Column, keys
from cyps_reports.workbooks.printing import Printed, set_up_page
from cyps_reports.workbooks.writing import (
    DATE_FORMAT,
    Writer,
    colours,
    fill,
    lines,
    put,
    row_height,
    table_headings,
)

MONTH_FORMAT = "mmmm yyyy"
MONTH_CELL, AS_AT_CELL = "Guide!$B$6", "Guide!$B$7"
"""Where the guide holds the return month and its last day, on which everything is judged."""
_FIRST_SIGNED, _FIRST_LINE = 8, 12
"""The rows, counted from 0, where the cells for the sign-off begin and the guide's lines."""
_LOOK_UP = "Look up"
_WIDTHS = (22, 98)
"""The widths of the two columns of the guide and of the sheet to look things up."""
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def measure_tones(plan: Plan) -> dict[str, Tone]:
    """The colour of each word in the column Rating that this plan can give."""
    meanings = measure_meanings(plan)
    return {state.value: state.rag for state in MeasureState if state in meanings}


def deadline_tones(plan: Plan) -> dict[str, Tone]:
    """The colour of each word in the column State that this plan can give."""
    meanings = deadline_meanings(plan)
    return {state.value: state.rag for state in DeadlineState if state in meanings}


def write_guide(writer: Writer, plan: Plan, priority: Priority, month: Month) -> None:
    """Plan, priority, month and what to do, in half a page."""
    sheet = writer.workbook.add_worksheet(layout.GUIDE)
    _set_widths(sheet)
    put(
        sheet,
        0,
        0,
        f"{plan.vocabulary.priority_called(priority.code)}: {_how_often(plan)}return",
        writer.title(),
    )
    label = writer.heading()
    plain = {"text_wrap": True, "align": "left", "valign": "vcenter", **lines()}
    about = (
        (layout.PLAN_LABEL, plan.identity),
        (layout.priority_label(plan.vocabulary), priority.code),
        ("Title", priority.title),
    )
    for row, (name, value) in enumerate(about, start=2):
        _set_height(sheet, row, name, value)
        put(sheet, row, 0, name, label)
        put(sheet, row, 1, value, writer.look(**plain))
    put(sheet, 5, 0, layout.MONTH_LABEL, label)
    put(sheet, 5, 1, month.first, writer.look(**plain, num_format=MONTH_FORMAT))
    put(sheet, 6, 0, "Judged as at", label)
    day = writer.look(**plain, num_format="d mmmm yyyy")
    sheet.write_formula(6, 1, f"=EOMONTH({MONTH_CELL},0)", day, (month.last - DAY_ZERO).days)
    if plan.marking:
        put(sheet, 7, 0, layout.MARKING_LABEL, label)
        put(sheet, 7, 1, plan.marking, writer.look(**plain))
    _write_sign_off(writer, sheet)
    for row, (name, text) in enumerate(_guide(plan, priority), start=_FIRST_LINE):
        _set_height(sheet, row, name, text)
        put(sheet, row, 0, name, writer.look(bold=True, text_wrap=True))
        put(sheet, row, 1, text, writer.look(text_wrap=True))
    finish(sheet, Printed(sheet.name, _WIDTHS), is_landscape=False)


def _set_widths(sheet: Worksheet) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)


def _set_height(sheet: Worksheet, row: int, *texts: str) -> None:
    """A row as high as its texts need, which no program has to work out."""
    sheet.set_row(row, row_height(zip(texts, _WIDTHS, strict=True)))


def _write_sign_off(writer: Writer, sheet: Worksheet) -> None:
    """The cells that say who answers for the return; they may stay empty."""
    look: dict[str, Any] = {"text_wrap": True, "align": "left", **lines(), "locked": False}
    look |= fill(theme.INPUT)
    for row, (key, name) in enumerate(layout.SIGN_OFF_LABELS.items(), start=_FIRST_SIGNED):
        put(sheet, row, 0, name, writer.heading())
        rule: dict[str, Any] = {"validate": "any"}
        if key == layout.SIGNED_ON:
            look |= {"num_format": DATE_FORMAT}
            rule = date_rule(name)
        put(sheet, row, 1, None, writer.look(**look))
        message = {"input_title": name, "input_message": layout.SIGN_OFF_PROMPTS[key]}
        sheet.data_validation(row, 1, row, 1, rule | message)


def _how_often(plan: Plan) -> str:
    """`monthly `; nothing where the months are named."""
    return f"{plan.reported} " if plan.reported.every else ""


def _guide(plan: Plan, priority: Priority) -> tuple[tuple[str, str], ...]:
    """The guide's lines: what each column to fill in is for, straight from the layout."""
    entries = _entries(plan, priority)
    sheets = " and ".join(entries)
    columns = {
        column.heading: f"{column.prompt}{_choices(column)}"
        for columns_there in entries.values()
        for column in columns_there
    }
    return (
        (
            "What to do",
            f"Fill in the yellow cells on {sheets}. “To do” says what each row still needs. Save, "
            "send back.",
        ),
        *_ADVICE,
        *columns.items(),
    )


def _entries(plan: Plan, priority: Priority) -> dict[str, Sequence[Column]]:
    """The columns to fill in, by the sheet they stand on."""
    of_milestones = keys(deadline_columns(plan, ()))
    entries: dict[str, Sequence[Column]] = {
        layout.MILESTONES: [each for each in layout.MILESTONE_ENTRIES if each.key in of_milestones]
    }
    if measures := plan.measures_of(priority.code):
        columns_there = target_columns(measures)
        entries = {
            layout.TARGETS: [each for each in layout.TARGET_ENTRIES if each in columns_there],
            **entries,
        }
    return entries


_ADVICE = (
    (
        "",
        "The rating and the state change as you type. They follow the rules on the sheet "
        "“Look up”.",
    ),
    (
        "",
        "The blue-grey cells are locked: they hold the approved plan, or fill themselves in. "
        "So do hidden columns"
        " at the right, which read what you type.",
    ),
    (
        "",
        "What was completed before, and annual results that are final, are filled in already: "
        "leave them.",
    ),
    (
        "",
        "The last corrective actions are filled in too: change or empty what is no longer true.",
    ),
    (
        "No figure",
        "Choose Not yet due or Not available as the data status, and say why in the comment.",
    ),
    ("No news", "Choose the status that fits, and say why in the progress."),
    (
        "n/a, TBC, none, -",
        "Where words are asked for, these and the like say nothing and count as an empty cell.",
    ),
    (
        "Recurring items",
        "Give the latest date it was done up to the end of the month; the status may stay empty.",
    ),
    (
        "Another due date",
        "Ask the performance officer: it needs approval. Until then, give an expected date.",
    ),
)
"""What holds of every return, in a few words and a sentence each."""


def _choices(column: Column) -> str:
    return f" Choose: {', '.join(column.choices)}." if column.choices else ""


def write_look_up(writer: Writer, plan: Plan, priority: Priority) -> None:
    """Leads, partners, and the rules in words."""
    sheet = writer.workbook.add_worksheet(_LOOK_UP)
    _set_widths(sheet)
    put(sheet, 0, 0, "Leads, partners and rules", writer.title())
    partners = sorted(
        {partner for m in plan.milestones_of(priority.code) for partner in m.partners}
    )
    leads = [(lead.key, lead.in_full) for lead in plan.leads]
    ratings = [(state.value, text) for state, text in measure_meanings(plan).items()]
    states = [(state.value, text) for state, text in deadline_meanings(plan).items()]
    blocks = (
        (plan.lead_word, "Post", leads),
        ("Rating of a measure", "When", ratings),
        ("State of a deadline", "When", states),
    )
    row = 2
    tones: dict[str, Tone] = {**measure_tones(plan), **deadline_tones(plan)}
    filled = [block for block in blocks if block[2]]
    for number, (first, second, pairs) in enumerate(filled, start=1):
        heads = [
            {"header": head, "header_format": writer.heading()}
            for head in table_headings((first, second))
        ]
        look = {"columns": heads, "style": None, "autofilter": False}
        table = {"name": f"Look_up_{number}", **look}
        sheet.add_table(row, 0, row + len(pairs), 1, table)
        _write_pairs(writer, sheet, row + 1, pairs, tones)
        row += len(pairs) + 2
    with_whom = ", ".join(partners) or "None"
    _set_height(sheet, row, "Partners", with_whom)
    put(sheet, row, 0, "Partners", writer.look(bold=True))
    put(sheet, row, 1, with_whom, writer.look(text_wrap=True))
    put(sheet, row + 1, 0, "Tolerance", writer.look(bold=True))
    tolerance = f"{tolerance_words(plan.tolerance)}, unless the plan sets another."
    put(sheet, row + 1, 1, tolerance, writer.look())
    finish(sheet, Printed(sheet.name, _WIDTHS), is_landscape=False)


def _write_pairs(
    writer: Writer,
    sheet: Worksheet,
    first_row: int,
    pairs: Sequence[tuple[str, str]],
    tones: Mapping[str, Tone],
) -> None:
    """Words with what they mean, a row each; a word that has a colour is in it."""
    for at, (word, text) in enumerate(pairs, start=first_row):
        toned = {**colours(tones[word]), "bold": True} if word in tones else {}
        _set_height(sheet, at, word, text)
        put(sheet, at, 0, word, writer.look(text_wrap=True, **lines(), **toned))
        put(sheet, at, 1, text, writer.look(text_wrap=True, **lines()))


def finish(sheet: Worksheet, printed: Printed, *, is_landscape: bool = True) -> None:
    """Protection without a password, and the page."""
    sheet.protect("", _PROTECTION)
    set_up_page(sheet, printed, is_landscape=is_landscape)

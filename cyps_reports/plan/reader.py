"""Reads the plan workbook into the plan, and says by cell what keeps it from being used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cyps_reports.findings import CellRef, Finding, Findings, error, has_errors
from cyps_reports.plan.checks.contradictions import contradictions
from cyps_reports.plan.dates.periods import MONTHLY, period_in
from cyps_reports.plan.model.leads import DEFAULT_LEAD_WORD, Lead
from cyps_reports.plan.model.plan import DEFAULT_CLOSING_DAYS, Plan, Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition, SmallNumbers
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.rows.addresses import malformed_addresses
from cyps_reports.plan.rows.asked import questions_in
from cyps_reports.plan.rows.cell_values import (
    Choice,
    is_unsaid,
    needed_date,
    tolerance_in,
    unsaid_tolerance,
    whole_in,
)
from cyps_reports.plan.rows.closed import closed_in
from cyps_reports.plan.rows.measures import measure_in
from cyps_reports.plan.rows.milestones import Named, milestones_in
from cyps_reports.plan.rows.other_figures import with_comparators, with_earlier_years
from cyps_reports.plan.rows.range_moves import with_range_moves
from cyps_reports.plan.rows.standing_text import standing_texts_in
from cyps_reports.plan.rows.steps import with_steps
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.plan.sheets.struck_out import standing, struck_content
from cyps_reports.plan.sheets.tables import (
    plan_table,
    row_without_content,
    table_findings,
    without_content,
)
from cyps_reports.workbooks.grid import EMPTY, Book, RawCell
from cyps_reports.workbooks.layout import Column, keys, not_a_choice
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row

DEFAULT_TOLERANCE = Tolerance(Decimal(5))
"""Where neither plan nor measure sets another: 5 % of the target."""

_MOST_CLOSING_DAYS = 60

_PRIORITY_KEYS, _LEAD_KEYS = keys(layout.PRIORITY_COLUMNS), keys(layout.LEAD_COLUMNS)


def read_plan(path: Path) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan in a workbook, and the findings; no plan where any finding is an error."""
    book = open_book(path)
    if isinstance(book, Finding):
        return None, (book,)
    plan, findings = plan_as_read(book)
    return (None if has_errors(findings) else plan), findings


def is_plan_workbook(book: Book) -> bool:
    """Whether a workbook has the form of the plan workbook, whatever stands in it."""
    sheet = book.sheet(layout.PLAN)
    labels = [field.heading for field in PLAN_FIELDS if not field.is_optional]
    if sheet is None or not all(sheet.right_of(label) for label in labels):
        return False
    tables = {layout.MEASURES: MEASURE_COLUMNS, layout.MILESTONES: MILESTONE_COLUMNS}
    return all(plan_table(book, name, columns) for name, columns in tables.items())


def plan_as_read(book: Book) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan as far as a workbook can be read, and the findings.

    Where one of these is an error, it is no plan to work with: something else may stand in the
    place of what cannot be read.
    """
    found = Findings()
    plan = _plan(book, found)
    found.add(*contradictions(plan), *malformed_addresses(plan))
    # A figure or a date tells better what to type than the look at all cells does, which comes
    # first.
    findings = tuple({(each.place, each.code, each.message): each for each in found.all}.values())
    return plan, findings


def _plan(book: Book, found: Findings) -> Plan:
    fields = _fields(book, found)
    said = _said_once(fields, found)
    starts, ends, similar_name = said["starts"], said["ends"], said["similar_name"]
    priorities = tuple(
        _priority(row) for row in _rows(book, layout.PRIORITIES, layout.PRIORITY_COLUMNS, found)
    )
    codes = {same_reference(priority.code): priority.code for priority in priorities}
    of_measures = _rows(book, layout.MEASURES, MEASURE_COLUMNS, found)
    measures = tuple(measure_in(row, codes, found) for row in of_measures)
    measures = with_steps(book, measures, starts, ends, found)
    measures = with_comparators(book, measures, similar_name, fields["similar_name"][1], found)
    measures = with_earlier_years(book, measures, found)
    measures = with_range_moves(book, measures, found)
    leads = tuple(_lead(row) for row in _rows(book, layout.LEADS, layout.LEAD_COLUMNS, found))
    of_milestones = _rows(book, layout.MILESTONES, MILESTONE_COLUMNS, found)
    return Plan(
        **said,
        priorities=priorities,
        leads=leads,
        measures=measures,
        milestones=tuple(milestones_in(of_milestones, Named(codes, leads, starts, ends), found)),
        closed=closed_in(book, found),
        standing_texts=standing_texts_in(book, found),
        questions=questions_in(book, found),
        places={key: place for key, (_, place) in fields.items()},
    )


def _said_once(fields: Mapping[str, tuple[RawCell, CellRef]], found: Findings) -> dict[str, Any]:
    """What the sheet Plan says, by the names of the plan's fields; most of it as it is typed."""
    found.add(*(finding for field in fields.values() for finding in struck_content(*field)))
    texts = {key: " ".join(cell.text.split()) for key, (cell, _) in fields.items()}
    starts, ends = (
        found.take(needed_date(fields[key][0]), fields[key][1], date.min)
        for key in ("starts", "ends")
    )
    for key in ("council", "service", "title", "year"):
        if not texts[key]:
            found.add(_empty(fields[key][1], key.capitalize()))
    closing_cell, closing_place = fields["closing_days"]
    closing_days = found.take(whole_in(closing_cell, _MOST_CLOSING_DAYS), closing_place, None)
    tolerance_cell, tolerance_place = fields["tolerance"]
    tolerance = found.take(tolerance_in(tolerance_cell), tolerance_place, None)
    if is_unsaid(tolerance, tolerance_cell):
        found.add(unsaid_tolerance(tolerance_cell, tolerance_place, "in the unit of each measure"))
    return {
        **{field.key: texts[field.key] for field in PLAN_FIELDS},
        "starts": starts,
        "ends": ends,
        "tolerance": tolerance or DEFAULT_TOLERANCE,
        "reported": found.take(period_in(texts["reported"]), fields["reported"][1], None)
        or MONTHLY,
        "closing_days": DEFAULT_CLOSING_DAYS if closing_days is None else closing_days,
        "lead_word": texts["lead_word"] or DEFAULT_LEAD_WORD,
        "small_numbers": _chosen(fields["small_numbers"], SmallNumbers, found),
        "emailed": _chosen(fields["emailed"], Edition, found),
        "sign_off": _chosen(fields["sign_off"], SignOffAsked, found),
        "vocabulary": Vocabulary(**{field.key: texts[field.key] for field in VOCABULARY_FIELDS}),
    }


def _chosen(field: tuple[RawCell, CellRef], choices: type[Choice], found: Findings) -> Choice:
    """The choice that a labelled cell names; the first one where it is empty."""
    cell, place = field
    typed, standard = same_words(cell.text), next(iter(choices))
    chosen = next((each for each in choices if same_words(each) == typed), None)
    if typed and chosen is None:
        found.add(not_a_choice(cell.text, choices).at(place))
    return chosen or standard


def _priority(row: Row) -> Priority:
    return Priority(
        code=row.text("code"),
        title=row.text("title"),
        head=row.text("head"),
        email=row.text("email"),
        short_title=row.text("short_title"),
        places=row.places(_PRIORITY_KEYS),
    )


def _lead(row: Row) -> Lead:
    return Lead(
        initials=row.text("initials"),
        name=row.text("name"),
        post=row.text("post"),
        email=row.text("email"),
        places=row.places(_LEAD_KEYS),
    )


def _fields(book: Book, found: Findings) -> dict[str, tuple[RawCell, CellRef]]:
    """The labelled cells of the sheet Plan, by key."""
    sheet = book.sheet(layout.PLAN)
    labelled = (*PLAN_FIELDS, *VOCABULARY_FIELDS)
    if sheet is None:
        found.add(_no_sheet(book.name, layout.PLAN))
        return {field.key: (EMPTY, CellRef(book.name)) for field in labelled}
    nowhere = (EMPTY, CellRef(book.name, sheet.name))
    fields = {field.key: sheet.right_of(field.heading) or nowhere for field in labelled}
    found.add(*without_content(fields.values()))
    return fields


def _rows(book: Book, name: str, columns: Sequence[Column], found: Findings) -> tuple[Row, ...]:
    table = plan_table(book, name, columns)
    if table is None:
        found.add(_no_sheet(book.name, name))
        return ()
    found.add(*table_findings(book, table, columns))
    rows = standing(table.rows, columns, found)
    for row in rows:
        found.add(*row_without_content(row, columns))
    return rows


def _no_sheet(workbook: str, name: str) -> Finding:
    return error(
        "no-sheet",
        CellRef(workbook),
        f"The sheet “{name}” is not there, or has lost its row of headings.",
        f"Put the sheet “{name}” back, from a copy of the plan workbook or the built-in one.",
    )


def _empty(place: CellRef, what: str) -> Finding:
    return error("empty-cell", place, f"{what} is missing.", f"Type the {what.lower()} here.")

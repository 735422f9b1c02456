"""Reads return workbooks: rows are found by their reference, columns by their heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding, Findings, Refused, error, shortened, warning
from cyps_reports.plan import layout as plan_layout
from cyps_reports.plan.dates import month_in
from cyps_reports.plan.model import Deadline, Milestone, Plan
from cyps_reports.returns import layout
from cyps_reports.returns.book import Identity, ReturnBook
from cyps_reports.returns.entries import deadline_entry, measure_entry
from cyps_reports.returns.guard import Edit, deadline_edits, measure_edits
from cyps_reports.returns.merge import merge_into
from cyps_reports.returns.model import DeadlineEntry, DeadlineKey, Input, MeasureEntry, MeasureKey
from cyps_reports.workbooks.grid import EMPTY, Book
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.tables import Row, Table, find_table, same_words


def identity_of(book: Book) -> Identity:
    """What the workbook's guide says of its plan, priority and month, on whichever sheet it stands."""
    labels = (layout.PLAN_LABEL, layout.PRIORITY_LABEL, layout.MONTH_LABEL)
    by_sheet = [{label: sheet.right_of(label) for label in labels} for sheet in book.sheets]
    guide = max(by_sheet, key=_labels_there, default={})
    # One label alone may be a word of the plan that stands in some table.
    if _labels_there(guide) < 2:
        guide = {}
    nowhere = (EMPTY, CellRef(book.name))
    plan, priority, month = (guide.get(label) or nowhere for label in labels)
    read = month_in(month[0])
    return Identity(
        plan=" ".join(plan[0].text.split()),
        priority=priority[0].text.upper(),
        month=None if isinstance(read, Refused) else read,
        month_place=month[1],
    )


def _labels_there(guide: Mapping[str, object]) -> int:
    return sum(cell is not None for cell in guide.values())


@dataclass(frozen=True, slots=True)
class _Tables:
    """The two tables of a return; None where one is not there."""

    targets: Table | None
    milestones: Table | None


def read_return(book: Book, plan: Plan) -> ReturnBook:
    """What one workbook says as a return of the plan."""
    identity = identity_of(book)
    tables = _Tables(_table(book, layout.TARGET_COLUMNS), _table(book, layout.MILESTONE_COLUMNS))
    by_rows = _priority_by_rows(tables, plan)
    source = Input(book.name, book.sha256, by_rows or identity.priority)
    if _is_a_plan(book):
        return ReturnBook(source, identity, refusal=_plan_among_returns(book))
    refusal = _not_ours(source, identity, plan)
    if refusal:
        return ReturnBook(source, identity, about_file=book.findings, refusal=refusal)
    found, edits = Findings(), list[Edit]()
    if by_rows and identity.priority and identity.priority != by_rows:
        found.add(_another_priority(book, identity.priority, by_rows))
    measures = _read_measures(source, tables.targets, plan, found, edits)
    deadlines = _read_deadlines(source, tables.milestones, plan, found, edits)
    return ReturnBook(source, identity, measures, deadlines, book.findings, found.all, tuple(edits))


def _not_ours(source: Input, identity: Identity, plan: Plan) -> Finding | None:
    """Why the workbook is no return of the plan; None where it is one."""
    if identity.plan and same_words(identity.plan) != same_words(plan.identity):
        return error(
            "another-plan",
            CellRef(source.workbook),
            f"The workbook is for “{shortened(identity.plan)}”, not for “{plan.identity}”. It was left out.",
            f"Put the return workbook of {plan.identity} in the folder.",
        )
    if source.priority not in {each.code for each in plan.priorities}:
        return error(
            "not-a-return",
            CellRef(source.workbook),
            "The workbook does not say which priority it is for, and none of its rows tell. It was left out.",
            "If it is a return, copy what was typed into a fresh return workbook; if not, take it out of the folder.",
        )
    return None


def _is_a_plan(book: Book) -> bool:
    return all(book.sheet(name) for name in (plan_layout.PLAN, plan_layout.LEADS, plan_layout.MEASURES))


def _plan_among_returns(book: Book) -> Finding:
    return warning(
        "plan-among-returns",
        CellRef(book.name),
        "This is a plan workbook, not a return. It was left out.",
        "Move it out of the month's folder: to the folder above it, or to input_templates.",
    )


def _another_priority(book: Book, said: str, by_rows: str) -> Finding:
    return warning(
        "another-priority",
        CellRef(book.name, layout.GUIDE),
        f"The guide says Priority {said}, but every row is of Priority {by_rows}; it was read as {by_rows}.",
        f"Type {by_rows} beside “{layout.PRIORITY_LABEL}”.",
    )


def _priority_by_rows(tables: _Tables, plan: Plan) -> str:
    """The one priority that the workbook's references belong to; "" where that is not plain."""
    rows = (row for table in (tables.targets, tables.milestones) if table for row in table.rows)
    codes = {plan.priority_with(_ref(row)) for row in rows} - {""}
    return next(iter(codes)) if len(codes) == 1 else ""


def _table(book: Book, columns: tuple[Column, ...]) -> Table | None:
    found = (find_table(sheet, headings(columns)) for sheet in book.sheets)
    return next((table for table in found if table), None)


def _read_measures(
    source: Input, table: Table | None, plan: Plan, found: Findings, edits: list[Edit]
) -> dict[MeasureKey, MeasureEntry]:
    measures = {measure.key: measure for measure in plan.measures_of(source.priority)}
    folded = {(ref, same_words(component)): measures[ref, component] for ref, component in measures}
    entries: dict[MeasureKey, MeasureEntry] = {}
    if not measures:
        return entries
    place = CellRef(source.workbook, layout.TARGETS)
    for row in _rows(table, place, layout.TARGET_COLUMNS, found):
        measure = folded.get((_ref(row), same_words(row.text("component"))))
        if measure is None:
            found.add(*_unmatched(row, layout.TARGET_ENTRIES))
            continue
        edits += measure_edits(row, measure)
        merge_into(entries, measure.key, measure_entry(row, measure, found), found)
    found.add(*_missing_rows(place, (m.called for m in measures.values() if m.key not in entries)))
    return entries


def _read_deadlines(
    source: Input, table: Table | None, plan: Plan, found: Findings, edits: list[Edit]
) -> dict[DeadlineKey, DeadlineEntry]:
    planned: Mapping[DeadlineKey, tuple[Milestone, Deadline]] = {
        (milestone.ref, deadline.number): (milestone, deadline)
        for milestone in plan.milestones_of(source.priority)
        for deadline in milestone.deadlines
    }
    entries: dict[DeadlineKey, DeadlineEntry] = {}
    place = CellRef(source.workbook, layout.MILESTONES)
    for row in _rows(table, place, layout.MILESTONE_COLUMNS, found):
        key = (_ref(row), _deadline_number(row))
        if key not in planned:
            found.add(*_unmatched(row, layout.MILESTONE_ENTRIES))
            continue
        edits += deadline_edits(row, *planned[key])
        merge_into(entries, key, deadline_entry(row, found), found)
    absent = (f"{ref} deadline {number}" for ref, number in planned if (ref, number) not in entries)
    found.add(*_missing_rows(place, absent))
    return entries


def _rows(table: Table | None, place: CellRef, columns: tuple[Column, ...], found: Findings) -> tuple[Row, ...]:
    if table is None:
        found.add(
            error(
                "no-sheet",
                place,
                f"The table “{place.sheet}” is not there, or has lost its row of headings.",
                "Copy what was typed into a fresh return workbook.",
            )
        )
        return ()
    for column in columns:
        if column.key in table.absent and not isinstance(column, layout.LiveColumn):
            found.add(_no_column(place, column))
    return table.rows


def _no_column(place: CellRef, column: Column) -> Finding:
    problem = f"The column “{column.heading}” is not there."
    mend = f"Type the heading “{column.heading}” back over its column."
    return (
        error("no-column", place, problem, mend)
        if isinstance(column, layout.EntryColumn)
        else warning("no-column", place, problem, mend)
    )


def _ref(row: Row) -> str:
    """The row's reference; none where the mark of a footnote stands in it, which would make A11 of A1."""
    if row.cell("ref").raised:
        return ""
    return row.text("ref").replace(" ", "").upper()


def _deadline_number(row: Row) -> int:
    """The first number in `2 of 4`; 1 where nothing is said, 0 where something else is."""
    said = row.text("deadline")
    match = re.match(r"\d{1,6}", said)
    return int(match[0]) if match else int(not said)


def _unmatched(row: Row, entries: tuple[Column, ...]) -> Iterator[Finding]:
    """A row that is not the plan's: an error where something was entered in it, else only a warning."""
    entered = [row.text(column.key) for column in entries if row.text(column.key)]
    ref = row.text("ref")
    known_as = f"Row {row.number} ({shortened(ref) or 'without a reference'})"
    quoted = f" What was entered there is not used: “{entered[0][:80]}”." if entered else ""
    make = error if entered else warning
    yield make(
        "row-not-in-plan",
        row.place("ref"),
        f"{known_as} is not a row of the approved plan for this priority.{quoted}",
        "Type the reference the plan uses, or take the row out.",
    )


def _missing_rows(place: CellRef, absent: Iterator[str]) -> Iterator[Finding]:
    refs = tuple(absent)
    if refs:
        yield warning(
            "rows-missing",
            place,
            f"{len(refs)} {'row is' if len(refs) == 1 else 'rows are'} no longer there: {', '.join(refs)}.",
            "Copy what was typed into a fresh return workbook, or put the rows back.",
        )

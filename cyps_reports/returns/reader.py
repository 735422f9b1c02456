"""Reads return workbooks: rows are found by their reference, columns by their heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cyps_reports.findings import CellRef, Finding, Findings, Refused, error, shortened, warning
from cyps_reports.plan import layout as plan_layout
from cyps_reports.plan.cells import PlanCells, deadline_row
from cyps_reports.plan.dates import Month, month_in
from cyps_reports.plan.model import Deadline, Milestone, Plan
from cyps_reports.returns import layout
from cyps_reports.returns.entries import deadline_entry, measure_entry
from cyps_reports.returns.guard import deadline_edits, measure_edits
from cyps_reports.returns.merge import ReturnBook, merge_into
from cyps_reports.returns.model import DeadlineEntry, DeadlineKey, Input, MeasureEntry, MeasureKey
from cyps_reports.workbooks.grid import EMPTY, Book
from cyps_reports.workbooks.layout import Column, headings
from cyps_reports.workbooks.tables import Row, Table, find_table, same_words


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is; "" and None where it does not say."""

    plan: str
    priority: str
    month: Month | None
    month_place: CellRef


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


def read_return(
    book: Book, plan: Plan, month: Month, former: PlanCells | None = None
) -> tuple[ReturnBook | None, tuple[Finding, ...]]:
    """What one workbook says for a month, and its findings; None where it is not a return of this plan and month.

    `former` is what the plan said last month, when the workbook may have been sent out.
    """
    found = Findings()
    found.add(*book.findings)
    if _is_a_plan(book):
        return None, (_plan_among_returns(book),)
    identity = identity_of(book)
    by_rows = _priority_by_rows(book, plan)
    priority = by_rows or identity.priority
    refusal = _not_ours(book, identity, priority, plan, month)
    if refusal:
        return None, (*found.all, refusal)
    if by_rows and identity.priority and identity.priority != by_rows:
        found.add(_another_priority(book, identity.priority, by_rows))
    if identity.month is None:
        found.add(_no_month(identity.month_place, month))
    measures = _read_measures(book, plan, priority, found, former or {})
    deadlines = _read_deadlines(book, plan, priority, found, former or {})
    return ReturnBook(Input(book.name, book.sha256, priority), measures, deadlines), found.all


def _not_ours(book: Book, identity: Identity, priority: str, plan: Plan, month: Month) -> Finding | None:
    """Why the workbook is left out; None where it belongs here."""
    if identity.plan and same_words(identity.plan) != same_words(plan.identity):
        return error(
            "another-plan",
            CellRef(book.name),
            f"The workbook is for “{shortened(identity.plan)}”, not for “{plan.identity}”. It was left out.",
            f"Put the return workbook of {plan.identity} in the folder.",
        )
    if priority not in {each.code for each in plan.priorities}:
        return error(
            "not-a-return",
            CellRef(book.name),
            "The workbook does not say which priority it is for, and none of its rows tell. It was left out.",
            "If it is a return, copy what was typed into a fresh return workbook; if not, take it out of the folder.",
        )
    if identity.month and identity.month != month:
        return error(
            "another-month",
            identity.month_place,
            f"The workbook is for {identity.month.in_words}, not for {month.in_words}. It was left out.",
            f"If it is the return for {month.in_words}, type {month.in_words} in this cell; if not, move it.",
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


def _no_month(place: CellRef, month: Month) -> Finding:
    return warning(
        "no-month",
        place,
        f"The workbook does not say which month it is for; it was taken as {month.in_words}.",
        f"Type {month.in_words} beside “{layout.MONTH_LABEL}”.",
    )


def _priority_by_rows(book: Book, plan: Plan) -> str:
    """The one priority that the workbook's references belong to; "" where that is not plain."""
    known = {measure.ref: measure.priority for measure in plan.measures}
    known |= {milestone.ref: milestone.priority for milestone in plan.milestones}
    tables = (_table(book, layout.TARGET_COLUMNS), _table(book, layout.MILESTONE_COLUMNS))
    refs = {_ref(row) for table in tables if table for row in table.rows}
    codes = {known[ref] for ref in refs if ref in known}
    return next(iter(codes)) if len(codes) == 1 else ""


def _table(book: Book, columns: tuple[Column, ...]) -> Table | None:
    found = (find_table(sheet, headings(columns)) for sheet in book.sheets)
    return next((table for table in found if table), None)


def _read_measures(
    book: Book, plan: Plan, priority: str, found: Findings, former: PlanCells
) -> dict[MeasureKey, MeasureEntry]:
    measures = {measure.key: measure for measure in plan.measures_of(priority)}
    folded = {(ref, same_words(component)): measures[ref, component] for ref, component in measures}
    entries: dict[MeasureKey, MeasureEntry] = {}
    if not measures:
        return entries
    for row in _rows(book, layout.TARGETS, layout.TARGET_COLUMNS, found):
        measure = folded.get((_ref(row), same_words(row.text("component"))))
        if measure is None:
            found.add(*_unmatched(row, layout.TARGET_ENTRIES))
            continue
        found.add(*measure_edits(row, measure, former.get(measure.called)))
        merge_into(entries, measure.key, measure_entry(row, measure, found), found)
    found.add(*_missing_rows(book, layout.TARGETS, (m.called for m in measures.values() if m.key not in entries)))
    return entries


def _read_deadlines(
    book: Book, plan: Plan, priority: str, found: Findings, former: PlanCells
) -> dict[DeadlineKey, DeadlineEntry]:
    planned: Mapping[DeadlineKey, tuple[Milestone, Deadline]] = {
        (milestone.ref, deadline.number): (milestone, deadline)
        for milestone in plan.milestones_of(priority)
        for deadline in milestone.deadlines
    }
    entries: dict[DeadlineKey, DeadlineEntry] = {}
    for row in _rows(book, layout.MILESTONES, layout.MILESTONE_COLUMNS, found):
        key = (_ref(row), _deadline_number(row))
        if key not in planned:
            found.add(*_unmatched(row, layout.MILESTONE_ENTRIES))
            continue
        found.add(*deadline_edits(row, *planned[key], former.get(deadline_row(*key))))
        merge_into(entries, key, deadline_entry(row, found), found)
    absent = (f"{ref} deadline {number}" for ref, number in planned if (ref, number) not in entries)
    found.add(*_missing_rows(book, layout.MILESTONES, absent))
    return entries


def _rows(book: Book, name: str, columns: tuple[Column, ...], found: Findings) -> tuple[Row, ...]:
    table = _table(book, columns)
    if table is None:
        found.add(
            error(
                "no-sheet",
                CellRef(book.name, name),
                f"The table “{name}” is not there, or has lost its row of headings.",
                "Copy what was typed into a fresh return workbook.",
            )
        )
        return ()
    for column in columns:
        if column.key in table.absent and not isinstance(column, layout.LiveColumn):
            found.add(_no_column(CellRef(book.name, name), column))
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


def _missing_rows(book: Book, name: str, absent: Iterator[str]) -> Iterator[Finding]:
    refs = tuple(absent)
    if refs:
        yield warning(
            "rows-missing",
            CellRef(book.name, name),
            f"{len(refs)} {'row is' if len(refs) == 1 else 'rows are'} no longer there: {', '.join(refs)}.",
            "Copy what was typed into a fresh return workbook, or put the rows back.",
        )

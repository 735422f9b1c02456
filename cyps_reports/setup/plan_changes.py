"""What a changed plan workbook would change of the plan there is: rows, targets, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from cyps_reports.findings import CellRef
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import reference_of
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import FIELDS, BookCells, CellsByKey, Typed, Written
from cyps_reports.plan.sheets.report_layout import ASKED, STANDING_TEXT
from cyps_reports.plan.writer import book_cells
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.shown_values import shown


class Kind(Enum):
    """What of a plan changes, in the order in which it is told."""

    ROW_ADDED = "rows that are new"
    ROW_GONE = "rows that are gone"
    TARGET = "targets"
    DATE = "dates"
    OTHER = "other cells"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Something that changes: on which sheet, in which row and column, what it was and is now.

    Of a row that is new or gone, the column is "" and what it says is what it is about.
    """

    kind: Kind
    sheet: str
    row: str
    column: str
    was: str
    now: str


_ROWS: Mapping[str, tuple[str, ...]] = {
    layout.PRIORITIES: ("code",),
    layout.LEADS: ("initials",),
    layout.MEASURES: ("priority", "number", "reference", "component"),
    layout.MILESTONES: ("priority", "number", "reference", "deadline"),
    layout.STEPS: ("priority", "number", "reference", "component"),
    layout.COMPARATORS: ("reference", "component", "name", "year"),
    layout.EARLIER_YEARS: ("reference", "component", "year"),
    layout.USUAL_RANGES: ("reference", "component", "starts"),
    layout.CLOSED: ("was",),
    STANDING_TEXT: ("heading",),
    ASKED: ("asked_on", "asked"),
}
"""The columns that say which row it is; those of another sheet are told apart by their order."""

_ABOUT = ("name", "title", "asked", "heading", "figure")
"""The columns that say what a row is about, the first that is filled."""

_OF_TARGETS = ("target", "target_note", "tolerance", "green_limit", "amber_limit", "values")
_OF_DATES = (
    *("due", "recurrence", "redated_due", "redated_by", "redated_on", "target_due"),
    *("starts", "ends", "closed_on", "withdrawn_on"),
)


def plan_changes(
    before: Plan, after: Plan, unread: Collection[CellRef] = ()
) -> tuple[PlanChange, ...]:
    """What changes from one plan to another, by kind, then in the order of sheets and rows.

    `unread` are cells of the plan before that could not be read; what stands for them was in none.
    """
    was, now = _as_read(before, unread), book_cells(after)
    changes = (*_of_facts(was, now), *_of_tables(was, now))
    kinds = list(Kind)
    return tuple(sorted(changes, key=lambda change: kinds.index(change.kind)))


def _as_read(plan: Plan, unread: Collection[CellRef]) -> BookCells:
    """What stands in the cells of a plan, without what stands for those that were not read."""
    cells = book_cells(plan)
    measures = [
        {key: None if each.places.get(key) in unread else value for key, value in row.items()}
        for each, row in zip(plan.measures, cells.rows[layout.MEASURES], strict=True)
    ]
    return replace(cells, rows={**cells.rows, layout.MEASURES: measures})


_COUNTED: Mapping[Kind, str] = {
    Kind.ROW_ADDED: "new row",
    Kind.ROW_GONE: "lost row",
    Kind.TARGET: "changed target",
    Kind.DATE: "changed date",
    Kind.OTHER: "other changed cell",
}


def changes_said(changes: Sequence[PlanChange]) -> str:
    """How much changes: `1 new row, 2 changed targets`; "" for nothing."""
    numbers = Counter(change.kind for change in changes)
    said = (counted(numbers[kind], noun) for kind, noun in _COUNTED.items() if numbers[kind])
    return ", ".join(said)


def _of_facts(was: BookCells, now: BookCells) -> Iterator[PlanChange]:
    yield from _of_cells(layout.PLAN, "", FIELDS, was.facts, now.facts)


def _of_tables(was: BookCells, now: BookCells) -> Iterator[PlanChange]:
    columns = {**was.tables, **now.tables}
    for sheet in columns:
        before, after = _by_row(sheet, was), _by_row(sheet, now)
        every = _columns(sheet, was, now)
        for key in dict.fromkeys((*after, *before)):
            yield from _of_row(sheet, key, every, before.get(key), after.get(key))


def _columns(sheet: str, was: BookCells, now: BookCells) -> tuple[Column, ...]:
    """The columns of a sheet in either: that of the steps has one for each month of the year."""
    both = (*now.tables.get(sheet, ()), *was.tables.get(sheet, ()))
    return tuple({column.key: column for column in reversed(both)}.values())[::-1]


def _by_row(sheet: str, cells: BookCells) -> dict[tuple[str, ...], CellsByKey]:
    """The rows of a sheet by what says which they are; the second of the same is another one."""
    rows: dict[tuple[str, ...], CellsByKey] = {}
    for row in cells.rows.get(sheet, ()):
        own = tuple(_text(row.get(key)) for key in _ROWS.get(sheet, ()))
        same = sum(key[:-1] == own for key in rows)
        rows[(*own, str(same))] = row
    return rows


def _of_row(
    sheet: str,
    key: tuple[str, ...],
    columns: Sequence[Column],
    was: CellsByKey | None,
    now: CellsByKey | None,
) -> Iterator[PlanChange]:
    called = _called(sheet, key)
    if was is None and now is not None:
        yield PlanChange(Kind.ROW_ADDED, sheet, called, "", "", _about(now))
    elif now is None and was is not None:
        yield PlanChange(Kind.ROW_GONE, sheet, called, "", _about(was), "")
    else:
        yield from _of_cells(sheet, called, columns, was or {}, now or {})


def _of_cells(
    sheet: str, row: str, columns: Sequence[Column], was: CellsByKey, now: CellsByKey
) -> Iterator[PlanChange]:
    for column in columns:
        before, after = _text(was.get(column.key)), _text(now.get(column.key))
        if before != after:
            kind = _kind(sheet, column.key)
            yield PlanChange(kind, sheet, row, column.heading, before, after)


def _kind(sheet: str, key: str) -> Kind:
    is_step = sheet == layout.STEPS and key[:4].isdigit()
    if is_step or key in _OF_TARGETS:
        return Kind.TARGET
    return Kind.DATE if key in _OF_DATES else Kind.OTHER


def _called(sheet: str, key: tuple[str, ...]) -> str:
    """Which row it is, as people call it: `A12, deadline 2`."""
    named = dict(zip(_ROWS.get(sheet, ()), key, strict=False))
    reference = named.pop("reference", "")
    code, number = named.pop("priority", ""), named.pop("number", "")
    numbered = reference_of(code, int(number) if number.isdecimal() else None)
    deadline = named.pop("deadline", "")
    parts = [reference or numbered, *named.values()]
    if deadline not in ("", "1"):
        parts.append(f"deadline {deadline}")
    same = int(key[-1]) + 1
    if same > 1 or not any(parts):
        parts.append(f"row {same}")
    return ", ".join(part for part in parts if part)


def _about(row: CellsByKey) -> str:
    return next(filter(None, (_text(row.get(key)) for key in _ABOUT)), "")


def _text(written: Written) -> str:
    """What a cell shows."""
    value = written.value if isinstance(written, Typed) else written
    number_format = written.number_format if isinstance(written, Typed) else "General"
    match value:
        case Decimal():
            return shown(float(value), number_format)
        case date() if number_format == "General":
            return long(value)
        case None:
            return ""
    return shown(value, number_format)

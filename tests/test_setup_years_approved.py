"""What a new year begins with, and what a changed plan changes, is what was approved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Comparator
from cyps_reports.plan.model.milestone import Deadline, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Tolerance
from cyps_reports.plan.sheets.book import BookCells, CellsByKey, Typed, Written
from cyps_reports.setup.plan_changes import changes_said, plan_changes
from cyps_reports.setup.years.new_year import new_year
from tests.tools import year_behind
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import shown, told_of
from tests.tools.year_behind import EARLIER, PLAN, measure, milestone


def written(cell: Written) -> str:
    if not isinstance(cell, Typed):
        return shown(cell)
    look = "" if cell.number_format == "General" else f" as {cell.number_format}"
    return f"{shown(cell.value)}{look}{f' OPEN {shown(cell.why)}' if cell.why else ''}"


def _row(row: CellsByKey) -> str:
    said = {key: cell for key, cell in row.items() if cell not in (None, "", ())}
    return "; ".join(f"{key} {written(cell)}" for key, cell in said.items() if key != "places")


def book(cells: BookCells) -> Iterator[str]:
    yield f"{cells.title} of {cells.service}, {cells.starts} to {cells.ends}"
    yield f"Plan: {_row(cells.facts)}"
    for sheet, rows in cells.rows.items():
        yield from (f"{sheet}: {_row(row)}" for row in rows)
    for each in cells.to_do:
        yield f"To do: {each.sheet} {each.cell}: {each.what} → {each.mend}"


def proposed(plan: Plan, *, with_cells: bool = True) -> Iterator[str]:
    new = new_year(plan, EARLIER)
    yield (
        f"{new.year} in {new.workbook}: {new.measures} measures, {new.deadlines} deadlines,"
        f" {new.closed} closed"
    )
    yield from book(new.cells) if with_cells else (f"Plan: {_row(new.cells.facts)}",)
    yield from map(told_of, new.findings) if with_cells else ()


OTHERWISE: Mapping[str, dict[str, Any]] = {
    "no heading of the outturn": {"outturn_heading": ""},
    "a heading without a year": {"outturn_heading": "Baseline"},
    "a year in the title": {"title": "Plan 2017/18"},
    "a title it had before": {"title": "Plan 2017/18", "also_titles": "Old plan"},
    "an old title kept": {"also_titles": "Old plan"},
    "a year by a word": {"year": "First year"},
    "a calendar year": {"year": "2017", "starts": date(2017, 1, 1), "ends": date(2017, 12, 31)},
    "three years": {"year": "2017 to 2020", "starts": date(2017, 4, 1), "ends": date(2020, 3, 31)},
    "half a year": {
        "starts": date(2017, 4, 1),
        "ends": date(2017, 9, 30),
        "measures": PLAN.measures[1:11],
    },
}


def _with_measure(called: int, **more: Any) -> Plan:
    measures = [replace(each, **more) if each.number == called else each for each in PLAN.measures]
    return replace(PLAN, measures=tuple(measures))


def _with_deadline(number: int, **more: Any) -> Plan:
    changed = [
        replace(each, deadlines=(replace(each.deadlines[0], **more), *each.deadlines[1:]))
        if each.number == number
        else each
        for each in PLAN.milestones
    ]
    return replace(PLAN, milestones=tuple(changed))


NOW: Mapping[str, Plan] = {
    "nothing": PLAN,
    "a title and a tolerance": replace(PLAN, title="Other", tolerance=Tolerance(Decimal(3))),
    "its days": replace(PLAN, ends=date(2018, 6, 30), reported=ReportingPeriod(Period.QUARTER)),
    "a target": _with_measure(1, target=Decimal("81.5")),
    "targets and limits": _with_measure(
        2, target=Decimal(82), green_limit=Decimal(81), amber_limit=None
    ),
    "a step": _with_measure(1, steps={Month(2017, 9): Decimal(76), Month(2018, 1): Decimal(78)}),
    "a tolerance, a note": _with_measure(1, tolerance=Tolerance(Decimal(2)), target_note="Other"),
    "a name and a month": _with_measure(17, name="Other", target_due=Month(2017, 11)),
    "a count": _with_measure(16, target=Decimal(41)),
    "a comparator": _with_measure(10, comparators=(Comparator("England", Decimal(61), "2016/17"),)),
    "a withdrawal": _with_measure(
        1, withdrawal=Withdrawal(WithdrawnAs.MERGED, *year_behind.APPROVED, "x")
    ),
    "a reference": _with_measure(1, number=None, reference="KPI 1"),
    "a date": _with_deadline(31, due=date(2017, 7, 31)),
    "a date that was moved": _with_deadline(
        31, redating=Redating(date(2017, 8, 1), *year_behind.APPROVED)
    ),
    "how often": _with_deadline(33, recurrence=Recurrence.QUARTERLY),
    "a date in words": _with_deadline(31, due_said="June 2017"),
    "a second date": _with_deadline(32, due=date(2017, 6, 1)),
    "a new measure": replace(PLAN, measures=(*PLAN.measures, measure(51))),
    "the same measure twice": replace(PLAN, measures=(*PLAN.measures, PLAN.measures[0])),
    "a lost measure": replace(PLAN, measures=PLAN.measures[1:]),
    "a new milestone": replace(
        PLAN,
        milestones=(*PLAN.milestones, milestone(52, Deadline(1, date(2018, 1, 1)), Deadline(2))),
    ),
    "a lost milestone": replace(PLAN, milestones=PLAN.milestones[1:]),
    "a priority and a lead": replace(
        PLAN,
        priorities=(*PLAN.priorities, Priority("B", "Second")),
        leads=(Lead("CD", "C Dee", ""),),
    ),
    "leads without initials": replace(PLAN, leads=(Lead("", "C Dee", ""), Lead("", "E Eff", ""))),
    "a text, a question": replace(PLAN, standing_texts=(), questions=PLAN.questions[:1]),
}


def _changes(before: Plan, after: Plan, *unread: CellRef) -> Iterator[str]:
    found = plan_changes(before, after, unread)
    yield changes_said(found) or "no change"
    for each in found:
        where = f"{each.kind.value}: {each.sheet} | {each.row} | {each.column}"
        yield f"{where} | {shown(each.was)} → {shown(each.now)}"


def changes() -> Iterator[str]:
    for name, plan in NOW.items():
        yield f"== {name}"
        yield from _changes(PLAN, plan)
        yield f"== {name}, back"
        yield from _changes(plan, PLAN)
    yield "== a target that was not read"
    unread = CellRef("plan.xlsx", "Measures", "K2")
    yield from _changes(_with_measure(1, places={"target": unread}), NOW["a target"], unread)


def test_a_new_year_begins_as_approved(approved: Approved) -> None:
    told = [f"== {name}" for name in ("as it is",)]
    told += proposed(PLAN)
    for name, more in OTHERWISE.items():
        told += [f"== {name}", *proposed(replace(PLAN, **more), with_cells=False)]
    approved.check("setup new year", told)


def test_what_a_changed_plan_changes_is_told_as_approved(approved: Approved) -> None:
    approved.check("setup plan changes", changes())

"""Returns as they are read, cell by cell and in memory, of a small plan with rows of every kind."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit, graded, unit_named
from cyps_reports.returns import layout
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.table_rows import Row
from tests.tools.small_plan import small_plan

SEPTEMBER = Month(2017, 9)
_OF_BOARD = Withdrawal(WithdrawnAs.MERGED, "the Board", date(2017, 9, 20), "A2")
_REDATED = Redating(date(2017, 12, 1), "the Board", date(2017, 9, 12))


def _measure(code: str, number: int, name: str, unit: Unit, **more: Any) -> Measure:
    return Measure(code, number, more.pop("component", ""), name, unit, Polarity.HIGHER, **more)


def _named(unit: str) -> Unit:
    found = unit_named(unit)
    assert found is not None
    return found


GRADES = ("Outstanding", "Good", "Inadequate")
MEASURES = (
    _measure("A", 1, "Visits in time", Unit.PERCENT, target=Decimal(80), outturn=Decimal("75.5")),
    _measure("A", 2, "Children seen", Unit.COUNT, target=Decimal(150), decimals_set=0),
    _measure("A", 3, "Spend", Unit.MONEY, target=Decimal("1.285"), basis_set=Basis.CUMULATIVE),
    _measure("A", 4, "Days to place", Unit.DAYS, target=Decimal(12), target_said="at most 12"),
    _measure("A", 5, "Caseload", _named("ratio"), component="Gross", target=Decimal(14)),
    _measure("A", 5, "Caseload", _named("ratio"), component="Net", target=Decimal(10)),
    _measure("A", 6, "Inspection", graded(GRADES), target=Decimal(2)),
    _measure("A", 7, "Strategy agreed", Unit.YES_NO, target=Decimal(2)),
    _measure("A", 8, "What changed", Unit.TEXT, target_said="A strategy is agreed"),
    _measure("A", 9, "Plans per 10,000", _named("per 10,000"), target=Decimal("52.3")),
    _measure(
        *("A", 10, "Placed nearby", Unit.PERCENT),
        target=Decimal(90),
        about_children=AboutChildren.YES,
        withdrawal=_OF_BOARD,
    ),
    _measure("A", 11, "Change in hours", _named("hours"), target=Decimal("-2.5"), decimals_set=1),
    _measure("B", 1, "Posts filled", Unit.PERCENT, target=Decimal(110), target_note="Over all."),
    _measure("B", 2, "Offices open", Unit.COUNT, target=Decimal(9)),
)
_DUE = date(2017, 10, 31)
MILESTONES = (
    Milestone(
        *("A", 20, "Staff", "Appoint a lead", "AB", ("Police", "Health")),
        deadlines=(Deadline(1, _DUE, purpose="Draft"), Deadline(2, date(2018, 1, 5))),
        success="All posts filled",
    ),
    Milestone(
        "A", 21, "", "Meet families", "AB", deadlines=(Deadline(1, recurrence=Recurrence.MONTHLY),)
    ),
    Milestone(
        *("A", 22, "", "Open a centre", "AB"), deadlines=(Deadline(1, _DUE, redating=_REDATED),)
    ),
    Milestone(
        "A",
        23,
        "",
        "Write it up",
        "",
        deadlines=(Deadline(1, date(2017, 9, 30), due_said="by end of Q2"),),
    ),
    Milestone(
        "A", 24, "", "Train staff", "AB", deadlines=(Deadline(1, _DUE, withdrawal=_OF_BOARD),)
    ),
    Milestone(
        *("B", 20, "", "Move offices", "AB"),
        deadlines=(Deadline(1, at_approval=AtApproval.COMPLETED), Deadline(2)),
    ),
)


def plan_of_returns(**more: Any) -> Plan:
    """The plan whose returns these are."""
    kept = {"measures": MEASURES, "milestones": MILESTONES} | more
    priorities = (Priority("A", "First"), Priority("B", "Second"))
    return small_plan(**{"priorities": priorities, **kept})


Cells = dict[tuple[int, int], RawCell]
Answers = Mapping[tuple[str, str], object]
"""By row, like `A1`, `A5 Net` or `A20 2`, and the column's key."""


def cell_of(value: object) -> RawCell:
    """A cell as a spreadsheet would store a value; one that is a cell already as it is."""
    match value:
        case RawCell():
            return value
        case datetime():
            return RawCell(value, "dd/mm/yy")
        case date():
            return RawCell(datetime(value.year, value.month, value.day), "dd/mm/yy")  # noqa: DTZ001
        case Decimal():
            return RawCell(float(value))
        case str() if not value:
            return RawCell(None)
        case str():
            return RawCell(str(value))
        case None | int() | float() | time():
            return RawCell(value)
    raise TypeError(value)


def targets(plan: Plan, codes: str, answers: Answers, **more: Any) -> Sheet:
    """The sheet Targets of some priorities."""
    rows = {
        f"{each.ref} {each.component}".strip(): {
            column.key: column.value(each)
            for column in layout.TARGET_COLUMNS
            if isinstance(column, layout.MeasureColumn)
        }
        for each in plan.measures
        if each.priority in codes
    }
    return _table(layout.TARGETS, layout.TARGET_COLUMNS, rows, answers, **more)


def milestones(plan: Plan, codes: str, answers: Answers, **more: Any) -> Sheet:
    """The sheet Milestones of some priorities."""
    columns = layout.milestone_columns(plan)
    rows = {
        f"{milestone.ref} {deadline.number}": {
            column.key: column.value(milestone, deadline)
            for column in columns
            if isinstance(column, layout.DeadlineColumn)
        }
        for milestone, deadline in plan.deadlines()
        if milestone.priority in codes
    }
    return _table(layout.MILESTONES, columns, rows, answers, **more)


def _table(
    name: str,
    columns: tuple[Column, ...],
    rows: Mapping[str, Mapping[str, object]],
    answers: Answers,
    **more: Any,
) -> Sheet:
    """Headings in row 4, then the rows; `cells` are laid over it, None takes one away.

    Without `columns` by their keys, and called otherwise, where that is asked for.
    """
    without, over = more.pop("without", ()), more.pop("cells", {})
    kept = [each for each in columns if each.key not in without]
    cells: dict[tuple[int, int], RawCell | None] = {
        (4, at): RawCell(each.heading) for at, each in enumerate(kept, start=1)
    }
    for number, (row, values) in enumerate(rows.items(), start=5):
        for at, column in enumerate(kept, start=1):
            value = answers.get((row, column.key), values.get(column.key))
            made = cell_of(value)
            if made != RawCell(None):
                cells[number, at] = made
    cells |= {place: None if value is None else cell_of(value) for place, value in over.items()}
    there = {place: cell for place, cell in cells.items() if cell is not None}
    return Sheet("return-A.xlsx", more.pop("called", name), there, **more)


def column_of(name: str, key: str, without: tuple[str, ...] = ()) -> int:
    """The number of a column of a sheet."""
    columns = layout.TARGET_COLUMNS if name == layout.TARGETS else layout.MILESTONE_COLUMNS
    return [each.key for each in columns if each.key not in without].index(key) + 1


def guide(plan: Plan, code: str, month: object = "September 2017", **said: object) -> Sheet:
    """The guide, with what stands beside its labels; None where the label is not there."""
    told: dict[str, object] = {
        layout.PLAN_LABEL: plan.identity,
        layout.priority_label(plan.vocabulary): code,
        layout.MONTH_LABEL: month,
        **{layout.SIGN_OFF_LABELS[key]: value for key, value in said.items()},
    }
    cells: Cells = {}
    for row, (label, value) in enumerate(told.items(), start=1):
        if value is not None:
            cells |= {(row, 1): RawCell(label), (row, 2): cell_of(value)}
    return Sheet("return-A.xlsx", layout.GUIDE, cells)


def book_of(*sheets: Sheet, name: str = "return-A.xlsx", sha256: str = "sum") -> Book:
    """The workbook of some sheets."""
    return Book(name, sha256, tuple(replace(each, workbook=name) for each in sheets))


def return_of(plan: Plan, code: str, answers: Answers, **more: Any) -> Book:
    """The return of a priority, all sheets of it."""
    name, sha256 = more.pop("name", f"return-{code}.xlsx"), more.pop("sha256", "sum")
    return book_of(
        guide(plan, code, **more),
        targets(plan, code, answers),
        milestones(plan, code, answers),
        name=name,
        sha256=sha256,
    )


def told_finding(finding: Finding) -> str:
    """A problem in full."""
    about = f" [{finding.about.called}]" if finding.about else ""
    place = str(finding.place) or "nowhere"
    return f"{finding.severity} {finding.code} at {place}{about}: {finding.message} ⟶ {finding.fix}"


def told_here(finding: Finding) -> str:
    """A problem of a row that everybody knows, in short where it is."""
    said = f"{finding.severity} {finding.code} at {finding.place.cell}: {finding.message}"
    return f"{said} ⟶ {finding.fix}"


def told_entry(entry: MeasureEntry | DeadlineEntry) -> str:
    """What was read of a row and is not as in an empty one."""
    empty = type(entry)()
    kept = (
        f"{each.name}={_plain(getattr(entry, each.name))}"
        for each in fields(entry)
        if each.name != "places" and getattr(entry, each.name) != getattr(empty, each.name)
    )
    return ", ".join(kept) or "nothing"


def _plain(value: Any) -> str:
    match value:
        case (CellRef() as first, *_):
            return f"{len(value)} cells from {first} to {value[-1].cell}"
        case date() | Decimal():
            return str(value)
        case str():
            return repr(str(value))
    return repr(value)


def told_all(found: Mapping[Any, MeasureEntry] | Mapping[Any, DeadlineEntry]) -> Iterator[str]:
    """Each entry that says something."""
    for key, entry in found.items():
        if (said := told_entry(replace(entry, called=""))) != "nothing":
            yield f"{key}: {said}"


def row_with(measure: Measure, values: Mapping[str, object], **more: Any) -> Row:
    """A row of Targets with these cells alone, beside its reference."""
    filled = {"ref": measure.ref, "component": measure.component, **values}
    columns = {key: at for at, key in enumerate(filled, start=1)}
    cells = {(5, columns[key]): cell_of(value) for key, value in filled.items()}
    return Row(Sheet("return-A.xlsx", "Targets", cells, **more), 5, columns)

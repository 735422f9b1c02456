"""The returns that are sent out, cell by cell: of every kind of row, in each kind of month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import graded
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.templates.carry import Carried, carried_from
from cyps_reports.templates.workbook import return_workbook
from tests.tools.approved import Approved, differing
from tests.tools.every_row import OTHERWISE, every_row
from tests.tools.placed import measure, placed_plan
from tests.tools.said import said
from tests.tools.sheet_lines import lines_of

_APRIL, _JUNE, _DECEMBER, _MARCH = (
    *(Month(2017, 4), Month(2017, 6)),
    *(Month(2017, 12), Month(2018, 3)),
)


def _returned(plan: Plan, number: int) -> Iterator[tuple[tuple[str, str], MeasureEntry]]:
    """What came of a month: most rows with a figure, some without one or with an odd one."""
    month = Month(2017, number)
    statuses = (DataStatus.FINAL, DataStatus.PROVISIONAL)
    for at, row in enumerate(plan.measures):
        day = month.last if at % 5 else date(2017, number, 12)
        status = statuses[at % 2] if at % 7 else DataStatus.NOT_AVAILABLE
        actual: Decimal | Absent = Decimal(70 + at + number) / (1 if at % 2 else 10)
        if row.unit.is_judged:
            actual = Absent.EMPTY if row.unit.is_text else Decimal(1 + at % 2)
        words = f"Told in {month}" if row.unit.is_text else ""
        action = f"More of {row.called}" if (at + number) % 3 else ""
        entry = MeasureEntry(actual, day if at % 11 else Absent.EMPTY, status, words, "So.", action)
        yield row.key, entry


def _done(plan: Plan, number: int) -> Iterator[tuple[tuple[str, int], DeadlineEntry]]:
    for at, (row, each) in enumerate(plan.deadlines()):
        is_done = at % 3 == 0 or each.recurs
        yield (
            (row.ref, each.number),
            DeadlineEntry(
                Status.COMPLETED if is_done else Status.ON_TRACK,
                date(2017, number, 9) if is_done else Absent.EMPTY,
                Absent.EMPTY,
                f"Told in {number}" if at % 2 else "",
                "Hurry" if (at + number) % 4 else "",
            ),
        )


@cache
def carried_of(name: str) -> Carried:
    plan = plan_called(name)
    of_months = [
        Returns(
            Month(2017, at),
            (Input("a", "", "A"),),
            dict(_returned(plan, at)),
            dict(_done(plan, at)),
        )
        for at in (1, 5, 6, 9)
    ]
    return carried_from(of_months, plan)


@cache
def plan_called(called: str) -> Plan:
    return every_row(**OTHERWISE) if called == "otherwise" else every_row()


def _made() -> Iterator[str]:
    plan, other = plan_called("a year"), plan_called("otherwise")
    first, second = plan.priorities
    base = list(lines_of(return_workbook(plan, first, _JUNE)))
    yield from base
    few = placed_plan(measures=(measure(1),), title="=Plan & “more”")
    grades = [graded(("Good", "x" * length)) for length in (176, 177, 178, 250, 251, 252)]
    long = placed_plan(measures=tuple(measure(at, unit=each) for at, each in enumerate(grades, 1)))
    with_months = return_workbook(plan, first, _DECEMBER, carried_of("a year"))
    workbooks = {
        "the first month": return_workbook(plan, first, _APRIL),
        "December, with months before": with_months,
        "December, with none known": return_workbook(plan, first, _DECEMBER),
        "the last month": return_workbook(plan, first, _MARCH, carried_of("a year")),
        "of milestones alone": return_workbook(plan, second, _JUNE),
        "of a plan with its own words": return_workbook(other, first, Month(2018, 9)),
        "of a single measure": return_workbook(few, few.priorities[0], _JUNE),
        "of grades as long as may be": return_workbook(long, few.priorities[0], _JUNE),
        "of nothing": return_workbook(placed_plan(), few.priorities[0], _JUNE),
    }
    for name, workbook in workbooks.items():
        others = [each for each in differing(base, list(lines_of(workbook))) if each[0] == "+"]
        yield from (f"{name}: {each}" for each in others)


def test_returns_as_they_are_made(approved: Approved) -> None:
    approved.check("returns made", _made())


def _carries() -> Iterator[str]:
    plan, carried = plan_called("a year"), carried_of("a year")
    yield from (f"{said(key)} is carried: {said(each)}" for key, each in carried.measures.items())
    yield from (f"{said(key)} is carried: {said(each)}" for key, each in carried.deadlines.items())
    for month in (_APRIL, _DECEMBER, Month(2018, 1), _MARCH):
        again = carried.measures_of(plan, month)
        changed = {key: each for key, each in again.items() if each != carried.measures[key]}
        yield f"in {month}, not carried: {said(changed)}"
    yield from _due_again()
    for row in plan.measures[:9]:
        for month in (_APRIL, Month(2017, 5), _DECEMBER):
            points = [each.points_of(row, plan, month) for each in (carried, Carried())]
            yield f"{row.called} in {month}, points; where none are known: {said(points)}"


def _due_again() -> Iterator[str]:
    """Of a plan of two years: the result of the first is not that of the second."""
    plan = placed_plan(ends=date(2019, 3, 31), measures=(measure(1, frequency="annual"),))
    entry = MeasureEntry(Decimal(70), date(2018, 3, 31), DataStatus.FINAL, corrective_action="More")
    carried = carried_from([Returns(_MARCH, (), {("A1", ""): entry})], plan)
    for month in (Month(2018, 4), Month(2019, 2), Month(2019, 3)):
        yield f"in {month}, of two years: {said(carried.measures_of(plan, month))}"


def test_what_is_carried_into_a_return(approved: Approved) -> None:
    approved.check("carried into returns", _carries())

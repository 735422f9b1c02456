"""What a changed plan is said to change, and what is proposed for the next year, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports.assessment.earlier import Earlier
from cyps_reports.findings import CellRef
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Between, Measure
from cyps_reports.plan.model.milestone import Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import graded
from cyps_reports.returns.model import DataStatus, DeadlineEntry, Input, MeasureEntry, Returns
from cyps_reports.setup.plan_changes import changes_said, plan_changes
from cyps_reports.setup.years.new_year import NewYear, new_year
from cyps_reports.setup.years.next_period import next_period
from cyps_reports.templates.carry import carried_from
from tests.approvals.test_returns_made import carried_of, plan_called
from tests.tools.approved import Approved
from tests.tools.every_row import OTHERWISE, every_row
from tests.tools.placed import measure, milestone, placed_plan
from tests.tools.said import said


def _other_plans(plan: Plan) -> Mapping[str, Plan]:
    first, second, *measures = plan.measures
    one, two, *milestones = plan.milestones
    moved = Redating(date(2017, 11, 30), "Board", date(2017, 7, 1))
    dated = replace(
        one, deadlines=(replace(one.deadlines[0], due=date(2017, 10, 1), redating=moved),)
    )
    often = replace(one, deadlines=(replace(one.deadlines[0], recurrence=Recurrence.QUARTERLY),))
    return {
        "the same": plan,
        "otherwise": every_row(**OTHERWISE),
        "rows gone": replace(plan, measures=tuple(measures), milestones=tuple(milestones)),
        "targets": replace(
            plan, measures=(replace(first, target=Decimal("81.50")), second, *measures)
        ),
        "dates": replace(plan, milestones=(dated, two, *milestones)),
        "how often": replace(plan, milestones=(often, two, *milestones)),
        "names": replace(
            plan, measures=(replace(first, name="Else", steps={Month(2017, 9): Decimal(1)}),)
        ),
        "no facts": replace(
            plan, ends=date(2018, 6, 30), questions=(), closed=(), leads=plan.leads[:1]
        ),
    }


def _all_else(plan: Plan) -> Plan:
    """The plan with other values in all columns that are of targets or of dates, and in others."""
    limited = {"green_limit": Decimal(79), "amber_limit": Decimal(78)}
    more: dict[str, Any] = {**limited, "target_note": "Else", "tolerance": Tolerance(Decimal(9))}
    due: dict[str, Any] = {"target_due": Month(2018, 2), "between_set": Between.HOLD}
    first, *measures = (replace(each, **more, **due) for each in plan.measures[4:8])
    graded_else = replace(first, unit=graded(("Good", "Poor")), target=Missing.NOT_GIVEN)
    stepped = tuple(replace(each, steps={Month(2017, 9): Decimal(1)}) for each in measures)
    withdrawn = Withdrawal(WithdrawnAs.MERGED, "Board", date(2017, 7, 2), "into A1")
    recurring: dict[str, Any] = {"recurrence": Recurrence.TERMLY, "withdrawal": withdrawn}
    milestones = (
        replace(each, deadlines=tuple(replace(one, **recurring) for one in each.deadlines))
        for each in plan.milestones[:3]
    )
    closed = tuple(replace(each, closed_on=date(2017, 7, 3)) for each in plan.closed)
    rows: dict[str, Any] = {"measures": (graded_else, *stepped), "milestones": tuple(milestones)}
    return replace(plan, **rows, closed=closed, starts=date(2017, 4, 2))


def _changed() -> Iterator[str]:
    plan = every_row()
    for name, other in _other_plans(plan).items():
        for way, changes in (
            ("to", plan_changes(plan, other)),
            ("from", plan_changes(other, plan)),
        ):
            yield f"{way} {name}: {changes_said(changes)}"
            yield from (f"{way} {name}: {said(each)}" for each in changes)
    few = replace(plan, measures=plan.measures[4:8], milestones=plan.milestones[:3])
    yield from (f"all else: {said(each)}" for each in plan_changes(few, _all_else(plan)))
    unread = placed_plan(measures=(measure(1, target=Decimal(80)),))
    place = CellRef("plan.xlsx", "Measures", "target of 1")
    yield f"what was not read: {said(plan_changes(unread, unread, {place}))}"
    twice = placed_plan(measures=(measure(1), measure(1, name="Other"), measure(None)))
    yield f"rows alike: {said(plan_changes(placed_plan(), twice))}"


def test_what_a_changed_plan_is_said_to_change(approved: Approved) -> None:
    approved.check("changes of a plan", _changed())


def _proposed(what: str, proposed: NewYear) -> Iterator[str]:
    counts = (proposed.measures, proposed.deadlines, proposed.closed)
    cells = proposed.cells
    yield f"{what}: {proposed.year} in {proposed.workbook}, rows {said(counts)}"
    yield f"{what}: {cells.title}, {cells.service}, {cells.starts} to {cells.ends}"
    yield f"{what}: facts {said(cells.facts)}"
    for sheet, rows in cells.rows.items():
        for row in rows:
            filled = {key: value for key, value in row.items() if value not in (None, "")}
            yield f"{what}: {sheet}: {said(filled)}"
    yield from (f"{what}: to do {said(each)}" for each in cells.to_do)
    yield from (f"{what}: {said(each)}" for each in proposed.findings)


def _ended(row: Measure, *given: tuple[int, Decimal, date, DataStatus]) -> Earlier:
    months = [
        Returns(
            Month(day.year, number),
            (Input("a", "", "A"),),
            {row.key: MeasureEntry(actual, day, status)},
        )
        for number, actual, day, status in given
    ]
    return carried_from(months, placed_plan(measures=(row,))).earlier


def _outturns() -> Iterator[str]:
    """What one measure's row becomes, by what was returned last."""
    final, provisional = DataStatus.FINAL, DataStatus.PROVISIONAL
    last, day = date(2018, 3, 31), date(2018, 2, 28)
    given: Mapping[str, tuple[tuple[int, Decimal, date, DataStatus], ...]] = {
        "nothing": (),
        "final": ((3, Decimal("81.5"), last, final),),
        "provisional": ((3, Decimal("81.5"), last, provisional),),
        "not said to be": ((3, Decimal("81.5"), last, DataStatus.NOT_AVAILABLE),),
        "a month before": ((2, Decimal("81.5"), day, final),),
        "of a day before": ((3, Decimal("81.5"), day, final),),
        "of the first month": ((4, Decimal("81.5"), date(2017, 4, 30), final),),
        "of the month before it": ((3, Decimal("81.5"), date(2017, 3, 31), final),),
    }
    forms: tuple[dict[str, Any], ...] = (
        {"target": Decimal("80.5")},
        {"target": Decimal(80), "basis_set": Basis.CUMULATIVE, "decimals_set": 1},
    )
    for form in forms:
        for name, told in given.items():
            row = measure(1, outturn=Decimal(70), **form)
            made = new_year(placed_plan(measures=(row,)), _ended(row, *told))
            (cells,) = made.cells.rows["Measures"]
            yield f"{said(form)}, {name}: {said((cells['outturn'], cells['decimals_set']))}"


_SLIPPED = (
    {"due": date(2017, 6, 30)},
    {
        "due": date(2017, 6, 30),
        "redating": Redating(date(2017, 9, 30), "Cabinet", date(2017, 6, 1)),
    },
    {"due": date(2018, 4, 1)},
    {"due": date(2018, 3, 31)},
)


def _slips() -> Iterator[str]:
    """What is said of dates that were not kept, by how often they were expected anew."""
    expected = [date(2017, 7 + at, 31 if at != 2 else 30) for at in range(4)]
    for more in _SLIPPED:
        for number in range(5):
            plan = placed_plan(milestones=(milestone(1, more),))
            months = [
                Returns(
                    Month(2017, 6 + at),
                    (Input("a", "", "A"),),
                    deadlines={("A1", 1): DeadlineEntry(expected=each, progress=f"Told {at}")},
                )
                for at, each in enumerate(expected[:number])
            ]
            made = new_year(plan, carried_from(months, plan).earlier)
            (cells,) = made.cells.rows["Milestones"]
            told = (cells["due"], cells["progress_at_approval"])
            yield f"{said(more)}, expected {number} times: {said(told)}"


def _periods() -> Iterator[str]:
    times = (
        *((date(2017, 4, 1), date(2018, 3, 31)), (date(2017, 4, 6), date(2018, 4, 5))),
        *((date(2018, 1, 1), date(2018, 12, 31)), (date(2017, 4, 1), date(2018, 6, 30))),
        *((date(2017, 9, 1), date(2020, 8, 31)), (date(2017, 4, 17), date(2018, 4, 1))),
        *((date(2017, 4, 15), date(2018, 4, 30)), (date(2017, 4, 1), date(2017, 4, 10))),
        *((date(2017, 4, 16), date(2018, 3, 31)), (date(2017, 4, 17), date(2018, 3, 31))),
    )
    texts = (
        "2017/18",
        "2017-18",
        "2017–18",
        "2017",
        "2017 to 2020",
        "1999/00",
        "12017",
        "in 2017/2018",
        "2017/181",
        "x",
    )
    for starts, ends in times:
        after = next_period(placed_plan(starts=starts, ends=ends))
        yield f"{starts} to {ends}: {said(after)}, called {after.called}, {after.years_on} years on"
        later = [after.said(each) for each in texts]
        yield f"{starts} to {ends}: {said(later)}, {after.month(Month(2017, 12))}"
    named = (
        ("Plan 2017/18", "2017/18", ""),
        ("Plan", "the year", "Baseline"),
        ("Plan", "2017", "Outturn 2016/17"),
    )
    for title, year, heading in named:
        plan = placed_plan(title=title, year=year, outturn_heading=heading, also_titles="Old")
        yield f"{title}, {year}, {heading}: {said(new_year(plan, Earlier()).cells.facts)}"


def test_what_is_proposed_for_the_next_year(approved: Approved) -> None:
    plan = plan_called("a year")
    known = _proposed("known", new_year(plan, carried_of("a year").earlier))
    longer = OTHERWISE | {"starts": date(2017, 4, 1), "ends": date(2018, 6, 30)}
    nothing = _proposed("of a longer plan", new_year(every_row(**longer), Earlier()))
    approved.check("next year proposed", (*known, *nothing, *_outturns(), *_slips(), *_periods()))

"""The live words of a return, recalculated by LibreOffice, against the rules of the program."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.completeness import Need, RowResult, needs_of, said_of
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierCompletion, EarlierText
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import Period, ReportingPeriod
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.measure import Basis, Between, Measure, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Target, Tolerance
from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded
from cyps_reports.returns import layout
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import OwnRating
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.tables import find_table
from tests.tools import libreoffice
from tests.tools.needy import Needy, needy_rows, type_into
from tests.tools.random_answers import fill
from tests.tools.units import UNITS

ROWS = (400, 1200)
"""How many measures, and how many deadlines: a share, and with --full."""
SEPTEMBER = Month(2012, 9)
T = SEPTEMBER.last
DECIMALS = {Unit.PERCENT: 2, Unit.COUNT: 0, Unit.MONEY: 3, Unit.DAYS: 1}

Words = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Made:
    """A big return of so many rows, and some with a need each.

    What the rules make of it, and what its formulas say.
    """

    rows: int
    needy: tuple[Needy, ...]

    assessment: Assessment
    words: Words


Row = TypeVar("Row", Measure, Deadline)
GRADES = graded(("Outstanding", "Good", "Requires improvement", "Inadequate"))
JUDGED = (
    GRADES,
    GRADES,
    graded(("1", "2", "3 (weak)")),
    graded(("A*", "A", "B?", "b")),
    Unit.YES_NO,
    NO_IS_RIGHT,
    Unit.TEXT,
    Unit.TEXT,
)


def some_judged_measure(number: int, chance: random.Random) -> Measure:
    unit = chance.choice(JUDGED)
    target: Figure = (
        Decimal(chance.randint(1, len(unit.values))) if unit.values else Missing.NOT_GIVEN
    )
    if unit.is_yes_or_no:
        target = Decimal(2)
    return Measure(
        "A",
        number,
        "",
        f"Measure {number}",
        unit,
        chance.choice([Polarity.HIGHER] * 9 + [Polarity.MONITOR]),
        target=chance.choice([target] * 9 + [Missing.TO_BE_CONFIRMED]),
        target_due=chance.choice([None, None, Month(2012, 8), SEPTEMBER, Month(2012, 10)]),
        reported=chance.choice([None, None, None, *PERIODS]),
    )


def some_measure(number: int, chance: random.Random) -> Measure:
    if chance.random() < 0.25:
        return some_judged_measure(number, chance)
    unit = chance.choice(UNITS)
    places = chance.randint(0, DECIMALS.get(unit, 1))
    target: Figure = Decimal(chance.randint(-20, 190 * 10**places)).scaleb(-places)
    if chance.random() < 0.1:
        target = chance.choice(list(Missing))
    polarity = chance.choice(list(Polarity))
    standard = some_standard(target, polarity, chance)
    tolerance = None
    if chance.random() < 0.5:
        tolerance = Tolerance(
            Decimal(chance.randint(0, 90)) / 10, is_absolute=chance.random() < 0.5
        )
    return Measure(
        "A",
        number,
        "",
        f"Measure {number}",
        unit,
        polarity,
        **standard,
        target_due=chance.choice([None, None, Month(2012, 8), SEPTEMBER, Month(2012, 10)]),
        tolerance=tolerance,
        decimals_set=chance.choice([None, None, 0, 1, 2]),
        reported=chance.choice([None, None, None, *PERIODS]),
        **some_basis(standard["target"], chance, has_limits="amber_limit" in standard),
    )


PERIODS = [
    *map(ReportingPeriod, Period),
    ReportingPeriod(months=(8, 10)),
    ReportingPeriod(months=(9,)),
]


def some_standard(target: Figure, polarity: Polarity, chance: random.Random) -> dict[str, Any]:
    """The target alone; now and then a range, or with limits of its own."""
    if not isinstance(target, Decimal) or chance.random() < 0.5:
        return {"target": target}
    if polarity is Polarity.CLOSE:
        return {"target": Band(target, target + chance.choice([1, 2, 10]))}
    worse = -1 if polarity is Polarity.HIGHER else 1
    green = chance.choice([None, target + worse * Decimal(chance.randint(0, 15)) / 10])
    return {
        "target": target,
        "green_limit": green,
        "amber_limit": target + worse * Decimal(chance.randint(15, 90)) / 10,
    }


def some_basis(target: Target, chance: random.Random, *, has_limits: bool) -> dict[str, Any]:
    """Mostly a snapshot; now and then the year so far, each with and without steps up to one
    month or another.
    """
    basis = {} if chance.random() < 0.6 else {"basis_set": Basis.CUMULATIVE}
    steps: dict[Month, Decimal] = {}
    if isinstance(target, Decimal) and not has_limits and chance.random() < 0.6:
        share = target / chance.choice([7, 12, 13])
        months = chance.sample(range(1, 13), chance.choice([1, 3, 12]))
        steps = {
            Month(2012 + (3 + n) // 13, (2 + n) % 12 + 1): round(n * share, 2)
            for n in sorted(months)
        }
    return {**basis, "steps": steps, "between_set": chance.choice([None, *Between])}


def some_milestone(number: int, chance: random.Random) -> Milestone:
    due = T + timedelta(chance.choice([-1, 0, 1, 29, 30, 31, *range(-90, 90, 7)]))
    redating = None
    if chance.random() < 0.2:
        redating = Redating(
            due + timedelta(chance.choice([1, 30, 31, 60])),
            "Cabinet",
            chance.choice([date(2012, 7, 1), T, date(2012, 10, 1)]),
        )
    kinds = [
        *[Deadline(1, due=due, redating=redating)] * 12,
        Deadline(1),
        Deadline(1, recurrence=Recurrence.MONTHLY),
        Deadline(1, recurrence=Recurrence.MONTHLY),
        *(
            Deadline(1, recurrence=each)
            for each in (*Recurrence, *Recurrence)
            if each is not Recurrence.NONE
        ),
        Deadline(1, at_approval=AtApproval.COMPLETED),
        Deadline(1, at_approval=AtApproval.COMPLETED_AND_ONGOING),
    ]
    return Milestone(
        "A",
        number,
        "Heading",
        f"Milestone {number}",
        "JM",
        deadlines=(withdrawn(chance.choice(kinds), chance),),
    )


def withdrawn(row: Row, chance: random.Random) -> Row:
    """Now and then a row is withdrawn, merged or deferred, on the month's last day or the next."""
    if chance.random() < 0.9:
        return row
    day = chance.choice([T, T, T + timedelta(1)])
    return replace(row, withdrawal=Withdrawal(chance.choice([*WithdrawnAs]), "Cabinet", day))


def some_history(measure: Measure, chance: random.Random) -> tuple[EarlierActual, ...]:
    """Earlier figures of the year, newest first.

    Now and then one of a later day than this month's.
    """
    months = [Month(2012, number) for number in (8, 7, 6, 5, 4)][: chance.choice([0, 1, 2, 3, 5])]
    days = [chance.choice([month.last, month.first, T, T - timedelta(1)]) for month in months]
    values = len(measure.unit.values)
    return tuple(
        EarlierActual(
            month,
            Decimal(chance.randint(1, values) if values else chance.randint(0, 9000))
            / (1 if values else 100),
            day,
            own_rating=some_rating(chance),
        )
        for month, day in zip(months, days, strict=True)
    )


def some_rating(chance: random.Random) -> OwnRating | None:
    return None if chance.random() < 0.25 else chance.choice(list(OwnRating))


def some_last_done(deadline: Deadline, chance: random.Random) -> Month:
    """A month in this year or before it, near enough to matter for its period."""
    near = {Period.MONTH: [1, 2, 3], Period.YEAR: [5, 7, 18, 30]}
    back = chance.choice(near.get(deadline.period or Period.QUARTER, [1, 4, 7, 13]))
    month = SEPTEMBER
    for _ in range(back):
        month = month.previous
    return month


UNSEEN = {
    DeadlineState.NO_RETURN,
    # In September quarter and half-year end, and term and year run.
    DeadlineState.DUE_THIS_QUARTER,
    DeadlineState.DUE_THIS_HALF_YEAR,
    DeadlineState.MISSED_LAST_QUARTER,
    DeadlineState.MISSED_LAST_HALF_YEAR,
    DeadlineState.MISSED_THIS_TERM,
    DeadlineState.MISSED_THIS_YEAR,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, office: None, plan: Plan, is_full: bool) -> Made:
    """A big random plan, its return filled in at random, read by the program and recalculated by
    LibreOffice.

    Behind its random rows stand those that have each need on purpose, however the dice fall.
    """
    chance, rows = random.Random(20120929), ROWS[is_full]
    measures = tuple(
        withdrawn(some_measure(number, chance), chance) for number in range(1, rows + 1)
    )
    milestones = tuple(some_milestone(rows + number, chance) for number in range(1, rows + 1))
    plan = replace(
        plan, priorities=(Priority("A", "All"),), measures=measures, milestones=milestones
    )
    needy = needy_rows(2 * rows + 1, T)
    whole = replace(
        plan,
        measures=(*measures, *(each.row for each in needy if isinstance(each.row, Measure))),
        milestones=(*milestones, *(each.row for each in needy if isinstance(each.row, Milestone))),
    )
    recurring = [milestone for milestone in milestones if milestone.deadlines[0].period]
    earlier = Earlier(
        months=tuple(Month(2012, number) for number in chance.sample(range(4, 9), 4)),
        actuals={
            each.key: some_history(each, chance)
            for each in measures
            if not each.unit.is_text and chance.random() < 0.7
        },
        texts={
            each.key: (
                EarlierText(
                    Month(2012, 7), "Agreed.", T - timedelta(70), own_rating=some_rating(chance)
                ),
            )
            for each in measures
            if each.unit.is_text and chance.random() < 0.7
        },
        completions={
            (each.ref, 1): EarlierCompletion(Month(2012, 6), date(2012, 6, 20))
            for each in milestones[::9]
            if not each.deadlines[0].recurs
        },
        last_done={
            (each.ref, 1): some_last_done(each.deadlines[0], chance)
            for at, each in enumerate(recurring)
            if at % 4
        },
    )
    folder = tmp_path_factory.mktemp("live") / "2012-09"
    folder.mkdir()
    path = folder / "return-A.xlsx"
    path.write_bytes(return_workbook(whole, whole.priorities[0], SEPTEMBER, Carried(earlier)))
    type_into(path, needy)
    fill(path, plan, T, chance)
    returns, _ = returns_for(SEPTEMBER, read_folder(folder, whole))
    again = folder.parent / "recalculated"
    again.mkdir()
    (recalculated,) = libreoffice.convert([path], "xlsx", again)
    return Made(
        rows, needy, assess(whole.as_it_stood(T), returns, earlier, T), words_in(recalculated)
    )


def words_in(path: Path) -> Words:
    book = open_book(path)
    assert isinstance(book, Book)
    words: Words = {}
    for name, columns in (
        (layout.TARGETS, layout.TARGET_COLUMNS),
        (layout.MILESTONES, layout.MILESTONE_COLUMNS),
    ):
        sheet = book.sheet(name)
        table = find_table(sheet, headings(columns)) if sheet else None
        rows = table.rows if table else ()
        words |= {(name, row.text("ref")): (row.text("state"), row.text("todo")) for row in rows}
    return words


UNSEEN_OF_MEASURES = {
    MeasureState.NO_RETURN,
    MeasureState.PART_REPORTED,
    # Only the public edition hides a figure: none is hidden in a return.
    MeasureState.NOT_SHOWN,
}


def test_live_ratings_equal_the_programs(made: Made) -> None:
    seen: Counter[MeasureState] = Counter()
    for result in made.assessment.measures:
        needs = needs_of(made.assessment, result)
        wanted = (result.state.value, said_of(needs, result.state.value))
        assert made.words["Targets", result.measure.ref] == wanted, (result.measure, result.entry)
        seen[result.state] += 1
    assert seen.total() == made.rows + sum(isinstance(each.row, Measure) for each in made.needy)
    assert set(seen) == set(MeasureState) - UNSEEN_OF_MEASURES


def test_live_states_equal_the_programs(made: Made) -> None:
    seen: Counter[DeadlineState] = Counter()
    for result in made.assessment.deadlines:
        needs = needs_of(made.assessment, result)
        wanted = (result.state.value, said_of(needs, result.state.value))
        assert made.words["Milestones", result.milestone.ref] == wanted, (
            result.deadline,
            result.entry,
        )
        seen[result.state] += 1
    assert seen.total() == made.rows + sum(isinstance(each.row, Milestone) for each in made.needy)
    assert set(seen) == set(DeadlineState) - UNSEEN


def test_every_need_is_met(made: Made) -> None:
    """Each need stands first in a row made for it, whose live words are compared with the
    program's above.
    """
    assert {each.need for each in made.needy} == set(Need) - {Need.ROW}
    results: dict[str, RowResult] = {
        **{each.measure.ref: each for each in made.assessment.measures},
        **{each.milestone.ref: each for each in made.assessment.deadlines},
    }
    for each in made.needy:
        assert needs_of(made.assessment, results[each.row.ref])[:1] == (each.need,)

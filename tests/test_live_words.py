"""The live words of a return, recalculated by LibreOffice, against the rules of the program."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.model import DeadlineState, MeasureState
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import (
    AtApproval,
    Basis,
    Deadline,
    Figure,
    Measure,
    Milestone,
    Missing,
    Plan,
    Polarity,
    Priority,
    Recurrence,
    Redating,
    Tolerance,
    Unit,
)
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DataStatus, DeadlineEntry, MeasureEntry, Returns, Status
from cyps_reports.templates import todo
from cyps_reports.templates.carry import Carried
from cyps_reports.templates.formulas import RATED_LATER
from cyps_reports.templates.workbook import return_workbook
from tests.tools import libreoffice
from tests.tools.returned import cells_of

MEASURES, DEADLINES = 1200, 1200
SEPTEMBER = Month(2012, 9)
T = SEPTEMBER.last
DECIMALS = {Unit.PERCENT: 2, Unit.COUNT: 0, Unit.MONEY: 3, Unit.DAYS: 1}

Words = dict[tuple[str, str], tuple[str, str]]


def some_measure(number: int, chance: random.Random) -> Measure:
    unit = chance.choice(list(Unit))
    places = chance.randint(0, DECIMALS[unit])
    target: Figure = Decimal(chance.randint(-20, 190 * 10**places)).scaleb(-places)
    if chance.random() < 0.1:
        target = chance.choice(list(Missing))
    tolerance = None
    if chance.random() < 0.5:
        tolerance = Tolerance(Decimal(chance.randint(0, 90)) / 10, is_absolute=chance.random() < 0.5)
    return Measure(
        "A",
        number,
        "",
        f"Measure {number}",
        unit,
        chance.choice(list(Polarity)),
        target=target,
        target_due=chance.choice([None, None, Month(2012, 8), SEPTEMBER, Month(2012, 10)]),
        tolerance=tolerance,
        decimals_set=chance.choice([None, None, 0, 1, 2]),
        **some_basis(target, chance),
    )


def some_basis(target: Figure, chance: random.Random) -> dict[str, Any]:
    """Mostly a snapshot; now and then the year so far, with and without a profile for the month."""
    if chance.random() < 0.7:
        return {}
    profile = {SEPTEMBER: target / 2} if isinstance(target, Decimal) and chance.random() < 0.6 else {}
    return {"basis_set": Basis.CUMULATIVE, "profile": profile}


def some_milestone(number: int, chance: random.Random) -> Milestone:
    due = T + timedelta(chance.choice([-1, 0, 1, 29, 30, 31, *range(-90, 90, 7)]))
    redating = None
    if chance.random() < 0.2:
        redating = Redating(due + timedelta(chance.choice([1, 30, 31, 60])), "Cabinet", date(2012, 7, 1))
    kinds = [
        *[Deadline(1, due=due, redating=redating)] * 12,
        Deadline(1),
        Deadline(1, recurrence=Recurrence.MONTHLY),
        Deadline(1, recurrence=Recurrence.MONTHLY),
        Deadline(1, recurrence=Recurrence.ONGOING),
        Deadline(1, at_approval=AtApproval.COMPLETED),
        Deadline(1, at_approval=AtApproval.COMPLETED_AND_ONGOING),
    ]
    return Milestone("A", number, "Heading", f"Milestone {number}", "JM", deadlines=(chance.choice(kinds),))


def some_actual(measure: Measure, tolerance: Tolerance, chance: random.Random) -> object:
    """Mostly figures on and around the boundaries, as a spreadsheet holds them."""
    roll = chance.random()
    if roll < 0.15:
        return None
    if roll < 0.2:
        return chance.choice(["see comments", " ", "approx", "soon"])
    figure = measure.target if isinstance(measure.target, Decimal) else Decimal(chance.randint(0, 190))
    step = Decimal(1).scaleb(-measure.decimals)
    figure += chance.choice([-1, 0, 1]) * tolerance.around(figure) + chance.choice(
        [-1, 0, 0, 1, 2]
    ) * step / chance.choice([1, 2])
    if chance.random() < 0.2:
        figure = Decimal(chance.randint(-100, 15000)) / 100
    return float(figure / 100 if measure.unit is Unit.PERCENT else figure)


def some_day(around: date, chance: random.Random) -> object:
    if chance.random() < 0.1:
        return chance.choice(["summer", "next week"])
    day = around + timedelta(chance.choice([-40, -1, 0, 1, 15, 40]))
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def maybe(value: object, chance: random.Random, likely: float = 0.6) -> object:
    return value if chance.random() < likely else None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, office: None, plan: Plan) -> tuple[Plan, Returns, Words, Earlier]:
    """A big random plan, its return filled in at random, read by the program and recalculated by LibreOffice."""
    chance = random.Random(20120930)
    measures = tuple(some_measure(number, chance) for number in range(1, MEASURES + 1))
    milestones = tuple(some_milestone(MEASURES + number, chance) for number in range(1, DEADLINES + 1))
    plan = replace(plan, priorities=(Priority("A", "All"),), measures=measures, milestones=milestones)
    monthly = [milestone.ref for milestone in milestones if milestone.deadlines[0].is_monthly]
    earlier = Earlier(last_done={(ref, 1): Month(2012, chance.choice([6, 7, 8])) for ref in monthly[::2]})
    folder = tmp_path_factory.mktemp("live") / "2012-09"
    folder.mkdir()
    path = folder / "return-A.xlsx"
    path.write_bytes(return_workbook(plan, plan.priorities[0], SEPTEMBER, Carried(earlier)))
    fill(path, plan, chance)
    returns, _ = returns_for(SEPTEMBER, read_folder(folder, plan))
    again = folder.parent / "recalculated"
    again.mkdir()
    (recalculated,) = libreoffice.convert([path], "xlsx", again)
    return plan, returns, words_in(recalculated), earlier


def fill(path: Path, plan: Plan, chance: random.Random) -> None:
    places = cells_of(path)
    workbook = openpyxl.load_workbook(path)

    def put(row: str, key: str, value: object) -> None:
        sheet, cell = places[row, key]
        workbook[sheet][cell].value = value

    for measure in plan.measures:
        put(measure.ref, "actual", some_actual(measure, plan.tolerance_of(measure), chance))
        put(measure.ref, "as_at", maybe(some_day(T, chance), chance, 0.8))
        put(measure.ref, "data_status", maybe(chance.choice([*DataStatus, "final ", "sort of"]), chance, 0.8))
        put(measure.ref, "corrective_action", maybe("Will be done.", chance))
    for milestone in plan.milestones:
        due = milestone.deadlines[0].due or T
        put(milestone.ref, "status", maybe(chance.choice([*Status, "on track", "Nearly"]), chance))
        put(milestone.ref, "completed", maybe(some_day(chance.choice([due, T]), chance), chance, 0.25))
        put(milestone.ref, "expected", maybe(some_day(chance.choice([due, T]), chance), chance, 0.4))
        put(milestone.ref, "progress", maybe("Something was done.", chance))
        put(milestone.ref, "corrective_action", maybe("Will be done.", chance))
    workbook.save(path)


def words_in(path: Path) -> Words:
    workbook = openpyxl.load_workbook(path, data_only=True)
    words: Words = {}
    for (row, key), (sheet, cell) in cells_of(path).items():
        if key == "state":
            to_do = cells_of_row(path)[row]
            words[sheet, row] = str(workbook[sheet][cell].value), str(workbook[sheet][to_do].value)
    return words


_ROWS: dict[Path, dict[str, str]] = {}


def cells_of_row(path: Path) -> dict[str, str]:
    if path not in _ROWS:
        _ROWS[path] = {row: cell for (row, key), (_, cell) in cells_of(path).items() if key == "todo"}
    return _ROWS[path]


def test_live_ratings_equal_the_programs(made: tuple[Plan, Returns, Words, Earlier]) -> None:
    plan, returns, words, earlier = made
    seen: Counter[MeasureState] = Counter()
    for result in assess(plan, returns, earlier, T).measures:
        entry = result.entry or MeasureEntry()
        state = result.state.value
        if result.state is MeasureState.NO_FORECAST:
            state = RATED_LATER
        wanted = (state, todo.measure_todo(entry, result.state, T))
        assert words["Targets", result.measure.ref] == wanted, (result.measure, entry)
        seen[result.state] += 1
    assert seen.total() == MEASURES
    assert set(seen) == set(MeasureState) - {MeasureState.NO_RETURN}


def test_live_states_equal_the_programs(made: tuple[Plan, Returns, Words, Earlier]) -> None:
    plan, returns, words, earlier = made
    seen: Counter[DeadlineState] = Counter()
    for result in assess(plan, returns, earlier, T).deadlines:
        entry = result.entry or DeadlineEntry()
        wanted = (result.state.value, todo.deadline_todo(result.deadline, entry, result.state, T))
        assert words["Milestones", result.milestone.ref] == wanted, (result.deadline, entry)
        seen[result.state] += 1
    assert seen.total() == DEADLINES
    assert set(seen) == set(DeadlineState) - {DeadlineState.NO_RETURN}

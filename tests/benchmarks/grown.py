"""Plans grown to any size, with their filled returns, for the benchmark."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.workbooks.grid import column_letters
from tests.tools.approved_plan import approved_plan
from tests.tools.simulated_year import Answer, Figure
from tests.tools.typed import typed_return

JULY, AUGUST, SEPTEMBER = (Month(2012, number) for number in (7, 8, 9))
_STATUSES = ("On track", "At risk", "Not started", "")


def grown(folder: Path, workbooks: int, rows: int, month: Month) -> Path:
    """A plan of so many priorities of so many rows, and its returns for a month.

    Gives the month's folder.
    """
    chance = random.Random(workbooks * rows)
    plan = _plan(workbooks, rows, chance)
    returns = folder / "returns" / str(month)
    returns.mkdir(parents=True)
    (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    for priority in plan.priorities:
        code = priority.code
        figures = {each.key: _figure(each, month, chance) for each in plan.measures_of(code)}
        answers = {(each.ref, 1): _answer(month, chance) for each in plan.milestones_of(code)}
        content = typed_return(plan, code, month, figures, answers)
        (returns / f"return-{code}.xlsx").write_bytes(content)
    return returns


def _plan(workbooks: int, rows: int, chance: random.Random) -> Plan:
    codes = [column_letters(number) for number in range(1, workbooks + 1)]
    measures = rows * 12 // 25
    return replace(
        approved_plan(),
        priorities=tuple(Priority(code, f"Priority area {code}") for code in codes),
        measures=tuple(
            _measure(code, number, chance) for code in codes for number in range(1, measures + 1)
        ),
        milestones=tuple(
            each for code in codes for each in _milestones(code, measures, rows, chance)
        ),
    )


def _measure(code: str, number: int, chance: random.Random) -> Measure:
    name = f"Measure {number} of {code}: children and young people with an up-to-date plan"
    outturn, target = (Decimal(chance.randint(400, 900)) / 10 for _ in range(2))
    return Measure(
        code, number, "", name, Unit.PERCENT, Polarity.HIGHER, outturn=outturn, target=target
    )


def _milestones(code: str, measures: int, rows: int, chance: random.Random) -> Iterator[Milestone]:
    for number in range(measures + 1, rows + 1):
        due = date(2012, 4, 30) + timedelta(chance.randint(0, 330))
        name = f"Milestone {number} of {code}: agreed with partners and operating"
        heading = f"Heading {number // 5} of {code}"
        yield Milestone(
            code, number, heading, name, "JM", ("Health", "Schools"), deadlines=(Deadline(1, due),)
        )


def _figure(measure: Measure, month: Month, chance: random.Random) -> Figure:
    assert isinstance(measure.target, Decimal)
    return Figure(measure.target + Decimal(chance.randint(-90, 60)) / 10, month.last, "Final")


def _answer(month: Month, chance: random.Random) -> Answer:
    progress = (
        "Two of three partners have signed; the last is expected to at its next board meeting."
    )
    if chance.random() < 0.4:
        done = date(2012, 4, 30) + timedelta(chance.randint(0, 150))
        return Answer("Completed", completed=min(done, month.last), progress=progress)
    expected = month.last + timedelta(chance.randint(1, 91)) if chance.random() < 0.3 else None
    return Answer(chance.choice(_STATUSES), expected=expected, progress=progress)

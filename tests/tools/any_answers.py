"""What managers answer to a plan of any form in a month, at random: as typed, and as printed."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Band
from cyps_reports.returns.model import OwnRating
from tests.tools.any_measure import figure_of, published_places
from tests.tools.own_print import at_places, shown, typed

Row = tuple[str, str]
"""Reference, and the component or the number of the deadline."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is typed into a row by column, and how its actual is printed ("" for none)."""

    typed: Mapping[str, str]
    actual: str = ""
    figure: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a month by row."""

    measures: Mapping[Row, Answer] = field(default_factory=dict)
    deadlines: Mapping[Row, Answer] = field(default_factory=dict)


def any_answers(plan: Plan, month: Month, chance: random.Random) -> Answers:
    """Most rows are answered; nobody answers what was withdrawn."""
    stood = plan.as_it_stood(month.last)
    measures = {
        each.key: answer
        for each in stood.measures
        if (answer := _of_measure(plan, each, month, chance)) and not each.withdrawal
    }
    deadlines = {
        (milestone.ref, str(deadline.number)): answer
        for milestone, deadline in stood.deadlines()
        if (answer := _of_deadline(milestone, deadline, month, chance)) and not deadline.withdrawal
    }
    return Answers(measures, deadlines)


def _of_measure(plan: Plan, measure: Measure, month: Month, chance: random.Random) -> Answer | None:
    is_due = month in plan.due_months(measure)
    if chance.random() < (0.1 if is_due else 0.8):
        return None
    day = month.last - timedelta(chance.choice([0, 0, 3, 20]))
    given = dict(_told_of_measure(measure, day, chance))
    if measure.unit.is_judged:
        words = chance.choice(measure.unit.values or ("Agreed by all", "A first draft"))
        needs_rating = measure.unit.is_text
        own = {"own_rating": chance.choice([*OwnRating])} if needs_rating else {}
        return Answer({"actual": words, **own, **given}, words)
    figure = _near_target(measure, chance)
    rounded = at_places(figure, published_places(measure))
    unit = measure.unit.name
    return Answer({"actual": typed(figure, unit), **given}, shown(rounded, unit), rounded)


def _told_of_measure(
    measure: Measure, day: date, chance: random.Random
) -> Iterator[tuple[str, str]]:
    yield "as_at", f"{day:%d/%m/%Y}"
    yield "data_status", chance.choice(["Final", "Provisional"])
    if chance.random() < 0.6:
        yield "comment", f"Comment on {measure.called}."
    if chance.random() < 0.6:
        yield "corrective_action", f"Action on {measure.called} by June."


def _near_target(measure: Measure, chance: random.Random) -> Decimal:
    """A figure on, before or behind the target, seldom with a decimal more than is printed."""
    target = measure.target.high if isinstance(measure.target, Band) else measure.target
    unit, places = measure.unit.name, published_places(measure)
    if not isinstance(target, Decimal):
        return at_places(figure_of(unit, chance), places)
    more = places + (chance.random() < 0.3 and not measure.unit.is_whole)
    share = Decimal(chance.choice([80, 96, 97, 99, 100, 101, 103, 104, 120])) / 100
    figure = at_places(target * share, more)
    return figure if figure > 0 or measure.unit.is_money else Decimal(1)


def _of_deadline(
    milestone: Milestone, deadline: Deadline, month: Month, chance: random.Random
) -> Answer | None:
    if chance.random() < 0.15:
        return None
    called = milestone.label(deadline)
    given = {
        "status": chance.choice(["Not started", "On track", "At risk"]),
        "progress": f"Progress on {called} in {month.in_words}.",
        "corrective_action": f"Action on {called} by July.",
    }
    if deadline.recurs:
        given["completed"] = f"{month.first:%d/%m/%Y}"
        return Answer({key: each for key, each in given.items() if key != "status"})
    if chance.random() < 0.2:
        return Answer({**given, "status": "Completed", "completed": f"{month.last:%d/%m/%Y}"})
    if chance.random() < 0.4:
        given["expected"] = f"{month.next.next.last:%d/%m/%Y}"
    return Answer(given)

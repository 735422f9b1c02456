"""Plan years in a row, and the simulation's own record of what is true of every row through them.

A measure or a deadline is one thing through all years, whatever its plans call it: its references
change hands at each roll-over, so that only *Was* can tell which row goes on. Nothing here uses the
program's rules. What an office does (which acts are run, when) stands in `office_of_years`.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.plan.model.decisions import Redating, Withdrawal, WithdrawnAs
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.measure import Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.units import Unit
from tests.tools.simulated_year import Answer, Figure

FIRST_YEAR = 2012
TITLE = "Partnership Plan"


def starts_of(year: int) -> date:
    """The first day of a plan year, counted from 0."""
    return date(FIRST_YEAR + year, 4, 1)


def ends_of(year: int) -> date:
    """Its last day."""
    return date(FIRST_YEAR + year + 1, 3, 31)


def months_of(year: int) -> tuple[Month, ...]:
    """Its months."""
    return months_between(starts_of(year), ends_of(year))


def year_name(year: int) -> str:
    """`2012/13`."""
    return f"{FIRST_YEAR + year}/{(FIRST_YEAR + year + 1) % 100}"


@dataclass(frozen=True)
class Ending:
    """How a thing left the plan: in which year it was in it last, as what, when, by whom, and why.

    `at_roll_over` where that was decided with the next plan; else it was approved within the year.
    """

    year: int
    closed_as: str
    on: date
    by: str = ""
    why: str = ""
    at_roll_over: bool = False


@dataclass
class MeasureThing:
    """A measure through the years; `refs` are its references by year."""

    name: str
    story: str
    basis: Basis = Basis.SNAPSHOT
    refs: dict[int, str] = field(default_factory=dict)
    targets: dict[int, Decimal] = field(default_factory=dict)
    outturns: dict[int, Decimal] = field(default_factory=dict)
    typed: dict[Month, Figure] = field(default_factory=dict)
    told: dict[Month, Decimal] = field(default_factory=dict)
    ending: Ending | None = None

    def is_pursued(self, month: Month) -> bool:
        """Whether the plan still pursues it at the end of a month."""
        return self.ending is None or self.ending.on > month.last

    def figures(self, until: Month) -> list[tuple[date, Decimal]]:
        """Every figure that returns gave until a month, by its day, with what was said last."""
        given = {
            each.as_at: each.actual
            for month, each in sorted(self.typed.items())
            if month <= until and each.actual is not None
        }
        return sorted((day, figure) for day, figure in given.items() if figure is not None)

    def final(self, year: int) -> Decimal | None:
        """The year's last figure where it is final."""
        last = self.typed.get(months_of(year)[-1])
        return last.actual if last and last.status == "Final" else None


@dataclass
class DeadlineThing:
    """A deadline through the years: its milestone's reference and its number by year."""

    name: str
    story: str
    due: date | None
    lead: str
    purpose: str = ""
    recurrence: Recurrence = Recurrence.NONE
    refs: dict[int, tuple[str, int]] = field(default_factory=dict)
    redatings: list[tuple[date, Redating]] = field(default_factory=list)
    finish: date | None = None
    typed: dict[Month, Answer] = field(default_factory=dict)
    ending: Ending | None = None

    def completed(self, month: Month) -> date | None:
        """The day it was completed, as far as returns have told until a month."""
        if self.recurrence is not Recurrence.NONE:
            return None
        days = (each.completed for told, each in self.typed.items() if told <= month)
        return next((day for day in days if day), None)

    def redating(self, day: date) -> Redating | None:
        """The re-dating that is known on a day."""
        known = [each for approved, each in self.redatings if approved <= day]
        return known[-1] if known else None

    def expectations(self, until: Month) -> list[date]:
        """Its first due date, and each other date that was expected after it."""
        dates = [self.due] if self.due else []
        for month, answer in sorted(self.typed.items()):
            if month <= until and answer.expected and (not dates or answer.expected != dates[-1]):
                dates.append(answer.expected)
        return dates

    def is_pursued(self, month: Month) -> bool:
        """Whether the plan still pursues it at the end of a month."""
        return self.ending is None or self.ending.on > month.last


@dataclass
class Years:
    """The simulation: every thing there ever was, and what each plan says.

    `size` is how many rows of each kind the first plan has. With `keeps_done` an officer rolls the
    plan over by hand, and leaves in it what was completed.
    """

    chance: random.Random
    size: int = 8
    keeps_done: bool = False
    measures: list[MeasureThing] = field(default_factory=list)
    deadlines: list[DeadlineThing] = field(default_factory=list)

    def __post_init__(self) -> None:
        stories = cycle(("steady", "steady", "annual", "cumulative", "provisional", "withdrawn"))
        for number, story in zip(range(self.size), stories, strict=False):
            self._add_measure(f"Measure of {_word(number)}", story, 0)
        tales = cycle(
            ("carried", "late", "in time", "carried", "withdrawn", "merged", "carried", "beyond")
        )
        for number, story in zip(range(self.size), tales, strict=False):
            self._add_deadline(f"Task of {_word(number)}", story, 0)
        self._add_deadline("Duty of every month", "monthly", 0)
        self._add_several("Task in two parts", 0)
        self._number(0)

    # Beginning

    def _add_measure(self, name: str, story: str, year: int) -> None:
        basis = {"annual": Basis.ANNUAL, "cumulative": Basis.CUMULATIVE}.get(story, Basis.SNAPSHOT)
        thing = MeasureThing(name, story, basis)
        thing.refs[year] = ""
        thing.targets[year] = Decimal(self.chance.randint(60, 80))
        if year == 0:
            thing.outturns[year] = Decimal(self.chance.randint(50, 70))
        self.measures.append(thing)

    def _add_deadline(self, name: str, story: str, year: int, **more: Any) -> DeadlineThing:
        month = months_of(year)[self.chance.randint(3, 9)]
        recurrence = Recurrence.MONTHLY if story == "monthly" else Recurrence.NONE
        due = None if story == "monthly" else month.last
        lead = self.chance.choice(("AB", "CD"))
        thing = DeadlineThing(name, story, due, lead, recurrence=recurrence, **more)
        thing.refs[year] = ("", 1)
        if due:
            thing.finish = (
                due + timedelta(_FINISHES[story](self.chance)) if story in _FINISHES else None
            )
        self.deadlines.append(thing)
        return thing

    def _add_several(self, name: str, year: int) -> None:
        """A milestone with two dates: the first is done in its year, the second goes on."""
        lead = self.chance.choice(("AB", "CD"))
        for number, story in enumerate(("in time", "carried"), start=1):
            thing = self._add_deadline(name, story, year, purpose=f"part {number}")
            thing.refs[year], thing.lead = ("", number), lead

    # Numbering

    def _number(self, year: int) -> None:
        """Gives references anew, in another order each year: each time a number is another row."""
        measures = [each for each in self.measures if year in each.refs]
        self.chance.shuffle(measures)
        for number, measure in enumerate(measures, start=1):
            measure.refs[year] = f"A{number}"
        tasks = list(dict.fromkeys(each.name for each in self.deadlines if year in each.refs))
        self.chance.shuffle(tasks)
        for number, name in enumerate(tasks, start=len(measures) + 1):
            parts = [each for each in self.deadlines if each.name == name and year in each.refs]
            for part, deadline in enumerate(parts, start=1):
                deadline.refs[year] = (f"A{number}", part)

    # Roll-over

    def roll_over(self, year: int) -> None:
        """What the next plan goes on with, what it closes and why, and what is new in it."""
        decided = starts_of(year) + timedelta(days=9)
        self._roll_measures(year, decided)
        self._roll_deadlines(year, decided)
        self._add_measure(f"Measure of {_word(self.size + year)}", "steady", year)
        for number, story in enumerate(("in time", "carried")):
            self._add_deadline(f"Task of {_word(2 * self.size + 2 * year + number)}", story, year)
        self._number(year)

    def _roll_measures(self, year: int, decided: date) -> None:
        going_on = [each for each in self.measures if self._goes_on(each, year)]
        leaving = [each for each in going_on if each.story == "steady"][1:2]
        for thing in going_on:
            if thing in leaving:
                thing.ending = Ending(
                    year - 1, "business as usual", decided, "Cabinet", "Steady for years.", True
                )
                continue
            thing.refs[year] = ""
            thing.targets[year] = thing.targets[year - 1] + self.chance.randint(1, 3)
            # What is provisional stands in the plan until the final figure is out.
            figure = thing.typed[months_of(year - 1)[-1]].actual
            if figure is not None:
                thing.outturns[year] = figure

    def _roll_deadlines(self, year: int, decided: date) -> None:
        last = months_of(year - 1)[-1]
        going_on = [each for each in self.deadlines if self._goes_on(each, year)]
        done = [each for each in going_on if each.completed(last)]
        still_open = [each for each in going_on if each not in done]
        for thing in done if self.keeps_done else ():
            thing.refs[year] = ("", 1)
        several = {each.name for each in still_open if each.purpose}
        singles = [each for each in still_open if each.due and each.name not in several]
        leaving = singles[:2] if len(singles) >= _FEWEST_TO_CLOSE else []
        closing = dict(zip(map(id, leaving), ("withdrawn", "merged"), strict=False))
        for thing in still_open:
            if id(thing) in closing:
                kind = closing[id(thing)]
                why = "Overtaken." if kind == "withdrawn" else "Task in two parts"
                thing.ending = Ending(year - 1, kind, decided, "Cabinet", why, True)
                continue
            thing.refs[year] = ("", 1)

    def _goes_on(self, thing: MeasureThing | DeadlineThing, year: int) -> bool:
        return year - 1 in thing.refs and thing.ending is None

    # A month

    def begin(self, month: Month) -> None:
        """What is decided in a month, and what managers type for it."""
        year = year_of(month)
        if month.number == _DECIDING:
            self._withdraw(year, month)
        if month.number in _REDATING:
            self._redate(year, month)
        for measure in self.measures_in(year):
            measure.typed[month] = self._figure(measure, month, year)
        for deadline in self.deadlines_in(year):
            deadline.typed[month] = self._answer(deadline, month)

    def _withdraw(self, year: int, month: Month) -> None:
        on = month.first
        kinds = {"withdrawn": "withdrawn", "merged": "merged"}
        things: list[MeasureThing | DeadlineThing] = list(self.measures_in(year))
        for thing in (*things, *self.deadlines_in(year)):
            is_done = isinstance(thing, DeadlineThing) and thing.completed(month)
            if thing.story in kinds and thing.ending is None and not is_done:
                why = "No longer counted" if thing.story == "withdrawn" else "A1"
                thing.ending = Ending(year, kinds[thing.story], on, "Cabinet", why)

    def _redate(self, year: int, month: Month) -> None:
        """Cabinet approves another date, beyond the year, for what goes beyond it."""
        for thing in self.deadlines_in(year):
            if thing.story == "beyond" and thing.due and not thing.completed(month):
                new = max(thing.due, ends_of(year)) + timedelta(self.chance.choice((61, 91)))
                thing.redatings.append((month.first, Redating(new, "Cabinet", month.first)))

    def _figure(self, thing: MeasureThing, month: Month, year: int) -> Figure:
        is_last = month == months_of(year)[-1]
        if thing.basis is Basis.ANNUAL:
            return Figure(None, month.last, "Not yet due")
        if thing.basis is Basis.CUMULATIVE:
            share = Decimal((month.last - starts_of(year)).days + 1) / 366
            so_far = round(thing.targets[year] * share, 1)
            return Figure(so_far, month.last, "Final" if is_last else "Provisional")
        figure = Decimal(self.chance.randint(640, 760)) / 10
        is_firm = not (is_last and thing.story == "provisional")
        return Figure(figure, month.last, "Final" if is_firm else "Provisional")

    def _answer(self, thing: DeadlineThing, month: Month) -> Answer:
        if thing.recurrence is Recurrence.MONTHLY:
            return Answer(completed=month.first + timedelta(9))
        if thing.completed(month.previous):
            return Answer()
        if thing.finish and thing.finish <= month.last:
            return Answer("Completed", completed=thing.finish)
        progress = f"What happened in {month.in_words}."
        expected = None
        if thing.due and month.last > thing.due - timedelta(40):
            last = thing.expectations(month)[-1]
            moves = last <= month.last or self.chance.random() < _MOVES
            later = month.last + timedelta(self.chance.randint(20, 70))
            expected = later if moves else last
        return Answer("On track", expected=expected, progress=progress)

    # Corrections after the roll-over

    def correct(self, month: Month) -> Iterator[MeasureThing]:
        """What was provisional in a month becomes final, and is another figure; whose it is."""
        for thing in self.measures_in(year_of(month)):
            was = thing.typed[month]
            if thing.story == "provisional" and was.status == "Provisional" and was.actual:
                thing.typed[month] = Figure(was.actual + Decimal("1.1"), was.as_at, "Final")
                yield thing

    def outturn_is_typed(self, thing: MeasureThing, year: int) -> None:
        """The officer types into a plan what was not final when it was made."""
        if (final := thing.final(year - 1)) and year in thing.refs:
            thing.outturns[year] = final

    def result_comes_late(self, month: Month) -> Iterator[MeasureThing]:
        """The results of a whole year that were not out in its last month; whose they are."""
        for thing in self.measures_in(year_of(month)):
            if thing.basis is Basis.ANNUAL:
                result = Decimal(self.chance.randint(600, 700)) / 10
                thing.typed[month] = Figure(result, month.last, "Final")
                yield thing

    # What the plans say

    def measures_in(self, year: int) -> list[MeasureThing]:
        """The measures of a year's plan, in its order."""
        some = [each for each in self.measures if year in each.refs]
        return sorted(some, key=lambda each: int(each.refs[year][1:]))

    def deadlines_in(self, year: int) -> list[DeadlineThing]:
        """The deadlines of a year's plan, in its order."""
        some = [each for each in self.deadlines if year in each.refs]
        return sorted(some, key=lambda each: (int(each.refs[year][0][1:]), each.refs[year][1]))

    def plan(self, year: int, day: date) -> Plan:
        """A year's plan as it is on a day, without what its rows were before."""
        return Plan(
            council="Anywhere Council",
            service="Children's Services",
            title=TITLE,
            year=year_name(year),
            starts=starts_of(year),
            ends=ends_of(year),
            tolerance=Tolerance(Decimal(5)),
            email_to="Cabinet <cabinet@example.gov.uk>",
            email_sender="Officer <officer@example.gov.uk>",
            priorities=(Priority("A", "First", "Head", "Head <head@example.gov.uk>"),),
            leads=(
                Lead("AB", "A Bee", "Director", "ab@example.gov.uk"),
                Lead("CD", "C Dee", "Director", "cd@example.gov.uk"),
            ),
            measures=tuple(_measure(each, year, day) for each in self.measures_in(year)),
            milestones=tuple(self._milestones(year, day)),
        )

    def _milestones(self, year: int, day: date) -> Iterator[Milestone]:
        by_ref: dict[str, list[DeadlineThing]] = {}
        for each in self.deadlines_in(year):
            by_ref.setdefault(each.refs[year][0], []).append(each)
        for ref, parts in by_ref.items():
            deadlines = tuple(_deadline(each, year, day) for each in parts)
            number = int(ref[1:])
            yield Milestone("A", number, "", parts[0].name, parts[0].lead, deadlines=deadlines)


def year_of(month: Month) -> int:
    """The plan year of a month."""
    return month.year - FIRST_YEAR - (month.number < 4)


def _measure(thing: MeasureThing, year: int, day: date) -> Measure:
    return Measure(
        "A",
        int(thing.refs[year][1:]),
        "",
        thing.name,
        Unit.PERCENT,
        Polarity.HIGHER,
        outturn=thing.outturns.get(year, Missing.NOT_GIVEN),
        target=thing.targets[year],
        decimals_set=1,
        basis_set=None if thing.basis is Basis.SNAPSHOT else thing.basis,
        withdrawal=_withdrawal(thing.ending, year, day),
    )


def _deadline(thing: DeadlineThing, year: int, day: date) -> Deadline:
    return Deadline(
        thing.refs[year][1],
        thing.due,
        thing.recurrence,
        purpose=thing.purpose,
        redating=thing.redating(day),
        withdrawal=_withdrawal(thing.ending, year, day),
    )


def _withdrawal(ending: Ending | None, year: int, day: date) -> Withdrawal | None:
    if ending is None or ending.at_roll_over or ending.year != year or ending.on > day:
        return None
    return Withdrawal(WithdrawnAs(ending.closed_as), ending.by, ending.on, ending.why)


_FINISHES: dict[str, Callable[[random.Random], int]] = {
    "in time": lambda chance: -chance.randint(1, 20),
    "late": lambda chance: chance.randint(5, 60),
    "beyond": lambda chance: chance.randint(400, 420),
    "carried": lambda chance: chance.choice((330, 480, 900)),
}
"""How many days after its due date something is done, by its story."""
_DECIDING, _REDATING = 10, (2,)
_FEWEST_TO_CLOSE, _MOVES = 4, 0.3

_WORDS = "alder birch cedar damson elder fir gorse hazel ivy juniper larch maple nettle oak pine"


def _word(number: int) -> str:
    """A word that no other thing has, so that a text tells which it is about."""
    words = _WORDS.split()
    first, second = divmod(number, len(words))
    return f"{words[first - 1] if first else ''}{words[second]}"

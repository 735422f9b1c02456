"""An office through the simulated years: it runs the program's real acts, month by month."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cyps_reports import api
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import Closed, ClosedAs
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.simulated_years import (
    DeadlineThing,
    MeasureThing,
    Years,
    months_of,
    starts_of,
    year_of,
)
from tests.tools.typed import typed_return
from tests.tools.typed_again import TypedCell, known_rows, type_over, typed_before


@dataclass
class Office:
    """An officer's folder, and the plan workbook of each year in it.

    `typed` are the cells that were typed into a year's proposed plan, `again` those of them that
    had been typed before, `later` those that were typed in the course of the year.
    """

    folder: Path
    years: Years
    plans: dict[int, Plan] = field(default_factory=dict)
    typed: dict[int, list[TypedCell]] = field(default_factory=dict)
    again: dict[int, list[TypedCell]] = field(default_factory=dict)
    later: dict[int, list[TypedCell]] = field(default_factory=dict)

    def month(self, month: Month) -> api.Reported:
        """A month: what is decided and typed in it, and its report."""
        year = year_of(month)
        self.years.begin(month)
        self.write_plan(year, month.last)
        self.write_return(month)
        return self.report(month)

    def roll_over(self, year: int) -> None:
        """Next year's plan is proposed, and the officer types what is new in it."""
        self.years.roll_over(year)
        before = self.plan_path(year - 1)
        request = api.NewYearRequest(root=self.folder, plan=before)
        proposed = api.write_new_year(request).path
        proposed.replace(self.plan_path(year))
        known = known_rows(before)
        self.typed[year] = self._type(year, starts_of(year))
        self.again[year] = typed_before(self.typed[year], known)

    def roll_over_by_hand(self, year: int) -> None:
        """The officer makes next year's plan without help."""
        self.years.roll_over(year)
        wanted = plan_going_on(self.years, year, starts_of(year))
        self.plan_path(year).write_bytes(plan_workbook(wanted))

    def write_plan(self, year: int, day: date) -> None:
        """The year's plan workbook, with what was approved until a day."""
        path = self.plan_path(year)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(plan_workbook(plan_going_on(self.years, year, day)))
        self.later.setdefault(year, []).extend(self._type(year, day))

    def _type(self, year: int, day: date) -> list[TypedCell]:
        self.plans[year] = plan_going_on(self.years, year, day)
        return type_over(self.plan_path(year), self.plans[year])

    def write_return(self, month: Month) -> None:
        """The month's return, as it is known now."""
        year = year_of(month)
        figures = {
            (each.refs[year], ""): each.typed[month] for each in self.years.measures_in(year)
        }
        answers = {each.refs[year]: each.typed[month] for each in self.years.deadlines_in(year)}
        path = self.folder / "returns" / str(month) / "return-A.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(typed_return(self.plans[year], "A", month, figures, answers))

    def report(self, month: Month) -> api.Reported:
        """The month's report, made against the plan of its year."""
        plan = self.plan_path(year_of(month))
        returns = Path(f"returns/{month}")
        return api.report(api.ReportRequest(root=self.folder, returns=returns, plan=plan))

    def draft(self, month: Month) -> api.Drafted:
        """The month's emails."""
        plan = self.plan_path(year_of(month))
        returns = Path(f"returns/{month}")
        return api.draft(api.MonthRequest(root=self.folder, returns=returns, plan=plan))

    def plan_path(self, year: int) -> Path:
        """Where the plan workbook of a year lies."""
        return self.folder / "plans" / f"{starts_of(year).year}.xlsx"

    def output(self, month: Month) -> Path:
        """The folder of a month's results."""
        return self.folder / "output" / str(month)


def plan_going_on(years: Years, year: int, day: date) -> Plan:
    """A year's plan on a day: what each of its rows was, and what was closed and why."""
    plan = years.plan(year, day)
    if year == 0:
        return plan
    was_measure = {each.refs[year]: each.refs.get(year - 1, "") for each in years.measures_in(year)}
    was_deadline = {
        each.refs[year]: was_called(years, each, year) for each in years.deadlines_in(year)
    }
    milestones = tuple(
        replace(
            milestone,
            deadlines=tuple(
                replace(each, was=was_deadline[milestone.ref, each.number])
                for each in milestone.deadlines
            ),
        )
        for milestone in plan.milestones
    )
    measures = tuple(replace(each, was=was_measure[each.ref]) for each in plan.measures)
    closed = tuple(_closed(years, year))
    return replace(plan, measures=measures, milestones=milestones, closed=closed)


def was_called(years: Years, thing: DeadlineThing, year: int) -> str:
    """What a deadline was called in the plan of the year before; "" where it was not in it."""
    if year - 1 not in thing.refs:
        return ""
    ref, number = thing.refs[year - 1]
    several = [each for each in years.deadlines_in(year - 1) if each.refs[year - 1][0] == ref]
    return f"{ref}, deadline {number}" if len(several) > 1 else ref


def left_in(years: Years, year: int) -> list[MeasureThing | DeadlineThing]:
    """What was in the plan of the year before and is not in a year's."""
    measures = [each for each in years.measures_in(year - 1) if year not in each.refs]
    deadlines = [each for each in years.deadlines_in(year - 1) if year not in each.refs]
    return [*measures, *deadlines]


def _closed(years: Years, year: int) -> Iterator[Closed]:
    """The sheet Closed: what was completed, and what was decided at the roll-over or before."""
    last = months_of(year - 1)[-1]
    for thing in left_in(years, year):
        if isinstance(thing, DeadlineThing):
            was, done = was_called(years, thing, year), thing.completed(last)
        else:
            was, done = thing.refs[year - 1], None
        if thing.ending:
            how = ClosedAs(thing.ending.closed_as)
            # Last year's records have the words of what is closed.
            name = "" if thing.ending.at_roll_over else thing.name
            yield Closed(was, name, how, thing.ending.on, thing.ending.by, thing.ending.why)
        else:
            yield Closed(was, thing.name, ClosedAs.COMPLETED, done)

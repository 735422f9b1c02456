"""What each report of the simulated years has to tell, worked out the plainest way there is.

Nothing here uses the program's rules: only what the simulation decided and what was typed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Basis
from cyps_reports.plan.model.milestone import Recurrence
from tests.tools.simulated_years import DeadlineThing, MeasureThing, Years, year_of

Told = tuple[str, str, str, str]
"""A change: what, the name of the row, what it was, what it is."""

RATINGS = ("On target", "Close to target", "Off target")
DONE = ("Completed", "Completed late")
COLOURS = {
    "Overdue": "red",
    **dict.fromkeys(("At risk", "Re-dated"), "amber"),
    **dict.fromkeys(("On track", "Due soon", "Done this month"), "green"),
    **dict.fromkeys(DONE, "blue"),
    **dict.fromkeys(("Withdrawn", "Merged"), "grey"),
}


def deadline_state(thing: DeadlineThing, month: Month) -> str:
    """The state of a deadline on a month's last day."""
    day, done = month.last, thing.completed(month)
    if done and thing.due:
        return "Completed" if done <= thing.due else "Completed late"
    if not thing.is_pursued(month) and thing.ending:
        return thing.ending.closed_as.capitalize()
    if thing.recurrence is Recurrence.MONTHLY or thing.due is None:
        return "Done this month"
    redating, expected = thing.redating(day), thing.typed[month].expected
    binding = redating.due if redating else thing.due
    if day > binding:
        return "Overdue"
    if expected and expected > binding:
        return "At risk"
    if redating:
        return "Re-dated"
    return "Due soon" if binding - day <= timedelta(30) else "On track"


def days_of(thing: DeadlineThing, month: Month) -> int:
    """By how many days it is overdue, or was completed late."""
    done, redating = thing.completed(month), thing.redating(month.last)
    if thing.due is None:
        return 0
    if done:
        return max((done - thing.due).days, 0)
    binding = redating.due if redating else thing.due
    return max((month.last - binding).days, 0) if thing.is_pursued(month) else 0


def measure_state(thing: MeasureThing, month: Month) -> str:
    """The rating of a snapshot; "" of anything else."""
    figure = thing.typed[month].actual
    if not thing.is_pursued(month) and thing.ending:
        return thing.ending.closed_as.capitalize()
    if thing.basis is not Basis.SNAPSHOT or figure is None:
        return ""
    target = thing.targets[year_of(month)]
    if figure >= target:
        return "On target"
    return "Close to target" if figure >= target * Decimal("0.95") else "Off target"


def usual_range(thing: MeasureThing, month: Month) -> str:
    """Its usual range: its first twelve figures' average, 2.66 average moves about it."""
    figures = [figure for _, figure in thing.figures(month)]
    if thing.basis is not Basis.SNAPSHOT or len(figures) < _LOCKED:
        return ""
    first = figures[:_LOCKED]
    average = sum(first, Decimal(0)) / _LOCKED
    moves = [abs(after - before) for before, after in pairwise(first)]
    reach = Decimal("2.66") * sum(moves, Decimal(0)) / len(moves)
    low, high = max(average - reach, Decimal(0)), min(average + reach, Decimal(100))
    return f"{_percent(low)} to {_percent(high)}"


_LOCKED = 12


def _percent(figure: Decimal) -> str:
    return f"{figure.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def travel(thing: MeasureThing, month: Month) -> str:
    """Where a snapshot went since the month before, in whichever year; "" where unknown."""
    figures = thing.figures(month)
    if thing.basis is not Basis.SNAPSHOT or len(figures) < _TWO or figures[-1][0] != month.last:
        return ""
    before, now = figures[-2][1], figures[-1][1]
    return "improving" if now > before else "worsening" if now < before else "same"


_TWO = 2


def slip(thing: DeadlineThing, month: Month) -> tuple[int, int]:
    """How often its expected date moved since the first due date, and by how many days."""
    dates = thing.expectations(month)
    if thing.recurrence is not Recurrence.NONE or not dates:
        return 0, 0
    return len(dates) - 1, (dates[-1] - dates[0]).days


def changes(years: Years, month: Month) -> set[Told]:
    """What has changed since the month before, of what was in both their plans."""
    return {*_of_deadlines(years, month), *_of_measures(years, month)}


def _of_deadlines(years: Years, month: Month) -> Iterator[Told]:
    before = month.previous
    for thing in years.deadlines_in(year_of(month)):
        if year_of(before) not in thing.refs:
            continue
        was, now = deadline_state(thing, before), deadline_state(thing, month)
        is_told = was != now and thing.is_pursued(month)
        if is_told and (COLOURS[was], COLOURS[now]) != ("green", "green"):
            yield _kind(was, now), thing.name, was, now
        expected, last = thing.typed[month].expected, _known(thing, before)
        if expected and now not in DONE and thing.is_pursued(month) and expected != last:
            yield "Expected date moved", thing.name, _day(last), _day(expected)


def _kind(was: str, now: str) -> str:
    if now in DONE:
        return "Deadline met" if now == "Completed" else "Completed late"
    return "Deadline missed" if now == "Overdue" and was != "Overdue" else "State"


def _known(thing: DeadlineThing, before: Month) -> date | None:
    """The date that readers know of: the last one expected, else the one that counts."""
    redating, dates = thing.redating(before.last), thing.expectations(before)
    if len(dates) > 1:
        return dates[-1]
    return redating.due if redating else thing.due


def _of_measures(years: Years, month: Month) -> Iterator[Told]:
    for thing in years.measures_in(year_of(month)):
        if year_of(month.previous) not in thing.refs:
            continue
        was, now = measure_state(thing, month.previous), measure_state(thing, month)
        if was != now and was in RATINGS and now in RATINGS:
            yield "Rating", thing.name, was, now


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""

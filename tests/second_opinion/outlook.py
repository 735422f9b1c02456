"""What figures come to over the year: comparable points, year-end outlook and direction of travel.

Where the page leaves a thing open, this was chosen:

- A figure dated before the plan year is no point of the year: later figures are not compared with
  it either.
- A figure without a readable date stands on its month's last day; of an earlier month, it is an
  earlier one.
- There is no outlook in a month whose own figure is missing or cannot be used.
- The pace is the figure over the days of the year so far; the line is that of least squares over
  the days.
- A cumulative figure's comparable figure of an earlier month is the outlook as it was then; a
  larger part of the year is never compared with a smaller one.
- A figure of the year's last day is the year's result: it has no outlook, and is compared as it
  stands.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from tests.second_opinion.entries import MeasureEntry
from tests.second_opinion.plan import Measure, Plan
from tests.second_opinion.rules import day_of, is_future, rounded

LINE_FROM, PACE_FROM, USUAL_FROM = 6, 3, 12
FOUR_IN_FIVE = {
    4: 1.5332,
    5: 1.4759,
    6: 1.4398,
    7: 1.4149,
    8: 1.3968,
    9: 1.3830,
    10: 1.3722,
    11: 1.3634,
}
"""Student's t for the middle four fifths, by degrees of freedom."""


@dataclass(frozen=True)
class Point:
    day: date
    figure: Decimal
    month: date
    """The last day of the month whose return gave it."""
    is_dated: bool = True


def given(entries: dict[date, MeasureEntry], plan: Plan, month: date) -> list[Point]:
    """The year's comparable figures up to a month, return by return."""
    found = []
    for each in sorted(entries):
        entry = entries[each]
        if each <= month and isinstance(entry.actual, Decimal) and not is_future(entry, each):
            day = day_of(entry, each)
            if day >= plan.first:
                found.append(Point(day, entry.actual, each, isinstance(entry.as_at, date)))
    return found


def points(figures: list[Point]) -> list[Point]:
    """Figures by their days; of two of one day, the newer return's."""
    by_day = {each.day: each for each in figures}
    return [by_day[day] for day in sorted(by_day)]


@dataclass(frozen=True)
class Outlook:
    central: Decimal
    method: str
    count: int
    low: Decimal | None = None
    high: Decimal | None = None
    """The range of a line, within which four in five ends fall.

    How wide a pace's is, the page leaves open.
    """


def outlook(measure: Measure, known: list[Point], plan: Plan) -> Outlook | None:
    """What the year ends on if things go on as they did; an annual or rolling figure has none."""
    if known and known[-1].day >= plan.last:
        return None
    if measure.basis == "cumulative" and len(known) >= PACE_FROM:
        return Outlook(_possible(measure, _pace(known[-1], plan)), "pace", len(known))
    if measure.basis == "snapshot" and len(known) >= LINE_FROM:
        return _straight(measure, known, plan.last)
    return None


def _pace(last: Point, plan: Plan) -> Fraction:
    before = plan.first - timedelta(1)
    return Fraction(last.figure) * (plan.last - before).days / (last.day - before).days


def _straight(measure: Measure, known: list[Point], day: date) -> Outlook | None:
    """The line of least squares carried on, and the interval of prediction about it."""
    nought, count = Fraction(0), len(known)
    days = [Fraction(each.day.toordinal()) for each in known]
    figures = [Fraction(each.figure) for each in known]
    mean_day, mean = sum(days, nought) / count, sum(figures, nought) / count
    apart = [each - mean_day for each in days]
    spread = sum((each * each for each in apart), nought)
    slope = (
        sum((each * (figure - mean) for each, figure in zip(apart, figures, strict=True)), nought)
        / spread
    )
    off = [figure - mean - slope * each for each, figure in zip(apart, figures, strict=True)]
    ahead = day.toordinal() - mean_day
    variance = (
        sum((each * each for each in off), nought)
        / (count - 2)
        * (1 + Fraction(1, count) + ahead**2 / spread)
    )
    half = Fraction(FOUR_IN_FIVE[count - 2] * math.sqrt(variance))
    end = mean + slope * ahead
    low, high = _possible(measure, end - half), _possible(measure, end + half)
    if measure.unit == "%" and (low, high) == (
        _possible(measure, nought),
        _possible(measure, Fraction(100)),
    ):
        return None
    return Outlook(_possible(measure, end), "line", count, low, high)


def _possible(measure: Measure, figure: Fraction) -> Decimal:
    """Clipped to what can be, at the measure's decimals."""
    figure = max(figure, Fraction(0))
    if measure.unit == "%":
        figure = min(figure, Fraction(100))
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return rounded(exact, measure.decimals)


def usual_range(measure: Measure, known: list[Point]) -> tuple[Decimal, Decimal] | None:
    """Of an XmR chart: the average of the first twelve figures, and 2.66 times their average
    move either way.
    """
    if measure.basis not in ("snapshot", "rolling") or len(known) < USUAL_FROM:
        return None
    first = [Fraction(each.figure) for each in known[:USUAL_FROM]]
    moves = [abs(now - was) for was, now in pairwise(first)]
    mean = sum(first, Fraction(0)) / len(first)
    half = Fraction("2.66") * sum(moves, Fraction(0)) / len(moves)
    return _possible(measure, mean - half), _possible(measure, mean + half)


@dataclass(frozen=True)
class Direction:
    """`since` is the month compared with, "outturn", or "" where nothing is comparable."""

    kind: str
    since: date | str = ""


NOT_COMPARABLE = Direction("not comparable")


def compared(measure: Measure, now: Decimal, was: Decimal) -> str:
    """Better is up, whichever way the figure goes."""
    if measure.polarity == "close" and isinstance(measure.target, Decimal):
        now, was = abs(now - measure.target), abs(was - measure.target)
    if now == was:
        return "same"
    is_up_better = measure.polarity not in ("lower", "close")
    return "improving" if (now > was) == is_up_better else "worsening"


def comparable(measure: Measure, now: Point, figures: list[Point], plan: Plan) -> Decimal | None:
    """What a figure is compared by: itself, or the outlook that a part of the year gave in its
    month.
    """
    if measure.basis != "cumulative" or now.day >= plan.last:
        return now.figure
    then = [each for each in figures if each.month <= now.month and each.day <= now.day]
    ahead = outlook(measure, points([*then, now]), plan)
    return ahead.central if ahead else None


def direction(measure: Measure, now: Point, figures: list[Point], plan: Plan) -> Direction:
    """Against the last month that has a comparable actual of an earlier day, else against the
    outturn.
    """
    figure = comparable(measure, now, figures, plan)
    if measure.polarity == "monitor" or figure is None:
        return NOT_COMPARABLE
    earlier = [
        each
        for each in figures
        if each.month < now.month and (each.day < now.day or not each.is_dated)
    ]
    for each in reversed(earlier if measure.basis != "annual" else []):
        was = comparable(measure, each, figures, plan)
        if was is not None:
            return Direction(compared(measure, figure, was), each.month)
    return since_outturn(measure, now, figures, plan)


def since_outturn(measure: Measure, now: Point, figures: list[Point], plan: Plan) -> Direction:
    """A part-year cumulative figure is never compared with a whole year's outturn.

    Its outlook is.
    """
    figure = comparable(measure, now, figures, plan)
    if measure.polarity == "monitor" or figure is None or not isinstance(measure.outturn, Decimal):
        return NOT_COMPARABLE
    return Direction(compared(measure, figure, measure.outturn), "outturn")


def against_similar(measure: Measure, now: Decimal) -> str:
    """Better, same or worse than similar authorities."""
    if measure.polarity == "monitor" or not isinstance(measure.similar, Decimal):
        return "not comparable"
    return {"improving": "better", "worsening": "worse", "same": "same"}[
        compared(measure, now, measure.similar)
    ]

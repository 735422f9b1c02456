"""What figures come to over the year: comparable points, year-end outlook and direction of travel."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.second_opinion.entries import MeasureEntry
from tests.second_opinion.plan import Measure, Plan
from tests.second_opinion.rules import day_of, is_future, rounded

LINE_FROM, PACE_FROM = 6, 3


@dataclass(frozen=True)
class Point:
    day: date
    figure: Decimal
    month: date
    """The last day of the month whose return gave it."""


def points(entries: dict[date, MeasureEntry], plan: Plan, month: date) -> list[Point]:
    """The year's comparable figures up to a month, by their days; of two of one day, the newer return's."""
    found: dict[date, Point] = {}
    for each in sorted(entries):
        entry = entries[each]
        if each > month or not isinstance(entry.actual, Decimal) or is_future(entry, each):
            continue
        day = day_of(entry, each)
        if day >= plan.first:
            found[day] = Point(day, entry.actual, each)
    return [found[day] for day in sorted(found)]


@dataclass(frozen=True)
class Outlook:
    central: Decimal
    method: str
    count: int


def outlook(measure: Measure, known: list[Point], plan: Plan) -> Outlook | None:
    """What the year ends on if things go on as they did; an annual or rolling figure has none."""
    if measure.basis == "cumulative" and len(known) >= PACE_FROM:
        return Outlook(_possible(measure, _pace(known[-1], plan)), "pace", len(known))
    if measure.basis == "snapshot" and len(known) >= LINE_FROM:
        return Outlook(_possible(measure, _line(known, plan.last)), "line", len(known))
    return None


def _pace(last: Point, plan: Plan) -> Fraction:
    before = plan.first - timedelta(1)
    return Fraction(last.figure) * (plan.last - before).days / (last.day - before).days


def _line(known: list[Point], day: date) -> Fraction:
    days = [Fraction(each.day.toordinal()) for each in known]
    figures = [Fraction(each.figure) for each in known]
    mean_day, mean = sum(days) / len(days), sum(figures) / len(figures)
    spread = sum((each - mean_day) ** 2 for each in days)
    slope = sum((each - mean_day) * (figure - mean) for each, figure in zip(days, figures, strict=True)) / spread
    return mean + slope * (day.toordinal() - mean_day)


def _possible(measure: Measure, figure: Fraction) -> Decimal:
    """Clipped to what can be, at the measure's decimals."""
    figure = max(figure, Fraction(0))
    if measure.unit == "%":
        figure = min(figure, Fraction(100))
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return rounded(exact, measure.decimals)


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


def direction(measure: Measure, now: Point, known: list[Point], ahead: Outlook | None) -> Direction:
    """Against the last month that has a comparable actual of an earlier day, else against the outturn."""
    if measure.polarity == "monitor":
        return NOT_COMPARABLE
    earlier = [each for each in known if each.day < now.day]
    if measure.basis in ("snapshot", "rolling") and earlier:
        return Direction(compared(measure, now.figure, earlier[-1].figure), earlier[-1].month)
    return since_outturn(measure, now, ahead)


def since_outturn(measure: Measure, now: Point, ahead: Outlook | None) -> Direction:
    """A part-year cumulative figure is never compared with a whole year's outturn; its outlook is."""
    if measure.polarity == "monitor" or not isinstance(measure.outturn, Decimal):
        return NOT_COMPARABLE
    if measure.basis == "cumulative":
        return Direction(compared(measure, ahead.central, measure.outturn), "outturn") if ahead else NOT_COMPARABLE
    return Direction(compared(measure, now.figure, measure.outturn), "outturn")


def against_similar(measure: Measure, now: Decimal) -> str:
    """Better, same or worse than similar authorities."""
    if measure.polarity == "monitor" or not isinstance(measure.similar, Decimal):
        return "not comparable"
    return {"improving": "better", "worsening": "worse", "same": "same"}[compared(measure, now, measure.similar)]

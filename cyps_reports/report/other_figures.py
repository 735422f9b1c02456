"""Where the figures beside this year's go in tables and charts.

Comparators, earlier years, and the trend.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cyps_reports.assessment.model import MeasureResult
from cyps_reports.plan.dates.months import short
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.sheets import layout


def comparators_of(plan: Plan) -> tuple[str, ...]:
    """The plan's comparators with their years, each once, as columns are called.

    `England 2010/11`.
    """
    return tuple(
        dict.fromkeys(
            comparator.called for measure in plan.measures for comparator in measure.comparators
        )
    )


def comparator_key(called: str) -> str:
    """The key of a comparator's column, which no other column has."""
    return f"{layout.COMPARATORS}: {called}"


def is_comparator(key: str) -> bool:
    """Whether that is the key of a comparator's column."""
    return key.startswith(comparator_key(""))


def earlier_years_of(plan: Plan) -> tuple[str, ...]:
    """The plan's earlier years, each once, the oldest first."""
    named = dict.fromkeys(
        earlier_year.year for measure in plan.measures for earlier_year in measure.earlier_years
    )
    return tuple(sorted(named, key=first_year_in))


FEWEST_POINTS = 3
"""Two points are a line whatever happened."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures of a measure that can be drawn as one line.

    In the order of time, each with where it stands.

    The labels are short (`10/11`); `said` is where each stands in a sentence. `has_years` where
    earlier years come before this year's figures.
    """

    labels: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    figures: tuple[Decimal, ...] = ()
    has_years: bool = False


_YEARS = re.compile(r"(?<!\d)(?:19|20)(\d{2})/(\d{2})(?!\d)", re.ASCII)


def short_year(year: str) -> str:
    """A year as it stands under a chart: `10/11`."""
    return _YEARS.sub(r"\1/\2", year)


def trend_of(result: MeasureResult, plan: Plan) -> Trend:
    """The year's comparable figures.

    Before them the plan's earlier years and the outturn, where the plan has such.

    A whole year's result is not joined with figures of the year so far. An annual result follows
    the earlier ones.
    """
    measure = result.measure
    days = tuple(f"{point.day:%d %b}" for point in result.points)
    said = tuple(f"on {short(point.day)}" for point in result.points)
    figures = tuple(point.actual for point in result.points)
    # The places of values are no figures to draw.
    is_drawn = measure.basis is not Basis.CUMULATIVE and not measure.unit.is_judged
    years = _years_before(measure, plan) if is_drawn else ()
    if not years:
        return Trend(days, said, figures)
    if measure.basis is Basis.ANNUAL and result.actual is not None and result.fault is None:
        days, said, figures = (
            (short_year(plan.year),),
            (f"({plan.year})",),
            (result.actual,),
        )
    return Trend(
        labels=(*(short_year(year) for year, _ in years), *days),
        said=(*(f"({year})" for year, _ in years), *said),
        figures=(*(figure for _, figure in years), *figures),
        has_years=True,
    )


def _years_before(measure: Measure, plan: Plan) -> tuple[tuple[str, Decimal], ...]:
    """The figures of earlier years, the oldest first, and the outturn behind them.

    None where there are no years.
    """
    ordered = sorted(measure.earlier_years, key=lambda each: first_year_in(each.year))
    years = [(each.year, each.figure) for each in ordered if isinstance(each.figure, Decimal)]
    last = plan.outturn_heading or plan.outturn_year
    if years and isinstance(measure.outturn, Decimal) and last not in (year for year, _ in years):
        years.append((last, measure.outturn))
    return tuple(years)

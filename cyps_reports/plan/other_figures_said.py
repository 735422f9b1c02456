"""What is said of a measure's comparators and of its earlier years, wherever they are told in words."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.plan.figures import printed, published
from cyps_reports.plan.model import Figure, Measure, Missing
from cyps_reports.plan.years import first_year_in


def comparator_words(measure: Measure) -> str:
    """`Comparators: England 2010/11: 80.1% (provisional); Region: 77%`; "" where there are none."""
    return _listed("Comparators", measure, ((each.called, each.figure, each.note) for each in measure.comparators))


def earlier_year_words(measure: Measure) -> str:
    """`Earlier years: 2009/10: 70%; 2010/11: 72%`, the oldest first; "" where there are none."""
    years = sorted(measure.earlier_years, key=lambda each: first_year_in(each.year))
    return _listed("Earlier years", measure, ((each.year, each.figure, each.note) for each in years))


def _listed(what: str, measure: Measure, told: Iterable[tuple[str, Figure, str]]) -> str:
    given = (each for each in told if each[1] is not Missing.NOT_GIVEN)
    parts = "; ".join(_said(measure, *each) for each in given)
    return f"{what}: {parts}" if parts else ""


def _said(measure: Measure, called: str, figure: Figure, note: str) -> str:
    words = f"{called}: {printed(published(measure, figure), measure.unit)}"
    return f"{words} ({note})" if note else words

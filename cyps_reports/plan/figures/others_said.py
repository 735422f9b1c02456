"""What is said of a measure's comparators and of its earlier years, wherever it is said."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.workbooks.plain_text import same_words


def comparator_words(measure: Measure) -> str:
    """`Comparators: England 2010/11: 80.1% (provisional); Region: 77%`; "" where there are none."""
    return _listed(
        "Comparators",
        measure,
        ((comparator.called, comparator) for comparator in measure.comparators),
    )


def further_comparator_words(measure: Measure) -> str:
    """The same without the one whose figure stands for similar authorities, told in their place."""
    shown = comparator_shown(measure)
    others = (each for each in measure.comparators if each is not shown)
    return _listed("Comparators", measure, ((each.called, each) for each in others))


def comparator_shown(measure: Measure) -> Comparator | None:
    """The comparator whose figure stands for similar authorities; None where their own does."""
    named = same_words(measure.similar_named)
    of_name = (each for each in measure.comparators if same_words(each.name) == named)
    given = [each for each in of_name if each.said or each.figure is not Missing.NOT_GIVEN]
    return max(given, key=lambda each: first_year_in(each.year), default=None)


def earlier_year_words(measure: Measure) -> str:
    """`Earlier years: 2009/10: 70%; 2010/11: 72%`, the oldest first; "" where there are none."""
    years = sorted(measure.earlier_years, key=lambda each: first_year_in(each.year))
    return _listed("Earlier years", measure, ((each.year, each) for each in years))


def _listed(
    what: str, measure: Measure, told: Iterable[tuple[str, Comparator | EarlierYear]]
) -> str:
    given = (
        (called, each) for called, each in told if each.said or each.figure is not Missing.NOT_GIVEN
    )
    parts = "; ".join(f"{called}: {_said(measure, each)}" for called, each in given)
    return f"{what}: {parts}" if parts else ""


def _said(measure: Measure, told: Comparator | EarlierYear) -> str:
    words = told.said or printed(published(measure, told.figure), measure.unit)
    return f"{words} ({told.note})" if told.note else words

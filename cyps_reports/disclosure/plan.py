"""The plan as the public edition knows it: without the figures of earlier years that are hidden."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cyps_reports.disclosure.figures import OUTTURN, Column
from cyps_reports.disclosure.rounding import Shown
from cyps_reports.disclosure.shown import Disclosure
from cyps_reports.plan.figures.published import published
from cyps_reports.plan.model.measure import EarlierYear, Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Figure, Missing
from cyps_reports.plan.sheets.layout import EARLIER_YEARS
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.returns.model import Absent
from cyps_reports.workbooks.layout import headings


def public_plan(plan: Plan, disclosure: Disclosure) -> Plan:
    """The plan with the figures of earlier years as they are shown."""
    return replace(plan, measures=tuple(_public(each, disclosure) for each in plan.measures))


def says_figure(heading: str) -> bool:
    """Whether a cell of a measure under a heading says a figure of an earlier year.

    Or tells of one, such as its note, and with how many decimals it is printed.
    """
    return heading in _TELLING or EARLIER_YEARS in heading


_TELLING = frozenset(
    headings(MEASURE_COLUMNS)[key] for key in ("outturn", "outturn_note", "decimals_set")
)


def _public(measure: Measure, disclosure: Disclosure) -> Measure:
    """A measure without hidden figures, and without what it says of its counts."""
    told = replace(measure, about_children=None, numerator="", denominator="", sum_of=())
    return _reduced(told, disclosure) if measure.key in disclosure.rows else told


def _reduced(measure: Measure, disclosure: Disclosure) -> Measure:
    outturn = _shown(measure, OUTTURN, measure.outturn, disclosure)
    is_hidden = isinstance(outturn, Absent)
    years = tuple(_year(measure, each, disclosure) for each in measure.earlier_years)
    reduced = replace(
        measure,
        outturn=Missing.NOT_GIVEN if isinstance(outturn, Absent) else outturn,
        outturn_said=outturn.value if isinstance(outturn, Absent) else measure.outturn_said,
        outturn_note="" if is_hidden else measure.outturn_note,
        earlier_years=years,
    )
    # A hidden figure still says with how many decimals the others are printed.
    is_same = reduced.decimals == measure.decimals
    return reduced if is_same else replace(reduced, decimals_set=measure.decimals)


def _year(measure: Measure, year: EarlierYear, disclosure: Disclosure) -> EarlierYear:
    shown = _shown(measure, year.year, year.figure, disclosure)
    if isinstance(shown, Absent):
        return replace(year, figure=Missing.NOT_GIVEN, said=shown.value, note="")
    return replace(year, figure=shown)


def _shown(
    measure: Measure, column: Column, figure: Figure, disclosure: Disclosure
) -> Shown | Missing:
    told = published(measure, figure)
    return disclosure.of(measure.key, column, told) if isinstance(told, Decimal) else told

"""The measures of next year's plan: what they came to is their outturn, their aims are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cyps_reports.assessment.earlier import Earlier, EarlierActual, EarlierText
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.dates.years import first_year_in
from cyps_reports.plan.figures.published import printed
from cyps_reports.plan.figures.targets import target_words
from cyps_reports.plan.model.measure import Basis, Comparator, Measure, Polarity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.sheets.book import MONTH_FORMAT, CellsByKey, Typed, Written
from cyps_reports.plan.writer import figure_cell
from cyps_reports.returns.model import DataStatus
from cyps_reports.setup.open_cells import Opened, Row
from cyps_reports.setup.years.closing import deferral
from cyps_reports.setup.years.next_period import NextPeriod

TARGETS, COMPARATORS, STEPS = "target", "comparator", "step"
"""What is open of every measure alike."""


def next_measure(
    cells: CellsByKey, measure: Measure, plan: Plan, earlier: Earlier, period: NextPeriod
) -> Row:
    """A measure's row in the next plan, from its cells in this one and what was returned."""
    outturn = outturn_cell(measure, plan, earlier)
    changed: dict[str, Written | Opened] = {
        "outturn": outturn,
        "outturn_note": None,
        "target": _target(measure, cells),
        "similar": _similar(measure, cells),
        "target_due": _month(measure.target_due, period),
        "decimals_set": _decimals(measure, outturn),
        "was": measure.called,
    }
    looked_at = (*_notes(measure, cells), *_limits(measure, cells))
    deferred = deferral(cells, measure.called, measure.withdrawal)
    return {**cells, **changed, **dict(looked_at), **deferred}


def outturn_cell(measure: Measure, plan: Plan, earlier: Earlier) -> Written | Opened:
    """The last figure of the year as the outturn; open where it is not plainly its final one."""
    newest = _newest(measure, plan, earlier)
    if newest is None:
        return Opened(None, f"No figure of {measure.called} was reported for {plan.year}.")
    if measure.basis is Basis.CUMULATIVE and _day(newest) != plan.ends:
        until = long(_day(newest))
        why = f"The last figure of {measure.called} is of the year up to {until}, not of all of it."
        return Opened(None, why)
    figure = newest.actual if isinstance(newest, EarlierActual) else Missing.NOT_GIVEN
    said = newest.said if isinstance(newest, EarlierText) else ""
    cell = figure_cell(figure, measure.unit, said)
    doubt = _doubt(newest, measure, plan)
    return Opened(cell, f"The figure of {measure.called} {doubt}") if doubt else cell


def _newest(measure: Measure, plan: Plan, earlier: Earlier) -> EarlierActual | EarlierText | None:
    """The last actual that the year's returns gave."""
    given: Sequence[EarlierActual | EarlierText] = earlier.actuals.get(measure.key, ())
    if measure.unit.is_text:
        given = earlier.texts.get(measure.key, ())
    return next((each for each in given if each.month >= plan.months[0]), None)


def _day(given: EarlierActual | EarlierText) -> date:
    """The day that the figure is of."""
    return given.as_at if isinstance(given.as_at, date) else given.month.last


def _doubt(given: EarlierActual | EarlierText, measure: Measure, plan: Plan) -> str:
    """Why it may not be the year's final figure, as the end of a sentence; "" where it is."""
    day, due = long(_day(given)), plan.due_months(measure)
    if given.data_status is DataStatus.PROVISIONAL:
        return f"of {day} is provisional: type the final one when it is out."
    if given.data_status is not DataStatus.FINAL:
        return f"of {day} is not said to be final."
    if due and given.month < due[-1]:
        return f"is of {day}; none was reported for {due[-1].in_words}."
    return ""


def _target(measure: Measure, cells: CellsByKey) -> Written | Opened:
    """Empty where there was one; what was in its place stays, as does that of what is monitored."""
    is_kept = measure.target in (Missing.NOT_APPLICABLE, Missing.NOT_GIVEN)
    if measure.polarity is Polarity.MONITOR or (is_kept and not measure.target_said):
        return cells.get("target")
    return Opened(None, f"The target of {measure.called}; it was {target_words(measure)}.", TARGETS)


def _similar(measure: Measure, cells: CellsByKey) -> Written | Opened:
    told = measure.similar_said or printed(measure.similar, measure.unit)
    is_kept = measure.similar in (Missing.NOT_APPLICABLE, Missing.NOT_GIVEN)
    if measure.similar_named or (is_kept and not measure.similar_said):
        return cells.get("similar")
    why = f"The figure that {measure.called} is compared with; it was {told}."
    return Opened(None, why, COMPARATORS)


def _month(month: Month | None, period: NextPeriod) -> Written:
    return Typed(period.month(month).first, MONTH_FORMAT) if month else None


def _decimals(measure: Measure, outturn: Written | Opened) -> int | None:
    """Those of the figures that are taken out, where none is left to show them."""
    is_known = measure.decimals_set is not None or measure.unit.is_judged
    left = outturn.written if isinstance(outturn, Opened) else outturn
    if is_known or left is not None:
        return measure.decimals_set
    return measure.decimals or None


def _notes(measure: Measure, cells: CellsByKey) -> Iterator[tuple[str, Opened]]:
    """A note on last year's target may hold of this year's too."""
    if measure.target_note:
        why = f"The note on the target of {measure.called}: does it hold of the new one?"
        yield "target_note", Opened(cells.get("target_note"), why)


def _limits(measure: Measure, cells: CellsByKey) -> Iterator[tuple[str, Opened]]:
    """Limits stand beside the target that they were set with."""
    why = f"A limit of {measure.called} beside last year's target: does it hold of the new one?"
    for key in ("green_limit", "amber_limit"):
        if getattr(measure, key) is not None:
            yield key, Opened(cells.get(key), why)


def next_steps(cells: CellsByKey, measure: Measure, period: NextPeriod) -> Row:
    """The row of a measure's steps: a year on, and open."""
    steps = {str(month): figure for month, figure in measure.steps.items()}
    kept = {key: cell for key, cell in cells.items() if key not in steps}
    opened = {
        str(period.month(month)): Opened(
            None,
            f"The step of {measure.called} for {period.month(month).in_words}; a year before it"
            f" was {printed(figure, measure.unit)}.",
            STEPS,
        )
        for month, figure in measure.steps.items()
    }
    return {**kept, **opened}


def next_comparators(measure: Measure, period: NextPeriod) -> Iterator[Row]:
    """A row for each whom it is compared with: the newest, a year on, its figure open."""
    newest: dict[str, Comparator] = {}
    for each in sorted(measure.comparators, key=lambda each: first_year_in(each.year)):
        newest[each.name] = each
    for name, each in newest.items():
        told = each.said or printed(each.figure, measure.unit)
        when = f"that of {each.year}" if each.year else "it"
        why = f"The figure of {name} for {measure.called}; {when} was {told}."
        row: Mapping[str, Written | Opened] = {
            "reference": measure.ref,
            "component": measure.component,
            "name": name,
            "year": period.said(each.year),
            "figure": Opened(None, why, COMPARATORS),
            "note": each.note,
        }
        yield row


def next_earlier_years(
    rows: Sequence[CellsByKey], measure: Measure, plan: Plan, *, with_outturn: bool
) -> Iterator[Row]:
    """The years that stand there, and the outturn that this year's takes the place of."""
    yield from rows
    if with_outturn and measure.outturn is not Missing.NOT_GIVEN:
        yield {
            "reference": measure.ref,
            "component": measure.component,
            "year": plan.outturn_heading or plan.outturn_year,
            "figure": figure_cell(measure.outturn, measure.unit, measure.outturn_said),
            "note": measure.outturn_note,
        }

"""Cells of every kind, and those that a measure comes to, once for every table they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.plan.figures import printed
from cyps_reports.plan.heads import head_name
from cyps_reports.plan.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.model import SIMILAR_AUTHORITIES, Plan
from cyps_reports.plan.other_figures_said import (
    comparator_shown,
    comparator_words,
    earlier_year_words,
    further_comparator_words,
)
from cyps_reports.plan.quantities import Figure
from cyps_reports.plan.row_sentences import (
    figure_shown,
    outturn_shown,
    polarity_words,
    similar_shown,
    target_shown,
)
from cyps_reports.plan.vocabulary import Vocabulary
from cyps_reports.report import wording
from cyps_reports.report.blocks import Amount, Cell, Hyperlink
from cyps_reports.report.icons import assurance_cell, variation_cell
from cyps_reports.report.other_figures import (
    FEWEST_POINTS,
    comparator_key,
    comparators_of,
    earlier_years_of,
    trend_of,
)
from cyps_reports.report.outlook_wording import (
    forecast_basis,
    forecast_words,
    range_since,
    range_words,
)
from cyps_reports.report.rating_wording import actual_words
from cyps_reports.returns import layout
from cyps_reports.returns.model import OWN_RATING, DeadlineEntry, MeasureEntry, further_in
from cyps_reports.theme import PAINTS, Tone
from cyps_reports.workbooks.layout import Column


def rag_cell(state: str, tone: Tone) -> Cell:
    """A state as symbol, word and colour."""
    return Cell(f"{PAINTS[tone].symbol} {state}".strip(), tone)


def rating_cell(state: str, tone: Tone, vocabulary: Vocabulary) -> Cell:
    """The same, under the plan's own word for the rating where it has one."""
    own = vocabulary.own_rating(tone)
    return rag_cell(
        f"{own}\n{state}" if own.casefold() not in ("", state.casefold()) else state, tone
    )


def number_cell(number: int) -> Cell:
    """A count."""
    return Cell(f"{number:,}", value=number)


def date_cell(day: object) -> Cell:
    """A date; empty for anything else."""
    return Cell(f"{day:%d/%m/%y}", value=day) if isinstance(day, date) else Cell()


def _plan_cell(measure: Measure, shown: str | Figure, note: str) -> Cell:
    """What the plan says of a measure as it prints it, and its note on it.

    A number where it is a figure alone.
    """
    sentence = note if note.endswith(".") else f"{note}."
    footnotes = (sentence,) if note else ()
    cell = amount_cell(measure, shown) if isinstance(shown, Decimal) else Cell(str(shown))
    return replace(cell, footnotes=footnotes, is_prose=measure.unit.is_text)


def _similar_note(measure: Measure, plan: Plan) -> str:
    """The note on the figure of similar authorities, and whose it is where the heading lacks that.

    The heading names the plan's comparator: what is left is the figure's year. Another figure that
    stands there is of similar authorities.
    """
    shown = comparator_shown(measure)
    if shown:
        whose = shown.called if shown.year else ""
    else:
        is_given = measure.similar_said or isinstance(measure.similar, Decimal)
        whose = SIMILAR_AUTHORITIES if plan.similar_name and is_given else ""
    notes = (shown.note if shown else "", measure.similar_note)
    said = "; ".join(note for note in notes if note)
    return ": ".join(part for part in (whose, said) if part)


def amount_cell(measure: Measure, figure: Decimal | None) -> Cell:
    """A figure in the measure's unit, words where it is judged; empty where there is none."""
    if figure is None:
        return Cell()
    value = None if measure.unit.is_judged else Amount(figure, measure.unit)
    return Cell(printed(figure, measure.unit), value=value)


def _actual_cell(result: MeasureResult) -> Cell:
    if result.actual is not None:
        return amount_cell(result.measure, result.actual)
    return Cell(actual_words(result), is_prose=result.measure.unit.is_text)


@dataclass(frozen=True, slots=True)
class MeasureCells:
    """A measure row's cells."""

    ref: Cell
    priority: Cell
    name: Cell
    unit: Cell
    polarity: Cell
    similar: Cell
    outturn: Cell
    target: Cell
    actual: Cell
    as_at: Cell
    state: Cell
    rating: Cell
    rag: Cell
    reason: Cell
    direction: Cell
    since_outturn: Cell
    forecast: Cell
    forecast_low: Cell
    forecast_high: Cell
    forecast_method: Cell
    usual_range: Cell
    usual_range_since: Cell
    variation: Cell
    assurance: Cell
    trend: Cell
    against: Cell
    comment: Cell
    corrective_action: Cell
    comparators: Cell
    further_comparators: Cell
    earlier_years: Cell
    head: Cell
    further: Mapping[str, Cell]
    source: Cell


def measure_cells(result: MeasureResult, assessment: Assessment) -> MeasureCells:
    """The cells of a measure row."""
    measure, entry, forecast = result.measure, result.entry, result.told_forecast
    plan, limits = assessment.plan, result.limits
    return MeasureCells(
        ref=Cell(measure.ref),
        priority=Cell(measure.priority),
        name=Cell(wording.measure_name(measure)),
        unit=Cell(measure.unit.name),
        polarity=Cell(polarity_words(measure)),
        similar=_plan_cell(measure, similar_shown(measure), _similar_note(measure, plan)),
        outturn=_plan_cell(measure, outturn_shown(measure), measure.outturn_note),
        target=_plan_cell(measure, target_shown(measure), measure.target_note),
        actual=_actual_cell(result),
        as_at=Cell(wording.as_at_words(result, plan, assessment.as_at)),
        state=rag_cell(wording.state_words(result), result.rag),
        rating=rating_cell(wording.state_words(result), result.rag, plan.vocabulary),
        rag=Cell(plan.vocabulary.rating(result.rag), result.rag),
        reason=Cell(wording.measure_reason(result, plan, assessment.month)),
        direction=Cell(wording.direction_words(result, plan)),
        since_outturn=Cell(wording.outturn_words(result, plan)),
        forecast=Cell(forecast_words(result, plan)),
        forecast_low=amount_cell(measure, forecast.low if forecast else None),
        forecast_high=amount_cell(measure, forecast.high if forecast else None),
        forecast_method=Cell(forecast_basis(forecast) if forecast else ""),
        usual_range=Cell(range_words(limits, measure.unit) if limits else ""),
        usual_range_since=Cell(range_since(limits, plan) if limits else ""),
        variation=variation_cell(result),
        assurance=assurance_cell(result),
        trend=Cell(trend=_trend(result, plan)),
        against=Cell(wording.similar_words(result)),
        comment=typed_cell(
            with_notes(result.comment, entry.notes if entry else ()), entry, "comment"
        ),
        corrective_action=typed_cell(result.corrective_action, entry, "corrective_action"),
        comparators=Cell(comparator_words(measure)),
        further_comparators=Cell(further_comparator_words(measure)),
        earlier_years=Cell(earlier_year_words(measure)),
        head=Cell(head_name(measure.head)),
        further={**_measure_further(result), **_comparators(measure, plan)},
        source=Cell(str(entry.places.get("actual", "")) if entry else ""),
    )


def _trend(result: MeasureResult, plan: Plan) -> tuple[Decimal, ...]:
    """The comparable figures, where there are enough to draw."""
    figures = trend_of(result, plan).figures
    return figures if len(figures) >= FEWEST_POINTS else ()


def _comparators(measure: Measure, plan: Plan) -> dict[str, Cell]:
    """A cell for each comparator of the plan, by the key of its column.

    Empty where the measure has none such.
    """
    told = {comparator.called: comparator for comparator in measure.comparators}
    return {
        comparator_key(called): _other_cell(measure, told.get(called))
        for called in comparators_of(plan)
    }


def year_cells(measure: Measure, plan: Plan) -> tuple[Cell, ...]:
    """A cell for each earlier year of the plan; empty where the measure has no figure of it."""
    told = {earlier_year.year: earlier_year for earlier_year in measure.earlier_years}
    return tuple(_other_cell(measure, told.get(year)) for year in earlier_years_of(plan))


def _other_cell(measure: Measure, told: Comparator | EarlierYear | None) -> Cell:
    """A figure of the plan beside this year's, as it is published; TBC and the like as they are."""
    return (
        _plan_cell(measure, figure_shown(measure, told.figure, told.said), "") if told else Cell()
    )


def typed_cell(text: str, entry: MeasureEntry | DeadlineEntry | None, column: str) -> Cell:
    """What was typed in a column, with where it leads."""
    links = entry.links if entry else ()
    return Cell(
        text,
        hyperlinks=tuple(
            Hyperlink(link.text, link.address) for link in links if link.column == column
        ),
    )


def further_cells(
    columns: Iterable[Column], entry: MeasureEntry | DeadlineEntry | None
) -> dict[str, Cell]:
    """What stands in optional columns, by their keys."""
    return {column.key: Cell(further_in(entry, column.key)) for column in columns}


def _measure_further(result: MeasureResult) -> dict[str, Cell]:
    """The same of a measure; beside a judgement that stands, the rating that was chosen with it."""
    cells = further_cells(layout.TARGET_FURTHER, result.entry)
    return cells | {OWN_RATING: Cell(result.own_rating or "")} if result.kept else cells


def with_notes(text: str, notes: tuple[str, ...]) -> str:
    """What was typed, and what somebody noted on the row's cells."""
    told = (f"Note in the workbook: {note}" for note in notes)
    return "\n".join(part for part in (text, *told) if part)


def lead_name(plan: Plan, key: str) -> str:
    """`Jo Moxon (JM)`; the name alone where there are no initials; `No lead` for ""."""
    lead = plan.lead(key)
    return (
        f"{lead.called} ({lead.initials})"
        if lead.initials and lead.called != lead.initials
        else lead.called
    )

"""The cells that a measure comes to, once for every table it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.assessment.trends import Forecast
from cyps_reports.plan.figures.others_said import (
    comparator_shown,
    comparator_words,
    earlier_year_words,
    further_comparator_words,
)
from cyps_reports.plan.model.measure import Comparator, EarlierYear, Measure
from cyps_reports.plan.model.plan import SIMILAR_AUTHORITIES, Plan
from cyps_reports.plan.model.quantities import Figure
from cyps_reports.plan.row_sentences import (
    figure_shown,
    outturn_shown,
    polarity_words,
    similar_shown,
    target_shown,
)
from cyps_reports.plan.rows.heads import head_name
from cyps_reports.report import wording
from cyps_reports.report.cells import (
    amount_cell,
    further_cells,
    rag_cell,
    rating_cell,
    typed_cell,
    with_notes,
)
from cyps_reports.report.icons import assurance_cell, variation_cell
from cyps_reports.report.other_figures import (
    FEWEST_POINTS,
    comparator_key,
    trend_of,
)
from cyps_reports.report.outlook_wording import (
    forecast_basis,
    forecast_words,
    range_since,
    range_words,
)
from cyps_reports.report.rating_wording import actual_words
from cyps_reports.report.table_blocks import Cell
from cyps_reports.returns import layout
from cyps_reports.returns.model import OWN_RATING, MeasureEntry


@dataclass(frozen=True)
class MeasureCells:
    """A measure row's cells, each made when it is asked for.

    Kept are only those that a table asks for again.
    """

    result: MeasureResult
    assessment: Assessment

    @property
    def _measure(self) -> Measure:
        return self.result.measure

    @property
    def _entry(self) -> MeasureEntry | None:
        return self.result.entry

    @property
    def _forecast(self) -> Forecast | None:
        return self.result.told_forecast

    @property
    def _plan(self) -> Plan:
        return self.assessment.plan

    @property
    def ref(self) -> Cell:
        return Cell(self._measure.ref)

    @property
    def priority(self) -> Cell:
        return Cell(self._measure.priority)

    @property
    def name(self) -> Cell:
        return Cell(wording.measure_name(self._measure))

    @property
    def unit(self) -> Cell:
        return Cell(self._measure.unit.name)

    @property
    def polarity(self) -> Cell:
        return Cell(polarity_words(self._measure))

    @property
    def similar(self) -> Cell:
        return _plan_cell(
            self._measure, similar_shown(self._measure), _similar_note(self._measure, self._plan)
        )

    @property
    def outturn(self) -> Cell:
        return _plan_cell(self._measure, outturn_shown(self._measure), self._measure.outturn_note)

    @property
    def target(self) -> Cell:
        return _plan_cell(self._measure, target_shown(self._measure), self._measure.target_note)

    @cached_property
    def actual(self) -> Cell:
        return _actual_cell(self.result)

    @property
    def as_at(self) -> Cell:
        return Cell(wording.as_at_words(self.result, self._plan, self.assessment.as_at))

    @property
    def state(self) -> Cell:
        return rag_cell(wording.state_words(self.result), self.result.rag)

    @property
    def rating(self) -> Cell:
        return rating_cell(wording.state_words(self.result), self.result.rag, self._plan.vocabulary)

    @property
    def rag(self) -> Cell:
        return Cell(self._plan.vocabulary.rating(self.result.rag), self.result.rag)

    @property
    def reason(self) -> Cell:
        return Cell(wording.measure_reason(self.result, self._plan, self.assessment.month))

    @property
    def direction(self) -> Cell:
        return Cell(wording.direction_words(self.result, self._plan))

    @property
    def since_outturn(self) -> Cell:
        return Cell(wording.outturn_words(self.result, self._plan))

    @property
    def forecast(self) -> Cell:
        return Cell(forecast_words(self.result, self._plan))

    @property
    def forecast_low(self) -> Cell:
        return amount_cell(self._measure, self._forecast.low if self._forecast else None)

    @property
    def forecast_high(self) -> Cell:
        return amount_cell(self._measure, self._forecast.high if self._forecast else None)

    @property
    def forecast_method(self) -> Cell:
        return Cell(forecast_basis(self._forecast) if self._forecast else "")

    @property
    def usual_range(self) -> Cell:
        return Cell(
            range_words(self.result.limits, self._measure.unit) if self.result.limits else ""
        )

    @property
    def usual_range_since(self) -> Cell:
        return Cell(range_since(self.result.limits, self._plan) if self.result.limits else "")

    @property
    def variation(self) -> Cell:
        return variation_cell(self.result)

    @property
    def assurance(self) -> Cell:
        return assurance_cell(self.result)

    @property
    def trend(self) -> Cell:
        return Cell(trend=_trend(self.result, self._plan))

    @property
    def against(self) -> Cell:
        return Cell(wording.similar_words(self.result))

    @property
    def comment(self) -> Cell:
        return typed_cell(
            with_notes(self.result.comment, self._entry.notes if self._entry else ()),
            self._entry,
            "comment",
        )

    @property
    def corrective_action(self) -> Cell:
        return typed_cell(self.result.corrective_action, self._entry, "corrective_action")

    @property
    def comparators(self) -> Cell:
        return Cell(comparator_words(self._measure))

    @property
    def further_comparators(self) -> Cell:
        return Cell(further_comparator_words(self._measure))

    @property
    def earlier_years(self) -> Cell:
        return Cell(earlier_year_words(self._measure))

    @property
    def head(self) -> Cell:
        return Cell(head_name(self._measure.head))

    @cached_property
    def further(self) -> Mapping[str, Cell]:
        return {**_measure_further(self.result), **_comparators(self._measure)}

    @property
    def source(self) -> Cell:
        return Cell(str(self._entry.places.get("actual", "")) if self._entry else "")


def _plan_cell(measure: Measure, shown: str | Figure, note: str) -> Cell:
    """What the plan says of a measure as it prints it, and its note on it.

    A number where it is a figure alone.
    """
    sentence = note if note.endswith(".") else f"{note}."
    footnotes = (sentence,) if note else ()
    cell = amount_cell(measure, shown) if isinstance(shown, Decimal) else Cell(str(shown))
    if not (footnotes or measure.unit.is_text):
        return cell
    return cell._replace(footnotes=footnotes, is_prose=measure.unit.is_text)


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


def _actual_cell(result: MeasureResult) -> Cell:
    if result.actual is not None:
        return amount_cell(result.measure, result.actual)
    return Cell(actual_words(result), is_prose=result.measure.unit.is_text)


def _trend(result: MeasureResult, plan: Plan) -> tuple[Decimal, ...]:
    """The comparable figures, where there are enough to draw."""
    figures = trend_of(result, plan).figures
    return figures if len(figures) >= FEWEST_POINTS else ()


def _comparators(measure: Measure) -> dict[str, Cell]:
    """A cell for each comparator of the measure, by the key of its column."""
    return {comparator_key(each.called): _other_cell(measure, each) for each in measure.comparators}


def year_cells(measure: Measure, years: Iterable[str]) -> tuple[Cell, ...]:
    """A cell for each of the plan's earlier years; empty where the measure has no figure of it."""
    told = {earlier_year.year: earlier_year for earlier_year in measure.earlier_years}
    return tuple(_other_cell(measure, told.get(year)) for year in years)


def _other_cell(measure: Measure, told: Comparator | EarlierYear | None) -> Cell:
    """A figure of the plan beside this year's, as it is published; TBC and the like as they are."""
    return (
        _plan_cell(measure, figure_shown(measure, told.figure, told.said), "") if told else Cell()
    )


def _measure_further(result: MeasureResult) -> dict[str, Cell]:
    """The same of a measure; beside a judgement that stands, the rating that was chosen with it."""
    cells = further_cells(layout.TARGET_FURTHER, result.entry)
    return cells | {OWN_RATING: Cell(result.own_rating or "")} if result.kept else cells

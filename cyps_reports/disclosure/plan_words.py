"""Words of the plan that a public edition prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cyps_reports.findings import CellRef
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.sheets.report_layout import ASKED, STANDING_TEXT


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A text of the plan: what it is called, where it stands, the row it is about if any."""

    label: str
    text: str
    place: CellRef
    about: Measure | None = None


def words_of_plan(plan: Plan, as_at: date) -> Iterator[PlanWords]:
    """Its standing texts, what was asked by a day with its answer, and its notes on measures."""
    for each in plan.standing_texts:
        yield PlanWords(
            f"The standing text “{each.heading}”", each.text, CellRef(sheet=STANDING_TEXT)
        )
    for question in plan.questions:
        if question.asked_on is None or question.asked_on <= as_at:
            said = "\n".join((question.asked, question.answer))
            yield PlanWords("A question and its answer", said, CellRef(sheet=ASKED))
    for measure in plan.measures:
        for text in filter(None, _notes(measure)):
            label = f"The plan's note on {measure.called}"
            yield PlanWords(label, text, measure.places.get("name", CellRef()), measure)


def _notes(measure: Measure) -> Iterator[str]:
    yield from (measure.similar_note, measure.outturn_note, measure.target_note)
    yield from (each.note for each in measure.comparators)
    yield from (each.note for each in measure.earlier_years)
    yield from (each.why for each in measure.range_moves)
    if measure.withdrawal:
        yield measure.withdrawal.why

"""The columns of tables.

Those that are called by a word of the plan, and how much room words take.
"""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.plan.measure import Measure
from cyps_reports.plan.model import Plan
from cyps_reports.report.blocks import Align, TableColumn


def _in_figures_place(measure: Measure) -> tuple[str, ...]:
    """The words that stand with a figure of the measure or instead of it."""
    said = (measure.target_said, measure.outturn_said, measure.similar_said)
    return (measure.unit.after, *measure.unit.values, *said)


def room_for_units(measures: Iterable[Measure]) -> float:
    """How much wider a narrow column of figures has to be, so that no word in it is broken.

    In centimetres.
    """
    words = (
        word for measure in measures for text in _in_figures_place(measure) for word in text.split()
    )
    longest = max(map(len, words), default=0)
    return min(max(0, longest - _LETTERS_WITH_ROOM) * _CENTIMETRES_A_LETTER, _MOST_MORE)


_LETTERS_WITH_ROOM, _CENTIMETRES_A_LETTER, _MOST_MORE = 8, 0.2, 1.2


def milestone_and_lead(plan: Plan, centimetres: float) -> tuple[TableColumn, TableColumn]:
    """The columns of milestones and their leads in the Word report, which share a width.

    No word of the leads' heading is broken: the milestones make room for it.
    """
    lead = max(_NARROWEST_LEAD, room_for_heading(plan.lead_column))
    return TableColumn("Milestone", centimetres - lead), TableColumn(plan.lead_column, lead)


def room_for_heading(heading: str) -> float:
    """The centimetres that the longest word of a heading takes, as far as there is room."""
    letters = max(map(len, heading.split()), default=0)
    return min(round(letters * _CENTIMETRES_A_LETTER + _BESIDE_WORDS, 1), _WIDEST_HEADING)


_NARROWEST_LEAD, _BESIDE_WORDS, _WIDEST_HEADING, _MOST_CHARACTERS = 1.4, 0.2, 4.0, 30


def word_heading(heading: str, characters: float, align: Align = Align.LEFT) -> TableColumn:
    """A column of the Excel summary that is called by a word of the plan."""
    longest = max(map(len, heading.split()), default=0)
    return TableColumn(heading, max(characters, min(longest, _MOST_CHARACTERS)), align)

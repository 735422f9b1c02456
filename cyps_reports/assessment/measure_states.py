"""The states of a measure, and their colours."""

from __future__ import annotations

from enum import StrEnum

from cyps_reports.plan.model.decisions import WithdrawnAs
from cyps_reports.theme import Tone


class MeasureState(StrEnum):
    """What can be said of a measure row; the first three are ratings."""

    ON_TARGET = "On target"
    CLOSE_TO_TARGET = "Close to target"
    OFF_TARGET = "Off target"
    NO_RETURN = "No return"
    NOT_REPORTED = "Not reported"
    NOT_JUDGED = "Not judged"
    PART_REPORTED = "Part reported"
    NOT_YET_DUE = "Not yet due"
    NOT_AVAILABLE = "Not available"
    NO_TARGET = "No target"
    NO_FORECAST = "No forecast yet"
    UNREADABLE = "Unreadable"
    MONITOR_ONLY = "Monitor only"
    NOT_SHOWN = "Not shown"
    WITHDRAWN = "Withdrawn"
    MERGED = "Merged"
    DEFERRED = "Deferred"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is no longer pursued, and counted apart."""
        return self in MEASURE_WITHDRAWN.values()

    @property
    def is_rated(self) -> bool:
        """Whether it is one of the three ratings."""
        return self in MEASURE_RAG

    @property
    def rag(self) -> Tone:
        """Its colour; grey where it is not rated."""
        return MEASURE_RAG.get(self, Tone.GREY)


MEASURE_RAG = {
    MeasureState.ON_TARGET: Tone.GREEN,
    MeasureState.CLOSE_TO_TARGET: Tone.AMBER,
    MeasureState.OFF_TARGET: Tone.RED,
}
"""Ratings from best to worst, with their colours."""

MEASURE_WITHDRAWN = {
    WithdrawnAs.WITHDRAWN: MeasureState.WITHDRAWN,
    WithdrawnAs.MERGED: MeasureState.MERGED,
    WithdrawnAs.DEFERRED: MeasureState.DEFERRED,
}
"""The state of a measure that is no longer pursued."""

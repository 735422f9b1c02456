"""What the emails and the first sheet of the Excel summary say beside the headlines."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.phrases import lower
from cyps_reports.report.page_one_headline import movement


def movement_note(previous: Position, assessment: Assessment, changes: Iterable[Change]) -> str:
    """What the figures in brackets are, and what of them is neither better nor worse."""
    moved = movement("", position_of(assessment), previous, changes)
    return f"In brackets: the change since {previous.month.in_words}. In all: {lower(moved)}."


def missing_returns(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each priority that no return came from."""
    words, month = assessment.plan.vocabulary, assessment.month
    return tuple(no_return(words, code, month) for code in assessment.missing_priorities)

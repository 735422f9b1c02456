"""What the emails and the first sheet of the Excel summary say beside the headlines."""

from __future__ import annotations

from cyps_reports.assessment.missing_returns import no_return
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position


def movement_note(previous: Position) -> str:
    """What the figures in brackets are."""
    return f"In brackets: the change since {previous.month.in_words}."


def missing_returns(assessment: Assessment) -> tuple[str, ...]:
    """A sentence for each priority that no return came from."""
    words, month = assessment.plan.vocabulary, assessment.month
    return tuple(no_return(words, code, month) for code in assessment.missing_priorities)

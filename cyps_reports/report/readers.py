"""Whom a report is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cyps_reports.assessment.model import Assessment


class Audience(StrEnum):
    """Whom the Word report is for."""

    CABINET = "cabinet"
    SUMMARY = "summary"
    LEADERSHIP = "leadership"


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom the Word report is for.

    `lead` are the initials of the one director lead it is about, or "".
    """

    audience: Audience = Audience.CABINET
    lead: str = ""


def addressee(assessment: Assessment, readers: Readers) -> str:
    """Whom the report names as its reader."""
    if readers.lead:
        return assessment.plan.lead(readers.lead).called
    if readers.audience is Audience.LEADERSHIP:
        return "The leadership team"
    return assessment.plan.report_to or assessment.plan.vocabulary.body_word

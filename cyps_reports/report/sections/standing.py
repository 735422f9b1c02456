"""What every report says in the same words, where the plan wants it."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.report_text import Where
from cyps_reports.report.blocks import Paragraph, Section


def standing_sections(plan: Plan, where: Where) -> Iterator[Section]:
    """A section for each text that stands there; texts of one heading are one section."""
    theirs = [text for text in plan.standing_texts if text.where is where]
    for heading in dict.fromkeys(text.heading for text in theirs):
        texts = (text for text in theirs if text.heading == heading)
        paragraphs = (said for text in texts for said in text.paragraphs)
        yield Section(heading, tuple(map(Paragraph, paragraphs)))

"""The places in which the officer writes: of the whole, of each priority, of each red measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cyps_reports.assessment.model import MeasureResult
from cyps_reports.plan.model import Plan
from cyps_reports.report.blocks import Block, Heading, Paragraph, PlaceToWrite, Section
from cyps_reports.words.model import (
    Place,
    ReportWords,
    measure_place,
    overall_place,
    priority_place,
)


def overall_words(plan: Plan, words: ReportWords | None) -> Iterator[Block]:
    """The place for the month as a whole; none in a report that has no words."""
    if words:
        yield _block(overall_place(plan), words)


def priority_words(plan: Plan, code: str, words: ReportWords | None) -> Iterator[Block]:
    """The place for a priority; none in a report that has no words."""
    if words:
        yield _block(priority_place(plan, code), words)


def measure_words(
    plan: Plan, red: Iterable[MeasureResult], words: ReportWords | None
) -> Iterator[Block]:
    """A place for each red measure, and for each other of which something was written."""
    if words is None:
        return
    reds = dict.fromkeys(result.measure.ref for result in red)
    names = {measure.ref: measure.name for measure in reversed(plan.measures)}
    places = {ref: measure_place(ref, names[ref]) for ref in (*reds, *names)}
    told = (place for ref, place in places.items() if ref in reds or words.now.said.get(place.tag))
    yield from (_block(place, words) for place in told)


def for_reading(section: Section) -> Section:
    """A section with the officer's words as they are, and no place to write any."""
    return replace(section, blocks=tuple(_readable(section.blocks)))


def _readable(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, PlaceToWrite):
            yield block
        elif block.words:
            yield Heading(block.title)
            yield from map(Paragraph, block.words)


def _block(place: Place, words: ReportWords) -> PlaceToWrite:
    paragraphs = words.now.paragraphs(place.tag)
    last = "" if paragraphs else words.last(place.tag)
    return PlaceToWrite(place.tag, place.name, place.title, place.prompt, paragraphs, last)

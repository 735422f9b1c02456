"""The places in which the officer writes: of the whole, of each priority, of each red measure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from cyps_reports.plan.model.plan import Plan
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
    plan: Plan, refs: Iterable[str], words: ReportWords | None, *, is_named: bool = False
) -> Iterator[Block]:
    """The places of some measures; `is_named` where nothing before them says which those are."""
    if words is None:
        return
    names = {measure.ref: measure.name for measure in reversed(plan.measures)}
    for ref in refs:
        place = measure_place(ref, names[ref])
        title = place.title if is_named else place.label
        yield replace(_block(place, words), title=title, is_inline=True)


def further_measure_words(
    plan: Plan, told: Container[str], words: ReportWords | None
) -> Iterator[Block]:
    """The places of the other measures of which something was written."""
    if words is None:
        return
    refs = dict.fromkeys(measure.ref for measure in plan.measures if measure.ref not in told)
    written = tuple(ref for ref in refs if words.now.said.get(measure_place(ref, "").tag))
    yield from measure_words(plan, written, words, is_named=True)


def for_reading(section: Section) -> Section:
    """A section with the officer's words as they are, and no place to write any."""
    return replace(section, blocks=tuple(_readable(section.blocks)))


def _readable(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, PlaceToWrite):
            yield block
        elif block.words:
            first, *others = block.words
            if block.is_inline:
                first = f"{block.title}: {first}"
            else:
                yield Heading(block.title)
            yield from map(Paragraph, (first, *others))


def _block(place: Place, words: ReportWords) -> PlaceToWrite:
    paragraphs = words.now.paragraphs(place.tag)
    last = "" if paragraphs else words.last(place.tag)
    return PlaceToWrite(place.tag, place.name, place.title, place.prompt, paragraphs, last)

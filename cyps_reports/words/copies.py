"""Edited copies of the report that lie beside it, and what in them does not stand in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.words.document import read_document, texts_of
from cyps_reports.words.folder import Results, typed_words


def copies_not_attached(
    results: Results, report: bytes, copies: Mapping[str, bytes]
) -> Iterator[Finding]:
    """A warning for each copy, by its name, in which something was typed that the report lacks.

    It is told too where nobody can say what was typed in the copy.
    """
    document = read_document(report)
    blocks = document.blocks if document else ()
    there = frozenset(text for block in blocks for text in texts_of(block))
    for name, content in copies.items():
        problem = _lacking(results, content, there)
        if problem:
            yield warning(
                "edited-copy-not-attached",
                CellRef(name),
                f"{problem} This copy is not attached; {results.report} is.",
                f"Copy what is needed into {results.report}, best into a place to write, save it, "
                "and run this again. Move the copy elsewhere once nothing in it is needed.",
            )


def _lacking(results: Results, content: bytes, there: frozenset[str]) -> str:
    """What a copy has that the report lacks, as a sentence; "" where it has nothing."""
    found = results.harvest_of(content)
    if found is None:
        return "This edited copy of the report cannot be read."
    if not results.written:
        return "Somebody edited this copy of the report, and nothing tells what was typed in it."
    typed = [text for text in found.elsewhere if text not in there]
    words = [text for said in found.words.values() for text in said]
    told = {text for said in results.kept_words.said.values() for text in said.paragraphs}
    lost = (*typed, *(text for text in words if text not in told and text not in there))
    return typed_words(lost) if lost else ""

"""Takes a plan out of a document or a tracker, whichever the file is, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from cyps_reports.findings import Finding
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.meaning.understanding import draft_of
from cyps_reports.setup.sources import document_refusals as refusals
from cyps_reports.setup.sources.source import SourceDocument
from cyps_reports.setup.sources.trackers import tracker_of
from cyps_reports.workbooks.kinds import is_named_workbook
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.workers import answers

_READ_DOCUMENT = "cyps_reports.setup.sources.word_documents:document_of"
_IN_WORDS = {"oversized-file": refusals.OVERSIZED, "unreadable-file": refusals.BROKEN_OFF}


def import_plan(path: Path) -> PlanDraft:
    """The draft of the plan workbook that a file gives; without rows where it cannot be read.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for it.

    """
    read = source_of(path)
    return PlanDraft(findings=(read,)) if isinstance(read, Finding) else draft_of(read)


def source_of(path: Path) -> SourceDocument | Finding:
    """The tables in a file, or why it is not read."""
    (answer,) = answers(_READ_DOCUMENT, (path,))
    for said in answer:
        if isinstance(said, SourceDocument):
            return said
        if isinstance(said, Finding):
            instead = _IN_WORDS.get(said.code)
            return instead.of(path.name) if instead else said
    return _workbook(path)


def _workbook(path: Path) -> SourceDocument | Finding:
    """What is no document may be a tracker."""
    book = open_book(path)
    if isinstance(book, Finding):
        is_workbook = is_named_workbook(path.name)
        return book if is_workbook else refusals.NO_DOCUMENT.of(path.name)
    return tracker_of(book)

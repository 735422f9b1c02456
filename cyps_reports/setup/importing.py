"""Takes a plan out of a document or a tracker, whichever the file is, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from cyps_reports.findings import Finding
from cyps_reports.setup.document_refusals import NO_DOCUMENT
from cyps_reports.setup.documents import document_of
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.source import SourceDocument
from cyps_reports.setup.understanding import draft_of


def import_plan(path: Path) -> PlanDraft:
    """The draft of the plan workbook that a file gives; without rows where it cannot be read.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for it.

    """
    read = source_of(path)
    return PlanDraft(findings=(read,)) if isinstance(read, Finding) else draft_of(read)


def source_of(path: Path) -> SourceDocument | Finding:
    """The tables in a file, or why it is not read."""
    (answer,) = document_of(path)
    return NO_DOCUMENT.of(path.name) if isinstance(answer, str) else answer

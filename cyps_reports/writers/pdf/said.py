"""What is said of a PDF: what was checked, what no program can check, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyps_reports.phrases import counted, in_words
from cyps_reports.report.sections.accessibility import NO_PROGRAM_CHECKS
from cyps_reports.writers.pdf.office import MOST_SECONDS, NoPdf

if TYPE_CHECKING:
    from cyps_reports.writers.pdf.tags import Tagged

_IN_WORD = (
    "Save it in Word instead: File, Save As, PDF, and under Options tick “Document structure tags "
    "for accessibility”."
)
_WHY = {
    NoPdf.NOT_FOUND: "LibreOffice, which makes it, was not found on this computer",
    NoPdf.TOO_SLOW: "LibreOffice was not done after "
    f"{in_words(MOST_SECONDS // 60)} minutes, and was ended",
    NoPdf.FAILED: "LibreOffice could not make it",
    NoPdf.INCOMPLETE: "LibreOffice left a part of a table out",
}


def pdf_lines(pdf: Tagged | NoPdf) -> Iterator[str]:
    """The sentences."""
    if isinstance(pdf, NoPdf):
        yield f"No PDF was made: {_WHY[pdf]}. {_IN_WORD}"
        return
    named = "says its language and its title" if pdf.is_named else "lacks its language or title"
    yield (
        f"Checked in the PDF: it is tagged and {named}; it has {counted(pdf.headings, 'heading')}; "
        f"{pdf.headed} of {counted(pdf.tables, 'table')} have headings of columns and rows; "
        f"{pdf.described} of {counted(pdf.pictures, 'picture')} have a description."
    )
    yield NO_PROGRAM_CHECKS

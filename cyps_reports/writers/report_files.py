"""The files that a report is written as beside Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyps_reports.report.blocks import Report
from cyps_reports.writers.pdf.office import NoPdf
from cyps_reports.writers.pdf.report import PdfMaker, pdf_report

if TYPE_CHECKING:
    from cyps_reports.writers.pdf.tags import Tagged

WORD, HTML, FRAGMENT, PDF = "docx", "html", "fragment.html", "pdf"
"""What the names of a report's files end in."""
ENDINGS = (WORD, HTML, FRAGMENT, PDF)

Named = Callable[[str], str]
"""Gives the name of the report's file with an ending."""


@dataclass(frozen=True, slots=True)
class Formats:
    """What the report is written as beside Word, and its tables beside Excel.

    `fragment` is HTML without a head, for a page of the council's own. `pdf` is what makes the PDF,
    None where none is wanted.
    """

    csv: bool = False
    html: bool = False
    fragment: bool = False
    pdf: PdfMaker | None = None


WORD_ALONE = Formats()
"""Nothing beside it."""


@dataclass(frozen=True, slots=True)
class FurtherFiles:
    """The files by name, and what became of the PDF: None where none was wanted."""

    files: dict[str, bytes]
    pdf: Tagged | NoPdf | None


def further_files(report: Report, document: bytes, named: Named, formats: Formats) -> FurtherFiles:
    """What is wanted of a report beside its Word document."""
    files = {named(ending): made for ending, made in _html(report, formats)}
    pdf = pdf_report(document, formats.pdf) if formats.pdf else None
    if pdf is not None and not isinstance(pdf, NoPdf):
        files[named(PDF)] = pdf.content
    return FurtherFiles(files, pdf)


def _html(report: Report, formats: Formats) -> Iterator[tuple[str, bytes]]:
    """What is wanted as HTML, by its ending."""
    wanted = [e for e, is_so in ((HTML, formats.html), (FRAGMENT, formats.fragment)) if is_so]
    if len(wanted) > 1:
        from cyps_reports.writers.html.report import html_both

        yield from zip((HTML, FRAGMENT), html_both(report), strict=True)
        return
    for ending in wanted:
        if (made := as_html(report, ending)) is not None:
            yield ending, made


def as_html(report: Report, ending: str) -> bytes | None:
    """The file of an ending; None where it is none of HTML."""
    if ending not in (HTML, FRAGMENT):
        return None
    # Loaded only when used: most reports are made without it.
    from cyps_reports.writers.html.report import html_fragment, html_report

    return html_report(report) if ending == HTML else html_fragment(report)

"""The report as a tagged PDF: LibreOffice makes it of the Word report, and is helped after."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyps_reports.writers.pdf.office import MOST_SECONDS, NoPdf, libreoffice, pdf_of

if TYPE_CHECKING:
    from cyps_reports.writers.pdf.tags import Tagged


@dataclass(frozen=True, slots=True)
class PdfMaker:
    """The program that makes PDFs, None for none, and the seconds in which it must be done."""

    program: str | None
    most_seconds: float = MOST_SECONDS


def this_computers() -> PdfMaker:
    """The LibreOffice of this computer."""
    return PdfMaker(libreoffice())


def pdf_report(document: bytes, maker: PdfMaker) -> Tagged | NoPdf:
    """The PDF of a Word report, or why there is none.

    The same document gives the same bytes with the same version of LibreOffice.

    Raises:
        OSError: there is no room for files that are only needed meanwhile.

    """
    if maker.program is None:
        return NoPdf.NOT_FOUND
    # Loaded only where a PDF is wanted: they take as long as a report.
    from cyps_reports.writers.pdf.source import pdf_source
    from cyps_reports.writers.pdf.tags import UNREADABLE, tagged

    source = pdf_source(document)
    made = pdf_of(source.document, maker.program, maker.most_seconds)
    if isinstance(made, NoPdf):
        return made
    try:
        pdf = tagged(made, source.descriptions, sum_of(document))
    except UNREADABLE:
        return NoPdf.FAILED
    return pdf if pdf.cells == source.cells else NoPdf.INCOMPLETE


def sum_of(document: bytes) -> str:
    """The SHA-256 of what is in a Word document, however a version of a library packs it."""
    total = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in sorted(package.namelist()):
            total.update(hashlib.sha256(name.encode()).digest())
            total.update(hashlib.sha256(package.read(name)).digest())
    return total.hexdigest()

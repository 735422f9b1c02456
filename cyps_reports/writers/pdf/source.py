"""The Word report as LibreOffice is given it, and what the PDF must then hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cyps_reports.words.document import main_part
from cyps_reports.workbooks.packages import rewritten
from cyps_reports.writers.word.as_sent import as_sent
from cyps_reports.writers.word.footnotes import WORD_NAMESPACE

_W = f"{{{WORD_NAMESPACE}}}"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_KINDS = {
    "[Content_Types].xml": (b"wordprocessingml.footnotes+xml", b"wordprocessingml.endnotes+xml"),
    "word/_rels/document.xml.rels": (b"relationships/footnotes", b"relationships/endnotes"),
}


@dataclass(frozen=True, slots=True)
class PdfSource:
    """A Word document to be made a PDF, and what is in it.

    `descriptions` are what is said of each of its pictures, in their order; `cells` is how many
    cells its tables have.
    """

    document: bytes
    descriptions: tuple[str, ...]
    cells: int


def pdf_source(report: bytes) -> PdfSource:
    """The report without empty places to write in, its notes at the end.

    Where notes stand at the foot of a page on which a table breaks, LibreOffice may leave the rest
    of the table out.
    """
    document = _with_notes_at_the_end(as_sent(report))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = _parsed(package.read(main_part(document)))
    cells = sum(1 for _ in body.iter(f"{_W}tc"))
    return PdfSource(document, tuple(_descriptions(body)), cells)


def _descriptions(body: etree._Element) -> Iterator[str]:
    """What is said of each picture, and of each table within a cell, which is one."""
    for each in body.iter(_PROPERTIES, f"{_W}tblDescription"):
        if each.tag == _PROPERTIES:
            yield each.get("descr", "")
        elif sum(1 for _ in each.iterancestors(f"{_W}tbl")) > 1:
            yield each.get(f"{_W}val", "")


def _with_notes_at_the_end(document: bytes) -> bytes:
    main = main_part(document)

    def change(name: str, part: bytes) -> bytes:
        if name in _KINDS:
            return part.replace(*_KINDS[name])
        return _renamed(part) if name in (main, "word/footnotes.xml") else part

    return rewritten(document, change)


def _renamed(part: bytes) -> bytes:
    """The part, with the elements of footnotes as those of endnotes, numbered like them."""
    root = _parsed(part)
    for section in root.iter(f"{_W}sectPr"):
        of_notes = etree.Element(f"{_W}endnotePr")
        etree.SubElement(of_notes, f"{_W}numFmt").set(f"{_W}val", "decimal")
        running = (f"{_W}headerReference", f"{_W}footerReference")
        section.insert(sum(1 for _ in section.iterchildren(*running)), of_notes)
    for element in root.iter(f"{_W}*"):
        name = etree.QName(element).localname
        if name.startswith("footnote"):
            element.tag = f"{_W}{name.replace('footnote', 'endnote', 1)}"
    return _bytes(root)


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

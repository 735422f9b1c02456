"""A Word document, whatever stands in it.

An empty one in our styles, its properties, its pages, its bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Cm

from cyps_reports.workbooks.packages import FIXED_TIME, rewritten
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.footnotes import FOOTNOTE_REFERENCE
from cyps_reports.writers.word.styles import LOOKS, add_styles

_A4 = (Cm(21.0), Cm(29.7))
_MARGINS = {False: (Cm(1.8), Cm(1.4)), True: (Cm(1.5), Cm(1.2))}
"""Beside, and over and under the text of a page; less on its side, for large tables."""


def empty_document() -> WordDocument:
    """An empty document in our own styles, in place of the library's."""
    document = Document()
    for key, relation in list(document.part.rels.items()):
        # The library's `stylesWithEffects` part fails validation against the Open XML schema.
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(key)
    add_styles(document, (*LOOKS, FOOTNOTE_REFERENCE))
    set_compatibility(document)
    return document


def set_properties(document: WordDocument, title: str, author: str, subject: str = "") -> None:
    """Title, author, subject and language.

    The times are fixed, so that the same report has the same bytes.
    """
    properties = document.core_properties
    properties.title = _property(title)
    properties.author = properties.last_modified_by = _property(author)
    properties.subject = _property(subject)
    properties.comments = properties.keywords = ""
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.combine(FIXED_TIME.date(), time())
    properties.revision = 1
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def set_compatibility(document: WordDocument) -> None:
    """Has Word take the document as one of today, and not open it in compatibility mode."""
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), _WORD_OF_TODAY)


_WORD_OF_TODAY = "15"


def _property(text: str) -> str:
    """A text as a property of a document holds it: 255 letters at most."""
    return plain(text)[:255]


def turn(section: WordSection, *, is_wide: bool) -> None:
    """Makes the pages of a section A4, upright or on their side."""
    narrow, tall = _A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (tall, narrow) if is_wide else (narrow, tall)
    beside, over = _MARGINS[is_wide]
    section.left_margin = section.right_margin = beside
    section.top_margin = section.bottom_margin = over
    section.header_distance = section.footer_distance = Cm(0.7)


def saved(document: WordDocument, tables: Sequence[bytes] = ()) -> bytes:
    """The document as a file; `tables` are the texts of its empty tables, in their order."""
    buffer = io.BytesIO()
    document.save(buffer)
    main = document.part.partname.membername
    return rewritten(
        buffer.getvalue(), lambda name, part: _with_tables(part, tables) if name == main else part
    )


# As trees of elements, large tables would take most of the memory and of the time: they are put in
# as text at the end. In typed text there is no “<”, and no other table is without rows, so nothing
# else looks like the place of one.
_PLACE = b"<w:tbl/>"


def _with_tables(part: bytes, tables: Sequence[bytes]) -> Iterator[bytes]:
    *pieces, last = part.split(_PLACE)
    for piece, table in zip(pieces, tables, strict=True):
        yield piece
        yield table
    yield last

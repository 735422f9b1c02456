"""The pages of a Word report as they are filled, one thing below the other."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph

from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.document import turn

_TWIP = 635
_TWIPS = 20
"""So many twentieths of a point are a point."""


_W = nsdecls("w")
_KEPT = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}


_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}


def _run(text: str) -> str:
    """A text as a run; nothing of none."""
    parts = (_BREAKS.get(each) or _t(each) for each in _AT_BREAKS.split(plain(text)) if each)
    return f"<w:r>{''.join(parts)}</w:r>" if text else ""


def _t(text: str) -> str:
    is_kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{is_kept}>{escape(text, quote=False)}</w:t>"


_AT_BREAKS = re.compile("([\t\n\r])")


class WordPages:
    """A document that is filled from above, and the texts of its tables, in their order."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        # The document's last section is the one being written: new ones go in before it.
        self.section = document.sections[-1]
        self.tables: list[bytes] = []
        # The library would look a style up anew for each paragraph.
        self._style_ids: dict[str | None, str | None] = {}

    @property
    def is_wide(self) -> bool:
        """Whether the page being written lies on its side."""
        return self.section.orientation == WD_ORIENT.LANDSCAPE

    def turn_page(self, *, is_wide: bool) -> None:
        """Goes on on pages that are turned the other way."""
        turn(self.document.add_section(WD_SECTION.NEW_PAGE), is_wide=is_wide)
        # The library ends a section in an empty paragraph of its own: below a full page that would
        # be a blank one.
        *_, last, ending, _ = self.document.element.body
        last.set_sectPr(ending.pPr.sectPr)
        self.document.element.body.remove(ending)

    def add(self, text: str, style: str | None, *, leads_up: bool | None = None) -> Paragraph:
        """A paragraph in a style.

        It stays on the page of what it leads up to; None leaves that to the style.
        """
        style_id = self.style_id(style)
        look = f'<w:pStyle w:val="{escape(style_id)}"/>' if style_id else ""
        return self.add_paragraph(f"<w:pPr>{look}{_KEPT[leads_up]}</w:pPr>{_run(text)}")

    def add_paragraph(self, inside: str = "") -> Paragraph:
        """A paragraph that holds this, as text."""
        # The library would look for the place of each property, and at each letter.
        element: CT_P = parse_xml(f"<w:p {_W}>{inside}</w:p>")  # type: ignore[assignment]
        self.add_element(element)
        return Paragraph(element, self.document._body)

    def style_id(self, style: str | None) -> str | None:
        """What the document knows a style of paragraphs by."""
        if style not in self._style_ids:
            found: BaseStyle | None = self.document.styles[style] if style else None
            has_id = found is not None and found != self._own_style
            self._style_ids[style] = found.style_id if found and has_id else None
        return self._style_ids[style]

    @cached_property
    def _own_style(self) -> BaseStyle | None:
        """The document's own style of paragraphs, which need not name it."""
        own: BaseStyle | None = self.document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        return own

    @property
    def width(self) -> int:
        """The room between the margins, in twentieths of a point."""
        page = self.section
        return (
            (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
        ) // _TWIP

    def add_table(self, xml: str) -> None:
        """A table whose text is put in at the end; what reads it needs an empty line below."""
        self.tables.append(xml.encode())
        self.add_element(parse_xml(f"<w:tbl {_W}/>"))

    def add_element(self, element: BaseOxmlElement) -> None:
        """Anything that stands below the rest; the library would look through all that stands."""
        properties_of_section = self.document.element.body[-1]
        properties_of_section.addprevious(element)

    def add_low_line(self, *, leads_up: bool = False, after: int = 5) -> None:
        """An empty line so low that it fits also below a full page."""
        keep = "<w:keepNext/>" if leads_up else ""
        spacing = f'<w:spacing w:after="{after * _TWIPS}" w:line="{_TWIPS}" w:lineRule="exact"/>'
        line = f"<w:p {_W}><w:pPr>{keep}{spacing}</w:pPr></w:p>"
        self.add_element(parse_xml(line))

"""The contents of a Word report: links to its sections, and the bookmarks they lead to."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from cyps_reports.report.blocks import Report
from cyps_reports.workbooks.plain_text import plain


def add_link(paragraph: Paragraph, number: int, title: str) -> None:
    """Adds a link to the section of a number, counted from 1."""
    anchor = f'w:anchor="{_bookmark(number)}" w:history="1"'
    link = parse_xml(f"<w:hyperlink {nsdecls('w')} {anchor}><w:r><w:t/></w:r></w:hyperlink>")
    link[0][0].text = plain(title)
    paragraph._p.append(link)


def add_bookmark(heading: Paragraph, number: int) -> None:
    """Puts the bookmark of a section around its heading."""
    mark = f'w:id="{number}" w:name="{_bookmark(number)}"'
    heading._p.insert(1, parse_xml(f"<w:bookmarkStart {nsdecls('w')} {mark}/>"))
    heading._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def behind_page_one(report: Report) -> int:
    """Before which section the contents stand: the first page on its side, which begins a page.

    Where only the annex has such, the second section.
    """
    sections = enumerate(report.sections)
    return next((at for at, each in sections if each.is_wide and not each.is_annex), 1)

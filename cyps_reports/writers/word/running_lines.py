"""What stands at the head and at the foot of every page of a Word report."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph

from cyps_reports.report.blocks import Report
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.styles import NOTE


def write_running_lines(section: Section, report: Report) -> None:
    """Title and page number at the foot.

    At the head, marking and edition beside whatever a template has there.
    """
    at_head = ". ".join(each for each in (report.marking, report.edition) if each)
    if at_head:
        header = section.header.paragraphs[0]
        is_taken = header.text or header._p.xpath(".//w:drawing")
        header = section.header.add_paragraph() if is_taken else header
        header.style = NOTE
        header.text = plain(at_head)
    footer = section.footer.paragraphs[-1]
    footer.style = NOTE
    footer.text = plain(f"{report.title}: {report.month}. Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)

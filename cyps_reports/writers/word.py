"""The Word report, from the report model: A4, en-GB, real headings, tagged tables, page numbers."""

from __future__ import annotations

import io
from datetime import datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from cyps_reports import theme
from cyps_reports.report.blocks import Block, Bullets, Callout, Heading, Paragraph, Report, Section, Table
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain import plain
from cyps_reports.workbooks.writing import FIXED_TIME
from cyps_reports.writers.files import timeless
from cyps_reports.writers.word_xml import TABLE_HEADING, TABLE_TEXT, table_xml

_A4 = (Cm(21.0), Cm(29.7))
_MARGIN = Cm(1.8)
_NOTE, _CALLOUT = "Note", "Callout"


def word_report(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    document = Document()
    _prepare(document, report)
    _write_front(document, report)
    for section in report.sections:
        _write_section(document, section)
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def _prepare(document: WordDocument, report: Report) -> None:
    """Properties, language, styles, page and footer, in place of the library's own template's."""
    properties = document.core_properties
    properties.title = plain(f"{report.title}: {report.month}")
    properties.author = plain(report.service)
    properties.last_modified_by = plain(report.service)
    properties.subject = plain(report.marking or "Progress against targets and milestones")
    properties.comments = ""
    properties.keywords = ""
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.combine(FIXED_TIME.date(), time())
    properties.revision = 1
    _drop_effects_part(document)
    _set_styles(document)
    _turn(document.sections[0], is_wide=False)
    _write_running_lines(document.sections[0], report)


def _drop_effects_part(document: WordDocument) -> None:
    """The template's `stylesWithEffects` part fails validation against the Open XML schema."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(key)


def _set_styles(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _style(document, "Normal", theme.BODY_POINTS, after=6)
    _style(document, "Title", 24, theme.ACCENT, bold=True, after=2)
    _style(document, "Subtitle", 14, theme.MUTED, after=8)
    _style(document, "Heading 1", 17, theme.ACCENT, bold=True, before=14, after=6)
    _style(document, "Heading 2", 13, theme.ACCENT, bold=True, before=10, after=4)
    _style(document, "Heading 3", 11, theme.ACCENT, bold=True, before=8, after=3)
    _style(document, "List Bullet", theme.BODY_POINTS, after=2)
    for name, size, colour, bold in (
        (TABLE_TEXT, theme.TABLE_POINTS, theme.INK, False),
        (TABLE_HEADING, theme.TABLE_POINTS, theme.ON_ACCENT, True),
        (_NOTE, 9, theme.MUTED, False),
        (_CALLOUT, theme.BODY_POINTS, theme.INK, True),
    ):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _style(document, name, size, colour, bold=bold, after=0 if name in (TABLE_TEXT, TABLE_HEADING) else 6)


def _style(
    document: WordDocument,
    name: str,
    size: float,
    colour: str = theme.INK,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name = theme.FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.08 if size >= theme.BODY_POINTS else 1.0
    # The template's headings name their fonts by theme, which would win over the name set here.
    fonts = style.element.rPr.rFonts
    for theme_font in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme_font}"), None)
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), theme.FONT)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _turn(section: WordSection, *, is_wide: bool) -> None:
    narrow, tall = _A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (tall, narrow) if is_wide else (narrow, tall)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Cm(0.9)


def _write_running_lines(section: WordSection, report: Report) -> None:
    header = section.header.paragraphs[0]
    header.style = _NOTE
    header.text = plain(" | ".join(part for part in (f"{report.title}: {report.month}", report.marking) if part))
    footer = section.footer.paragraphs[0]
    footer.style = _NOTE
    footer.add_run("Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _write_front(document: WordDocument, report: Report) -> None:
    document.add_paragraph(plain(report.council), style=_NOTE)
    document.add_paragraph(plain(report.title), style="Title")
    document.add_paragraph(plain(f"{report.service}: {report.month}"), style="Subtitle")
    if report.marking:
        _write_callout(document, Callout(report.marking, Tone.AMBER))
    for label, value in report.facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(plain(value))


def _write_section(document: WordDocument, section: Section) -> None:
    was_wide = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if section.is_wide != was_wide:
        _turn(document.add_section(WD_SECTION.NEW_PAGE), is_wide=section.is_wide)
    heading = document.add_heading(plain(section.title), level=1)
    heading.paragraph_format.page_break_before = section.is_wide and was_wide
    for block in section.blocks:
        _write_block(document, block)


def _write_block(document: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(plain(block.text), level=block.level)
        case Paragraph():
            document.add_paragraph(plain(block.text), style=_NOTE if block.is_note else None)
        case Bullets():
            for item in block.items:
                document.add_paragraph(plain(item), style="List Bullet")
        case Callout():
            _write_callout(document, block)
        case Table():
            _write_table(document, block)


def _write_table(document: WordDocument, table: Table) -> None:
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    document.element.body.insert_element_before(parse_xml(table_xml(table, width // 635)), "w:sectPr")
    # Word joins two tables that touch, and a section may not end in a table.
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(4)
    after.paragraph_format.line_spacing = Pt(4)


def _write_callout(document: WordDocument, callout: Callout) -> None:
    paragraph = document.add_paragraph(plain(callout.text), style=_CALLOUT)
    paint = theme.PAINTS[callout.tone]
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:shd xmlns:w="{properties.nsmap["w"]}" w:val="clear" w:color="auto" w:fill="{paint.background}"/>'
        )
    )
    paragraph.runs[0].font.color.rgb = RGBColor.from_string(paint.ink)

"""The Word report, from the report model.

A4, en-GB, real headings, tagged tables, native charts and footnotes.
"""

from __future__ import annotations

import io
from functools import partial
from itertools import count, zip_longest

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from cyps_reports import theme
from cyps_reports.report.blocks import (
    Block,
    Bullets,
    Callout,
    Exhibit,
    Heading,
    Paragraph,
    PlaceToWrite,
    Point,
    Points,
    Report,
    Section,
)
from cyps_reports.report.chart_blocks import Chart, LineChart, LineCharts
from cyps_reports.report.page_blocks import BarTable, Headline, Items
from cyps_reports.report.table_blocks import Table
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.excel.chart_room import SMALL_PIXELS, height_beside_words
from cyps_reports.writers.word.bars import bar_table_xml
from cyps_reports.writers.word.contents import add_bookmark, add_link, behind_page_one
from cyps_reports.writers.word.document import (
    empty_document,
    saved,
    set_compatibility,
    set_properties,
    turn,
)
from cyps_reports.writers.word.exhibits import CHART_PIXELS, exhibit_xml
from cyps_reports.writers.word.footnotes import Footnotes
from cyps_reports.writers.word.pages import WordPages
from cyps_reports.writers.word.parts import add_chart_part, set_footnotes
from cyps_reports.writers.word.places import place_xml
from cyps_reports.writers.word.points import point_xml
from cyps_reports.writers.word.running_lines import write_running_lines
from cyps_reports.writers.word.styles import (
    ANNEX_HEADING,
    ANNEX_TEXT,
    CALLOUT,
    CONTENTS,
    NOTE,
    add_annex_styles,
    add_prompt_style,
    add_styles,
    missing_styles,
)
from cyps_reports.writers.word.template import keep_the_look_alone
from cyps_reports.writers.word.xml import DENSE, CellStyles, Within, drawing_xml, table_xml

_SHORT_LIST = 6
_CHARTS_ACROSS = 3
# Charts are numbered from 1, and what is drawn must not share a number with them.
_FIRST_SHAPE = 100_001


def word_report(report: Report, template: bytes | None = None) -> bytes:
    """The report as the bytes of a .docx file.

    In the house style of a template where one is given.
    """
    return WordReport(report, template).write()


class WordReport:
    """A report on its way into a document: what has been numbered so far."""

    def __init__(self, report: Report, template: bytes | None) -> None:
        self.report = report
        self.document = Document(io.BytesIO(template)) if template else empty_document()
        self.left_out = keep_the_look_alone(self.document) if template else ()
        self.pages = WordPages(self.document)
        self.footnotes = Footnotes()
        self.bookmarks = 0
        self.charts = 0
        self.shapes = count(_FIRST_SHAPE)
        self.cell_styles = CellStyles()

    def write(self) -> bytes:
        """The bytes of the .docx file."""
        self._prepare()
        self._write_front()
        contents_at = behind_page_one(self.report)
        for at, section in enumerate(self.report.sections):
            if section.is_wide != self.pages.is_wide:
                self.pages.turn_page(is_wide=section.is_wide)
            if at == contents_at:
                self._write_contents()
            self._write_section(section)
        set_footnotes(self.document, self.footnotes.part())
        return saved(self.document, self.pages.tables)

    def _prepare(self) -> None:
        """Properties, language, missing styles, page and running lines."""
        report, document = self.report, self.document
        add_styles(document, missing_styles(document))
        add_prompt_style(document)
        add_annex_styles(document)
        set_compatibility(document)
        subject = report.marking or "Progress against targets and milestones"
        set_properties(document, f"{report.title}: {report.month}", report.service, subject)
        turn(document.sections[0], is_wide=False)
        write_running_lines(document.sections[0], report)

    def _write_front(self) -> None:
        """Whose report it is, what it is of, and the facts of it in a line."""
        report = self.report
        self.pages.add(f"{report.title}: {report.month}", "Title")
        if report.marking:
            self._write_callout(Callout(report.marking, Tone.AMBER))
        whose = _SEPARATOR.join(filter(None, (report.council, report.service)))
        facts = self.pages.add(whose, NOTE)
        for label, value in report.facts:
            facts.add_run(plain(f"{_SEPARATOR}{label}: ")).bold = True
            facts.add_run(plain(value))

    def _write_contents(self) -> None:
        """Links to the sections in a few lines, with their pages."""
        paragraph = self.pages.add("", CONTENTS)
        paragraph.add_run("Contents: ").bold = True
        for number, section in enumerate(self.report.sections, start=1):
            if number > 1:
                paragraph.add_run("; ")
            add_link(paragraph, number, section.title)
        paragraph.add_run(".")

    def _write_section(self, section: Section) -> None:
        self.bookmarks += 1
        self.cell_styles = _ANNEX_STYLES if section.is_annex else CellStyles()
        heading = self.pages.add(section.title, "Heading 1")
        add_bookmark(heading, self.bookmarks)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            # What leads up to a table or a list must not be left alone at the foot of a page.
            # After a measure told in full the page may end, unless words on it follow.
            after = PlaceToWrite if isinstance(block, Exhibit) else _LED_UP_TO
            leads_up = isinstance(following, after)
            self._write_block(block, leads_up=leads_up)

    def _write_block(self, block: Block, *, leads_up: bool) -> None:
        match block:
            case Heading():
                self.pages.add(block.text, f"Heading {block.level}")
            case Paragraph():
                style = NOTE if block.is_note else None
                added = self.pages.add(block.text, style, leads_up=leads_up)
                if leads_up and block.text.endswith(":"):
                    added.paragraph_format.space_after = Pt(1)
            case Bullets():
                self._write_bullets(block)
            case Points():
                for point in block.points:
                    self._write_point(point)
            case Callout():
                self._write_callout(block, leads_up=leads_up)
            case Chart():
                self._write_charts(block)
            case LineCharts():
                # A row each, which a page may end between.
                for first in range(0, len(block.charts), _CHARTS_ACROSS):
                    self._write_charts(*block.charts[first : first + _CHARTS_ACROSS])
            case Table():
                self._write_table(block)
            case PlaceToWrite():
                self._write_place(block, leads_up=leads_up)
            case Headline():
                self._write_headline(block)
            case BarTable():
                self.pages.add_table(bar_table_xml(block, self.pages.width, self.cell_styles))
                self.pages.add_low_line()
                self.pages.add(block.key, NOTE)
            case Items():
                self._write_items(block)
            case Exhibit():
                self._write_exhibit(block, leads_up=leads_up)

    def _write_headline(self, headline: Headline) -> None:
        paragraph = self.pages.add(headline.text, None)
        paragraph._p.get_or_add_pPr().append(parse_xml(_HEADLINE_SHADE))
        paragraph.paragraph_format.keep_together = True
        paragraph.runs[0].bold = True
        if headline.more:
            paragraph.add_run(plain(f" {headline.more}"))

    def _write_bullets(self, bullets: Bullets) -> None:
        """A list, which is not torn apart by the end of a page while it is short."""
        is_short = len(bullets.items) <= _SHORT_LIST
        for item, following in zip_longest(bullets.items, bullets.items[1:]):
            self.pages.add(item, "List Bullet", leads_up=bool(following) and is_short)

    def _write_point(self, point: Point) -> None:
        paragraph = self.pages.add("", "List Bullet")
        paragraph.paragraph_format.keep_together = True
        runs = parse_xml(f"<w:p {nsdecls('w')}>{point_xml(point, self._within())}</w:p>")
        paragraph._p.extend(list(runs))

    def _write_items(self, items: Items) -> None:
        for item in items.items:
            paragraph = self.pages.add("", "List Number" if items.is_ranked else "List Bullet")
            paragraph.add_run(plain(item.name)).bold = True
            paragraph.add_run(plain(f": {item.text}"))

    def _write_table(self, table: Table) -> None:
        self.footnotes.start_table()
        self.pages.add_table(table_xml(table, self.pages.width, self._within()))
        # Word joins two tables that touch, and a section may not end in one.
        self.pages.add_low_line()

    def _write_exhibit(self, exhibit: Exhibit, *, leads_up: bool) -> None:
        chart = exhibit.chart
        size = (CHART_PIXELS, height_beside_words(chart)) if chart else None
        drawing = self._drawing(chart, size) if chart else ""
        self.pages.add_table(exhibit_xml(exhibit, self.pages.width, drawing, self._within()))
        self.pages.add_low_line(leads_up=leads_up, after=0)

    def _within(self) -> Within:
        relate = partial(self.document.part.relate_to, reltype=RT.HYPERLINK, is_external=True)
        return Within(self.footnotes, relate, self.shapes, self.cell_styles)

    def _write_place(self, place: PlaceToWrite, *, leads_up: bool) -> None:
        title = self.pages.add(place.title, None, leads_up=True)
        title.runs[0].bold = True
        title.paragraph_format.space_after = Pt(2)
        listed = self.pages.style_id("List Bullet")
        control = parse_xml(place_xml(place, listed))
        self.pages.add_element(control)
        # A section may not end in a control.
        self.pages.add_low_line(leads_up=leads_up)

    def _write_callout(self, callout: Callout, *, leads_up: bool = False) -> None:
        paragraph = self.pages.add(callout.text, CALLOUT, leads_up=leads_up or None)
        paint = theme.PAINTS[callout.tone]
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{paint.background}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(shade))
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(paint.ink)

    def _write_charts(self, *charts: Chart | LineChart) -> None:
        """Charts beside each other, in one paragraph."""
        paragraph = self.pages.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        for chart in charts:
            paragraph.add_run()._r.append(parse_xml(self._drawing(chart)))

    def _drawing(self, chart: Chart | LineChart, pixels: tuple[int, int] | None = None) -> str:
        """A chart's place in a run; the chart joins the document."""
        self.charts += 1
        relation = add_chart_part(self.document, chart, self.charts, pixels or SMALL_PIXELS)
        return drawing_xml(chart, self.charts, relation, pixels)


_LED_UP_TO = Callout | Heading | PlaceToWrite | Table | Bullets | Points
_ANNEX_STYLES = CellStyles(ANNEX_TEXT, ANNEX_HEADING, DENSE)
_HEADLINE_SHADE = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{theme.BAND}"/>'
_SEPARATOR = "  ·  "

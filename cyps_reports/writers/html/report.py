"""The report as HTML, from the report model: one page that needs nothing beside it, or its body.

Headings in order, tables with their headings, charts as drawings with their words; no script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import assert_never

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
from cyps_reports.report.chart_blocks import Chart, LineCharts
from cyps_reports.report.page_blocks import BarTable, Headline, Items
from cyps_reports.report.table_blocks import Table
from cyps_reports.theme import Tone
from cyps_reports.words.model import BULLET
from cyps_reports.writers.html.bars import bar_figure
from cyps_reports.writers.html.cells import cell_html
from cyps_reports.writers.html.elements import Node, markup, tag
from cyps_reports.writers.html.exhibits import exhibit_html
from cyps_reports.writers.html.lines import line_figure
from cyps_reports.writers.html.notes import Notes
from cyps_reports.writers.html.page_one import bar_table_html, headline_html, items_html
from cyps_reports.writers.html.style import ROOT, sheets_of_paper, stylesheet
from cyps_reports.writers.html.tables import table_html

_LANGUAGE = "en-GB"
_START = "cyps-main"
_FIRST_LEVEL = 2
"""Sections stand under the title of the page, which a council's own page has too."""


def html_report(report: Report) -> bytes:
    """The report as the bytes of one HTML file: nothing is fetched, and nothing runs."""
    return _page(report, _sections(report))


def html_fragment(report: Report) -> bytes:
    """The sections alone, with their look, for a page that has a head and a title of its own.

    Its headings begin at the second level, and its names all begin with `cyps-`.
    """
    return _fragment(report, _sections(report))


def html_both(report: Report) -> tuple[bytes, bytes]:
    """The page and the fragment, whose sections are written once."""
    sections = tuple(_sections(report))
    return _page(report, sections), _fragment(report, sections)


def _page(report: Report, sections: Iterable[Node]) -> bytes:
    named = f"{report.title}: {report.month}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", f"{named} ({report.council})" if report.council else named),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="description", content=report.marking or report.service),
        tag("style", stylesheet(), sheets_of_paper(_at_head(report), named)),
    )
    skip = tag("a", "Skip to the report", href=f"#{_START}", class_="skip")
    main = tag("main", *sections, id=_START, tabindex="-1")
    body = tag("body", skip, _front(report), _contents(report), main, class_=ROOT)
    page = markup(tag("html", head, body, lang=_LANGUAGE))
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _fragment(report: Report, sections: Iterable[Node]) -> bytes:
    """The sections, which are taken out of whatever they stood in."""
    made = tag(
        "div",
        tag("style", stylesheet()),
        _edition(report),
        _marking(report),
        _contents(report),
        *sections,
        class_=ROOT,
        lang=_LANGUAGE,
    )
    return f"{markup(made)}\n".encode()


def _front(report: Report) -> Node:
    facts = (part for label, value in report.facts for part in (tag("dt", label), tag("dd", value)))
    return tag(
        "header",
        _edition(report),
        _marking(report),
        tag("p", report.council, class_="note"),
        tag("h1", report.title),
        tag("p", f"{report.service}: {report.month}", class_="subtitle"),
        tag("dl", *facts, class_="facts") if report.facts else None,
    )


def _at_head(report: Report) -> str:
    """What stands at the head of each page of paper."""
    return ". ".join(each for each in (report.marking, report.edition) if each)


def _edition(report: Report) -> Node | None:
    return tag("p", report.edition, class_="edition") if report.edition else None


def _marking(report: Report) -> Node | None:
    return _callout(Callout(report.marking, Tone.AMBER)) if report.marking else None


def _contents(report: Report) -> Node:
    links = (
        tag("li", tag("a", section.title, href=f"#{_anchor(number)}"))
        for number, section in enumerate(report.sections, start=1)
    )
    heading = tag("h2", "Contents", id="cyps-contents")
    return tag("nav", heading, tag("ul", *links), aria_labelledby="cyps-contents")


def _anchor(number: int) -> str:
    return f"cyps-section-{number}"


def _sections(report: Report) -> Iterator[Node]:
    written = _Written()
    for number, section in enumerate(report.sections, start=1):
        heading = tag(f"h{_FIRST_LEVEL}", section.title, id=_anchor(number))
        yield tag(
            "section",
            heading,
            *written.blocks(section),
            class_="wide" if section.is_wide else None,
        )


class _Written:
    """What of a report has been numbered so far, while its blocks are written."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.charts, self.tables = count(1), count(1)

    def blocks(self, section: Section) -> Iterator[Node]:
        """All blocks of a section."""
        above = ""
        for block in section.blocks:
            yield from self._block(block, above)
            above = block.text if isinstance(block, Heading) else ""

    def _block(self, block: Block, above: str) -> Iterator[Node]:
        match block:
            case Heading():
                yield tag(f"h{_FIRST_LEVEL - 1 + block.level}", block.text)
            case Paragraph():
                yield tag("p", block.text, class_="note" if block.is_note else None)
            case Bullets():
                yield tag("ul", *(tag("li", item) for item in block.items))
            case Points():
                yield tag("ul", *(_point(each, self.notes) for each in block.points))
            case Callout():
                yield _callout(block)
            case Chart():
                yield bar_figure(block, next(self.charts))
            case LineCharts():
                drawn = (line_figure(chart, next(self.charts)) for chart in block.charts)
                yield tag("div", *drawn, class_="charts")
            case Table():
                yield from table_html(block, next(self.tables), self.notes, above)
            case PlaceToWrite():
                yield from _written_words(block)
            case Exhibit():
                yield from exhibit_html(block, self.charts, self.notes)
            case Headline():
                yield headline_html(block)
            case BarTable():
                yield from bar_table_html(block, next(self.tables))
            case Items():
                yield items_html(block)
            case _:
                assert_never(block)


def _point(point: Point, notes: Notes) -> Node:
    written = (tag("br"), *cell_html(point.written, notes)) if point.written.text else ()
    return tag("li", tag("strong", point.name), point.text, *written)


def _callout(callout: Callout) -> Node:
    return tag("p", callout.text, class_=f"callout {callout.tone}")


def _written_words(place: PlaceToWrite) -> Iterator[Node]:
    """What the officer wrote under its title; nothing where nothing was written."""
    if not place.words:
        return
    title = place.title
    yield tag("p", tag("strong", title)) if place.is_inline else tag(f"h{_FIRST_LEVEL + 1}", title)
    listed: list[Node] = []
    for words in place.words:
        if words.startswith(BULLET):
            listed.append(tag("li", words.removeprefix(BULLET)))
            continue
        if listed:
            yield tag("ul", *listed)
            listed = []
        yield tag("p", words)
    if listed:
        yield tag("ul", *listed)

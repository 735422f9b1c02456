"""A row told in full beside its chart, as a Word table of two columns without lines."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cyps_reports import theme
from cyps_reports.report.blocks import Exhibit, Labelled
from cyps_reports.report.table_blocks import Cell
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.xml import Within, attribute, linked

CHART_PIXELS = 312
"""The width of the chart: the names of twelve months fit along it."""
_TEXT_SHARE = 0.52
"""How much of the width the words have, where a chart stands beside them."""
_PADDING = 80
_DESCRIPTION = "Why it is rated so, and what is being done; beside it its chart, where it has one."


def exhibit_xml(exhibit: Exhibit, width: int, drawing: str, within: Within) -> str:
    """The table as text within a document, where `w` is declared.

    `width` in twentieths of a point; `drawing` is the chart's, "" for none.
    """
    words = round(width * _TEXT_SHARE) if drawing else width
    columns = (words, width - words) if drawing else (words,)
    cells = [_cell(words, "".join(_paragraphs(exhibit, within)), is_last=not drawing)]
    if drawing:
        chart = f"<w:p><w:pPr><w:keepNext/>{_CLOSE}</w:pPr><w:r>{drawing}</w:r></w:p>"
        cells.append(_cell(width - words, chart, is_last=True))
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(exhibit.title)}"/>'
        f'<w:tblDescription w:val="{attribute(_DESCRIPTION)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr></w:tbl>"
    )


def _cell(width: int, paragraphs: str, *, is_last: bool) -> str:
    right = 0 if is_last else _PADDING
    margins = f'<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margins}</w:tcMar></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


_SIZE = f'<w:sz w:val="{round(2 * theme.EXHIBIT_POINTS)}"/>'
_LOOK = f"<w:rPr>{_SIZE}</w:rPr>"
_CLOSE = '<w:spacing w:before="0" w:after="30"/>'
_START = f"<w:p><w:pPr><w:keepNext/>{_CLOSE}</w:pPr>"
"""What belongs together stays on a page with what follows it."""


def _paragraphs(exhibit: Exhibit, within: Within) -> Iterator[str]:
    reason = _run(f"  {exhibit.reason}", f"<w:b/>{_SIZE}") if exhibit.reason else ""
    yield f"{_START}{_chip(exhibit.rating)}{reason}</w:p>"
    for each in exhibit.told:
        yield from _told(each, within)


def _chip(rating: Cell) -> str:
    """The rating as a word on its colour."""
    paint = theme.PAINTS[rating.tone]
    look = (
        f'<w:b/><w:color w:val="{paint.ink}"/>{_SIZE}'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{paint.background}"/>'
    )
    return _run(f" {' '.join(rating.text.split())} ", look)


def _told(told: Labelled, within: Within) -> Iterator[str]:
    links = within.links_of(told.cell)
    label = _run(f"{told.label}: ", f"<w:b/>{_SIZE}") if told.label else ""
    for number, line in enumerate(told.cell.text.split("\n")):
        yield f"{_START}{'' if number else label}{linked(line, _LOOK, links)}</w:p>"


def _run(text: str, look: str) -> str:
    said = escape(plain(text), quote=False)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'

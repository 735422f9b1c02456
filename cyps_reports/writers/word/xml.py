"""Word tables and paragraphs as WordprocessingML.

One fragment a table, which is what keeps writing fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from cyps_reports import theme
from cyps_reports.report.chart_blocks import Chart, LineChart
from cyps_reports.report.table_blocks import Align, Band, Cell, Table, TableColumn
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.excel.chart_room import SMALL_PIXELS
from cyps_reports.writers.excel.charts import (
    HEIGHT_PIXELS,
    WIDTH_PIXELS,
)
from cyps_reports.writers.word.footnotes import WORD_NAMESPACE, Footnotes
from cyps_reports.writers.word.shapes import DRAWING, PIXEL, icon_xml, trend_xml

NOTHING = "–"
"""What stands in a cell in which nothing does, so that nobody wonders whether it was left out."""


class Room(NamedTuple):
    """What is free beside and over a cell's text, in twentieths of a point."""

    beside: int
    over: int

    @property
    def xml(self) -> str:
        """The same as the properties of a table say it."""
        over, beside = f'w:w="{self.over}" w:type="dxa"', f'w:w="{self.beside}" w:type="dxa"'
        sides = f"<w:top {over}/><w:left {beside}/><w:bottom {over}/><w:right {beside}/>"
        return f"<w:tblCellMar>{sides}</w:tblCellMar>"


ROOM, DENSE = Room(80, 28), Room(50, 10)

_END = "</w:p>"
_LINK_LOOK = f'<w:rPr><w:color w:val="{theme.ACCENT}"/><w:u w:val="single"/></w:rPr>'
_NO_LINKS: Mapping[str, str] = {}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


Relate = Callable[[str], str]
"""Gives the key of the document's relation to an address."""


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The ids of the styles of a table's cells, and of its headings, and the room in its cells."""

    text: str = "TableText"
    heading: str = "TableHeading"
    room: Room = ROOM


@dataclass(frozen=True, slots=True)
class Within:
    """The document that a table stands in.

    Its footnotes, its relations to addresses, numbers for what is drawn in it, its styles.
    """

    footnotes: Footnotes
    relate: Relate
    numbers: Iterator[int]
    styles: CellStyles = CellStyles()

    def links_of(self, cell: Cell) -> dict[str, str]:
        """The lines of a cell that lead out of the report, and the relations by which they do."""
        return {
            line: self.relate(hyperlink.address)
            for hyperlink in cell.hyperlinks
            for line in hyperlink.text.split("\n")
            if line
        }


def table_xml(table: Table, width: int, within: Within) -> str:
    """The table as text within a document, where `w` is declared.

    `width` in twentieths of a point.
    """
    total = sum(column.width for column in table.columns)
    widths = [round(width * column.width / total) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    heads = _heading_cells(table.columns, widths, within.styles.heading)
    body = "".join(_body_row(row, table.columns, widths, within) for row in table.rows)
    room = DENSE if table.is_dense else within.styles.room
    start = table_start(sum(widths), table.title, table.description, room=room)
    return f"{start}<w:tblGrid>{grid}</w:tblGrid>{row_xml(heads, is_header=True)}{body}</w:tbl>"


def table_start(
    width: int, title: str, description: str, borders: str = "", room: Room = ROOM
) -> str:
    """How a table begins: its width, its look, and what it is for who cannot see it.

    Its first row and its first column are marked as headings.
    """
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{borders or _borders()}'
        '<w:tblLayout w:type="fixed"/>'
        f"{room.xml}"
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(title)}"/>'
        f'<w:tblDescription w:val="{attribute(description)}"/></w:tblPr>'
    )


def drawing_xml(
    chart: Chart | LineChart, number: int, relation: str, pixels: tuple[int, int] | None = None
) -> str:
    """The place of a chart in a run, as a `w:drawing` fragment.

    With the chart's finding as its alt text. `pixels` are its width and height, where they are not
    those of its kind.
    """
    small, large = SMALL_PIXELS, (WIDTH_PIXELS, HEIGHT_PIXELS)
    width, height = pixels or (small if isinstance(chart, LineChart) else large)
    size = f'cx="{width * PIXEL}" cy="{height * PIXEL}"'
    names = f'name="{attribute(chart.title)}" descr="{attribute(chart.alt_text)}"'
    return (
        f'<w:drawing xmlns:w="{WORD_NAMESPACE}" xmlns:wp="{DRAWING}wordprocessingDrawing" '
        f'xmlns:a="{DRAWING}main"'
        f' xmlns:c="{DRAWING}chart" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" {names}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{DRAWING}chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def attribute(text: str) -> str:
    """A text as the value of an attribute."""
    return escape(plain(text))


def _borders() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{theme.LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def row_xml(cells: str, *, is_header: bool = False) -> str:
    """A row, which no page ends within."""
    header = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _heading_cells(columns: Iterable[TableColumn], widths: list[int], style: str) -> str:
    return "".join(
        cell_xml(
            width,
            theme.ACCENT,
            paragraphs_xml(column.heading, style, column.align, keep_next=True),
        )
        for column, width in zip(columns, widths, strict=True)
    )


def _body_row(
    row: tuple[Cell, ...] | Band,
    columns: tuple[TableColumn, ...],
    widths: list[int],
    within: Within,
) -> str:
    if isinstance(row, Band):
        # A heading must not be left alone at the foot of a page.
        text = paragraphs_xml(row.text, within.styles.text, Align.LEFT, bold=True, keep_next=True)
        return row_xml(cell_xml(sum(widths), theme.BAND, text, span=len(columns)))
    return row_xml(
        "".join(
            _toned_cell(cell, column, width, within)
            for cell, column, width in zip(row, columns, widths, strict=True)
        )
    )


def _toned_cell(cell: Cell, column: TableColumn, width: int, within: Within) -> str:
    if cell.icon or cell.trend:
        return _drawn_cell(cell, column, width, within)
    if cell.tone is Tone.PLAIN:
        links = within.links_of(cell)
        text = paragraphs_xml(
            cell.text or NOTHING, within.styles.text, column.align_of(cell), links=links
        )
        # The references stand at the end of the cell's last line.
        notes = "".join(within.footnotes.reference(note) for note in cell.footnotes)
        return cell_xml(width, "", f"{text.removesuffix(_END)}{notes}{_END}")
    paint = theme.PAINTS[cell.tone]
    chip, fill = (paint.background, "") if column.is_chip else ("", paint.background)
    text = paragraphs_xml(
        cell.text, within.styles.text, column.align_of(cell), bold=True, colour=paint.ink, chip=chip
    )
    return cell_xml(width, fill, text)


def _drawn_cell(cell: Cell, column: TableColumn, width: int, within: Within) -> str:
    """A cell with an icon or a line of figures before its text, which is then not painted."""
    drawn = icon_xml(cell.icon, next(within.numbers)) if cell.icon else ""
    if cell.trend:
        drawn = f"{drawn}{trend_xml(cell.trend, next(within.numbers))}"
    text = paragraphs_xml(
        f" {cell.text}" if cell.text else "", within.styles.text, column.align_of(cell)
    )
    start, mark, rest = text.partition("</w:pPr>")
    return cell_xml(width, "", f"{start}{mark}{drawn}{rest}")


def cell_xml(width: int, background: str, paragraphs: str, span: int = 1) -> str:
    """A cell of so many twentieths of a point, on a background where it has one."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{background}"/>' if background else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" '
        f'w:type="dxa"/>{spanned}{shade}</w:tcPr>{paragraphs}</w:tc>'
    )


def paragraphs_xml(
    text: str,
    style: str,
    align: Align,
    *,
    bold: bool = False,
    colour: str = "",
    chip: str = "",
    keep_next: bool = False,
    links: Mapping[str, str] = _NO_LINKS,
) -> str:
    """A paragraph for each line.

    `chip` is the colour that its words alone stand on, "" for none; `links` are what leads out of
    the report, and the relation by which it does.
    """
    weight = "<w:b/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{chip}"/>' if chip else ""
    look = f"<w:rPr>{weight}{ink}{shade}</w:rPr>" if weight or ink or shade else ""
    keep = "<w:keepNext/>" if keep_next else ""
    side = '<w:jc w:val="right"/>' if align is Align.RIGHT else ""
    start = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{side}</w:pPr>'
    return "".join(
        f"{start}{linked(line, look, links) if links else _run(line, look)}{_END}"
        if line
        else f"{start}{_END}"
        for line in text.split("\n")
    )


def _run(text: str, look: str) -> str:
    parts = escape(plain(text), quote=False).split("\N{SOFT HYPHEN}")
    told = (f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f"<w:r>{look}{'<w:softHyphen/>'.join(told)}</w:r>"


def linked(line: str, look: str, links: Mapping[str, str]) -> str:
    """A line as runs, which may lead out of the report.

    As a whole, or from behind what it says of itself, a label like “Corrective action: ”.
    """
    told = (link for link in links if line == link or line.endswith(f": {link}"))
    part = max(told, key=len, default="")
    if not part:
        return _run(line, look)
    before = line.removesuffix(part)
    return (
        f"{_run(before, look) if before else ''}"
        f'<w:hyperlink xmlns:r="{_RELATIONS}" r:id="{links[part]}" '
        f'w:history="1">{_run(part, _LINK_LOOK)}</w:hyperlink>'
    )

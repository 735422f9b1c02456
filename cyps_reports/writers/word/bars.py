"""Bars of counts in a table of the Word report: shaded cells with their symbols and numbers."""

from __future__ import annotations

from html import escape

from cyps_reports import theme
from cyps_reports.report.page_blocks import Bar, BarPart, BarRow, BarTable
from cyps_reports.report.table_blocks import Align
from cyps_reports.theme import PAINTS, Paint
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.xml import (
    ROOM,
    CellStyles,
    Room,
    attribute,
    cell_xml,
    paragraphs_xml,
    row_xml,
    table_start,
)

_SHARES = {2: (34, 66), 3: (30, 31, 39), 4: (28, 23, 28, 21)}
"""How wide the columns are, by how many there are: the name, the bars, the remark."""
_A_LETTER, _BESIDE = 110, 60
"""The room that a letter takes, and what is left beside a text, in twentieths of a point."""
_LOW_LINE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
"""What a cell ends in behind a table: a line that takes no room."""


def bar_table_xml(table: BarTable, width: int, styles: CellStyles) -> str:
    """The table as text within a document, where `w` is declared; `width` as that of tables."""
    shares = _SHARES[len(table.headings)]
    widths = [width * share // sum(shares) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    heads = "".join(
        cell_xml(
            each, theme.ACCENT, paragraphs_xml(text, styles.heading, Align.LEFT, keep_next=True)
        )
        for each, text in zip(widths, table.headings, strict=True)
    )
    rows = "".join(_row(row, widths, styles) for row in table.rows)
    start = table_start(sum(widths), table.title, table.description, _LINES)
    return f"{start}<w:tblGrid>{grid}</w:tblGrid>{row_xml(heads, is_header=True)}{rows}</w:tbl>"


_LINES = (
    "<w:tblBorders>"
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{theme.LINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{theme.LINE}"/>'
    "</w:tblBorders>"
)


def _row(row: BarRow, widths: list[int], styles: CellStyles) -> str:
    name = paragraphs_xml(row.name, styles.text, Align.LEFT, bold=True)
    bars = (
        cell_xml(width, "", _bar(bar, width - 2 * ROOM.beside, styles))
        for bar, width in zip(row.bars, widths[1:], strict=False)
    )
    has_note = len(widths) > 1 + len(row.bars)
    note = paragraphs_xml(row.note, styles.text, Align.LEFT)
    last = cell_xml(widths[-1], "", note) if has_note else ""
    return row_xml(f"{cell_xml(widths[0], '', name)}{''.join(bars)}{last}")


def _bar(bar: Bar, width: int, styles: CellStyles) -> str:
    """A table of one row within the cell, its parts as wide as their numbers."""
    if not bar.parts:
        return paragraphs_xml(bar.instead, styles.text, Align.LEFT)
    widths = part_widths(bar, width)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    cells = "".join(_part(part, each, styles) for part, each in zip(bar.parts, widths, strict=True))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{_GAPS}<w:tblLayout w:type="fixed"/>'
        f"{Room(0, 14).xml}"
        f'<w:tblDescription w:val="{attribute(bar.in_words)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{row_xml(cells)}</w:tbl>{_LOW_LINE}"
    )


_GAP = round(theme.BAR_GAP_POINTS * 8)
"""In eighths of a point, as borders are."""
_GAPS = (
    f'<w:tblBorders><w:insideV w:val="single" w:sz="{_GAP}" w:space="0" '
    f'w:color="{theme.PAPER}"/></w:tblBorders>'
)


def part_widths(bar: Bar, width: int) -> list[int]:
    """How wide each part is: room for its text, and of what is left its share."""
    least = [_A_LETTER * len(text_of(part)) + _BESIDE for part in bar.parts]
    free, total = max(0, width - sum(least)), sum(part.number for part in bar.parts)
    return [need + free * part.number // total for need, part in zip(least, bar.parts, strict=True)]


def text_of(part: BarPart) -> str:
    """`■ 4`: what stands in a part."""
    return f"{PAINTS[part.tone].symbol} {part.number:,}"


def _part(part: BarPart, width: int, styles: CellStyles) -> str:
    paint: Paint = PAINTS[part.tone]
    look = f'<w:rPr><w:b/><w:color w:val="{paint.ink}"/></w:rPr>'
    text = escape(plain(text_of(part)))
    paragraph = (
        f'<w:p><w:pPr><w:pStyle w:val="{styles.text}"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r>{look}<w:t>{text}</w:t></w:r></w:p>"
    )
    return cell_xml(width, paint.background, paragraph)

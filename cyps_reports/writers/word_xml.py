"""Word tables and paragraphs as WordprocessingML: one fragment a table, which is what keeps writing fast."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from cyps_reports import theme
from cyps_reports.report.blocks import Align, Band, Cell, Table, TableColumn
from cyps_reports.theme import Tone
from cyps_reports.workbooks.plain import plain
from cyps_reports.writers.footnotes import Footnotes

TABLE_TEXT, TABLE_HEADING = "TableText", "TableHeading"
"""Ids of the styles of table cells."""

_END = "</w:p>"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table_xml(table: Table, width: int, footnotes: Footnotes) -> str:
    """The table as a `w:tbl` fragment; `width` in twentieths of a point."""
    total = sum(column.width for column in table.columns)
    widths = [round(width * column.width / total) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    header = _row(_heading_cells(table.columns, widths), is_header=True)
    body = "".join(_body_row(row, table.columns, widths, footnotes) for row in table.rows)
    return (
        f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_borders()}'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_attribute(table.title)}"/>'
        f'<w:tblDescription w:val="{_attribute(table.description)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{header}{body}</w:tbl>"
    )


def _attribute(text: str) -> str:
    return escape(plain(text), {'"': "&quot;"})


def _borders() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{theme.LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _row(cells: str, *, is_header: bool = False) -> str:
    header = "<w:tblHeader/>" if is_header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _heading_cells(columns: Iterable[TableColumn], widths: list[int]) -> str:
    return "".join(
        _cell(width, theme.ACCENT, _paragraphs(column.heading, TABLE_HEADING, column.align))
        for column, width in zip(columns, widths, strict=True)
    )


def _body_row(
    row: tuple[Cell, ...] | Band, columns: tuple[TableColumn, ...], widths: list[int], footnotes: Footnotes
) -> str:
    if isinstance(row, Band):
        # A heading must not be left alone at the foot of a page.
        text = _paragraphs(row.text, TABLE_TEXT, Align.LEFT, bold=True, keep_next=True)
        return _row(_cell(sum(widths), theme.BAND, text, span=len(columns)))
    return _row(
        "".join(
            _toned_cell(cell, column, width, footnotes)
            for cell, column, width in zip(row, columns, widths, strict=True)
        )
    )


def _toned_cell(cell: Cell, column: TableColumn, width: int, footnotes: Footnotes) -> str:
    if cell.tone is Tone.PLAIN:
        text = _paragraphs(cell.text, TABLE_TEXT, column.align)
        # The references stand at the end of the cell's last line.
        notes = "".join(footnotes.reference(note) for note in cell.footnotes)
        return _cell(width, "", f"{text.removesuffix(_END)}{notes}{_END}")
    paint = theme.PAINTS[cell.tone]
    text = _paragraphs(cell.text, TABLE_TEXT, column.align, bold=True, colour=paint.ink)
    return _cell(width, paint.background, text)


def _cell(width: int, background: str, paragraphs: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{background}"/>' if background else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}</w:tcPr>{paragraphs}</w:tc>'


def _paragraphs(
    text: str, style: str, align: Align, *, bold: bool = False, colour: str = "", keep_next: bool = False
) -> str:
    weight = "<w:b/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    look = f"<w:rPr>{weight}{ink}</w:rPr>" if weight or ink else ""
    keep = "<w:keepNext/>" if keep_next else ""
    side = '<w:jc w:val="right"/>' if align is Align.RIGHT else ""
    start = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{side}</w:pPr>'
    return "".join(
        f'{start}<w:r>{look}<w:t xml:space="preserve">{escape(plain(line))}</w:t></w:r></w:p>'
        if line
        else f"{start}</w:p>"
        for line in text.split("\n")
    )

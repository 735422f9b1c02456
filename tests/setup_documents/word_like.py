"""Writes a document as Word saves it: runs cut anywhere, content controls, tracked changes.

Vertically merged cells go on with `vMerge`, heading rows are marked as such, dates stand in date
controls, and every paragraph and run says in which session it was typed.
"""

import re
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.setup_documents.blocks import LEFT, UP, Block, Document, Heading, Paragraph, Row, Table
from tests.setup_documents.blocks import across as as_cells
from tests.setup_documents.inline import Piece, pieces
from tests.setup_documents.packages import BULLETS, NUMBERS, footnotes, numbering, packed, styles

_DATE = re.compile(r"\d\d/\d\d/\d{4}")
_PAGE = 14000
_CHANGE = 'w:id="7" w:author="A" w:date="2017-01-01T00:00:00Z"'
_LAST_CHANGED = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'


def word_like(document: Document) -> bytes:
    """The file of a document."""
    notes = list[str]()
    body = "".join(_block(each, notes) for each in document.blocks)
    turned = ' w:orient="landscape"' if document.is_landscape else ""
    width, height = (16838, 11906) if document.is_landscape else (11906, 16838)
    section = f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/></w:sectPr>'
    parts = {"styles": styles(), "numbering": numbering(), "footnotes": footnotes(notes)}
    return packed(body + section, parts)


def _block(block: Block, notes: list[str]) -> str:
    match block:
        case Heading(text, level):
            return _paragraph(text, notes, style=f"Heading{level}")
        case Paragraph(text):
            return "".join(_paragraph(line, notes) for line in text.split("\n"))
        case Table():
            return _table(block, notes) + "<w:p/>"


def _session(text: str) -> str:
    return f"{zlib.crc32(text.encode()) | 0x00A00000:08X}"


def _paragraph(line: str, notes: list[str], *, style: str = "", is_bold: bool = False) -> str:
    number, line = _list(line)
    style = style or ("ListParagraph" if number else "")
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(_piece(each, notes, is_bold=is_bold) for each in pieces(line))
    session = f'w:rsidR="{_session(line)}" w:rsidRDefault="00C14F2A" w:rsidP="00A77B3E"'
    return f"<w:p {session}><w:pPr>{named}{number}</w:pPr>{inside}</w:p>"


def _list(line: str) -> tuple[str, str]:
    """How a line is part of a list, and its own text."""
    for sign, number, level in (("• ", BULLETS, 0), ("## ", NUMBERS, 0), ("# ", NUMBERS, 1)):
        if line.startswith(sign) or line == sign.strip():
            item = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            return item, line[len(sign) :]
    return "", line


def _piece(piece: Piece, notes: list[str], *, is_bold: bool) -> str:
    looks = "<w:b/>" if is_bold else ""
    match piece.kind:
        case "footnote":
            notes.append(piece.text)
            raised = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            return f'<w:r>{raised}<w:footnoteReference w:id="{len(notes)}"/></w:r>'
        case "struck":
            return _run(piece.text, looks + "<w:strike/>")
        case "inserted":
            return f"<w:ins {_CHANGE}>{_run(piece.text, looks)}</w:ins>"
        case "deleted":
            text = f'<w:delText xml:space="preserve">{escape(piece.text)}</w:delText>'
            return f'<w:del {_CHANGE}><w:r w:rsidDel="00B10C22">{text}</w:r></w:del>'
    if _DATE.fullmatch(piece.text):
        inside = f"<w:sdtContent>{_run(piece.text, looks)}</w:sdtContent>"
        return f"<w:sdt><w:sdtPr><w:date/></w:sdtPr>{inside}</w:sdt>"
    return "".join(_cut(piece.text, looks))


def _cut(text: str, looks: str) -> Iterator[str]:
    """The text in runs, cut in the middle of words, some between the spelling checker's marks."""
    at = 1 + zlib.crc32(text.encode()) % max(1, len(text))
    yield _run(text[:at], looks)
    if text[at:]:
        yield '<w:proofErr w:type="spellStart"/>'
        yield _run(text[at : at + 5], looks)
        yield f'<w:proofErr w:type="spellEnd"/>{_LAST_CHANGED}'
        if text[at + 5 :]:
            yield _run(text[at + 5 :], looks, "<w:lastRenderedPageBreak/>")


def _run(text: str, looks: str, before: str = "") -> str:
    of = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    shown = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f'<w:r w:rsidR="{_session(text)}">{of}{before}{shown}</w:r>'


def _table(table: Table, notes: list[str]) -> str:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = [as_cells(row, table.columns) for row in table.rows]
    written = "".join(
        _row(row, rows[at + 1 : at + 2], widths, notes, is_head=at < table.heads, table=table)
        for at, row in enumerate(rows)
    )
    looks = '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>{looks}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"
    )


def _widths(table: Table) -> list[int]:
    shares = table.widths or (1,) * table.columns
    return [_PAGE * each // sum(shares) for each in shares]


def _row(
    row: Row, below: list[Row], widths: list[int], notes: list[str], *, is_head: bool, table: Table
) -> str:
    header = "<w:tblHeader/>" if is_head and table.is_repeated else ""
    cells, at = list[str](), 0
    while at < len(row):
        span = 1
        while at + span < len(row) and row[at + span] == LEFT:
            span += 1
        is_above = bool(below) and below[0][at] == UP
        of = _cell_looks(row[at], sum(widths[at : at + span]), span, is_above=is_above)
        text = "" if row[at] == UP else row[at]
        lines = "".join(_paragraph(line, notes, is_bold=is_head) for line in text.split("\n"))
        cells.append(f"<w:tc>{of}{lines}</w:tc>")
        at += span
    session = f'w:rsidR="{_session(row[0])}" w:rsidTr="00E55D10"'
    return f"<w:tr {session}><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell_looks(text: str, width: int, span: int, *, is_above: bool) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = "<w:vMerge/>" if text == UP else '<w:vMerge w:val="restart"/>' if is_above else ""
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}</w:tcPr>'

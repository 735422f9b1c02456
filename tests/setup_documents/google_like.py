"""Writes a document as Google Docs exports it: nothing has a style, all looks are on the runs.

Headings are large bold paragraphs, cells hold an empty paragraph beside their text, controls stand
around runs for no reason, and a merged cell goes on as an empty one.
"""

from xml.sax.saxutils import escape

from tests.setup_documents.blocks import LEFT, UP, Block, Document, Heading, Paragraph, Row, Table
from tests.setup_documents.blocks import across as as_cells
from tests.setup_documents.inline import Piece, pieces
from tests.setup_documents.packages import BULLETS, NUMBERS, footnotes, numbering, packed, styles

_SESSION = (
    'w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRDefault="00000000" '
    'w:rsidRPr="00000000"'
)
_RUN = 'w:rsidR="00000000" w:rsidDel="00000000" w:rsidRPr="00000000"'
_CHANGE = 'w:author="A" w:id="0" w:date="2017-01-01T00:00:00Z"'
_SIZES = {1: 40, 2: 32, 3: 28}


def google_like(document: Document) -> bytes:
    """The file of a document."""
    notes = list[str]()
    body = "".join(_block(each, notes) for each in document.blocks)
    width, height = (15840, 12240) if document.is_landscape else (12240, 15840)
    section = f'<w:sectPr><w:pgSz w:h="{height}" w:w="{width}"/></w:sectPr>'
    parts = {"styles": styles(), "numbering": numbering(), "footnotes": footnotes(notes)}
    return packed(body + section, parts)


def _block(block: Block, notes: list[str]) -> str:
    match block:
        case Heading(text, level):
            size = f'<w:sz w:val="{_SIZES[level]}"/><w:szCs w:val="{_SIZES[level]}"/>'
            return _paragraph(text, notes, f'<w:b w:val="1"/>{size}')
        case Paragraph(text):
            return "".join(_paragraph(line, notes) for line in text.split("\n"))
        case Table():
            return _table(block, notes) + _paragraph("", notes)


def _paragraph(line: str, notes: list[str], looks: str = "") -> str:
    number, line = _list(line)
    inside = "".join(_piece(each, notes, looks) for each in pieces(line))
    end = inside or f'<w:r {_RUN}><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>'
    return (
        f'<w:p {_SESSION}><w:pPr><w:pageBreakBefore w:val="0"/>{number}<w:rPr>{looks}</w:rPr>'
        f"</w:pPr>{end}</w:p>"
    )


def _list(line: str) -> tuple[str, str]:
    for sign, number, level in (("• ", BULLETS, 0), ("## ", NUMBERS, 0), ("# ", NUMBERS, 1)):
        if line.startswith(sign) or line == sign.strip():
            item = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            return item, line[len(sign) :]
    return "", line


def _piece(piece: Piece, notes: list[str], looks: str) -> str:
    match piece.kind:
        case "footnote":
            notes.append(piece.text)
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            mark = f'<w:footnoteReference w:customMarkFollows="0" w:id="{len(notes)}"/>'
            return f"<w:r {_RUN}>{raised}{mark}</w:r>"
        case "struck":
            return _run(piece.text, f'{looks}<w:strike w:val="1"/>')
        case "inserted":
            return _controlled(f"<w:ins {_CHANGE}>{_run(piece.text, looks)}</w:ins>")
        case "deleted":
            text = f'<w:delText xml:space="preserve">{escape(piece.text)}</w:delText>'
            return _controlled(f"<w:del {_CHANGE}><w:r {_RUN}>{text}</w:r></w:del>")
    return _run(piece.text, looks)


def _controlled(inside: str) -> str:
    of = '<w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr>'
    return f"<w:sdt>{of}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _run(text: str, looks: str) -> str:
    shown = (
        f'<w:rPr>{looks}<w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t>'
    )
    return f"<w:r {_RUN}>{shown}</w:r>"


def _table(table: Table, notes: list[str]) -> str:
    shares = table.widths or (1,) * table.columns
    widths = [14000 * each // sum(shares) for each in shares]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = [as_cells(row, table.columns) for row in table.rows]
    written = "".join(
        _row(row, rows[at + 1 : at + 2], notes, is_head=at < table.heads)
        for at, row in enumerate(rows)
    )
    looks = '<w:tblStyle w:val="Table1"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{looks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def _row(row: Row, below: list[Row], notes: list[str], *, is_head: bool) -> str:
    cells, at = list[str](), 0
    bold = '<w:b w:val="1"/>' if is_head else ""
    while at < len(row):
        span = 1
        while at + span < len(row) and row[at + span] == LEFT:
            span += 1
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        is_above = bool(below) and below[0][at] == UP
        kind = "continue" if row[at] == UP else "restart" if is_above else ""
        merged = f'<w:vMerge w:val="{kind}"/>' if kind else ""
        text = "" if row[at] == UP else row[at]
        lines = "".join(_paragraph(line, notes, bold) for line in text.split("\n"))
        empty = _paragraph("", notes) if text and not is_head else ""
        cells.append(f"<w:tc><w:tcPr>{spanned}{merged}</w:tcPr>{lines}{empty}</w:tc>")
        at += span
    header = f'<w:trPr><w:cantSplit w:val="0"/><w:tblHeader w:val="{int(is_head)}"/></w:trPr>'
    return f"<w:tr>{header}{''.join(cells)}</w:tr>"

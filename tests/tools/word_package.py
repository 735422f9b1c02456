"""Makes Word documents out of plain parts, as Word writes them: tables, merged cells, footnotes."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "numbering", "footnotes", "endnotes")


@dataclass
class Cell:
    """A cell: its text in lines, or its paragraphs as XML; `{1}` is the mark of footnote 1."""

    text: str = ""
    columns: int = 1
    merged: str = ""
    is_bold: bool = False
    inner: str = ""


Row = Sequence[Cell | str]


@dataclass
class WordDocument:
    """A document that is put together from its top."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbering: str = ""

    def note(self, text: str) -> str:
        """A footnote; its mark."""
        self.notes.append(text)
        return f"{{{len(self.notes)}}}"

    def heading(self, text: str, level: int = 1) -> None:
        """A heading in the style of its level, 0 for the title."""
        self.body.append(paragraph(text, f"Heading{level}" if level else "Title"))

    def text(self, text: str) -> None:
        """A paragraph."""
        self.body.append(paragraph(text))

    def table(self, rows: Iterable[Row], heads: int = 1) -> None:
        """A table whose first rows are repeated on each page."""
        self.body.append(table(rows, heads))

    def bytes(self) -> bytes:
        """The file."""
        body = "".join(self.body)
        document = f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>"
        notes = "".join(
            f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>'
            for at, text in enumerate(self.notes, start=1)
        )
        parts = {
            "document": document,
            "styles": _STYLES,
            "numbering": f"<w:numbering {_W}>{self.numbering}</w:numbering>",
            "footnotes": f"<w:footnotes {_W}>{notes}</w:footnotes>",
        }
        return package(parts)


_STYLES = (
    f"<w:styles {_W}>"
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        "</w:style>"
        for level in range(1, 4)
    )
    + "</w:styles>"
)


def package(parts: dict[str, str]) -> bytes:
    """The package of these parts of a document, by their names."""
    buffer = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for name in parts
        if name in PARTS
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
        for name in parts
        if name != "document"
    )
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
            f"{overrides}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_P}"><Relationship Id="r1" Type="{_R}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_P}">{relations}</Relationships>',
        )
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>{part}')
    return buffer.getvalue()


def paragraph(text: str, style: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of text, in a style."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{runs(text, run)}</w:p>"


def runs(text: str, properties: str = "") -> str:
    """Text as runs, with a mark for each footnote that it names."""
    said = ""
    for at, piece in enumerate(text.replace("}", "{").split("{")):
        if at % 2:
            said += f'<w:r><w:footnoteReference w:id="{piece}"/></w:r>'
        elif piece:
            said += (
                f"<w:r><w:rPr>{properties}</w:rPr>"
                f'<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
            )
    return said


def table(rows: Iterable[Row], heads: int = 1) -> str:
    """A table as XML."""
    made = [[_cell(each) for each in row] for row in rows]
    width = max(sum(cell.columns for cell in row) for row in made)
    grid = '<w:gridCol w:w="1500"/>' * width
    said = "".join(_row(row, is_head=at < heads) for at, row in enumerate(made))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{said}</w:tbl>"


def _cell(cell: Cell | str) -> Cell:
    return Cell(cell) if isinstance(cell, str) else cell


def _row(row: Sequence[Cell], *, is_head: bool) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{head}{''.join(map(cell_xml, row))}</w:tr>"


def cell_xml(cell: Cell) -> str:
    """A cell as XML."""
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merged = f'<w:vMerge w:val="{cell.merged}"/>' if cell.merged else ""
    bold = "<w:b/>" if cell.is_bold else ""
    lines = "".join(paragraph(line, run=bold) for line in cell.text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{cell.inner or lines}</w:tc>"

"""What LibreOffice leaves out of a tagged PDF is put back.

The descriptions of pictures, the headings of rows, and properties that are the same each time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from cyps_reports.workbooks.packages import FIXED_TIME

UNREADABLE = (pikepdf.PdfError, pikepdf.ForeignObjectError, AttributeError, KeyError, TypeError)
"""What is raised over a PDF that is damaged, or is not made as it should be."""

_MADE_FROM = "/CypsReportsMadeFrom"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A PDF after that, and what was found in it: how many of each, and how many are as wanted.

    `described` are the pictures with a description, `headed` the tables whose rows and columns have
    headings. `is_named` where it says its language and its title.
    """

    content: bytes
    pages: int
    pictures: int
    described: int
    tables: int
    headed: int
    cells: int
    headings: int
    is_named: bool


def tagged(content: bytes, descriptions: Sequence[str], made_from: str) -> Tagged:
    """The PDF with the descriptions of its pictures, in their order.

    Where there are more or fewer pictures than descriptions, none is given to a picture: it could
    be that of another. `made_from` is the sum of the document it was made from.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        elements = tuple(_elements(pdf.Root.get("/StructTreeRoot")))
        cells = sum(1 for each in elements if _is(each, "TH", "TD"))
        _untable(elements)
        pictures = [each for each in elements if _is(each, "Figure")]
        if len(pictures) == len(descriptions):
            for picture, words in zip(pictures, descriptions, strict=True):
                picture.Alt = String(words)
        tables = [each for each in elements if _is(each, "Table")]
        for table in tables:
            _head_rows(table)
        _set_properties(pdf, made_from)
        buffer = io.BytesIO()
        pdf.save(
            buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return Tagged(
            content=buffer.getvalue(),
            pages=len(pdf.pages),
            pictures=len(pictures),
            described=sum(1 for each in pictures if str(each.get("/Alt", "")).strip()),
            tables=len(tables),
            headed=sum(1 for each in tables if _is_headed(each)),
            cells=cells,
            headings=sum(1 for each in elements if _is(each, *_HEADINGS)),
            is_named=_is_named(pdf),
        )


def made_from(content: bytes) -> str:
    """The sum of the document that a PDF was made from; "" where it does not say.

    Raises:
        pikepdf.PdfError: it is no PDF, or a damaged one.

    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        return str(pdf.docinfo.get(_MADE_FROM, ""))


_HEADINGS = ("H1", "H2", "H3")
"""The levels that the Word report has."""


def _elements(node: Object | None) -> Iterator[Object]:
    """The elements of the structure in the order of reading."""
    if isinstance(node, Array):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, Dictionary):
        if "/S" in node:
            yield node
        yield from _elements(node.get("/K"))


def _is(element: Object, *kinds: str) -> bool:
    """Whether an element is one of these, like `Table`."""
    return str(element.S).removeprefix("/") in kinds


def _untable(elements: Sequence[Object]) -> None:
    """What only looks like a table is none: a bar within a cell, and words beside their chart.

    The first is a picture, as its parts say nothing one by one. The second has no headings.
    """
    tables = [each for each in elements if _is(each, "Table")]
    for table in tables:
        for inner in _elements(table.get("/K")):
            if _is(inner, "Table"):
                _rename(inner, Name.Figure)
    for table in tables:
        has_headings = any(_is(each, "TH") for each in _elements(table.get("/K")))
        if _is(table, "Table") and not has_headings:
            _rename(table, Name.Div)


def _rename(table: Object, kind: Name) -> None:
    """Makes a table something else, and its rows and cells parts of that."""
    table.S = kind
    for part in _elements(table.get("/K")):
        if _is(part, "TR", "TH", "TD", "THead", "TBody"):
            part.S = Name.Div


def _rows(table: Object) -> Iterator[tuple[Object, ...]]:
    """The cells of each row."""
    for row in _elements(table.get("/K")):
        if _is(row, "TR"):
            kids = row.get("/K")
            yield tuple(each for each in _elements(kids) if _is(each, "TH", "TD"))


def _head_rows(table: Object) -> None:
    """Makes the first cell of each row its heading."""
    for cells in _rows(table):
        if cells and _is(cells[0], "TD"):
            cells[0].S = Name.TH
            scope = Dictionary(O=Name.Table, Scope=Name.Row)
            given = cells[0].get("/A")
            others = list(given) if isinstance(given, Array) else [given] if given else []
            cells[0].A = Array([*others, scope])


def _is_headed(table: Object) -> bool:
    """Whether each row has a heading, and the first row nothing else."""
    rows = tuple(_rows(table))
    return bool(rows) and all(
        cells and _is(cells[0], "TH") and (place or all(_is(each, "TH") for each in cells))
        for place, cells in enumerate(rows)
    )


def _set_properties(pdf: Pdf, sum_of_document: str) -> None:
    """The same inputs give the same properties, whatever the clock says."""
    author = str(pdf.docinfo.get("/Author", ""))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["xmp:CreateDate"] = FIXED_TIME.isoformat()
        if author:
            # The program writes what is a sign of XML twice as such.
            metadata["dc:creator"] = [author]
    pdf.docinfo["/CreationDate"] = String(_in_pdf(FIXED_TIME))
    pdf.docinfo[_MADE_FROM] = String(sum_of_document)
    for told_by_the_clock in ("/DocChecksum", "/ID"):
        if told_by_the_clock in pdf.trailer:
            del pdf.trailer[told_by_the_clock]


def _in_pdf(moment: datetime) -> str:
    return f"D:{moment:%Y%m%d%H%M%S}Z"


def _is_named(pdf: Pdf) -> bool:
    return bool(str(pdf.Root.get("/Lang", ""))) and bool(str(pdf.docinfo.get("/Title", "")))

"""Where two documents of the same name first differ, in plain words.

One as it lies there, one made again.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from cyps_reports.findings import Finding, shortened
from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.grid import Book, column_letters
from cyps_reports.workbooks.limits import MAX_UNPACKED_BYTES
from cyps_reports.workbooks.opening import open_book
from cyps_reports.writers.pdf.report import sum_of

_UNREADABLE = "cannot be read any more"
_SAME_WORDS = "says the same, but looks otherwise or holds other parts"


def document_difference(name: str, kept: bytes, made: bytes) -> str:
    """What about a document is not what would be made now, as the end of a sentence.

    "" where nothing is. For a PDF, `made` is the Word report that it is of.
    """
    if name.endswith(".pdf"):
        return _of_pdf(kept, made)
    if kept == made:
        return ""
    parts = _parts(made)
    if parts is not None and parts == _parts(kept):
        return ""
    if name.endswith(".xlsx"):
        return _of_workbooks(kept, made)
    return _first_different(_texts(kept, name), _texts(made, name))


def _parts(content: bytes) -> dict[str, bytes] | None:
    """What is packed in a document; None where it is none.

    Another version of a library may pack the same otherwise.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > MAX_UNPACKED_BYTES:
                return None
            return {name: package.read(name) for name in package.namelist()}
    except Exception as problem:  # zipfile raises nearly anything on a damaged file
        raise_if_of_memory(problem)
        return None


_TAG = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
_PARAGRAPH, _TEXT = re.compile(rb"</w:p>"), re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def _texts(content: bytes, name: str) -> list[str] | None:
    """The paragraphs of a Word document, or the lines of a file of text.

    None where it cannot be read.
    """
    if name.endswith(".html"):
        texts_of_page = _TAG.split(content.decode("utf-8", "replace"))
        return [html.unescape(text) for text in texts_of_page if text.strip()]
    if not name.endswith(".docx"):
        return content.decode("utf-8-sig", "replace").splitlines()
    body = (_parts(content) or {}).get("word/document.xml")
    if body is None:
        return None
    texts = (b"".join(_TEXT.findall(paragraph)) for paragraph in _PARAGRAPH.split(body))
    return [html.unescape(text.decode("utf-8", "replace")) for text in texts if text]


def _first_different(kept: Sequence[str] | None, made: Sequence[str] | None) -> str:
    if kept is None:
        return _UNREADABLE
    pairs = zip_longest(kept, made or (), fillvalue="")
    different = ((one, other) for one, other in pairs if one != other)
    return next((_says(one, other) for one, other in different), _SAME_WORDS)


def _says(one: str, other: str, where: str = "") -> str:
    return f"says {_quoted(one)}{where} where they give {_quoted(other)}"


def _quoted(text: str) -> str:
    return f"“{shortened(text)}”" if text else "nothing"


def _of_pdf(kept: bytes, document: bytes) -> str:
    # Loaded only where there is a PDF.
    from cyps_reports.writers.pdf.tags import UNREADABLE, made_from

    try:
        is_of_this = made_from(kept) == sum_of(document)
    except UNREADABLE:
        return _UNREADABLE
    return "" if is_of_this else "was made from another Word report"


def _of_workbooks(kept: bytes, made: bytes) -> str:
    with TemporaryDirectory() as folder:
        one, other = (
            _book(Path(folder) / f"{place}.xlsx", each)
            for place, each in (("kept", kept), ("made", made))
        )
    if one is None or other is None:
        return _UNREADABLE
    told, given = _cells(one), _cells(other)
    for place in {**given, **told}:
        if told.get(place) != given.get(place):
            return _says(told.get(place, ""), given.get(place, ""), f" in {place}")
    return _SAME_WORDS


def _book(path: Path, content: bytes) -> Book | None:
    path.write_bytes(content)
    book = open_book(path)
    return None if isinstance(book, Finding) else book


def _cells(book: Book) -> dict[str, str]:
    """What each cell shows, by its place: `cell I5 of the sheet “Targets”`."""
    return {
        f"cell {column_letters(column)}{row} of the sheet “{sheet.name}”": cell.text
        for sheet in book.sheets
        for (row, column), cell in sheet.cells.items()
    }

"""Mends a damaged workbook: one cell that no library understands must not cost all the others.

What a cell should be is told by its type and style; where these do not fit what is in it, it is taken as text, so that
whoever reads it can say which cell it is. Nothing is written back to the file.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from cyps_reports.workbooks.packages import rewritten
from cyps_reports.workbooks.places import area_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KEPT = (f"{_MAIN}sheetData", f"{_MAIN}mergeCells", f"{_MAIN}hyperlinks")
_PLACE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
# The forms that openpyxl knows.
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z?)?", re.ASCII)
_TEXTS = ("str", "inlineStr", "e")
_LARGEST = 1e300
LARGEST_MERGED = 10_000
"""Cells merged over more than this hold nothing together that a return has; they are read as if they were not."""


@dataclass(frozen=True, slots=True)
class _Known:
    """How many shared texts and styles the workbook has."""

    texts: int
    styles: int


def mended(content: bytes) -> bytes:
    """The workbook with every cell of its sheets as something that can be read, and without what is never read.

    Raises:
        Exception: nearly any, where the package is not whole.

    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        known = _Known(_number_of(archive, "xl/sharedStrings.xml", "si"), _styles(archive))
    return rewritten(
        content, lambda name, part: _sheet(part, known) if name.startswith("xl/worksheets/sheet") else part
    )


def _parsed(part: bytes) -> etree._Element | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    return etree.fromstring(part, parser)


def _number_of(archive: zipfile.ZipFile, name: str, tag: str) -> int:
    root = _parsed(archive.read(name)) if name in archive.namelist() else None
    return 0 if root is None else sum(1 for _ in root.iterchildren(f"{_MAIN}{tag}"))


def _styles(archive: zipfile.ZipFile) -> int:
    root = _parsed(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else None
    formats = None if root is None else root.find(f"{_MAIN}cellXfs")
    return 0 if formats is None else len(formats)


def _sheet(part: bytes, known: _Known) -> bytes:
    root = _parsed(part)
    if root is None:
        return part
    for child in list(root):
        if child.tag not in _KEPT:
            root.remove(child)
    for row in root.iter(f"{_MAIN}row"):
        _keep(row, "r", is_good=_is_whole(row.get("r"), 10_000_000))
        _drop_others(row, ("r",))
    for cell in root.iter(f"{_MAIN}c"):
        _mend_cell(cell, known)
    for merged in list(root.iter(f"{_MAIN}mergeCell")):
        parent = merged.getparent()
        if parent is not None and area_of(merged.get("ref", "")) > LARGEST_MERGED:
            parent.remove(merged)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _mend_cell(cell: etree._Element, known: _Known) -> None:
    _keep(cell, "r", is_good=_PLACE.fullmatch(cell.get("r", "")) is not None)
    _keep(cell, "s", is_good=_is_whole(cell.get("s"), known.styles))
    _drop_others(cell, ("r", "s", "t"))
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "").strip() if value is not None else ""
    kind = cell.get("t", "n")
    if (text and not _fits(kind, text, known)) or kind not in (*_TEXTS, "n", "s", "b", "d"):
        cell.set("t", "str")


def _fits(kind: str, text: str, known: _Known) -> bool:
    match kind:
        case "n":
            return _is_number(text)
        case "s":
            return _is_whole(text, known.texts)
        case "b":
            return text in ("0", "1")
        case "d":
            return _is_date(text)
        case _:
            return kind in _TEXTS


def _is_number(text: str) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    return math.isfinite(number) and abs(number) < _LARGEST


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_whole(text: str | None, below: int) -> bool:
    return bool(text) and re.fullmatch(r"\d{1,9}", text or "", re.ASCII) is not None and int(text or 0) < below


def _keep(element: etree._Element, name: str, *, is_good: bool) -> None:
    if not is_good and name in element.attrib:
        del element.attrib[name]


def _drop_others(element: etree._Element, names: tuple[str, ...]) -> None:
    for name in [each for each in element.attrib if each not in names]:
        del element.attrib[name]

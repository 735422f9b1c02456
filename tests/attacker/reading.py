"""Reads everything in published files that says anything, seen or unseen, piece by piece."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile, is_zipfile

from tests.attacker.pdf import said_in

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Piece:
    """What stands together in a file: a paragraph, a row, a chart, a description, a property.

    `cells` are a row's, by heading where it has one.
    """

    place: str
    text: str
    cells: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=200)
def pieces_in(name: str, content: bytes) -> tuple[Piece, ...]:
    """All that a published file says."""
    return tuple(_pieces(name, content))


def _pieces(name: str, content: bytes) -> Iterator[Piece]:
    ending = PurePosixPath(name).suffix
    if is_zipfile(io.BytesIO(content)):
        yield from _package(name, content)
    elif ending == ".csv":
        yield from _rows(name, list(csv.reader(io.StringIO(content.decode("utf-8-sig")))))
    elif ending == ".json":
        yield from _json(name, json.loads(content))
    elif ending in (".html", ".htm"):
        yield from _html(name, content.decode())
    elif ending == ".pdf":
        yield from _pdf(name, content)
    else:
        yield Piece(name, content.decode("utf-8", "replace"))


def _pdf(place: str, content: bytes) -> Iterator[Piece]:
    """The parts of a PDF, rows with what stands over their cells."""
    heads: tuple[str, ...] = ()
    for kind, texts in said_in(content):
        cells = tuple(" ".join(each.split()) for each in texts)
        if "Ref" in cells:
            heads = cells
        told = tuple(zip(heads, cells, strict=False)) if kind == "/TR" else ()
        yield Piece(f"{place} {kind}", " | ".join(cells), told)


def _rows(place: str, rows: list[list[str]]) -> Iterator[Piece]:
    heads = rows[0] if rows else []
    for row in rows[1:]:
        cells = tuple(zip(heads, row, strict=False))
        yield Piece(place, " | ".join(row), cells)


def _json(place: str, value: Any) -> Iterator[Piece]:
    for key, each in value.items():
        if isinstance(each, list):
            for row in each:
                said = row if isinstance(row, dict) else {"": row}
                cells = tuple(
                    (head, "" if cell is None else str(cell)) for head, cell in said.items()
                )
                yield Piece(f"{place} {key}", " | ".join(cell for _, cell in cells), cells)
        elif isinstance(each, dict):
            for head, cell in each.items():
                inside = tuple(cell.items()) if isinstance(cell, dict) else (("", str(cell)),)
                told = (("ref", head), *inside)
                yield Piece(f"{place} {key}", " | ".join(text for _, text in told), told)
        else:
            yield Piece(f"{place} {key}", str(each))


class _Html(HTMLParser):
    """Rows of tables and other blocks, with what attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("tr", "p", "li", "h1", "h2", "h3", "h4", "svg", "figure", "caption", "title"):
            self.blocks.append([])
        self.blocks[-1] += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.blocks[-1].append(data)

    def handle_comment(self, data: str) -> None:
        self.blocks[-1].append(data)


def _html(place: str, content: str) -> Iterator[Piece]:
    parser = _Html()
    parser.feed(content)
    for block in parser.blocks:
        yield Piece(place, " | ".join(text.strip() for text in block if text.strip()))


def _package(name: str, content: bytes) -> Iterator[Piece]:
    with ZipFile(io.BytesIO(content)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    if package.comment:
        yield Piece(f"{name} comment", package.comment.decode("utf-8", "replace"))
    if any(each.startswith("xl/") for each in parts):
        yield from _workbook(name, parts)
    for part, inside in parts.items():
        place = f"{name} {part}"
        if is_zipfile(io.BytesIO(inside)):
            continue
        if re.search(r"charts/chart[^/]*\.xml$", part):
            yield Piece(place, " | ".join((_all_said(inside), *_beside(part, parts))))
        elif part.endswith((".xml", ".rels", ".vml")) and not part.startswith("xl/worksheets"):
            yield from _xml(place, inside)
        elif not part.startswith("xl/worksheets"):
            yield Piece(place, inside.decode("utf-8", "replace"))


def _beside(part: str, parts: dict[str, bytes]) -> Iterator[str]:
    """What stands in the workbooks that are embedded with a chart."""
    path = PurePosixPath(part)
    rels = parts.get(f"{path.parent}/_rels/{path.name}.rels", b"")
    for target in re.findall(rb'Target="([^"]*\.xlsx)"', rels):
        embedded = next(
            (each for each in parts if each.endswith(target.decode().split("/")[-1])), ""
        )
        if embedded:
            yield from (piece.text for piece in _package(embedded, parts[embedded]))


def _all_said(content: bytes) -> str:
    """All texts and descriptions of an XML part."""
    said = []
    for each in ET.fromstring(content).iter():
        said += [each.text or "", each.tail or "", *each.attrib.values()]
    return " | ".join(text.strip() for text in said if text.strip())


_SAYS = ("descr", "title", "name", "val", "alias", "tag", "tooltip")


def _xml(place: str, content: bytes) -> Iterator[Piece]:
    """Rows, paragraphs and descriptions; of other parts each text by itself."""
    root = ET.fromstring(content)
    inside_rows = {id(each) for row in root.iter(f"{WORD}tr") for each in row.iter(f"{WORD}p")}
    heads: list[str] = []
    for table in root.iter(f"{WORD}tbl"):
        for row in table.iter(f"{WORD}tr"):
            cells = [" ".join(cell.itertext()).strip() for cell in row.iter(f"{WORD}tc")]
            is_head = row.find(f"{WORD}trPr/{WORD}tblHeader") is not None
            heads = cells if is_head else heads
            if not is_head:
                yield Piece(place, " | ".join(cells), tuple(zip(heads, cells, strict=False)))
    for paragraph in root.iter(f"{WORD}p"):
        if id(paragraph) not in inside_rows and (text := "".join(paragraph.itertext())):
            yield Piece(place, text)
    for each in root.iter():
        for key, value in each.attrib.items():
            if key.split("}")[-1] in _SAYS and len(value) > 3:
                yield Piece(f"{place} {key}", value)
        if not each.tag.startswith(WORD) and each.text and each.text.strip():
            yield Piece(place, each.text.strip())


def _workbook(name: str, parts: dict[str, bytes]) -> Iterator[Piece]:
    """The rows of every sheet, hidden or not: values as they are cached, and formulas."""
    strings = []
    if "xl/sharedStrings.xml" in parts:
        root = ET.fromstring(parts["xl/sharedStrings.xml"])
        strings = ["".join(each.itertext()) for each in root.iter(f"{MAIN}si")]
    for part in sorted(parts):
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
            yield from _sheet(f"{name} {part}", ET.fromstring(parts[part]), strings)


def _sheet(place: str, root: ET.Element, strings: list[str]) -> Iterator[Piece]:
    heads: dict[str, str] = {}
    for row in root.iter(f"{MAIN}row"):
        cells: dict[str, str] = {}
        for cell in row.iter(f"{MAIN}c"):
            column = re.sub(r"\d", "", cell.get("r", ""))
            value = "".join(each.text or "" for each in cell.iter(f"{MAIN}v"))
            if cell.get("t") == "s" and value:
                value = strings[int(value)]
            inline = "".join("".join(each.itertext()) for each in cell.iter(f"{MAIN}is"))
            formula = "".join(each.text or "" for each in cell.iter(f"{MAIN}f"))
            cells[column] = " ".join(filter(None, (value, inline, formula)))
        if "Ref" in cells.values():
            heads = cells
        elif any(cells.values()):
            told = tuple((heads.get(column, ""), cell) for column, cell in cells.items())
            yield Piece(place, " | ".join(cells.values()), told)
    for each in root.iter():
        if not each.tag.startswith(MAIN) and each.text and each.text.strip():
            yield Piece(place, each.text.strip())
    for edge in ("oddHeader", "oddFooter"):
        for found in root.iter(f"{MAIN}{edge}"):
            yield Piece(place, found.text or "")

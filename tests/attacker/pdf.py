"""Reads what a tagged PDF says: its elements one by one, descriptions, properties, bookmarks."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

Text = dict[tuple[int, int], str]
"""What is written, by page and by the number of what is marked on it."""

_AROUND = ("", "/Document", "/Part", "/Sect", "/Div", "/Art", "/NonStruct", "/L", "/TOC")
_AROUND_ROWS = ("/Table", "/THead", "/TBody", "/TFoot")
"""What other elements stand in."""


def said_in(content: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part of a PDF: what it is, and its texts, those of a row cell by cell."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts: Text = {}
        for at, page in enumerate(pdf.pages):
            reader = _Page()
            reader.read(page)
            texts |= {(at, mark): text for mark, text in reader.marked.items()}
            yield f"page {at + 1}", (reader.unmarked,)
        places = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        tree = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        yield from _elements(tree, texts, places)
        for key, value in pdf.docinfo.items():
            yield f"property {key}", (str(value),)
        if "/Metadata" in pdf.Root:
            metadata = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
            yield "metadata", (re.sub(r"<[^>]*>", " ", metadata),)
        with pdf.open_outline() as outline:
            yield from (("bookmark", (str(each.title),)) for each in outline.root)
        for name in pdf.attachments:
            content = pdf.attachments[name].get_file().read_bytes()
            yield "attachment", (name, content.decode("utf-8", "replace"))
        for page in pdf.pages:
            for note in page.get("/Annots", ()):
                yield "annotation", tuple(str(note.get(key, "")) for key in ("/Contents", "/T"))


def _elements(
    node: Any, texts: Text, places: Mapping[Any, int]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows, paragraphs and pictures of the structure."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _elements(each, texts, places)
    elif isinstance(node, pikepdf.Dictionary):
        kind = str(node.get("/S", ""))
        if kind == "/TR":
            yield kind, tuple(_inside(cell, texts, places) for cell in _kids(node))
        elif kind in (*_AROUND, *_AROUND_ROWS):
            yield from _elements(node.get("/K"), texts, places)
        else:
            yield kind, (_inside(node, texts, places),)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _inside(node: Any, texts: Text, places: Mapping[Any, int], page: int = -1) -> str:
    """All that is written and described in an element."""
    if isinstance(node, int):
        return texts.get((page, node), "")
    if not isinstance(node, pikepdf.Dictionary):
        return ""
    if "/Pg" in node:
        page = places.get(node.Pg.objgen, page)
    if "/MCID" in node:
        return texts.get((page, int(node.MCID)), "")
    told = [str(node[key]) for key in ("/Alt", "/ActualText", "/E") if key in node]
    told += [_inside(kid, texts, places, page) for kid in _kids(node) if kid is not None]
    return " ".join(each for each in told if each)


@dataclass
class _Page:
    """What is written on a page, by the numbers of what is marked; the rest is running lines."""

    marked: dict[int, str] = field(default_factory=dict)
    unmarked: str = ""

    def read(self, page: pikepdf.Page) -> None:
        """Goes through the page's instructions."""
        resources = page.get("/Resources", pikepdf.Dictionary())
        fonts = {name: _codes(font) for name, font in resources.get("/Font", {}).items()}
        codes: Mapping[bytes, str] = _PLAIN
        marks: list[int | None] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands: list[Any] = list(instruction.operands)
            match str(instruction.operator):
                case "BDC" | "BMC":
                    of_mark: Any = operands[1] if len(operands) > 1 else None
                    has_number = isinstance(of_mark, pikepdf.Dictionary) and "/MCID" in of_mark
                    marks.append(int(of_mark["/MCID"]) if has_number else None)
                case "EMC":
                    marks.pop()
                case "Tf":
                    codes = fonts.get(str(operands[0]), _PLAIN)
                case "Tj" | "'" | '"':
                    self._write(_read(bytes(operands[-1]), codes), marks)
                case "TJ":
                    pieces = (bytes(e) for e in operands[0] if isinstance(e, pikepdf.String))
                    self._write("".join(_read(each, codes) for each in pieces), marks)
                case "Td" | "TD" | "T*" | "Tm" | "BT":
                    self._write(" ", marks)

    def _write(self, text: str, marks: list[int | None]) -> None:
        number = next((each for each in reversed(marks) if each is not None), None)
        if number is None:
            self.unmarked += text
        else:
            self.marked[number] = self.marked.get(number, "") + text


def _read(raw: bytes, codes: Mapping[bytes, str]) -> str:
    width = max(map(len, codes), default=1)
    return "".join(codes.get(raw[at : at + width], "") for at in range(0, len(raw), width))


_PLAIN = {bytes([code]): chr(code) for code in range(256)}
_BLOCK = re.compile(r"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f]+)>")


def _codes(font: Any) -> dict[bytes, str]:
    """What letters the codes of a font are."""
    if "/ToUnicode" not in font:
        return _PLAIN
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for kind, block in _BLOCK.findall(table):
        for line in block.splitlines():
            codes = [bytes.fromhex(each) for each in _HEX.findall(line)]
            if kind == "bfchar":
                found |= {one: _letters(other) for one, other in pairwise(codes[:2])}
            elif len(codes) > 2:
                found |= _range(codes[0], codes[1], codes[2:])
    return found


def _range(first: bytes, last: bytes, letters: list[bytes]) -> dict[bytes, str]:
    codes = range(int.from_bytes(first, "big"), int.from_bytes(last, "big") + 1)
    start = int.from_bytes(letters[0], "big")
    return {
        code.to_bytes(len(first), "big"): _letters(letters[at])
        if len(letters) > 1
        else chr(start + at)
        for at, code in enumerate(codes)
    }


def _letters(code: bytes) -> str:
    return code.decode("utf-16-be", "replace")

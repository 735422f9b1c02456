"""What stands in a Word document, block by block, whatever program saved it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from xml.etree.ElementTree import Element

from cyps_reports.groups import grouped
from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.budget import TooMuchError, weigh
from cyps_reports.workbooks.excel_parts import Package, local, name_of
from cyps_reports.workbooks.limits import MAX_FILE_BYTES, MAX_TAGS
from cyps_reports.workbooks.packages import FIXED_TIME
from cyps_reports.workbooks.plain_text import as_typed

_MOST_TAGS, _MOST_BLOCKS = 1_000_000, 200_000
"""Of one block, which is held whole, the tags; and how many blocks there may be.

A report of 12,500 rows has 2 million tags, in 21,000 blocks.
"""

_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "sdtPr", "pPr", "rPr"}
"""What is no text any more, stands for other text, or says how text looks."""
_AROUND = ("ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice", "sdtContent")
"""What stands around blocks and says something of them."""
_MORE = ("drawing", "pict", "object", "oMath")
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}
_STRIKES, _OFF = ("strike", "dstrike"), ("0", "false", "off")
_HEADINGS = re.compile(r"(heading|title|subtitle|toc)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table as the texts of its paragraphs.

    A large table is several. `place` is the tag, else the title, of the control it stands in, ""
    outside of any. `is_heading` also of lines of contents; `ends_section` where a section of pages
    ends with it; `holds_more` where it has a picture or the like, which is no text.
    """

    text: str = ""
    cells: tuple[str, ...] | None = None
    place: str = ""
    is_heading: bool = False
    is_listed: bool = False
    ends_section: bool = False
    holds_more: bool = False


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The blocks of a document in their order, and the day it was saved.

    None where it does not say.
    """

    blocks: tuple[Block, ...]
    saved: date | None


def is_within_limits(content: bytes, most_tags: int = MAX_TAGS) -> bool:
    """Whether a file holds no more than a report can, and no more tags than that.

    Raises:
        Exception: nearly any, where it is no package, or its XML declares something.

    """
    if len(content) > MAX_FILE_BYTES:
        return False
    try:
        weigh(content, most_tags=most_tags)
    except TooMuchError:
        return False
    return True


def main_part(content: bytes) -> str:
    """The name of the part of a package that is the document.

    Raises:
        Exception: nearly any, where there is none.

    """
    return _main_part(Package(content))


def read_document(content: bytes) -> WordDocument | None:
    """What stands in a Word document; None where it cannot be read, or holds too much."""
    try:
        if not is_within_limits(content):
            return None
        package = Package(content)
        return WordDocument(tuple(_standing_in(package)), _saved(package))
    except Exception as problem:  # a damaged package raises nearly anything
        raise_if_of_memory(problem)
        return None


def written_blocks(content: bytes) -> Iterator[Block]:
    """What stands in a Word document that the program has just written.

    Raises:
        TooMuchError: it holds more than is read back.

    """
    return _standing_in(Package(content))


def _standing_in(package: Package) -> Iterator[Block]:
    """All blocks, read bit by bit: the elements of a large report would take much memory."""
    children = package.children(_main_part(package), "body", ("tbl",), _MOST_TAGS)
    blocks = (block for child in children for block in _blocks((child,), ""))
    yield from islice(blocks, _MOST_BLOCKS)
    if next(blocks, None):
        raise TooMuchError


def _main_part(package: Package) -> str:
    (main,) = (
        each.target
        for each in package.relations("")
        if each.kind.endswith("/officeDocument") and not each.is_external
    )
    return main


def _saved(package: Package) -> date | None:
    """The day the document was saved, unless it is the one that the program writes."""
    cores = (each.target for each in package.relations("") if each.kind.endswith("core-properties"))
    for core in cores:
        for modified in package.elements(core, "modified"):
            return _day(modified.text or "")
    return None


def _day(told: str) -> date | None:
    try:
        day = date.fromisoformat(told.strip()[:10])
    except ValueError:
        return None  # as another program may say it
    return None if day == FIXED_TIME.date() else day


def _blocks(container: Iterable[Element], place: str) -> Iterator[Block]:
    for element in container:
        name = name_of(element)
        if name == "p":
            yield from _paragraphs(element, place)
        elif name == "tbl":
            yield _table(element, place)
        elif name == "sdt":
            yield from _blocks(element, place or _control(element))
        elif name in _AROUND:
            yield from _blocks(element, place)


def _paragraphs(paragraph: Element, place: str) -> Iterator[Block]:
    """A paragraph, as one block for each line of it that was broken by hand."""
    style, is_listed, ends_section = _looks(paragraph)
    inside = grouped(paragraph.iter(), name_of)
    controls = map(_control, inside.get("sdt", ()))
    block = partial(
        Block,
        place=place or next(filter(None, controls), ""),
        is_heading=bool(_HEADINGS.match(style)),
        is_listed=is_listed,
        ends_section=ends_section,
        holds_more=not inside.keys().isdisjoint(_MORE),
    )
    # What stands in a text box is a paragraph within the one that holds the box.
    for each in inside["p"]:
        for line in _text(each).split("\n"):
            yield block(" ".join(as_typed(line).split()))


def _looks(paragraph: Element) -> tuple[str, bool, bool]:
    """The style of a paragraph, whether it is of a list, whether it ends a section."""
    style, is_listed, ends_section = "", False, False
    for properties in paragraph:
        if name_of(properties) != "pPr":
            continue
        for each in properties:
            if name_of(each) == "pStyle":
                style = _value(each)
            is_listed |= name_of(each) == "numPr"
            ends_section |= name_of(each) == "sectPr"
    return style, is_listed or style.casefold().startswith("list"), ends_section


def _table(table: Element, place: str) -> Block:
    paragraphs = (each for each in table.iter() if local(each.tag) == "p")
    texts = (" ".join(as_typed(_text(each)).split()) for each in paragraphs)
    return Block(cells=tuple(text for text in texts if text), place=place, holds_more=True)


def _text(paragraph: Element) -> str:
    """The text of a paragraph as it reads once all changes are accepted.

    Without what is struck through in place of being deleted.
    """
    texts: list[str] = []
    _add_text(paragraph, texts)
    return "".join(texts)


def _add_text(element: Element, texts: list[str]) -> None:
    """Adds what stands in an element. It is called for every run of a report, so it is plain."""
    for child in element:
        name = local(child.tag)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            if not _is_struck(child):
                _add_text(child, texts)
        elif name in _BREAKS:
            is_of_page = any(key.endswith("}type") for key, _ in child.items())
            texts.append(" " if is_of_page else _BREAKS[name])
        elif name not in _GONE and name != "p":
            _add_text(child, texts)


def _is_struck(run: Element) -> bool:
    for properties in run:
        if local(properties.tag) == "rPr":
            for each in properties:
                if local(each.tag) in _STRIKES and _value(each) not in _OFF:
                    return True
    return False


def _control(control: Element) -> str:
    """The tag of a content control; its title where a program has dropped the tag."""
    said = {
        name_of(each): _value(each)
        for properties in control
        if name_of(properties) == "sdtPr"
        for each in properties
    }
    return said.get("tag") or said.get("alias") or ""


def _value(element: Element) -> str:
    return next((value for key, value in element.items() if key.endswith("}val")), "")


@lru_cache(maxsize=1024)
def fingerprint(text: str) -> str:
    """What a text is known by, however its spaces were saved: eight characters."""
    same = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()[:8]


def texts_of(block: Block) -> tuple[str, ...]:
    """The texts of its paragraphs."""
    if block.cells is not None:
        return block.cells
    return (block.text,) if block.text else ()

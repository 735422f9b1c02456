"""The parts of an Excel package.

The elements of their XML, what they refer to, which of them the sheets are.

Elements go by their names alone: the strict form of the standard calls its vocabularies otherwise.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import IO, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.budget import Scales, chunks_of, is_read, opened


class Relation(NamedTuple):
    """What a part refers to: the key it is known by, its kind, and the other part.

    Or what lies outside.
    """

    key: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a package by name, whatever the case of its letters.

    `is_damaged` where the XML of one broke off.
    """

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._members = {
            _plain(each.filename): each
            for each in self._archive.infolist()
            if is_read(each.filename)
        }
        self.is_damaged = False

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    def elements(self, part: str, *wanted: str, is_mended: bool = False) -> Iterator[Element]:
        """Each element of these names, whole, in their order.

        Of the rest of the part nothing is kept.

        Where a part is mended, what stands behind a mistake in its XML is read as far as it can be.

        Raises:
            Exception: nearly any, where there is no such part, or a mistake in it.

        """
        told = 0
        try:
            for element in _elements(self._chunks(part), wanted):
                told += 1
                yield element
        except ElementTree.ParseError as problem:
            raise_if_of_memory(problem)
            if not is_mended:
                raise
            self.is_damaged = True
            with opened(self._archive, self._members[_plain(part)]) as stream:
                yield from islice(_mended(stream, wanted), told, None)

    def children(
        self, part: str, name: str, in_pieces: tuple[str, ...], most_tags: int
    ) -> Iterator[Element]:
        """What stands directly within the first element of that name.

        Each is forgotten a little after the next is asked for. A large one of the names `in_pieces`
        is told as several, each with some of what stands in it. `most_tags` are of what is held at
        once.

        Raises:
            TooMuchError: one has more tags.
            Exception: nearly any, where there is no such part, or a mistake in it.

        """
        scales, parent = Scales(most_tags=most_tags), None
        for top, has_ended in _grown(_weighed(self._chunks(part), scales, part)):
            if parent is None:
                parent = next(_those(top, (name,)), None) if has_ended else _growing(top, name)
            if parent is not None and (told := _taken(parent, in_pieces, has_ended=has_ended)):
                yield from told
                scales.empty()

    def _chunks(self, part: str) -> Iterator[bytes]:
        return chunks_of(self._archive, self._members[_plain(part)])

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part refers to."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self:
            return ()
        return tuple(_relation(element, folder) for element in self.elements(path, "Relationship"))


def name_of(element: Element) -> str:
    """The name of an element, without its vocabulary's."""
    return local(element.tag)


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """The name in a tag that has its vocabulary before it."""
    return tag.rpartition("}")[2]


def relation_of(element: Element) -> str:
    """The key of the relation of its part that an element names; "" where it names none."""
    return next(
        (value for name, value in element.items() if name.endswith("/relationships}id")), ""
    )


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _relation(element: Element, folder: str) -> Relation:
    target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", ""), target, is_external)


def _weighed(chunks: Iterable[bytes], scales: Scales, part: str) -> Iterator[bytes]:
    for chunk in chunks:
        scales.take(chunk, part)
        yield chunk


def _elements(chunks: Iterable[bytes], wanted: tuple[str, ...]) -> Iterator[Element]:
    """The elements of a part as it is parsed bit by bit; those that are told are forgotten."""
    for top, has_ended in _grown(chunks):
        yield from _those(top, wanted) if has_ended else _ended(top, wanted)


def _grown(chunks: Iterable[bytes]) -> Iterator[tuple[Element, bool]]:
    """What there is of a part after each bit of it, and whether it has ended.

    Nothing is called for each element: the parser builds them faster than anything here can look.
    """
    builder = ElementTree.TreeBuilder()
    top = builder.start("", {})
    parser = ElementTree.XMLParser(target=builder)
    for chunk in chunks:
        try:
            parser.feed(chunk)
        except ElementTree.ParseError:
            yield top, False
            raise
        yield top, False
    parser.close()
    yield top, True


_LEVELS = 20


def _ended(element: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """The wanted ones among the elements that have ended, which is all but the last of each level.

    They are taken out. What lies deeper than in any sound part is told when all has ended.
    """
    for _ in range(_LEVELS):
        if not len(element) or local(element.tag) in wanted:
            return
        for each in element[:-1]:
            yield from _those(each, wanted)
        del element[:-1]
        element = element[0]


def _taken(parent: Element, in_pieces: tuple[str, ...], *, has_ended: bool) -> list[Element]:
    """What has ended within an element, taken out of it."""
    if has_ended or not len(parent):
        return parent[:]
    *ended, growing = parent
    del parent[:-1]
    if local(growing.tag) in in_pieces and len(growing) > 1:
        piece = Element(growing.tag)
        piece[:] = growing[:-1]
        del growing[:-1]
        ended.append(piece)
    return ended


def _growing(element: Element, name: str) -> Element | None:
    """The element of that name that has not ended: it is the last of those it stands among."""
    for _ in range(_LEVELS):
        if local(element.tag) == name:
            return element
        if not len(element):
            return None
        element = element[-1]
    return None


def _those(element: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    return (each for each in element.iter() if local(each.tag) in wanted)


def _mended(stream: IO[bytes], wanted: tuple[str, ...]) -> Iterator[Element]:
    """The same of a part with mistakes, by which elements may lie within others."""
    above: list[Element] = []
    inside = 0
    for event, element in _tolerant(stream):
        is_wanted = local(element.tag) in wanted
        if event == "start":
            above.append(element)
            inside += is_wanted
            continue
        above.pop()
        inside -= is_wanted
        if is_wanted:
            yield element
        if inside:
            continue
        element.clear()
        # The parser may still put the text after it to the last one.
        while above and len(above[-1]) and above[-1][0] is not element:
            del above[-1][0]


def _tolerant(stream: IO[bytes]) -> Iterable[tuple[str, Element]]:
    from lxml import etree  # only for what is damaged

    settings = {
        "resolve_entities": False,
        "no_network": True,
        "remove_comments": True,
        "remove_pis": True,
    }
    events: Iterable[tuple[str, Element]] = etree.iterparse(
        stream, ("start", "end"), recover=True, **settings
    )
    return events

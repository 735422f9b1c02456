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
from cyps_reports.workbooks.budget import is_read, opened


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
            with opened(self._archive, self._members[_plain(part)]) as stream:
                for element in _elements(
                    ElementTree.iterparse(stream, ("start", "end")), wanted, is_mended
                ):
                    told += 1
                    yield element
        except ElementTree.ParseError as problem:
            raise_if_of_memory(problem)
            if not is_mended:
                raise
            self.is_damaged = True
            with opened(self._archive, self._members[_plain(part)]) as stream:
                yield from islice(_elements(_tolerant(stream), wanted, is_mended), told, None)

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


def _elements(
    events: Iterable[tuple[str, Element]], wanted: tuple[str, ...], with_inner: bool
) -> Iterator[Element]:
    """The elements as they end, or those too that lie within another by mistake.

    All others are forgotten at once.
    """
    above: list[Element] = []
    inside = 0
    for event, element in events:
        is_wanted = local(element.tag) in wanted
        if event == "start":
            above.append(element)
            inside += is_wanted
            continue
        above.pop()
        inside -= is_wanted
        if is_wanted and (with_inner or not inside):
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

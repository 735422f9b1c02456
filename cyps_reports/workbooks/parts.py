"""The parts of an Excel package: their XML, what they refer to, which of them the sheets are."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
"""The attribute by which an element names a relation of its part."""
BOOK, TEXTS = "xl/workbook.xml", "xl/sharedStrings.xml"

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Relation(NamedTuple):
    """What a part refers to: the key it is known by, its kind, and the other part; or what lies outside."""

    key: str
    kind: str
    target: str
    is_external: bool


def xml(package: zipfile.ZipFile, part: str) -> Element:
    """The root of a part."""
    return ElementTree.fromstring(package.read(part))


def relations(package: zipfile.ZipFile, part: str) -> Iterator[Relation]:
    """What a part refers to."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path in package.namelist():
        for each in xml(package, path).iterfind(f"{_PACKAGE}Relationship"):
            target, is_external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield Relation(each.get("Id", ""), each.get("Type", ""), target, is_external)


def sheet_parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The names of the sheets in their order, each with its part; "" for one that has no cells, such as a chart."""
    targets = {each.key: each.target for each in relations(package, BOOK) if each.kind.endswith("/worksheet")}
    sheets = xml(package, BOOK).iterfind(f"{MAIN}sheets/{MAIN}sheet")
    return [(each.get("name", ""), targets.get(each.get(RELATION_ID, ""), "")) for each in sheets]

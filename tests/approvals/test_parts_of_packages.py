"""The elements of a package's parts, read bit by bit, whatever stands where a bit ends."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from cyps_reports.workbooks import budget
from cyps_reports.workbooks.budget import TooMuchError
from cyps_reports.workbooks.excel_parts import Package, local, name_of, relation_of
from cyps_reports.workbooks.packages import is_package, rewritten
from tests.tools.approved import Approved
from tests.tools.raw_books import package, relations

DEEP = "".join(f"<l{at}>" for at in range(25)), "".join(f"</l{at}>" for at in reversed(range(25)))
XML = {
    "flat": "<a><x n='1'/><y/><x n='2'>two<z/></x>tail<x n='3'/></a>",
    "one within another": "<a><x n='1'><x n='2'/></x><x n='3'><y><x n='4'/></y></x></a>",
    "the top itself": "<x n='1'><y/></x>",
    "none": "<a><y/><z/></a>",
    "vocabularies": "<p:a xmlns:p='p'><p:x n='1'/><x xmlns='q' n='2'/></p:a>",
    "deep": f"<a><x n='1'/>{DEEP[0]}<x n='2'/>{DEEP[1]}<x n='3'/></a>",
    "deep in what grows": f"<a>{DEEP[0]}<x n='1'/><x n='2'/>{DEEP[1]}</a>",
    "a mistake": "<a><x n='1'/><x n='2'></y></x><x n='3'/></a>",
    "a mistake within": "<a><x n='1'/><x n='2'><y>text</x><x n='3'/></a>",
    "cut off": "<a><x n='1'/><x n='2'><y>te",
    "comments and instructions": "<a><!-- x --><?x y?><x n='1'><!-- z --></x></a>",
    "an entity": "<a><x n='1'>&amp;&other;</x><x n='2'/></a>",
}
GROWN = {
    "flat": "<a><body><x n='1'/><x n='2'>two</x><y n='3'/></body></a>",
    "in pieces": "<a><body><t n='1'><r n='2'/><r n='3'/><r n='4'/></t><x n='5'/></body></a>",
    "one piece": "<a><body><t n='1'><r n='2'/></t></body></a>",
    "no body": "<a><x n='1'/></a>",
    "an empty body": "<a><body/></a>",
    "deep": f"<a>{DEEP[0]}<body><x n='1'/></body>{DEEP[1]}</a>",
    "a mistake": "<a><body><x n='1'/><x n='2'></y></body></a>",
}
NAMES = ("xl/a.xml", "XL\\A.XML", "/xl/a.xml", "xl/b.xml", "customXml/a.xml", "other.xml")


def shown(element: ElementTree.Element) -> str:
    inside = "".join(each.get("n") or "" for each in element.iter())
    return f"{name_of(element)} {inside} {(element.text or '').strip()}".strip()


def of_elements() -> Iterator[str]:
    for name, xml in XML.items():
        for is_mended in (False, True):
            held = Package(package({"a.xml": xml}))
            found: list[str] = []
            try:
                found += map(shown, held.elements("a.xml", "x", is_mended=is_mended))
            except ElementTree.ParseError:
                found.append("a mistake")
            yield f"{name}, mended {is_mended}: {found}, damaged {held.is_damaged}"


def of_children() -> Iterator[str]:
    for name, xml in GROWN.items():
        held = Package(package({"a.xml": xml}))
        found: list[str] = []
        try:
            found += map(shown, held.children("a.xml", "body", ("t",), 1000))
        except ElementTree.ParseError:
            found.append("a mistake")
        yield f"{name}: {found}"
    for most in range(1, 12):
        held = Package(package({"a.xml": GROWN["in pieces"]}))
        try:
            yield f"{most} tags: {[*map(shown, held.children('a.xml', 'body', ('t',), most))]}"
        except TooMuchError as problem:
            yield f"{most} tags: too many, {problem}"


def of_parts() -> Iterator[str]:
    told = relations(
        ("a", "sheet", "b.xml"), ("b", "sheet", "/c.xml"), ("c", "link", "https://a.example/b")
    )
    up = relations(("a", "sheet", "../b.xml"), ("b", "sheet", "../../b.xml"))
    rels = {"_rels/.rels": told, "xl/_rels/a.xml.rels": told, "xl/worksheets/_rels/b.xml.rels": up}
    held = Package(package({**dict.fromkeys(("xl/a.xml", "customXml/a.xml"), "<a/>"), **rels}))
    for name in NAMES:
        yield f"{name}: {name in held}"
    for part in ("", "xl/a.xml", "xl/worksheets/b.xml", "none.xml"):
        for each in held.relations(part):
            yield f"{part or 'the package'}: {each}"
    element = ElementTree.fromstring('<a id="1" xmlns:r="http://a/relationships" r:id="2"/>')
    bare = ElementTree.Element("a")
    yield f"{local('{v}a')} {local('a')} {relation_of(element)} {relation_of(bare)!r}"
    yield f"packages: {[is_package(each) for each in (b'PK', b'P', b'', b'xPK')]}"
    same = rewritten(package({"b": "2", "a": "1"}), lambda name, part: (part, name.encode()))
    yield f"rewritten: {same == rewritten(same)}, {len(same)} bytes"


@pytest.mark.parametrize("bit", [5, 16, 65_536])
def test_parts_are_read_bit_by_bit(
    bit: int, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_CHUNK", bit)
    approved.check(
        f"parts of packages by {bit} bytes", (*of_elements(), *of_children(), *of_parts())
    )

"""What of a council's Word template comes into the report.

Its look, and nothing else that lies in the file.

A template is often a copy of some older document. Review comments, names of people and companies,
macros, links to a server and the like would go out with every report; they are left out, and it is
said which kinds were there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.opc.rel import Relationships, _Relationship
from docx.oxml.ns import qn
from lxml.etree import _Element

from cyps_reports.workbooks.budget import TooMuchError, weigh
from cyps_reports.workbooks.limits import MAX_TEMPLATE_BYTES, MAX_TEMPLATE_TAGS

_LOOK = (RT.STYLES, RT.NUMBERING, RT.THEME, RT.FONT_TABLE, RT.SETTINGS, RT.HEADER, RT.FOOTER)
_RUNNING = (RT.HEADER, RT.FOOTER)
"""The parts of a document that are its look, and those of them with contents of their own."""

# What a person would call a relationship's kind; nothing is said of kinds that carry nothing of
# anybody.
_KINDS = {
    "comments": "review comments",
    "commentsExtended": "review comments",
    "commentsIds": "review comments",
    "people": "the names of its reviewers",
    "vbaProject": "macros",
    "attachedTemplate": "a link to another template",
    "glossaryDocument": "building blocks",
    "customXml": "hidden data",
    "custom-properties": "properties of its own",
    "oleObject": "embedded files",
    "package": "embedded files",
    "origin": "a signature",  # of digital ones
    "mailMergeSource": "a link to a list of addresses",
}
_DRAWN = "a chart or a diagram"
_DRAWINGS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_SETTINGS = {
    "documentProtection": "protection",
    "writeProtection": "protection",
    "trackRevisions": "tracked changes",
    "mailMerge": "a link to a list of addresses",
    "docVars": "hidden data",
    "attachedTemplate": "a link to another template",
    "rsids": "",
}
_OLD_TEXT = ("del", "moveFrom")
_NEW_TEXT = ("ins", "moveTo")
_REMARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_TRACKED, _LINKED, _EMBEDDED = (
    "tracked changes",
    "pictures or texts linked from elsewhere",
    "embedded files",
)
OWN_TEXT = "text of its own"
_FETCHES = re.compile(r"\s*(INCLUDE|LINK|DDE|DATABASE|IMPORT)", re.IGNORECASE)
# The list of books and articles, which Word puts into any document; here there are none.
_NO_SOURCES = re.compile(rb"<b:Sources [^>]*/>")
_COMPANY = re.compile(rb"<(\w+:)?(Company|Manager)>[^<]")


def refuse_if_too_large(template: bytes) -> None:
    """Raises TooMuchError where a template holds more than a house style can.

    Whatever its parts are called.

    A part that is not what the package says of it is refused too: it may unpack to anything.
    """
    if not weigh(template, MAX_TEMPLATE_BYTES, MAX_TEMPLATE_TAGS, with_pictures=True):
        raise TooMuchError("damaged")


def keep_the_look_alone(document: WordDocument) -> tuple[str, ...]:
    """Takes everything out of a template but its look, its header and its footer.

    Says which kinds of things it held.

    Each kind is told once, in words that go on from “The Word template held”.
    """
    found = [
        *_clean_package(document),
        *_drop_relations(document.part.rels, _LOOK),
        *_clean_settings(document),
        *_own_text(document),
        *(
            kind
            for part in _running_parts(document)
            for kind in _clean_running(part.element, part.rels)
        ),
    ]
    _forget_body(document)
    return tuple(dict.fromkeys(kind for kind in found if kind))


def _own_text(document: WordDocument) -> Iterator[str]:
    """Text in the body: the report's own stands there."""
    texts = (text.text or "" for text in document.element.body.iter(qn("w:t")))
    if any(text.strip() for text in texts):
        yield OWN_TEXT


def _forget_body(document: WordDocument) -> None:
    for child in list(document.element.body):
        if child.tag != qn("w:sectPr"):
            document.element.body.remove(child)


def _clean_package(document: WordDocument) -> Iterator[str]:
    """Properties other than those that the report sets itself."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype in (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES):
            continue
        if relation.reltype == RT.EXTENDED_PROPERTIES and not _COMPANY.search(
            relation.target_part.blob
        ):
            continue
        yield (
            "its company and manager"
            if relation.reltype == RT.EXTENDED_PROPERTIES
            else _kind(relation)
        )
        package.rels.pop(key)
    core = document.core_properties
    core.category = core.content_status = core.identifier = core.version = ""
    for printed in core._element.findall(qn("cp:lastPrinted")):
        core._element.remove(printed)


def _kind(relation: _Relationship) -> str:
    """What a person would call what a relation leads to; "" for what carries nothing of anybody."""
    is_empty_list = not relation.is_external and _NO_SOURCES.search(relation.target_part.blob)
    return "" if is_empty_list else _KINDS.get(relation.reltype.rpartition("/")[2], "")


def _drop_relations(relations: Relationships, kept: tuple[str, ...]) -> Iterator[str]:
    for key, relation in list(relations.items()):
        if relation.reltype not in kept or relation.is_external:
            yield _kind(relation)
            relations.pop(key)


def _clean_settings(document: WordDocument) -> Iterator[str]:
    settings = document.settings.element
    for name, kind in _SETTINGS.items():
        for element in settings.findall(qn(f"w:{name}")):
            yield kind
            settings.remove(element)
    # Word would look up what the settings name, on a server even, at each opening.
    yield from _drop_relations(document.part.part_related_by(RT.SETTINGS).rels, ())


def _running_parts(document: WordDocument) -> Iterator[XmlPart]:
    parts = (
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype in _RUNNING
    )
    return (part for part in parts if isinstance(part, XmlPart))


def _clean_running(root: _Element, relations: Relationships) -> Iterator[str]:
    """A header or footer without what somebody changed, remarked, embedded or linked there."""
    for name in _OLD_TEXT:
        for element in list(root.iter(qn(f"w:{name}"))):
            yield _TRACKED
            _remove(element)
    for name in _NEW_TEXT:
        for element in list(root.iter(qn(f"w:{name}"))):
            yield _TRACKED
            _unwrap(element)
    for name in _REMARKS:
        for element in list(root.iter(qn(f"w:{name}"))):
            yield _KINDS["comments"]
            _remove(element)
    for element in list(root.iter(qn("w:object"))):
        yield _EMBEDDED
        _remove(element)
    yield from _drop_linked(root, relations)
    yield from _drop_drawn(root, relations)
    yield from _drop_relations_unseen(root, relations)


def _drop_drawn(root: _Element, relations: Relationships) -> Iterator[str]:
    """What is made of a part that does not stay, as a chart is, a diagram or a control.

    Without its part, Word would call the report damaged.
    """
    going = {key: each for key, each in relations.items() if not _may_stay(each)}
    for element in list(root.iter()):
        named = next((going[key] for key in element.attrib.values() if key in going), None)
        if named:
            yield _LINKED if named.is_external else _kind(named) or _DRAWN
            _remove(next(element.iterancestors(*_DRAWINGS), element))


def _may_stay(relation: _Relationship) -> bool:
    """Whether it leads to a picture, or is a link that a reader may follow."""
    is_picture = relation.reltype == RT.IMAGE and not relation.is_external
    return is_picture or relation.reltype == RT.HYPERLINK


def _drop_linked(root: _Element, relations: Relationships) -> Iterator[str]:
    """Pictures that lie on a server, and fields that fetch something from elsewhere.

    What was fetched last stays.
    """
    outside = {
        key for key, each in relations.items() if each.is_external and each.reltype != RT.HYPERLINK
    }
    for picture in list(root.iter(qn("w:drawing"), qn("w:pict"))):
        if any(value in outside for element in picture.iter() for value in element.attrib.values()):
            yield _LINKED
            _remove(picture)
    for field in list(root.iter(qn("w:fldSimple"))):
        if _FETCHES.match(field.get(qn("w:instr"), "")):
            yield _LINKED
            _unwrap(field)
    for paragraph in list(root.iter(qn("w:p"))):
        if any(_FETCHES.match(code.text or "") for code in paragraph.iter(qn("w:instrText"))):
            yield _LINKED
            for part in list(paragraph.iter(qn("w:instrText"), qn("w:fldChar"))):
                _remove(part)


def _drop_relations_unseen(root: _Element, relations: Relationships) -> Iterator[str]:
    """Relations that nothing in the part names any more, and those that may not stay."""
    named = {value for element in root.iter() for value in element.attrib.values()}
    for key, relation in list(relations.items()):
        if key not in named or not _may_stay(relation):
            yield _kind(relation)
            relations.pop(key)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    """What stands in the element, in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)

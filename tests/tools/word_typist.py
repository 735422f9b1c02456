"""Somebody who writes in a Word report, as Word saves it and as other programs leave it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "docProps/core.xml"
SAVED = "2012-10-03"


def edited(path: Path, change: Callable[[etree._Element], object], saved: str = SAVED) -> None:
    """The document at a path with its body changed, saved on a day."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                change(found_in(root, "body"))
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            elif name == _CORE:
                content = _saved_on(content, saved)
            new.writestr(name, content)
    path.write_bytes(buffer.getvalue())


def _saved_on(core: bytes, day: str) -> bytes:
    root = etree.fromstring(core)
    for modified in root.iter("{http://purl.org/dc/terms/}modified"):
        modified.text = f"{day}T09:30:00Z"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def control(body: etree._Element, tag: str) -> etree._Element:
    """The content control with a tag."""
    return next(each for each in body.iter(f"{W}sdt") if _tag(each) == tag)


def _tag(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def found_in(element: etree._Element, name: str) -> etree._Element:
    """The first child of a name."""
    return next(element.iterchildren(f"{W}{name}"))


def paragraph(*runs: str, style: str = "") -> etree._Element:
    """A paragraph of runs; one that begins with `<` is taken as it is."""
    inner = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{look}{inner}</w:p>')


def type_in(body: etree._Element, tag: str, *paragraphs: etree._Element | str) -> None:
    """As Word does: the prompt goes with its mark, and paragraphs take its place."""
    place = control(body, tag)
    marked, content = found_in(place, "sdtPr"), found_in(place, "sdtContent")
    for mark in marked.findall(f"{W}showingPlcHdr"):
        marked.remove(mark)
    for child in list(content):
        content.remove(child)
    content.extend(paragraph(each) if isinstance(each, str) else each for each in paragraphs)


def without_controls(body: etree._Element) -> None:
    """What stands in the controls, as a program leaves it that knows none."""
    for each in list(body.iter(f"{W}sdt")):
        parent = each.getparent()
        assert parent is not None
        at = parent.index(each)
        for child in reversed(list(found_in(each, "sdtContent"))):
            parent.insert(at, child)
        parent.remove(each)

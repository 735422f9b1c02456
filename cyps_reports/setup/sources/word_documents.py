"""Reads Word documents (.docx, .docm, .dotx) into neutral tables, or says why one cannot be read.

It is called in a worker process, as nobody knows what a file does to those who read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from xml.etree.ElementTree import Element

from cyps_reports.findings import CellRef, Finding, note
from cyps_reports.machine import raise_if_of_machine, raise_if_of_memory, reason_of
from cyps_reports.phrases import counted, listed
from cyps_reports.setup.sources import document_refusals as refusals
from cyps_reports.setup.sources.source import SourceDocument
from cyps_reports.setup.sources.typed_footnotes import with_typed_marks
from cyps_reports.setup.sources.word_styles import Numbering, Styles, numbering_of, value
from cyps_reports.setup.sources.word_tables import Body, paragraphs_of
from cyps_reports.setup.sources.word_text import Words, plain
from cyps_reports.workbooks import limits
from cyps_reports.workbooks.budget import TooMuchError, UnsafeError, members_of, weigh
from cyps_reports.workbooks.excel_parts import Package, Relation, local
from cyps_reports.workbooks.folders import called
from cyps_reports.workbooks.packages import is_package

_MAIN, _NOTE_KINDS = "/officeDocument", ("footnote", "endnote")


def read_document(name: str, content: bytes) -> SourceDocument:
    """The tables and the text of a Word document.

    Raises:
        TooMuchError: it holds more than is read.
        Exception: nearly any, where it is damaged.

    """
    package = Package(content)
    main = next(each.target for each in package.relations("") if each.kind.endswith(_MAIN))
    relations = package.relations(main)
    styles_part = _part(relations, "/styles")
    elements = package.elements(styles_part, "style", is_mended=True) if styles_part else iter(())
    styles = Styles(elements)
    notes = dict(_notes(package, relations, styles))
    numbering = numbering_of(package, _part(relations, "/numbering"))
    body = Body(name, Words(styles, numbering, notes, {}))
    for element in package.elements(main, "body", is_mended=True):
        body.words = Words(styles, numbering, notes, _marks(element, notes))
        body.read(element)
    tables = with_typed_marks(tuple(body.tables))
    findings = tuple(_told(name, body, is_damaged=package.is_damaged))
    return SourceDocument(name, tables, body.title, tuple(body.texts), findings)


def _part(relations: tuple[Relation, ...], kind: str) -> str | None:
    found = (each.target for each in relations if each.kind.endswith(kind) and not each.is_external)
    return next(found, None)


def _notes(
    package: Package, relations: tuple[Relation, ...], styles: Styles
) -> Iterator[tuple[tuple[str, str], str]]:
    """The text of each footnote and endnote, by its kind and key."""
    for kind in _NOTE_KINDS:
        part = _part(relations, f"/{kind}s")
        if part is None or part not in package:
            continue
        words = Words(styles, Numbering({}))
        for each in package.elements(part, kind, is_mended=True):
            if value(each, attribute="type") in (None, "normal"):
                text = " ".join(plain(paragraphs_of((each,)), words).split())
                yield (kind, value(each, attribute="id") or ""), text


def _marks(body: Element, notes: dict[tuple[str, str], str]) -> dict[str, str]:
    """The footnotes by the number that stands at them: a mark may be repeated by a reference."""
    marks: dict[str, str] = {}
    for each in body.iter():
        if local(each.tag) == "footnoteReference":
            text = notes.get(("footnote", value(each, attribute="id") or ""), "")
            marks.setdefault(str(len(marks) + 1), text)
    return {mark: text for mark, text in marks.items() if text}


def _told(name: str, body: Body, *, is_damaged: bool) -> Iterator[Finding]:
    if is_damaged:
        yield refusals.PARTLY_DAMAGED.of(name)
    if body.hidden:
        places = listed(dict.fromkeys(map(str, body.hidden[:_MOST_TOLD])))
        hold = "holds" if len(body.hidden) == 1 else "hold"
        number = counted(len(body.hidden), "place")
        problem = f"{number} of the document {hold} hidden text: {places}."
        mend = "Nothing hidden was taken. If it belongs to the plan, type it in plan.xlsx."
        yield note("draft-hidden-text", CellRef(name), problem, mend)


_MOST_TOLD = 5


def is_word(parts: tuple[str, ...]) -> bool:
    """Whether the parts of a package are those of a Word document."""
    return any(part.startswith("word/document") for part in parts)


def document_of(path: Path) -> Iterator[SourceDocument | Finding | str]:
    """The document in a file, or why it cannot be read; `OTHER_KIND` where it may be a workbook.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for it.

    """
    name = called(PurePath(path.name))
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            yield refusals.OVERSIZED.of(name)
            return
        content = path.read_bytes()
    except OSError as problem:
        raise_if_of_machine(problem)
        yield refusals.UNREADABLE.of(name, reason_of(problem))
        return
    yield _read(name, content)


OTHER_KIND = "no Word document"
_MAX_TAGS = 1_000_000
"""Of a document, which is held whole while it is read."""


def _read(name: str, content: bytes) -> SourceDocument | Finding | str:
    if refused := refusals.refusal_of(content):
        return refused.of(name)
    if not is_package(content):
        return OTHER_KIND
    try:
        if not is_word(members_of(content)):
            return OTHER_KIND
        weigh(content, most_tags=_MAX_TAGS)
        return read_document(name, content)
    except TooMuchError:
        return refusals.OVERSIZED.of(name)
    except UnsafeError:
        return refusals.UNSAFE.of(name)
    except Exception as problem:  # zipfile and the parser raise nearly any on a damaged file
        raise_if_of_memory(problem)
        return refusals.DAMAGED.of(name)

"""Texts in boxes that lie over the cells of an Excel sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from cyps_reports.workbooks.cell_places import Place
from cyps_reports.workbooks.excel_parts import Package, Relation, name_of
from cyps_reports.workbooks.plain_text import as_typed

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def drawn_texts(package: Package, related: Sequence[Relation]) -> Iterator[tuple[Place, str]]:
    """Each text, its lines under each other, and the cell over which its box begins."""
    for each in related:
        if each.kind.endswith("/relationships/drawing") and each.target in package:
            for anchor in package.elements(each.target, *_ANCHORS, is_mended=True):
                paragraphs = [part for part in anchor.iter() if name_of(part) == "p"]
                text = as_typed("\n".join(map(_text, paragraphs))).strip()
                if text:
                    yield _begins(anchor), text


def _text(paragraph: Element) -> str:
    return "".join(part.text or "" for part in paragraph.iter() if name_of(part) == "t")


def _begins(anchor: Element) -> Place:
    start = next((part for part in anchor if name_of(part) == "from"), ())
    said = {name_of(part): part.text or "" for part in start}
    row, column = (_WHOLE.fullmatch(said.get(key, "")) for key in ("row", "col"))
    return (int(row[0]) + 1, int(column[0]) + 1) if row and column else (1, 1)


# Counted from 0.
_WHOLE = re.compile("[0-9]{1,7}")

"""Texts of an OpenDocument spreadsheet in pieces, each in the look that its styles give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cyps_reports.workbooks.cell_looks import PLAIN, Look

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

# A run of spaces is told by its number, which may be anything.
_MOST_SPACES = 1000
# Styles may be each other's parents.
_MOST_PARENTS = 50
_WHITE = re.compile("[ \t\r\n]+")
_NOT_OF_THE_TEXT = (f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}ruby-text")
_BREAKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_LEVEL, _BELOW = ("0%", "0"), ("sub", "-")


class Styles:
    """The looks of the styles in a package's `office:styles` and `office:automatic-styles`."""

    def __init__(self, groups: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._told: dict[tuple[str, str], tuple[bool | None, str | None]] = {}
        for group in groups:
            for each in group.iterchildren(f"{_STYLE}style", f"{_STYLE}default-style"):
                # The default of a family has no name.
                self._styles[each.get(f"{_STYLE}family", ""), each.get(f"{_STYLE}name", "")] = each

    def look(self, family: str, name: str, under: Look = PLAIN) -> Look:
        """The look of what has a style within something of the look `under`."""
        if (family, name) not in self._told:
            self._told[family, name] = self._said(family, name)
        is_struck, position = self._told[family, name]
        if is_struck is None:
            is_struck = under.is_struck
        if position is None:
            return under._replace(is_struck=is_struck)
        return Look(is_struck, position not in _LEVEL, position.startswith(_BELOW))

    def _said(self, family: str, name: str) -> tuple[bool | None, str | None]:
        """Whether a style, or else its parents in turn, strike through, and where text stands.

        None for what none of them says.
        """
        is_struck = position = None
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                break
            for text in style.iterchildren(f"{_STYLE}text-properties"):
                through = [said for each in _THROUGH if (said := text.get(each)) is not None]
                stands = (text.get(f"{_STYLE}text-position") or "").split()
                if is_struck is None and through:
                    is_struck = "none" not in through
                if position is None and stands:
                    position = stands[0]
            name = style.get(f"{_STYLE}parent-style-name", "")
        return is_struck, position


def pieces_of(element: etree._Element, styles: Styles, look: Look) -> Iterator[tuple[str, Look]]:
    """The text in an element in pieces, `look` being what the element has.

    Tabs and line breaks are kept.
    """
    # Within the tags, any white space stands for one space.
    yield _WHITE.sub(" ", element.text or ""), look
    for child in element:
        # Comments have no tag of their own.
        if isinstance(child.tag, str) and child.tag not in _NOT_OF_THE_TEXT:
            if child.tag == f"{TEXT}s":
                yield " " * min(int(child.get(f"{TEXT}c", "1")), _MOST_SPACES), look
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag], look
            else:
                yield from pieces_of(
                    child, styles, styles.look("text", child.get(f"{TEXT}style-name", ""), look)
                )
        yield _WHITE.sub(" ", child.tail or ""), look


def paragraphs(element: etree._Element, styles: Styles, look: Look) -> list[tuple[str, Look]]:
    """The pieces of all paragraphs of an element, in lines under each other."""
    pieces: list[tuple[str, Look]] = []
    for number, each in enumerate(_lines(element)):
        pieces += [("\n", look)] if number else []
        pieces += pieces_of(
            each, styles, styles.look("paragraph", each.get(f"{TEXT}style-name", ""), look)
        )
    return pieces


def _lines(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of an element, also those of lists in it."""
    for each in element.iterchildren(f"{TEXT}p", f"{TEXT}h", *_AROUND_LINES):
        yield from _lines(each) if each.tag in _AROUND_LINES else (each,)


_AROUND_LINES = (f"{TEXT}list", f"{TEXT}list-header", f"{TEXT}list-item", f"{TEXT}section")

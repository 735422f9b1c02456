"""A place to write in the Word report: a native content control under its title."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape

from cyps_reports.report.blocks import PlaceToWrite
from cyps_reports.words.model import BULLET
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.word.footnotes import WORD_NAMESPACE

PROMPT_STYLE, PROMPT_STYLE_ID = "Placeholder Text", "PlaceholderText"
"""Word's own name for the look of a prompt, and what its style is known by."""


def place_xml(place: PlaceToWrite, list_style: str | None) -> str:
    """The control with the words in it, else with its prompt, which goes as somebody types.

    `list_style` is what paragraphs of a list have. The same place has the same number each time.
    """
    shown = tuple(_shown(place, list_style))
    is_prompt = "" if place.words else "<w:showingPlcHdr/>"
    return (
        f'<w:sdt xmlns:w="{WORD_NAMESPACE}"><w:sdtPr>'
        f"<w:alias w:val={_attribute(place.name)}/><w:tag w:val={_attribute(place.tag)}/>"
        f'<w:id w:val="{_number(place.tag)}"/><w:lock w:val="sdtLocked"/>{is_prompt}'
        f"</w:sdtPr><w:sdtContent>{''.join(shown)}</w:sdtContent></w:sdt>"
    )


def _shown(place: PlaceToWrite, list_style: str | None) -> Iterator[str]:
    for words in place.words:
        is_listed = words.startswith(BULLET) and list_style
        text = words.removeprefix(BULLET) if is_listed else words
        style = f"<w:pPr><w:pStyle w:val={_attribute(list_style or '')}/></w:pPr>"
        yield _paragraph(text, style if is_listed else "")
    if not place.words:
        look = f'<w:rPr><w:rStyle w:val="{PROMPT_STYLE_ID}"/></w:rPr>'
        yield from (_paragraph(text, "", look) for text in (place.prompt, place.last) if text)


def _paragraph(text: str, style: str, look: str = "") -> str:
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(plain(text), quote=False)}</w:t></w:r>'
    return f"<w:p>{style}{run}</w:p>"


def _attribute(text: str) -> str:
    return f'"{escape(plain(" ".join(text.split())))}"'


def _number(tag: str) -> int:
    """A whole number that Word takes, of its own for each place."""
    return int(hashlib.sha256(tag.encode("utf-8", "replace")).hexdigest()[:7], 16) + 1

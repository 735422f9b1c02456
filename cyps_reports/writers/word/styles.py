"""The styles of the Word report.

What each is called and looks like, unless a template says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles import BabelFish
from docx.styles.style import CharacterStyle, ParagraphStyle

from cyps_reports import theme
from cyps_reports.writers.word.footnotes import (
    FOOTNOTE_REFERENCE,
    FOOTNOTE_TEXT,
    REFERENCE_ID,
    TEXT_ID,
)
from cyps_reports.writers.word.places import PROMPT_STYLE, PROMPT_STYLE_ID

NOTE, CALLOUT, TABLE_TEXT, TABLE_HEADING, CONTENTS = (
    "Note",
    "Callout",
    "Table Text",
    "Table Heading",
    "toc 1",
)


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size and spacing in points."""

    size: float
    colour: str = theme.INK
    bold: bool = False
    before: float = 0
    after: float = 0
    keep_next: bool = False
    style_id: str = ""


LOOKS = {
    "Normal": Look(theme.BODY_POINTS, after=5),
    "Title": Look(20, theme.ACCENT, bold=True, after=3),
    "Heading 1": Look(15, theme.ACCENT, bold=True, before=6, after=3, keep_next=True),
    "Heading 2": Look(12.5, theme.ACCENT, bold=True, before=6, after=2, keep_next=True),
    "Heading 3": Look(11, theme.ACCENT, bold=True, before=6, after=2, keep_next=True),
    "List Bullet": Look(theme.BODY_POINTS, after=2),
    "List Number": Look(theme.BODY_POINTS, after=2),
    TABLE_TEXT: Look(theme.TABLE_POINTS, style_id="TableText"),
    TABLE_HEADING: Look(theme.TABLE_POINTS, theme.ON_ACCENT, bold=True, style_id="TableHeading"),
    NOTE: Look(9, theme.MUTED, after=4),
    CALLOUT: Look(theme.BODY_POINTS, bold=True, after=6),
    CONTENTS: Look(theme.TABLE_POINTS, after=4, style_id="TOC1"),
    FOOTNOTE_TEXT: Look(8.5, theme.INK, style_id=TEXT_ID),
}
"""The paragraph styles that the report uses, by name."""


def missing_styles(document: WordDocument) -> tuple[str, ...]:
    """The styles that the report uses and the document does not have."""
    there = {name.casefold() for name in _names_of_styles(document)}
    return tuple(name for name in (*LOOKS, FOOTNOTE_REFERENCE) if name.casefold() not in there)


def _names_of_styles(document: WordDocument) -> Iterator[str]:
    """What its styles are called; the library would read all else of each one too."""
    for named in document.styles.element.iterchildren(qn("w:style")):
        name = named.find(qn("w:name"))
        if name is not None and (called := name.get(qn("w:val"))):
            yield BabelFish.internal2ui(called)


def refuse_other_kinds(document: WordDocument) -> None:
    """Raises ValueError where a style of paragraphs is one of letters or tables."""
    names = {name.casefold() for name in LOOKS}
    for style in document.styles:
        if (
            style.name
            and style.name.casefold() in names
            and style.type is not WD_STYLE_TYPE.PARAGRAPH
        ):
            raise ValueError(style.name)


def add_styles(document: WordDocument, names: tuple[str, ...]) -> None:
    """Adds those of the styles that are not there yet, and gives each of them its look."""
    absent = missing_styles(document)
    for name in names:
        if name == FOOTNOTE_REFERENCE:
            _add_reference_style(document)
            continue
        if name in absent:
            added = document.styles.add_style(
                name, WD_STYLE_TYPE.PARAGRAPH, builtin=_is_words_own(name)
            )
            added.element.set(qn("w:styleId"), LOOKS[name].style_id or name.replace(" ", ""))
        _dress(document, name, LOOKS[name])


def _is_words_own(name: str) -> bool:
    return name in (CONTENTS, FOOTNOTE_TEXT)


def _add_reference_style(document: WordDocument) -> None:
    if FOOTNOTE_REFERENCE in missing_styles(document):
        style = document.styles.add_style(FOOTNOTE_REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        if not isinstance(style, CharacterStyle):
            raise TypeError(f"{FOOTNOTE_REFERENCE} is no style of characters")
        style.element.set(qn("w:styleId"), REFERENCE_ID)
        style.font.superscript = True


_PROMPT_POINTS = 9


def add_prompt_style(document: WordDocument) -> None:
    """Adds the look of prompts where it is not there: Word adds it only once it is needed.

    A template lacks it as a rule, and nothing is said of that.
    """
    if PROMPT_STYLE in _names_of_styles(document):
        return
    style = document.styles.add_style(PROMPT_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    if isinstance(style, CharacterStyle):
        style.element.set(qn("w:styleId"), PROMPT_STYLE_ID)
        style.font.color.rgb = RGBColor.from_string(theme.MUTED)
        style.font.italic = True
        style.font.size = Pt(_PROMPT_POINTS)


ANNEX_TEXT, ANNEX_HEADING = "AnnexTableText", "AnnexTableHeading"
"""Ids of the styles of tables in the annex."""


def add_annex_styles(document: WordDocument) -> None:
    """Adds smaller ones of the styles of tables, which have the look of those in all else."""
    for style_id, name in ((ANNEX_TEXT, TABLE_TEXT), (ANNEX_HEADING, TABLE_HEADING)):
        called = f"Annex {name}"
        if called in _names_of_styles(document):
            continue
        style = document.styles.add_style(called, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle):
            style.element.set(qn("w:styleId"), style_id)
            style.base_style = document.styles[name]
            style.font.size = Pt(theme.ANNEX_TABLE_POINTS)


def _dress(document: WordDocument, name: str, look: Look) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    style.font.name = theme.FONT
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    style.paragraph_format.space_before = Pt(look.before)
    style.paragraph_format.space_after = Pt(look.after)
    style.paragraph_format.keep_with_next = look.keep_next
    style.paragraph_format.line_spacing = 1.0
    # The library's own template names fonts by theme, which would win over the name set here.
    fonts = style.element.rPr.rFonts
    for theme_font in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme_font}"), None)
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), theme.FONT)
    for unwanted in (*style.element.iter(qn("w:pBdr")), *style.element.iter(qn("w:spacing"))):
        if unwanted.tag == qn("w:pBdr") or unwanted.getparent().tag == qn("w:rPr"):
            unwanted.getparent().remove(unwanted)

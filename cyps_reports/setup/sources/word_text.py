"""The text of a Word document's paragraphs as it stands on the page.

Tracked insertions count and deletions do not. What is struck through or hidden is no part of the
text, but kept beside it. Fields are what they show; lists have their numbers and bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cyps_reports.setup.sources.word_styles import Numbering, Styles, child, is_on, value
from cyps_reports.workbooks.cell_looks import raised_letters
from cyps_reports.workbooks.excel_parts import local

_PASSED_OVER = {"del", "moveFrom", "object", "Fallback"}
"""Elements of which nothing is read; what is drawn stands twice, for new programs and for old."""
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " ", "softHyphen": ""}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_DIGITS = 4
_TICKS = {"F0FC": "✓", "F0FE": "✓", "F0FB": "✗", "F0B7": "•"}
"""What some signs of the font Wingdings are."""


@dataclass
class Text:
    """A text that is put together: its lines, what is beside it, and its notes by their lines.

    `marks` are where raised letters stand in it, from and to. `inner` are the tables and the text
    boxes that stand in it, `size` is that of its largest letters in half points, where they have
    one of their own.
    """

    said: str = ""
    struck: str = ""
    hidden: str = ""
    raised: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    is_bold: bool = True
    size: int = 0

    @property
    def written(self) -> str:
        """The text in which a footnote's mark at 148 does not make 1,481 of it.

        "" where no digit in it stands raised, or all of it does.
        """
        letters = list(self.said)
        for start, end in self.marks:
            letters[start:end] = raised_letters(self.said[start:end])
        written = "".join(letters)
        is_all = sum(end - start for start, end in self.marks) >= len(self.said.strip())
        return "" if written == self.said or is_all else written

    @property
    def line(self) -> int:
        """The line at which it ends so far, counted from 0."""
        return self.said.count("\n")


@dataclass(frozen=True)
class Words:
    """What is needed to read the paragraphs of a document; `notes` by kind and key."""

    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def add(self, paragraph: Element, text: Text) -> None:
        """Puts a paragraph's text behind what there is already."""
        properties = child(paragraph, "pPr")
        key = value(properties, "pStyle")
        listed = child(properties, "numPr")
        text.said += self._label(listed if listed is not None else self.styles.numbering(key))
        field_depth: list[bool] = []
        self._read(paragraph, key, text, field_depth)

    def _label(self, listed: Element | None) -> str:
        label = self.numbering.label(listed) if listed is not None else ""
        return f"{label.strip()} " if label.strip() else ""

    def _read(self, element: Element, key: str | None, text: Text, fields: list[bool]) -> None:
        for each in element:
            name = local(each.tag)
            if name in _PASSED_OVER or child(each, "sdtPr", "showingPlcHdr") is not None:
                continue
            if name == "r":
                self._run(each, key, text, fields)
            elif name in ("txbxContent", "tbl"):
                text.inner.append(each)
            elif name == "t":
                text.said += each.text or ""
            else:
                self._read(each, key, text, fields)

    def _run(self, run: Element, key: str | None, text: Text, fields: list[bool]) -> None:
        properties = child(run, "rPr")
        said = "".join(self._pieces(run, text, fields))
        inner = [each for each in run if local(each.tag) not in (*_SIGNS, *_PASSED_OVER, "t", "r")]
        for each in inner:
            self._read(each, key, text, fields)
        if not said:
            return
        keys = (value(properties, "rStyle"), key)
        if self._has(properties, keys, "vanish"):
            text.hidden += said
        elif any(self._has(properties, keys, each) for each in ("strike", "dstrike")):
            text.struck += said
        else:
            self._put(said, text, is_raised=self._is_raised(properties, keys))
            if said.strip() and not self._has(properties, keys, "b"):
                text.is_bold = False
            text.size = max(text.size, self._size(properties, keys))

    def _has(self, properties: Element | None, keys: tuple[str | None, ...], name: str) -> bool:
        own = is_on(properties, name)
        return self.styles.is_on(name, keys) if own is None else own

    def _size(self, properties: Element | None, keys: tuple[str | None, ...]) -> int:
        own = value(properties, "sz") or self.styles.said("sz", keys)
        return int(own) if own.isascii() and own.isdigit() and len(own) < _DIGITS else 0

    def _is_raised(self, properties: Element | None, keys: tuple[str | None, ...]) -> bool:
        """Whether letters stand above or below the others, as a footnote's mark does."""
        stands, moved = (
            value(properties, each) or self.styles.said(each, keys)
            for each in ("vertAlign", "position")
        )
        return stands in ("superscript", "subscript") or moved not in ("", "0")

    def _put(self, said: str, text: Text, *, is_raised: bool) -> None:
        """Visible text; what stands raised may be a footnote's mark that is repeated."""
        mark = said.strip()
        if is_raised and mark in self.marks:
            text.notes.append((text.line, self.marks[mark]))
            return
        if is_raised and text.raised and not re.search(r"\s", said):
            text.raised += said
        elif is_raised:
            text.raised = f"{text.raised} {said}".strip()
        if is_raised:
            text.marks.append((len(text.said), len(text.said) + len(said)))
        text.said += said

    def _pieces(self, run: Element, text: Text, fields: list[bool]) -> Iterator[str]:
        """What a run says: of a field only what it shows, not how it is made."""
        for each in run:
            name = local(each.tag)
            if name == "fldChar":
                _pass_field(value(each, attribute="fldCharType"), fields)
            elif fields and not all(fields):
                continue
            elif name in _NOTES:
                note = self.notes.get((_NOTES[name], value(each, attribute="id") or ""), "")
                if note:
                    text.notes.append((text.line, note))
            elif name == "sym":
                yield _TICKS.get((value(each, attribute="char") or "").upper(), "")
            elif name == "t":
                yield each.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]


def _pass_field(kind: str | None, fields: list[bool]) -> None:
    """Keeps for each field that is open whether its result has begun."""
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def plain(paragraphs: Iterable[Element], words: Words) -> str:
    """The text of some paragraphs in lines, without what stands beside it."""
    text = Text()
    for each in paragraphs:
        text.said += "\n" * bool(text.said)
        words.add(each, text)
    return tidy(text.said)


def note_lines(text: Text) -> tuple[int, ...]:
    """The line of the tidy text in which the mark of each note stands, counted from 0."""
    lines = text.said.split("\n")
    filled = [bool(line.strip()) for line in lines]
    return tuple(max(sum(filled[: line + 1]) - 1, 0) for line, _ in text.notes)


def tidy(said: str) -> str:
    """Lines without spaces that nobody sees: doubled ones, at their ends, and empty lines."""
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in said.split("\n"))
    return "\n".join(line for line in lines if line)

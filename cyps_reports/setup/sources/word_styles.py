"""What a Word document says once for all of it: styles, the numbering of lists, footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cyps_reports.setup.sources.source import BULLET
from cyps_reports.workbooks.excel_parts import Package, local, name_of


def child(element: Element | None, *names: str) -> Element | None:
    """The element down a path of names; None where one is not there."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element


def value(element: Element | None, *names: str, attribute: str = "val") -> str | None:
    """An attribute of the element down a path; None where it is not there."""
    found = child(element, *names)
    if found is None:
        return None
    return next((said for key, said in found.items() if local(key) == attribute), None)


def is_on(element: Element | None, *names: str) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said of it."""
    if child(element, *names) is None:
        return None
    return (value(element, *names) or "1") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style as far as it matters: its name in small letters, what it rests on, what it sets."""

    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


class Styles:
    """The styles of a document by their keys."""

    def __init__(self, elements: Iterator[Element]) -> None:
        self._styles = {value(each, attribute="styleId") or "": _style(each) for each in elements}

    def chain(self, key: str | None) -> Iterator[Style]:
        """A style and those it rests on, the nearest first."""
        seen: set[str] = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = self._styles[key].based_on

    def level(self, key: str | None, properties: Element | None) -> int:
        """The level of a heading, 1 for the highest; 0 for what is none."""
        outline = value(properties, "outlineLvl")
        for style in self.chain(key):
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
            outline = outline or value(style.paragraph, "outlineLvl")
        number = _whole(outline, -1) + 1
        return number if number <= _LOWEST else 0

    def is_title(self, key: str | None) -> bool:
        """Whether the style is that of the document's title."""
        return any(style.name == "title" for style in self.chain(key))

    def is_on(self, name: str, keys: tuple[str | None, ...]) -> bool:
        """Whether the styles of a run and its paragraph switch a property on."""
        for key in keys:
            for style in self.chain(key):
                said = is_on(style.run, name)
                if said is not None:
                    return said
        return False

    def said(self, name: str, keys: tuple[str | None, ...]) -> str:
        """What the styles of a run and its paragraph set a property to; "" where none do."""
        found = (value(style.run, name) for key in keys for style in self.chain(key))
        return next((each for each in found if each), "")

    def numbering(self, key: str | None) -> Element | None:
        """What list the style puts its paragraphs in."""
        found = (child(style.paragraph, "numPr") for style in self.chain(key))
        return next((each for each in found if each is not None), None)


_HEADING = re.compile(r"(?:heading|überschrift|titre) ?([1-9])")
_LOWEST = 9


def _style(element: Element) -> Style:
    return Style(
        (value(element, "name") or "").casefold(),
        value(element, "basedOn") or "",
        child(element, "pPr"),
        child(element, "rPr"),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, the form of the numbers, and the text around them."""

    start: int
    form: str
    text: str


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted while it is read from its top."""

    lists: Mapping[str, tuple[str, Mapping[int, _Level]]]
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, properties: Element | None) -> str:
        """What stands before the next paragraph of a list: `1.2`, `a)`, a bullet; "" of none."""
        key, level = value(properties, "numId") or "", value(properties, "ilvl") or "0"
        counted, levels = self.lists.get(key, ("", {}))
        number = _whole(level, 0)
        if number not in levels:
            return ""
        counts = self._counts[counted]
        counts[number] = counts.get(number, levels[number].start - 1) + 1
        for deeper in [each for each in counts if each > number]:
            del counts[deeper]
        if levels[number].form in ("bullet", "none"):
            return BULLET if levels[number].form == "bullet" else levels[number].text
        return _label(levels, counts, number)


def _label(levels: Mapping[int, _Level], counts: Mapping[int, int], number: int) -> str:
    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = levels.get(at)
        return _counted(counts.get(at, level.start), level.form) if level else ""

    return re.sub(r"%([1-9])", shown, levels[number].text)


def _counted(number: int, form: str) -> str:
    """A number in the form of a list: decimal, letters or Roman."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        times, at = divmod(number - 1, len(_ALPHABET))
        letters = _ALPHABET[at] * min(times + 1, _MOST_LETTERS)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and number > 0:
        return _roman(number).lower() if form == "lowerRoman" else _roman(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    said = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        said += letters * times
    return said


_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ALPHABET, _MOST_LETTERS = "abcdefghijklmnopqrstuvwxyz", 9


def numbering_of(package: Package, part: str | None) -> Numbering:
    """The lists that a document's part of numberings defines."""
    if part is None:
        return Numbering({})
    abstract: dict[str, dict[int, _Level]] = {}
    lists: dict[str, tuple[str, Mapping[int, _Level]]] = {}
    for element in package.elements(part, "abstractNum", "num", is_mended=True):
        if name_of(element) == "abstractNum":
            key = value(element, attribute="abstractNumId") or ""
            abstract[key] = dict(_levels(element))
            continue
        own, key = value(element, attribute="numId") or "", value(element, "abstractNumId") or ""
        overridden = dict(_overridden(element, abstract.get(key, {})))
        # Lists with their own beginning count for themselves; others count on together.
        counted = f"num {own}" if overridden else f"abstract {key}"
        lists[own] = (counted, {**abstract.get(key, {}), **overridden})
    return Numbering(lists)


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for each in element:
        at = _whole(value(each, attribute="ilvl"), -1)
        if name_of(each) == "lvl" and at >= 0:
            yield at, _level(each)


def _overridden(element: Element, levels: Mapping[int, _Level]) -> Iterator[tuple[int, _Level]]:
    for each in element:
        at = _whole(value(each, attribute="ilvl"), -1)
        if name_of(each) != "lvlOverride" or at < 0:
            continue
        own = child(each, "lvl")
        level = levels.get(at) if own is None else _level(own)
        if level is not None:
            start = _whole(value(each, "startOverride"), level.start)
            yield at, _Level(start, level.form, level.text)


def _level(element: Element) -> _Level:
    start = _whole(value(element, "start"), 1)
    form = value(element, "numFmt") or "decimal"
    return _Level(start, form, value(element, "lvlText") or "")


def _whole(said: str | None, otherwise: int) -> int:
    is_number = said is not None and re.fullmatch(r"[0-9]{1,6}", said)
    return int(said) if said and is_number else otherwise

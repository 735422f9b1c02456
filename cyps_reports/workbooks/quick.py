"""Reads ordinary .xlsx files several times faster than openpyxl does.

Values come from calamine; what it does not tell (number formats, merged cells, notes) from the XML. Where anything in
the file is not ordinary, it is left to openpyxl, which understands more.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cyps_reports.workbooks import values
from cyps_reports.workbooks.formulas import asks_to_be_calculated, is_bare_link
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, QUICK_FORMAT_LETTERS
from cyps_reports.workbooks.links import links_on
from cyps_reports.workbooks.parts import BOOK, MAIN, TEXTS, Relation, relations, sheet_parts, xml
from cyps_reports.workbooks.places import place_of
from cyps_reports.workbooks.plain import bare_format, note_text
from cyps_reports.workbooks.values import LARGEST_EXACT

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The number formats that a file names by number alone (ECMA-376, 18.8.30); those of money differ from land to land.
_FROM_0 = "General|0|0.00|#,##0|#,##0.00|||||0%|0.00%|0.00E+00|# ?/?|# ??/??"
_FROM_14 = "mm-dd-yy|d-mmm-yy|d-mmm|mmm-yy|h:mm AM/PM|h:mm:ss AM/PM|h:mm|h:mm:ss|m/d/yy h:mm"
_FROM_45 = "mm:ss|[h]:mm:ss|mmss.0|##0.0E+0|@"
_BUILT_IN = {
    first + number: code
    for first, codes in ((0, _FROM_0), (14, _FROM_14), (45, _FROM_45))
    for number, code in enumerate(codes.split("|"))
}
_OF_DATES = re.compile("[dmyhs]", re.IGNORECASE)
_RUN = re.compile(rb"<(\w+:)?r>")
_LOOK = re.compile(rb"<(\w+:)?(strike|vertAlign)\b")
_LINK = "HYPERLINK("
# What is stored in a cell of a kind: calamine takes nearly anything for a number, the first shared text, or yes.
_STORED = {
    "n": re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?"),
    "s": re.compile("[0-9]+"),
    "b": re.compile("[01]"),
    "str": re.compile(".+", re.DOTALL),
}
_VALUE, _FORMULA, _INLINE, _PART, _YEARS = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is", f"{MAIN}r", f"{MAIN}workbookPr"


class UnusualError(Exception):
    """The file holds something that only openpyxl is trusted with."""


class _Format(NamedTuple):
    """A number format, and whether it shows a number as a date or a time; no code where it is not known.

    `has_look` where the style's font is struck through, raised or lowered.
    """

    code: str
    is_of_dates: bool
    has_look: bool = False


class _Known(NamedTuple):
    """The number format of each style; and whether the workbook asks to be calculated, as its writer did not."""

    formats: Mapping[str, _Format]
    is_unsure: bool


def read(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook; every formula in it must have a result.

    Raises:
        Exception: nearly any, where something in the file is not ordinary.

    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [each.casefold() for each in package.namelist()]
        known, parts = _Known(_formats(package), asks_to_be_calculated(package.read(BOOK))), _parts(package)
        if len(set(names)) != len(names) or _has_odd_runs(package):
            raise UnusualError(name)
        sheets = values.read(name, content)
        return tuple(_completed(each, package, parts[each.name], known) for each in sheets)


def _completed(sheet: Sheet, package: zipfile.ZipFile, part: str, known: _Known) -> Sheet:
    """The sheet with what calamine does not tell, after a look whether it told everything and the same."""
    root = xml(package, part)
    cells: dict[tuple[int, int], RawCell] = {}
    for place, stored in _stored(root, is_unsure=known.is_unsure):
        found, form = sheet.cells.get(place), known.formats[stored.style]
        if found is None or form.has_look or _is_odd(found.value, form, stored):
            raise UnusualError(part, place)
        cells[place] = RawCell(found.value, form.code)
    if len(cells) != len(sheet.cells):
        raise UnusualError(part)
    related = tuple(relations(package, part))
    for place, note in _notes(package, part, related):
        cells[place] = cells.get(place, EMPTY)._replace(note=note)
    for place, link in links_on(root, related).items():
        if place in cells:
            cells[place] = cells[place]._replace(link=link)
    merged = tuple(_range(each.get("ref", "")) for each in root.iter(f"{MAIN}mergeCell"))
    if any(place in cells for each in merged for place in _covered(each)):
        raise UnusualError(part)
    return Sheet(sheet.workbook, sheet.name, dict(sorted(cells.items())), merged, sheet.is_hidden)


class _Stored(NamedTuple):
    """What the file says of a cell with something in it: kind, number of its style, what is stored."""

    kind: str
    style: str
    text: str


def _stored(root: Element, *, is_unsure: bool) -> Iterator[tuple[tuple[int, int], _Stored]]:
    """Where a cell stands that holds something, and what the file says of it."""
    (data,) = root.iterfind(f"{MAIN}sheetData")
    seen: set[str] = set()
    for cell in data.iterfind(f"{MAIN}row/{MAIN}c"):
        kind, ref, tags = cell.get("t", "n"), cell.get("r", ""), [child.tag for child in cell]
        if ref in seen or tags not in (_INLINE_TAGS if kind == "inlineStr" else _TAGS):
            raise UnusualError(ref)
        seen.add(ref)
        if not tags:
            continue
        if tags[0] == _FORMULA and _LINK in (cell[0].text or "").upper():
            raise UnusualError(ref)
        if tags[0] == _INLINE and cell[0].find(_PART) is not None:
            raise UnusualError(ref)
        if tags[-1] == _FORMULA:
            continue
        text = _text(cell[0]) if kind == "inlineStr" else cell[-1].text
        if not text:
            continue
        if kind != "inlineStr" and not _STORED[kind].fullmatch(text):
            raise UnusualError(ref)
        if text == "0" and tags[0] == _FORMULA and (is_unsure or _may_be_link(cell[0])):
            raise UnusualError(ref)
        column, row = place_of(ref) or (0, 0)
        if column <= MAX_COLUMNS and row <= MAX_ROWS:
            yield (row, column), _Stored(kind, cell.get("s", "0"), text)


_TAGS: tuple[list[str], ...] = ([_VALUE], [], [_FORMULA, _VALUE], [_FORMULA])
_INLINE_TAGS: tuple[list[str], ...] = ([_INLINE], [])


def _may_be_link(formula: Element) -> bool:
    """Whether a formula only repeats another cell, or is one of several alike, which does not say."""
    return not formula.text or is_bare_link(formula.text)


def _is_odd(value: Value, form: _Format, stored: _Stored) -> bool:
    """Whether calamine's value is not what is stored, in its format."""
    match value:
        case bool():
            return stored.kind != "b"
        case str():
            return stored.kind in ("n", "b") or (stored.kind != "s" and value != values.text_of(stored.text))
        case int() | float():
            is_same = float(stored.text) == value and abs(value) < LARGEST_EXACT
            return stored.kind != "n" or not form.code or form.is_of_dates or not is_same
        case _:
            return stored.kind != "n" or not form.is_of_dates or stored.text.startswith("-")


def _has_odd_runs(package: zipfile.ZipFile) -> bool:
    """Whether a text in several looks has spaces at the end of a part that calamine would leave out, or odd looks."""
    stored = package.read(TEXTS) if TEXTS in package.namelist() else b""
    if not _RUN.search(stored):
        return False
    if _LOOK.search(stored):
        return True
    runs = xml(package, TEXTS).iterfind(f"{MAIN}si/{MAIN}r/{MAIN}t")
    texts = (each.text or "" for each in runs if each.get(_SPACE) != "preserve")
    return any(text != text.strip() for text in texts)


def _formats(package: zipfile.ZipFile) -> dict[str, _Format]:
    """The number format of each style, by the style's number as cells name it."""
    root = xml(package, "xl/styles.xml")
    # Rules of colouring and tables have number formats of their own, in numbers of their own.
    listed = root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    own = {int(each.get("numFmtId", "")): each.get("formatCode", "") for each in listed}
    if any(len(code) > QUICK_FORMAT_LETTERS for code in own.values()):
        raise UnusualError
    known = {number: _Format(code, _is_of_dates(code)) for number, code in (_BUILT_IN | own).items()}
    unknown = _Format("", is_of_dates=False)
    looks = [_has_look(each) for each in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    styles: dict[str, _Format] = {}
    for at, each in enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        form = known.get(int(each.get("numFmtId", "0")), unknown)
        styles[str(at)] = form._replace(has_look=looks[int(each.get("fontId", "0"))])
    return styles


def _has_look(font: Element) -> bool:
    told = ((font.find(f"{MAIN}{name}"), plain) for name, plain in _PLAIN_LOOKS.items())
    return any(look is not None and look.get("val") not in plain for look, plain in told)


# What says outright that a font is neither struck through nor raised or lowered.
_PLAIN_LOOKS = {"strike": ("0", "false"), "vertAlign": ("baseline",)}


def _is_of_dates(code: str) -> bool:
    return bool(_OF_DATES.search(bare_format(code)))


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    if any(each.get("date1904", "0") not in ("0", "1", "true", "false") for each in xml(package, BOOK).iter(_YEARS)):
        raise UnusualError(BOOK)
    sheets = sheet_parts(package)
    parts = dict(sheets)
    if "" in parts.values() or not len(sheets) == len({name.casefold() for name in parts}) == len(set(parts.values())):
        raise UnusualError(BOOK)
    return parts


def _notes(package: zipfile.ZipFile, part: str, related: Iterable[Relation]) -> Iterator[tuple[tuple[int, int], str]]:
    """Where the notes of a sheet stand, and their texts."""
    for relation in related:
        if relation.kind.endswith("/relationships/comments"):
            for each in xml(package, relation.target).iter(f"{MAIN}comment"):
                place = place_of(each.get("ref", ""))
                if place is None:
                    raise UnusualError(part)
                column, row = place
                if row <= MAX_ROWS and column <= MAX_COLUMNS:
                    yield (row, column), note_text(_text(each.find(f"{MAIN}text")))


def _text(element: Element | None) -> str:
    """A text and its parts in several looks, without how it is pronounced."""
    if element is None:
        return ""
    parts = (*element.iterfind(f"{MAIN}t"), *element.iterfind(f"{MAIN}r/{MAIN}t"))
    return "".join(each.text or "" for each in parts)


def _range(ref: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of `A1:C3`."""
    first, _, last = ref.partition(":")
    start, end = place_of(first), place_of(last)
    if not start or not end or end < start or end[1] < start[1]:
        raise UnusualError(ref)
    return start[1], start[0], end[1], end[0]


def _covered(merged: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    """The cells of a merged range that are not seen."""
    top, left, bottom, right = merged
    places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return (place for place in places if place != (top, left))

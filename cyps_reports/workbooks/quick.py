"""Reads ordinary .xlsx files several times faster than openpyxl does.

Values come from calamine; what it does not tell (number formats, merged cells, notes) from the XML. Where anything in
the file is not ordinary, it is left to openpyxl, which understands more.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cyps_reports.workbooks import values
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS
from cyps_reports.workbooks.measuring import place_of
from cyps_reports.workbooks.plain import note_text
from cyps_reports.workbooks.values import LARGEST_EXACT

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# The number formats that a file names by number alone (ECMA-376, 18.8.30); those of money differ from land to land.
_FROM_0 = "General|0|0.00|#,##0|#,##0.00|||||0%|0.00%|0.00E+00|# ?/?|# ??/??"
_FROM_14 = "mm-dd-yy|d-mmm-yy|d-mmm|mmm-yy|h:mm AM/PM|h:mm:ss AM/PM|h:mm|h:mm:ss|m/d/yy h:mm"
_FROM_45 = "mm:ss|[h]:mm:ss|mmss.0|##0.0E+0|@"
_BUILT_IN = {
    first + number: code
    for first, codes in ((0, _FROM_0), (14, _FROM_14), (45, _FROM_45))
    for number, code in enumerate(codes.split("|"))
}
# What a number format shows as it stands: in quotation marks, in brackets, behind a backslash.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_OF_DATES = re.compile("[dmyhs]", re.IGNORECASE)


# What is stored in a cell of a kind, where that is not left to calamine: it takes nearly anything for the first shared
# text, or for yes.
_STORED = {"s": re.compile("[0-9]+"), "b": re.compile("[01]")}
_HAS_NO_VALUE = ("e", "inlineStr")


class UnusualError(Exception):
    """The file holds something that only openpyxl is trusted with."""


class _Format(NamedTuple):
    """A number format, and whether it shows a number as a date or a time; no code where it is not known."""

    code: str
    is_of_dates: bool


def read(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook in which every formula has a result.

    Raises:
        Exception: nearly any, where something in the file is not ordinary.

    """
    sheets = values.read(name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        formats, parts = _formats(package), _parts(package)
        return tuple(_completed(each, package, parts[each.name], formats) for each in sheets)


def _completed(sheet: Sheet, package: zipfile.ZipFile, part: str, formats: Mapping[str, _Format]) -> Sheet:
    """The sheet with what calamine does not tell, after a look whether it told everything and the same."""
    root = _xml(package, part)
    cells: dict[tuple[int, int], RawCell] = {}
    for place, style, stored in _stored(root):
        found, form = sheet.cells.get(place), formats[style]
        if found is None or _is_odd(found.value, form, stored):
            raise UnusualError(part, place)
        cells[place] = RawCell(found.value, form.code)
    if len(cells) != len(sheet.cells):
        raise UnusualError(part)
    for place, note in _notes(package, part):
        cells[place] = cells.get(place, EMPTY)._replace(note=note)
    merged = tuple(_range(each.get("ref", "")) for each in root.iter(f"{_MAIN}mergeCell"))
    return Sheet(sheet.workbook, sheet.name, cells, merged)


def _stored(root: Element) -> Iterator[tuple[tuple[int, int], str, str]]:
    """Where a cell stands that holds something, the number of its style, and what is stored there as its value."""
    for cell in root.iter(f"{_MAIN}c"):
        kind = cell.get("t", "n")
        stored = kind if kind in _HAS_NO_VALUE else cell.findtext(f"{_MAIN}v")
        if stored and kind in _STORED and not _STORED[kind].fullmatch(stored):
            raise UnusualError(cell.get("r"))
        if stored:
            column, row = place_of(cell.get("r", "")) or (0, 0)
            if column <= MAX_COLUMNS and row <= MAX_ROWS:
                yield (row, column), cell.get("s", "0"), stored


def _is_odd(value: Value, form: _Format, stored: str) -> bool:
    """Whether the format is not known or does not fit the value, or that is before all dates or beyond all figures."""
    if isinstance(value, str | bool):
        return False
    if isinstance(value, int | float):
        return not form.code or form.is_of_dates or not abs(value) < LARGEST_EXACT
    return not form.is_of_dates or stored.startswith("-")


def _formats(package: zipfile.ZipFile) -> dict[str, _Format]:
    """The number format of each style, by the style's number as cells name it."""
    root = _xml(package, "xl/styles.xml")
    own = {int(each.get("numFmtId", "")): each.get("formatCode", "") for each in root.iter(f"{_MAIN}numFmt")}
    known = {number: _Format(code, _is_of_dates(code)) for number, code in (_BUILT_IN | own).items()}
    unknown = _Format("", is_of_dates=False)
    styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return {str(at): known.get(int(each.get("numFmtId", "0")), unknown) for at, each in enumerate(styles)}


def _is_of_dates(code: str) -> bool:
    return bool(_OF_DATES.search(_LITERAL.sub("", code)))


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    targets = {key: target for key, _, target in _relations(package, "xl/workbook.xml")}
    sheets = _xml(package, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    return {each.get("name", ""): targets[each.get(_RELATION_ID, "")] for each in sheets}


def _notes(package: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Where the notes of a sheet stand, and their texts."""
    for _, kind, target in _relations(package, part):
        if kind.endswith("/comments"):
            for each in _xml(package, target).iter(f"{_MAIN}comment"):
                column, row = place_of(each.get("ref", "")) or (0, 0)
                if 0 < row <= MAX_ROWS and 0 < column <= MAX_COLUMNS:
                    texts = each.iterfind(f"{_MAIN}text//{_MAIN}t")
                    yield (row, column), note_text("".join(text.text or "" for text in texts))


def _relations(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """What a part refers to: key, kind, part."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path in package.namelist():
        for each in _xml(package, path).iter(f"{_PACKAGE}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            yield each.get("Id", ""), each.get("Type", ""), target.lstrip("/")


def _range(ref: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of `A1:C3`."""
    first, _, last = ref.partition(":")
    start, end = place_of(first), place_of(last)
    if not start or not end:
        raise UnusualError(ref)
    return start[1], start[0], end[1], end[0]


def _xml(package: zipfile.ZipFile, part: str) -> Element:
    return ElementTree.fromstring(package.read(part))

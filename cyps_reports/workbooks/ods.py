"""Reads OpenDocument spreadsheets (.ods), which say of each value what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.plain import as_typed

CONTENT = "content.xml"
"""The part of the package that holds the cells."""

_MANIFEST = "META-INF/manifest.xml"
# A run of spaces is told by its number, which may be anything.
_MOST_SPACES = 1000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_encrypted(content: bytes) -> bool:
    """Whether the file asks for a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST)


def read(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        Exception: where the package or its XML is not whole.

    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read(CONTENT), parser)
    tables = list(root.iter(f"{_TABLE}table"))[:MAX_SHEETS]
    hiding = _hiding_styles(root)
    return tuple(_sheet(name, table, is_hidden=table.get(f"{_TABLE}style-name") in hiding) for table in tables)


def _hiding_styles(root: etree._Element) -> frozenset[str | None]:
    """The names of the styles whose sheets are hidden."""
    styles = root.iter(f"{_STYLE}style")
    shown = {each.get(f"{_STYLE}name"): each.find(f"{_STYLE}table-properties") for each in styles}
    return frozenset(name for name, of in shown.items() if of is not None and of.get(f"{_TABLE}display") == "false")


def _sheet(name: str, table: etree._Element, *, is_hidden: bool) -> Sheet:
    cells: dict[tuple[int, int], RawCell] = {}
    merged: list[tuple[int, int, int, int]] = []
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        found = list(_row(element))
        for each in range(row, min(row + times, MAX_ROWS + 1) if found else row):
            for column, cell, down, across in found:
                if cell is not None:
                    cells[each, column] = cell
                if down * across > 1:
                    merged.append((each, column, each + down - 1, column + across - 1))
        row += times
        if row > MAX_ROWS:
            break
    return Sheet(name, str(table.get(f"{_TABLE}name", "")), cells, tuple(merged), is_hidden)


def _row(element: etree._Element) -> Iterator[tuple[int, RawCell | None, int, int]]:
    """Column, cell, and how many rows and columns it is merged over; empty cells are left out."""
    column = 1
    for each in element.iterchildren(*_CELLS):
        times = int(each.get(f"{_TABLE}number-columns-repeated", "1"))
        cell = _cell(each)
        down, across = (int(each.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
        if cell is not None or down * across > 1:
            for at in range(column, min(column + times, MAX_COLUMNS + 1)):
                yield at, cell, down, across
        column += times
        if column > MAX_COLUMNS:
            return


def _cell(element: etree._Element) -> RawCell | None:
    shown = "\n".join(_paragraph(each) for each in element.iterchildren(f"{_TEXT}p"))
    note = "\n".join(
        _paragraph(each) for found in element.iterchildren(f"{_OFFICE}annotation") for each in found.iter(f"{_TEXT}p")
    )
    kind = element.get(f"{_OFFICE}value-type")
    is_formula = element.get(f"{_TABLE}formula") is not None and kind is None
    value = _value(element, kind, as_typed(shown))
    if value is None and not note and not is_formula:
        return None
    return RawCell(value, _number_format(kind, shown), is_formula, as_typed(note).strip())


def _value(element: etree._Element, kind: str | None, shown: str) -> Value:
    number = element.get(f"{_OFFICE}value")
    day = element.get(f"{_OFFICE}date-value")
    if kind in ("float", "percentage", "currency") and number is not None:
        return float(number)
    if kind == "date" and day is not None:
        return datetime.fromisoformat(day[:19])
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value") == "true"
    return shown or None


def _number_format(kind: str | None, shown: str) -> str:
    """The number format that shows the value as it is shown."""
    match = re.search(r"\d\.(\d+)", shown)
    decimals = f".{'0' * len(match[1])}" if match else ""
    if kind == "percentage":
        return f"0{decimals}%"
    return f"0{decimals}" if kind in ("float", "currency") else "General"


def _paragraph(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        spaces = child.tag == f"{_TEXT}s"
        parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), _MOST_SPACES) if spaces else _paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)

"""Writes minimal workbooks in formats that no library writes.

Binary (.xlsb), and those of Excel 2, 3 and 4.
"""

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path

from cyps_reports.workbooks.grid import Book, RawCell
from cyps_reports.workbooks.opening import open_book

Cells = Mapping[tuple[int, int], RawCell]

_TYPES = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001


def as_xlsb(path: Path) -> bytes:
    """The sheets of a workbook with texts, numbers and dates, as a binary one."""
    book = open_book(path)
    assert isinstance(book, Book)
    return xlsb({sheet.name: sheet.cells for sheet in book.sheets})


def _filled(cells: Cells) -> list[tuple[tuple[int, int], RawCell]]:
    return sorted((place, cell) for place, cell in cells.items() if cell.value not in (None, ""))


def xlsb(sheets: Mapping[str, Cells]) -> bytes:
    """A binary workbook (MS-XLSB)."""
    numbered = list(enumerate(sheets.items(), start=1))
    called = ((n, _wide(f"r{n}") + _wide(name)) for n, (name, _) in numbered)
    bundle = b"".join(_record(156, struct.pack("<II", 0, n) + names) for n, names in called)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n, _ in numbered
    )
    styles = _record(617, struct.pack("<I", 2)) + b"".join(
        _record(47, struct.pack("<HH12x", 0, form)) for form in (0, 14)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        types = (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
            f'ContentType="{_TYPES}"/></Types>'
        )
        package.writestr("[Content_Types].xml", types)
        package.writestr(
            "xl/workbook.bin", _record(131) + _record(143) + bundle + _record(144) + _record(132)
        )
        styles_too = f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.bin"/>'
        linked = (
            "<Relationships "
            f'xmlns="{_PACKAGE}/relationships">{relations}{styles_too}</Relationships>'
        )
        package.writestr("xl/_rels/workbook.bin.rels", linked)
        package.writestr("xl/styles.bin", _record(278) + styles + _record(618) + _record(279))
        for number, (_, cells) in numbered:
            package.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(cells))
    return buffer.getvalue()


def _sheet(cells: Cells) -> bytes:
    last_row, last_column = (max((place[way] for place in cells), default=1) - 1 for way in (0, 1))
    size = struct.pack("<IIII", 0, last_row, 0, last_column)
    rows = b"".join(_rows(_filled(cells)))
    return _record(129) + _record(148, size) + _record(145) + rows + _record(146) + _record(130)


def _rows(cells: Iterable[tuple[tuple[int, int], RawCell]]) -> Iterator[bytes]:
    for row, several in groupby(cells, key=lambda each: each[0][0]):
        yield _record(0, struct.pack("<I13x", row - 1))
        for (_, column), cell in several:
            yield _cell(column - 1, cell.value)


def _cell(column: int, value: object) -> bytes:
    is_date = isinstance(value, datetime)
    head = struct.pack("<II", column, int(is_date))
    if isinstance(value, str):
        return _record(6, head + _wide(value))
    return _record(5, head + struct.pack("<d", _number(value)))


def _number(value: object) -> float:
    if isinstance(value, datetime):
        return (value - _FIRST_DAY).total_seconds() / 86_400
    assert isinstance(value, int | float)
    return float(value)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    return _packed(kind) + _packed(len(content)) + content


def _packed(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    packed = b""
    while number >= 0x80:
        packed, number = packed + bytes([number & 0x7F | 0x80]), number >> 7
    return packed + bytes([number])


def old_excel(version: int, cells: Cells) -> bytes:
    """The one sheet of a workbook of Excel 2, 3 or 4: texts and numbers."""
    first = {2: 0x0009, 3: 0x0209, 4: 0x0409}[version]
    made = _old(first, struct.pack("<HHH", 0, 0x0010, 0))
    for (row, column), cell in _filled(cells):
        place = struct.pack("<HH", row - 1, column - 1)
        if isinstance(cell.value, str):
            text = cell.value.encode("cp1252", "replace")[:255]
            length = bytes([len(text)]) if version == 2 else struct.pack("<H", len(text))
            kind, content = 0x0004, length + text
        else:
            kind, content = 0x0003, struct.pack("<d", _number(cell.value))
        look = bytes(3) if version == 2 else bytes(2)
        made += _old(kind if version == 2 else kind | 0x0200, place + look + content)
    return made + _old(0x000A, b"")


def _old(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content

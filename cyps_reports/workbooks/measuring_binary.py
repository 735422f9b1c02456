"""Measures a binary workbook (.xlsb) before calamine opens it, which makes room for whatever a sheet says it has.

Its parts are records: a number, a length, that many bytes (MS-XLSB 2.1.4).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from struct import Struct

from cyps_reports.workbooks import limits
from cyps_reports.workbooks.measuring import Size, TooMuchError, chunks_of, members_of

BINARY = "xl/workbook.bin"
"""The part that tells a binary workbook."""

_ROW, _CELLS, _SHARED_CELL, _TEXT = 0, range(1, 12), 7, 19
_NUMBER = Struct("<I")
_TYPE_BYTES, _LENGTH_BYTES = 2, 4


def size_of_binary(content: bytes) -> Size:
    """How much a binary workbook holds, as far as calamine minds.

    Raises:
        TooMuchError: more than any reader is given.
        Exception: nearly any, where the zip is damaged.

    """
    names = members_of(content)
    size, unpacked, lengths, shown = Size(), 0, list[int](), list[int]()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in (each for each in names if each.endswith(".bin") and each.startswith("xl/")):
            part = bytearray()
            for chunk in chunks_of(archive, archive.getinfo(name)):
                unpacked += len(chunk)
                if unpacked > limits.MAX_BINARY_BYTES:
                    raise TooMuchError("bytes")
                part += chunk
            if name.startswith("xl/worksheets/"):
                size.sheets += 1
                _measure_sheet(memoryview(part), size, shown)
            elif name == "xl/sharedStrings.bin":
                lengths += (_number(record, 1) for kind, record in _records(memoryview(part)) if kind == _TEXT)
    size.spread = sum(lengths[at] for at in shown if at < len(lengths))
    return size


def _measure_sheet(part: memoryview, size: Size, shown: list[int]) -> None:
    right = bottom = row = 0
    for kind, record in _records(part):
        if kind == _ROW:
            row = _number(record, 0) + 1
        elif kind in _CELLS:
            size.cells += 1
            right, bottom = max(right, _number(record, 0) + 1), max(bottom, row)
            if kind == _SHARED_CELL:
                shown.append(_number(record, 8))
    size.right, size.bottom = max(size.right, right), max(size.bottom, bottom)
    size.area = max(size.area, right * bottom)


def _number(record: memoryview, at: int) -> int:
    return int(_NUMBER.unpack_from(record, at)[0]) if len(record) >= at + _NUMBER.size else 0


def _records(part: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The records of a part, each as its number and its bytes."""
    at = 0
    while at < len(part):
        kind, at = _packed(part, at, _TYPE_BYTES)
        length, at = _packed(part, at, _LENGTH_BYTES)
        yield kind, part[at : at + length]
        at += length


def _packed(part: memoryview, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(part):
            break
        byte = part[at]
        number |= (byte & 0x7F) << (7 * place)
        at += 1
        if byte < 0x80:
            break
    return number, at

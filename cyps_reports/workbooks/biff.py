"""The formulas of .xls files of Excel 97 to 2003 that only repeat another cell.

xlrd does not tell them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

Place = tuple[int, int]
"""Row and column, both counted from 0, as in the file."""

_SHEET, _BEGIN, _END, _FORMULA, _SHARED = 0x0085, 0x0809, 0x000A, 0x0006, 0x04BC
_WORKSHEET = 0
_NOUGHT = bytes(8)
# A reference in a formula, by what it starts with, and how long it is: to a cell of this sheet,
# also in a formula that several cells share, or to a name; to a cell or a name elsewhere. Each
# comes in three classes.
_HERE, _ELSEWHERE = (
    (0x24, 0x44, 0x64, 0x2C, 0x4C, 0x6C, 0x23, 0x43, 0x63),
    (0x3A, 0x5A, 0x7A, 0x39, 0x59, 0x79),
)
_REFERENCES = dict.fromkeys(_HERE, 5) | dict.fromkeys(_ELSEWHERE, 7)
_PLUS_AND_BRACKETS = b"\x12\x15"
_OF_SHARED = 0x01


def linked_noughts(stream: bytes) -> tuple[frozenset[Place], ...]:
    """The cells of each worksheet that hold nothing but a reference, whose result is 0.

    In the sheets' order.

    Raises:
        struct.error, IndexError: where the records are not whole.

    """
    sheets = [
        data for code, data in _records(stream, 0) if code == _SHEET and data[5] == _WORKSHEET
    ]
    starts = [struct.unpack_from("<I", data)[0] for data in sheets]
    return tuple(frozenset(_of_sheet(stream, start)) for start in starts)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part that begins there, without those of charts within it.

    What each is, and its data.
    """
    depth = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        depth += (code == _BEGIN) - (code == _END)
        if depth == 1:
            yield code, stream[at + 4 : at + 4 + length]
        if depth < 1:
            return
        at += 4 + length


def _of_sheet(stream: bytes, start: int) -> Iterator[Place]:
    last: Place = (0, 0)
    alike: dict[Place, bool] = {}
    waiting: list[tuple[Place, Place]] = []
    for code, data in _records(stream, start):
        if code == _FORMULA:
            last = struct.unpack_from("<HH", data)
            tokens = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
            if data[6:14] != _NOUGHT:
                continue
            if _is_reference(tokens):
                yield last
            if len(tokens) == 5 and tokens[0] == _OF_SHARED:
                waiting.append((last, struct.unpack_from("<HH", tokens, 1)))
        if code == _SHARED:
            # It follows the first of the formulas that share it.
            alike[last] = _is_reference(data[10 : 10 + struct.unpack_from("<H", data, 8)[0]])
    yield from (place for place, first in waiting if alike.get(first))


def _is_reference(tokens: bytes) -> bool:
    bare = tokens.rstrip(_PLUS_AND_BRACKETS)
    return bool(bare) and _REFERENCES.get(bare[0]) == len(bare)

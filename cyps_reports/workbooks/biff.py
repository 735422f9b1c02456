"""The formulas of .xls files of Excel 97 to 2003 that only repeat another cell, or look one up.

Or that go by the day on which they are calculated. xlrd does not tell them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

Place = tuple[int, int]
"""Row and column, both counted from 0, as in the file."""

_SHEET, _BEGIN, _END, _FORMULA = 0x0085, 0x0809, 0x000A, 0x0006
# A formula that several cells have together, each its own or one array, and where it begins.
_TOGETHER = {0x04BC: 8, 0x0221: 12}
_WORKSHEET = 0
_NOUGHT = bytes(8)
# A reference in a formula, by what it starts with, and how long it is: to a cell of this sheet,
# also in a formula that several cells share, or to a name; to a cell or a name elsewhere; to
# several cells here, and elsewhere. Each comes in three classes.
_HERE, _ELSEWHERE = (
    (0x24, 0x44, 0x64, 0x2C, 0x4C, 0x6C, 0x23, 0x43, 0x63),
    (0x3A, 0x5A, 0x7A, 0x39, 0x59, 0x79),
)
_AREA_HERE, _AREA_ELSEWHERE = (0x25, 0x45, 0x65, 0x2D, 0x4D, 0x6D), (0x3B, 0x5B, 0x7B)
_REFERENCES = {
    **dict.fromkeys(_HERE, 5),
    **dict.fromkeys(_ELSEWHERE, 7),
    **dict.fromkeys(_AREA_HERE, 9),
    **dict.fromkeys(_AREA_ELSEWHERE, 11),
}
_PLUS_AND_BRACKETS = b"\x12\x15"
_OF_SHARED = 0x01
# A call of a function that takes any number of things, and the functions that show a cell found
# elsewhere: LOOKUP, INDEX, OFFSET, HLOOKUP, VLOOKUP, INDIRECT.
_CALLS, _CALL_LENGTH = (0x22, 0x42, 0x62), 4
_LOOKING_UP = (28, 29, 78, 100, 101, 102, 148)
# A number by which is multiplied or divided, or to which is rounded; a per cent sign; INT, VALUE,
# TRANSPOSE and N.
_SCALED = re.compile(
    rb"(?:(?:\x1e..|\x1f.{8})(?:[\x05\x06]|[\x21\x41\x61]\x1b\x00)|\x14"
    rb"|[\x21\x41\x61][\x19\x21\x53\x83]\x00)\Z",
    re.DOTALL,
)
_MOST_STEPS = 5
# TODAY and NOW, which take nothing.
_OF_TODAY = re.compile(rb"[\x21\x41\x61](?:\xdd|\x4a)\x00")


class FormulaCells(NamedTuple):
    """The cells of a sheet with formulas.

    Those that only repeat another one, with 0 as their result, those that go by the day on which
    they are calculated, and all.
    """

    linked: frozenset[Place] = frozenset()
    of_today: frozenset[Place] = frozenset()
    all: frozenset[Place] = frozenset()


def formula_cells(stream: bytes) -> tuple[FormulaCells, ...]:
    """What the formulas of each worksheet tell, in the sheets' order.

    Raises:
        struct.error, IndexError: where the records are not whole.

    """
    sheets = [
        data for code, data in _records(stream, 0) if code == _SHEET and data[5] == _WORKSHEET
    ]
    starts = [struct.unpack_from("<I", data)[0] for data in sheets]
    return tuple(_of_sheet(stream, start) for start in starts)


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


def _of_sheet(stream: bytes, start: int) -> FormulaCells:
    last: Place = (0, 0)
    noughts, tokens_at = set[Place](), dict[Place, bytes]()
    shared, sharing = dict[Place, bytes](), dict[Place, Place]()
    for code, data in _records(stream, start):
        if code == _FORMULA:
            last = struct.unpack_from("<HH", data)
            tokens = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
            noughts |= {last} if data[6:14] == _NOUGHT else set()
            if len(tokens) == 5 and tokens[0] == _OF_SHARED:
                sharing[last] = struct.unpack_from("<HH", tokens, 1)
            else:
                tokens_at[last] = tokens
        if at := _TOGETHER.get(code):
            # It follows the first of the formulas that share it.
            shared[last] = data[at + 2 : at + 2 + struct.unpack_from("<H", data, at)[0]]
    tokens_at |= {place: shared[first] for place, first in sharing.items() if first in shared}
    return FormulaCells(
        frozenset(place for place in noughts if _repeats(tokens_at.get(place, b""))),
        frozenset(place for place, tokens in tokens_at.items() if _OF_TODAY.search(tokens)),
        frozenset((*tokens_at, *sharing)),
    )


def _repeats(tokens: bytes) -> bool:
    """Whether a formula is one reference or looks one up, also rounded or in another unit."""
    for _ in range(_MOST_STEPS):
        tokens = tokens.rstrip(_PLUS_AND_BRACKETS)
        if not tokens or _REFERENCES.get(tokens[0]) == len(tokens) or _looks_up(tokens):
            return bool(tokens)
        tokens = _SCALED.sub(b"", tokens)
    return False


def _looks_up(tokens: bytes) -> bool:
    """Whether the function that is worked out last is one that looks a cell up."""
    if len(tokens) < _CALL_LENGTH or tokens[-_CALL_LENGTH] not in _CALLS:
        return False
    return struct.unpack("<H", tokens[-2:])[0] in _LOOKING_UP

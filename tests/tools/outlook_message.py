"""Messages as Outlook saves them (.msg): what is attached to one, and the file that holds it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_BINARY, _TEXT, _NUMBER, _OBJECT = 0x0102, 0x001F, 0x0003, 0x000D
_METHOD, _DATA, _NAME, _CLASS = 0x3705, 0x3701, 0x3707, 0x001A
BY_VALUE, EMBEDDED, BY_WEB_REFERENCE = 1, 5, 7

Folder = dict[str, "bytes | Folder"]
"""The streams and folders in a compound file, by name."""


@dataclass(frozen=True)
class Mail:
    """A message with what is attached to it, by name: a file's bytes, another message, a link."""

    attached: Mapping[str, bytes | Mail | None] = field(default_factory=dict)


def message(mail: Mail) -> bytes:
    """The message as a file."""
    return compound_file({**_streams(mail, 32), "__nameid_version1.0": {}})


def _streams(mail: Mail, header: int) -> Folder:
    folder: Folder = {
        f"__attach_version1.0_#{number:08X}": _attachment(name, each)
        for number, (name, each) in enumerate(mail.attached.items())
    }
    count = len(mail.attached)
    start = struct.pack("<8x4I", 0, count, 0, count).ljust(header, b"\0")
    return folder | _properties(start, {(_CLASS, _TEXT): "IPM.Note".encode("utf-16-le")})


def _attachment(name: str, content: bytes | Mail | None) -> Folder:
    named = {(_NAME, _TEXT): name.encode("utf-16-le")}
    if isinstance(content, Mail):
        folder = _properties(bytes(8), named, {_METHOD: EMBEDDED})
        return folder | {f"__substg1.0_{_DATA:04X}{_OBJECT:04X}": _streams(content, 24)}
    if content is None:
        return _properties(bytes(8), named, {_METHOD: BY_WEB_REFERENCE})
    return _properties(bytes(8), named | {(_DATA, _BINARY): content}, {_METHOD: BY_VALUE})


def _properties(
    start: bytes,
    values: Mapping[tuple[int, int], bytes],
    numbers: Mapping[int, int] | None = None,
) -> Folder:
    """Properties with a stream of their own, and numbers, which stand in the list itself."""
    said = b"".join(
        struct.pack("<HHII4x", kind, key, 6, len(value)) for (key, kind), value in values.items()
    )
    said += b"".join(
        struct.pack("<HHII4x", _NUMBER, key, 6, value) for key, value in (numbers or {}).items()
    )
    streams: Folder = {
        f"__substg1.0_{key:04X}{kind:04X}": value for (key, kind), value in values.items()
    }
    return streams | {"__properties_version1.0": start + said}


def compound_file(root: Folder) -> bytes:
    """Streams and folders as one file, as Office before 2007 kept everything."""
    return _Compound(root).content()


class _Compound:
    """A compound file in the making: its sectors, its small ones, and the entries of all."""

    def __init__(self, root: Folder) -> None:
        self._sectors: list[bytes] = []
        self._chain: list[int] = []
        self._small = b""
        self._small_chain: list[int] = []
        self._entries: list[bytes] = [b""]
        child = self._folder(root)
        start, size = self._stored(self._small)
        self._entries[0] = _entry("Root Entry", 5, child, start, size)

    def _folder(self, folder: Folder) -> int:
        """Adds what is in a folder, one after the other; the number of its first entry."""
        numbers = []
        for name, inside in folder.items():
            number = len(self._entries)
            numbers.append(number)
            self._entries.append(b"")
            if isinstance(inside, bytes):
                kind, child, (start, size) = 2, _NONE, self._put(inside)
            else:
                kind, child, start, size = 1, self._folder(inside), 0, 0
            self._entries[number] = _entry(name, kind, child, start, size)
        for number, right in pairwise(numbers):
            entry = self._entries[number]
            self._entries[number] = entry[:72] + struct.pack("<I", right) + entry[76:]
        return numbers[0] if numbers else _NONE

    def _put(self, content: bytes) -> tuple[int, int]:
        if not content:
            return _END, 0
        if len(content) >= _CUTOFF:
            return self._stored(content)
        start = len(self._small_chain)
        pieces = -(-len(content) // _SMALL)
        self._small += content.ljust(pieces * _SMALL, b"\0")
        self._small_chain += [*range(start + 1, start + pieces), _END]
        return start, len(content)

    def _stored(self, content: bytes) -> tuple[int, int]:
        if not content:
            return _END, 0
        start = len(self._sectors)
        self._sectors += _pieces(content)
        self._chain += [*range(start + 1, len(self._sectors)), _END]
        return start, len(content)

    def content(self) -> bytes:
        """The whole file."""
        small, _ = self._stored(struct.pack(f"<{len(self._small_chain)}I", *self._small_chain))
        entries = b"".join(self._entries).ljust(-(-len(self._entries) // 4) * _SECTOR, b"\0")
        directory, _ = self._stored(entries)
        tables = 1
        while tables * 128 < len(self._sectors) + tables:
            tables += 1
        assert tables <= 109, "fits into the header"
        places = range(len(self._sectors), len(self._sectors) + tables)
        chain = [*self._chain, *[_TABLE] * tables]
        chain += [_FREE] * (tables * 128 - len(chain))
        count = -(-len(self._small_chain) * 4 // _SECTOR)
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        numbers = (0, tables, directory, 0, _CUTOFF, small, count, _END, 0)
        head += struct.pack("<9I", *numbers)
        head += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
        return head + b"".join(self._sectors) + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    fields = struct.pack("<HBBIII", len(title), kind, 1, _NONE, _NONE, child)
    return title.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<III", start, size, 0)


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _SECTOR):
        yield content[start : start + _SECTOR].ljust(_SECTOR, b"\0")

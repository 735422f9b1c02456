"""Workbooks of Excel 97 to 2003 (.xls) put together record by record, as no library writes them."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.tools.outlook_message import compound_file

GLOBALS, WORKSHEET, CHART = 0x0005, 0x0010, 0x0020
VISIBLE, HIDDEN, VERY_HIDDEN = 0, 1, 2
_OUR_FONTS = ((0, 0), (0x8, 0), (0, 1), (0, 2), (0x8, 2))
"""Plain, struck through, raised, lowered, and both; no font has the number 4."""
FORMATS = ("dd/mm/yy", "[h]:mm", '0" days"', "x" * 255, "x" * 256)
"""The number formats that are the workbook's own, from 164."""
TEXT_RESULT = b"\0\0\0\0\0\0\xff\xff"


def record(code: int, data: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", code, len(data)) + data


def begin(kind: int) -> bytes:
    """What begins the part for the whole workbook, a sheet or a chart."""
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


END = record(0x000A)


def number(row: int, column: int, value: float, look: int = 0) -> bytes:
    """A cell with a number; rows and columns are counted from 0."""
    return record(0x0203, struct.pack("<HHHd", row, column, look, value))


def blank(row: int, column: int, look: int = 0) -> bytes:
    """A cell with nothing in it but its look."""
    return record(0x0201, struct.pack("<HHH", row, column, look))


def text(row: int, column: int, at: int, look: int = 0) -> bytes:
    """A cell with one of the workbook's texts."""
    return record(0x00FD, struct.pack("<HHHI", row, column, look, at))


def truth_or_error(row: int, column: int, value: int, *, is_error: bool) -> bytes:
    """A cell that holds true or false, or an error."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def formula(row: int, column: int, tokens: bytes, result: float | bytes = 0.0) -> bytes:
    """A cell with a formula and its result; that of a text follows it."""
    shown = result if isinstance(result, bytes) else struct.pack("<d", result)
    size = struct.pack("<HIH", 0, 0, len(tokens))
    made = record(0x0006, struct.pack("<HHH", row, column, 0) + shown + size + tokens)
    return made + (record(0x0207, _wide("said")) if shown == TEXT_RESULT else b"")


def shared(tokens: bytes, *, is_array: bool = False) -> bytes:
    """The formula that the one before it, and others, have together."""
    lies, size = struct.pack("<HHBB", 0, 9, 0, 9), struct.pack("<H", len(tokens))
    if is_array:
        return record(0x0221, lies + bytes(6) + size + tokens)
    return record(0x04BC, lies + bytes(2) + size + tokens)


def sharing(row: int, column: int) -> bytes:
    """The tokens of a formula that goes by the one that a cell has."""
    return b"\x01" + struct.pack("<HH", row, column)


def merged(*ranges: tuple[int, int, int, int]) -> bytes:
    """Merged cells: first and last row, first and last column."""
    told = b"".join(struct.pack("<HHHH", *each) for each in ranges)
    return record(0x00E5, struct.pack("<H", len(ranges)) + told)


def hidden_row(row: int, *, is_hidden: bool = True) -> bytes:
    """What is said of a row."""
    return record(0x0208, struct.pack("<HHHHHHI", row, 0, 1, 255, 0, 0, 0x20 * is_hidden))


def hidden_columns(first: int, last: int, *, is_hidden: bool = True) -> bytes:
    """What is said of columns."""
    return record(0x007D, struct.pack("<HHHHHH", first, last, 2560, 0, int(is_hidden), 0))


def note(row: int, column: int, said: str, key: int) -> bytes:
    """A note on a cell."""
    drawn = struct.pack("<HHHHH12xHH", 0x15, 0x12, 0x19, key, 0, 0, 0)
    made = record(0x005D, drawn) + record(0x01B6, struct.pack("<HH6xHHI", 0, 0, len(said), 0, 0))
    made += record(0x003C, b"\1" + said.encode("utf-16-le"))
    return made + record(0x001C, struct.pack("<HHHH", row, column, 0, key) + _wide("Anna"))


_LINK = bytes.fromhex("D0C9EA79F9BACE118C8200AA004BA90B02000000")
_URL = bytes.fromhex("E0C9EA79F9BACE118C8200AA004BA90B")
_FILE = bytes.fromhex("0303000000000000C000000000000046")


def link(row: int, column: int, url: str = "", part: str = "", path: bytes = b"") -> bytes:
    """A hyperlink on a cell: to an address, to a part of it, or to a file."""
    options, target = 0x3 * bool(url or path) | 0x8 * bool(part), b""
    if url:
        wide = f"{url}\0".encode("utf-16-le")
        target = _URL + struct.pack("<I", len(wide)) + wide
    if path:
        short = path + b"\0"
        target = _FILE + struct.pack("<HI", 0, len(short)) + short + bytes(24) + bytes(4)
    if part:
        target += struct.pack("<I", len(part) + 1) + f"{part}\0".encode("utf-16-le")
    lies = struct.pack("<HHHH", row, row, column, column)
    return record(0x01B8, lies + _LINK + struct.pack("<I", options) + target)


def _wide(said: str) -> bytes:
    return struct.pack("<HB", len(said), 1) + said.encode("utf-16-le")


@dataclass(frozen=True)
class Text:
    """A text, and where in it a font begins, by the font's number."""

    said: str
    runs: tuple[tuple[int, int], ...] = ()

    def stored(self) -> bytes:
        """As it stands among the texts of a workbook."""
        letters = self.said.encode("utf-16-le", "surrogatepass")
        head = struct.pack("<HB", len(letters) // 2, 0x9 if self.runs else 0x1)
        many = struct.pack("<H", len(self.runs)) if self.runs else b""
        return head + many + letters + b"".join(struct.pack("<HH", *each) for each in self.runs)


@dataclass(frozen=True)
class Page:
    """A sheet or a chart: its records, what kind it is, whether it can be seen."""

    records: bytes
    kind: int = 0
    seen: int = VISIBLE


def looks() -> tuple[bytes, bytes]:
    """The fonts and number formats, and the looks by number: each format, then each font."""
    fonts = b"".join(
        record(
            0x0031,
            struct.pack("<HHHHHBBBBBB", 200, options, 0, 400, stands, 0, 0, 0, 0, 1, 0) + b"A",
        )
        for options, stands in _OUR_FONTS
    )
    formats = b"".join(
        record(0x041E, struct.pack("<H", 164 + at) + _wide(each)) for at, each in enumerate(FORMATS)
    )
    pairs = [(0, 0), (0, 14), *((0, 164 + at) for at, _ in enumerate(FORMATS)), (0, 999)]
    pairs += [(font, 0) for font in (1, 2, 3, 5, 99)]
    return fonts + formats, b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIiH", *each, 0, 0, 0, 0, 0, 0, 0, 0)) for each in pairs
    )


def stream(
    sheets: Mapping[str, Page], texts: Iterable[Text] = (), *, of_mac: bool = False
) -> bytes:
    """The records of a whole workbook."""
    kept = [each.stored() for each in texts]
    known, made = looks()
    table = record(0x00FC, struct.pack("<II", len(kept), len(kept)) + b"".join(kept))
    head = begin(GLOBALS) + record(0x0042, struct.pack("<H", 1200))
    head += record(0x0022, struct.pack("<H", of_mac)) + known + made
    listed = [_listed(0, name, page) for name, page in sheets.items()]
    start = len(head) + sum(map(len, listed)) + len(table) + len(END)
    bodies = b""
    for at, (name, page) in enumerate(sheets.items()):
        listed[at] = _listed(start + len(bodies), name, page)
        bodies += begin(CHART if page.kind == 2 else WORKSHEET) + page.records + END
    return head + b"".join(listed) + table + END + bodies


def _listed(start: int, name: str, page: Page) -> bytes:
    letters = name.encode("latin-1")
    said = struct.pack("<IBBBB", start, page.seen, page.kind, len(letters), 0) + letters
    return record(0x0085, said)


def old_workbook(records: bytes) -> bytes:
    """The file that holds the records."""
    return compound_file({"Workbook": records.ljust(4096, b"\0")})

"""Types values into cells of a workbook that the program wrote, and saves it.

The cells come out as openpyxl would save them, which takes many times as long. It is asked where
something else is typed than words and figures, and dates in cells for dates.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import to_excel

Cells = Mapping[tuple[str, str], object]
"""What is typed, by sheet and cell; None empties it."""

_SHEET = re.compile(r'<sheet name="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|>(<f>[^<]*</f>)?.*?</c>)', re.DOTALL
)
_FORMAT = re.compile(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"')
_LOOKS = re.compile(r"<cellXfs.*?</cellXfs>")
_LOOK = re.compile(r'<xf numFmtId="(\d+)"')
# An equals sign begins a formula, a number sign an error, and XML cannot hold some signs.
_NO_MERE_WORDS = re.compile(r"^[=#]|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_QUICKLY = 1
"""How much is done to make a file small that is soon thrown away."""


def type_into(path: Path, cells: Cells) -> None:
    """Types into a workbook where it lies. As openpyxl leaves it, no formula has a result."""
    path.write_bytes(typed_into(path.read_bytes(), cells))


def typed_into(workbook: bytes, cells: Cells) -> bytes:
    """The same of a workbook's bytes."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    try:
        return _packed(parts | _Typing(parts, cells).sheets())
    except _NotSoPlainError:
        return _by_openpyxl(workbook, cells)


class _NotSoPlainError(Exception):
    """Something else is typed than is done here."""


class _Typing:
    """What is typed into the sheets of a workbook; they lie in their order."""

    def __init__(self, parts: Mapping[str, bytes], cells: Cells) -> None:
        self._parts, self._left = parts, dict(cells)
        styles = parts["xl/styles.xml"].decode()
        formats = {number: unescape(code, _QUOTE) for number, code in _FORMAT.findall(styles)}
        numbers = _LOOK.findall("".join(_LOOKS.findall(styles)))
        self._is_for_dates = [
            is_date_format(formats.get(each) or BUILTIN_FORMATS.get(int(each), ""))
            for each in numbers
        ]

    def sheets(self) -> dict[str, bytes]:
        """The parts of all sheets, with what is typed into them."""
        names = _SHEET.findall(self._parts["xl/workbook.xml"].decode())
        made = {
            part: self._sheet(unescape(name, _QUOTE), self._parts[part].decode()).encode()
            for at, name in enumerate(names, start=1)
            for part in (f"xl/worksheets/sheet{at}.xml",)
        }
        if self._left:  # there is no such cell yet
            raise _NotSoPlainError
        return made

    def _sheet(self, sheet: str, xml: str) -> str:
        def typed(found: re.Match[str]) -> str:
            cell, look, formula = found.groups()
            if (sheet, cell) in self._left:
                return self._typed(cell, look or "0", self._left.pop((sheet, cell)))
            return f"{_start(cell, look)}>{formula}<v/></c>" if formula else found[0]

        return _CELL.sub(typed, xml)

    def _typed(self, cell: str, look: str, value: object) -> str:
        start = _start(cell, look)
        match value:
            case None:
                return f"{start}/>"
            case bool():
                raise _NotSoPlainError
            case str() if len(value) <= _LONGEST and not _NO_MERE_WORDS.search(value):
                said = escape(value)
                return f'{start} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
            case int() | float() | Decimal():
                return f'{start} t="n"><v>{value}</v></c>'
            case date() if self._is_for_dates[int(look)]:
                serial = to_excel(value)  # type: ignore[no-untyped-call]
                return f'{start} t="n"><v>{serial:.16g}</v></c>'
            case _:
                raise _NotSoPlainError


_QUOTE = {"&quot;": '"'}


def _start(cell: str, look: str | None) -> str:
    return f'<c r="{cell}" s="{look or 0}"'


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKLY) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def _by_openpyxl(workbook: bytes, cells: Cells) -> bytes:
    opened, buffer = openpyxl.load_workbook(io.BytesIO(workbook)), io.BytesIO()
    for (sheet, cell), value in cells.items():
        opened[sheet][cell].value = value
    opened.save(buffer)
    return buffer.getvalue()

"""Measures a workbook's package before any library opens it: libraries believe whatever a file says of itself.

The parts are unpacked bit by bit, within bounds, whatever the zip's directory says of their sizes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from cyps_reports.workbooks import limits
from cyps_reports.workbooks.ods import CONTENT as OPEN_DOCUMENT
from cyps_reports.workbooks.places import area_of, place_of

_OF_OTHERS = ("customXml/", "customUI/")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK = 64 * 1024
_MANY_ATTRIBUTES = 8
# The number of a shared text has no more digits; a value may have any number of letters.
_LONGEST_NUMBER = 20
_OF_CELLS = frozenset(("row", "c", "v", "f", "is", "si", "t", "r", "rPr"))
_PLAIN_PLACE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class TooMuchError(Exception):
    """A file holds more than is read."""


class UnsafeError(Exception):
    """The XML of a file declares entities or the like in a document type; no spreadsheet program does."""


@dataclass(slots=True)
class Size:
    """How much a workbook holds.

    `right` and `bottom` are the last column and row with something in them, `area` the largest such rectangle of
    a sheet, `merged` how many cells are merged, `others` the most elements of a part that are no part of a cell.
    `has_uncalculated` where a formula has no stored result, `has_noughts` where one has 0; `has_odd_places` where a
    cell does not say its place, or one that there is not, on which calamine breaks off the whole program. `spread` are
    the letters of the shared texts, each as often as a cell shows it.
    """

    elements: int = 0
    sheets: int = 0
    cells: int = 0
    right: int = 0
    bottom: int = 0
    area: int = 0
    merged: int = 0
    letters: int = 0
    others: int = 0
    has_uncalculated: bool = False
    has_noughts: bool = False
    has_odd_places: bool = False
    spread: int = 0

    @property
    def fits_calamine(self) -> bool:
        """Whether calamine reads it in little memory: it makes room for whole rectangles and for each cell's text."""
        return self.area <= limits.MAX_AREA and self.spread <= limits.MAX_LETTERS and not self.has_odd_places

    @property
    def is_ordinary(self) -> bool:
        """Whether openpyxl reads it in little time and memory."""
        return self.is_ordinary_unmerged and self.merged <= limits.ORDINARY_MERGED

    @property
    def is_ordinary_unmerged(self) -> bool:
        """Whether it would be but for cells that are merged over whole sheets."""
        return (
            self.elements <= limits.ORDINARY_ELEMENTS
            and self.cells <= limits.ORDINARY_CELLS
            and self.others <= limits.ORDINARY_OTHERS
        )


def size_of(content: bytes) -> Size:
    """How much a package holds.

    Raises:
        TooMuchError: more than any reader is given.
        UnsafeError: a part has a document type.
        Exception: nearly any, where the zip is damaged.

    """
    is_read = _is_read_of(members_of(content))
    size, unpacked, shared = Size(), 0, _Shared()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if is_read(member.filename):
                size.sheets += member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
                part = _Part(size, shared)
                for chunk in chunks_of(archive, member):
                    unpacked += len(chunk)
                    if unpacked > limits.MAX_UNPACKED_BYTES:
                        raise TooMuchError("bytes")
                    part.feed(chunk)
                part.end()
    size.spread = shared.spread
    return size


def members_of(content: bytes) -> tuple[str, ...]:
    """The names of what is packed in a zip file.

    Raises:
        TooMuchError: they are far too many.
        Exception: nearly any, where the zip is damaged.

    """
    # The library reads the whole directory at once.
    if content.count(_DIRECTORY_ENTRY) > limits.MAX_PARTS:
        raise TooMuchError("parts")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(archive.namelist())


def _is_read_of(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Which parts of a package the readers look at; what a macro or a form has of its own they do not."""
    if OPEN_DOCUMENT in names:
        return lambda name: name == OPEN_DOCUMENT
    return lambda name: name.endswith((".xml", ".rels", ".vml")) and not name.startswith(_OF_OTHERS)


def chunks_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes bit by bit.

    Raises:
        Exception: nearly any, where it is damaged or packed as no office program does.

    """
    # Others may ask for any amount of memory.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(member.filename)
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


class _Shared:
    """How long each shared text is, and how many cells show it."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.shown: Counter[str] = Counter()

    @property
    def spread(self) -> int:
        known = ((int(at), times) for at, times in self.shown.items() if at.isascii() and at.isdigit())
        return sum(self.lengths[at] * times for at, times in known if at < len(self.lengths))


class _Part:
    """One part on its way through the parser; adds to the size of the whole."""

    def __init__(self, size: Size, shared: _Shared) -> None:
        self._size, self._shared = size, shared
        self._sheets: set[str] = set()
        self._kind = self._stored = ""
        self._elements = self._others = self._cells = self._depth = self._silent_bytes = 0
        self._right = self._bottom = self._row = self._column = self._cell_row = 0
        self._has_formula = self._has_value = self._in_value = self._in_shared = False
        self._is_broken = False
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse

    def feed(self, chunk: bytes) -> None:
        """More of the part's bytes; what follows a mistake in the XML no reader sees."""
        if self._is_broken:
            return
        self._silent_bytes += len(chunk)
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            self._is_broken = True
        if self._silent_bytes > limits.MAX_TOKEN_BYTES:
            raise TooMuchError("token")
        if self._size.elements + self._elements > limits.MAX_ELEMENTS:
            raise TooMuchError("elements")

    def end(self) -> None:
        """The part is over: what it held is added up."""
        size = self._size
        size.elements += self._elements
        size.cells += self._cells
        size.right, size.bottom = max(size.right, self._right), max(size.bottom, self._bottom)
        size.area = max(size.area, self._right * self._bottom)
        size.others = max(size.others, self._others)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Attributes take memory too; no program writes as many as would count here.
        self._elements += 1 + len(attributes) // _MANY_ATTRIBUTES
        self._depth += 1
        self._silent_bytes = 0
        if self._depth > limits.MAX_DEPTH:
            raise TooMuchError("depth")
        local = name.rpartition(":")[2] if ":" in name else name
        self._others += local not in _OF_CELLS
        match local:
            case "c":
                self._cells += 1
                self._has_formula = self._has_value = False
                self._kind = attributes.get("t", "")
                self._column, self._cell_row = place_of(attributes.get("r", "")) or (self._column + 1, self._row)
                self._size.has_odd_places |= not _PLAIN_PLACE.fullmatch(attributes.get("r", ""))
            case "row":
                # Rows and cells that do not say their place follow the one before.
                self._row, self._column = _row_in(attributes.get("r", "")) or self._row + 1, 0
            case "f":
                self._has_formula = True
            case "v" | "is":
                self._in_value, self._stored = True, ""
                self._right, self._bottom = max(self._right, self._column), max(self._bottom, self._cell_row)
            case "si":
                self._in_shared = True
                self._shared.lengths.append(0)
            case "numFmt" if len(attributes.get("formatCode", "")) > limits.MAX_FORMAT_LETTERS:
                raise TooMuchError("format")
            case "Relationship" if attributes.get("Type", "").endswith("/worksheet"):
                # Read once for each, a sheet that many name would never end.
                if attributes.get("Target") in self._sheets:
                    raise TooMuchError("sheets")
                self._sheets.add(attributes.get("Target", ""))
            case "mergeCell":
                self._size.merged += area_of(attributes.get("ref", ""))

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._silent_bytes = 0
        match name.rpartition(":")[2] if ":" in name else name:
            case "v" | "is":
                self._in_value = False
                if self._kind == "s":
                    self._shared.shown[self._stored] += 1
            case "si":
                self._in_shared = False
            case "c":
                self._size.has_uncalculated |= self._has_formula and not self._has_value
                self._size.has_noughts |= self._has_formula and self._has_value and self._stored == "0"

    def _text(self, text: str) -> None:
        self._silent_bytes = 0
        if self._in_value:
            # An element for a value may be there and empty.
            self._has_value = True
            if len(self._stored) <= _LONGEST_NUMBER:
                self._stored += text
        if self._in_shared:
            self._shared.lengths[-1] += len(text)
        self._size.letters += len(text)
        if self._size.letters > limits.MAX_LETTERS:
            raise TooMuchError("letters")


def _refuse(name: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
    """A document type that declares nothing is harmless: no parser used here fetches the one that it names."""
    if has_internal_subset:
        raise UnsafeError


def _row_in(number: str) -> int:
    """The number of a row; 0 where it says none."""
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER else 0

"""What one file may hold.

One budget that every reader draws on while it reads, whatever the file says of itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks import limits

_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK, _BIT, _BEGINNING = 64 * 1024, 1024, 200
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xfe\xff"
"""What may stand before the first tag, in any encoding."""

OPEN_DOCUMENT = "content.xml"
"""The part that tells an OpenDocument package, and holds its cells."""
OF_OPEN_DOCUMENT = STYLES, MANIFEST = "styles.xml", "META-INF/manifest.xml"
"""The other parts of one that are read."""


class TooMuchError(Exception):
    """A file holds more than is read."""


class UnsafeError(Exception):
    """The XML of a file declares entities or the like in a document type.

    No spreadsheet program does.
    """


class Budget:
    """What is left of what one file may hold, and what its reader passed over.

    `is_beyond` where something stands too far down or right, `is_damaged` where a cell is not what
    it says it is, `sheets` how many there are.
    """

    def __init__(self) -> None:
        self.is_beyond = self.is_damaged = False
        self.sheets = 0
        self._cells, self._letters, self._merged = (
            limits.MAX_CELLS,
            limits.MAX_LETTERS,
            limits.MAX_MERGED,
        )

    def reaches(self, row: int, column: int) -> bool:
        """Whether what stands there is read."""
        is_near = row <= limits.MAX_ROWS and column <= limits.MAX_COLUMNS
        self.is_beyond |= not is_near
        return is_near

    def take(self, letters: int, cells: int = 1) -> None:
        """Cells that are kept, and the letters in them together.

        Raises:
            TooMuchError: the file holds more than it may.

        """
        self._cells -= cells
        self._letters -= letters
        if self._cells < 0 or self._letters < 0:
            raise TooMuchError("cells")

    def merge(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Whether a merged range is taken as one.

        Cells merged over whole sheets are read as if they were not.
        """
        area = (min(bottom, limits.MAX_ROWS) - top + 1) * (
            min(right, limits.MAX_COLUMNS) - left + 1
        )
        is_merged = area <= min(self._merged, limits.LARGEST_MERGED)
        if is_merged:
            self._merged -= max(area, 1)
        self.is_damaged |= not is_merged
        return is_merged


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


def chunks_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes bit by bit.

    Raises:
        Exception: nearly any, where it is damaged or packed as no office program does.

    """
    with opened(archive, member) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


@dataclass(slots=True)
class Scales:
    """How much of a package was unpacked, and how much there may be."""

    most_bytes: int = limits.MAX_UNPACKED_BYTES
    most_tags: int = limits.MAX_TAGS
    unpacked: int = 0
    tags: int = 0

    def take(self, chunk: bytes, name: str) -> None:
        """More bytes, of a part of that name.

        Raises:
            TooMuchError: they are more than there may be.

        """
        self.unpacked += len(chunk)
        self.tags += chunk.count(b"<")
        if self.unpacked > self.most_bytes or self.tags > self.most_tags:
            raise TooMuchError(name)

    def empty(self) -> None:
        """What was taken is kept no longer."""
        self.unpacked = self.tags = 0


def weigh(
    content: bytes,
    most_bytes: int = limits.MAX_UNPACKED_BYTES,
    most_tags: int = limits.MAX_TAGS,
    *,
    with_pictures: bool = False,
) -> bool:
    """Unpacks every part of a package bit by bit, whatever it is called.

    It counts its bytes and its tags.

    What is neither XML nor of a binary workbook no reader here reads, so it counts only where that
    is asked for; what begins as XML counts, whatever becomes of it. Returns whether all parts are
    whole.

    Raises:
        TooMuchError: they are more than that.
        UnsafeError: a part that is read has a document type that declares something.
        Exception: nearly any, where the zip is damaged.

    """
    names = members_of(content)
    scales = Scales(most_bytes, most_tags)
    is_whole = True
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            look = _Look(is_read=is_read(member.filename, names))
            try:
                for chunk in chunks_of(archive, member):
                    scales.take(chunk, member.filename)
                    look.feed(chunk)
                    if not (look.is_xml or with_pictures or member.filename.endswith(".bin")):
                        break
            except (TooMuchError, UnsafeError):
                raise
            except Exception as problem:  # zipfile raises nearly any
                raise_if_of_memory(problem)
                is_whole = False
    return is_whole


def opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """A part of a package, to be read; what `weigh` could not unpack is not unpacked here either.

    Raises:
        Exception: nearly any, where it is damaged or packed as no office program does.

    """
    # Others may ask for any amount of memory.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(member.filename)
    return archive.open(member)


def is_read(name: str, names: Collection[str] = ()) -> bool:
    """Whether a reader looks at a part.

    What a macro or a form has of its own may have a document type.
    """
    if OPEN_DOCUMENT in names:
        return name in (OPEN_DOCUMENT, *OF_OPEN_DOCUMENT)
    return not name.casefold().startswith(("customxml/", "customui/"))


class _Look:
    """Looks through a part, as far as it is XML.

    Up to its first element for a document type, then for endless tags.
    """

    def __init__(self, *, is_read: bool) -> None:
        self.is_xml, self._is_begun, self._silent = is_read, False, 0
        self._has_passed = False
        self._parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._begin

    def feed(self, chunk: bytes) -> None:
        """More of the part's bytes."""
        if not self.is_xml:
            return
        if not self._is_begun:
            try:
                self._parse_to_first_element(chunk)
            except expat.ExpatError as problem:
                raise_if_of_memory(problem)
                # A tolerant reader goes on behind a mistake, and over whatever is blank before the
                # first tag.
                begins = b"<" in chunk.lstrip(_BLANK)[:_BEGINNING]
                self._is_begun = self.is_xml = self._is_begun or self._has_passed or begins
            self._has_passed = True
        end = chunk.rfind(b">") + 1
        self._silent = len(chunk) - end + (0 if end else self._silent)
        if self._silent > limits.MAX_TAG_BYTES:
            raise TooMuchError("tag")

    def _parse_to_first_element(self, chunk: bytes) -> None:
        """Bit by bit: what follows is parsed by whoever reads it."""
        for at in range(0, len(chunk), _BIT):
            if not self._is_begun:
                self._parser.Parse(chunk[at : at + _BIT])

    def _begin(self, *_: object) -> None:
        self._is_begun = True


def _refuse(name: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
    """A document type that declares nothing is harmless.

    No parser used here fetches the one that it names.
    """
    if has_internal_subset:
        raise UnsafeError

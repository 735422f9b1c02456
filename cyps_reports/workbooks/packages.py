"""Office files as packages: zip files whose parts are read within bounds, and rewritten with the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from types import TracebackType

from cyps_reports.workbooks.limits import MAX_PARTS, Budget, TooMuchError

# The earliest time a zip file can hold: the time of writing would make each run's bytes differ.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_DIRECTORY_ENTRY = b"PK\x01\x02"
_CHUNK = 64 * 1024
# No Office program writes one; what it declares could grow without end.
_DOCUMENT_TYPE = b"<!DOCTYPE"


class Package:
    """The parts of an office file, unpacked bit by bit: a zip's directory may say anything of their sizes."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        # The library reads the whole directory at once.
        if content.count(_DIRECTORY_ENTRY) > MAX_PARTS:
            raise TooMuchError("parts")
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.budget = budget
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._archive.close()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, in pieces.

        Raises:
            TooMuchError: the package unpacks to more than is read.
            Exception: the part is not there, or not whole.

        """
        member = self._archive.getinfo(name)
        # Office programs use no other way; others may ask for any amount of memory.
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(name)
        with self._archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                self.budget.spend("bytes", len(chunk))
                yield chunk

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        return b"".join(self.chunks(name))


def refuse_excess(content: bytes, budget: Budget) -> None:
    """Goes once through a package that another library will take in whole.

    Raises:
        TooMuchError: it holds more than the budget has.
        Exception: it is not whole.

    """
    with Package(content, budget) as package:
        for name in package.names:
            is_xml = name.endswith((".xml", ".rels"))
            for chunk in package.chunks(name):
                budget.spend("elements", chunk.count(b"<") if is_xml else 0)
                if is_xml and _DOCUMENT_TYPE in chunk:
                    raise zipfile.BadZipFile(name)


def rewritten(package: bytes, change: Callable[[str, bytes], bytes] = lambda name, part: part) -> bytes:
    """The package with each part changed, its order kept and its times fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, _ZIP_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, change(member.filename, old.read(member)))
    return buffer.getvalue()

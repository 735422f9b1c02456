"""By whom a file can be read; it goes by the bytes, not by the name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks import containers, delimited, limits, refusals
from cyps_reports.workbooks.budget import (
    OPEN_DOCUMENT,
    Budget,
    TooMuchError,
    UnsafeError,
    members_of,
    opened,
    weigh,
)
from cyps_reports.workbooks.grid import Sheet
from cyps_reports.workbooks.kinds import kind_refusal, unknown
from cyps_reports.workbooks.old_office import is_of_old_excel, is_old_office, why_encrypted
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.refusals import Refusal

Reader = Callable[[str, bytes, Budget], tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True)
class Readable:
    """Who can read a file, the best first, and what is to be said where none of them can."""

    readers: tuple[Reader, ...]
    otherwise: Refusal = refusals.NOT_UNDERSTOOD


def readers_of(name: str, content: bytes) -> Readable | Refusal:
    """Whether and by whom these bytes can be read.

    It goes by what they are and not by the file's name.
    """
    if not content:
        return kind_refusal(name, content) or refusals.EMPTY
    if encrypted := why_encrypted(content):
        return encrypted
    if is_old_office(content):
        return _old(content, kind_refusal(name, content) or refusals.NOT_UNDERSTOOD)
    if is_of_old_excel(content):
        return _old(content, refusals.VERY_OLD)
    if is_package(content):
        return _packaged(name, content)
    kind = kind_refusal("", content)
    if kind is None and delimited.is_table(content):
        return Readable((delimited.read,))
    return kind_refusal(name, content) or unknown(name)


def _old(content: bytes, otherwise: Refusal) -> Readable | Refusal:
    from cyps_reports.workbooks import xls

    fits = len(content) <= limits.MAX_OLD_FILE_BYTES
    return Readable((xls.read,), otherwise) if fits else refusals.OVERSIZED


def _packaged(name: str, content: bytes) -> Readable | Refusal:
    try:
        parts = _parts(content)
        if kind := kind_refusal("", content, parts):
            return kind_refusal(name, content, parts) or kind
        is_whole = weigh(content)
        return _of_package(content, parts, is_whole=is_whole)
    except (TooMuchError, UnsafeError):
        raise
    except Exception as problem:  # zipfile raises nearly anything on a damaged file
        raise_if_of_memory(problem)
        return kind_refusal(name, b"") or refusals.DAMAGED


def _of_package(content: bytes, parts: tuple[str, ...], *, is_whole: bool) -> Readable | Refusal:
    otherwise = refusals.NOT_UNDERSTOOD if is_whole else refusals.DAMAGED
    # Each library is loaded where a file needs it.
    from cyps_reports.workbooks import values

    if _BINARY in parts:
        return Readable((values.read,), otherwise)
    if OPEN_DOCUMENT in parts:
        from cyps_reports.workbooks import ods

        return refusals.PROTECTED if ods.is_encrypted(content) else Readable((ods.read,), otherwise)
    from cyps_reports.workbooks import xlsx

    otherwise = refusals.PLAIN_ZIP if containers.is_archive(content) else otherwise
    return Readable((xlsx.read, values.read), otherwise)


_BINARY = "xl/workbook.bin"
"""The part that tells a binary workbook."""


def _parts(content: bytes) -> tuple[str, ...]:
    """The names of what is packed in a package.

    What an OpenDocument package says it is goes with them.
    """
    names = members_of(content)
    if _SAYS_WHAT_IT_IS not in names:
        return names
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        opened(archive, archive.getinfo(_SAYS_WHAT_IT_IS)) as part,
    ):
        return (*names, f"{_SAYS_WHAT_IT_IS} {part.read(_LONGEST_TYPE).decode('ascii', 'replace')}")


_SAYS_WHAT_IT_IS, _LONGEST_TYPE = "mimetype", 100

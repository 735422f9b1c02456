"""Opens a spreadsheet file into a `Book`, or says in one finding why it cannot be opened."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.workbooks import ods, xls, xlsx
from cyps_reports.workbooks.grid import Book, Sheet
from cyps_reports.workbooks.left_out import SAVE_AGAIN, START_AFRESH
from cyps_reports.workbooks.limits import MAX_FILE_BYTES, MAX_PARTS, TooMuchError
from cyps_reports.workbooks.markup import UnsafeError

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of the files that are taken for workbooks."""

_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

Read = tuple[tuple[Sheet, ...], tuple[Finding, ...]]
Reader = Callable[[str, bytes], Read]
"""Reads a file of one kind: its sheets, and what was odd about them."""


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks lying in a folder, by name; the lock files that programs leave beside them are not."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".~", "._"))
    )


def open_book(path: Path) -> Book | Finding:
    """The file as a book of plain cells, read only: Excel of any age, or OpenDocument.

    Anything that keeps it from being read comes back as a finding of severity error.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return _refused(path.name, _OVERSIZED)
        content = path.read_bytes()
    except OSError as problem:
        return _refused(path.name, _UNREADABLE, problem.strerror or "no reason was given")
    reader = _reader_for(content)
    read = reader if isinstance(reader, _Refusal) else _tried(reader, path.name, content)
    if isinstance(read, _Refusal):
        return _refused(path.name, read)
    sheets, findings = read
    return Book(path.name, hashlib.sha256(content).hexdigest(), sheets, findings)


def _tried(reader: Reader, name: str, content: bytes) -> Read | _Refusal:
    """The sheets, or why there are none: files make readers raise nearly anything, and none may stop the month."""
    try:
        read = reader(name, content)
    except TooMuchError:
        return _OVERSIZED
    except UnsafeError:
        return _UNSAFE
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return _DAMAGED
    except Exception:
        return _NOT_UNDERSTOOD
    return read if read[0] else _NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file is not read, and what to do."""

    code: str
    message: str
    fix: str


_UNREADABLE = _Refusal(
    "cannot-read-file",
    "The file could not be read ({}).",
    "Close it in other programs, check that it opens, and run again.",
)
_EMPTY = _Refusal("empty-file", "The file is empty (0 bytes).", "Ask for it again, or copy it here again.")
_PROTECTED = _Refusal(
    "protected-file",
    "The file is protected by a password.",
    "Open it, remove the password (File, Info, Protect Workbook), and save it.",
)
_NOT_A_WORKBOOK = _Refusal(
    "not-a-workbook",
    "The file is not a workbook, although its name ends like one.",
    "Ask its owner for the workbook itself, saved as an Excel workbook (.xlsx).",
)
_DAMAGED = _Refusal(
    "damaged-file",
    "The file is damaged: part of it is missing.",
    "Ask for it again, or copy it here again; a copy by email may have been cut short.",
)
_OVERSIZED = _Refusal(
    "oversized-file",
    "The file holds far more than a return does; it was not read.",
    START_AFRESH,
)
_UNSAFE = _Refusal(
    "unsafe-file",
    "The file holds instructions (a document type) that no spreadsheet program writes; it was not read.",
    "Do not open it. Ask its owner whether they sent it, and for what they typed in a fresh return workbook.",
)
_NOT_UNDERSTOOD = _Refusal(
    "not-understood",
    "The file could not be understood as a workbook.",
    SAVE_AGAIN,
)


def _refused(name: str, refusal: _Refusal, detail: str = "") -> Finding:
    return error(refusal.code, CellRef(name), refusal.message.format(detail), refusal.fix)


def _reader_for(content: bytes) -> Reader | _Refusal:
    """Who can read these bytes, going by what they are and not by the file's name."""
    if not content:
        return _EMPTY
    if content.startswith(_OLD_OFFICE):
        return _PROTECTED if _ENCRYPTED_STREAM in content or xls.is_encrypted(content) else xls.read
    if not content.startswith(_ZIP):
        return _NOT_A_WORKBOOK
    # The library reads the whole directory of a package at once.
    if content.count(b"PK\x01\x02") > MAX_PARTS:
        return _OVERSIZED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_ods = ods.CONTENT in archive.namelist()
        is_protected_ods = is_ods and ods.is_encrypted(content)
    except Exception:  # zipfile too raises nearly anything on a damaged file
        return _DAMAGED
    if not is_ods:
        return xlsx.read
    return _PROTECTED if is_protected_ods else ods.read

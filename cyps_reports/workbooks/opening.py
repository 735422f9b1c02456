"""Opens a spreadsheet file into a `Book`, or says in one finding why it cannot be opened."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.workbooks import ods, second_reader, xls, xlsx
from cyps_reports.workbooks.grid import Book, Sheet

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of the files that are taken for workbooks."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024

_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

Reader = Callable[[str, bytes], tuple[Sheet, ...]]


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
        content = path.read_bytes()
    except OSError as problem:
        return _refused(path.name, _UNREADABLE, problem.strerror or "no reason was given")
    reader = _reader_for(content)
    if isinstance(reader, _Refusal):
        return _refused(path.name, reader)
    sheets = _tried(reader, path.name, content)
    findings: tuple[Finding, ...] = ()
    if not sheets and reader is xlsx.read:
        sheets = _tried(second_reader.read, path.name, content)
        findings = (_without_formats(path.name),)
    if not sheets:
        return _refused(path.name, _NOT_UNDERSTOOD)
    return Book(path.name, hashlib.sha256(content).hexdigest(), sheets, findings)


def _tried(reader: Reader, name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets, or none: the libraries raise nearly anything on an odd file, and no file may stop the month."""
    try:
        return reader(name, content)
    except Exception:
        return ()


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file is not read, and what to do."""

    code: str
    message: str
    fix: str


_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it again as an Excel workbook (.xlsx), and run again."

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
    f"The file unpacks to more than {MAX_UNPACKED_BYTES // 1024 // 1024} MB, far more than a return holds.",
    "Copy what was typed into a fresh return workbook.",
)
_NOT_UNDERSTOOD = _Refusal(
    "not-understood",
    "The file could not be understood as a workbook.",
    _SAVE_AGAIN,
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
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
        is_protected_ods = ods.CONTENT in (member.filename for member in members) and ods.is_encrypted(content)
    except Exception:  # zipfile too raises nearly anything on a damaged file
        return _DAMAGED
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        return _OVERSIZED
    if all(member.filename != ods.CONTENT for member in members):
        return xlsx.read
    return _PROTECTED if is_protected_ods else ods.read


def _without_formats(name: str) -> Finding:
    return warning(
        "read-without-formats",
        CellRef(name),
        "The file is put together in an unusual way: its values were read, but not how its cells are formatted.",
        _SAVE_AGAIN,
    )

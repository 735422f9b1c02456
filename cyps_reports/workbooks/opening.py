"""Opens a spreadsheet file into a `Book`, or says in one finding why it cannot be opened."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.workbooks import limits, ods, quick, values
from cyps_reports.workbooks.grid import Book, Sheet, column_letters
from cyps_reports.workbooks.measuring import Size, TooMuchError, UnsafeError, size_of
from cyps_reports.workbooks.mending import mended

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of the files that are taken for workbooks."""

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
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            return _refused(path.name, _OVERSIZED)
        content = path.read_bytes()
    except OSError as problem:
        return _refused(path.name, _UNREADABLE, problem.strerror or "no reason was given")
    readable = _readable(content)
    if isinstance(readable, _Refusal):
        return _refused(path.name, readable)
    for reader in readable.readers:
        if sheets := _tried(reader, path.name, content):
            findings = (*_told_of(reader, path.name), *_beyond(path.name, readable.size))
            return Book(path.name, hashlib.sha256(content).hexdigest(), sheets, findings)
    return _refused(path.name, _NOT_UNDERSTOOD)


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
    "The file holds far more than a return does; it was not read.",
    "Copy what was typed into a fresh return workbook.",
)
_UNSAFE = _Refusal(
    "unsafe-file",
    "The file holds instructions (a document type) that no spreadsheet program writes; it was not read.",
    "Do not open it. Ask its owner whether they sent it, and for what they typed in a fresh return workbook.",
)
_NOT_UNDERSTOOD = _Refusal(
    "not-understood",
    "The file could not be understood as a workbook.",
    _SAVE_AGAIN,
)


def _refused(name: str, refusal: _Refusal, detail: str = "") -> Finding:
    return error(refusal.code, CellRef(name), refusal.message.format(detail), refusal.fix)


@dataclass(frozen=True, slots=True)
class _Readable:
    """Who can read a file, the best first, and how much it holds."""

    readers: tuple[Reader, ...]
    size: Size


def _readable(content: bytes) -> _Readable | _Refusal:
    """Whether and by whom these bytes can be read, going by what they are and not by the file's name."""
    if not content:
        return _EMPTY
    if content.startswith(_OLD_OFFICE):
        from cyps_reports.workbooks import xls

        if _ENCRYPTED_STREAM in content or xls.is_encrypted(content):
            return _PROTECTED
        return _Readable((xls.read,), Size()) if len(content) <= limits.MAX_OLD_FILE_BYTES else _OVERSIZED
    if not content.startswith(_ZIP):
        return _NOT_A_WORKBOOK
    try:
        size = size_of(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_ods = ods.CONTENT in archive.namelist()
        is_protected_ods = is_ods and ods.is_encrypted(content)
    except TooMuchError:
        return _OVERSIZED
    except UnsafeError:
        return _UNSAFE
    except Exception:  # zipfile raises nearly anything on a damaged file
        return _DAMAGED
    if is_protected_ods:
        return _PROTECTED
    readers = _readers_of(size, is_ods=is_ods)
    return _Readable(readers, size) if readers else _OVERSIZED


def _readers_of(size: Size, *, is_ods: bool) -> tuple[Reader, ...]:
    """OpenDocument has one reader; a workbook too large for openpyxl may not be for calamine."""
    if is_ods:
        return (ods.read,) if size.elements <= limits.ORDINARY_ELEMENTS else ()
    is_quick = size.elements <= limits.QUICK_ELEMENTS and size.fits_calamine and not size.has_uncalculated
    first = (quick.read,) if size.is_ordinary and is_quick else ()
    whole = (
        (partial(_read_whole, needs_formulas=size.has_uncalculated or size.has_noughts),) if size.is_ordinary else ()
    )
    mended_first = (_read_mended,) if size.is_ordinary_unmerged else ()
    return (*first, *whole, *mended_first, *((values.read,) if size.fits_calamine else ()))


def _read_whole(name: str, content: bytes, *, needs_formulas: bool) -> tuple[Sheet, ...]:
    # Loading openpyxl takes longer than a month's returns do with the quick reader.
    from cyps_reports.workbooks import xlsx

    return xlsx.read(name, content, needs_formulas=needs_formulas)


def _read_mended(name: str, content: bytes) -> tuple[Sheet, ...]:
    return _read_whole(name, mended(content), needs_formulas=True)


def _told_of(reader: Reader, name: str) -> tuple[Finding, ...]:
    """What is to be said where not the first reader read a file."""
    if reader is _read_mended:
        return (_mended(name),)
    return (_without_formats(name),) if reader is values.read else ()


def _beyond(name: str, size: Size) -> Iterator[Finding]:
    """What of a book lies so far out that it was not read."""
    mend = "Copy what was typed there into the rows of the return, or into a fresh return workbook."
    if size.sheets > limits.MAX_SHEETS:
        problem = f"The file has {size.sheets:,} sheets; only the first {limits.MAX_SHEETS} were read."
        yield warning("sheets-beyond", CellRef(name), problem, mend)
    if size.bottom > limits.MAX_ROWS or size.right > limits.MAX_COLUMNS:
        last = f"row {limits.MAX_ROWS:,} and column {column_letters(limits.MAX_COLUMNS)}"
        yield warning("cells-beyond", CellRef(name), f"Something stands beyond {last}; it was not read.", mend)


def _mended(name: str) -> Finding:
    return warning(
        "damaged-cells",
        CellRef(name),
        "Some cells of the file are damaged, or merged over a whole sheet; a damaged one was taken as text, and what"
        " else stands in the file was read.",
        _SAVE_AGAIN,
    )


def _without_formats(name: str) -> Finding:
    return warning(
        "read-without-formats",
        CellRef(name),
        "The file is very large or put together in an unusual way: its values were read, but not how its cells"
        " are formatted, nor which of them show errors; those count as empty.",
        _SAVE_AGAIN,
    )

"""Opens a spreadsheet file into a `Book`, or says in one finding why it cannot be opened."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.machine import raise_if_of_machine
from cyps_reports.workbooks import containers, delimited, limits, ods, quick, refusals, values
from cyps_reports.workbooks.folders import called
from cyps_reports.workbooks.grid import Book, Sheet, column_letters
from cyps_reports.workbooks.kinds import kind_refusal, set_aside, unknown
from cyps_reports.workbooks.measuring import Size, TooMuchError, UnsafeError, members_of, size_of
from cyps_reports.workbooks.measuring_binary import BINARY, size_of_binary
from cyps_reports.workbooks.mending import mended
from cyps_reports.workbooks.old_office import is_of_old_excel, is_old_office, why_encrypted
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.quiet import quietly
from cyps_reports.workbooks.refusals import Refusal

Reader = Callable[[str, bytes], tuple[Sheet, ...]]


def open_book(path: Path) -> Book | Finding:
    """The file as a book of plain cells, read only: Excel of any age, OpenDocument, or a sheet saved as CSV.

    Anything that keeps it from being read comes back as a finding.
    """
    content = _content(path)
    return content if isinstance(content, Finding) else _book(_name(path), content)


def open_books(path: Path) -> tuple[Book | Finding, ...]:
    """The same of every file in a zip file or an email, each under a name that says where it is; else of the file."""
    content = _content(path)
    if isinstance(content, Finding):
        return (content,)
    if not containers.is_container(_name(path), content):
        return (_book(_name(path), content),)
    inside = tuple(containers.files_inside(_name(path), content))
    return tuple(_inner_book(each) for each in inside) or (refusals.NOTHING_INSIDE.of(_name(path)),)


def sums_inside(path: Path) -> Iterator[tuple[str, str]]:
    """The name of each file in a zip file or an email, and the SHA-256 of its bytes; none of any other file."""
    content = _content(path)
    if not isinstance(content, Finding) and containers.is_container(_name(path), content):
        for each in containers.files_inside(_name(path), content):
            if isinstance(each, containers.Packed):
                yield each.name, hashlib.sha256(each.content).hexdigest()


def _name(path: Path) -> str:
    return called(PurePath(path.name))


def _content(path: Path) -> bytes | Finding:
    name = _name(path)
    if aside := set_aside(name):
        return aside.of(name)
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            return (kind_refusal(name, b"") or refusals.OVERSIZED).of(name)
        return path.read_bytes()
    except OSError as problem:
        raise_if_of_machine(problem)
        return refusals.UNREADABLE.of(name, problem.strerror or "no reason was given")


def _inner_book(packed: containers.Packed | Finding) -> Book | Finding:
    if isinstance(packed, Finding):
        return packed
    if aside := set_aside(packed.name):
        return aside.of(packed.name)
    if containers.is_container(packed.name, packed.content):
        return refusals.NESTED.of(packed.name)
    return _book(packed.name, packed.content)


def _book(name: str, content: bytes) -> Book | Finding:
    with quietly():
        readable = _readable(name, content)
        if isinstance(readable, Refusal):
            return readable.of(name)
        for reader in readable.readers:
            if sheets := _tried(reader, name, content):
                findings = (*_told_of(reader, name), *_beyond(name, readable.size))
                return Book(name, hashlib.sha256(content).hexdigest(), sheets, findings)
        return readable.otherwise.of(name)


def _tried(reader: Reader, name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets, or none: the libraries raise nearly anything on an odd file, and no file may stop the month."""
    try:
        return reader(name, content)
    except Exception:
        return ()


@dataclass(frozen=True, slots=True)
class _Readable:
    """Who can read a file, the best first, how much it holds, and what is to be said where none of them can."""

    readers: tuple[Reader, ...]
    size: Size
    otherwise: Refusal = refusals.NOT_UNDERSTOOD


def _readable(name: str, content: bytes) -> _Readable | Refusal:
    """Whether and by whom these bytes can be read, going by what they are and not by the file's name."""
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
        return _Readable((delimited.read,), Size())
    return kind_refusal(name, content) or unknown(name)


def _old(content: bytes, otherwise: Refusal) -> _Readable | Refusal:
    from cyps_reports.workbooks import xls

    fits = len(content) <= limits.MAX_OLD_FILE_BYTES
    return _Readable((xls.read,), Size(), otherwise) if fits else refusals.OVERSIZED


def _packaged(name: str, content: bytes) -> _Readable | Refusal:
    try:
        parts = _parts(content)
        if kind := kind_refusal("", content, parts):
            return kind_refusal(name, content, parts) or kind
        if BINARY in parts:
            return _binary(content)
        size = size_of(content)
        is_protected_ods = ods.CONTENT in parts and ods.is_encrypted(content)
    except TooMuchError:
        return refusals.OVERSIZED
    except UnsafeError:
        return refusals.UNSAFE
    except Exception:  # zipfile raises nearly anything on a damaged file
        return kind_refusal(name, b"") or refusals.DAMAGED
    if is_protected_ods:
        return refusals.PROTECTED
    readers = _readers_of(size, is_ods=ods.CONTENT in parts)
    otherwise = refusals.PLAIN_ZIP if containers.is_archive(content) else refusals.NOT_UNDERSTOOD
    return _Readable(readers, size, otherwise) if readers else refusals.OVERSIZED


def _parts(content: bytes) -> tuple[str, ...]:
    """The names of what is packed in a package; what an OpenDocument package says it is goes with them."""
    names = members_of(content)
    if _SAYS_WHAT_IT_IS not in names:
        return names
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_SAYS_WHAT_IT_IS) as part:
        return (*names, f"{_SAYS_WHAT_IT_IS} {part.read(_LONGEST_TYPE).decode('ascii', 'replace')}")


_SAYS_WHAT_IT_IS, _LONGEST_TYPE = "mimetype", 100


def _binary(content: bytes) -> _Readable | Refusal:
    size = size_of_binary(content)
    return _Readable((values.read,), size) if size.fits_calamine else refusals.OVERSIZED


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
    told = {_read_mended: _mended, values.read: _without_formats, delimited.read: _as_text}
    return (told[reader](name),) if reader in told else ()


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
        refusals.SAVE_AGAIN,
    )


def _without_formats(name: str) -> Finding:
    return warning(
        "read-without-formats",
        CellRef(name),
        "The file is binary (.xlsb), very large or put together in an unusual way: its values were read, but not how"
        " its cells are formatted, nor which of them show errors; those count as empty.",
        refusals.SAVE_AGAIN,
    )


def _as_text(name: str) -> Finding:
    return warning(
        delimited.READ_AS_TEXT,
        CellRef(name),
        "The file is a sheet saved as text (CSV): it holds one table only, and no month, and what was read is what its"
        " cells showed.",
        "Ask for the Excel workbook (.xlsx) itself, if the other table did not come too.",
    )

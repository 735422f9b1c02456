"""What is in a file from outside: a `Book`, or one finding that says why it cannot be read.

It is called in worker processes (see `workers.py`), as nobody knows what a file does to the
libraries that read it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePath

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.machine import raise_if_of_machine, raise_if_of_memory
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
from cyps_reports.workbooks.folders import called
from cyps_reports.workbooks.grid import Book, Sheet, column_letters
from cyps_reports.workbooks.kinds import kind_refusal, set_aside, unknown
from cyps_reports.workbooks.old_office import (
    has_old_macros,
    is_of_old_excel,
    is_old_office,
    why_encrypted,
)
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.refusals import Refusal

Reader = Callable[[str, bytes, Budget], tuple[Sheet, ...]]

Said = object
"""What is said of a file.

The name of what is read next, a book, a finding instead, or a name and its check sum; or whatever
else an act of another room gives, which can be pickled.
"""


def book_of(path: Path) -> Iterator[Said]:
    """The file as one book, whatever it is packed in.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for it.

    """
    content = _content(path)
    yield content if isinstance(content, Finding) else read_book(_name(path), content)


def books_of(path: Path) -> Iterator[Said]:
    """The same of every file in a zip file or an email, each after its name that says where.

    Else of the file.
    """
    content = _content(path)
    if isinstance(content, Finding):
        yield content
    elif containers.is_container(_name(path), content):
        yield from _packed(_name(path), content)
    else:
        yield read_book(_name(path), content)


def sums_of(path: Path) -> Iterator[Said]:
    """The name of each file in a zip file or an email, and the SHA-256 of its bytes.

    None of any other file.
    """
    content = _content(path)
    if not isinstance(content, Finding) and containers.is_container(_name(path), content):
        for each in containers.files_inside(_name(path), content):
            if isinstance(each, containers.Packed):
                yield each.name, hashlib.sha256(each.content).hexdigest()


ACTS: Mapping[str, Callable[[Path], Iterator[Said]]] = {
    "book": book_of,
    "books": books_of,
    "sums": sums_of,
}
"""What can be asked about a file."""


def act_named(name: str) -> Callable[[Path], Iterator[Said]]:
    """One of these, or a function of another room by its module and its name, as `module:name`."""
    if name in ACTS:
        return ACTS[name]
    module, _, function = name.partition(":")
    act: Callable[[Path], Iterator[Said]] = getattr(import_module(module), function)
    return act


def _packed(name: str, content: bytes) -> Iterator[Said]:
    inside = iter(containers.files_inside(name, content))
    first = next(inside, refusals.NOTHING_INSIDE.of(name))
    for each in chain((first,), inside):
        yield each.place.workbook if isinstance(each, Finding) else each.name
        yield _inner_book(each)


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
    if aside := set_aside(packed.called):
        return aside.of(packed.name)
    return read_book(packed.name, packed.content, packed.called)


def read_book(name: str, content: bytes, known_as: str = "") -> Book | Finding:
    """These bytes as a book, under a name.

    What the file itself is called where its name says also where it lies; "" where it does not.
    """
    try:
        readable = _readable(known_as or name, content)
        if isinstance(readable, Refusal):
            return readable.of(name)
        for reader in readable.readers:
            budget = Budget()
            if sheets := _tried(reader, name, content, budget):
                told = (*_told_of(reader, name, budget), *_beyond(name, budget))
                findings = (*told, *_macros(name, content))
                return Book(name, hashlib.sha256(content).hexdigest(), sheets, findings)
    except TooMuchError:
        return refusals.OVERSIZED.of(name)
    except UnsafeError:
        return refusals.UNSAFE.of(name)
    return readable.otherwise.of(name)


def _tried(reader: Reader, name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The sheets, or none.

    The libraries raise nearly anything on an odd file, and no file may stop the month.
    """
    try:
        return reader(name, content, budget)
    except TooMuchError:
        raise
    except Exception as problem:
        raise_if_of_memory(problem)
        return ()


@dataclass(frozen=True, slots=True)
class _Readable:
    """Who can read a file, the best first, and what is to be said where none of them can."""

    readers: tuple[Reader, ...]
    otherwise: Refusal = refusals.NOT_UNDERSTOOD


def _readable(name: str, content: bytes) -> _Readable | Refusal:
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
        return _Readable((delimited.read,))
    return kind_refusal(name, content) or unknown(name)


def _old(content: bytes, otherwise: Refusal) -> _Readable | Refusal:
    from cyps_reports.workbooks import xls

    fits = len(content) <= limits.MAX_OLD_FILE_BYTES
    return _Readable((xls.read,), otherwise) if fits else refusals.OVERSIZED


def _packaged(name: str, content: bytes) -> _Readable | Refusal:
    try:
        parts = _parts(content)
        if kind := kind_refusal("", content, parts):
            return kind_refusal(name, content, parts) or kind
        is_whole = weigh(content)
        return _readers_of(content, parts, is_whole=is_whole)
    except (TooMuchError, UnsafeError):
        raise
    except Exception as problem:  # zipfile raises nearly anything on a damaged file
        raise_if_of_memory(problem)
        return kind_refusal(name, b"") or refusals.DAMAGED


def _readers_of(content: bytes, parts: tuple[str, ...], *, is_whole: bool) -> _Readable | Refusal:
    otherwise = refusals.NOT_UNDERSTOOD if is_whole else refusals.DAMAGED
    # Each library is loaded where a file needs it.
    from cyps_reports.workbooks import values

    if _BINARY in parts:
        return _Readable((values.read,), otherwise)
    if OPEN_DOCUMENT in parts:
        from cyps_reports.workbooks import ods

        return (
            refusals.PROTECTED if ods.is_encrypted(content) else _Readable((ods.read,), otherwise)
        )
    from cyps_reports.workbooks import xlsx

    otherwise = refusals.PLAIN_ZIP if containers.is_archive(content) else otherwise
    return _Readable((xlsx.read, values.read), otherwise)


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


def _told_of(reader: Reader, name: str, budget: Budget) -> Iterator[Finding]:
    """What is to be said of how a file was read."""
    if budget.is_damaged:
        yield _damaged(name)
    if reader.__module__.endswith(".values"):
        yield _without_formats(name)
    if reader is delimited.read:
        yield _as_text(name)


def _beyond(name: str, budget: Budget) -> Iterator[Finding]:
    """What of a book lies so far out that it was not read."""
    mend = "Copy what was typed there into the rows of the return, or into a fresh return workbook."
    if budget.sheets > limits.MAX_SHEETS:
        problem = (
            f"The file has {budget.sheets:,} sheets; only the first {limits.MAX_SHEETS} were read."
        )
        yield warning("sheets-beyond", CellRef(name), problem, mend)
    if budget.is_beyond:
        last = f"row {limits.MAX_ROWS:,} and column {column_letters(limits.MAX_COLUMNS)}"
        yield warning(
            "cells-beyond", CellRef(name), f"Something stands beyond {last}; it was not read.", mend
        )


def _macros(name: str, content: bytes) -> Iterator[Finding]:
    """Whether a program travels with a workbook: a return that is sent out has none."""
    names = members_of(content) if is_package(content) else ()
    if any(map(_OF_A_MACRO.match, names)) or has_old_macros(content):
        yield warning(
            "macros-in-file",
            CellRef(name),
            "The file has macros, programs that run in Excel, which a return does not need. They "
            "were not run; what stands in its cells was read.",
            "Before you open it, ask its owner whether they put them there, and for the workbook "
            "without them (.xlsx).",
        )


_OF_A_MACRO = re.compile(
    r"(xl/vbaProject\.bin|Basic/[^/]+/(?!script-lb\.xml)[^/]+\.xml|Scripts/.*\.\w+)$", re.IGNORECASE
)
"""The parts of packages that hold the text of a program."""


def _damaged(name: str) -> Finding:
    return warning(
        "damaged-cells",
        CellRef(name),
        "Some cells of the file are damaged, or merged over a whole sheet; a damaged one was "
        "taken as text, and what"
        " else stands in the file was read.",
        refusals.SAVE_AGAIN,
    )


def _without_formats(name: str) -> Finding:
    return warning(
        "read-without-formats",
        CellRef(name),
        "The file is binary (.xlsb), very large or put together in an unusual way: its values "
        "were read, but not how"
        " its cells are formatted, nor which of them show errors; those count as empty.",
        refusals.SAVE_AGAIN,
    )


def _as_text(name: str) -> Finding:
    return warning(
        delimited.READ_AS_TEXT,
        CellRef(name),
        "The file is a sheet saved as text (CSV): it holds one table only, and no month, and what "
        "was read is what its"
        " cells showed.",
        "Ask for the Excel workbook (.xlsx) itself, if the other table did not come too.",
    )

"""What is in a file from outside: a `Book`, or one finding that says why it cannot be read.

It is called in worker processes (see `workers.py`), as nobody knows what a file does to the
libraries that read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePath

from cyps_reports.findings import Finding
from cyps_reports.machine import raise_if_of_machine, raise_if_of_memory, reason_of
from cyps_reports.workbooks import containers, limits, refusals
from cyps_reports.workbooks.budget import Budget, TooMuchError, UnsafeError
from cyps_reports.workbooks.folders import called
from cyps_reports.workbooks.grid import Book, Sheet
from cyps_reports.workbooks.kinds import kind_refusal, set_aside
from cyps_reports.workbooks.read_findings import told_of
from cyps_reports.workbooks.readers import Reader, readers_of
from cyps_reports.workbooks.refusals import Refusal

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
        return refusals.UNREADABLE.of(name, reason_of(problem))


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
        readable = readers_of(known_as or name, content)
        if isinstance(readable, Refusal):
            return readable.of(name)
        for reader in readable.readers:
            budget = Budget()
            if sheets := _tried(reader, name, content, budget):
                findings = tuple(told_of(reader, name, content, budget))
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

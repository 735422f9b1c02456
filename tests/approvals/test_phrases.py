"""Turns of phrase, faults of the machine and tables of figures are as approved."""

import csv
import errno
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cyps_reports import frames, phrases
from cyps_reports.findings import CellRef, error, note, numbers_said, warning
from cyps_reports.machine import (
    content_of,
    fault_in_words,
    has_no_room,
    raise_if_of_machine,
    raise_if_of_memory,
)
from tests.tools.approved import Approved

_NUMBERS = (0, 1, 2, 3, 6, 9, 10, 11, 12, 13, 14, 999, 1000, 1040, 1_000_000, -1)
_NOUNS = (
    *("deadline", "priority", "day", "body", "process", "box", "branch", "dish", "Priority"),
    *("boy", "key", "guy", "buoy", "bay", "y", "", "PROCESS", "BODY", "quay", "Box"),
)
_WORDS = (
    *(
        "Director lead",
        "SEND lead",
        "September 2012",
        "September",
        "May 3",
        "Mayor 3",
        "A",
        "",
        "a",
    ),
    *("a", "Éa", "Cabinet", "the Board", "Board", "SEND Board", "The Trust", "Children's Trust"),
    *("Improvement Group", "Working Forum", "Executive", "Scrutiny Committee", "Panel", "Boards"),
    *("Safeguarding Partnership", "partnership of all", "THE PANEL"),
)
_LETTERS = (
    *range(0x20),
    *(0x7E, 0x7F, 0x80, 0x9F, 0xA0, 0x61B, 0x61C, 0x61D, 0x200D, 0x200E, 0x200F, 0x2010, 0x2027),
    *(0x2028, 0x202E, 0x202F, 0x2065, 0x2066, 0x2069, 0x206A, 0xFEFE, 0xFEFF, 0xFF00),
)
_LINES = (
    *("", "one", "one two", "one two three four five six", "abcdefghij", "abcdefghijk"),
    *("abcdefghijklmnopqrst", "abcdefghijklmnopqrstu", "a abcdefghijk", "abcdefghijk a"),
    *("abcdefghijklmno abcde", "abcdefghijklmno abcd", "a b c d e f g h i j", "aaaa bbbbb c"),
    *("aaaa bbbbbb c", "a\u00a0b cccccccccc", "  spaced   out  words  ", "x" * 31),
)


def _phrases() -> Iterator[str]:
    for number in _NUMBERS:
        of = phrases.some_of(number, 8, "measure"), phrases.some_of(1, max(number, 1), "row")
        verbs = phrases.are(number), phrases.were(number), phrases.have(number)
        yield f"{number}: {phrases.in_words(number)}, {phrases.none_or(number)}, {verbs}, {of}"
    for noun in _NOUNS:
        several = [phrases.counted(number, noun) for number in (0, 1, 2, 1040)]
        yield f"{noun}: {phrases.plural(noun)}, {', '.join(several)}"
    for words in _WORDS:
        others = phrases.lower(words), phrases.with_the(words), phrases.capitalised(words)
        yield f"{words}: {others}"
    for many in range(5):
        yield f"{many}: {phrases.listed('abcd'[:many])!r}"
    for letter in _LETTERS:
        kept = phrases.without_steering(f"a{chr(letter)}b")
        yield f"{letter:04x}: {kept!r}, {phrases.without_steering(chr(letter), '?')!r}"
    for line in _LINES:
        yield f"{line!r}: {[phrases.lines_taken(line, room) for room in (1, 4, 9, 10, 11, 20)]}"


def test_phrases(approved: Approved) -> None:
    approved.check("phrases", _phrases())


# Faults of the machine

_ERRNOS = (
    *("EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EAGAIN", "EIO", "ENXIO", "ENODEV", "ENOSPC"),
    *("EDQUOT", "EROFS", "ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN"),
    *("EHOSTUNREACH", "ECONNRESET", "ECONNABORTED", "EACCES", "EPERM", "ENOENT", "EISDIR", "EBUSY"),
)
_OF_WINDOWS = (0, 5, 20, 21, 22, 23, 24, 32, 53, 59, 64, 67, 121, 1117, 1231, 1450, 1451)


class _OfWindowsError(OSError):
    """As Windows says it."""

    def __init__(self, number: int) -> None:
        super().__init__(errno.EINVAL, "said by Windows")
        self.winerror = number


class ExpatError(Exception):
    """As one of the parsers says it."""

    def __init__(self, said: str, code: int | None) -> None:
        super().__init__(said)
        self.code = code


class ParseError(ExpatError):
    """As another says it."""


class XMLSyntaxError(ExpatError):
    """As a third says it."""


class OtherError(ExpatError):
    """As something else says it."""


def _raised(act: Callable[[Any], object], problem: BaseException) -> str:
    try:
        act(problem)
    except BaseException as raised:
        return "raised again" if raised is problem else f"raised as {type(raised).__name__}"
    return "passed over"


def _faults() -> Iterator[str]:
    for name in _ERRNOS:
        fault = OSError(getattr(errno, name), name.lower(), "a.xlsx")
        room = "no room" if has_no_room(fault) else "room"
        yield f"{name}: {_raised(raise_if_of_machine, fault)}, {room}: {fault_in_words(fault)}"
    for number in _OF_WINDOWS:
        yield f"Windows {number}: {_raised(raise_if_of_machine, _OfWindowsError(number))}"
    yield f"without a name: {fault_in_words(OSError(errno.EIO, 'broken'))}"
    yield f"without a reason: {fault_in_words(OSError())}"
    codes = [kind(said, code) for kind in _KINDS for code in (None, 0, 1, 2, 3) for said in _SAID]
    for problem in (
        MemoryError(),
        ImportError("x"),
        ValueError("x"),
        *map(Exception, _SAID),
        *codes,
    ):
        room = "no room" if has_no_room(problem) else "room"
        what = f"{type(problem).__name__} {getattr(problem, 'code', '')} “{problem}”"
        yield f"{what}: {_raised(raise_if_of_memory, problem)}, {room}"


_KINDS = (ExpatError, ParseError, XMLSyntaxError, OtherError)
_SAID = (
    "out of memory",
    "huge text node",
    "Error -4 while",
    "PyObject pointer is null",
    "Error -3",
)


def test_faults_of_the_machine(approved: Approved) -> None:
    approved.check("faults of the machine", _faults())


def test_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"there")
    assert content_of(tmp_path / "file") == b"there"
    assert content_of(tmp_path) is None
    assert content_of(tmp_path / "nothing") is None
    assert content_of(tmp_path / "file" / "below") is None


# Findings counted, and tables


def test_findings_counted(approved: Approved) -> None:
    makes = (error, warning, note)
    told: list[str] = []
    for many in ((0, 0, 0), (1, 0, 0), (0, 1, 2), (2, 0, 1), (1, 1, 1), (1040, 2, 3)):
        found = tuple(
            make("no-return", CellRef(), "No return.", "Ask.")
            for make, times in zip(makes, many, strict=True)
            for _ in range(times)
        )
        told.append(f"{many}: {numbers_said(found)}")
    approved.check("findings counted", told)


_STARTS = ("=", "+", "-", "@", "\t", "\r", "'", " =", "a", "1", "", "a\r=", "a\r\n=")
_ROWS: dict[str, Any] = {
    "return_month": "2012-09",
    "measures": [
        {
            "ref": "A1",
            "actual": "78.5",
            "target": "TBC",
            "outturn": None,
            "as_at": "2012-09-30",
            "forecast": {"points": 3, "low": "1.5"},
            "further": [{"column": "public_comment", "text": "=1"}],
            "links": [{"column": "comment", "address": "https://x.example"}, "a note"],
        },
        {"ref": "A2", "actual": "NaN", "target": "1e2"},
    ],
    "deadlines": [{"ref": "A3", "deadline": 1, "due": "2012-09-30", "days_overdue": 3}],
    "findings": [{"message": f"{start}x"} for start in _STARTS],
}


def test_tables(approved: Approved) -> None:
    told: list[str] = []
    for name, content in frames.csv_files(_ROWS).items():
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        told += [f"# {name}: {', '.join(rows[0])}"]
        for row in rows:
            told.append(", ".join(f"{key}={text!r}" for key, text in row.items() if text))
    approved.check("tables for other programs", told)

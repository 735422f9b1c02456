"""Faults of the machine, as opposed to those of a file.

Nothing true can be said of a file that met one.
"""

from __future__ import annotations

import errno
import stat
from pathlib import Path

_NAMES = (
    *(
        "EMFILE",
        "ENFILE",
        "ENOMEM",
        "ENOBUFS",
        "EAGAIN",
        "EIO",
        "ENXIO",
        "ENODEV",
        "ENOSPC",
        "EDQUOT",
        "EROFS",
    ),
    *(
        "ESTALE",
        "ETIMEDOUT",
        "ENETDOWN",
        "ENETUNREACH",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ECONNRESET",
        "ECONNABORTED",
    ),
)
_OF_WINDOWS = frozenset({21, 23, 53, 59, 64, 67, 121, 1117, 1231, 1450})
_OF_MACHINE = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))

OF_MEMORY = (MemoryError, ImportError)
"""What is raised where memory is short, whatever is being read.

A library that is loaded then cannot be.
"""
_PARSERS_CODES = {"ExpatError": 1, "ParseError": 1, "XMLSyntaxError": 2}
_LIBRARIES_WORDS = ("Error -4 ", "PyObject pointer is null")
"""How parsers of XML, and zlib and calamine, say that they were given no memory."""
_OF_A_FILE = "huge text node"
"""What lxml's older libraries say with the same number of a text that no reader takes.

They say it however much memory there is.
"""


def raise_if_of_memory(problem: BaseException) -> None:
    """Raises it again, or a MemoryError where memory was short in whatever words of a library."""
    if isinstance(problem, OF_MEMORY):
        raise problem
    if _says_no_memory(problem):
        raise MemoryError from problem


def _says_no_memory(problem: BaseException) -> bool:
    code, said = _PARSERS_CODES.get(type(problem).__name__), str(problem)
    is_parsers = (
        code is not None and getattr(problem, "code", None) == code and _OF_A_FILE not in said
    )
    return is_parsers or said.startswith(_LIBRARIES_WORDS)


def raise_if_of_machine(problem: OSError) -> None:
    """Raises it again where memory, open files, a disk or a network share fail.

    Whatever file it was met at is not to blame.
    """
    # Windows has numbers of its own for a network share or a device that is gone.
    if problem.errno in _OF_MACHINE or getattr(problem, "winerror", None) in _OF_WINDOWS:
        raise problem


NO_ROOM = (
    "this computer has no room for more open files or memory. Close other programs, and run again."
)
_OF_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def has_no_room(problem: BaseException) -> bool:
    """Whether it says that there is no room for another open file or for memory."""
    if isinstance(problem, OSError):
        return problem.errno in _OF_ROOM
    return isinstance(problem, MemoryError) or _says_no_memory(problem)


def reason_of(problem: OSError) -> str:
    """Why something cannot be used, in the system's words."""
    return problem.strerror or "no reason was given"


def fault_in_words(problem: OSError) -> str:
    """Why a run cannot go on, and what to do: the rest of a sentence, and one more."""
    why = reason_of(problem)
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"a disk is full, that of the results or that of temporary files ({why}). Make "
            "room, and run again."
        )
    if has_no_room(problem):
        return NO_ROOM
    mend = (
        "Allow reading it"
        if isinstance(problem, PermissionError)
        else "See to it that it can be read"
    )
    return f"{problem.filename or 'A file'} cannot be used ({why}). {mend}, and run again."


def content_of(path: Path) -> bytes | None:
    """A file's bytes; None where there is no such file.

    Raises:
        OSError: it is there and cannot be read, so nothing may be done as if it were not there.

    """
    try:
        # A pipe would be waited for as long as nobody writes to it.
        return None if stat.S_ISFIFO(path.stat().st_mode) else path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except PermissionError:
        # Windows says so of a folder too.
        if path.is_dir():
            return None
        raise

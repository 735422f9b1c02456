"""Faults of the machine, as opposed to those of a file: nothing true can be said of a file that met one."""

from __future__ import annotations

import errno
from pathlib import Path

_NAMES = (
    *("EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EAGAIN", "EIO", "ENXIO", "ENODEV", "ENOSPC", "EDQUOT", "EROFS"),
    *("ESTALE", "ETIMEDOUT", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ECONNRESET", "ECONNABORTED"),
)
_OF_MACHINE = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))


def raise_if_of_machine(problem: OSError) -> None:
    """Raises it again where memory, open files, a disk or a network share fail, whatever file it was met at."""
    if problem.errno in _OF_MACHINE:
        raise problem


def content_of(path: Path) -> bytes | None:
    """A file's bytes; None where there is no such file.

    Raises:
        OSError: it is there and cannot be read, so nothing may be done as if it were not there.

    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except PermissionError:
        # Windows says so of a folder too.
        if path.is_dir():
            return None
        raise

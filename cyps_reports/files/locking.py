"""One run at a time writes to a folder; the system lets go of the lock of a run that was killed."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOCK = ".cyps-lock"
_TRIES, _PAUSE_SECONDS = 20, 0.1


class FolderInUseError(Exception):
    """Another run is writing to the folder."""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What the system says where somebody else has the lock.

Anything else says that the disk knows no locks.
"""


def _is_free(handle: int, path: Path, forgotten: float) -> bool:
    try:
        _lock(handle)
    except OSError as problem:
        return problem.errno not in _TAKEN and _is_alone(path, forgotten)
    # The run before may have taken the file away in the meantime.
    return path.exists() and os.path.samestat(os.fstat(handle), path.stat())


FORGOTTEN_SECONDS = 600
"""How long the mark of a run that was killed holds others up: far longer than any run writes."""
_OURS = secrets.token_bytes(16)
"""What this process writes into its marks, to know them by."""


def _is_alone(path: Path, forgotten: float) -> bool:
    """Whether this run may go on where the disk knows no locks.

    Nobody else's mark is there, and ours is now.
    """
    mark = mark_of(path)
    with suppress(FileNotFoundError):
        if time.time() - mark.stat().st_mtime > forgotten:
            mark.unlink()
    try:
        with mark.open("xb") as file:
            file.write(_OURS)
    except FileExistsError:
        return False
    return True


def mark_of(path: Path) -> Path:
    """The mark of a lock's file, which stands for it on a disk without locks."""
    return path.with_name(f"{path.name}-only")


def _take_mark_away(path: Path) -> None:
    mark = mark_of(path)
    with suppress(OSError):
        if mark.read_bytes() == _OURS:
            mark.unlink()


@contextmanager
def locked(folder: Path, name: str = _LOCK, forgotten: float = FORGOTTEN_SECONDS) -> Iterator[None]:
    """Keeps other runs out of the folder; waits two seconds for one that is at its end.

    `name` is that of the lock's file: what is locked under another name goes on at the same time.
    `forgotten` are the seconds after which the mark of a run that was killed, on a disk without
    locks, holds nobody up.

    Raises:
        FolderInUseError: another run is still writing.
        OSError: the folder cannot be written to.

    """
    path = folder / name
    handle = _locked_file(path, forgotten)
    try:
        yield
    finally:
        _take_mark_away(path)
        if sys.platform != "win32":
            _unlink_if_possible(path)
        os.close(handle)
        if sys.platform == "win32":
            _unlink_if_possible(path)


def _locked_file(path: Path, forgotten: float) -> int:
    for _ in range(_TRIES):
        handle = _opened_and_locked(path, forgotten)
        if handle is not None:
            return handle
        time.sleep(_PAUSE_SECONDS)
    raise FolderInUseError(str(path))


def _opened_and_locked(path: Path, forgotten: float) -> int | None:
    """The lock file, locked; None where another run has it, or has just taken it away."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    is_ours = False
    try:
        with suppress(FileNotFoundError):
            is_ours = _is_free(handle, path, forgotten)
        return handle if is_ours else None
    finally:
        if not is_ours:
            os.close(handle)


def _unlink_if_possible(path: Path) -> None:
    # On Windows, the next run may have opened it already. What is left of it holds nobody up.
    with suppress(OSError):
        path.unlink(missing_ok=True)

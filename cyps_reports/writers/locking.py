"""One run at a time writes to a folder; the system lets go of the lock of a run that was killed."""

from __future__ import annotations

import errno
import os
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
"""What the system says where somebody else has the lock; anything else says that the disk knows no locks."""


def _is_free(handle: int, path: Path) -> bool:
    try:
        _lock(handle)
    except OSError as problem:
        return problem.errno not in _TAKEN and _is_alone(path)
    # The run before may have taken the file away in the meantime.
    return path.exists() and os.path.samestat(os.fstat(handle), path.stat())


_FORGOTTEN_SECONDS = 600
"""How long the mark of a run that was killed holds others up: far longer than any run writes."""


def _is_alone(path: Path) -> bool:
    """Whether this run may go on where the disk knows no locks: nobody else's mark is there, and ours is now."""
    mark = _mark_of(path)
    with suppress(FileNotFoundError):
        if time.time() - mark.stat().st_mtime > _FORGOTTEN_SECONDS:
            mark.unlink()
    try:
        os.close(os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError:
        return False
    return True


def _mark_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-only")


@contextmanager
def locked(folder: Path, name: str = _LOCK) -> Iterator[None]:
    """Keeps other runs out of the folder; waits two seconds for one that is at its end.

    `name` is that of the lock's file: what is locked under another name goes on at the same time.

    Raises:
        FolderInUseError: another run is still writing.
        OSError: the folder cannot be written to.

    """
    path = folder / name
    handle = _locked_file(path)
    try:
        yield
    finally:
        _unlink_if_possible(_mark_of(path))
        if sys.platform != "win32":
            _unlink_if_possible(path)
        os.close(handle)
        if sys.platform == "win32":
            _unlink_if_possible(path)


def _locked_file(path: Path) -> int:
    for _ in range(_TRIES):
        handle = _opened_and_locked(path)
        if handle is not None:
            return handle
        time.sleep(_PAUSE_SECONDS)
    raise FolderInUseError(str(path))


def _opened_and_locked(path: Path) -> int | None:
    """The lock file, locked; None where another run has it, or has just taken it away."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    is_ours = False
    try:
        with suppress(FileNotFoundError):
            is_ours = _is_free(handle, path)
        return handle if is_ours else None
    finally:
        if not is_ours:
            os.close(handle)


def _unlink_if_possible(path: Path) -> None:
    # On Windows, the next run may have opened it already. What is left of it holds nobody up.
    with suppress(OSError):
        path.unlink(missing_ok=True)

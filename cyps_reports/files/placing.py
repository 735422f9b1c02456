"""Outputs on disk, written whole or not at all, also where a run is killed or two run at once."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cyps_reports.files.kept_aside import free_name
from cyps_reports.files.locking import FolderInUseError, locked
from cyps_reports.files.names import is_file_name
from cyps_reports.files.retrying import is_in_use, is_too_long, retried
from cyps_reports.machine import NO_ROOM, content_of, has_no_room, reason_of
from cyps_reports.record.file import sha256

_PREFIX, _PART = ".cyps-", ".part"
_JOURNAL, _GOING = ".cyps-unfinished.json", f"{_PREFIX}going-"
"""Says which finished files still have to take their places.

With the check sums of what lies there ("" for nothing).

What is taken away stands there too, with no finished file. While the journal is there, a run was
stopped in between.
"""

Contents = Mapping[str, bytes | None]
"""What a folder's files are to hold, by name; None for those that are taken away."""


class CannotWriteError(Exception):
    """An output cannot be written; the message tells the officer which and what to do.

    `problem` is the first part of it. `is_of_place` where another folder may do, which the rest
    then says.
    """

    def __init__(self, problem: str, mend: str = "", *, is_of_place: bool = False) -> None:
        super().__init__(f"{problem} {mend}".strip())
        self.problem, self.mend, self.is_of_place = problem, mend, is_of_place


def write_all(folder: Path, contents: Contents) -> tuple[Path, ...]:
    """Writes every file, or none: all are written beside their places first, then put in place.

    Gives the written ones.

    Raises:
        CannotWriteError: as of `write_made`.

    """
    return write_made(folder, lambda: contents)


def write_made(folder: Path, make: Callable[[], Contents]) -> tuple[Path, ...]:
    """The same of files that rest on what lies in the folder.

    `make` looks there while nobody else writes to it.

    Raises:
        CannotWriteError: the folder cannot be made or written to, a file is open in another
            program, or another run is writing to the folder.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _finish_what_was_left(folder)
            contents = make()
            _refuse_shared_names(contents)
            return _written(folder, contents)
    except FolderInUseError as problem:
        raise CannotWriteError(
            f"another run is writing to {folder}. Wait until it is done, and run again."
        ) from problem
    except OSError as problem:
        raise _cannot_write(folder, problem) from problem


def read_together(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of files that were written together, but for those that are not there.

    All of one run.

    Raises:
        CannotWriteError: what a stopped run left cannot be put in order, or another run is writing
            to the folder.

    """
    found: dict[str, bytes] = {}

    def look() -> dict[str, bytes]:
        there = ((name, content_of(folder / name)) for name in names)
        found.update((name, content) for name, content in there if content is not None)
        return {}

    if folder.is_dir():
        write_made(folder, look)
    return found


def _refuse_shared_names(contents: Contents) -> None:
    """Windows takes two names that differ in the case of their letters for one."""
    seen: dict[str, str] = {}
    for name in contents:
        if not is_file_name(name):
            raise ValueError(f"{name!r} was not made with file_name")
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise CannotWriteError(
                f"{other} and {name} would be one file. Rename one, and run again."
            )


def _written(folder: Path, contents: Contents) -> tuple[Path, ...]:
    targets = {folder / name: content for name, content in contents.items()}
    waiting: dict[Path, Path | None] = {}
    current = folder
    try:
        for current in targets:
            _refuse_if_open(current)
        for current, content in targets.items():
            waiting[current] = None if content is None else _beside(current, content)
        if waiting:
            _switch(folder, waiting)
    except OSError as problem:
        raise _cannot_write(current, problem) from problem
    finally:
        # Where they could neither all be put in place nor those before be put back, the next run
        # finishes it.
        if not (folder / _JOURNAL).exists():
            for written in filter(None, waiting.values()):
                _remove(written)
    return tuple(target for target, written in waiting.items() if written)


def _switch(folder: Path, waiting: Mapping[Path, Path | None]) -> None:
    """Puts the finished files in their places.

    Where one cannot be, those before it are put back.
    """
    before = {target: content_of(target) for target in waiting}
    journal = folder / _JOURNAL
    told = {
        written.name if written else f"{_GOING}{number}": (target.name, _sum_of(before[target]))
        for number, (target, written) in enumerate(waiting.items())
    }
    _replace(_beside(journal, json.dumps(told).encode()), journal)
    try:
        for target, written in waiting.items():
            _put(written, target)
    except BaseException:
        _put_back(waiting, before)
        _remove(journal)
        raise
    # All is in its place. Where somebody holds the journal for a moment, the next run takes it
    # away.
    with suppress(OSError):
        _remove(journal)


def _replace(written: Path, target: Path) -> None:
    retried(lambda: written.replace(target))


def _remove(path: Path) -> None:
    retried(lambda: path.unlink(missing_ok=True))


def _sum_of(content: bytes | None) -> str:
    return "" if content is None else sha256(content)


def _put(written: Path | None, target: Path) -> None:
    try:
        if written:
            _replace(written, target)
        else:
            _remove(target)
    except OSError as problem:
        raise _cannot_write(target, problem) from problem


def _put_back(waiting: Mapping[Path, Path | None], before: Mapping[Path, bytes | None]) -> None:
    for target, written in waiting.items():
        was = before[target]
        if (written or target).exists():
            continue
        if was is None:
            _remove(target)
        else:
            _replace(_beside(target, was), target)


def _finish_what_was_left(folder: Path) -> None:
    """What a run left that was killed.

    Finished files take their places, unfinished ones are taken away.

    What somebody put in such a place since, or changed there, is kept beside it.
    """
    journal = folder / _JOURNAL
    for written, (target, before) in _left_waiting(journal).items():
        new = content_of(folder / written)
        if new is not None or written.startswith(_GOING):
            _keep_unless(folder / target, (before, _sum_of(new)))
            _put(folder / written if new is not None else None, folder / target)
    _remove(journal)
    for part in folder.glob(f"{_PREFIX}*{_PART}"):
        _remove(part)


def _keep_unless(target: Path, known: tuple[str, ...]) -> None:
    content = content_of(target)
    if content is not None and sha256(content) not in known:
        _put(target, target.with_name(free_name(target.parent, target.name)))


def _left_waiting(journal: Path) -> dict[str, tuple[str, str]]:
    """By the name of each finished file its place, and the check sum of what lay there."""
    try:
        told = json.loads(content_of(journal) or b"{}")
    except (ValueError, RecursionError):
        return {}
    is_ours = isinstance(told, dict) and all(_is_ours(*each) for each in told.items())
    if not is_ours:
        return {}
    return {written: (target, before) for written, (target, before) in told.items()}


def _is_ours(written: str, told: Any) -> bool:
    """Whether both are names of files in the very folder."""
    if not (
        isinstance(told, list)
        and len(told) == len(("target", "before"))
        and isinstance(told[0], str)
    ):
        return False
    return written.startswith(_PREFIX) and Path(written).name == written and is_file_name(told[0])


def is_unfinished(folder: Path) -> bool:
    """Whether a run was stopped while it wrote to the folder."""
    return (folder / _JOURNAL).exists() or any(folder.glob(f"{_PREFIX}*{_PART}"))


def _refuse_if_open(path: Path) -> None:
    """Word and Excel on Windows lock what they show: found out before anything is replaced."""
    with suppress(FileNotFoundError), retried(lambda: path.open("r+b")):
        pass


def _beside(path: Path, content: bytes) -> Path:
    """The content in a file of its own; who may read it is what the system gives new files."""
    written = path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_PART}")
    try:
        with written.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(written)
        raise
    return written


_HIGHER_UP = "Give a folder with a shorter name, or one further up, with --output, and run again."


def _cannot_write(path: Path, problem: OSError) -> CannotWriteError:
    if (is_in_use(problem) or isinstance(problem, PermissionError)) and path.is_file():
        return CannotWriteError(
            f"{path} cannot be replaced.",
            "Close it in Word, Excel or whatever shows it, wait until a virus scanner or OneDrive"
            " is done with it, or allow writing to it, and run again.",
        )
    if is_too_long(Path(problem.filename or path), problem):
        said = f"{path} cannot be written: its path is longer than this system takes."
        return CannotWriteError(said, _HIGHER_UP, is_of_place=True)
    if has_no_room(problem):
        return CannotWriteError(f"{path} cannot be written:", NO_ROOM)
    said = f"{path} cannot be written ({reason_of(problem)})."
    # Another folder lies on the same disk as a rule, and knows nothing of what was sent from this
    # one.
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotWriteError(said, "Make room on the disk, and run again.")
    mend = "Choose another folder with --output, and run again."
    return CannotWriteError(said, mend, is_of_place=True)

"""Outputs on disk, written whole or not at all, also where a run is killed or two run at once."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cyps_reports.writers.aside import free_name, sha256
from cyps_reports.writers.locking import FolderInUseError, locked
from cyps_reports.writers.names import is_file_name
from cyps_reports.writers.patiently import is_in_use, is_too_long, patiently

_PREFIX, _PART = ".cyps-", ".part"
_JOURNAL = ".cyps-unfinished.json"
"""Says which finished files still have to take their places, and the check sums of what lies there ("" for nothing).

While it is there, a run was stopped in between.
"""


class CannotWriteError(Exception):
    """An output cannot be written; the message tells the officer which and what to do."""


def write_all(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: all are written beside their places first, then put in place.

    Raises:
        CannotWriteError: as of `write_made`.

    """
    return write_made(folder, lambda: contents)


def write_made(folder: Path, make: Callable[[], Mapping[str, bytes]]) -> tuple[Path, ...]:
    """The same of files that rest on what lies in the folder: `make` looks there while nobody else writes to it.

    Raises:
        CannotWriteError: the folder cannot be made or written to, a file is open in another program, or another
            run is writing to the folder.

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
        raise CannotWriteError(_explained(folder, problem)) from problem


def _refuse_shared_names(contents: Mapping[str, bytes]) -> None:
    """Windows takes two names that differ in the case of their letters for one."""
    seen: dict[str, str] = {}
    for name in contents:
        if not is_file_name(name):
            raise ValueError(f"{name!r} was not made with file_name")
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise CannotWriteError(f"{other} and {name} would be one file. Rename one, and run again.")


def _written(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    targets = {folder / name: content for name, content in contents.items()}
    waiting: dict[Path, Path] = {}
    current = folder
    try:
        for current in targets:
            _refuse_if_open(current)
        for current, content in targets.items():
            waiting[current] = _beside(current, content)
        _switch(folder, waiting)
    except OSError as problem:
        raise CannotWriteError(_explained(current, problem)) from problem
    finally:
        for written in waiting.values():
            written.unlink(missing_ok=True)
    return tuple(targets)


def take_away(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Removes files that are ours and no longer apply.

    Raises:
        CannotWriteError: a file is open in another program.

    """
    gone = tuple(paths)
    for path in gone:
        try:
            _remove(path)
        except OSError as problem:
            raise CannotWriteError(_explained(path, problem)) from problem
    return gone


def _switch(folder: Path, waiting: Mapping[Path, Path]) -> None:
    """Puts the finished files in their places; where one cannot be, those before it are put back."""
    before = {target: target.read_bytes() for target in waiting if target.exists()}
    journal = folder / _JOURNAL
    told = {
        written.name: (target.name, sha256(before[target]) if target in before else "")
        for target, written in waiting.items()
    }
    _replace(_beside(journal, json.dumps(told).encode()), journal)
    try:
        for target, written in waiting.items():
            _put(written, target)
    except BaseException:
        _put_back(waiting, before)
        raise
    finally:
        _remove(journal)


def _replace(written: Path, target: Path) -> None:
    patiently(lambda: written.replace(target))


def _remove(path: Path) -> None:
    patiently(lambda: path.unlink(missing_ok=True))


def _put(written: Path, target: Path) -> None:
    try:
        _replace(written, target)
    except OSError as problem:
        raise CannotWriteError(_explained(target, problem)) from problem


def _put_back(waiting: Mapping[Path, Path], before: Mapping[Path, bytes]) -> None:
    for target, written in waiting.items():
        if written.exists():
            continue
        if target in before:
            _replace(_beside(target, before[target]), target)
        else:
            _remove(target)


def _finish_what_was_left(folder: Path) -> None:
    """What a run left that was killed: finished files take their places, unfinished ones are taken away.

    What somebody put in such a place since, or changed there, is kept beside it.
    """
    journal = folder / _JOURNAL
    for written, (target, before) in _left_waiting(journal).items():
        if (folder / written).exists():
            _keep_unless(folder / target, (before, sha256((folder / written).read_bytes())))
            _put(folder / written, folder / target)
    _remove(journal)
    for part in folder.glob(f"{_PREFIX}*{_PART}"):
        _remove(part)


def _keep_unless(target: Path, known: tuple[str, ...]) -> None:
    if target.exists() and sha256(target.read_bytes()) not in known:
        _put(target, target.with_name(free_name(target.parent, target.name)))


def _left_waiting(journal: Path) -> dict[str, tuple[str, str]]:
    """By the name of each finished file its place, and the check sum of what lay there."""
    try:
        told = json.loads(journal.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    is_ours = isinstance(told, dict) and all(_is_ours(*each) for each in told.items())
    return {written: (target, before) for written, (target, before) in told.items()} if is_ours else {}


def _is_ours(written: str, told: Any) -> bool:
    """Whether both are names of files in the very folder."""
    if not (isinstance(told, list) and len(told) == len(("target", "before")) and isinstance(told[0], str)):
        return False
    return written.startswith(_PREFIX) and Path(written).name == written and is_file_name(told[0])


def is_unfinished(folder: Path) -> bool:
    """Whether a run was stopped while it wrote to the folder."""
    return any(folder.glob(f"{_PREFIX}*"))


def _refuse_if_open(path: Path) -> None:
    """Word and Excel on Windows lock what they show: found out before anything is replaced."""
    if path.exists():
        with patiently(lambda: path.open("r+b")):
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
        written.unlink(missing_ok=True)
        raise
    return written


_HIGHER_UP = "Give a folder with a shorter name, or one further up, with --output, and run again."


def _explained(path: Path, problem: OSError) -> str:
    if (is_in_use(problem) or isinstance(problem, PermissionError)) and path.is_file():
        return (
            f"{path} cannot be replaced. Close it in Word, Excel or whatever shows it, wait until a virus scanner or"
            " OneDrive is done with it, or allow writing to it, and run again."
        )
    if is_too_long(path, problem):
        return f"{path} cannot be written: its path is longer than this system takes. {_HIGHER_UP}"
    reason = problem.strerror or "no reason was given"
    # Another folder lies on the same disk as a rule, and knows nothing of what was sent from this one.
    is_full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    mend = "Make room on the disk" if is_full else "Choose another folder with --output"
    return f"{path} cannot be written ({reason}). {mend}, and run again."

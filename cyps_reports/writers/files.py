"""Outputs on disk, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


class CannotWriteError(Exception):
    """An output cannot be written; the message tells the officer which and what to do."""


def write_all(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: all are written beside their places first, then put in place.

    Raises:
        CannotWriteError: the folder cannot be made or written to, or a file is open in another program.

    """
    targets = {folder / name: content for name, content in contents.items()}
    waiting: dict[Path, Path] = {}
    current = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for current in targets:
            _refuse_if_open(current)
        for current, content in targets.items():
            waiting[current] = _beside(current, content)
        for current, written in waiting.items():
            written.replace(current)
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
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise CannotWriteError(_explained(path, problem)) from problem
    return gone


def _refuse_if_open(path: Path) -> None:
    """Word and Excel on Windows lock what they show: found out before anything is replaced."""
    if path.exists():
        with path.open("r+b"):
            pass


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(0o644)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def _explained(path: Path, problem: OSError) -> str:
    if isinstance(problem, PermissionError) and path.is_file():
        return f"{path} cannot be replaced. Close it in Word or Excel, or allow writing to it, and run again."
    reason = problem.strerror or "no reason was given"
    return f"{path} cannot be written ({reason}). Choose another folder with --output, and run again."

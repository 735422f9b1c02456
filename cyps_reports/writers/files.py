"""Outputs on disk, written whole or not at all, also where a run is killed or two run at once."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from cyps_reports.writers.locking import FolderInUseError, locked

_PREFIX, _PART = ".cyps-", ".part"
_JOURNAL = ".cyps-unfinished.json"
"""Says which finished files still have to take their places; while it is there, a run was stopped in between."""

_LONGEST_NAME, _LONGEST_KEPT, _LONGEST_ENDING = 120, 90, 5
# What Windows does not take, and signs that are not seen.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)


class CannotWriteError(Exception):
    """An output cannot be written; the message tells the officer which and what to do."""


def file_name(text: str) -> str:
    """A text as (a part of) a file name on any system, never a path; one that had to be changed ends in a check sum.

    So two texts never share a name, but for the case of their letters.
    """
    name = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())).strip(" .")
    if name == text and name and len(name) <= _LONGEST_NAME and not _RESERVED.fullmatch(name):
        return name
    check_sum = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    return f"{stem[:_LONGEST_KEPT].strip(' .')}-{check_sum}{dot}{ending}"


def write_all(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes every file, or none: all are written beside their places first, then put in place.

    Raises:
        CannotWriteError: the folder cannot be made or written to, a file is open in another program, or another
            run is writing to the folder.

    """
    _refuse_shared_names(contents)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _finish_what_was_left(folder)
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
        assert name == file_name(name), "names are made with file_name"
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
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise CannotWriteError(_explained(path, problem)) from problem
    return gone


def _switch(folder: Path, waiting: Mapping[Path, Path]) -> None:
    """Puts the finished files in their places; where one cannot be, those before it are put back."""
    before = {target: target.read_bytes() for target in waiting if target.exists()}
    journal = folder / _JOURNAL
    names = {written.name: target.name for target, written in waiting.items()}
    _beside(journal, json.dumps(names).encode()).replace(journal)
    try:
        for target, written in waiting.items():
            _put(written, target)
    except BaseException:
        _put_back(waiting, before)
        raise
    finally:
        journal.unlink(missing_ok=True)


def _put(written: Path, target: Path) -> None:
    try:
        written.replace(target)
    except OSError as problem:
        raise CannotWriteError(_explained(target, problem)) from problem


def _put_back(waiting: Mapping[Path, Path], before: Mapping[Path, bytes]) -> None:
    for target, written in waiting.items():
        if written.exists():
            continue
        if target in before:
            _beside(target, before[target]).replace(target)
        else:
            target.unlink(missing_ok=True)


def _finish_what_was_left(folder: Path) -> None:
    """What a run left that was killed: finished files take their places, unfinished ones are taken away."""
    journal = folder / _JOURNAL
    for written, target in _left_waiting(journal).items():
        if (folder / written).exists():
            _put(folder / written, folder / target)
    journal.unlink(missing_ok=True)
    for part in folder.glob(f"{_PREFIX}*{_PART}"):
        part.unlink(missing_ok=True)


def _left_waiting(journal: Path) -> dict[str, str]:
    try:
        names = json.loads(journal.read_bytes())
    except (OSError, ValueError):
        return {}
    is_ours = isinstance(names, dict) and all(_is_ours(*map(str, pair)) for pair in names.items())
    return names if is_ours else {}


def _is_ours(written: str, target: str) -> bool:
    """Whether both are names of files in the very folder."""
    return written.startswith(_PREFIX) and Path(written).name == written and target == file_name(target)


def is_unfinished(folder: Path) -> bool:
    """Whether a run was stopped while it wrote to the folder."""
    return any(folder.glob(f"{_PREFIX}*"))


def _refuse_if_open(path: Path) -> None:
    """Word and Excel on Windows lock what they show: found out before anything is replaced."""
    if path.exists():
        with path.open("r+b"):
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


def _explained(path: Path, problem: OSError) -> str:
    if isinstance(problem, PermissionError) and path.is_file():
        return f"{path} cannot be replaced. Close it in Word or Excel, or allow writing to it, and run again."
    reason = problem.strerror or "no reason was given"
    # Another folder lies on the same disk as a rule, and knows nothing of what was sent from this one.
    is_full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    mend = "Make room on the disk" if is_full else "Choose another folder with --output"
    return f"{path} cannot be written ({reason}). {mend}, and run again."

"""Files that people put into a folder: names that are free there, and how one is moved."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from cyps_reports.files.locking import FolderInUseError, locked
from cyps_reports.files.names import file_name
from cyps_reports.files.placing import CannotWriteError
from cyps_reports.files.retrying import retried
from cyps_reports.machine import has_no_room, reason_of


def numbered_name(name: str, taken: Collection[str]) -> str:
    """The name itself, else `return-A (2).xlsx` and so on: one that is not taken.

    In whatever capitals.
    """
    path, there = PurePath(name), {each.casefold() for each in taken}
    further = (f"{path.stem} ({number}){path.suffix}" for number in itertools.count(2))
    return next(
        each
        for each in itertools.chain((name,), map(file_name, further))
        if each.casefold() not in there
    )


def moved(path: Path, folder: Path) -> Path:
    """Moves a file into a folder, under a name that is free there; gives its new place.

    Nobody else writes to either folder meanwhile.

    Raises:
        CannotWriteError: the file or a folder cannot be written, or another run is writing there.

    """
    with _explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(path.parent), locked(folder):
            return _put(path, folder, path.name)


def renamed(path: Path, name: str) -> Path:
    """Gives a file in its folder another name, or one like it that is free; gives its new place.

    Raises:
        CannotWriteError: as of `moved`.

    """
    with _explained(path), locked(path.parent):
        return _put(path, path.parent, name)


def _put(path: Path, folder: Path, name: str) -> Path:
    target = folder / numbered_name(name, [each.name for each in folder.iterdir()])
    retried(lambda: path.rename(target))
    return target


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FolderInUseError as problem:
        busy = "another run is writing to the folder. Wait until it is done, and try again."
        raise CannotWriteError(busy) from problem
    except OSError as problem:
        if has_no_room(problem):
            raise
        reason = reason_of(problem)
        mend = "Close it in whatever shows it, and try again."
        raise CannotWriteError(f"{path} cannot be moved ({reason}). {mend}") from problem

"""Writes files, all or none.

What somebody changed, or put in their places, is kept beside the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.files.kept_aside import Kept, kept_aside
from cyps_reports.files.placing import CannotWriteError, Contents, read_together, write_made
from cyps_reports.files.written_sums import SUMS, sums_in, sums_with


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, and what became of those before them.

    What was kept aside of them, and those taken away as they no longer apply.

    `is_known` where it was known what the program had written there before: what was kept aside was
    then changed since.
    """

    paths: tuple[Path, ...] = ()
    kept: tuple[Kept, ...] = ()
    is_known: bool = False
    taken_away: tuple[Path, ...] = ()


@contextmanager
def cannot_write(elsewhere: str = "") -> Iterator[None]:
    """What cannot be written ends in CannotRun."""
    try:
        yield
    except CannotWriteError as problem:
        mend = elsewhere if elsewhere and problem.is_of_place else problem.mend
        raise CannotRun(Reason.NOT_WRITTEN, problem.problem, mend) from problem


def write_once_made(
    folder: Path, make: Callable[[], Contents], elsewhere: str = ""
) -> tuple[Path, ...]:
    """Writes every file, or none.

    `make` looks at what lies in the folder while nobody else writes to it. `elsewhere` says how
    another folder is given, where that is not --output.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    with cannot_write(elsewhere):
        return write_made(folder, make)


def read_as_written(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of files that were written together, but for those that are not there.

    All of one run.

    Raises:
        CannotRun: another run is writing to the folder, or what one left there cannot be put in
            order.

    """
    with cannot_write():
        return read_together(folder, names)


def write_keeping(
    folder: Path, contents: Mapping[str, bytes], going: Callable[[], Collection[str]] = tuple
) -> Written:
    """Writes files that people edit afterwards, by name.

    `going` names files that are taken away, which are kept likewise. All is found out while no
    other run writes to the folder. Beside the files lie the check sums of what the program wrote.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    kept: list[Kept] = []
    gone: list[str] = []
    known: list[str] = []

    def files() -> dict[str, bytes | None]:
        gone[:] = going()
        at_stake = {**dict.fromkeys(gone, b""), **contents}
        known[:] = sums_in(folder)
        kept[:] = kept_aside(
            folder, at_stake, {(name, each) for name in at_stake for each in known}
        )
        copies = {each.aside: each.content for each in kept}
        return {**dict.fromkeys(gone), **contents, **copies, SUMS: sums_with(known, contents)}

    paths = write_once_made(folder, files)
    written = tuple(path for path in paths if path.name in contents)
    return Written(written, tuple(kept), bool(known), tuple(folder / name for name in gone))

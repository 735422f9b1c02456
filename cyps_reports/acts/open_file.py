"""Puts the file to double-click into an officer's folder, and keeps it to where Python lies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_reports import locations
from cyps_reports.acts.keeping import write_once_made
from cyps_reports.setup.open_file import is_as_made, open_file


@dataclass(frozen=True, slots=True)
class OpenFile:
    """What became of the file: where it was written, or where it was and stays."""

    written: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def put_open_file(folder: Path, program: str, elsewhere: str = "") -> OpenFile:
    """Writes the file that opens the folder's page, where there is none or its Python has moved.

    One that somebody changed stays. `program` is the place of the Python that runs the program;
    nothing is written without it, nor into the program's own folder.

    Raises:
        CannotRun: the folder cannot be written to; `elsewhere` then says how another is given.

    """
    if locations.is_programs_own(folder):
        return OpenFile()
    wanted = open_file(program, on_windows=os.name == "nt")
    written: tuple[Path, ...] = ()
    if _missing(folder, wanted):
        written = write_once_made(folder, lambda: _missing(folder, wanted), elsewhere)
    for path in written:
        if path.suffix == ".command":
            path.chmod(0o755)
    kept = (folder / name for name in wanted)
    return OpenFile(written, tuple(path for path in kept if path not in written))


def _missing(folder: Path, wanted: Mapping[str, bytes]) -> dict[str, bytes]:
    """What of it is to be written."""
    return {name: made for name, made in wanted.items() if not _stays(folder / name, made)}


def _stays(path: Path, made: bytes) -> bool:
    """Whether what is there stays: it is right, or not as the program makes it."""
    if not path.is_file():
        return locations.is_there(path)
    there = path.read_bytes()
    return there == made or not is_as_made(there)

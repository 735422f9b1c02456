"""What lies in a folder and is not the program's own is kept beside what takes its place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.files.names import file_name
from cyps_reports.machine import content_of
from cyps_reports.record.file import sha256


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is to be replaced, the name it is kept under, and its content."""

    name: str
    aside: str
    content: bytes


def kept_aside(
    folder: Path, contents: Mapping[str, bytes], written: Collection[tuple[str, str]]
) -> tuple[Kept, ...]:
    """What would be lost where these contents are written to a folder.

    `written` are name and SHA-256 of every file that the program is known to have written there.
    """
    kept = []
    for name, content in contents.items():
        there = content_of(folder / name)
        if there is not None and there != content and (name, sha256(there)) not in written:
            kept.append(Kept(name, free_name(folder, name, contents), there))
    return tuple(kept)


def free_name(folder: Path, name: str, taken: Collection[str] = ()) -> str:
    """`report-edited.docx` for `report.docx`, else `report-edited2.docx` and so on.

    A name that nothing has.
    """
    path = Path(name)
    numbers = ("" if number == 1 else str(number) for number in itertools.count(1))
    numbered = (f"{path.stem}-edited{number}{path.suffix}" for number in numbers)
    return next(
        each
        for each in map(file_name, numbered)
        if each not in taken and not (folder / each).exists()
    )


def kept_of(name: str) -> str:
    """The name of the file that one was kept beside; "" where that is not what its name says."""
    path = Path(name)
    stem, mark, number = path.stem.rpartition("-edited")
    return f"{stem}{path.suffix}" if mark and _NUMBER.fullmatch(number) else ""


_NUMBER = re.compile(r"|[2-9]|[1-9]\d+", re.ASCII)

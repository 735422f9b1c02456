"""The files of a month's folder: each is read, or a finding says that it was not.

None is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from cyps_reports.findings import CellRef, Finding, error, warning
from cyps_reports.machine import raise_if_of_machine
from cyps_reports.workbooks.kinds import is_named_workbook
from cyps_reports.workbooks.limits import MAX_FOLDERS_DOWN, MAX_TOLD
from cyps_reports.workbooks.plain_text import plain

_LEFT_BESIDE = ("~$", ".~lock.", "._", ".trash", ".cyps-")
"""How the names begin of what programs leave beside files."""
_OF_THE_SYSTEM = (
    "thumbs.db",
    "desktop.ini",
    ".ds_store",
    ".directory",
    ".localized",
    "icon\r",
    "__macosx",
    ".git",
)
_PACKAGES = (".numbers", ".pages", ".key", ".download")
"""The endings of folders that Apple's programs show as one file."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a folder.

    The files to be read, by name, and a finding for each thing that is not.
    """

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def files_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that count, by name; each of them is read or told."""
    return tuple(path for path in _things_in(folder) if path.is_file())


def listing_of(folder: Path) -> Listing:
    """The files of a folder that count, and what else lies in it."""
    others = (path for path in _things_in(folder) if not path.is_file())
    return Listing(files_in(folder), tuple(finding for path in others for finding in _told(path)))


def called(path: PurePath) -> str:
    """The name of a file, or its way down from a folder, as any output can hold it."""
    name = path.as_posix().encode("utf-8", "replace").decode()
    return re.sub(r"[\t\r\n]", " ", plain(name))


def is_silent(name: str) -> bool:
    """Whether a program or the system left a file of this name, which is nobody's."""
    return name.casefold().startswith((*_LEFT_BESIDE, *_OF_THE_SYSTEM))


def _things_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not is_silent(path.name))


def _told(path: Path) -> Iterator[Finding]:
    place = CellRef(called(PurePath(path.name)))
    if path.is_symlink():
        yield _link(path, place)
    elif not path.is_dir():
        yield error(
            "cannot-read-file", place, "This is no ordinary file; it was not read.", "Take it out."
        )
    elif (path / "[Content_Types].xml").exists() or path.suffix.lower() in _PACKAGES:
        yield warning(
            "folder-passed-over",
            place,
            f"{place.workbook} is a folder with the parts of one file; they were not read.",
            "Ask its owner for the Excel workbook (.xlsx) itself, in one file.",
        )
    else:
        yield from _passed_over(path)


def _link(path: Path, place: CellRef) -> Finding:
    if path.is_dir():
        problem = f"{place.workbook} is a link to another folder; nothing in it was read."
        mend = "If this month's returns are in it, copy them into the month's folder itself."
        return warning("folder-passed-over", place, problem, mend)
    problem = "This is a link to a file that is not there; nothing could be read."
    return error("broken-link", place, problem, "Copy the file itself into the month's folder.")


def _passed_over(folder: Path) -> Iterator[Finding]:
    """A finding for each file in a folder and in those below it.

    For very many, one that says so.
    """
    name = called(PurePath(folder.name))
    below = (f"{name}/{called(path.relative_to(folder))}" for path in _below(folder))
    told = tuple(islice(below, MAX_TOLD))
    yield from (_further_down(each) for each in told)
    if next(below, None):
        problem = f"There are more files in the folder {name}; they were not read."
        yield warning(
            "folder-passed-over",
            CellRef(name),
            problem,
            "Take the folder out of the month's folder.",
        )
    if not told and is_named_workbook(name):
        problem = f"{name} is an empty folder, although its name ends like a workbook's."
        yield warning("folder-passed-over", CellRef(name), problem, "Ask for the workbook itself.")


def _further_down(file: str) -> Finding:
    return warning(
        "folder-passed-over",
        CellRef(file),
        f"The file lies in the folder {file.rpartition('/')[0]}; it was not read.",
        "If it is one of this month's returns, move it up into the month's folder.",
    )


def _below(folder: Path, down: int = 1) -> Iterator[Path]:
    """What lies below a folder and is no folder itself.

    Links are not followed, nor is what lies endlessly deep.
    """
    try:
        things = _things_in(folder)
    except OSError as problem:
        raise_if_of_machine(problem)
        yield folder
        return
    for thing in things:
        if thing.is_dir() and not thing.is_symlink() and down < MAX_FOLDERS_DOWN:
            yield from _below(thing, down + 1)
        else:
            yield thing

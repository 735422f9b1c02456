"""Puts returned files into their month's folder: never over another, and none is ever deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.keeping import cannot_write, write_once_made
from cyps_reports.files.moving import moved, numbered_name, renamed
from cyps_reports.files.names import file_name
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.workbooks.folders import called, files_in, is_silent
from cyps_reports.workbooks.limits import MAX_FILE_BYTES, MAX_PACKED, MAX_PACKED_BYTES, MEGABYTE

MOST_FILES, MOST_BYTES = MAX_PACKED, MAX_PACKED_BYTES
"""Of the files that are taken in at once, and of all of them together."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file as it came: the name its sender gave it, which may be anything, and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of files that came, by the names they lie under.

    `new` lie in the month's folder now. `there_already` had lain there with the same content.
    `beside` had the name of another one, and lie beside it: the name, and what each is called now.
    `replaced` took the place of one that was set aside: the name of both, and what the other one
    is called there. `refused` are not there: the name each came under, and why.
    """

    new: tuple[str, ...] = ()
    there_already: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MonthFiles:
    """The files of a month's folder and those that were set aside, by name.

    As any output can hold it, and findings call them.
    """

    returns: tuple[str, ...]
    set_aside: tuple[str, ...]


def begin_month(root: Path, month: Month) -> Path:
    """Makes the month's folder where there is none; gives its place.

    Raises:
        CannotRun: it cannot be made.

    """
    folder = _folder(root, month)
    write_once_made(folder, dict)
    return folder


def take_in(
    root: Path, month: Month, files: Sequence[Arrived], *, sets_aside: bool = False
) -> TakenIn:
    """Copies files that came into the month's folder, all of them or none.

    Zip files and emails too, whose workbooks are read where they lie. What has the name of another
    file and says something else is kept beside it; with `sets_aside` the other one is then set
    aside, and the new one has its name. What no return can be is refused.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    folder, told = _folder(root, month), _Told()
    wanted = list(_wanted(files, told))

    def contents() -> dict[str, bytes]:
        told.clear()
        lying = files_in(folder)
        names = tuple(path.name for path in folder.iterdir())
        made: dict[str, bytes] = {}
        for name, content in wanted:
            same = _same_among(lying, made, content)
            if same:
                told.there_already.append(same)
            else:
                made[_place(name, (*names, *made), told)] = content
        told.lay_there = {path.name.casefold(): path for path in lying}
        return made

    write_once_made(folder, contents)
    # All is there: from here on nothing can be lost, wherever it is broken off.
    replaced = dict(_replaced(root, month, told)) if sets_aside else {}
    beside = tuple(each for each in told.beside if each[0] not in replaced)
    new, there_already = tuple(told.new), tuple(told.there_already)
    return TakenIn(new, there_already, beside, tuple(replaced.items()), tuple(told.refused))


def _replaced(root: Path, month: Month, told: _Told) -> Iterator[tuple[str, str]]:
    """Sets aside each file of before that another one came for, which then takes its name."""
    for name, place in told.beside:
        there = told.lay_there.pop(name.casefold(), None)
        if there is None:
            continue  # two of that name came together: both are kept
        aside = set_aside(root, month, called(PurePath(there.name)))
        with cannot_write():
            renamed(there.with_name(place), name)
        yield name, aside.name


class _Told:
    """What becomes of each file, gathered."""

    def __init__(self) -> None:
        self.refused: list[tuple[str, str]] = []
        self.lay_there: dict[str, Path] = {}
        self.clear()

    def clear(self) -> None:
        """What lies in the folder is looked at again."""
        self.new: list[str] = []
        self.there_already: list[str] = []
        self.beside: list[tuple[str, str]] = []


def _wanted(files: Sequence[Arrived], told: _Told) -> Iterator[tuple[str, bytes]]:
    """The files that are taken in, each under a name that any system takes."""
    for number, arrived in enumerate(files):
        name = last_name(arrived.name)
        if why := _refusal(arrived, number):
            told.refused.append((name, why))
        else:
            yield name, arrived.content


def last_name(name: str) -> str:
    """The name of a file that came, without any way to it, as any system takes it."""
    return file_name(_bare_name(name))


def _bare_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _refusal(arrived: Arrived, number: int) -> str:
    if number >= MOST_FILES:
        return f"Only {MOST_FILES} files are taken in at once. Bring the rest by themselves."
    return refusal(arrived)


def refusal(arrived: Arrived) -> str:
    """Why a file that came is not taken in; "" where it is."""
    name, content = _bare_name(arrived.name), arrived.content
    if len(content) > MAX_FILE_BYTES:
        largest = MAX_FILE_BYTES // MEGABYTE
        return f"It is larger than {largest} MB, as no return is. Ask for the workbook itself."
    if not content:
        return "There is nothing in it. Ask for the workbook again."
    if is_silent(name) or name.startswith("."):
        return "A program left it beside another file; it is no workbook. Bring the workbook."
    return ""


def _same_among(lying: Iterable[Path], made: Mapping[str, bytes], content: bytes) -> str:
    """The name of a file with the same content, "" where there is none."""
    # Only one of the same length is read: there may be many, and large ones.
    alike = (path for path in lying if path.stat().st_size == len(content))
    there = (path.name for path in alike if content_of(path) == content)
    beside = (name for name, each in made.items() if each == content)
    return next(chain(there, beside), "")


def _place(name: str, taken: Collection[str], told: _Told) -> str:
    """The name that a file is to lie under, which is not taken."""
    place = numbered_name(name, taken)
    if place == name:
        told.new.append(name)
    else:
        told.beside.append((name, place))
    return place


def month_files(root: Path, month: Month) -> MonthFiles:
    """The files of the month's folder, and those that were set aside; none where it is not there.

    Raises:
        OSError: a folder is there and cannot be read.

    """
    return MonthFiles(_names_in(_folder(root, month)), _names_in(_aside(root, month)))


def _names_in(folder: Path) -> tuple[str, ...]:
    return tuple(_files_by_name(folder))


def _files_by_name(folder: Path) -> dict[str, Path]:
    files = files_in(folder) if folder.is_dir() else ()
    return {called(PurePath(path.name)): path for path in files}


def set_aside(root: Path, month: Month, name: str) -> Path:
    """Moves a file of the month's folder to those set aside; gives its new place.

    Raises:
        CannotRun: there is no such file in the folder, or it cannot be moved.

    """
    return _moved(_folder(root, month), name, _aside(root, month))


def take_back(root: Path, month: Month, name: str) -> Path:
    """Moves a file that was set aside back into the month's folder; gives its new place.

    Raises:
        CannotRun: as of `set_aside`.

    """
    return _moved(_aside(root, month), name, _folder(root, month))


def _moved(source: Path, name: str, target: Path) -> Path:
    # A name is one of those that lie there, never a way to somewhere else.
    path = _files_by_name(source).get(name)
    if path is None:
        problem = f"there is no file {file_name(name)} in {source}."
        raise CannotRun(Reason.NO_FILE, problem, "Somebody may have moved it: look again.")
    with cannot_write():
        return moved(path, target)


def _folder(root: Path, month: Month) -> Path:
    return locations.returned_in(month, root, may_be_example=False)


def _aside(root: Path, month: Month) -> Path:
    return root / locations.SET_ASIDE_NAME / str(month)

"""The files a report is made from, each with the SHA-256 of its bytes.

Anyone can see later whether they changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from cyps_reports.machine import raise_if_of_machine
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.file import RecordFile
from cyps_reports.record.file_names import RECORD
from cyps_reports.returns.months import earlier_folders, month_folders
from cyps_reports.workbooks.folders import called, files_in
from cyps_reports.workbooks.opening import sums_inside


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file the report is made from.

    Its name, its check sum, its folder's month ("" for plan and template).
    """

    workbook: str
    sha256: str
    month: str = ""


@dataclass(frozen=True, slots=True)
class KnownSums:
    """Check sums that were taken already.

    Of what came for earlier months, and of their records by what they tell.
    """

    returned: Mapping[Month, tuple[Source, ...]] = field(default_factory=dict)
    records: Mapping[Month, str] = field(default_factory=dict)


def sources_of(
    returns: Path,
    reported: Path | None,
    month: Month,
    first: Month,
    others: tuple[Path, ...],
    known: KnownSums | None = None,
    before: Collection[Month] = (),
) -> tuple[Source, ...]:
    """The files a month's results come from.

    The plan and the like (`others`), then what came for the month and for those from `first` on.

    With the earlier months go the records of what was reported then, which lie in the folders of
    `reported`; and those of the months `before` the plan, which it goes on from.
    """
    known = known or KnownSums()
    found = [Source(path.name, sha256_of(path)) for path in others if path.is_file()]
    for each, folder in earlier_folders(returns.resolve().parent, month, first).items():
        found += known.returned.get(each) or returned_in(folder, each)
    results = _folders_of_results(reported, month, first, before) if reported else {}
    for each, folder in results.items():
        if (folder / RECORD).is_file():
            found.append(
                Source(
                    RECORD, known.records.get(each) or _sum_of_record(folder / RECORD), str(each)
                )
            )
    return (*found, *returned_in(returns, month))


def _folders_of_results(
    reported: Path, month: Month, first: Month, before: Collection[Month]
) -> dict[Month, Path]:
    years_before = {
        each: folder for each, folder in month_folders(reported).items() if each in before
    }
    return years_before | earlier_folders(reported, month, first)


def sha256_of(path: Path) -> str:
    """The check sum of a file in hexadecimal; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise_if_of_machine(problem)
        return ""


def _sum_of_record(path: Path) -> str:
    try:
        return RecordFile(path.read_bytes()).known_by
    except OSError as problem:
        raise_if_of_machine(problem)
        return ""


def returned_in(folder: Path, month: Month) -> tuple[Source, ...]:
    """Every file that came for a month, by name.

    Those in a zip file or an email are named as the returns name them.
    """
    paths = files_in(folder) if folder.is_dir() else ()
    return tuple(sorted(each for path in paths for each in _with_those_inside(path, str(month))))


def _with_those_inside(path: Path, month: str) -> Iterator[Source]:
    yield Source(_label(path), sha256_of(path), month)
    yield from (Source(name, sha256, month) for name, sha256 in sums_inside(path))


def _label(path: Path) -> str:
    return called(PurePath(path.name))


def is_as_recorded(folder: Path, recorded: Collection[Source]) -> bool:
    """Whether the very files lie in a month's folder that its record names, byte for byte.

    What lies inside a zip file or an email is the same where the file is: it is not opened.
    """
    paths = files_in(folder) if folder.is_dir() else ()
    labels = Counter(map(_label, paths))
    told = {each.workbook: each.sha256 for each in recorded}
    outer = {name for name in told if not any(_is_inside(name, label) for label in labels)}
    if outer != labels.keys() or labels.total() > len(labels):
        return False
    return all(
        told[label] and told[label] == sha256_of(path)
        for path in paths
        for label in (_label(path),)
    )


def _is_inside(name: str, container: str) -> bool:
    """Whether a file's name says that it came in a container: `return-A.xlsx in pack.zip`."""
    return name.endswith(f" in {container}")

"""The files a report is made from, each with the SHA-256 of its bytes: anyone can see later whether they changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from cyps_reports.history.months import earlier_folders
from cyps_reports.history.records import RECORD
from cyps_reports.plan.dates import Month
from cyps_reports.workbooks.folders import called, files_in, is_of_machine
from cyps_reports.workbooks.opening import sums_inside
from cyps_reports.writers.record import Source


def sources_of(
    returns: Path, reported: Path | None, month: Month, first: Month, others: tuple[Path, ...]
) -> tuple[Source, ...]:
    """The plan and the like (`others`), then what came for the month and for the earlier ones from `first` on.

    With the earlier months go the records of what was reported then, which lie in the folders of `reported`.
    """
    found = [Source(path.name, sha256_of(path)) for path in others if path.is_file()]
    for each, folder in earlier_folders(returns.resolve().parent, month, first).items():
        found += _returned(folder, each)
    for each, folder in earlier_folders(reported, month, first).items() if reported else ():
        if (folder / RECORD).is_file():
            found.append(Source(RECORD, sha256_of(folder / RECORD), str(each)))
    return (*found, *_returned(returns, month))


def sha256_of(path: Path) -> str:
    """The check sum of a file in hexadecimal; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        if is_of_machine(problem):
            raise
        return ""


def _returned(folder: Path, month: Month) -> Iterator[Source]:
    """Every file that came for a month, and those in a zip file or an email, as the returns name them."""
    for path in files_in(folder) if folder.is_dir() else ():
        yield Source(called(PurePath(path.name)), sha256_of(path), str(month))
        yield from (Source(name, sha256, str(month)) for name, sha256 in sums_inside(path))

"""The files a report is made from, each with the SHA-256 of its bytes: anyone can see later whether they changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cyps_reports.plan.dates import Month, month_named
from cyps_reports.workbooks.opening import workbooks_in
from cyps_reports.writers.record import Source


def sources_of(returns: Path, month: Month, first: Month, others: tuple[Path, ...]) -> tuple[Source, ...]:
    """The plan and the like (`others`), then every workbook of the month and of the earlier ones from `first` on."""
    found = [Source(path.name, sha256_of(path)) for path in others if path.is_file()]
    for each, folder in (*_earlier(returns, month, first), (month, returns)):
        found += [Source(path.name, sha256_of(path), str(each)) for path in _workbooks(folder)]
    return tuple(found)


def sha256_of(path: Path) -> str:
    """The check sum of a file in hexadecimal; "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _workbooks(folder: Path) -> list[Path]:
    return workbooks_in(folder) if folder.is_dir() else []


def _earlier(returns: Path, month: Month, first: Month) -> Iterator[tuple[Month, Path]]:
    beside = returns.resolve().parent
    folders = sorted(beside.iterdir()) if beside.is_dir() else []
    for folder in folders:
        named = month_named(folder.name)
        if named and first <= named < month and folder.is_dir():
            yield named, folder

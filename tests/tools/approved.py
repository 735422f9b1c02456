"""What was looked at and approved stands in `tests/approvals/approved`, a file for each subject.

A line of it is a text that somebody is told, or a check sum of a file of results or a part of it;
the first says which libraries wrote them. A change of any is noticed by the test of the subject,
which says which lines are others; who means it looks at what has changed, and writes it down anew:
`python -m pytest --approve`.
"""

import difflib
import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

from cyps_reports.record.schema import BESIDE_CONTENT

FOLDER = Path(__file__).resolve().parents[1] / "approvals" / "approved"
_WRITERS = ("lxml", "pandas", "python-docx", "xlsxwriter")
_SHOWN = 12
"""Digits of a check sum: enough to tell two apart."""
_SUM = re.compile(rb"\b[0-9a-f]{64}\b")
"""Of a file that was read: how it is packed goes by when it was saved, and by what."""
_MOST_TOLD = 40
"""Lines that are others, of which a failing test tells."""


@dataclass(frozen=True)
class Approved:
    """What was approved, by subject; `is_written` where it is written down anew."""

    is_written: bool = False
    folder: Path = FOLDER

    def check(self, subject: str, told: Iterable[str]) -> None:
        """Fails where a subject's lines are not those that were approved."""
        path = self.folder / f"{subject}.txt"
        now = [written_with(), *(" ".join(line.split()) for line in told)]
        if self.is_written:
            path.write_text("".join(f"{line}\n" for line in now), encoding="utf-8")
            return
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else [now[0]]
        if before[0] != now[0] and not os.environ.get("CYPS_REPORTS_NO_SKIP"):
            pytest.skip(f"approved as written with {before[0]}, not with {now[0]}")
        changed = differing(before, now)
        many = [*changed[:_MOST_TOLD], *(["…"] if len(changed) > _MOST_TOLD else [])]
        assert not changed, "\n".join(
            (f"{subject}: not as approved. Look at it; is it right, pytest --approve.", *many)
        )


def differing(before: list[str], now: list[str]) -> list[str]:
    """The lines that are gone, with a minus, and those that are new, with a plus."""
    lines = difflib.unified_diff(before, now, n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def sums_of_results(folder: Path) -> Iterator[str]:
    """The check sum of each file of months' results, in the order of their names.

    Without the files of emails, which say when they were made.
    """
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.parent.name == "emails":
            continue
        yield f"{sum_of_file(path.name, path.read_bytes())} {path.relative_to(folder).as_posix()}"


def sum_of_file(name: str, content: bytes) -> str:
    """The check sum of what a file says, however it is packed: of a record, of what it tells."""
    if name == "as-reported.json":
        record = json.loads(content)
        told = {key: each for key, each in record.items() if key not in BESIDE_CONTENT}
        return sum_of(json.dumps(told).encode())
    return sum_of(b"".join(each for _, each in _parts(content)))


def sums_of_parts(files: Mapping[str, bytes]) -> Iterator[str]:
    """The check sums of files by name, of a package by part."""
    for name, content in sorted(files.items()):
        parts: dict[str, bytes] = {}
        for part, each in _parts(content):
            # Charts and sheets together: when one is added, not all of them are others.
            several = re.sub(r"\d+", "N", part)
            parts[several] = parts.get(several, b"") + each
        for part, each in sorted(parts.items()):
            yield f"{sum_of(each)} {', '.join(filter(None, (name, part)))}"


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a package, and of those within it; of any other file itself."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield "", content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            yield part, b"".join(each for _, each in _parts(package.read(part)))


def sum_of(content: bytes) -> str:
    """A check sum, short enough to read; check sums of other files within it do not matter."""
    return hashlib.sha256(_SUM.sub(b"#", content)).hexdigest()[:_SHOWN]


def written_with() -> str:
    """The libraries that write outputs here, as another version may write the same otherwise."""
    return ", ".join(f"{each} {version(each)}" for each in _WRITERS)

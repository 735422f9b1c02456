"""The check sums of what the program wrote into a folder.

These very files it may replace or take away again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from cyps_reports.machine import content_of
from cyps_reports.record.file import sha256

SUMS = ".cyps-written.json"
"""The file of the check sums, beside the files."""


def sums_in(folder: Path) -> frozenset[str]:
    """The check sums kept in a folder; none where there are none, or damaged ones.

    Raises:
        OSError: they are there and cannot be read.

    """
    try:
        told = json.loads(content_of(folder / SUMS) or b"[]")
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


def sums_with(before: Iterable[str], contents: Mapping[str, bytes]) -> bytes:
    """The file's content once these are written too; `before` are the sums kept until now."""
    return json.dumps(sorted({*before, *map(sha256, contents.values())}), indent=0).encode()

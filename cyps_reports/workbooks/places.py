"""Places as spreadsheets write them: `B7` of a cell, `A1:C3` of a range."""

from __future__ import annotations

import re
from functools import lru_cache

from cyps_reports.workbooks import limits

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def place_of(ref: str) -> tuple[int, int] | None:
    """Column and row of `B7`, counted from 1."""
    match = _PLACE.fullmatch(ref)
    if not match:
        return None
    return _column(match[1]), int(match[2])


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def area_of(ref: str) -> int:
    """How many cells a range like `A1:C3` has; one that cannot be read counts as very large."""
    first, _, last = ref.partition(":")
    start, end = place_of(first), place_of(last or first)
    if not start or not end:
        return limits.ORDINARY_MERGED + 1
    return (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)

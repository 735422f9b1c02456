"""Places as spreadsheets write them: `B7` of a cell, `A1:C3` of a range.

Rows and columns are counted from 1.
"""

from __future__ import annotations

import re
from functools import lru_cache

Place = tuple[int, int]
"""Row and column."""
Range = tuple[int, int, int, int]
"""First row and column, last row and column."""

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=8192)
def place_of(ref: str) -> Place | None:
    """Row and column of `B7`."""
    match = _PLACE.fullmatch(ref)
    row = int(match[2]) if match else 0
    return (row, _column(match[1])) if match and row else None


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def range_of(ref: str) -> Range | None:
    """The range from `A1:C3`, or from `B7` alone, whichever corners it names."""
    first, _, last = ref.partition(":")
    start, end = place_of(first), place_of(last or first)
    if not start or not end:
        return None
    (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return top, left, bottom, right

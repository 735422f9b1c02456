"""Which rows and columns of a sheet nobody sees: hidden by a person, a filter or an outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS


class Hidden(NamedTuple):
    """The numbers of the hidden rows and columns, counted from 1."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


NOTHING_HIDDEN = Hidden()

Run = tuple[int, int]
"""The first and the last of rows or columns that lie together."""


def hidden_in(rows: Iterable[Run], columns: Iterable[Run]) -> Hidden:
    """Those of some runs, as far as anything is read."""
    return Hidden(_numbers(rows, MAX_ROWS), _numbers(columns, MAX_COLUMNS))


def columns_hidden(attributes: Mapping[str, str]) -> tuple[Run, ...]:
    """The columns that an element of an .xlsx sheet hides; none where it hides none."""
    first, last = attributes.get("min", ""), attributes.get("max", "")
    is_hidden = attributes.get("hidden") in YES
    if not (is_hidden and _is_number(first) and _is_number(last)):
        return ()
    return ((int(first), int(last)),)


YES = ("1", "true", "on")
"""What stands for yes in .xlsx files."""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST


_LONGEST = 7


def _numbers(runs: Iterable[Run], most: int) -> frozenset[int]:
    return frozenset(
        number for first, last in runs for number in range(max(first, 1), min(last, most) + 1)
    )

"""Which rows of a sheet are headings of a table, going by what councils call their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cyps_reports.plan.dates.reading import TYPED_YEARS
from cyps_reports.setup.synonyms import is_exact, key_of
from cyps_reports.workbooks.grid import RawCell

_PERIOD = re.compile(
    r"(?:\w+ )?(?:(?:19|20)\d\d(?:[/-]\d{2,4})?|Q[1-4]|quarter [1-4]"
    r"|[A-Z][a-z]{2,8} \d{2,4})(?: .{0,20})?",
    re.IGNORECASE,
)
_MOST_LETTERS, _MOST_WORDS = 60, 8
_FEWEST_SURE = 2


def is_heading_row(cells: Sequence[RawCell]) -> bool:
    """Whether these cells, all that a row has, head a table: two surely, and most of them."""
    sure = sum(_is_text(each) and is_exact(_line(each)) for each in cells)
    fitting = sum(_is_known(each) or is_period(each) for each in cells)
    return sure >= _FEWEST_SURE and fitting * 2 >= len(cells) and all(map(_is_short, cells))


def is_under_heading(cells: Sequence[RawCell]) -> bool:
    """Whether they may be the second row of headings: periods, or the words of headings."""
    return bool(cells) and all(is_period(each) or _is_known(each) for each in cells)


def is_period(cell: RawCell) -> bool:
    """Whether it names a year, a quarter or a month."""
    if isinstance(cell.value, int | float):
        return cell.value in TYPED_YEARS
    return _is_text(cell) and _PERIOD.fullmatch(_line(cell)) is not None


def _is_known(cell: RawCell) -> bool:
    return _is_text(cell) and _is_short(cell) and bool(key_of(_line(cell)))


def _is_short(cell: RawCell) -> bool:
    line = _line(cell)
    return len(line) <= _MOST_LETTERS and len(line.split()) <= _MOST_WORDS


def _is_text(cell: RawCell) -> bool:
    return isinstance(cell.value, str)


def _line(cell: RawCell) -> str:
    return " ".join(cell.text.split())

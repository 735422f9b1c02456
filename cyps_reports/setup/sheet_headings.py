"""Which rows of a sheet are headings of a table, going by the words that trackers use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cyps_reports.workbooks.grid import RawCell

_WORDS = re.compile(
    r"\b(?:ref\w*|no|nos|id|number|code|kpis?|pi|priority|theme|workstream|area|outcomes?"
    r"|recommendation"
    r"|actions?|activit(?:y|ies)|milestones?|objectives?|key results?|what|tasks?|indicators?"
    r"|measures?|description|heading|improvements?|issue"
    r"|leads?|owners?|who|whom|responsible|accountable|officer|initials|name|job title|post|email"
    r"|due|when|deadlines?|timescales?|dates?|targets?|start|starts|end|completed?|review"
    r"|baseline|outturn|previous|actual|units?|polarity|good is|bigger|tolerance|comparators?"
    r"|neighbours?|national|england|average|frequency|status|b?rag|progress|update|comments?|notes?"
    r"|evidence|success|impact|partners?|involving|working with|resources?|costs?|budget|risks?)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:\w+ )?(?:(?:19|20)\d\d(?:[/-]\d{2,4})?|Q[1-4]|quarter [1-4]"
    r"|[A-Z][a-z]{2,8} \d{2,4})(?: .{0,20})?",
    re.IGNORECASE,
)
_MOST_LETTERS, _MOST_WORDS = 60, 8
_FEWEST_KNOWN = 2


def is_heading_row(cells: Sequence[RawCell]) -> bool:
    """Whether these cells, all that a row has, head a table: two at least, most in such words."""
    known = sum(map(_is_known, cells))
    fitting = sum(_is_known(each) or is_period(each) for each in cells)
    return known >= _FEWEST_KNOWN and fitting * 5 >= len(cells) * 3 and all(map(_is_short, cells))


def is_under_heading(cells: Sequence[RawCell]) -> bool:
    """Whether they may be the second row of headings: periods, or the words of headings."""
    return bool(cells) and all(is_period(each) or _is_known(each) for each in cells)


def is_period(cell: RawCell) -> bool:
    """Whether it names a year, a quarter or a month."""
    if isinstance(cell.value, int | float):
        return cell.value in range(1990, 2100)
    return _is_text(cell) and _PERIOD.fullmatch(_line(cell)) is not None


def _is_known(cell: RawCell) -> bool:
    return _is_text(cell) and _is_short(cell) and _WORDS.search(_line(cell)) is not None


def _is_short(cell: RawCell) -> bool:
    line = _line(cell)
    return len(line) <= _MOST_LETTERS and len(line.split()) <= _MOST_WORDS


def _is_text(cell: RawCell) -> bool:
    return isinstance(cell.value, str) and not isinstance(cell.value, date)


def _line(cell: RawCell) -> str:
    return " ".join(cell.text.split())

"""Reads a sheet that was saved as text: CSV of any land, or tab-delimited.

Every cell is the text that it showed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from cyps_reports.finding_codes import Code
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEET_NAME, MAX_TEXT_BYTES
from cyps_reports.workbooks.plain_text import text_of

READ_AS_TEXT: Code = "read-as-text"
"""The code of what is said of every such sheet."""

_DELIMITERS = ",;\t|"
_FEWEST_COLUMNS = 4
"""A return has far more; a letter with commas in it has fewer in most of its lines."""
_SAMPLE = 200
_MOST_ROWS = 1_048_576
"""A sheet of Excel has no more."""
_PACKED = re.compile(r"(.+?\.\w+)(?: \(\d+\))? in ")
"""How the name of a file begins that is packed in another one."""


def is_table(content: bytes) -> bool:
    """Whether the bytes are text in rows and columns."""
    text = _text(content)
    return text is not None and _columns(text, _delimiter(text)) >= _FEWEST_COLUMNS


def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The one sheet, called after the file, as Excel does.

    Raises:
        TooMuchError: it holds more than a file may.
        ValueError: the bytes are no text.
        csv.Error: a cell is far longer than any sheet's.

    """
    text = _text(content)
    if text is None:
        raise ValueError("no text")
    cells: dict[tuple[int, int], RawCell] = {}
    for row, values in enumerate(_rows(text, _delimiter(text)), start=1):
        if row > MAX_ROWS:
            # Only whether anything stands there is asked; blank rows may lie in between.
            if any(map(str.strip, values)) and not budget.reaches(row, 1):
                break
            continue
        budget.reaches(
            row, max((at for at, value in enumerate(values, start=1) if value.strip()), default=0)
        )
        for column, value in enumerate(values[:MAX_COLUMNS], start=1):
            if typed := text_of(value):
                budget.take(len(typed))
                cells[row, column] = RawCell(typed)
    packed = _PACKED.match(name)
    title = (packed[1] if packed else name).rpartition("/")[2].rpartition(".")[0]
    return (Sheet(name, title[:MAX_SHEET_NAME] or name[:MAX_SHEET_NAME], cells),)


def _text(content: bytes) -> str | None:
    """The text as Excel writes it.

    UTF-8, the code page of Western Windows, or UTF-16 where it says so.
    """
    if len(content) > MAX_TEXT_BYTES:
        return None
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_wide:
        return None
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except ValueError:
            continue
    return None


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _MOST_ROWS)


def _delimiter(text: str) -> str:
    """The character that parts the columns: the one by which most rows have many."""
    return max(_DELIMITERS, key=lambda each: _columns(text, each))


def _columns(text: str, delimiter: str) -> int:
    """How many columns a usual row has that is not empty; 0 where it is no such text."""
    try:
        widths = sorted(len(row) for row in islice(_rows(text, delimiter), _SAMPLE) if any(row))
    except csv.Error:
        return 0
    return widths[len(widths) // 2] if widths else 0

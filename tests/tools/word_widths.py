"""Words of a Word report that are too long for their column, which programs break in two.

The widths of letters are Arial's, in thousandths of their size.
"""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

_PLAIN = (
    "556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
    "500 500 500 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 "
    "722 667 944 667 667 611"
)
_BOLD = (
    "556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 "
    "556 556 500 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 "
    "722 667 944 667 667 611"
)
_LETTERS = string.ascii_letters
_WIDTHS = {
    is_bold: dict(zip(_LETTERS, map(int, told.split()), strict=True))
    for is_bold, told in ((False, _PLAIN), (True, _BOLD))
}
_FIGURE, _NARROW = 556, 278
_POINTS = {"TableText": 10, "TableHeading": 10, "AnnexTableText": 9, "AnnexTableHeading": 9}
"""The size of the letters of each style of tables."""
_BREAKS = re.compile(r"(?<=[-/–])|\s")
"""Where a program may go on in the next line."""


def broken_words(path: Path) -> list[str]:
    """Each word that is wider than its column, with the heading over it."""
    tables = Document(str(path)).element.body.iter(qn("w:tbl"))
    return list(dict.fromkeys(word for table in tables for word in _broken(table)))


def _broken(table: Any) -> Iterator[str]:
    grid = [int(each.get(qn("w:w"))) for each in table.find(qn("w:tblGrid"))]
    margins = table.tblPr.find(qn("w:tblCellMar"))
    beside = sum(int(margins.find(qn(f"w:{side}")).get(qn("w:w"))) for side in ("left", "right"))
    for row in table.tr_lst:
        if len(row.tc_lst) != len(grid):
            continue
        for cell, width in zip(row.tc_lst, grid, strict=True):
            for paragraph in cell.findall(qn("w:p")):
                yield from _too_wide(paragraph, (width - beside) / 20)


def _too_wide(paragraph: Any, points: float) -> Iterator[str]:
    style = paragraph.style
    if style not in _POINTS:
        return
    for run in paragraph.iter(qn("w:r")):
        is_bold = "Heading" in style or run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
        parts = run.iter(qn("w:t"), qn("w:softHyphen"))
        text = "".join(
            "- " if each.tag == qn("w:softHyphen") else each.text or "" for each in parts
        )
        for word in _BREAKS.split(text):
            if _width(word, is_bold=is_bold) * _POINTS[style] / 1000 > points:
                yield word


def _width(word: str, *, is_bold: bool) -> int:
    letters = _WIDTHS[is_bold]
    other = (_FIGURE if sign not in ".,:;’'()[]-" else _NARROW for sign in word)
    return sum(letters.get(sign, width) for sign, width in zip(word, other, strict=True))

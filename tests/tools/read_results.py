"""What stands in a Word report and in an Excel summary, read as a reader sees it."""

import re
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document

Rows = list[dict[str, str]]
"""The rows of tables: the text of each cell by its column's heading."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_rows(path: Path) -> Rows:
    """The rows of all tables of a Word report; a row of one cell has its text in each column."""
    rows: Rows = []
    for table in Document(str(path)).element.body.iter(f"{_W}tbl"):
        headings, *body = (
            [_text(cell) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr")
        )
        for cells in body:
            told = cells if len(cells) == len(headings) else cells[:1] * len(headings)
            rows.append(dict(zip(headings, told, strict=True)))
    return rows


def _text(cell: object) -> str:
    """The paragraphs of a cell, each on a line; a line break is one too; no marks of notes.

    A dash alone stands for nothing.
    """
    lines = []
    for paragraph in cell.iter(f"{_W}p"):  # type: ignore[attr-defined]
        parts = (part for run in paragraph.iter(f"{_W}r") if not _is_mark(run) for part in run)
        lines.append("".join("\n" if part.tag == f"{_W}br" else part.text or "" for part in parts))
    text = "\n".join(lines)
    return "" if text == "–" else text


def _is_mark(run: Any) -> bool:
    return any(style.get(f"{_W}val") == "FootnoteReference" for style in run.iter(f"{_W}rStyle"))


def sheet_rows(path: Path, names: Sequence[str]) -> dict[str, Rows]:
    """The rows of the tables of some sheets of a summary, each cell as it is shown."""
    with warnings.catch_warnings():
        # It knows no sparklines, and says so.
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(path)
    return {name: [*_rows(list(book[name].iter_rows()))] for name in names}


def _rows(grid: list[tuple[Any, ...]]) -> Rows:
    first = next(at for at, row in enumerate(grid) if row[0].value == "Ref")
    headings = [str(cell.value) for cell in grid[first]]
    body = [row for row in grid[first + 1 :] if row[0].value is not None]
    return [dict(zip(headings, map(shown_in, row), strict=True)) for row in body]


def shown_in(cell: Any) -> str:
    """What a cell shows: a number with the decimals, thousands and signs of its format."""
    value = cell.value
    if value is None:
        return ""
    form = cell.number_format
    if isinstance(value, datetime):
        return f"{value:%d/%m/%y}"
    if isinstance(value, str):
        return value
    places = len(re.sub(r'"[^"]*"', "", form).partition(".")[2].rstrip("%"))
    if form.endswith("%"):
        return f"{value * 100:.{places}f}%".replace("-", "−")
    before, after = re.fullmatch(r'(?:"([^"]*)")?[^"]*(?:"([^"]*)")?', form).groups("")  # type: ignore[union-attr]
    number = f"{abs(value):,.{places}f}"
    return f"{'−' if value < 0 else ''}{before}{number}{after}"

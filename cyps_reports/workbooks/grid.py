"""What a spreadsheet file holds, as plain frozen data: a book of sheets of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from cyps_reports.findings import CellRef, Finding, Refused, shortened
from cyps_reports.workbooks.hidden import NOTHING_HIDDEN, Hidden
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS
from cyps_reports.workbooks.plain_text import as_typed, same_words, unmarked
from cyps_reports.workbooks.shown_values import shown

Value = str | int | float | bool | date | datetime | time | timedelta | None


class RawCell(NamedTuple):
    """A cell as the spreadsheet program stored it.

    `formula` is set where a formula has no stored result.

    `note` is the text of the note or the comments on the cell, "" where there is none. `struck` is
    what was struck through in it, which is no part of the value. `raised` is what stands raised or
    lowered in it, such as the mark of a footnote, which is still part of the value. `written` is
    the text with such digits as the letters ¹ and ₂, "" where it has none. `link` is where
    the cell leads, to an address or to a file. `said` is the text that the file itself says the
    cell shows, "" where it does not say. `is_linked_nought` where the cell only repeats another
    cell and shows 0, as it does too when that other cell is empty. `is_of_today` where it shows
    another day each time it is calculated. `is_result` where the value is that of a formula, as far
    as the kind of file tells.
    """

    value: Value
    number_format: str = "General"
    formula: bool = False
    note: str = ""
    struck: str = ""
    raised: str = ""
    link: str = ""
    said: str = ""
    is_linked_nought: bool = False
    written: str = ""
    is_of_today: bool = False
    is_result: bool = False

    @property
    def text(self) -> str:
        """What the cell shows on the screen, "" where empty."""
        if isinstance(self.value, str):
            return (self.written or self.value).strip()
        return (self.said or shown(self.value, self.number_format)).strip()

    @property
    def label(self) -> str:
        """What it says as a heading or a label, which it stays when it is struck through."""
        return self.text or self.struck

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: no value, or spaces only, and no formula."""
        is_blank = not self.value.strip() if isinstance(self.value, str) else self.value is None
        return is_blank and not self.formula

    @property
    def is_error(self) -> bool:
        """Whether the cell shows an error such as #REF!, as a result or typed by hand."""
        return isinstance(self.value, str) and _ERROR.fullmatch(self.value.strip()) is not None

    def refusal(self, fix: str) -> Refused | None:
        """Why nothing can be read from it, whatever it was meant to be.

        It holds a formula without a result, shows an error, or may repeat an empty cell.
        """
        if self.formula:
            return Refused(
                "formula-without-result", "The cell holds a formula that was never calculated.", fix
            )
        if self.is_error:
            return Refused("error-value", f"The cell shows the error {self.text}.", fix)
        if self.is_linked_nought:
            shows = shortened(self.text)
            problem = (
                f"The cell repeats another cell and shows {shows}, as it does when that "
                "cell is empty."
            )
            nought = " Type 0 if it is nought." if isinstance(self.value, int | float) else ""
            return Refused(
                "linked-nought",
                problem,
                f"{fix}{nought} If there is nothing to say, empty the cell.",
            )
        return None


# The errors of Excel, old and new, of Google Sheets and of LibreOffice, which numbers some of its
# own; and what a column shows, and its CSV holds, that is too narrow for a number or a date.
_ERROR = re.compile(
    r"#(?:NULL|DIV/0|VALUE|REF|NAME|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|EXTERNAL|BUSY|PYTHON|TIMEOUT|ERROR"
    r"|N/A|GETTING_DATA)[!?]|#N/A|#N/A N/A|#GETTING_DATA|Err:\d{3}|#{2,}",
    re.IGNORECASE | re.ASCII,
)
EMPTY = RawCell(None)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), both counted from 1; a cell not there is empty.

    `merged` are the ranges of merged cells: first row and column, last row and column. A hidden
    sheet is one that nobody sees who opens the workbook; `hidden` are its rows and columns like it.
    `boxes` are texts that lie over the cells, each with the cell over which it begins.
    """

    workbook: str
    name: str
    cells: Mapping[tuple[int, int], RawCell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False
    hidden: Hidden = NOTHING_HIDDEN
    boxes: tuple[tuple[tuple[int, int], str], ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether that is its name, whatever the case of its letters."""
        return as_typed(self.name).strip().casefold() == name.casefold()

    def rank(self, name: str) -> tuple[bool, bool]:
        """Where it stands among sheets with what belongs on the sheet of that name.

        The lower the better.

        A visible one comes before a hidden one, the one of that name before a copy or another name.
        """
        return self.is_hidden, not self.is_called(name)

    def at(self, row: int, column: int) -> RawCell:
        """The cell at a row and column."""
        return self.cells.get((row, column), EMPTY)

    def place(self, row: int, column: int) -> CellRef:
        """Where that cell stands, in words a person can look up."""
        return CellRef(self.workbook, self.name, f"{column_letters(column)}{row}")

    @cached_property
    def _origins(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (first_row, first_column)
            for first_row, first_column, last_row, last_column in self.merged
            for row in range(first_row, min(last_row, MAX_ROWS) + 1)
            for column in range(first_column, min(last_column, MAX_COLUMNS) + 1)
        }

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell that holds the content seen here.

        The first one of merged cells, else the cell itself.
        """
        return self._origins.get((row, column), (row, column))

    @cached_property
    def last_row(self) -> int:
        """The last row with anything in it; 0 in an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with anything in it; 0 in an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    def right_of(self, label: str) -> tuple[RawCell, CellRef] | None:
        """The cell to the right of the first cell whose text is `label`, and its place."""
        place = self._by_text.get(label.casefold())
        if place is None:
            return None
        row, column = place
        return self.at(row, column + 1), self.place(row, column + 1)

    @cached_property
    def by_words(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where each text stands that may be a heading, by its words without marks of footnotes."""
        places: dict[str, list[tuple[int, int]]] = {}
        for place, label in self._labels:
            if label and len(label) <= _LONGEST_HEADING:
                places.setdefault(same_words(unmarked(label)), []).append(place)
        return places

    @cached_property
    def _by_text(self) -> dict[str, tuple[int, int]]:
        """The first cell with a text, by what it says in whatever case."""
        return {label.casefold(): place for place, label in reversed(self._labels)}

    @cached_property
    def _labels(self) -> Sequence[tuple[tuple[int, int], str]]:
        """What each cell that holds a text says as a label, and its place."""
        return [
            (place, cell.label)
            for place, cell in self.cells.items()
            if isinstance(cell.value, str) or cell.struck
        ]


_LONGEST_HEADING = 250


@dataclass(frozen=True)
class Book:
    """One spreadsheet file: its name, the SHA-256 of its bytes in hexadecimal, its sheets in order.

    `findings` say what was odd about the file itself.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, whatever the case of its letters."""
        return next((sheet for sheet in self.sheets if sheet.is_called(name)), None)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """`A` for 1, `Z` for 26, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""The tables of a document as blocks: rows under one set of headings, with what they belong under.

A table that goes on over a page keeps the headings of the one before it; headings that are repeated
within a table are passed over; other headings within a table begin a block of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cyps_reports.setup.meaning.column_meanings import NAMES
from cyps_reports.setup.meaning.merged_across import in_own_columns
from cyps_reports.setup.meaning.table_headings import Heads, Kind, heads_at
from cyps_reports.setup.sources.source import (
    SourceCell,
    SourceDocument,
    SourcePlace,
    SourceRow,
    SourceTable,
    SourceText,
)
from cyps_reports.setup.synonyms import is_exact, key_of

Above = SourceText | SourceCell
"""What a row stands under: a heading of the document, or a row across the table."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row, and the rows across the table that it stands under, the highest first."""

    row: SourceRow
    across: tuple[SourceCell, ...] = ()


@dataclass
class Block:
    """Rows under one set of headings; `table` is the first that they stand in.

    `across` are the rows across that the next row would stand under.
    """

    table: SourceTable
    heads: Heads
    rows: list[BlockRow] = field(default_factory=list)
    across: tuple[SourceCell, ...] = ()

    @property
    def kind(self) -> Kind:
        """What its rows are."""
        return self.heads.kind or Kind.MILESTONES

    @property
    def headings(self) -> tuple[SourceText, ...]:
        """The document's headings over it."""
        return self.table.headings


@dataclass
class Blocks:
    """The blocks of a document, and the tables that hold none.

    `matrices` are those of them in which rows and columns together say what a figure is. `codes`
    are the cells that only have the code of a heading beside them, by the places of both.
    """

    blocks: list[Block] = field(default_factory=list)
    tables: list[SourceTable] = field(default_factory=list)
    matrices: list[SourceTable] = field(default_factory=list)
    codes: dict[SourcePlace, SourcePlace] = field(default_factory=dict)


def blocks_of(document: SourceDocument) -> Blocks:
    """The tables of a document as blocks."""
    found, last = Blocks(), None
    for table in document.tables:
        reader = _Reader(table, last)
        reader.read()
        found.codes |= reader.codes
        if any(map(_is_matrix, reader.blocks)):
            found.matrices.append(table)
            reader.blocks.clear()
        if reader.blocks:
            found.blocks += reader.blocks
            last = reader.blocks[-1]
        elif any(not cell.is_empty for cell in table.cells):
            found.tables.append(table)
            last = None
    return found


def _is_matrix(block: Block) -> bool:
    """Whether rows, and not columns, say what is a target and what was reached.

    Which figure is which goes by both then, so nothing is taken of such a table.
    """
    at = block.heads.first_of(*NAMES)
    said = [
        key_of(cell.text)
        for each in block.rows
        for cell in each.row.own
        if cell.column != at and is_exact(cell.text)
    ]
    return block.kind is Kind.MEASURES and sum(each in _OF_ROWS for each in said) > 1


_OF_ROWS = ("target", "outturn", "current", "similar")


@dataclass
class _Reader:
    """Goes down a table row by row; `before` is the last block of the table before it."""

    table: SourceTable
    before: Block | None
    blocks: list[Block] = field(default_factory=list)
    others: list[SourceRow] = field(default_factory=list)
    codes: dict[SourcePlace, SourcePlace] = field(default_factory=dict)
    _across: list[SourceCell] = field(default_factory=list)
    _was_across: bool = False

    def read(self) -> None:
        """Every row of the table."""
        rows, at = self.table.rows, 0
        while at < len(rows):
            begun = heads_at(rows, at)
            if begun is not None:
                self._begin(begun[0])
                at = begun[1]
                continue
            self._row(rows, at)
            at += 1
        if self.blocks:
            self.blocks[-1].across = tuple(self._across)

    def _begin(self, heads: Heads) -> None:
        block = self.blocks[-1] if self.blocks else self.before
        is_same = block is not None and block.heads.said == heads.said
        if not self.blocks and is_same and block is not None and not self._across:
            self._carry(block)
        if not (self.blocks and is_same):
            self.blocks.append(Block(self.table, heads))
        self._was_across = False

    def _carry(self, block: Block) -> None:
        """What the table before ended under holds on, unless a heading is between."""
        if block.headings == self.table.headings:
            self._across = list(block.across)

    def _row(self, rows: Sequence[SourceRow], at: int) -> None:
        row = rows[at]
        if not row.filled or (self.blocks and self.blocks[-1].heads.repeats(row)):
            return
        if label := self._label(row):
            self._stand_under(label)
            return
        self._was_across = False
        if not self.blocks and not self._goes_on(row):
            self.others.append(row)
            return
        own = in_own_columns(row, self.blocks[-1].heads)
        self.blocks[-1].rows.append(BlockRow(own, tuple(self._across)))

    def _goes_on(self, row: SourceRow) -> bool:
        """Whether the row goes on with the table before, which is as wide; then a block begins."""
        before = self.before
        is_alike = before is not None and before.heads.width == len(row.cells)
        if before is None or not is_alike or self.others:
            return False
        if not self._across:
            self._carry(before)
        self.blocks.append(Block(self.table, before.heads))
        return True

    def _label(self, row: SourceRow) -> SourceCell | None:
        """The one cell of a row that is a heading of those after it."""
        if row.across is not None:
            return row.across
        filled = row.filled
        if len(filled) == 1 and self._is_beside_names(filled[0]):
            return filled[0]
        if len(filled) != 1 or not filled[0].is_heading or filled[0].rows > 1:
            return self._code_and_title(row)
        return filled[0] if filled[0].column <= _LAST_LABEL else None

    def _is_beside_names(self, cell: SourceCell) -> bool:
        """Whether a cell that is alone in its row has words where others have their reference."""
        at = self.blocks[-1].heads.first_of("reference") if self.blocks else None
        are_words = len(cell.text.split()) > 1 and not any(map(str.isdigit, cell.text))
        return at is not None and cell.column == at and cell.rows == 1 and are_words

    def _code_and_title(self, row: SourceRow) -> SourceCell | None:
        """A heading of which the code has its own cell: `A` beside what is merged over the rest."""
        filled = row.filled
        is_pair = len(filled) == len(row.own) == _PAIR and len(row.cells) > _PAIR
        is_merged = is_pair and filled[1].columns == len(row.cells) - filled[0].columns
        if not is_merged or filled[0].rows > 1 or not _CODE.fullmatch(filled[0].text):
            return None
        code, title = filled
        raw = title.raw._replace(value=f"{code.text.rstrip('.:)')}. {title.text}")
        self.codes[title.place] = code.place
        return SourceCell(raw, title.place, title.row, title.column, 1, title.columns)

    def _stand_under(self, label: SourceCell) -> None:
        """Rows across stand under the one just before; else the lowest of them changes."""
        if not self._was_across and self._across:
            keep = _level_kept(self._across, label)
            self._across = self._across[:keep]
        self._across.append(label)
        self._was_across = True


_PAIR, _LAST_LABEL = 2, 1
_CODE = re.compile(r"[A-Za-z]{0,3}\d{0,2}[.:)]?")


def _level_kept(across: Sequence[SourceCell], label: SourceCell) -> int:
    """How many of the headings above stay: one like the highest takes the place of all.

    What has no number stands under what has one.
    """
    form = _form(label.text)
    for at, above in enumerate(across):
        if _form(above.text) == form:
            return at
    return len(across) if form == _PLAIN else max(len(across) - 1, 0)


_PLAIN, _CODED = (
    "words",
    re.compile(r"(?:[A-Z]{1,4}\d{0,2}|\d{1,2})(?:\s*[:.)]|\s+[–—-]\s|(?<=\d)\s)"),
)
_NUMBERED = re.compile(r"([A-Za-z ]+?) (?:\d+(?:\.\d+)?|[A-Z])\b")


def _form(text: str) -> str:
    """How a heading begins: `Priority 1`, `Outcome 2` and `3.` are of three forms."""
    line = " ".join(text.split())
    if match := _NUMBERED.match(line):
        return match[1].casefold()
    return "number" if _CODED.match(line) else _PLAIN

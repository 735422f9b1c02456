"""Reads the body of a Word document: its headings, its paragraphs, and its tables as grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from cyps_reports.setup.sources.source import (
    SourceCell,
    SourcePlace,
    SourceRow,
    SourceTable,
    SourceText,
)
from cyps_reports.setup.sources.word_grid import Grid, GridCell, grid_of, inside
from cyps_reports.setup.sources.word_styles import child, value
from cyps_reports.setup.sources.word_text import Text, Words, note_lines, tidy
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.excel_parts import local
from cyps_reports.workbooks.grid import RawCell

_OWN_ROWS, _OWN_COLUMNS = 2, 3
"""A table inside a cell that is smaller is part of the cell's text."""
_MOST_AFTER = 100
"""Paragraphs that are kept with the table before them."""
_HIGHEST_FAKE, _LOWEST_FAKE, _LONGEST_FAKE = 10, 150, 150
"""The levels of headings that are only a line in bold, and the longest text of one."""


@dataclass
class Body:
    """What was read of a body so far, in its order; `passed` is what is hidden or struck out."""

    name: str
    words: Words
    budget: Budget = field(default_factory=Budget)
    tables: list[SourceTable] = field(default_factory=list)
    texts: list[SourceText] = field(default_factory=list)
    title: str = ""
    hidden: list[SourcePlace] = field(default_factory=list)
    _headings: list[SourceText] = field(default_factory=list)
    _since: list[SourceText] = field(default_factory=list)
    _paragraphs: int = 0
    _top_level: int = 0

    def read(self, element: Element) -> None:
        """Everything that stands in an element."""
        for each in inside(element, "p", "tbl"):
            if local(each.tag) == "p":
                self._paragraph(each)
            else:
                self._top_level += 1
                self._table(each, f"table {self._top_level}")

    def _paragraph(self, element: Element) -> None:
        text = Text()
        self.words.add(element, text)
        self._paragraphs += 1
        place = SourcePlace(self.name, f"paragraph {self._paragraphs}")
        if text.hidden.strip():
            self.hidden.append(place)
        if said := " ".join(tidy(text.said).split("\n")):
            self.budget.take(len(said))
            self._keep(SourceText(said, place, self._level(element, text, said)), element)
        for box in text.inner:
            self.read(box)

    def _level(self, element: Element, text: Text, said: str) -> int:
        properties = child(element, "pPr")
        if level := self.words.styles.level(value(properties, "pStyle"), properties):
            return level
        is_line = text.is_bold and len(said) <= _LONGEST_FAKE and not said.endswith((".", ";", ","))
        # The larger the letters, the higher the heading.
        return max(_LOWEST_FAKE - text.size, _HIGHEST_FAKE) if is_line else 0

    def _keep(self, text: SourceText, element: Element) -> None:
        self.texts.append(text)
        if self.words.styles.is_title(value(element, "pPr", "pStyle")):
            self.title = self.title or text.text
        elif text.level:
            self._headings = [each for each in self._headings if each.level < text.level]
            self._headings.append(text)
            self._since = []
        else:
            self._since.append(text)
            self._follow(text)

    def _follow(self, text: SourceText) -> None:
        """A paragraph belongs to the table before it too, where no heading is between."""
        if not self.tables or self.tables[-1].headings != tuple(self._headings):
            return
        last = self.tables[-1]
        if len(last.after) < _MOST_AFTER:
            self.tables[-1] = replace(last, after=(*last.after, text))

    def _table(self, element: Element, called: str) -> None:
        grid = grid_of(element)
        table, inner = self._read_table(grid, called)
        self.tables.append(
            replace(table, headings=tuple(self._headings), before=tuple(self._since))
        )
        self._since = []
        for at, (row, column, each) in enumerate(inner):
            within = f"table {at + 1} in {called}, row {row + 1}, column {column + 1}"
            self._table(each, within)

    def _read_table(
        self, grid: Grid, called: str
    ) -> tuple[SourceTable, list[tuple[int, int, Element]]]:
        cells: dict[tuple[int, int], SourceCell] = {}
        inner: list[tuple[int, int, Element]] = []
        for each in grid.cells.values():
            place = SourcePlace(self.name, called, f"row {each.row + 1}, column {each.column + 1}")
            text, tables = self._cell_text(each)
            self.budget.take(len(text.said) + len(text.struck))
            if text.hidden.strip():
                self.hidden.append(place)
            inner += [(each.row, each.column, table) for table in tables]
            cell = _cell(each, text, place, is_heading=each.row < grid.heads)
            for row in range(each.row, each.row + each.rows):
                for column in range(each.column, min(each.column + each.columns, grid.width)):
                    cells[row, column] = cell
        rows = tuple(_row(cells, at, grid.width, self.name, called) for at in range(grid.height))
        return SourceTable(SourcePlace(self.name, called), rows, page_heads=grid.heads), inner

    def _cell_text(self, cell: GridCell) -> tuple[Text, list[Element]]:
        """What a cell says, in lines, and the tables in it that are tables of their own."""
        text, tables = Text(), list[Element]()
        for element in cell.elements:
            if child(element, "tcPr", "cellDel") is None:
                self._read_blocks(element, text, tables)
        return text, tables

    def _read_blocks(self, element: Element, text: Text, tables: list[Element]) -> None:
        is_joined = False
        for block in inside(element, "p", "tbl"):
            if local(block.tag) == "tbl":
                self._inner_table(block, text, tables)
                continue
            if text.said and not is_joined:
                text.said += "\n"
            self.words.add(block, text)
            is_joined = child(block, "pPr", "rPr", "del") is not None
            boxes, text.inner = text.inner, []
            for box in boxes:
                self._read_blocks(box, text, tables)

    def _inner_table(self, table: Element, text: Text, tables: list[Element]) -> None:
        grid = grid_of(table)
        if grid.height >= _OWN_ROWS and grid.width >= _OWN_COLUMNS:
            tables.append(table)
            return
        for at in range(grid.height):
            row = [each for each in grid.cells.values() if each.row == at]
            line = Text()
            for each in sorted(row, key=lambda cell: cell.column):
                said = tidy(self._cell_text(each)[0].said)
                line.said += f" {' '.join(said.split())}"
            text.said += f"\n{line.said.strip()}"


def _cell(grid: GridCell, text: Text, place: SourcePlace, *, is_heading: bool) -> SourceCell:
    raw = RawCell(
        tidy(text.said),
        struck=tidy(text.struck),
        raised=tidy(text.raised),
        written=tidy(text.written),
    )
    return SourceCell(
        raw,
        place,
        grid.row,
        grid.column,
        grid.rows,
        grid.columns,
        tuple(note for _, note in text.notes),
        note_lines(text),
        is_heading=is_heading or (text.is_bold and bool(text.said.strip())),
    )


def _row(
    cells: dict[tuple[int, int], SourceCell], at: int, width: int, name: str, called: str
) -> SourceRow:
    """The cells of a row, with empty ones where the table has none."""
    blank = (_blank(name, called, at, each) for each in range(width))
    return SourceRow(tuple(cells.get((at, each.column)) or each for each in blank))


def _blank(name: str, called: str, row: int, column: int) -> SourceCell:
    place = SourcePlace(name, called, f"row {row + 1}, column {column + 1}")
    return SourceCell(RawCell(""), place, row, column)


def paragraphs_of(elements: Iterable[Element]) -> Iterator[Element]:
    """The paragraphs in some elements, such as those of a footnote."""
    for each in elements:
        yield from inside(each, "p")

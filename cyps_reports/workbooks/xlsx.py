"""Reads .xlsx and .xlsm files, strict ones too, cell by cell.

What one cell holds can harm no other.

What a cell should be is told by its type and style. Where these do not fit what is in it, it is
taken as text, so that whoever reads it can say which cell it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cyps_reports.workbooks.array_formulas import spread
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.cell_looks import PLAIN, Look, as_it_looks
from cyps_reports.workbooks.cell_places import Place, Range, place_of, range_of
from cyps_reports.workbooks.drawn_texts import drawn_texts
from cyps_reports.workbooks.excel_parts import Package, Relation, local, name_of, relation_of
from cyps_reports.workbooks.formulas import is_linked_nought, is_nought, is_of_today
from cyps_reports.workbooks.grid import EMPTY, RawCell, Sheet, Value
from cyps_reports.workbooks.hidden import YES, Run, columns_hidden, hidden_in
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.links import formula_leads_to, links_on
from cyps_reports.workbooks.plain_text import note_text, text_of
from cyps_reports.workbooks.serials import FIRST_DAYS
from cyps_reports.workbooks.styles import PLAIN_STYLE, Style, styles_in
from cyps_reports.workbooks.xlsx_values import (
    Pieces,
    Stored,
    Text,
    plain_value,
    stored_in,
    text_in,
)

_BOOK, _TEXTS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_LONGEST_ROW = 10


class _Known(NamedTuple):
    """What the cells of a workbook refer to.

    Whether it asks to be calculated, as its writer did not.
    """

    texts: Sequence[Text]
    styles: Sequence[Style]
    first_day: datetime
    is_unsure: bool


def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The sheets of a workbook; no charts, no sheets where there is no part that lists them.

    Raises:
        TooMuchError: they hold more than a file may.
        Exception: nearly any, where the package is not whole.

    """
    package = Package(content)
    start = next(
        (
            relation
            for relation in package.relations("")
            if relation.kind.endswith("/officeDocument")
        ),
        None,
    )
    book = start.target if start and start.target in package else _BOOK
    related = package.relations(book)
    known, listed = _known(package, book, related), list[tuple[str, str, bool]]()
    targets = {each.key: each.target for each in related if each.kind.endswith("/worksheet")}
    for element in package.elements(book, "sheet"):
        if (part := targets.get(relation_of(element), "")) in package and part:
            listed.append(
                (element.get("name", ""), part, element.get("state", "visible") != "visible")
            )
    budget.sheets = len(listed)
    sheets = tuple(
        replace(_Sheet(package, part, known, budget).read(name, title), is_hidden=is_hidden)
        for title, part, is_hidden in listed[:MAX_SHEETS]
    )
    budget.is_damaged |= package.is_damaged
    return sheets


def _known(package: Package, book: str, related: Sequence[Relation]) -> _Known:
    parts = {each.kind.rpartition("/")[2]: each.target for each in reversed(related)}
    settings = {
        name_of(element): dict(element.attrib)
        for element in package.elements(book, "workbookPr", "calcPr")
    }
    is_of_macs = settings.get("workbookPr", {}).get("date1904") in YES
    texts = parts.get("sharedStrings", _TEXTS)
    return _Known(
        [text_in(element) for element in package.elements(texts, "si")] if texts in package else [],
        styles_in(package, parts.get("styles", _STYLES)),
        FIRST_DAYS[is_of_macs],
        settings.get("calcPr", {}).get("fullCalcOnLoad") in YES,
    )


class _Sheet:
    """One sheet on its way through the reader."""

    def __init__(self, package: Package, part: str, known: _Known, budget: Budget) -> None:
        self._package, self._part, self._known, self._budget = package, part, known, budget
        self._related = package.relations(part)
        self._notes = dict(self._noted())
        self._cells: dict[Place, RawCell] = {}
        self._formula_links: dict[Place, str] = {}
        self._shared: dict[str, str] = {}
        self._styles: dict[str, Style] = {}
        self._arrays: list[tuple[Range, str]] = []
        self._hidden_rows, self._hidden_columns = list[Run](), list[Run]()
        self._row = self._column = 0

    def read(self, name: str, title: str) -> Sheet:
        """The sheet of that file's name and its own, its cells in their order."""
        merged, laid = list[Range](), list[Element]()
        for element in self._package.elements(
            self._part, "col", "row", "mergeCell", "hyperlink", is_mended=True
        ):
            match name_of(element):
                case "col":
                    self._hidden_columns.extend(columns_hidden(element.attrib))
                case "row":
                    self._read_row(element)
                case "mergeCell":
                    if (found := range_of(element.get("ref", ""))) and self._budget.merge(*found):
                        merged.append(found)
                case _:
                    laid.append(Element(element.tag, dict(element.attrib)))
        cells = self._finished(merged, self._formula_links | links_on(laid, self._related))
        hidden = hidden_in(self._hidden_rows, self._hidden_columns)
        boxes = tuple(drawn_texts(self._package, self._related))
        self._budget.take(sum(len(text) for _, text in boxes), len(boxes))
        return Sheet(name, title, cells, tuple(merged), hidden=hidden, boxes=boxes)

    def _noted(self) -> Iterator[tuple[Place, str]]:
        for related in self._related:
            if related.kind.endswith("/relationships/comments") and related.target in self._package:
                for element in self._package.elements(related.target, "comment"):
                    place = place_of(element.get("ref", ""))
                    text = next((child for child in element if name_of(child) == "text"), None)
                    if place and self._budget.reaches(*place):
                        note = note_text(text_in(text).typed)
                        self._budget.take(len(note))
                        yield place, note

    def _finished(
        self, merged: Sequence[Range], links: Mapping[Place, str]
    ) -> dict[Place, RawCell]:
        """The cells with what is laid on them, without those that lie unseen under merged ones."""
        spread(self._cells, self._arrays)
        for top, left, bottom, right in merged:
            for row in range(top, min(bottom, MAX_ROWS) + 1):
                for column in range(left, min(right, MAX_COLUMNS) + 1):
                    if (row, column) != (top, left):
                        self._cells.pop((row, column), None)
                        self._notes.pop((row, column), None)
        for place, note in self._notes.items():
            self._cells[place] = self._cells.get(place, EMPTY)._replace(note=note)
        finished = {}
        for place, cell in sorted(self._cells.items()):
            finished[place] = cell._replace(link=links[place]) if place in links else cell
        return finished

    def _read_row(self, row: Element) -> None:
        # Rows and cells that do not say their place follow the one before.
        number = row.get("r", "")
        self._row = int(number) if _is_whole(number) else self._row + 1
        self._column = 0
        if self._row > MAX_ROWS:
            self._budget.is_beyond |= any(len(cell) for cell in row)
            return
        if row.get("hidden") in YES:
            self._hidden_rows.append((self._row, self._row))
        for cell in row:
            if local(cell.tag) == "c":
                place = place_of(cell.get("r", ""))
                if place is None:
                    self._budget.is_damaged |= "r" in cell.attrib
                    place = self._row, self._column + 1
                self._column = place[1]
                if len(cell) or place in self._notes:
                    self._read_cell(cell, place)

    def _read_cell(self, cell: Element, place: Place) -> None:
        stored = stored_in(cell)
        is_full = bool(stored.value or stored.inline) or stored.formula is not None
        if not (is_full or place in self._notes) or not self._budget.reaches(*place):
            return
        style = self._style(cell.get("s", "0"))
        value, pieces = self._value(stored, style)
        self._budget.take(len(value) if isinstance(value, str) else 0)
        formula = self._formula(stored, place)
        is_uncalculated = formula is not None and self._is_uncalculated(value, stored.kind)
        if value is None and not is_uncalculated and place not in self._notes:
            return
        read = RawCell(
            None if is_uncalculated else value,
            style.number_format,
            is_uncalculated,
            is_linked_nought=formula is not None and is_linked_nought(value, formula),
            is_of_today=formula is not None and is_of_today(formula),
            is_result=formula is not None and not is_uncalculated,
        )
        self._cells[place] = (
            _as_it_looks(read, pieces, style.look) if pieces or style.look != PLAIN else read
        )

    def _style(self, number: str) -> Style:
        if number not in self._styles:
            self._styles[number] = self._style_in_book(number)
        return self._styles[number]

    def _style_in_book(self, number: str) -> Style:
        if _is_whole(number) and int(number) < len(self._known.styles):
            return self._known.styles[int(number)]
        self._budget.is_damaged |= number != "0"
        return PLAIN_STYLE

    def _formula(self, stored: Stored, place: Place) -> str | None:
        """The text of a formula; of one that is like another, that one's.

        None where there is none.
        """
        if stored.formula is None:
            return None
        text, number = stored.formula.text or "", stored.formula.get("si", "")
        if number and text:
            self._shared[number] = text
        if stored.formula.get("t") == "array" and (
            filled := range_of(stored.formula.get("ref", ""))
        ):
            self._arrays.append((filled, text))
        if found := formula_leads_to(text):
            self._formula_links[place] = found
        return text or self._shared.get(number, "")

    def _is_uncalculated(self, value: Value, kind: str) -> bool:
        # A formula whose result is an empty text says that it is a text.
        has_none = value is None and kind != "str"
        return has_none or (self._known.is_unsure and (value is None or is_nought(value)))

    def _value(self, stored: Stored, style: Style) -> tuple[Value, Pieces]:
        """What is stored; as text where it is not what the cell says it is."""
        if stored.kind == "inlineStr" and stored.inline:
            return stored.inline.typed or None, stored.inline.pieces
        if not stored.value:
            return None, ()
        if (
            stored.kind == "s"
            and _is_whole(stored.value)
            and int(stored.value) < len(self._known.texts)
        ):
            text = self._known.texts[int(stored.value)]
            return text.typed or None, text.pieces
        value = plain_value(stored, style, self._known.first_day)
        self._budget.is_damaged |= value is None
        return text_of(stored.value) if value is None else value, ()


def _as_it_looks(cell: RawCell, pieces: Pieces, own: Look) -> RawCell:
    """The cell as its pieces look, or as a whole.

    A piece that says nothing of its own looks as the cell does.
    """
    looks = [(text, own if look is None else look) for text, look in pieces]
    return as_it_looks(cell, looks or [(cell.text, own)])


def _is_whole(text: str) -> bool:
    """Whether it is a number of a row, a style or a text."""
    return text.isascii() and text.isdecimal() and len(text) < _LONGEST_ROW

"""Reads OpenDocument spreadsheets (.ods), which say of each value what it is."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.array_formulas import spread
from cyps_reports.workbooks.budget import MANIFEST, OPEN_DOCUMENT, STYLES, Budget, opened
from cyps_reports.workbooks.cell_looks import PLAIN, Look, as_it_looks
from cyps_reports.workbooks.cell_places import Place, Range
from cyps_reports.workbooks.formulas import is_linked_nought, is_of_today
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.hidden import Run, hidden_in
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.links import formula_leads_to, leads_to
from cyps_reports.workbooks.ods_text import OFFICE, TEXT, Styles, paragraphs, pieces_of
from cyps_reports.workbooks.plain_text import as_typed
from cyps_reports.workbooks.shown_times import said_around

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_encrypted(content: bytes) -> bool:
    """Whether the file asks for a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return MANIFEST in archive.namelist() and b"encryption-data" in _part(archive, MANIFEST)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with opened(archive, archive.getinfo(name)) as part:
        return part.read()


def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Raises:
        TooMuchError: they hold more than a file may.
        Exception: where the package or its XML is not whole.

    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = _parsed(_part(archive, OPEN_DOCUMENT))
        styles = Styles((*_common_styles(archive), *root.iterchildren(f"{OFFICE}automatic-styles")))
    tables = list(root.iter(f"{_TABLE}table"))
    budget.sheets = len(tables)
    hiding = _hiding_styles(root)
    return tuple(
        _sheet(name, table, styles, budget, is_hidden=table.get(f"{_TABLE}style-name") in hiding)
        for table in tables[:MAX_SHEETS]
    )


def _hiding_styles(root: etree._Element) -> frozenset[str | None]:
    """The names of the styles whose sheets are hidden."""
    styles = root.iter(f"{_STYLE}style")
    shown = {
        style.get(f"{_STYLE}name"): style.find(f"{_STYLE}table-properties") for style in styles
    }
    return frozenset(
        name
        for name, of in shown.items()
        if of is not None and of.get(f"{_TABLE}display") == "false"
    )


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False))


def _common_styles(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    """The styles that have names; without them, the cells can still be read."""
    if STYLES in archive.namelist():
        try:
            yield from _parsed(_part(archive, STYLES)).iterchildren(f"{OFFICE}styles")
        except etree.XMLSyntaxError as problem:
            raise_if_of_memory(problem)
            return


def _sheet(
    name: str, table: etree._Element, styles: Styles, budget: Budget, *, is_hidden: bool
) -> Sheet:
    cells: dict[tuple[int, int], RawCell] = {}
    merged, arrays, hidden = list[Range](), list[tuple[Range, str]](), list[Run]()
    columns = _Columns(table)
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        found = list(_row(element, columns, styles, budget))
        if row > MAX_ROWS:
            # Only whether anything stands there is asked; most files end in a row that is repeated
            # to the very end.
            if any(cell for _, cell, _, _ in found) and not budget.reaches(row, 1):
                break
            row += times
            continue
        arrays.extend(_arrays(element, row))
        if element.get(_VISIBILITY, _VISIBLE) != _VISIBLE:
            hidden.append((row, row + times - 1))
        rows = range(row, min(row + times, MAX_ROWS + 1) if found else row)
        letters = sum(len(cell.text) + len(cell.note) for _, cell, _, _ in found if cell)
        budget.take(letters * len(rows), len(found) * len(rows))
        for each in rows:
            for column, cell, down, across in found:
                if cell is not None:
                    cells[each, column] = cell
                place = each, column, each + down - 1, column + across - 1
                if down * across > 1 and budget.merge(*place):
                    merged.append(place)
        row += times
        if any(cell for _, cell, _, _ in found):
            budget.reaches(row - 1, 1)
    spread(cells, arrays)
    unseen, boxes = hidden_in(hidden, columns.hidden), tuple(_boxes(table, styles))
    budget.take(sum(len(text) for _, text in boxes), len(boxes))
    title = str(table.get(f"{_TABLE}name", ""))
    return Sheet(name, title, cells, tuple(merged), is_hidden, unseen, boxes)


def _boxes(table: etree._Element, styles: Styles) -> Iterator[tuple[Place, str]]:
    """The texts of shapes that lie over the cells; where they begin is told in inches only."""
    for shape in table.iter(f"{_DRAW}custom-shape", f"{_DRAW}text-box", f"{_DRAW}rect"):
        if text := as_typed("".join(text for text, _ in paragraphs(shape, styles, PLAIN))).strip():
            yield (1, 1), text


class _Columns:
    """The cell style of each column of a table, for cells that name none; the hidden columns."""

    def __init__(self, table: etree._Element) -> None:
        self._lasts: list[int] = [0]
        self._names: list[str] = []
        self.hidden: list[Run] = []
        for each in table.iter(f"{_TABLE}table-column"):
            self._lasts.append(
                self._lasts[-1] + int(each.get(f"{_TABLE}number-columns-repeated", "1"))
            )
            self._names.append(each.get(_DEFAULT_STYLE, ""))
            if each.get(_VISIBILITY, _VISIBLE) != _VISIBLE:
                self.hidden.append((self._lasts[-2] + 1, self._lasts[-1]))

    def style(self, column: int) -> str:
        """The name of a column's style, "" where it has none; columns are counted from 1."""
        at = bisect_left(self._lasts, column) - 1
        return self._names[at] if at < len(self._names) else ""


_DEFAULT_STYLE = f"{_TABLE}default-cell-style-name"
_VISIBILITY, _VISIBLE = f"{_TABLE}visibility", "visible"


def _row(
    element: etree._Element, columns: _Columns, styles: Styles, budget: Budget
) -> Iterator[tuple[int, RawCell | None, int, int]]:
    """Column, cell, and how many rows and columns it is merged over; empty cells are left out."""
    column = 1
    for each in element.iterchildren(*_CELLS):
        times = int(each.get(f"{_TABLE}number-columns-repeated", "1"))
        style = (
            each.get(f"{_TABLE}style-name") or element.get(_DEFAULT_STYLE) or columns.style(column)
        )
        cell = _cell(each, styles, styles.look("table-cell", style, styles.look("table-cell", "")))
        down, across = (
            int(each.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns")
        )
        if cell is not None or down * across > 1:
            for at in range(column, min(column + times, MAX_COLUMNS + 1)):
                yield at, cell, down, across
        column += times
        if cell is not None:
            budget.reaches(1, column - 1)


def _arrays(row: etree._Element, number: int) -> Iterator[tuple[Range, str]]:
    """The ranges that formulas of a row fill together."""
    column = 1
    for each in row.iterchildren(*_CELLS):
        down, across = (
            int(each.get(f"{_TABLE}number-matrix-{way}-spanned", "1"))
            for way in ("rows", "columns")
        )
        if down * across > 1:
            filled = number, column, number + down - 1, column + across - 1
            yield filled, each.get(f"{_TABLE}formula", "")
        column += int(each.get(f"{_TABLE}number-columns-repeated", "1"))


def _cell(element: etree._Element, styles: Styles, look: Look) -> RawCell | None:
    pieces = paragraphs(element, styles, look)
    text = "".join(text for text, _ in pieces)
    note = _note(element, styles)
    kind = element.get(f"{OFFICE}value-type")
    formula = element.get(f"{_TABLE}formula")
    value = _value(element, kind, as_typed(text))
    is_formula = formula is not None and kind is None
    if value is None and not note and not is_formula:
        return None
    is_said = element.find(f"{TEXT}p") is not None
    number_format = _number_format(kind, value, text, is_said=is_said)
    read = RawCell(
        value,
        number_format,
        is_formula,
        note,
        link=_link(element, formula or ""),
        said="" if isinstance(value, str) else as_typed(text),
        is_linked_nought=formula is not None and is_linked_nought(value, formula),
        is_of_today=formula is not None and is_of_today(formula),
        is_result=formula is not None and not is_formula,
    )
    return as_it_looks(read, pieces or [(read.text, look)])


def _note(element: etree._Element, styles: Styles) -> str:
    notes = (
        "".join(text for text, _ in pieces_of(each, styles, PLAIN))
        for found in element.iterchildren(f"{OFFICE}annotation")
        for each in found.iter(f"{TEXT}p")
    )
    return as_typed("\n".join(notes)).strip()


def _link(element: etree._Element, formula: str) -> str:
    """Where the cell's text or its formula leads first."""
    targets = (
        leads_to(each.get(_LINK, ""))
        for paragraph in element.iterchildren(f"{TEXT}p")
        for each in paragraph.iter(f"{TEXT}a")
    )
    return next(filter(None, targets), "") or formula_leads_to(formula)


def _value(element: etree._Element, kind: str | None, text: str) -> Value:
    number = element.get(f"{OFFICE}value")
    day = element.get(f"{OFFICE}date-value")
    if kind in _OF_NUMBERS and number is not None:
        return float(number)
    if kind == "date" and day is not None:
        return datetime.fromisoformat(day[:19])
    if kind == "boolean":
        return element.get(f"{OFFICE}boolean-value") == "true"
    return text or as_typed(element.get(f"{OFFICE}string-value", "")) or None


_OF_NUMBERS, _HIDDEN = ("float", "percentage", "currency"), ";;;"


def _number_format(kind: str | None, value: Value, shown: str, *, is_said: bool) -> str:
    """The number format that shows the value as it is shown, where the file says how it is.

    Of a date, whether it has its day, and what is said around it.
    """
    if isinstance(value, datetime):
        if around := said_around(shown):
            return f'"{" ".join(sorted(around))} "dd/mm/yyyy'
        figures = map(int, re.findall(r"\d{1,4}", shown))
        return "General" if not shown or value.day in figures else "mmmm yyyy"
    if kind in _OF_NUMBERS and is_said and not shown.strip():
        return _HIDDEN
    match = re.search(r"\d\.(\d+)", shown)
    decimals = f".{'0' * len(match[1])}" if match else ""
    if kind == "percentage" or _shows_share(value, shown):
        return f"0{decimals}%"
    return f"0{decimals}" if kind in ("float", "currency") else "General"


def _shows_share(value: Value, shown: str) -> bool:
    """Whether a number is shown as per cent, which a format of several sections does not tell."""
    match = re.search(r"\d+(?:[.,]\d+)?(?=\s*%)", shown)
    if not match or not isinstance(value, float):
        return False
    number = float(match[0].replace(",", "."))
    return abs(number - abs(value) * 100) < 1 <= abs(number - abs(value))

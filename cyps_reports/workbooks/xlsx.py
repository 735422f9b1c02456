"""Reads .xlsx and .xlsm files with openpyxl, strict ones too."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.proxy import StyleProxy
from openpyxl.worksheet.worksheet import Worksheet

from cyps_reports.workbooks.formulas import asks_to_be_calculated, is_linked_nought, is_nought
from cyps_reports.workbooks.grid import RawCell, Sheet, Value
from cyps_reports.workbooks.limits import MAX_COLUMNS, MAX_EMPTY_ROWS, MAX_ROWS, MAX_SHEETS
from cyps_reports.workbooks.links import links_in, links_on
from cyps_reports.workbooks.looks import Look, Pieces, as_it_looks
from cyps_reports.workbooks.packages import rewritten
from cyps_reports.workbooks.parts import MAIN, relations, sheet_parts, xml
from cyps_reports.workbooks.plain import as_typed, note_text

# No program stores a larger number; one that a file holds all the same fits no arithmetic.
_LARGEST_NUMBER = 10**300
_STRICT = b"http://purl.oclc.org/ooxml/"
# The strict form of the standard differs, for what is read here, in the names of its vocabularies.
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def read(name: str, content: bytes, *, needs_formulas: bool = True) -> tuple[Sheet, ...]:
    """The sheets of a workbook; no charts, no sheets where openpyxl sees none.

    Only where a formula may have no result, or one that means nothing, is the file read a second time, with formulas.

    Raises:
        Exception: nearly any, where openpyxl does not understand the file.

    """
    content, links = _without_links(_as_transitional(content))
    with warnings.catch_warnings():
        # What openpyxl warns of (charts, validation it does not know) is never read here.
        warnings.simplefilter("ignore")
        stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        formulas = _formulas(content) if needs_formulas else {}
        is_unsure = asks_to_be_calculated(_book(content))
        return tuple(
            Sheet(
                name,
                each.title,
                _cells(each, _Formulas(formulas.get(each.title, {}), is_unsure), links.get(each.title, {})),
                _merged(each),
                is_hidden=each.sheet_state != Worksheet.SHEETSTATE_VISIBLE,
            )
            for each in stored.worksheets[:MAX_SHEETS]
        )


_Links = Mapping[tuple[int, int], str]


def _without_links(content: bytes) -> tuple[bytes, dict[str, _Links]]:
    """The workbook without the hyperlinks on its cells, and where they led, by sheet.

    openpyxl takes where a hyperlink leads for what was typed into an empty cell, and one link it does not understand
    would cost it the whole file.
    """
    links: dict[str, _Links] = {}
    changed: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for title, part in sheet_parts(package)[:MAX_SHEETS]:
                if not part:
                    continue
                root = xml(package, part)
                links[title] = links_in(root) | links_on(root, relations(package, part))
                if (laid := root.find(f"{MAIN}hyperlinks")) is not None:
                    root.remove(laid)
                    changed[part] = ElementTree.tostring(root)
    except Exception:  # what is odd about a file's parts is told when openpyxl reads it
        return content, {}
    return rewritten(content, lambda name, part: changed.get(name, part)) if changed else content, links


@dataclass(frozen=True, slots=True)
class _Formulas:
    """A sheet's formulas by row and column.

    Where a workbook asks to be calculated when it is opened, whoever wrote it did not calculate: the result 0 or ""
    is then none (`is_unsure`).
    """

    texts: Mapping[tuple[int, int], str]
    is_unsure: bool

    def is_uncalculated(self, place: tuple[int, int], cell: Cell | MergedCell) -> bool:
        """Whether the cell holds a formula that was never calculated."""
        if place not in self.texts:
            return False
        # A formula whose result is an empty text says that it is a text.
        has_none = cell.value is None and cell.data_type != "str"
        return has_none or (self.is_unsure and (cell.value is None or is_nought(cell.value)))


def _as_transitional(content: bytes) -> bytes:
    return rewritten(content, _renamed) if _STRICT in _book(content) else content


def _book(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/workbook.xml")


def _renamed(name: str, part: bytes) -> bytes:
    for strict, transitional in _TRANSITIONAL:
        part = part.replace(strict, transitional)
    return part


def _cells(worksheet: Worksheet, formulas: _Formulas, links: _Links) -> dict[tuple[int, int], RawCell]:
    cells: dict[tuple[int, int], RawCell] = {}
    empty_rows = 0
    for number, row in enumerate(_bounded_rows(worksheet), start=1):
        filled = False
        for column, cell in enumerate(row, start=1):
            place = (number, column)
            is_formula = formulas.is_uncalculated(place, cell)
            if cell.value is not None or is_formula or cell.comment:
                read = RawCell(
                    None if is_formula else _value(cell.value),
                    cell.number_format,
                    is_formula,
                    _note(cell),
                    link=links.get(place, ""),
                    is_linked_nought=is_linked_nought(cell.value, formulas.texts.get(place, "-")),
                )
                cells[place] = as_it_looks(read, _pieces(cell, read))
                filled = True
        empty_rows = 0 if filled else empty_rows + 1
        if empty_rows > MAX_EMPTY_ROWS:
            break
    return cells


def _bounded_rows(worksheet: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    return worksheet.iter_rows(max_row=min(worksheet.max_row, MAX_ROWS), max_col=min(worksheet.max_column, MAX_COLUMNS))


def _pieces(cell: Cell | MergedCell, read: RawCell) -> Pieces:
    """What the cell shows in its looks: a piece that says nothing of its own has the cell's font."""
    own = _look(cell.font)
    if isinstance(cell.value, CellRichText):
        return [(str(each), _look(each.font) if isinstance(each, TextBlock) else own) for each in cell.value]
    return [(read.text, own)]


def _look(font: StyleProxy | InlineFont) -> Look:
    return Look(bool(font.strike), font.vertAlign in ("superscript", "subscript"))


def _value(value: object) -> Value:
    if isinstance(value, str | CellRichText):
        return as_typed(str(value))
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        return str(value)
    return value if value is None or isinstance(value, Value) else str(value)


def _note(cell: Cell | MergedCell) -> str:
    return note_text(cell.comment.text) if cell.comment else ""


def _merged(worksheet: Worksheet) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in worksheet.merged_cells.ranges)


def _formulas(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The formulas of each sheet, by row and column."""
    written = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    return {
        worksheet.title: {
            # A formula of several cells at once is an object that has a text.
            (number, column): str(getattr(cell.value, "text", cell.value))
            for number, row in enumerate(_bounded_rows(worksheet), start=1)
            for column, cell in enumerate(row, start=1)
            if cell.data_type == "f"
        }
        for worksheet in written.worksheets[:MAX_SHEETS]
    }

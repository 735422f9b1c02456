"""The reader of .xlsx files against openpyxl: the same values, formats, formulas and notes in every cell."""

import warnings
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import locations
from cyps_reports.workbooks import number_formats
from cyps_reports.workbooks.grid import Book, RawCell
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.plain import as_typed

WORKBOOKS = sorted(locations.built_in().rglob("*.xlsx"))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_cell_is_read_as_openpyxl_reads_it(path: Path) -> None:
    book = open_book(path)
    assert isinstance(book, Book)
    assert book.findings == ()
    assert {sheet.name: dict(sheet.cells) for sheet in book.sheets} == by_openpyxl(path)


def by_openpyxl(path: Path) -> dict[str, dict[tuple[int, int], RawCell]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stored, written = (openpyxl.load_workbook(path, data_only=only) for only in (True, False))
    cells: dict[str, dict[tuple[int, int], RawCell]] = {}
    for sheet in stored.worksheets:
        found = cells[sheet.title] = {}
        for row in sheet.iter_rows():
            for cell in row:
                is_formula = cell.value is None and written[sheet.title][cell.coordinate].data_type == "f"
                # An empty text is an empty cell.
                value = as_typed(cell.value) or None if isinstance(cell.value, str) else cell.value
                note = as_typed(cell.comment.text).strip() if cell.comment else ""
                if value is not None or is_formula or note:
                    at = (cell.row or 0, cell.column or 0)
                    found[at] = RawCell(value, cell.number_format, is_formula, note)  # type: ignore[arg-type]
    return cells


@pytest.mark.parametrize(
    "number", [0, 0.25, 0.999999999, 1, 59, 60, 61, 41182, 41182.75, 2958465.5, -1.5, 30062026, 1e300]
)
@pytest.mark.parametrize("shown", ["dd/mm/yy", "h:mm", "[h]:mm", "dd mmm yyyy hh:mm"])
@pytest.mark.parametrize("epoch", [number_formats.EPOCH, number_formats.EPOCH_1904])
def test_a_moment_is_the_one_that_openpyxl_reads(number: float, shown: str, epoch: datetime) -> None:
    from openpyxl.utils.datetime import from_excel

    try:
        theirs = from_excel(number, epoch, timedelta=number_formats.is_duration(shown))
    except (OverflowError, ValueError):
        theirs = None
    assert number_formats.moment(number, shown, epoch) == theirs


@pytest.mark.parametrize(
    "shown",
    [*number_formats.BUILT_IN.values(), '"day" 0', "[Red]0.0", "[$-809]dd mmmm yyyy", "yyyy;@", "0\\d"],
)
def test_a_date_format_is_known_as_openpyxl_knows_it(shown: str) -> None:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    assert dict(number_formats.BUILT_IN) == BUILTIN_FORMATS
    assert number_formats.is_date(shown) == is_date_format(shown)
    assert number_formats.is_duration(shown) == is_timedelta_format(shown)

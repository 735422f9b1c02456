"""The quick reader: what it reads is what openpyxl reads, and what is not ordinary it leaves to openpyxl."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from cyps_reports import locations
from cyps_reports.workbooks import quick, values, xlsx
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.measuring import size_of
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.packages import rewritten
from tests.fuzz.trial import damaged

SHIPPED = sorted(locations.built_in().rglob("*.xlsx"))
FORMATS = ("General", "0", "0.00", "0%", "0.0%", "#,##0", '0.0 "months"', "[Red]0.0", "@", '"£"0.0"m"')
DATE_FORMATS = ("dd/mm/yy", "mm-dd-yy", "d-mmm-yy", "[$-809]dd mmmm yyyy", "yyyy-mm-dd h:mm:ss", "h:mm", "[h]:mm")


def told(sheets: tuple[Sheet, ...]) -> list[tuple[str, dict[tuple[int, int], RawCell], list[tuple[int, ...]]]]:
    """Name, cells with something in them, merged ranges of each sheet."""
    return [
        (
            sheet.name,
            {place: cell for place, cell in sheet.cells.items() if cell.value not in (None, "") or cell.note},
            sorted(sheet.merged),
        )
        for sheet in sheets
    ]


def both(content: bytes) -> Iterator[object]:
    for reader in (quick, xlsx):
        yield told(reader.read("book.xlsx", content))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_it_reads_what_travels_with_the_program_as_openpyxl_does(path: Path) -> None:
    first, second = both(path.read_bytes())
    assert first == second


def with_cells(*cells: tuple[object, str], epoch: datetime = CALENDAR_WINDOWS_1900) -> bytes:
    """A workbook with values in their number formats under each other in column B."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    for row, (value, number_format) in enumerate(cells, start=1):
        cell = sheet.cell(row, 2)
        cell.value = value  # type: ignore[assignment]
        cell.number_format = number_format
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FIGURES = st.tuples(
    st.integers(-(10**12), 10**12) | st.floats(-(10**9), 10**9) | st.booleans() | st.text("ab1 %£/\n", min_size=1),
    st.sampled_from(FORMATS),
)
DATES = st.tuples(
    st.dates(date(1905, 1, 1), date(2100, 1, 1))
    | st.dates(date(1905, 1, 1), date(2100, 1, 1)).flatmap(
        lambda day: st.times().map(lambda at: datetime.combine(day, at.replace(microsecond=0)))
    )
    | st.integers(1, 60_000),
    st.sampled_from(DATE_FORMATS[:-1]),
)
TIMES = st.tuples(st.timedeltas(timedelta(0), timedelta(900)), st.just("[h]:mm"))


@given(
    cells=st.lists(FIGURES | DATES | TIMES, min_size=1, max_size=12),
    epoch=st.sampled_from([CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904]),
)
def test_figures_texts_and_dates_of_any_format_are_those_that_openpyxl_reads(
    cells: list[tuple[object, str]], epoch: datetime
) -> None:
    first, second = both(with_cells(*cells, epoch=epoch))
    assert first == second


def test_notes_and_merged_cells_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"] = "merged", 0.785
    sheet["B2"].number_format = "0.0%"
    sheet["B2"].comment = Comment("Ask Jo", "Jo")
    sheet["D9"].comment = Comment("Nothing here\nyet", "Jo")
    sheet.merge_cells("A1:C1")
    (read,) = quick.read("book.xlsx", saved(book))
    assert read.at(2, 2) == RawCell(0.785, "0.0%", note="Ask Jo")
    assert read.at(9, 4).note == "Nothing here\nyet"
    assert read.merged == ((1, 1, 1, 3),)


PLAIN = with_cells((5, "General"), ("text", "General"))


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    made = rewritten(content, lambda _, part: part.replace(old, new))
    assert made != rewritten(content)
    return made


ODD = {
    "an error": with_cells(("#DIV/0!", "General")),
    "a date before all dates": with_cells((-5, "dd/mm/yy")),
    "a date after all dates": with_cells((30_062_026, "dd/mm/yy")),
    "a number beyond all figures": with_cells((10**17, "0")),
    "a number format that a file names and does not hold": changed(PLAIN, b'numFmtId="0"', b'numFmtId="44"'),
    "a style that is not there": changed(PLAIN, b'<c r="B1"', b'<c r="B1" s="99"'),
    "a text that is not there": changed(SHIPPED[-1].read_bytes(), b't="s"><v>0</v>', b't="s"><v>99999</v>'),
    "a style before all styles": changed(PLAIN, b'<c r="B1"', b'<c r="B1" s="-1"'),
    "a text that is none": changed(SHIPPED[-1].read_bytes(), b't="s"><v>0</v>', b't="s"><v>0.785</v>'),
    "a yes that is none": changed(with_cells((True, "General")), b"<v>1</v>", b"<v>perhaps</v>"),
    "a cell without a place": changed(PLAIN, b'<c r="B1"', b"<c"),
    "a sheet without a part": changed(PLAIN, b'r:id="rId1"', b'r:id="rId9"'),
    "a merged range without an end": changed(
        PLAIN, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:"/></mergeCells>'
    ),
}


@pytest.mark.parametrize("oddity", ODD)
def test_what_is_not_ordinary_is_left_to_openpyxl(oddity: str) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - nearly any, as the file may be odd in any way
        quick.read("book.xlsx", ODD[oddity])


def test_where_one_of_its_rows_was_changed_it_reads_what_openpyxl_reads() -> None:
    returns = tuple(path for path in SHIPPED if path.parent.name == "2012-09")
    agreed = 0
    for number in range(1_000):
        kind, _, content, _, _ = damaged(returns, 5, number)
        if kind != "row_changed" or size_of(content).has_uncalculated:
            continue
        try:
            first, second = both(content)
        except Exception:
            # One of the two does not read it, and then another reader does.
            continue
        assert first == second, number
        agreed += 1
    assert agreed > 30


@pytest.mark.parametrize("place", [b"A0", b"B01", b"b1", b"$B$1"])
def test_a_place_that_is_none_never_reaches_calamine(
    place: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = changed(PLAIN, b'r="B1"', b'r="' + place + b'"')
    assert size_of(content).has_odd_places
    (tmp_path / "book.xlsx").write_bytes(content)
    monkeypatch.setattr(values, "CalamineWorkbook", None)
    assert isinstance(open_book(tmp_path / "book.xlsx"), Book)


def test_what_calamine_did_not_foresee_is_left_to_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panics(_: object) -> None:
        raise Panic

    monkeypatch.setattr(values, "CalamineWorkbook", SimpleNamespace(from_filelike=panics))
    (tmp_path / "book.xlsx").write_bytes(PLAIN)
    book = open_book(tmp_path / "book.xlsx")
    assert isinstance(book, Book)
    assert book.sheets[0].at(1, 2).value == 5

"""The quick reader: what it reads is what openpyxl reads, and what is not ordinary it leaves to openpyxl."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from cyps_reports import locations
from cyps_reports.findings import Finding
from cyps_reports.workbooks import quick, values, xlsx
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.measuring import TooMuchError, size_of
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
    "a number that is none": changed(PLAIN, b"<v>5</v>", b"<v> 5 </v>"),
    "a number in two pieces": changed(PLAIN, b"<v>5</v>", b"<v>5<!-- x -->6</v>"),
    "two numbers in a cell": changed(PLAIN, b"<v>5</v>", b"<v>5</v><v>6</v>"),
    "two cells at a place": changed(PLAIN, b"</c></row>", b'</c><c r="B1"><v>7</v></c></row>'),
    "a date that is a text": changed(PLAIN, b'<c r="B1" t="n">', b'<c r="B1" t="d">'),
    "two sheets of a name": changed(PLAIN, b"</sheets>", b'<sheet name="SHEET" sheetId="2" r:id="rId1"/></sheets>'),
    "a year of its own": changed(PLAIN, b"<workbookPr/>", b'<workbookPr date1904="on"/>'),
    "a number format without end": changed(
        with_cells((5, "0.000")), b'formatCode="0.000"', b'formatCode="' + b"[" * 300 + b'"'
    ),
    "something under merged cells": changed(
        PLAIN, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    ),
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


def test_number_formats_of_rules_are_not_those_of_cells() -> None:
    rule = b'<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0.000"/></dxf></dxfs>'
    content = with_cells((0.785, "0.0%"), (0.5, "0.00"))
    ruled = rewritten(content, lambda name, part: part.replace(b"<tableStyles", rule + b"<tableStyles"))
    assert b"<dxf>" in zipfile.ZipFile(io.BytesIO(ruled)).read("xl/styles.xml")
    (read,) = quick.read("book.xlsx", ruled)
    assert [read.at(row, 2).number_format for row in (1, 2)] == ["0.0%", "0.00"]


FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t/></is></c></row></sheetData>'
UNPLACED = b'<row r="1048576">' + b'<c s="0"/>' * 99 + b'<c s="0"><v>1</v></c></row></sheetData>'
NAMED_OFTEN = b'<Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>'


def spread() -> bytes:
    """A long shared text that many cells show."""
    book = openpyxl.Workbook()
    for row in range(1, 2001):
        book.worksheets[0].cell(row, 1).value = 5
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + b"x" * 32_000
    made = changed(saved(book), b' t="n"><v>5</v>', b' t="s"><v>0</v>')
    buffer = io.BytesIO(made)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/sharedStrings.xml", texts + b"</t></si></sst>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [changed(PLAIN, b"</sheetData>", FAR), changed(PLAIN, b"</sheetData>", UNPLACED), spread()],
    ids=["empty and far out", "without places", "a long text shown often"],
)
def test_what_would_flood_calamine_never_reaches_it(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not size_of(content).fits_calamine
    (tmp_path / "book.xlsx").write_bytes(content)
    monkeypatch.setattr(values, "CalamineWorkbook", SimpleNamespace(from_filelike=reached))
    assert isinstance(open_book(tmp_path / "book.xlsx"), Book | Finding)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shared_texts_count_as_often_as_they_are_shown(path: Path) -> None:
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        items = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
        lengths = [len("".join(item.itertext())) for item in items]
        sheets = b"".join(package.read(each) for each in package.namelist() if each.startswith("xl/worksheets/sheet"))
    shown = [int(each) for each in re.findall(rb' t="s"><v>(\d+)</v>', sheets)]
    assert shown
    assert size_of(content).spread == sum(lengths[each] for each in shown)


def test_a_number_of_any_length_is_measured_at_once() -> None:
    content = changed(PLAIN, b"<v>5</v>", b"<v>" + b"1" * 20_000_000 + b"</v>")
    start = time.process_time()
    assert size_of(content).letters > 20_000_000
    assert time.process_time() - start < 5


def test_a_sheet_that_is_named_again_and_again_is_not_read() -> None:
    with pytest.raises(TooMuchError):
        size_of(changed(PLAIN, b"</Relationships>", NAMED_OFTEN))


def test_where_one_of_its_rows_was_changed_it_reads_what_openpyxl_reads(is_full: bool) -> None:
    returns = tuple(path for path in SHIPPED if path.parent.name == "2012-09")
    agreed = 0
    for number in range(1_000 if is_full else 250):
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
    assert agreed > 15


def reached(_: object) -> None:
    raise SystemExit


@pytest.mark.parametrize("place", [b"A0", b"B01", b"b1", b"$B$1"])
def test_a_place_that_is_none_never_reaches_calamine(
    place: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = changed(PLAIN, b'r="B1"', b'r="' + place + b'"')
    assert size_of(content).has_odd_places
    (tmp_path / "book.xlsx").write_bytes(content)
    monkeypatch.setattr(values, "CalamineWorkbook", SimpleNamespace(from_filelike=reached))
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

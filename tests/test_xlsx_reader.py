"""The reader of .xlsx files: what it reads is what openpyxl reads, and one odd cell costs no
other.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from cyps_reports import locations
from cyps_reports.workbooks import xlsx
from cyps_reports.workbooks.budget import Budget, TooMuchError
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.packages import rewritten
from cyps_reports.workbooks.plain_text import as_typed, note_text, text_of
from tests.fuzz.trial import changes_a_row, damaged

SHIPPED = sorted(locations.built_in().rglob("*.xlsx"))
FORMATS = (
    "General",
    "0",
    "0.00",
    "0%",
    "0.0%",
    "#,##0",
    '0.0 "months"',
    "[Red]0.0",
    "@",
    '"£"0.0"m"',
)
DATE_FORMATS = (
    "dd/mm/yy",
    "mm-dd-yy",
    "d-mmm-yy",
    "[$-809]dd mmmm yyyy",
    "yyyy-mm-dd h:mm:ss",
    "h:mm",
    "[h]:mm",
)


Told = list[tuple[str, dict[tuple[int, int], tuple[object, ...]], list[tuple[int, ...]]]]
"""Name, cells with something in them, merged ranges of each sheet."""


def read(content: bytes) -> tuple[Sheet, ...]:
    return xlsx.read("book.xlsx", content, Budget())


def told(sheets: tuple[Sheet, ...]) -> Told:
    return [(each.name, dict(_cells(each)), sorted(each.merged)) for each in sheets]


def _cells(sheet: Sheet) -> Iterator[tuple[tuple[int, int], tuple[object, ...]]]:
    for place, cell in sheet.cells.items():
        if not (cell.value in (None, "") and not cell.note):
            yield place, (cell.value, cell.number_format, cell.note)


def told_by_openpyxl(content: bytes) -> Told:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [
        (sheet.title, _cells_of_openpyxl(sheet), _merged_by_openpyxl(sheet))
        for sheet in book.worksheets
    ]


def _cells_of_openpyxl(sheet: Any) -> dict[tuple[int, int], tuple[object, ...]]:
    cells = {
        (cell.row, cell.column): _of_openpyxl(cell) for row in sheet.iter_rows() for cell in row
    }
    return {place: cell for place, cell in cells.items() if cell}


def _merged_by_openpyxl(sheet: Any) -> list[tuple[int, ...]]:
    return sorted(
        (each.min_row, each.min_col, each.max_row, each.max_col)
        for each in sheet.merged_cells.ranges
    )


def _of_openpyxl(cell: Any) -> tuple[object, ...]:
    note = note_text(cell.comment.text) if cell.comment else ""
    value = as_typed(cell.value) if isinstance(cell.value, str) else cell.value
    return () if value in (None, "") and not note else (value, cell.number_format, note)


@pytest.mark.share(3)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_it_reads_what_travels_with_the_program_as_openpyxl_does(path: Path) -> None:
    assert told(read(path.read_bytes())) == told_by_openpyxl(path.read_bytes())


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
    st.integers(-(10**12), 10**12)
    | st.floats(-(10**9), 10**9)
    | st.booleans()
    | st.text("ab1 %£/\n", min_size=1),
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
    content = with_cells(*cells, epoch=epoch)
    assert told(read(content)) == told_by_openpyxl(content)


def test_notes_and_merged_cells_are_told() -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first["A1"], first["B2"] = "merged", 0.785
    first["B2"].number_format = "0.0%"
    first["B2"].comment = Comment("Ask Jo", "Jo")
    first["D9"].comment = Comment("Nothing here\nyet", "Jo")
    first.merge_cells("A1:C1")
    (sheet,) = read(saved(book))
    assert sheet.at(2, 2) == RawCell(0.785, "0.0%", note="Ask Jo")
    assert sheet.at(9, 4).note == "Nothing here\nyet"
    assert sheet.merged == ((1, 1, 1, 3),)


PLAIN = with_cells((5, "General"), ("text", "General"))


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    made = rewritten(content, lambda _, part: part.replace(old, new))
    assert made != rewritten(content)
    return made


NUMBER = b'<c r="B1" t="n"><v>5</v></c>'
"""As it stands in `PLAIN`, in the first row; the text stands below it."""

ODD = {
    "a style that is not there": (b'<c r="B1" s="99"><v>5</v></c>', 5),
    "a style before all styles": (b'<c r="B1" s="-1"><v>5</v></c>', 5),
    "a text that is not there": (b'<c r="B1" t="s"><v>99999</v></c>', "99999"),
    "a text that is none": (b'<c r="B1" t="s"><v>0.785</v></c>', "0.785"),
    "a yes that is none": (b'<c r="B1" t="b"><v>perhaps</v></c>', "perhaps"),
    "a number that is none": (b'<c r="B1"><v>approx 5</v></c>', "approx 5"),
    "a number beyond all figures": (b'<c r="B1"><v>1e999</v></c>', "1e999"),
    "a date that is none": (b'<c r="B1" t="d"><v>2012-13-13</v></c>', "2012-13-13"),
    "a kind that there is not": (b'<c r="B1" t="odd"><v>5</v></c>', "5"),
    "a mistake in the XML": (b'<c r="B1"><v>5</v></c></d>', 5),
}


@pytest.mark.parametrize("oddity", ODD)
def test_an_odd_cell_is_taken_as_text_and_told_and_costs_no_other(
    oddity: str, tmp_path: Path
) -> None:
    cell, value = ODD[oddity]
    (tmp_path / "book.xlsx").write_bytes(changed(PLAIN, NUMBER, cell))
    book = open_book(tmp_path / "book.xlsx")
    assert isinstance(book, Book)
    assert [each.code for each in book.findings] == ["damaged-cells"]
    assert [book.sheets[0].at(row, 2).value for row in (1, 2)] == [value, "text"]


ORDINARY = {
    "a number in two pieces": (b'<c r="B1"><v>5<!-- x -->6</v></c>', 56),
    "two numbers in a cell": (b'<c r="B1"><v>5</v><v>6</v></c>', 5),
    "two cells at a place": (b'<c r="B1"><v>5</v></c><c r="B1"><v>7</v></c>', 7),
    "a place with dollars": (b'<c r="$B$1"><v>5</v></c>', 5),
    "spaces round a number": (b'<c r="B1"><v> 5 </v></c>', 5),
    "a day of the standard": (
        b'<c r="B1" t="d"><v>2012-07-31T00:00:00Z</v></c>',
        datetime(2012, 7, 31),  # noqa: DTZ001 - a cell has no zone
    ),
}


@pytest.mark.parametrize("form", ORDINARY)
def test_what_other_programs_write_is_read_as_they_mean_it(form: str) -> None:
    cell, value = ORDINARY[form]
    (sheet,) = read(changed(PLAIN, NUMBER, cell))
    assert sheet.at(1, 2).value == value


ESCAPED = {
    # From a slide and from Windows; a tab; letters that a program wrote down, one that it need not.
    "Visited._x000B_Agreed._x000D__x000A_Done.": "Visited.\nAgreed.\nDone.",
    "A_x0009_B_x000a_C": "A\tB\nC",
    "Caf_x00E9_, 78_x002E_5_x0025_": "Café, 78.5%",
    "The field _x005F_x0041_": "The field _x0041_",
    "as_x_at, _x41_, _xGGGG_": "as_x_at, _x41_, _xGGGG_",
}


@pytest.mark.parametrize("stored", ESCAPED)
@pytest.mark.parametrize(
    "form",
    [
        '<c r="B1" t="str"><v>{}</v></c>',
        '<c r="B1" t="inlineStr"><is><t>{}</t></is></c>',
        '<c r="B1" t="inlineStr"><is><r><t>{}</t></r></is></c>',
    ],
)
def test_a_character_that_is_written_down_is_that_character(stored: str, form: str) -> None:
    (sheet,) = read(changed(PLAIN, NUMBER, form.format(stored).encode()))
    assert sheet.at(1, 2).text == ESCAPED[stored]


def test_number_formats_of_rules_are_not_those_of_cells() -> None:
    rule = b'<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0.000"/></dxf></dxfs>'
    content = with_cells((0.785, "0.0%"), (0.5, "0.00"))
    ruled = rewritten(
        content, lambda name, part: part.replace(b"<tableStyles", rule + b"<tableStyles")
    )
    assert b"<dxf>" in zipfile.ZipFile(io.BytesIO(ruled)).read("xl/styles.xml")
    (sheet,) = read(ruled)
    assert [sheet.at(row, 2).number_format for row in (1, 2)] == ["0.0%", "0.00"]


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMED_OFTEN = (
    "".join(
        f'<sheet xmlns:q="{RELATIONS}" name="S{n}" sheetId="9{n}" q:id="rId1"/>' for n in range(50)
    )
    + "</sheets>"
).encode()


def test_cells_of_a_sheet_that_is_named_again_and_again_count_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cyps_reports.workbooks.limits.MAX_CELLS", 80)
    with pytest.raises(TooMuchError):
        read(changed(PLAIN, b"</sheets>", NAMED_OFTEN))


def test_where_one_of_its_rows_was_changed_it_reads_what_openpyxl_reads(is_full: bool) -> None:
    returns = tuple(path for path in SHIPPED if path.parent.name == "2012-09")
    agreed = 0
    for number in range(1_000 if is_full else 60):
        if not changes_a_row(returns, 5, number):
            continue
        _, _, content, _, _ = damaged(returns, 5, number)
        try:
            by_openpyxl = told_by_openpyxl(content)
        except Exception:
            # What it does not read, ours does.
            continue
        budget = Budget()
        by_ours = told(xlsx.read("book.xlsx", content, budget))
        if not budget.is_damaged:
            assert by_ours == by_openpyxl, number
            agreed += 1
    assert agreed > (15 if is_full else 1)


@pytest.mark.parametrize(
    "stored", ["a\nb", "a\r\nb", "a\rb", "a_x000D_\nb", "a_x000D_\r\nb", "a\x0bb", "a\x0cb"]
)
def test_a_line_may_end_as_on_any_system(stored: str) -> None:
    assert text_of(stored) == "a\nb"
    assert text_of(f"{stored}\n\n{stored}") == "a\nb\n\na\nb"

"""What one file may hold, in every format.

What is read was weighed before, and what lies too far out is told.
"""

import io
import lzma
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from cyps_reports.findings import Finding
from cyps_reports.workbooks import limits, values, xlsx
from cyps_reports.workbooks.budget import Budget, TooMuchError, members_of, weigh
from cyps_reports.workbooks.grid import Book, RawCell
from cyps_reports.workbooks.packages import rewritten
from cyps_reports.workbooks.reading import read_book
from tests.fuzz import bombs
from tests.fuzz.bombs import before, package_with
from tests.tools.binary_workbook import xlsb


def book_of(name: str, content: bytes) -> Book:
    book = read_book(name, content)
    assert isinstance(book, Book), book
    return book


def refusal_of(name: str, content: bytes) -> str:
    finding = read_book(name, content)
    assert isinstance(finding, Finding)
    return finding.code


# As much as a file may hold, and one more


def packed(parts: int) -> bytes:
    """Parts of four bytes and one tag each."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for number in range(parts):
            package.writestr(f"{number}.xml", b"<a/>")
    return made.getvalue()


HELD: dict[str, Callable[[int], object]] = {
    "parts": lambda number: members_of(packed(number)),
    "bytes": lambda number: weigh(packed(3), most_bytes=15 - number),
    "tags": lambda number: weigh(packed(number), most_tags=3),
    "cells": lambda number: Budget().take(0, number),
    "letters": lambda number: Budget().take(number),
}


@pytest.mark.parametrize("of", HELD)
def test_as_much_as_a_file_may_hold_is_read_and_one_more_is_not(
    of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MAX_PARTS", "MAX_CELLS", "MAX_LETTERS"):
        monkeypatch.setattr(limits, name, 3)
    HELD[of](3)
    with pytest.raises(TooMuchError):
        HELD[of](4)


@pytest.mark.parametrize(
    ("ranges", "taken"),
    [
        ([(1, 1, 2, 3)], [True]),
        ([(1, 1, 7, 1)], [False]),
        ([(1, 1, 2, 3), (4, 1, 4, 4)], [True, True]),
        ([(1, 1, 2, 3), (4, 1, 4, 5), (6, 1, 6, 4)], [True, False, True]),
    ],
    ids=["the largest", "a larger one", "all together", "more together"],
)
def test_how_many_cells_may_be_merged(
    ranges: list[tuple[int, int, int, int]], taken: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_MERGED", 6)
    monkeypatch.setattr(limits, "MAX_MERGED", 10)
    budget = Budget()
    assert [budget.merge(*each) for each in ranges] == taken
    assert budget.is_damaged is not all(taken)


def sheet_with(merged: str) -> dict[str, bytes]:
    """Twelve cells in each format, of which those of a range are merged, or none."""
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for _ in range(6):
        sheet.append(("Ref", "Actual"))
    if merged:
        sheet.merge_cells(merged)
    workbook.save(buffer)
    down, across = (sheet[merged][-1][-1].row, sheet[merged][-1][-1].column) if merged else (1, 1)
    span = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    first = ods_cell("Ref").replace("<table:table-cell", f"<table:table-cell {span}")
    rows = (ods_row(first, ods_cell("Actual")), ods_row(ods_cell("Ref", 2), times=5))
    return {"a.xlsx": buffer.getvalue(), "a.ods": bombs.ods_rows("".join(rows))}


@pytest.mark.parametrize(
    ("merged", "taken", "is_told"),
    [("", (), False), ("A1:B3", ((1, 1, 3, 2),), False), ("A1:B4", (), True)],
    ids=["none", "as many as may be", "more"],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_cells_that_are_not_merged_take_nothing_of_what_may_be(
    name: str,
    merged: str,
    taken: tuple[tuple[int, int, int, int], ...],
    is_told: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LARGEST_MERGED", 6)
    monkeypatch.setattr(limits, "MAX_MERGED", 6)
    book = book_of(name, sheet_with(merged)[name])
    assert book.sheets[0].merged == taken
    assert bool(book.findings) is is_told


# How the parts of a package are packed


def ods_row(*cells: str, times: int = 1) -> str:
    inside = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def ods_cell(text: str = "", times: int = 1) -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell table:number-columns-repeated="{times}">{inside}</table:table-cell>'


RETURN_A = bombs.RETURN_A.read_bytes()
ODS = bombs.ods_rows(ods_row(ods_cell("Ref")))


def packed_otherwise(content: bytes, part: str, method: int) -> bytes:
    """The package with one of its parts compressed in another way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), method if name == part else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("return.xlsx", RETURN_A, bombs.SHEET),
        ("return.xlsx", RETURN_A, bombs.STRINGS),
        ("return.xlsx", RETURN_A, "xl/_rels/workbook.xml.rels"),
        ("return.ods", ODS, "content.xml"),
        ("return.ods", ODS, "mimetype"),
    ],
)
def test_a_part_that_is_packed_as_no_office_program_does_is_refused_and_not_unpacked(
    name: str, content: bytes, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To unpack LZMA takes as much memory as the file asks for."""
    assert book_of(name, packed_otherwise(content, part, zipfile.ZIP_STORED)).findings == ()
    odd = packed_otherwise(content, part, zipfile.ZIP_LZMA)
    unpacked: list[object] = []
    monkeypatch.setattr(lzma, "LZMADecompressor", lambda *_, **__: unpacked.append(part))
    assert refusal_of(name, odd) == "damaged-file"
    assert unpacked == []


# Where the parts of a package lie


KEPT_OUT = ["customXml/sheet.xml", "CUSTOMXML/sheet.xml", "customUI/sheet.xml"]
"""What macros and forms have of their own is not weighed, as no reader of ours looks at it."""


def moved(part: str, place: str, content: bytes = RETURN_A) -> bytes:
    """The workbook with a sheet in another place, to which its relation leads."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            inside = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                target = part.removeprefix("xl/").encode()
                assert target in inside
                inside = inside.replace(b"/xl/" + target, target).replace(
                    target, f"/{place}".encode()
                )
            new.writestr(place if name == part else name, inside)
    return buffer.getvalue()


@pytest.mark.parametrize("place", KEPT_OUT)
def test_a_part_that_was_not_weighed_is_read_as_no_sheet(place: str) -> None:
    names = [sheet.name for sheet in book_of("return.xlsx", RETURN_A).sheets]
    elsewhere = book_of("return.xlsx", moved(bombs.SHEET, "xl/elsewhere/sheet.xml"))
    assert [sheet.name for sheet in elsewhere.sheets] == names, "any other place is as good"
    book = book_of("return.xlsx", moved(bombs.SHEET, place))
    assert [sheet.name for sheet in book.sheets] == names[1:]


def alone(inserted: bytes = b"") -> bytes:
    """A workbook with one sheet, and something put into that."""
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "Ref"
    workbook.save(buffer)
    change = before(b"</sheetData>", inserted)
    return rewritten(
        buffer.getvalue(), lambda name, part: change(part) if name == bombs.SHEET else part
    )


@pytest.mark.parametrize("place", KEPT_OUT)
def test_where_another_reader_would_read_it_all_the_same_it_is_weighed_first(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = (
        moved(bombs.SHEET, place, alone(b"<row/>" * number)) for number in (1, limits.MAX_TAGS)
    )
    assert xlsx.read("return.xlsx", small, Budget()) == ()
    assert [sheet.at(1, 1).value for sheet in book_of("return.xlsx", small).sheets] == ["Ref"]
    monkeypatch.setattr(values, "CalamineWorkbook", None)
    assert refusal_of("return.xlsx", large) == "oversized-file"


# What stands before the first tag of a part


TAGS = 100_000
"""More than the return has without what is put into it, and not half as many as it has then."""
BLANK = {
    "nothing": b"",
    "a blank line": b"\n",
    "many blank lines": b"\r\n" * 500,
    "more than is looked at together": b" " * 70_000,
    "a long comment": b"<!--" + b"x" * 70_000 + b"-->",
    "a mark of the encoding": b"\xef\xbb\xbf\n",
}


def with_start(start: bytes, more: bytes = b"") -> bytes:
    """The return with something before the first tag of a sheet, and something put into it."""
    return package_with({bombs.SHEET: lambda part: start + before(b"</sheetData>", more)(part)})


@pytest.mark.parametrize("blank", BLANK)
def test_what_stands_behind_a_mistake_at_the_start_of_a_part_counts_all_the_same(
    blank: str,
) -> None:
    """XML has nothing before its declaration; a tolerant reader passes over it."""
    assert weigh(with_start(BLANK[blank]), most_tags=TAGS)
    with pytest.raises(TooMuchError):
        weigh(with_start(BLANK[blank], b"<row/>" * 2 * TAGS), most_tags=TAGS)


@pytest.mark.parametrize("blank", [each for each in BLANK if each != "nothing"])
def test_blank_lines_before_a_part_cost_nothing_and_are_told(blank: str) -> None:
    usual, book = (book_of("return.xlsx", with_start(start)) for start in (b"", BLANK[blank]))
    assert usual.findings == ()
    assert [each.code for each in book.findings] == ["damaged-cells"]
    assert book.sheets == usual.sheets


# What lies too far out


def xlsx_with(*places: tuple[int, int]) -> bytes:
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    for place in places:
        workbook.worksheets[0].cell(*place, 1)
    workbook.save(buffer)
    return buffer.getvalue()


def xlsb_with(*places: tuple[int, int]) -> bytes:
    return xlsb({"Targets": {place: RawCell(1) for place in places}})


def xls_with(*places: tuple[int, int]) -> bytes:
    return bombs.xls(b"".join(bombs.old_number(row - 1, column - 1) for row, column in places))


def ods_with(*places: tuple[int, int]) -> bytes:
    """Ends, as most do, in empty cells and rows up to the very last of a sheet."""
    rows, last = [], 0
    for row, column in places:
        rows += [ods_row(ods_cell(times=1024), times=row - last - 1)] if row > last + 1 else []
        left = [ods_cell(times=column - 1)] if column > 1 else []
        rows += [ods_row(*left, ods_cell("x"), ods_cell(times=16_384 - column))]
        last = row
    return bombs.ods_rows("".join([*rows, ods_row(ods_cell(times=16_384), times=1_048_576 - last)]))


def csv_with(*places: tuple[int, int]) -> bytes:
    """Ends, as some do, in rows without anything in them."""
    rows = [["x"] * 5]
    for row, column in places:
        rows += [[""] * 5 for _ in range(row - len(rows))]
        rows[row - 1] = [*rows[row - 1], *[""] * column][: max(5, column)]
        rows[row - 1][column - 1] = "x"
    rows += [[""] * 200 for _ in range(limits.MAX_ROWS)]
    return "".join(f"{','.join(row)}\n" for row in rows).encode()


FORMATS: dict[str, Callable[..., bytes]] = {
    "xlsx": xlsx_with,
    "xlsb": xlsb_with,
    "xls": xls_with,
    "ods": ods_with,
    "csv": csv_with,
}
AS_FAR_AS_IS_READ = limits.MAX_ROWS, limits.MAX_COLUMNS
TOO_FAR = {
    "a row further": (limits.MAX_ROWS + 1, 1),
    "a column further": (1, limits.MAX_COLUMNS + 1),
    "far down": (limits.MAX_ROWS + 5_000, 3),
    "far to the right": (4, 250),
    "far both ways": (limits.MAX_ROWS + 5_000, 250),
}


def told(name: str, content: bytes) -> bool:
    """Whether it is told that something lies too far out."""
    return "cells-beyond" in [each.code for each in book_of(name, content).findings]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_lies_as_far_out_as_is_read_is_read_without_a_word(kind: str) -> None:
    content = FORMATS[kind]((1, 1), AS_FAR_AS_IS_READ)
    assert not told(f"return.{kind}", content)
    (sheet,) = book_of(f"return.{kind}", content).sheets
    assert sheet.at(*AS_FAR_AS_IS_READ).text in ("1", "x")


@pytest.mark.share(3)
@pytest.mark.parametrize("place", TOO_FAR)
@pytest.mark.parametrize("kind", FORMATS)
def test_what_lies_further_out_is_told_and_not_read(kind: str, place: str) -> None:
    content = FORMATS[kind](*sorted([(2, 2), TOO_FAR[place]]))
    assert told(f"return.{kind}", content)
    (sheet,) = book_of(f"return.{kind}", content).sheets
    assert sheet.at(2, 2).text in ("1", "x")
    assert all(
        row <= limits.MAX_ROWS and column <= limits.MAX_COLUMNS for row, column in sheet.cells
    )

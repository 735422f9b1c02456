"""How sheets are written, and laid out on paper."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from cyps_reports import theme
from cyps_reports.workbooks import writing
from cyps_reports.workbooks.printing import (
    Paper,
    Printed,
    pages_across,
    paper_for,
    pixels_of,
    set_up_page,
)
from cyps_reports.workbooks.writing import put, put_link, row_height, table_headings, workbook_bytes
from tests.tools.approved import Approved, sum_of

PRINTED: dict[str, tuple[Printed, dict[str, Any]]] = {
    "narrow": (Printed("A & B", (10, 20)), {}),
    "upright": (Printed("A", (10, 20)), {"is_landscape": False}),
    "on A3": (Printed("A", (10, 20)), {"paper": Paper.A3}),
    "a table": (Printed("A", (10, 20), heads=3, last=9), {}),
    "with a last row alone": (Printed("A", (10, 20), last=9), {}),
    "wide": (Printed("A & B", (10, *[40] * 9), 1, heads=3, last=9), {}),
    "wide, nothing repeated": (Printed("A", (40,) * 9, heads=3, last=9), {}),
    "wide, no table": (Printed("A", (10, *[40] * 9), 2), {}),
    "wide, headings in the first row": (Printed("A", (40,) * 9, 2, heads=0, last=9), {}),
    "broken": (Printed("A", (10, 20), breaks=(5, 9)), {}),
    "broken, as wide as a page": (Printed("A", (40,) * 5, breaks=(5,)), {}),
    "broken, wider than a page": (Printed("A", (40,) * 20, breaks=(5,)), {}),
    "broken, a little too wide": (Printed("A", (40,) * 4, breaks=(5,)), {}),
    "broken, upright": (Printed("A", (70,), breaks=(5,)), {"is_landscape": False}),
    "broken, of no width": (Printed("A", (0,), breaks=(5,)), {}),
    "marked": (Printed("A", (10,), marking="OFFICIAL & more\x00"), {}),
    "long": (Printed("t" * 101, (40,) * 9, 1, heads=3, last=9, marking="m" * 101), {}),
}


def of_printing() -> Iterator[str]:
    for name, (printed, options) in PRINTED.items():
        buffer = io.BytesIO()
        book = Workbook(buffer, {"in_memory": True})
        set_up_page(book.add_worksheet("S"), printed, **options)
        book.close()
        yield f"{name}:"
        yield from (part for part in parts_of(buffer.getvalue()) if "<sheetData" not in part)
    for width in (0, 0.5, 1, 10, 8.43):
        yield f"{width} characters: {pixels_of(width)} pixels"
    for paper in Paper:
        for is_landscape in (True, False):
            yield f"{paper.name} {paper.number}: {paper.room(is_landscape=is_landscape):.3f}"
    for widths, repeated, room in ROOMS:
        yield (
            f"{widths}, {repeated} repeated, room for {room}: "
            f"{pages_across(widths, repeated, room)}"
        )
    for at in (34, 35, 36, 37):
        yield f"five of {at}: {paper_for([at] * 5).name}"


ROOMS: tuple[tuple[tuple[float, ...], int, float], ...] = (
    ((), 0, 75),
    ((10,), 0, 75),
    ((10,), 0, 74),
    ((10, 10), 0, 150),
    ((10, 10), 0, 149),
    ((10, 10, 10), 1, 150),
    ((10, 10, 10), 1, 149),
    ((10, 0, 10), 1, 150),
    ((10, 10, 10), 3, 1),
    ((30, 10, 10), 1, 10),
)


def parts_of(content: bytes) -> list[str]:
    """What a sheet says of its page, and of its names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    kept = "sheetPr|pageSetUpPr|pageMargins|pageSetup|oddHeader|oddFooter|rowBreaks|brk"
    found = re.findall(rf"<(?:{kept})[ />][^<]*", sheet)
    return [*found, *re.findall(r"<definedName.*?</definedName>", book)]


HEIGHTS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "nothing": (),
    "empty": (("", 10),),
    "one line": (("word", 10),),
    "as long as there is room": (("a" * 10, 10),),
    "a letter more": (("a" * 11, 10),),
    "words": (("one two three four", 10),),
    "two lines": (("a\nb", 10),),
    "a long and a short": (("one two three four five", 10), ("a", 3)),
    "a hundred wide": (("a" * 102, 100),),
    "a little over a hundred": (("a" * 103, 100),),
    "no width": (("abc", 0),),
    "29 lines": (("\n".join("a" * 29), 10),),
    "30 lines": (("\n".join("a" * 30), 10),),
    "31 lines": (("\n".join("a" * 31), 10),),
    "very long": (("a" * 409, 1),),
    "endless": (("a " * 5000, 1),),
}
LETTERS = (
    *("a" * 32_767, "a" * 32_768, "a" * 16_383, "a" * 16_384, "\U0001f600" * 16_383),
    *("\U0001f600" * 16_384, "a" + "\U0001f600" * 16_383, "é" * 32_768),
)
NAMES = (
    *(("A", "B"), ("A", "a", "A"), ("", " ", "Column"), ("a  b\nc", "a b c"), ("x\x00", "x")),
    *(("A 2", "A", "A"), ("n" * 201, "n" * 200)),
)
PUT = (
    *(None, "", "text", "=1+1", "https://example.org", "1.5", "a\x00b", 5, 1.5, Decimal("0.1")),
    *(date(2012, 9, 14), datetime(2012, 9, 14, 13, 5), " spaced "),  # noqa: DTZ001
)


def of_writing(monkeypatch: Any) -> Iterator[str]:
    for name, cells in HEIGHTS.items():
        yield f"{name}: {row_height(cells)} points"
    for text in LETTERS:
        fitted = writing._fitting(text)
        yield f"{len(text)} of {text[0]!a}: {len(fitted)}, ends in {fitted[-1]!a}"
    for names in NAMES:
        short = [
            name if len(name) < 20 else f"{name[:3]}… of {len(name)}"
            for name in table_headings(names)
        ]
        yield f"{[name[:20] for name in names]}: {short}"
    monkeypatch.setattr(writing, "MAX_LINKS", 2)
    for is_large in (False, True):
        buffer = io.BytesIO()
        with workbook_bytes(
            buffer, "A title\x00", "Somebody", "Of it", is_large=is_large
        ) as writer:
            sheet = writer.workbook.add_worksheet("S")
            look = writer.look(bold=True)
            yield f"one look for the same: {look is writer.look(bold=True)}"
            for row, value in enumerate(PUT):
                put(sheet, row, 0, value, writer.look(num_format=writing.DATE_FORMAT))
            for row in range(3):
                put_link(sheet, row, 1, "to it\x00", "https://example.org/", look)
            sheet.write_formula(0, 2, "=SUM(A1:A2)", writer.look(), 0)
            sheet.set_row(1, 30)
            put(sheet, 0, 3, "h", writer.heading(rotation=90))
            put(sheet, 1, 3, "t", writer.title())
            put(sheet, 2, 3, "n", writer.look(num_format=writing.TEXT_FORMAT, **writing.lines()))
            for row, tone in enumerate(theme.Tone):
                put(sheet, row, 4, "x", writer.look(**writing.colours(tone)))
            put(
                sheet,
                0,
                5,
                "f",
                writer.look(**writing.fill(theme.ACCENT), **writing.ink(theme.INK)),
            )
        yield from in_parts(buffer.getvalue())
    writer_of_fault = writing._told_anew(OSError(28, "No space", "a.xlsx"))
    yield f"a fault anew: {writer_of_fault!r} {writer_of_fault.filename}"


def in_parts(content: bytes) -> Iterator[str]:
    """The parts of a package, short ones as they are, with when they say that they were made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            part = archive.read(member)
            told = part.decode() if b"<" in part and len(part) < 9000 else sum_of(part)
            yield f"{member.filename}: {told}"


def test_how_sheets_are_printed(approved: Approved) -> None:
    approved.check("printed sheets", of_printing())


def test_how_workbooks_are_written(approved: Approved, monkeypatch: Any) -> None:
    approved.check("written workbooks", of_writing(monkeypatch))

"""Tables wherever they stand in a sheet; and how sheets are written, and laid out on paper."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from cyps_reports import theme
from cyps_reports.findings import Finding
from cyps_reports.workbooks import writing
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.heading_rows import headings_twice
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.printing import (
    Paper,
    Printed,
    pages_across,
    paper_for,
    pixels_of,
    set_up_page,
)
from cyps_reports.workbooks.tables import Table, find_table, first_headings, tables_in
from cyps_reports.workbooks.writing import put, put_link, row_height, table_headings, workbook_bytes
from tests.tools.approved import Approved, sum_of

HEADS = {"ref": "Ref", "name": "Measure", "actual": "Actual", "note": "Comment"}
OTHERS = {"ref": "Ref", "step": "Milestone", "due": "Due date"}
COLUMNS = tuple(Column(key, heading, 10) for key, heading in HEADS.items())

SHEETS: dict[str, str] = {
    "nothing": "",
    "a table": "Ref|Measure|Actual|Comment/A1|One|5|said/A2|Two||",
    "headings in another order, with marks": "COMMENT|actual¹| Ref :|Measure/said|5|A1|One",
    "a title over it, words under it": "Our plan/|/Ref|Measure|Actual|Comment/A1|One|5|/|/the end",
    "half of the headings": "Ref|Measure/A1|One",
    "less than half": "Ref/A1",
    "half of them twice": "Ref|Measure/A1|One/Ref|Actual/A2|5",
    "more than half twice": "Ref|Measure|Actual/A1|One|4/Ref|Actual|Comment/A2|5|said",
    "headings again": "Ref|Measure|Actual|Comment/A1|One|5|/Ref|Measure|Actual|Comment/A2|Two|6|",
    "a title between": "Ref|Measure|Actual|Comment/A1|One|5|/Second|||"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "words for readers between": "Ref|Measure|Actual|Comment/A1|One|5|/Title|||Cabinet will "
    "read this"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "two words between": "Ref|Measure|Actual|Comment/A1|One|5|/Title||more|"
    "/Ref|Measure|Actual|Comment/A2|Two|6|",
    "side by side": "Ref|Measure|Actual|Comment||Ref|Measure|Actual|Comment"
    "/A1|One|5|||A2|Two|6|said",
    "side by side, half": "Ref|Measure|Ref|Measure|Actual/A1|One|A2|Two|5",
    "one heading twice": "Ref|Measure|Actual|Actual|Comment/A1|One|5||/A2|Two||6|"
    "/A3|Three|7|7|/A4|Four|7|8|",
    "one thrice": "Ref|Measure|Actual|Actual|Actual/A1|One||6|7/A2|Two|6|6|6",
    "a lower table beside": "Ref|Measure|Actual|Comment/A1|One|5|"
    "/A2|Two|6||Ref|Measure|Actual|Comment/A3|Three|7||A4|Four|8|",
    "both kinds": "Ref|Measure|Actual|Comment/A1|One|5|/Ref|Milestone|Due date/A2|Step|Friday",
    "both kinds in one row": "Ref|Measure|Actual|Comment|Milestone|Due date/A1|One|5||Step|Friday",
}
MERGED = {
    "rows of one": ((2, 1, 3, 1),),
    "columns of one": ((2, 2, 2, 3),),
    "over all": ((2, 1, 3, 3),),
    "from outside": ((2, 3, 2, 6),),
}


def sheet_of(text: str, **more: Any) -> Sheet:
    cells = {
        (row, column): RawCell(said)
        for row, line in enumerate(text.split("/"), start=1)
        for column, said in enumerate(line.split("|"), start=1)
        if said
    }
    return Sheet("Return.xlsx", "Targets", cells, **more)


def told(table: Table) -> Iterator[str]:
    for head in table.headings:
        yield (
            f"headings in row {head.number}: {dict(head.columns)}, absent {head.absent},"
            f" at {head.place.cell}, from {head.first_column} to {head.last_column}"
        )
        yield from map(said, headings_twice(head, COLUMNS))
    for row in table.rows:
        for version in row.versions:
            texts = {key: version.text(key) for key in version.columns}
            yield f"row {version.number}: {texts}"


def said(finding: Finding) -> str:
    return f"{finding.severity} {finding.code} {finding.place}: {finding.message} ⟶ {finding.fix}"


def of_tables() -> Iterator[str]:
    for name, text in SHEETS.items():
        sheet = sheet_of(text)
        for kind, tables in zip(
            ("measures", "steps"), tables_in(sheet, HEADS, OTHERS), strict=True
        ):
            for table in tables:
                yield f"{name}: a table of {kind} at {table.place}"
                yield from told(table)
        beside = tables_in(sheet, HEADS, beside={"note", "actual"})[0]
        yield f"{name}: {[table.place.cell for table in beside]} where two may be missing"
        whole, first = find_table(sheet, HEADS), first_headings(sheet, HEADS)
        rows = [row.number for row in whole.rows] if whole else None
        yield f"{name}: as one {rows}, its first headings in {first.number if first else None}"


def of_rows() -> Iterator[str]:
    text = "Ref|Measure|Actual|Comment/A1|One|5|said/A2|Two||"
    for name, merged in MERGED.items():
        table = find_table(sheet_of(text, merged=merged), HEADS)
        assert table is not None
        for row in table.rows:
            for key in (*HEADS, "other"):
                shared = row.shared_with(key)
                yield (
                    f"{name}, row {row.number}, {key}: {row.text(key)!r} at {row.place(key).cell!r}"
                    f" covered by {row.covered_by(key)}, shared with "
                    f"{shared.cell if shared else None}"
                )
    cells = {
        (1, 1): RawCell("Ref"),
        (1, 2): RawCell("Measure"),
        (1, 3): RawCell("Actual"),
        (1, 4): RawCell("Comment"),
        (2, 1): RawCell(None, struck="A1", note="first"),
        (2, 3): RawCell(" two \n lines ", note="second"),
        (3, 2): RawCell(None, note="alone"),
        (4, 1): RawCell(None, struck="A3"),
        (5, 4): RawCell(None, formula=True),
        (6, 1): RawCell(" "),
        (7, 9): RawCell("beside"),
    }
    table = find_table(Sheet("Return.xlsx", "Targets", cells), HEADS)
    assert table is not None
    for row in table.rows:
        places = row.places(("ref", "other"))
        yield (
            f"row {row.number}: {row.label('ref')!r} {row.text('actual')!r} notes {row.notes},"
            f" struck {row.is_struck(HEADS)}, filled {row.is_filled}, a title "
            f"{row.is_above_headings},"
            f" {len(places)} places {[str(places[each]) for each in places]}"
        )
    try:
        places["name"]
    except KeyError as problem:
        yield f"no place: {problem}"
    number, share = RawCell(1, "0"), RawCell(1, "0%")
    heads = {
        (1, at): RawCell(each)
        for at, each in enumerate(("Ref", "Measure", "Actual", "Actual"), start=1)
    }
    for one, other in (
        (number, number),
        (number, share),
        (number, RawCell("1")),
        (RawCell("a"), RawCell("a ")),
    ):
        table = find_table(Sheet("", "", heads | {(2, 3): one, (2, 4): other}), HEADS)
        assert table is not None
        yield (
            f"{one.value!r} {one.number_format} beside {other.value!r} {other.number_format}: "
            f"{table.rows[0].others}"
        )


def test_tables_are_found_and_rows_read(approved: Approved) -> None:
    approved.check("tables of sheets", (*of_tables(), *of_rows()))


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

"""What a cell shows in how it looks: struck through, raised, linked.

The same in every format that it is saved in.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from cyps_reports.workbooks import links, ods, xls, xlsx
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import Book, RawCell, Sheet
from cyps_reports.workbooks.opening import open_book
from cyps_reports.workbooks.packages import rewritten
from tests.tools import libreoffice

MINUTES = "https://example.org/minutes?month=9#action"

Told = Mapping[str, RawCell]
"""What is told of each cell that says something, by its address."""


def told(sheet: Sheet) -> dict[str, RawCell]:
    """Value, struck, raised and link of each cell; a figure is a figure, in whatever type."""
    return {
        sheet.place(*place).cell: RawCell(
            cell.value, struck=cell.struck, raised=cell.raised, link=cell.link
        )
        for place, cell in sorted(sheet.cells.items())
    }


LOOKS: dict[str, RawCell] = {
    "A1": RawCell(None, struck="Work has stopped."),
    "A2": RawCell(None, struck="69%"),
    "A3": RawCell(None, struck="21/09/12"),
    "A4": RawCell("148", struck="160"),
    "A5": RawCell("1481", raised="1"),
    "A6": RawCell("CO2 is down", raised="2"),
    "A7": RawCell("plain", struck="in the cell's own font"),
    "A8": RawCell("twelve  of 17", struck="thirteen … 15"),
    "A9": RawCell("Nothing of the kind.", raised=""),
    "A10": RawCell(148),
}
MARKED = ["148¹", "CO₂ is down"]
"""What A5 and A6 show on the screen."""
LINKS: dict[str, RawCell] = {
    "B1": RawCell("Minutes", link=MINUTES),
    "B2": RawCell("Jo", link="mailto:jo@example.org"),
    "B3": RawCell("A file", link=r"file:///C:\minutes.docx"),
    "B4": RawCell("Further up"),
    "B6": RawCell("The list", link="https://example.org/list"),
}


def looks() -> bytes:
    """A workbook that has in it what `LOOKS` and `LINKS` say, as Excel writes it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Looks")
    struck, plain = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
    high, low = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
    sheet.write_string("A1", "Work has stopped.", struck)
    sheet.write_number("A2", 0.69, book.add_format({"font_strikeout": True, "num_format": "0%"}))
    day = datetime(2012, 9, 21)  # noqa: DTZ001
    sheet.write_datetime(
        "A3", day, book.add_format({"font_strikeout": True, "num_format": "dd/mm/yy"})
    )
    sheet.write_rich_string("A4", struck, "160", plain, "148")
    sheet.write_rich_string("A5", plain, "148", high, "1")
    sheet.write_rich_string("A6", plain, "CO", low, "2", plain, " is down")
    sheet.write_rich_string("A7", "in the cell's own font", plain, " plain", struck)
    sheet.write_rich_string(
        "A8", struck, "thirteen", plain, "twelve ", struck, "15", plain, " of 17"
    )
    sheet.write_string("A9", "Nothing of the kind.", plain)
    sheet.write_number("A10", 148)
    sheet.write_url("B1", MINUTES, string="Minutes")
    sheet.write_url("B2", "mailto:jo@example.org", string="Jo")
    sheet.write_url("B3", "external:C:/minutes.docx", string="A file")
    sheet.write_url("B4", "internal:Looks!A1", string="Further up")
    sheet.write_url("B5", "https://example.org/emptied", string="x")
    sheet.write_blank("B5", None, plain)
    sheet.write_formula("B6", '=HYPERLINK("https://example.org/list","The list")', value="The list")
    book.close()
    return buffer.getvalue()


WORKBOOK = looks()


def inline() -> bytes:
    """The same, with its texts in the cells and not in a list of their own."""
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK), rich_text=True)
    book["Looks"]["B5"].value = book["Looks"]["B5"].hyperlink = None
    buffer = io.BytesIO()
    book.save(buffer)
    made = buffer.getvalue()
    assert b"<is><r>" in zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    return made


def without_formula(cells: Told) -> dict[str, RawCell]:
    return {place: cell for place, cell in cells.items() if place != "B6"}


MISTAKE = b'<row r="99"><c r="A99"><v>&none;</v></c></row></sheetData>'
BROKEN = rewritten(WORKBOOK, lambda name, part: part.replace(b"</sheetData>", MISTAKE))


@pytest.mark.parametrize("content", [WORKBOOK, BROKEN], ids=["whole", "with a mistake in the XML"])
def test_an_excel_workbook_tells_what_is_struck_through_raised_and_linked(content: bytes) -> None:
    (sheet,) = xlsx.read("book.xlsx", content, Budget())
    assert told(sheet) == LOOKS | LINKS
    assert [sheet.at(row, 1).text for row in (5, 6)] == MARKED


def test_texts_in_the_cells_themselves_have_looks_too() -> None:
    (sheet,) = xlsx.read("book.xlsx", inline(), Budget())
    assert without_formula(told(sheet)) == without_formula(LOOKS | LINKS)


def test_whatever_reader_it_comes_to_a_file_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(WORKBOOK)
    book = open_book(tmp_path / "book.xlsx")
    assert isinstance(book, Book)
    assert not book.findings
    assert told(book.sheets[0]) == LOOKS | LINKS


def test_links_are_read_and_no_address_becomes_the_text_of_an_empty_cell() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Links")
    book.add_format({"font_strikeout": True})
    sheet.write_url("A1", MINUTES, string="Minutes")
    sheet.write_url("A2", "https://example.org/emptied", string="x")
    sheet.write_blank("A2", None, book.add_format({"bold": True}))
    book.close()
    (read,) = xlsx.read("book.xlsx", buffer.getvalue(), Budget())
    assert told(read) == {"A1": RawCell("Minutes", link=MINUTES)}, (
        "a font that no cell has changes nothing"
    )


def test_a_link_over_a_whole_sheet_costs_nothing_and_one_without_an_end_is_none() -> None:
    over_all = rewritten(
        WORKBOOK, lambda _, part: part.replace(b'ref="B1"', b'ref="A1:XFD1048576"')
    )
    (sheet,) = xlsx.read("book.xlsx", over_all, Budget())
    assert sheet.at(1, 1).link == MINUTES
    lost = rewritten(
        WORKBOOK, lambda _, part: part.replace(b'"B1" r:id="rId1"', b'"B1" r:id="rId99"')
    )
    (sheet,) = xlsx.read("book.xlsx", lost, Budget())
    assert sheet.at(1, 2) == RawCell("Minutes")


FILTERS = {"ods": ods, "xls": xls, "xlsx": xlsx}


@pytest.fixture(scope="module")
def saved(office: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook saved by LibreOffice in each of its formats."""
    folder = tmp_path_factory.mktemp("looks")
    (folder / "book.xlsx").write_bytes(WORKBOOK)
    made: dict[str, Path] = {}
    for kind in FILTERS:
        (folder / kind).mkdir()
        (made[kind],) = libreoffice.convert([folder / "book.xlsx"], kind, folder / kind)
    return made


@pytest.mark.parametrize("kind", FILTERS)
def test_saved_in_another_format_a_cell_still_says_how_it_looks(
    kind: str, saved: dict[str, Path]
) -> None:
    (sheet,) = FILTERS[kind].read("book", saved[kind].read_bytes(), Budget())
    expected, found = LOOKS | LINKS, told(sheet)
    # LibreOffice says where a file is from where the workbook lies.
    assert found["B3"].link.endswith("C:/minutes.docx")
    expected |= {"B3": found["B3"]}
    if kind == "xls":
        # Its reader does not tell formulas.
        expected |= {"B6": RawCell("The list")}
    assert found == expected
    assert [sheet.at(row, 1).text for row in (5, 6)] == MARKED


def test_a_figure_raised_as_a_whole_says_so() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet().write_number("A1", 148, book.add_format({"font_script": 1}))
    book.close()
    (sheet,) = xlsx.read("book.xlsx", buffer.getvalue(), Budget())
    assert sheet.at(1, 1) == RawCell(148, raised="148")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/a\u2003b", "https://example.org/a%E2%80%83b"),
        ("HTTPS://example.org/", "https://example.org/"),
        ("mailto:jo@example.org?subject=Return", "mailto:jo@example.org?subject=Return"),
        (" http://example.org ", "http://example.org"),
        ("file:///C:/minutes.docx", ""),
        ("minutes.docx", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://example.org:port/", ""),
        ("https:///path", ""),
        ("mailto:nobody", ""),
        ("https://example.org/" + "x" * 2000, ""),
        ("https://example.org/" + "[" * 900, ""),
    ],
)
def test_only_addresses_on_the_web_and_of_mail_are_links(target: str, address: str) -> None:
    assert links.address(target) == address


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("file:///C:/the minutes.docx", "file:///C:/the minutes.docx"),
        (r" \\council\minutes.docx", r"\\council\minutes.docx"),
        ("minutes.docx", "minutes.docx"),
        ("#Targets!A1", ""),
        ("", ""),
        ("x" * 3000, ""),
    ],
)
def test_what_leads_elsewhere_is_told_as_it_stands(target: str, leads_to: str) -> None:
    assert links.leads_to(target) == leads_to


NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "table": "table",
        "text": "text",
    }.items()
)
STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'
STYLES = f"""<office:document-styles {NAMESPACES}><office:styles>
<style:default-style style:family="table-cell"/>
<style:style style:name="Base" style:family="table-cell">{STRUCK}</style:style>
<style:style style:name="Round" style:family="table-cell" style:parent-style-name="Round"/>
</office:styles></office:document-styles>"""
AUTOMATIC = f"""
<style:style style:name="heir" style:family="table-cell" style:parent-style-name="Base"/>
<style:style style:name="freed" style:family="table-cell" style:parent-style-name="Base">
<style:text-properties style:text-line-through-style="none"
 style:text-line-through-type="none"/></style:style>
<style:style style:name="T1" style:family="text">{STRUCK}</style:style>
<style:style style:name="T2" style:family="text">
<style:text-properties style:text-line-through-style="none"/></style:style>
<style:style style:name="T3" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T4" style:family="text">
<style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:text-properties
 style:text-line-through-type="double"/></style:style>"""


def document(rows: str, styles: str = STYLES) -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("styles.xml", styles)
        package.writestr(
            "content.xml",
            f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:automatic-styles>{AUTOMATIC}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Looks">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def cell(text: str, style: str = "", kind: str = 'office:value-type="string"') -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell {kind}{named}>{text}</table:table-cell>"


def read_ods(*cells: str, columns: str = "", styles: str = STYLES, row: str = "") -> list[RawCell]:
    content = document(f"{columns}<table:table-row{row}>{''.join(cells)}</table:table-row>", styles)
    (sheet,) = ods.read("book.ods", content, Budget())
    return [sheet.at(1, column) for column in range(1, len(cells) + 1)]


def test_the_look_of_an_opendocument_cell_comes_from_its_styles() -> None:
    figure = 'office:value-type="percentage" office:value="0.69"'
    read = read_ods(
        cell("<text:p>Gone</text:p>", "heir"),
        cell("<text:p>Kept</text:p>", "freed"),
        cell("<text:p>69%</text:p>", "heir", figure),
        cell("", "heir", figure),
        cell('<text:p><text:span text:style-name="T1">160</text:span>148</text:p>'),
        cell('<text:p>Gone, <text:span text:style-name="T2">not this</text:span></text:p>', "heir"),
        cell('<text:p>148<text:span text:style-name="T3">1</text:span></text:p>'),
        cell('<text:p>148<text:span text:style-name="T4">1</text:span></text:p>'),
        cell('<text:p text:style-name="P1">Gone</text:p><text:p>Kept</text:p>'),
        cell("<text:p>Round and round</text:p>", "Round"),
    )
    assert [(each.value, each.struck, each.raised) for each in read] == [
        (None, "Gone", ""),
        ("Kept", "", ""),
        (None, "69%", ""),
        (None, "69%", ""),
        ("148", "160", ""),
        ("not this", "Gone,", ""),
        ("1481", "", "1"),
        ("1481", "", ""),
        ("Kept", "Gone", ""),
        ("Round and round", "", ""),
    ]


def test_a_cell_without_a_style_has_its_rows_or_its_columns_or_the_default_one() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="heir"/>'
    )
    cells = [cell(f"<text:p>{number}</text:p>") for number in range(3)]
    assert [each.struck for each in read_ods(*cells, columns=columns)] == ["", "", "2"]
    row = ' table:default-cell-style-name="heir"'
    assert [each.struck for each in read_ods(*cells, row=row)] == ["0", "1", "2"]
    default = STYLES.replace(
        'style:family="table-cell"/>',
        f'style:family="table-cell">{STRUCK}</style:default-style>',
        1,
    )
    assert [each.struck for each in read_ods(*cells, styles=default)] == ["0", "1", "2"]
    assert [each.value for each in read_ods(*cells, styles="<broken")] == ["0", "1", "2"]


TEXTS = {
    "a tab": ("<text:p>one<text:tab/>two</text:p>", "one\ttwo"),
    "a list": (
        "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item>"
        "<text:p>two</text:p></text:list-item></text:list><text:p>three</text:p>",
        "one\ntwo\nthree",
    ),
    "a line break": ("<text:p>one<text:line-break/>two</text:p>", "one\ntwo"),
    "spaces": ('<text:p>one<text:s text:c="2"/>two<text:s/></text:p>', "one  two "),
    "paragraphs": ("<text:p>one</text:p><text:p/><text:p>two</text:p>", "one\n\ntwo"),
    "white space between the tags": ("<text:p>one\n      two</text:p>", "one two"),
    "within a link": (
        '<text:p>see <text:a xlink:href="x">one<text:tab/>two</text:a></text:p>',
        "see one\ttwo",
    ),
    "within a span": (
        "<text:p><text:span>one<text:line-break/></text:span>two</text:p>",
        "one\ntwo",
    ),
    "how it is pronounced": (
        "<text:p><text:ruby><text:ruby-base>one</text:ruby-base><text:ruby-text>wun</text:ruby-text></text:ruby></text:p>",
        "one",
    ),
    "a note below": (
        "<text:p>one<text:note><text:note-body>no</text:note-body></text:note> two</text:p>",
        "one two",
    ),
    "a comment of the file": ("<text:p>one<!-- no --> two</text:p>", "one two"),
    "a note on the cell": (
        "<office:annotation><text:p>Ask<text:tab/>Jo<text:line-break/>or "
        "Al</text:p></office:annotation>"
        "<text:p>one</text:p>",
        "one",
    ),
}


@pytest.mark.parametrize("form", TEXTS)
def test_the_text_of_an_opendocument_cell_is_as_it_was_typed(form: str) -> None:
    stored, text = TEXTS[form]
    (read,) = read_ods(cell(stored))
    assert read.value == text
    assert read.note == ("Ask\tJo\nor Al" if form == "a note on the cell" else "")


def test_a_link_in_an_opendocument_cell_is_told() -> None:
    shown = f'<text:a xlink:href="#Here">See</text:a> <text:a xlink:href="{MINUTES}">it</text:a>'
    led = f"table:formula='of:=HYPERLINK(\"{MINUTES}\";1)' office:value-type='string'"
    text, formula = read_ods(
        cell(f"<text:p>{shown}</text:p>"), cell("<text:p>It</text:p>", kind=led)
    )
    assert (text.value, text.link) == ("See it", MINUTES)
    assert (formula.value, formula.link) == ("It", MINUTES)


def without_places(content: bytes, *, rows: bool) -> bytes:
    """The workbook with cells, and perhaps rows, that do not say where they stand."""

    def stripped(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        part = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", part)
        return re.sub(rb'<row r="[0-9]+"', b"<row", part) if rows else part

    return rewritten(content, stripped)


@pytest.mark.parametrize("rows", [False, True], ids=["cells", "rows and cells"])
def test_cells_that_do_not_say_their_place_stand_where_they_come(
    rows: bool, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 120):
        book.worksheets[0].append([f"{row} {column}" for column in range(1, 20)])
    buffer = io.BytesIO()
    book.save(buffer)
    content = without_places(buffer.getvalue(), rows=rows)
    (tmp_path / "book.xlsx").write_bytes(content)
    read = open_book(tmp_path / "book.xlsx")
    assert isinstance(read, Book)
    assert not read.findings
    assert {place: cell.value for place, cell in read.sheets[0].cells.items()} == {
        (row, column): f"{row} {column}" for row in range(1, 120) for column in range(1, 20)
    }

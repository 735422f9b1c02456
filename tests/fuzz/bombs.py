"""Files made to exhaust a computer, or to make it fetch or show what it must not: small on disk, huge when read."""

import io
import random
import string
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cyps_reports import locations

MILLION = 1_000_000

Change = Callable[[bytes], bytes]
"""Changes one part of a package."""

RETURN_A = locations.example_returns() / "2012-09" / "return-A.xlsx"
SHEET, STRINGS, STYLES, WORKBOOK = (
    f"xl/{name}.xml" for name in ("worksheets/sheet1", "sharedStrings", "styles", "workbook")
)
SECRET = "a line of a file that no return may show"


def package_with(changes: dict[str, Change], more: dict[str, bytes] | None = None, source: Path = RETURN_A) -> bytes:
    """A real return with some of its parts changed, and parts added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changes[name](part) if name in changes else part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def before(mark: bytes, inserted: bytes) -> Change:
    """Puts something before the last occurrence of a mark."""

    def change(part: bytes) -> bytes:
        at = part.rindex(mark)
        return part[:at] + inserted + part[at:]

    return change


def with_document_type(declarations: str, shown: str) -> Change:
    """Declares entities, and shows one in every shared text."""

    def change(part: bytes) -> bytes:
        declaration, _, rest = part.partition(b"?>")
        doctype = f"<!DOCTYPE sst [{declarations}]>".encode()
        return declaration + b"?>" + doctype + rest.replace(b"</t>", f"&{shown};</t>".encode())

    return change


def laughs() -> str:
    """A billion laughs: nine entities, each ten times the one before."""
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!ENTITY l0 "lol">{nested}'


def quadratic() -> str:
    """One long entity, shown over and over."""
    return f'<!ENTITY q "{"q" * MILLION}">'


def external(target: str) -> str:
    """An entity that stands for a file or an address."""
    return f'<!ENTITY x SYSTEM "{target}">'


def lying_directory(name: str, size: int = 1000 * 1024 * 1024) -> bytes:
    """A part that unpacks to a thousand megabytes, while the directory says a thousand bytes."""
    content = bytearray(_with_long_part(name, size))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 46 + len(name)] != name.encode():
        place = content.rindex(b"PK\x01\x02", 0, place)
    content[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(content)


def _with_long_part(name: str, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(RETURN_A) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(b'<?xml version="1.0"?><sst>')
            block = b"<si><t>" + b"x" * 1000 + b"</t></si>"
            for _ in range(size // len(block) // 1000):
                part.write(block * 1000)
    return buffer.getvalue()


def cells(rows: int, columns: int, cell: str = '<c r="{}{}" s="1"/>') -> bytes:
    """Rows of cells below those of the return."""
    letters = [*string.ascii_uppercase, *(a + b for a in string.ascii_uppercase for b in string.ascii_uppercase)]
    made: list[str] = []
    for row in range(1000, 1000 + rows):
        inside = "".join(cell.format(letter, row) for letter in letters[:columns])
        made.append(f'<row r="{row}">{inside}</row>')
    return "".join(made).encode()


def many(element: str, number: int) -> bytes:
    """The same element over and over, numbered."""
    return "".join(element.format(n) for n in range(1, number + 1)).encode()


def thousand_sheets() -> bytes:
    """A workbook with a thousand sheets more."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = many(f'<Relationship Id="m{{0}}" Type="{kind}" Target="worksheets/more{{0}}.xml"/>', 1000)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = many(f'<sheet xmlns:q="{relations}" name="More {{0}}" sheetId="{{0}}99" q:id="m{{0}}"/>', 1000)
    changes = {
        WORKBOOK: before(b"</sheets>", named),
        "xl/_rels/workbook.xml.rels": before(b"</Relationships>", links),
    }
    return package_with(changes, {f"xl/worksheets/more{n}.xml": sheet for n in range(1, 1001)})


def long_strings(megabytes: int, *, compressible: bool) -> bytes:
    """A hundred megabytes of shared texts."""
    chance = random.Random(1)
    letters = string.ascii_letters + string.digits

    def text() -> str:
        return "x" * 1000 if compressible else "".join(chance.choices(letters, k=1000))

    block = "".join(f"<si><t>{text()}</t></si>" for _ in range(1000)).encode()
    return package_with({STRINGS: before(b"</sst>", block * megabytes)})


def whole_sheet_merges(number: int) -> bytes:
    """The whole sheet merged, many times over."""
    merges = b'<mergeCell ref="A1:XFD1048576"/>' * number
    return package_with({SHEET: before(b"</worksheet>", b"<mergeCells>" + merges + b"</mergeCells>")})


def notes(number: int) -> bytes:
    """Notes by the hundred thousand."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    links = f'<Relationship Id="n1" Type="{kind}" Target="../comments9.xml"/>'.encode()
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + links
    each = many(
        '<comment ref="B{0}" authorId="0"><text><r><t>[Threaded comment] note {0}</t></r></text></comment>', number
    )
    start = b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
    part = start + each + b"</commentList></comments>"
    return package_with(
        {}, {"xl/worksheets/_rels/sheet1.xml.rels": rels + b"</Relationships>", "xl/comments9.xml": part}
    )


def external_link() -> bytes:
    """A workbook that refers to another one on a server, and shows it in a cell."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    target = '"http://127.0.0.1:9/other.xlsx" TargetMode="External"'
    link = f'<Relationship Id="x1" Type="{kind}" Target={target}/>'.encode()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = f'<sheet xmlns:q="{relations}" name="Elsewhere" sheetId="999" q:id="x1"/>'.encode()
    return package_with(
        {WORKBOOK: before(b"</sheets>", named), "xl/_rels/workbook.xml.rels": before(b"</Relationships>", link)}
    )


def ods(content: bytes) -> bytes:
    """An OpenDocument spreadsheet with this as its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", content)
    return buffer.getvalue()


def ods_rows(rows: str, doctype: str = "") -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    start = f'<?xml version="1.0"?>{doctype}<office:document-content{spaces}><office:body><office:spreadsheet>'
    end = "</office:spreadsheet></office:body></office:document-content>"
    return ods(f'{start}<table:table table:name="Targets">{rows}</table:table>{end}'.encode())


def _ods_repeated() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    return ods_rows(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>' * 100)


def _ods_spaces() -> bytes:
    return ods_rows(
        '<table:table-row><table:table-cell><text:p><text:s text:c="999999999"/></text:p></table:table-cell>'
        "</table:table-row>" * 1000
    )


def _deep(number: int) -> bytes:
    return package_with({SHEET: before(b"</sheetData>", b"<d>" * number + b"</d>" * number)})


def _long_attribute() -> bytes:
    return package_with({SHEET: before(b"</sheetData>", b'<row r="' + b"9" * 50 * MILLION + b'"/>')})


def _long_comment() -> bytes:
    return package_with({SHEET: before(b"</sheetData>", b"<!--" + b" " * 50 * MILLION + b"-->")})


BOMBS: dict[str, Callable[[], bytes]] = {
    "directory lies.xlsx": lambda: lying_directory(STRINGS),
    "unpacks to 1000 MB.xlsx": lambda: _with_long_part(STRINGS, 1000 * 1024 * 1024),
    "billion laughs.xlsx": lambda: package_with({STRINGS: with_document_type(laughs(), "l9")}),
    "quadratic.xlsx": lambda: package_with({STRINGS: with_document_type(quadratic(), "q")}),
    "million empty cells.xlsx": lambda: package_with({SHEET: before(b"</sheetData>", cells(20_000, 50))}),
    "three million empty cells.xlsx": lambda: package_with({SHEET: before(b"</sheetData>", cells(30_000, 100))}),
    "million full cells.xlsx": lambda: package_with(
        {SHEET: before(b"</sheetData>", cells(18_000, 60, '<c r="{}{}"><v>0.5</v></c>'))}
    ),
    "wrong dimension.xlsx": lambda: package_with(
        {SHEET: lambda part: part.replace(b"<dimension ref=", b'<dimension ref="A1:XFD1048576" was=')}
    ),
    "thousand sheets.xlsx": thousand_sheets,
    "100 MB of texts.xlsx": lambda: long_strings(100, compressible=True),
    "100 MB of random texts.xlsx": lambda: long_strings(100, compressible=False),
    "many styles.xlsx": lambda: package_with({STYLES: before(b"</cellXfs>", b'<xf numFmtId="14"/>' * 500_000)}),
    "whole sheet merged.xlsx": lambda: whole_sheet_merges(19_000),
    "merged without end.xlsx": lambda: whole_sheet_merges(500_000),
    "many validations.xlsx": lambda: package_with(
        {SHEET: before(b"</worksheet>", many('<dataValidation type="list" sqref="A{0}"/>', 300_000))}
    ),
    "many rules.xlsx": lambda: package_with(
        {SHEET: before(b"</worksheet>", many('<conditionalFormatting sqref="A{0}"/>', 300_000))}
    ),
    "million names.xlsx": lambda: package_with(
        {WORKBOOK: before(b"</workbook>", many('<definedName name="n{0}">A1</definedName>', MILLION))}
    ),
    "many notes.xlsx": lambda: notes(300_000),
    "deep.xlsx": lambda: _deep(MILLION),
    "long attribute.xlsx": _long_attribute,
    "long comment.xlsx": _long_comment,
    "external link.xlsx": external_link,
    "repeated.ods": _ods_repeated,
    "spaces.ods": _ods_spaces,
    "billion laughs.ods": lambda: ods_rows("&l9;", f"<!DOCTYPE d [{laughs()}]>"),
    "many rows.ods": lambda: ods_rows("<table:table-row><table:table-cell/></table:table-row>" * MILLION),
}
"""By file name; each fits in a few megabytes, or is refused by its size."""


def all_names() -> Iterator[str]:
    """The bombs' names."""
    yield from BOMBS

"""Files made to exhaust a computer, or to make it fetch or show what it must not.

Small on disk, huge when read.
"""

import io
import random
import string
import struct
import zipfile
from collections.abc import Callable
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


def package_with(
    changes: dict[str, Change], more: dict[str, bytes] | None = None, source: Path = RETURN_A
) -> bytes:
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


def lying_directory(name: str, size: int = 1000 * 1024 * 1024, source: Path = RETURN_A) -> bytes:
    """A part that unpacks to a thousand megabytes, while the directory says a thousand bytes."""
    content = bytearray(_with_long_part(name, size, source))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 46 + len(name)] != name.encode():
        place = content.rindex(b"PK\x01\x02", 0, place)
    content[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(content)


def _with_long_part(name: str, size: int, source: Path = RETURN_A) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
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
    letters = [
        *string.ascii_uppercase,
        *(a + b for a in string.ascii_uppercase for b in string.ascii_uppercase),
    ]
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
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = many(
        f'<Relationship Id="m{{0}}" Type="{kind}" Target="worksheets/more{{0}}.xml"/>', 1000
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = many(
        f'<sheet xmlns:q="{relations}" name="More {{0}}" sheetId="{{0}}99" q:id="m{{0}}"/>', 1000
    )
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
    return package_with(
        {SHEET: before(b"</worksheet>", b"<mergeCells>" + merges + b"</mergeCells>")}
    )


def notes(number: int) -> bytes:
    """Notes by the hundred thousand."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    links = f'<Relationship Id="n1" Type="{kind}" Target="../comments9.xml"/>'.encode()
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + links
    )
    each = many(
        '<comment ref="B{0}" authorId="0"><text><r><t>[Threaded comment] note '
        "{0}</t></r></text></comment>",
        number,
    )
    start = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
    )
    part = start + each + b"</commentList></comments>"
    return package_with(
        {},
        {
            "xl/worksheets/_rels/sheet1.xml.rels": rels + b"</Relationships>",
            "xl/comments9.xml": part,
        },
    )


def external_link(port: int = 9) -> bytes:
    """A workbook that refers to another one on a server, and shows it in a cell."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    target = f'"http://127.0.0.1:{port}/other.xlsx" TargetMode="External"'
    link = f'<Relationship Id="x1" Type="{kind}" Target={target}/>'.encode()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = f'<sheet xmlns:q="{relations}" name="Elsewhere" sheetId="999" q:id="x1"/>'.encode()
    return package_with(
        {
            WORKBOOK: before(b"</sheets>", named),
            "xl/_rels/workbook.xml.rels": before(b"</Relationships>", link),
        }
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
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    start = (
        f'<?xml version="1.0"?>{doctype}<office:document-content{spaces}>'
        "<office:body><office:spreadsheet>"
    )
    end = "</office:spreadsheet></office:body></office:document-content>"
    return ods(f'{start}<table:table table:name="Targets">{rows}</table:table>{end}'.encode())


def _ods_repeated() -> bytes:
    cell = (
        "<table:table-cell "
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    )
    return ods_rows(
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>' * 100
    )


def _ods_spaces() -> bytes:
    return ods_rows(
        "<table:table-row><table:table-cell><text:p><text:s "
        'text:c="999999999"/></text:p></table:table-cell>'
        "</table:table-row>" * 1000
    )


def _deep(number: int) -> bytes:
    return package_with({SHEET: before(b"</sheetData>", b"<d>" * number + b"</d>" * number)})


def _long_attribute() -> bytes:
    return package_with(
        {SHEET: before(b"</sheetData>", b'<row r="' + b"9" * 50 * MILLION + b'"/>')}
    )


def _long_comment() -> bytes:
    return package_with({SHEET: before(b"</sheetData>", b"<!--" + b" " * 50 * MILLION + b"-->")})


BOMBS: dict[str, Callable[[], bytes]] = {
    "directory lies.xlsx": lambda: lying_directory(STRINGS),
    "unpacks to 1000 MB.xlsx": lambda: _with_long_part(STRINGS, 1000 * 1024 * 1024),
    "billion laughs.xlsx": lambda: package_with({STRINGS: with_document_type(laughs(), "l9")}),
    "quadratic.xlsx": lambda: package_with({STRINGS: with_document_type(quadratic(), "q")}),
    "million empty cells.xlsx": lambda: package_with(
        {SHEET: before(b"</sheetData>", cells(20_000, 50))}
    ),
    "three million empty cells.xlsx": lambda: package_with(
        {SHEET: before(b"</sheetData>", cells(30_000, 100))}
    ),
    "million full cells.xlsx": lambda: package_with(
        {SHEET: before(b"</sheetData>", cells(18_000, 60, '<c r="{}{}"><v>0.5</v></c>'))}
    ),
    "wrong dimension.xlsx": lambda: package_with(
        {
            SHEET: lambda part: part.replace(
                b"<dimension ref=", b'<dimension ref="A1:XFD1048576" was='
            )
        }
    ),
    "thousand sheets.xlsx": thousand_sheets,
    "100 MB of texts.xlsx": lambda: long_strings(100, compressible=True),
    "100 MB of random texts.xlsx": lambda: long_strings(100, compressible=False),
    "many styles.xlsx": lambda: package_with(
        {STYLES: before(b"</cellXfs>", b'<xf numFmtId="14"/>' * 500_000)}
    ),
    "whole sheet merged.xlsx": lambda: whole_sheet_merges(19_000),
    "merged without end.xlsx": lambda: whole_sheet_merges(500_000),
    "many validations.xlsx": lambda: package_with(
        {
            SHEET: before(
                b"</worksheet>", many('<dataValidation type="list" sqref="A{0}"/>', 300_000)
            )
        }
    ),
    "many rules.xlsx": lambda: package_with(
        {SHEET: before(b"</worksheet>", many('<conditionalFormatting sqref="A{0}"/>', 300_000))}
    ),
    "million names.xlsx": lambda: package_with(
        {
            WORKBOOK: before(
                b"</workbook>", many('<definedName name="n{0}">A1</definedName>', MILLION)
            )
        }
    ),
    "many notes.xlsx": lambda: notes(300_000),
    "deep.xlsx": lambda: _deep(MILLION),
    "long attribute.xlsx": _long_attribute,
    "long comment.xlsx": _long_comment,
    "external link.xlsx": external_link,
    "repeated.ods": _ods_repeated,
    "spaces.ods": _ods_spaces,
    "billion laughs.ods": lambda: ods_rows("&l9;", f"<!DOCTYPE d [{laughs()}]>"),
    "many rows.ods": lambda: ods_rows(
        "<table:table-row><table:table-cell/></table:table-row>" * MILLION
    ),
}
"""By file name; each fits in a few megabytes, or is refused by its size."""


def packed(number: int, size: int) -> bytes:
    """A zip file with so many files in it, each of which unpacks to so many bytes."""
    buffer = io.BytesIO()
    block = bytes(MILLION)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each in range(number):
            with archive.open(f"return-{each}.xlsx", "w", force_zip64=True) as part:
                for at in range(0, size, MILLION):
                    part.write(block[: min(MILLION, size - at)])
    return buffer.getvalue()


def mail_of_mails(depth: int) -> bytes:
    """An email with an email attached, and so on."""
    mail = b"From: a@b.example\r\nContent-Type: text/plain\r\n\r\nx"
    for each in range(depth):
        head = (
            "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
            f"boundary=b{each}\r\n\r\n"
        )
        head += f"--b{each}\r\nContent-Type: message/rfc822\r\n\r\n"
        mail = head.encode() + mail + f"\r\n--b{each}--\r\n".encode()
    return mail


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "one large.zip": lambda: packed(1, 300 * MILLION),
    "many large.zip": lambda: packed(8, 40 * MILLION),
    "many small.zip": lambda: packed(9_000, 10),
    "very many.zip": lambda: packed(20_000, 0),
    "deep.eml": lambda: mail_of_mails(500),
    "long line.csv": lambda: b"," * (8 * MILLION),
    "long cell.csv": lambda: b'a,b,c,d\n"' + b"x" * (8 * MILLION),
    "many rows.csv": lambda: b"Ref,b,c,d,e\n" * (MILLION // 2),
    "large.xlsb": lambda: package_with(
        {}, {"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": bytes(200 * MILLION)}
    ),
}
"""By file name; what is told of them may be told of the files in them."""

TEMPLATE = locations.built_in() / locations.REPORT_TEMPLATE_NAME
DOCUMENT = "word/document.xml"

TEMPLATE_BOMBS: dict[str, Callable[[], bytes]] = {
    "many elements": lambda: package_with(
        {DOCUMENT: before(b"</w:body>", b"<w:p/>" * MILLION)}, source=TEMPLATE
    ),
    "long text": lambda: package_with({}, {"word/more.xml": b" " * 100 * MILLION}, source=TEMPLATE),
    "directory lies": lambda: lying_directory("word/styles.xml", source=TEMPLATE),
    "billion laughs": lambda: package_with(
        {DOCUMENT: with_document_type(laughs(), "l9")}, source=TEMPLATE
    ),
    "no body": lambda: package_with(
        {DOCUMENT: lambda part: part.replace(b"w:body", b"w:corpus")}, source=TEMPLATE
    ),
    "no section": lambda: package_with(
        {DOCUMENT: lambda part: part.replace(b"w:sectPr", b"w:other")}, source=TEMPLATE
    ),
    "no package": lambda: b"not a Word document",
}
"""Word templates of the same kind, and some that only look like one."""

# What a file of Excel before 2007 is made of: records of a number, a length, and data.
_BOF, _EOF, _BOUNDSHEET, _MULBLANK, _NUMBER, _MERGED = (
    0x0809,
    0x000A,
    0x0085,
    0x00BE,
    0x0203,
    0x00E5,
)


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def xls(sheet: bytes) -> bytes:
    """An old Excel file with one sheet, whose records are these."""
    start = _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    xf = _record(0x0031, struct.pack("<HHHHHBBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 5, 0) + b"Arial")
    xf += _record(0x00E0, bytes(20))
    bound = _record(
        _BOUNDSHEET, struct.pack("<IHBB", len(start) + len(xf) + 18 + 4, 0, 6, 0) + b"Target"
    )
    stream = start + xf + bound + _record(_EOF, b"")
    stream += (
        _record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
        + sheet
        + _record(_EOF, b"")
    )
    return _compound(stream)


def _compound(stream: bytes) -> bytes:
    """The stream in a compound file, as Office before 2007 kept everything."""
    stream += bytes(max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    tables = -(-(sectors + 2) // 127)
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    places = [sectors + 1 + n for n in range(tables)]
    more = places[109:]
    assert not more, "fits into the header"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    )
    header += (
        bytes(10)
        + struct.pack("<IIIIIIIII", tables, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:36]
    )
    header = header[:76] + struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - len(places)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        title = name.encode("utf-16-le") + b"\0\0"
        fields = struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return title.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<III", start, size, 0)

    directory = (
        entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
        + entry("Workbook", 2, 0xFFFFFFFF, 0, len(stream))
        + bytes(256)
    )
    return header + stream + directory + struct.pack(f"<{len(chain)}I", *chain)


def _blank_row(row: int) -> bytes:
    return _record(_MULBLANK, struct.pack("<HH", row, 0) + bytes(2 * 256) + struct.pack("<H", 255))


def old_number(row: int, column: int) -> bytes:
    """A cell of an old Excel file with a number in it; rows and columns are counted from 0."""
    return _record(_NUMBER, struct.pack("<HHHd", row, column, 0, 1.0))


def _far_cell() -> bytes:
    return b"".join(old_number(row, 255) for row in range(65_536))


def _old_merges() -> bytes:
    area = struct.pack("<HHHH", 0, 65_535, 0, 255)
    return _record(_MERGED, struct.pack("<H", 1000) + area * 1000) * 100


BOMBS |= {
    "million empty cells.xls": lambda: xls(b"".join(_blank_row(row) for row in range(4_000))),
    "many megabytes of empty cells.xls": lambda: xls(
        b"".join(_blank_row(row) for row in range(13_000))
    ),
    "far cells.xls": lambda: xls(_far_cell()),
    "whole sheet merged.xls": lambda: xls(_old_merges()),
}


_CELL = (
    '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
)
_MERGED_CELL = (
    '<table:table-cell table:number-columns-repeated="16384" table:number-rows-spanned="10000"'
    ' table:number-columns-spanned="100"><text:p/></table:table-cell>'
)


def _ods_sheets(cell: str) -> bytes:
    """Rows, columns and sheets that are each repeated: some six hundred bytes."""
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods_rows('</table:table><table:table table:name="More">'.join([row] * 50))


def _media() -> bytes:
    """A damaged return with pictures that unpack to gigabytes, for those that copy what they do
    not read.
    """
    damaged = {SHEET: lambda part: part.replace(b"</sheetData>", b"</d></sheetData>")}
    zeros = bytes(40 * MILLION)
    return package_with(damaged, {f"xl/media/image{n}.bmp": zeros for n in range(6)})


def _other_endings() -> bytes:
    """A sheet and the texts under names that say nothing of them; each far too large."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = f'<Relationship Id="p1" Type="{kinds}worksheet" Target="media/sheet.png"/>'
    sheet = (
        b"<worksheet><sheetData>"
        + cells(30_000, 70, '<c r="{}{}"><v>1</v></c>')
        + b"</sheetData></worksheet>"
    )
    named = f'<sheet xmlns:q="{kinds[:-1]}" name="More" sheetId="99" q:id="p1"/>'.encode()
    return package_with(
        {
            WORKBOOK: before(b"</sheets>", named),
            "xl/_rels/workbook.xml.rels": before(b"</Relationships>", links.encode()),
        },
        {"xl/media/sheet.png": sheet},
    )


def _threaded(text: str) -> bytes:
    """A return with a note that begins as a thread does, again and again."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels += (
        f'<Relationship Id="n1" Type="{kind}" Target="../comments9.xml"/></Relationships>'.encode()
    )
    start = (
        b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
    )
    note = (
        '<comment ref="B2" '
        f'authorId="0"><text><t>{text}</t></text></comment></commentList></comments>'
    )
    return package_with(
        {}, {"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/comments9.xml": start + note.encode()}
    )


def _shared_megabyte() -> bytes:
    """One text of a megabyte, which thousands of cells show."""
    shown = cells(4_000, 1, '<c r="{}{}" t="s"><v>0</v></c>')
    return package_with(
        {
            STRINGS: lambda part: part.replace(
                b"<si>", b"<si><t>" + b"A 1" * (MILLION // 3) + b"</t></si><si>", 1
            ),
            SHEET: before(b"</sheetData>", shown),
        }
    )


def _linked_sheets() -> bytes:
    """Hyperlinks laid on whole sheets, by the ten thousand."""
    target = (
        '<Relationship Id="h1" Type="x/hyperlink" Target="https://example.org" '
        'TargetMode="External"/>'
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    laid = f'<hyperlink xmlns:q="{space}" ref="A1:XFD1048576" q:id="h1"/>' * 10_000
    return package_with(
        {SHEET: before(b"</worksheet>", f"<hyperlinks>{laid}</hyperlinks>".encode())},
        {"xl/worksheets/_rels/sheet1.xml.rels": f"{rels}{target}</Relationships>".encode()},
    )


BOMBS |= {
    "sheets of repeated rows.ods": lambda: _ods_sheets(_CELL),
    "merged without end.ods": lambda: _ods_sheets(_MERGED_CELL),
    "pictures.xlsx": _media,
    "other endings.xlsx": _other_endings,
    "mistake first.xlsx": lambda: package_with(
        {
            SHEET: lambda part: before(b"</sheetData>", cells(20_000, 50))(part).replace(
                b"<row ", b"</d><row ", 1
            )
        }
    ),
    "threads.xlsx": lambda: _threaded("[Threaded comment]" * 11_000),
    "a megabyte in thousands of cells.xlsx": _shared_megabyte,
    "linked sheets.xlsx": _linked_sheets,
}

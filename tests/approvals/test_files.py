"""What becomes of every kind of file in a month's folder: read, or refused, and what to do then."""

from collections.abc import Iterator

from cyps_reports.workbooks import delimited
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.kinds import set_aside
from cyps_reports.workbooks.old_office import (
    has_old_macros,
    is_of_old_excel,
    is_outlook_message,
    why_encrypted,
)
from cyps_reports.workbooks.reading import read_book
from tests.tools.approved import Approved
from tests.tools.binary_workbook import old_excel
from tests.tools.outlook_message import compound_file
from tests.tools.raw_biff import Page, number, old_workbook, stream
from tests.tools.raw_books import excel, open_document, package, told_file

ENDINGS = """
docx doc docm dotx rtf odt pages wpd pptx ppt pptm ppsx odp key pdf png jpg jpeg gif bmp tif tiff
heic webp svg numbers gsheet gdoc gslides lnk url webloc desktop msg rpmsg pxlsx pxlsm pxls p7m pgp
gpg 7z rar tar gz tgz bz2 xz cab zipx fods html htm mht mhtml xhtml slk dif wk1 wk3 wk4 wks 123 wq1
wb1 wb2 qpw xlr dbf txt csv tsv tab log md eml zip json XLSX xlsx xlsm xltx xltm xlsb xls xlt
ods ots
"""
NAMES = (
    *(f"return.{each}" for each in ENDINGS.split()),
    "winmail.dat",
    "Winmail.DAT",
    "return",
    "x.",
)
ASIDE = """
return.xlsx.crdownload return.part return.partial return.download return.opdownload return.tmp
return.temp return.bak return.old return.orig return.backup return.xlk return.xlsx~ return.BAK
return.xlsx return
"""
STARTS: dict[str, bytes] = {
    "rtf": b"{\\rtf1 x",
    "pdf": b"%PDF-1.4",
    "png": b"\x89PNG\r",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "tiff": b"II*\0",
    "tiff of a Mac": b"MM\0*",
    "link": b"L\0\0\0\1\x14\2\0",
    "internet shortcut": b"[InternetShortcut]\r\nURL=x",
    "winmail": b"\x78\x9f\x3e\x22",
    "protected message": b"\x76\xe8\x04\x60\xc4\x11\xe3\x86",
    "pgp": b"-----BEGIN PGP MESSAGE-----",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "rar": b"Rar!\x1a",
    "gz": b"\x1f\x8b\x08",
    "bz2": b"BZh9",
    "xz": b"\xfd7zXZ\0",
    "cab": b"MSCF\0",
    "tar of nothing known": b"ustar",
    "Excel 2003 XML": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
    "the same by its vocabulary": b"<a>\n<Workbook xmlns='urn:schemas-microsoft-com:office"
    b":spreadsheet'>",
    "flat OpenDocument": b'<?xml?>\n<office:document office:version="1.2">',
    "html": b"\r\n <HTML><body>",
    "doctype": b"<!DOCTYPE html>",
    "a table": b"<b>x</b>\n<table>",
    "words before html": b"words <html>",
    "sylk": b"ID;PWXL;N;E",
    "dif": b"TABLE\r\n0,1\r\n",
    "dif of Unix": b"TABLE\n0,1\n",
    "lotus": b"\0\0\2\0\6\4",
    "lotus 3": b"\0\0\x1a\0\0\x10",
    "quattro": b"\xff\0\2\0",
    "dbase 3": b"\x03\x70\x0c\x1f",
    "dbase by Visual FoxPro": b"\x30\x0a\x01\x01",
    "dbase of no month": b"\x03\x70\x0d\x1f",
    "dbase of no day": b"\x03\x70\x0c\x20",
    "behind a byte order mark": b"\xef\xbb\xbf%PDF",
    "behind a letter": b"x%PDF",
    "nothing": b"",
    "a mark alone": b"\xef\xbb\xbf",
    "words": b"some words",
    "far behind": b" " * 4096 + b"%PDF",
    "just in sight": b" " * 4092 + b"%PDF",
    "rights managed": b".pfile\1",
    "three columns": b"a,b,c\n" * 3,
    "four columns": b"a,b,c,d\n" * 3,
    "by semicolons": b"a;b;c;d\n",
    "by tabs": b"a\tb\tc\td\n",
    "by bars": b"a|b|c|d\n",
    "by letters": b"axbxcxd\n",
    "half of four": b"a\nb,c,d,e\n",
    "one in three of four": b"a\na\nb,c,d,e\n",
    "wide": "a;b;c;d\n".encode("utf-16"),
    "of four with noughts": b"a,b,c,d\0\n",
    "code page": b"\xa3,b,c,\x96\n",
    "undefined letters": b"\x81,b,c,d\n",
    "the quoted": b'"a,b,c,d"\n"e,f,g,h"\n',
    "a zip that is none": b"PK\3\4",
    "a hundred of two hundred": b"a,b,c,d\n" * 100 + b"a\n" * 101,
    "less than a hundred": b"a,b,c,d\n" * 99 + b"a\n" * 101,
    "an end of a quotation that never comes": b'a,b,c,"' + b"d" * 140_000,
}
PARTS: dict[str, tuple[str, ...]] = {
    "Word": ("[Content_Types].xml", "word/document.xml"),
    "PowerPoint": ("ppt/presentation.xml",),
    "Numbers": ("Index/Document.iwa",),
    "Numbers of before": ("Index.zip",),
    "Keynote": ("index.apxl",),
    "Excel without a workbook": ("xl/other.xml",),
    "types alone": ("[Content_Types].xml",),
    "other files": ("return.csv", "notes.txt"),
    "a page": ("index.html",),
    "OpenDocument without its kind": ("content.xml",),
}
STREAMS = (
    *("WordDocument", "PowerPoint Document", "MatOST", "__properties_version1.0"),
    *("__nameid_version1.0", "Workbook", "Book", "Other", "DRMEncryptedTransform"),
    *("DRMEncryptedDataSpace", "DRMContent", "DRMViewerContent", "EncryptedPackage"),
    "_VBA_PROJECT_CUR",
)
TOGETHER = (
    *(("EncryptedPackage", each) for each in ("EncryptionInfo", "StrongEncryptionTransform")),
    ("EncryptedPackage", "StrongEncryptionDataSpace"),
    ("EncryptedPackage", "LabelInfo"),
    ("EncryptedPackage", "LabelInfo", "EncryptionInfo"),
    ("EncryptedPackage", "LabelInfo", "StrongEncryptionTransform"),
    ("EncryptedPackage", "LabelInfo", "StrongEncryptionDataSpace"),
    ("EncryptedPackage", "LabelInfo", "DRMContent"),
)
OPEN_DOCUMENTS = ("text", "presentation", "spreadsheet", "graphics", "spreadsheet-template")
MACROS = """
xl/vbaProject.bin XL/VBAPROJECT.BIN xl/other/vbaProject.bin Basic/Standard/Module1.xml
Basic/Standard/script-lb.xml Basic/script-lc.xml Scripts/python/a.py Scripts/a Basic/a/b/c.xml
"""


def of_every_kind() -> Iterator[str]:
    for name in NAMES:
        yield f"words in {name}: {told_file(read_book(name, b'some words'))}"
    for name in ("return.pdf", "return.xlsx", "winmail.dat", "return.123", "return"):
        yield f"nothing in {name}: {told_file(read_book(name, b''))}"
        yield f"a broken zip file in {name}: {told_file(read_book(name, b'PK'))}"
    for told, start in STARTS.items():
        for name in ("return", "return.xlsx"):
            yield f"{told} in {name}: {told_file(read_book(name, start))}"
    for name in ASIDE.split():
        yield f"aside for its name, {name}: {told_file(set_aside(name))}"


def of_packages() -> Iterator[str]:
    for told, parts in PARTS.items():
        content = package(dict.fromkeys(parts, "<a/>"))
        for name in ("return", "return.xlsx"):
            yield f"{told} in {name}: {told_file(read_book(name, content))}"
    for kind in OPEN_DOCUMENTS:
        mimetype = {"mimetype": f"application/vnd.oasis.opendocument.{kind}"}
        content = open_document("<table:table/>", parts=mimetype)
        yield f"OpenDocument {kind}: {told_file(read_book('return.ods', content))}"
    locked = {"META-INF/manifest.xml": "<encryption-data/>"}
    yield f"with a password: {told_file(read_book('return.ods', open_document('', parts=locked)))}"
    for part in MACROS.split():
        yield f"with {part}: {told_file(read_book('return.xlsx', excel({'S': ''}, {part: b'x'})))}"
    cut = excel({"S": "<row><c><v>1</v></c></row>"})
    yield f"cut short: {told_file(read_book('return.xlsx', cut[:-40]))}"
    for offset in (60, 200, 400):
        harmed = cut[:offset] + bytes(20) + cut[offset + 20 :]
        yield f"harmed at {offset}: {told_file(read_book('return.xlsx', harmed))}"
    for told, part in UNSAFE.items():
        content = excel({"S": ""}, {"xl/worksheets/sheet1.xml": part})
        yield f"{told}: {told_file(read_book('return.xlsx', content))}"
    types = {
        "customXml/item1.xml": UNSAFE["a document type"],
        "customUI/a.xml": UNSAFE["a document type"],
    }
    yield f"one in what is no sheet: {told_file(read_book('return.xlsx', excel({'S': ''}, types)))}"


UNSAFE = {
    "a document type": '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
    "one that declares nothing": '<!DOCTYPE a SYSTEM "b"><worksheet/>',
    "one behind a mistake": '<a></b><!DOCTYPE a [<!ENTITY b "c">]><a/>',
    "one behind blanks": f'{" " * 3000}<!DOCTYPE a [<!ENTITY b "c">]><a/>',
}


def of_old_office() -> Iterator[str]:
    for names in (*((each,) for each in STREAMS), *TOGETHER):
        content = compound_file(dict.fromkeys(names, b"x" * 10))
        told = (
            ("a message", is_outlook_message(content)),
            ("macros", has_old_macros(content)),
            (told_file(why_encrypted(content)), why_encrypted(content)),
        )
        kinds = ", ".join(kind for kind, holds in told if holds)
        yield (
            f"{' and '.join(names)}: {kinds or 'nothing of these'} | "
            f"{told_file(read_book('return.xls', content))}"
        )
        yield f"the same as words alone: {told_file(why_encrypted(content[8:]))}"
    page = {"Targets": Page(number(0, 0, 1))}
    yield f"an old workbook: {told_file(read_book('return.xls', old_workbook(stream(page))))}"
    with_macros = compound_file(
        {"Workbook": stream(page).ljust(4096, b"\0"), "_VBA_PROJECT_CUR": b"x"}
    )
    yield f"with macros: {told_file(read_book('return.xls', with_macros))}"
    for version in (2, 3, 4):
        yield f"Excel {version}: {told_file(read_book('return.xls', old_excel(version, {})))}"
    for head in HEADS:
        yield f"{head.hex(' ')}: {'of old Excel' if is_of_old_excel(head) else 'no workbook'}"
        yield f"… read: {told_file(read_book('x', head))}"


HEADS = tuple(
    bytes(each)
    for each in (
        *((9, version, 6, 0) for version in range(10)),
        *((9, 0, length, 0) for length in (3, 4, 20, 21)),
        *((8, 0, 6, 0), (9, 0, 6, 1), (9, 0, 6)),
    )
)


def of_delimited_text() -> Iterator[str]:
    rows = {
        "Return.csv": b'Ref,Actual,,x\r\nA1,\xa35,,\r\n\r\nA2, 7 ,"two\r\nlines",\xe9\r\n',
        "folder/Targets.tsv in September.zip": b"\xef\xbb\xbfa\tb\tc\td\n",
        f"{'n' * 40}.csv": b"a,b,c,d",
        ".csv": b"a,b,c,d",
        "Targets.csv (2) in one.zip in Mail from A. Bee.eml": b"a,b,c,d",
        "Targets in May.csv": b"a,b,c,d",
        "wide.csv": "a;b;ä;d".encode("utf-16"),
        "wide, the other way.csv": b"\xfe\xff" + "a|b|c|d".encode("utf-16-be"),
        "column.csv": b"a,b,c,d," + b"," * 95 + b"x",
        "beyond.csv": b"a,b,c,d," + b"," * 96 + b"x",
        "blank beyond.csv": b"a,b,c,d," + b"," * 96 + b" ",
        "long.csv": b"a,b,c,d\n" * 9_999 + b"last,,,",
        "longer.csv": b"a,b,c,d\n" * 10_000 + b",,,\n,,,\nlast,,,",
        "blanks at its end.csv": b"a,b,c,d\n" * 10_000 + b", ,,\n" * 3,
        "commas and semicolons.csv": b"a,1;b,2;c;d\ne,3;f,4;g;h\n",
        "no text": b"a\0b,c",
        "\x81": b"\x81",
    }
    for name, content in rows.items():
        used = Budget()
        yield f"{name}: {'a table' if delimited.is_table(content) else 'no table'}"
        try:
            (sheet,) = delimited.read(name, content, used)
        except ValueError as problem:
            yield f"… {problem}"
            continue
        cells = [f"{at}: {cell.value!r}" for at, cell in sheet.cells.items()]
        beyond = ", and something beyond" * used.is_beyond
        yield (
            f"… “{sheet.name}”, {len(cells)} cells{beyond}: {'; '.join([*cells[:9], *cells[-1:]])}"
        )


def test_what_is_said_of_every_kind_of_file(approved: Approved) -> None:
    told = (*of_every_kind(), *of_packages(), *of_old_office(), *of_delimited_text())
    approved.check("kinds of files", told)

"""What becomes of every kind of file in a month's folder: read, or refused, and what to do then."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cyps_reports.findings import Finding
from cyps_reports.workbooks import budget, containers, delimited, limits, refusals
from cyps_reports.workbooks.budget import Budget, TooMuchError, UnsafeError, is_read, weigh
from cyps_reports.workbooks.folders import is_silent, listing_of
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.kinds import set_aside
from cyps_reports.workbooks.old_office import (
    has_old_macros,
    is_of_old_excel,
    is_outlook_message,
    why_encrypted,
)
from cyps_reports.workbooks.reading import book_of, books_of, read_book, sums_of
from cyps_reports.workbooks.refusals import Refusal
from tests.tools.approved import Approved
from tests.tools.binary_workbook import old_excel
from tests.tools.outlook_message import Folder, Mail, compound_file, message
from tests.tools.raw_biff import Page, number, old_workbook, stream
from tests.tools.raw_books import excel, open_document, package

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
    ("EncryptedPackage", "LabelInfo", "DRMContent"),
)
OPEN_DOCUMENTS = ("text", "presentation", "spreadsheet", "graphics", "spreadsheet-template")
MACROS = """
xl/vbaProject.bin XL/VBAPROJECT.BIN xl/other/vbaProject.bin Basic/Standard/Module1.xml
Basic/Standard/script-lb.xml Basic/script-lc.xml Scripts/python/a.py Scripts/a Basic/a/b/c.xml
"""


def said(of: object) -> str:
    """What became of a file."""
    if isinstance(of, Finding):
        return f"{of.severity} {of.code} of “{of.place}”: {of.message} ⟶ {of.fix}"
    if isinstance(of, Refusal):
        return f"{of.severity} {of.code}: {of.message} ⟶ {of.fix}"
    if isinstance(of, Book):
        sheets = ", ".join(f"“{each.name}” of {len(each.cells)} cells" for each in of.sheets)
        return " | ".join((f"read: {sheets}", *map(said, of.findings)))
    return str(of)


def of_every_kind() -> Iterator[str]:
    for name in NAMES:
        yield f"words in {name}: {said(read_book(name, b'some words'))}"
    for name in ("return.pdf", "return.xlsx", "winmail.dat", "return.123", "return"):
        yield f"nothing in {name}: {said(read_book(name, b''))}"
        yield f"a broken zip file in {name}: {said(read_book(name, b'PK'))}"
    for told, start in STARTS.items():
        for name in ("return", "return.xlsx"):
            yield f"{told} in {name}: {said(read_book(name, start))}"
    for name in ASIDE.split():
        yield f"aside for its name, {name}: {said(set_aside(name))}"


def of_packages() -> Iterator[str]:
    for told, parts in PARTS.items():
        content = package(dict.fromkeys(parts, "<a/>"))
        for name in ("return", "return.xlsx"):
            yield f"{told} in {name}: {said(read_book(name, content))}"
    for kind in OPEN_DOCUMENTS:
        mimetype = {"mimetype": f"application/vnd.oasis.opendocument.{kind}"}
        content = open_document("<table:table/>", parts=mimetype)
        yield f"OpenDocument {kind}: {said(read_book('return.ods', content))}"
    locked = {"META-INF/manifest.xml": "<encryption-data/>"}
    yield f"with a password: {said(read_book('return.ods', open_document('', parts=locked)))}"
    for part in MACROS.split():
        yield f"with {part}: {said(read_book('return.xlsx', excel({'S': ''}, {part: b'x'})))}"
    cut = excel({"S": "<row><c><v>1</v></c></row>"})
    yield f"cut short: {said(read_book('return.xlsx', cut[:-40]))}"
    for offset in (60, 200, 400):
        harmed = cut[:offset] + bytes(20) + cut[offset + 20 :]
        yield f"harmed at {offset}: {said(read_book('return.xlsx', harmed))}"
    for told, part in UNSAFE.items():
        content = excel({"S": ""}, {"xl/worksheets/sheet1.xml": part})
        yield f"{told}: {said(read_book('return.xlsx', content))}"
    types = {
        "customXml/item1.xml": UNSAFE["a document type"],
        "customUI/a.xml": UNSAFE["a document type"],
    }
    yield f"one in what is no sheet: {said(read_book('return.xlsx', excel({'S': ''}, types)))}"


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
            (said(why_encrypted(content)), why_encrypted(content)),
        )
        kinds = ", ".join(kind for kind, holds in told if holds)
        yield (
            f"{' and '.join(names)}: {kinds or 'nothing of these'} | "
            f"{said(read_book('return.xls', content))}"
        )
        yield f"the same as words alone: {said(why_encrypted(content[8:]))}"
    page = {"Targets": Page(number(0, 0, 1))}
    yield f"an old workbook: {said(read_book('return.xls', old_workbook(stream(page))))}"
    with_macros = compound_file(
        {"Workbook": stream(page).ljust(4096, b"\0"), "_VBA_PROJECT_CUR": b"x"}
    )
    yield f"with macros: {said(read_book('return.xls', with_macros))}"
    for version in (2, 3, 4):
        yield f"Excel {version}: {said(read_book('return.xls', old_excel(version, {})))}"
    for head in HEADS:
        yield f"{head.hex(' ')}: {'of old Excel' if is_of_old_excel(head) else 'no workbook'}"
        yield f"… read: {said(read_book('x', head))}"


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


def inside(name: str, content: bytes) -> Iterator[str]:
    if not containers.is_container(name, content):
        yield f"{name}: no container"
        return
    for each in containers.files_inside(name, content):
        if isinstance(each, Finding):
            yield f"{name}: {said(each)}"
        else:
            yield f"{name}: {each.called} as “{each.name}”, {len(each.content)} bytes"


def zipped(*names: str, content: bytes = b"x") -> bytes:
    return package(dict.fromkeys(names, content))


def deep(levels: int, content: bytes = b"x") -> bytes:
    made = package({"return.xlsx": content})
    for level in range(1, levels):
        made = package({f"level{level}.zip": made})
    return made


def mail(
    *attached: tuple[str, str, str], head: str = "From: anna@example.org\nSubject: It\n"
) -> bytes:
    parts = "".join(
        f'--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n{text}\n'
        for name, kind, text in attached
    )
    start = f"{head}Content-Type: multipart/mixed; boundary=b\nMIME-Version: 1.0\n\n"
    return f"{start}--b\nContent-Type: text/plain\n\nHello\n{parts}--b--\n".encode()


ORNAMENTS = ("png", "jpg", "jpeg", "gif", "bmp", "wmz", "ics", "vcf", "p7s", "tif", "PNG")
SILENT = """
~$return.xlsx .~lock.return.xlsx# ._return.xlsx .Trash-1000 .cyps-lock thumbs.db Thumbs.db
desktop.ini .DS_Store .directory .localized __MACOSX .gitignore return~ ~return .return icon
"""
MARKS = (
    "MIME-Version",
    "Message-ID",
    "Received",
    "Return-Path",
    "From",
    "received",
    "To",
    "X-From",
)


def of_containers() -> Iterator[str]:
    zip_file = zipped(
        "a.xlsx", "b/c.xlsx", "b\\d.xlsx", "e/", "f\\", "__MACOSX/g", "h/~$i.xlsx", "a.xlsx "
    )
    yield from inside("September.zip", zip_file)
    yield from inside("return.xlsx", zip_file)
    yield from inside("empty.zip", package({}))
    twice = zipped("x/a.xlsx", "y/a.xlsx", "z/a.xlsx", f"{'l' * 100}", f"{'m' * 101}")
    yield from inside("twice.zip", twice)
    for name in (
        "mimetype",
        "content.xml",
        "xl/a",
        "word/a",
        "ppt/a",
        "Index/a",
        "Index.zip",
        "index.a",
    ):
        yield from inside(f"a file with {name}", zipped(name))
    yield from inside("tabs.zip", zipped("a\tb.xlsx", "a b.xlsx", "a\nb.xlsx"))
    for levels in (3, 4, 5):
        yield from inside(f"{levels} deep.zip", deep(levels))
    yield from inside(
        "with a broken one.zip", package({"in.zip": package({"e/": b""}), "b.zip": b"PK"})
    )
    locked = bytearray(zipped("secret.xlsx"))
    for at in (6, locked.index(b"PK\1\2") + 8):
        locked[at] |= 1
    yield from inside("locked.zip", bytes(locked))
    folder = bytearray(zipped("a folder", "a file"))
    folder[folder.index(b"PK\1\2") + 38] |= 16
    yield from inside("with a folder.zip", bytes(folder))
    harmed = bytearray(zipped("harmed.xlsx", content=b"some text"))
    harmed[45] ^= 255
    yield from inside("harmed.zip", bytes(harmed))
    attached = (
        ("return.xlsx", "application/octet-stream", "x"),
        ("logo.xlsx", "image/png", "x"),
        *((f"a.{each}", "application/x", "x") for each in ORNAMENTS),
    )
    yield from inside("mail.eml", mail(*attached))
    yield from inside("mail", mail(("return.xlsx", "application/x", "x")))
    yield from inside(
        "passed on.eml", mail(("inner.eml", "message/rfc822", mail(attached[0]).decode()))
    )
    yield from inside("no attachment.eml", mail())
    yield from inside("words.eml", b"words")
    for mark in MARKS:
        head = f"Subject: of it\n\tgoing on\n{mark}: x\n"
        yield f"a text with {mark}: {containers.is_container('note.txt', head.encode())}"
    for told, text in HEADERS.items():
        yield f"{told}: {containers.is_container('note', text)}"
    ornament = mail(("p.png", "application/x", "x")).replace(b"\nx\n--b", b"\nPK\n--b")
    yield from inside("a zip called a picture.eml", ornament)
    yield from of_messages()
    for name in (*SILENT.split(), "Icon\r"):
        yield f"{name!r} is {'silent' if is_silent(name) else 'told'}"


HEADERS = {
    "one line": b"From: x\n",
    "two lines": b"From: x\nTo: y\n",
    "far on": b"Subject: xxx\nTo: y\n" + b"X: y\n" * 3272 + b"From: z\n",
    "farther on": b"Subject: xxxx\nTo: y\n" + b"X: y\n" * 3272 + b"From: z\n",
    "behind a mark": b"\xef\xbb\xbf\r\nFrom: x\nTo: y\n",
    "behind words": b"words\nFrom: x\nTo: y\n",
    "of a log": b"12:30 From: x\n12:31 To: y\n",
}


def of_messages() -> Iterator[str]:
    inner = Mail({"inner.xlsx": b"inner"})
    whole = Mail(
        {
            "return.xlsx": b"x",
            "passed on": inner,
            "linked.xlsx": None,
            "logo.png": b"x",
            "empty.xlsx": b"",
        }
    )
    yield from inside("mail.msg", message(whole))
    yield from inside("nothing.msg", message(Mail()))
    for levels in (3, 4, 5):
        made = Mail({"return.xlsx": b"x"})
        for level in range(1, levels):
            made = Mail({f"level {level}": made})
        yield from inside(f"{levels} deep.msg", message(made))
    for method in range(9):
        content = message(Mail({"a.xlsx": b"x"}))
        was, now = (f"\x05\x37\x06\0\0\0{chr(each)}\0\0\0" for each in (1, method))
        old, new = (each.encode("latin-1") for each in (was, now))
        yield from inside(f"held by {method}.msg", content.replace(old, new))
    unnamed = content.replace("a.xlsx".encode("utf-16-le"), bytes(12))
    yield from inside("unnamed.msg", unnamed)
    broken: Folder = {"__properties_version1.0": b"x", "__attach_version1.0_#00000000": {"a": b"b"}}
    yield from inside("broken.msg", compound_file(broken))


def of_limits_of_containers(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for files in (2, 3, 4):
        monkeypatch.setattr(limits, "MAX_PACKED", 3)
        many = package({f"{at}.xlsx": b"x" for at in range(files)})
        yield from inside(f"of three at most {files}.zip", many)
        nested = package({"first.zip": many, "second.zip": many})
        yield from inside(f"of three at most {files} twice.zip", nested)
        attached = [(f"{at}.xlsx", "a/b", "x") for at in range(files)]
        yield from inside(f"of three at most {files}.eml", mail(*attached))
    monkeypatch.setattr(limits, "MAX_PACKED", 100)
    monkeypatch.setattr(limits, "MAX_PACKED_BYTES", 10)
    for size in (4, 5, 6, 10, 11):
        three = package({f"{at}.xlsx": b"x" * size for at in range(3)})
        yield from inside(f"of ten bytes, three of {size}.zip", three)
    monkeypatch.setattr(limits, "MAX_PACKED_BYTES", 100)
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 50)
    for size in (50, 51):
        three = package({f"{at}.xlsx": b"x" * size for at in range(4)})
        yield from inside(f"of 50 bytes each, 100 in all, four of {size}.zip", three)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MAX_PACKED_DOWN", 2)
    yield from inside("two deep at most, two.zip", deep(2))
    yield from inside("two deep at most, three.zip", deep(3))


def test_what_is_found_in_zip_files_and_emails(
    approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (*of_containers(), *of_limits_of_containers(monkeypatch))
    approved.check("zip files and emails", told)


def of_limits() -> Iterator[str]:
    for name, value in sorted(vars(limits).items()):
        if name.isupper():
            yield f"{name}: {value:,}"
    for name, refusal in sorted(vars(refusals).items()):
        if isinstance(refusal, Refusal):
            yield f"{name}: {said(refusal.of('Return.xlsx', 'a reason'))}"
    used = {
        "as many letters": ((limits.MAX_LETTERS, 1),),
        "one letter more": ((limits.MAX_LETTERS, 1), (1, 0)),
        "as many cells": ((0, limits.MAX_CELLS),),
        "one cell more": ((0, limits.MAX_CELLS), (0, 1)),
    }
    for told, several in used.items():
        yield f"{told}: {_within(partial(taken_of, several))}"
    for row, column in ((10_000, 100), (10_001, 100), (10_000, 101)):
        spent = Budget()
        yield f"{row}, {column}: {spent.reaches(row, column)}, beyond {spent.is_beyond}"
    spent = Budget()
    taken = [spent.merge(1, 1, 100, 100) for _ in range(20)]
    yield f"20 of 10,000 merged: {set(taken)}; one more of one cell: {spent.merge(1, 1, 1, 1)}"
    spent = Budget()
    yield f"beyond all: {spent.merge(10_001, 1, 10_001, 1)}, {spent.merge(5, 5, 4, 4)}"


def of_large_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What is said of files at their limits, the limits being small."""
    old = old_workbook(stream({"Targets": Page(number(0, 0, 1))}))
    table = b"a,b,c,d\n" * 3
    zip_file = package({"a.csv": table, "b.csv.part": table, "c.zip": package({"d.csv": table})})
    files = {
        "old.xls": old,
        "table.csv": table,
        "all.zip": zip_file,
        "none.zip": package({"e/": b""}),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for short in (0, 1):
        monkeypatch.setattr(limits, "MAX_OLD_FILE_BYTES", len(old) - short)
        monkeypatch.setattr(delimited, "MAX_TEXT_BYTES", len(table) - short)
        yield f"{short} bytes too many of one kind: {said(read_book('old.xls', old))}"
        yield f"{short} bytes too many of another: {said(read_book('table.csv', table))}"
    monkeypatch.undo()
    for name, content in {**files, "gone.xlsx": b"x", "aside.bak": b"x"}.items():
        for short in (0, 1):
            monkeypatch.setattr(limits, "MAX_FILE_BYTES", len(content) - short)
            yield f"{name}, {short} bytes too many, as one book: {told_of(book_of, folder / name)}"
            yield f"… as several: {told_of(books_of, folder / name)}"
            yield f"… as sums: {told_of(sums_of, folder / name)}"


def told_of(act: Callable[[Path], Iterator[object]], path: Path) -> str:
    return " | ".join(map(said, act(path)))


def taken_of(several: Iterable[tuple[int, int]]) -> None:
    """Takes so many letters, in so many cells, of one budget."""
    spent = Budget()
    for letters, cells in several:
        spent.take(letters, cells)


def _within(act: Callable[[], object]) -> str:
    try:
        act()
        return "fits"
    except (TooMuchError, UnsafeError) as problem:
        return f"{type(problem).__name__} {problem}"


def of_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What is counted of a package, with small limits."""
    parts = {"a.xml": "<a>" + "x" * 100 + "</a>", "b.png": "y" * 65_736, "c.bin": "z" * 100}
    content = package(parts)
    for most in (65_742, 65_743, 65_942, 65_943):
        yield f"{most} bytes: {_within(partial(weigh, content, most))}"
        with_all = _within(partial(weigh, content, most, with_pictures=True))
        yield f"{most} bytes, pictures too: {with_all}"
    for most in (1, 2):
        yield f"{most} tags: {_within(partial(weigh, content, most_tags=most))}"
    monkeypatch.setattr(limits, "MAX_TAG_BYTES", 50)
    for silent in (43, 44, 45, 46):
        one = package({"a.xml": f"<a><b c='{'x' * silent}"})
        yield f"a tag of 6 and {silent}: {_within(partial(weigh, one))}"
    monkeypatch.setattr(limits, "MAX_PARTS", 2)
    for number_of in (1, 2, 3):
        many = package({f"{at}": "x" for at in range(number_of)})
        yield f"of two parts {number_of}: {_within(partial(budget.members_of, many))}"
        yield f"… read: {said(read_book('return.xlsx', many))}"
    for name in (
        "content.xml",
        "styles.xml",
        "META-INF/manifest.xml",
        "a.xml",
        "customXml/a",
        "CustomUI/b",
    ):
        yield (
            f"{name} is read: {is_read(name)}, of an OpenDocument {is_read(name, ('content.xml',))}"
        )


def test_how_much_is_read(
    approved: Approved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (*of_limits(), *of_weights(monkeypatch), *of_large_files(tmp_path, monkeypatch))
    approved.check("limits of files", told)


def of_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in (
        "a.xlsx",
        "b.xlsx",
        "sub/c.xlsx",
        "sub/deeper/d.xlsx",
        "sub/~$e.xlsx",
        "Thumbs.db",
    ):
        _written(folder / name)
    for name in (
        "x.numbers/Index.zip",
        "y.Pages/a",
        "z.key/a",
        "w.download/a",
        "parts/[Content_Types].xml",
    ):
        _written(folder / name)
    (folder / "empty.xlsx").mkdir()
    (folder / "empty").mkdir()
    (folder / "gone.xlsx").symlink_to(folder / "nowhere")
    (folder / "elsewhere").symlink_to(folder / "sub")
    (folder / "sub" / "round").symlink_to(folder)
    for at in range(4):
        _written(folder / "many" / f"{at}.xlsx")
    for most, deep_ in ((50, 20), (4, 20), (3, 20), (3, 1), (3, 2)):
        monkeypatch.setattr("cyps_reports.workbooks.folders.MAX_TOLD", most)
        monkeypatch.setattr("cyps_reports.workbooks.folders.MAX_FOLDERS_DOWN", deep_)
        listing = listing_of(folder)
        yield f"{most} told, {deep_} deep, read: {', '.join(path.name for path in listing.files)}"
        told = map(said, listing.findings)
        yield from (each for each in told if most == 50 or "“many" in each or "“sub" in each)


def _written(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def test_what_lies_in_a_folder(
    approved: Approved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved.check("files of a folder", of_a_folder(tmp_path, monkeypatch))

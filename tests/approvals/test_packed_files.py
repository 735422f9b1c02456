"""What is found in zip files and emails, some levels deep, and where an end is made of it."""

from collections.abc import Iterator

import pytest

from cyps_reports.findings import Finding
from cyps_reports.workbooks import containers, limits
from cyps_reports.workbooks.folders import is_silent
from tests.tools.approved import Approved
from tests.tools.outlook_message import Folder, Mail, compound_file, message
from tests.tools.raw_books import package, told_file


def inside(name: str, content: bytes) -> Iterator[str]:
    if not containers.is_container(name, content):
        yield f"{name}: no container"
        return
    for each in containers.files_inside(name, content):
        if isinstance(each, Finding):
            yield f"{name}: {told_file(each)}"
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

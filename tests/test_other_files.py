"""Whatever lies in a month's folder is read, or one finding says what it is and what to do.

Nothing is passed over.
"""

import csv
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Absent, Returns
from cyps_reports.workbooks.grid import Book, RawCell
from cyps_reports.workbooks.opening import open_book
from tests.tools.binary_workbook import as_xlsb, old_excel, xlsb
from tests.tools.returned import SEPTEMBER, returned

ANSWERS = {
    ("A7", "actual"): 148,
    ("A2", "comment"): "Re-marks are in.",
    ("A20 1", "completed"): datetime(2012, 7, 20),  # noqa: DTZ001
}
XLSX = "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def month(tmp_path: Path) -> Path:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    return folder


@pytest.fixture
def sent(tmp_path: Path, plan: Plan) -> Path:
    """A filled return that lies elsewhere."""
    return returned(tmp_path, plan, "A", ANSWERS)


def read(folder: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(folder, plan))


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.place.workbook, each.code) for each in findings]


def as_it_was_sent(returns: Returns) -> None:
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert returns.measures["A2", ""].comment == "Re-marks are in."
    assert returns.deadlines["A20", 1].completed == datetime(2012, 7, 20).date()  # noqa: DTZ001


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def mailed(attached: dict[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        "Our return",
        "head@council.example",
        "officer@council.example",
    )
    mail.set_content("Here it is.")
    for name, content in attached.items():
        main, sub = ("image", "png") if name.endswith(".png") else XLSX
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def test_a_binary_workbook_is_read(month: Path, sent: Path, plan: Plan) -> None:
    (month / "return-A.xlsb").write_bytes(as_xlsb(sent))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert told(findings) == [("return-A.xlsb", "read-without-formats")]


def test_a_percentage_in_a_binary_workbook_could_be_read_two_ways(
    month: Path, tmp_path: Path, plan: Plan
) -> None:
    sent = returned(tmp_path, plan, "A", {("A1", "actual"): 0.785})
    (month / "return-A.xlsb").write_bytes(as_xlsb(sent))
    returns, findings = read(month, plan)
    assert returns.measures["A1", ""].actual is Absent.UNREADABLE
    assert [each.code for each in findings] == ["read-without-formats", "two-way-percentage"]


def test_a_cell_far_out_in_a_binary_workbook_does_not_exhaust_the_computer(
    month: Path, plan: Plan
) -> None:
    far = {(1, 1): RawCell("Ref"), (1_048_576, 16_384): RawCell(1)}
    (month / "far.xlsb").write_bytes(xlsb({"Targets": far}))
    (month / "no length.xlsb").write_bytes(zipped({"xl/workbook.bin": b"\xff" * 100}))
    assert told(read(month, plan)[1]) == [
        ("far.xlsb", "oversized-file"),
        ("no length.xlsb", "not-understood"),
    ]


def test_what_calamine_says_of_a_file_it_did_not_foresee_is_not_shown(
    month: Path, sent: Path, plan: Plan, capfd: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsb(sent))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # A sheet that lies in no part.
    odd = {
        **parts,
        "xl/workbook.bin": parts["xl/workbook.bin"].replace(
            "r1".encode("utf-16-le"), "q1".encode("utf-16-le")
        ),
    }
    (month / "return-A.xlsb").write_bytes(zipped(odd))
    assert told(read(month, plan)[1]) == [("return-A.xlsb", "not-understood")]
    assert capfd.readouterr() == ("", "")


def as_csv(path: Path, sheet: str, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """A sheet as Excel saves it as text: what its cells show."""
    book = open_book(path)
    assert isinstance(book, Book)
    found = book.sheet(sheet)
    assert found is not None
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    for row in range(1, found.last_row + 1):
        cells = [found.at(row, column) for column in range(1, found.last_column + 1)]
        writer.writerow([shown(cell) for cell in cells])
    return buffer.getvalue().encode(encoding)


def shown(cell: RawCell) -> str:
    if isinstance(cell.value, datetime):
        return f"{cell.value:%d/%m/%Y}"
    if "%" in cell.number_format and isinstance(cell.value, int | float):
        return f"{cell.value:.{cell.number_format.partition('.')[2].count('0')}%}"
    return cell.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_sheet_saved_as_csv_is_read(
    month: Path, tmp_path: Path, plan: Plan, delimiter: str, encoding: str
) -> None:
    answers = {
        ("A1", "actual"): 0.785,
        ("A2", "comment"): "Grants; £2m, “more” to come",
        ("A7", "actual"): 148,
    }
    sent = returned(tmp_path, plan, "A", answers)
    (month / "our figures.csv").write_bytes(as_csv(sent, "Targets", delimiter, encoding))
    returns, findings = read(month, plan)
    assert returns.measures["A1", ""].actual == Decimal("78.5")
    assert returns.measures["A2", ""].comment == "Grants; £2m, “more” to come"
    assert returns.measures["A7", ""].actual == Decimal(148)
    expected = ["read-as-text", "no-sheet", "rows-missing"]
    assert told(findings) == [("our figures.csv", code) for code in expected], (
        "no plan cell counts as edited"
    )


def test_both_sheets_saved_as_csv_make_one_return(month: Path, sent: Path, plan: Plan) -> None:
    for sheet in ("Targets", "Milestones"):
        (month / f"A {sheet}.csv").write_bytes(as_csv(sent, sheet))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert {each.code for each in findings} == {"read-as-text", "several-returns"}
    assert all(each.severity is not Severity.ERROR for each in findings)


def test_a_zip_file_with_returns_in_it_is_read(month: Path, sent: Path, plan: Plan) -> None:
    inside = {
        "from Jo/return A.xlsx": sent.read_bytes(),
        "__MACOSX/._return A.xlsx": b"x",
        "notes.docx": b"x",
    }
    (month / "returns.zip").write_bytes(zipped(inside))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert [each.workbook for each in returns.inputs] == ["from Jo/return A.xlsx in returns.zip"]
    assert told(findings) == [("notes.docx in returns.zip", "another-kind")]


def test_an_email_with_a_return_attached_is_read(month: Path, sent: Path, plan: Plan) -> None:
    (month / "Our return.eml").write_bytes(
        mailed({"return A.xlsx": sent.read_bytes(), "logo.png": b"\x89PNG"})
    )
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert [each.workbook for each in returns.inputs] == ["return A.xlsx in Our return.eml"]
    assert findings == ()


def test_two_files_of_one_name_in_a_zip_file_stay_two(month: Path, sent: Path, plan: Plan) -> None:
    (month / "returns.zip").write_bytes(zipped({"a\\r.xlsx": sent.read_bytes(), "a/r.xlsx": b"x"}))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert told(findings) == [("a/r.xlsx (2) in returns.zip", "not-a-workbook")]


def locked(content: bytes) -> bytes:
    """The zip file with the marks of encryption set.

    In the file's own head and in the directory's.
    """
    return content.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(*names: str) -> bytes:
    """The container of old Office with streams of these names."""
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


def nested_zips(depth: int) -> bytes:
    """A zip file in another, and so on."""
    content = zipped({"x.xlsx": b"x"})
    for _ in range(depth - 1):
        content = zipped({"more.zip": content})
    return content


KINDS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nested.zip": (
        lambda: nested_zips(5),
        "nested-file",
        "inside one another",
    ),
    "locked.zip": (
        lambda: locked(zipped({"x.xlsx": b"x" * 99})),
        "protected-file",
        "asks for a password",
    ),
    "damaged.zip": (
        lambda: zipped({"x.xlsx": os.urandom(999)})[:500],
        "damaged-file",
        "is damaged",
    ),
    "empty.zip": (lambda: zipped({}), "no-workbook-inside", "could be a return"),
    "only text.eml": (lambda: mailed({}), "no-workbook-inside", "could be a return"),
    "packed.7z": (lambda: b"7z\xbc\xaf\x27\x1c", "another-kind", "a packed archive"),
    "mail.msg": (lambda: stream("__nameid_version1.0"), "another-kind", "an Outlook message"),
    "plan.docx": (
        lambda: zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
        "another-kind",
        "Word",
    ),
    "letter.doc": (lambda: stream("WordDocument"), "another-kind", "a Word document"),
    "text.odt": (
        lambda: zipped(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
        ),
        "another-kind",
        "a Word document",
    ),
    "print.pdf": (lambda: b"%PDF-1.7", "another-kind", "a PDF document"),
    "slides.pptx": (
        lambda: zipped({"ppt/presentation.xml": b""}),
        "another-kind",
        "a presentation",
    ),
    "photo.jpg": (lambda: b"\xff\xd8\xff", "another-kind", "a picture"),
    "notes.txt": (lambda: b"Call Jo, then Sam.", "another-kind", "a text file"),
    "list.csv": (lambda: b"Name,Phone\r\nJo,1\r\n", "another-kind", "a text file"),
    "phones.csv": (lambda: b"a,b,c,d,e\r\n1,2,3,4,5\r\n", "not-a-return", "which priority"),
    "page.html": (lambda: b"<!DOCTYPE html><p>", "another-kind", "a web page"),
    "ours.numbers": (lambda: zipped({"Index/Document.iwa": b""}), "another-kind", "Numbers"),
    "ours.gsheet": (lambda: b'{"url": "x"}', "another-kind", "a link to a Google file"),
    "ours.url": (lambda: b"[InternetShortcut]", "another-kind", "a shortcut"),
    "return.xlsx.crdownload": (lambda: b"PK\x03\x04", "partial-download", "has not ended"),
    "~WRL0001.tmp": (lambda: b"PK\x03\x04", "partial-download", "has not ended"),
    "return.xlsx.bak": (lambda: b"PK\x03\x04", "backup-copy", "older than the return"),
    "winmail.dat": (lambda: b"\x78\x9f\x3e\x22", "another-kind", "what Outlook makes"),
    "mystery": (lambda: b"\0\1\2\3", "another-kind", "a kind that is not read"),
    "old.slk": (lambda: b"ID;PWXL;N;E", "another-kind", "a SYLK spreadsheet"),
    "old.dif": (lambda: b'TABLE\r\n0,1\r\n"EXCEL"', "another-kind", "a DIF spreadsheet"),
    "old.wks": (lambda: b"\xff\0\x02\0\x04\x04", "another-kind", "Works"),
    "old.dbf": (lambda: b"\x03\x70\x09\x1e" + bytes(28), "another-kind", "a dBase table"),
    "message_v2.rpmsg": (lambda: b"\x76\xe8\x04\x60", "another-kind", "only some people can open"),
    "smime.p7m": (lambda: b"0\x82", "another-kind", "only some people can open"),
    "label.pxlsx": (lambda: b".pfile", "labelled-file", "sensitivity label"),
}


@pytest.mark.parametrize("name", KINDS)
def test_any_other_file_is_told_once_with_what_to_do(month: Path, plan: Plan, name: str) -> None:
    make, code, says = KINDS[name]
    (month / name).write_bytes(make())
    _, (finding,) = read(month, plan)
    assert finding.code == code
    assert finding.place.workbook.endswith(name)
    assert re.search(rf"{re.escape(says)}\b", finding.message)
    assert finding.fix


BY_ENDING = {
    "a Word document": "docx doc docm dotx rtf odt pages wpd",
    "a presentation": "pptx ppt pptm ppsx odp key",
    "a PDF document": "pdf",
    "a picture": "png jpg jpeg gif bmp tif tiff heic webp svg",
    "a file of Apple's Numbers": "numbers",
    "a link to a Google file": "gsheet gdoc gslides",
    "a shortcut": "lnk url webloc desktop",
    "an Outlook message": "msg",
    "encrypted, so only some people can open it": "rpmsg p7m pgp gpg",
    "a packed archive": "7z rar tar gz tgz bz2 xz cab zipx",
    "a web page": "html htm mht mhtml xhtml",
    "a spreadsheet of Lotus 1-2-3, Works or Quattro Pro": "wk1 wk3 wk4 wks 123 wq1 wb1 wb2 qpw xlr",
    "a flat OpenDocument spreadsheet": "fods",
}


def test_what_a_files_content_does_not_tell_its_ending_does(month: Path, plan: Plan) -> None:
    kinds = {f"ours.{ending}": kind for kind in BY_ENDING for ending in BY_ENDING[kind].split()}
    for name in kinds:
        (month / name).write_bytes(b"\0\1\2\3 " + name.encode())
    _, findings = read(month, plan)
    said = {each.place.workbook: each for each in findings}
    assert said.keys() == kinds.keys()
    told = {name: re.compile(rf"{re.escape(kind)}\b") for name, kind in kinds.items()}
    assert [name for name, kind in told.items() if not kind.search(said[name].message)] == []
    assert {each.code for each in findings} == {"another-kind"}


MISNAMED: dict[str, tuple[bytes, str]] = {
    "a Word document": (zipped({"word/document.xml": b"<w/>"}), "not-a-workbook"),
    "a presentation": (zipped({"ppt/presentation.xml": b"<w/>"}), "not-a-workbook"),
    "Numbers": (zipped({"Index/Document.iwa": b""}), "not-a-workbook"),
    "a zip file": (zipped({"x.txt": b""}), "not-a-workbook"),
    "a PDF document": (b"%PDF-1.7", "not-a-workbook"),
    "a web page": (
        b"\xef\xbb\xbf\r\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'>",
        "not-a-workbook",
    ),
    "Excel 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "not-a-workbook",
    ),
    "a SYLK spreadsheet": (b"ID;PWXL;N;E", "not-a-workbook"),
    "an Outlook message": (stream("__properties_version1.0"), "not-a-workbook"),
    "very old Excel": (b"\x09\x02\x06\0" + b"\xff" * 10, "very-old-file"),
}


@pytest.mark.parametrize("called", MISNAMED)
@pytest.mark.parametrize("name", ["return-A.xls", "return-A.xlsx"])
def test_a_file_that_is_only_named_like_a_workbook(
    month: Path, plan: Plan, called: str, name: str
) -> None:
    content, code = MISNAMED[called]
    (month / name).write_bytes(content)
    _, (finding,) = read(month, plan)
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert called in finding.message
    assert finding.fix


@pytest.mark.parametrize("name", ["return-A", "return-A.txt", "return-A.v2", "return-A.xlsx (1)"])
def test_a_workbook_with_another_ending_or_none_is_read(
    month: Path, sent: Path, plan: Plan, name: str
) -> None:
    shutil.copy(sent, month / name)
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert findings == ()


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_workbook_of_excel_2_to_4_is_read(
    month: Path, sent: Path, plan: Plan, version: int
) -> None:
    book = open_book(sent)
    assert isinstance(book, Book)
    (month / "return-A.xls").write_bytes(old_excel(version, book.sheets[1].cells))
    returns, findings = read(month, plan)
    assert returns.measures["A7", ""].actual == Decimal(148)
    assert "plan-cell-edited" not in {each.code for each in findings}


def test_what_programs_leave_beside_files_is_nobodys(month: Path, sent: Path, plan: Plan) -> None:
    shutil.copy(sent, month)
    locks = ("~$return-A.xlsx", ".~lock.return-A.xlsx#")
    for name in (*locks, "._return-A.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (month / name).write_bytes(b"x")
    assert read(month, plan)[1] == ()


def test_files_further_down_are_told_one_by_one(month: Path, sent: Path, plan: Plan) -> None:
    (month / "late" / "from Jo").mkdir(parents=True)
    shutil.copy(sent, month / "late" / "from Jo" / "return-A.xlsx")
    (month / "late" / "note.pdf").write_bytes(b"%PDF")
    (month / "return-B.xlsx").mkdir()
    (month / "unpacked.xlsx" / "xl").mkdir(parents=True)
    (month / "unpacked.xlsx" / "[Content_Types].xml").write_bytes(b"x")
    _, findings = read(month, plan)
    assert told(findings) == [
        ("late/from Jo/return-A.xlsx", "folder-passed-over"),
        ("late/note.pdf", "folder-passed-over"),
        ("return-B.xlsx", "folder-passed-over"),
        ("unpacked.xlsx", "folder-passed-over"),
    ]
    assert "in the folder late/from Jo;" in findings[0].message


def test_a_folder_full_of_files_is_told_within_bounds(month: Path, plan: Plan) -> None:
    (month / "photos").mkdir()
    for number in range(200):
        (month / "photos" / f"{number}.jpg").write_bytes(b"x")
    _, findings = read(month, plan)
    assert 1 < len(findings) < 100
    assert "There are more files in the folder photos" in findings[-1].message


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_links_are_told_and_never_followed_for_ever(month: Path, sent: Path, plan: Plan) -> None:
    (month / "gone.xlsx").symlink_to(month / "nowhere.xlsx")
    (month / "itself.xlsx").symlink_to(month / "itself.xlsx")
    (month / "folder").mkdir()
    (month / "folder" / "round").symlink_to(month)
    (month / "shared").symlink_to(month.parent)
    (month / "linked.xlsx").symlink_to(sent)
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert told(findings) == [
        ("folder/round", "folder-passed-over"),
        ("gone.xlsx", "broken-link"),
        ("itself.xlsx", "broken-link"),
        ("shared", "folder-passed-over"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows neither")
def test_a_name_that_is_no_text_and_a_file_that_is_none(month: Path, sent: Path) -> None:
    (month / os.fsdecode(b"return\xff\nA.xlsx")).write_bytes(sent.read_bytes())
    os.mkfifo(month / "pipe.xlsx")
    plan = str(locations.example_returns() / "plan.xlsx")
    assert (
        cli.main(["report", str(month), "--plan", plan, "--output", str(month.parent / "output")])
        == 1
    )
    assert (
        cli.main(
            [
                "verify",
                str(month.parent / "output" / "2012-09"),
                "--returns",
                str(month),
                "--plan",
                plan,
            ]
        )
        == 0
    )


def test_files_in_containers_are_inputs_that_verify_knows(
    month: Path, sent: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(month.parent)
    (month / "returns.zip").write_bytes(zipped({"A.xlsx": sent.read_bytes()}))
    (month / "mail.eml").write_bytes(mailed({"B.xlsx": b"damaged"}))
    options = ["--returns", str(month), "--plan", str(locations.example_returns() / "plan.xlsx")]
    cli.main(["report", str(month), *options[2:]])
    assert cli.main(["verify", "output/2012-09", *options]) == 0
    assert "5 inputs" not in capsys.readouterr().err
    (month / "returns.zip").write_bytes(zipped({"A.xlsx": sent.read_bytes(), "C.pdf": b"%PDF"}))
    assert cli.main(["verify", "output/2012-09", *options]) == 1
    said = capsys.readouterr().out
    assert "Input 2012-09/returns.zip has changed since the report was made." in said
    assert "Input 2012-09/C.pdf in returns.zip is new" in said
    (month / "mail.eml").unlink()
    cli.main(["verify", "output/2012-09", *options])
    assert "Input 2012-09/mail.eml is missing." in capsys.readouterr().out


def test_status_and_emails_tell_of_files_that_came_and_were_not_read(
    few_rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(few_rows, tmp_path / "returns")
    (tmp_path / "returns/2012-09/return-A.xlsx").rename(tmp_path / "return-A.xlsx")
    (tmp_path / "returns/2012-09/Priority A.docx").write_bytes(b"PK")
    (tmp_path / "returns/2012-09/Priority A.msg").write_bytes(stream("__nameid_version1.0"))
    assert cli.main(["status", "returns/2012-09"]) == 1
    said = capsys.readouterr().out
    assert "A: not returned" in said
    assert "Priority A.docx" in said
    assert "save the workbook that is attached to it" in said
    cli.main(["report", "returns/2012-09"])
    capsys.readouterr()
    cli.main(["email", "returns/2012-09"])
    said = capsys.readouterr().out
    for name in ("Priority A.docx", "Priority A.msg"):
        assert f"{name}\n  Warning: This workbook came but was left out" in said
    cli.main(["check", "returns/2012-09", "--feedback", "lists"])
    names = {path.name for path in Path("lists").iterdir()}
    assert "Priority A.msg 2012-09 feedback.txt" in names
    assert "Priority A.docx 2012-09 feedback.txt" not in names, "it may be anything"

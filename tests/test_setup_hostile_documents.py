"""Documents that are damaged, packed to exhaust a computer, or none: one finding, no traceback."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Finding
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.importing import import_plan
from cyps_reports.setup.sources import word_grid
from cyps_reports.workbooks.budget import TooMuchError
from cyps_reports.workbooks.limits import MAX_FILE_BYTES
from tests.tools.plan_document import plan_document
from tests.tools.word_package import WordDocument, package, table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = ("Ref", "Action", "By when", "Lead")


def imported(folder: Path, content: bytes, name: str = "plan.docx") -> PlanDraft:
    path = folder / name
    path.write_bytes(content)
    return import_plan(path)


def told(draft: PlanDraft) -> Finding:
    (finding,) = draft.findings
    assert not any(draft.sheets.values())
    return finding


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A whole document with one of its parts put in another's place."""
    with zipfile.ZipFile(io.BytesIO(package({"document": "<d/>"}))) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped({**parts, name: part})


def nested(depth: int) -> bytes:
    tables = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    body = f"<w:document {W}><w:body>{tables}</w:body></w:document>"
    return with_part("word/document.xml", body.encode())


def bomb_of_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    text = f'<!DOCTYPE d [<!ENTITY e0 "x">{entities}]><w:document {W}>&e9;</w:document>'
    return with_part("word/document.xml", text.encode())


# What is large is made when it is wanted, not whenever the tests are collected.


def many_tags() -> bytes:
    return with_part("word/media/a.xml", b"<a>" * 1_200_000)


def zip_bomb() -> bytes:
    return with_part("word/document.xml", b"<d>" + b" " * 200_000_000)


def huge_table() -> bytes:
    rows = [(str(at), "Do", "30 June 2012", "AB") for at in range(30_000)]
    return package({"document": f"<w:document {W}><w:body>{table(rows)}</w:body></w:document>"})


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENCRYPTED = OLD + "EncryptedPackage".encode("utf-16-le") + "EncryptionInfo".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "code", "fix"),
    [
        (b"", "empty-file", "Copy it here again."),
        (b"%PDF-1.7\n%...", "another-kind", "Take the Word document or the Excel tracker"),
        (b"{\\rtf1\\ansi A plan}", "another-kind", "save it as a Word document (.docx)"),
        (OLD + "WordDocument".encode("utf-16-le"), "another-kind", "save it as a Word document"),
        (ENCRYPTED, "protected-file", "empty the password"),
        (b"A plan in words alone", "another-kind", "Take the Word document or the Excel tracker"),
        (bytes(1000), "another-kind", "Take the Word document or the Excel tracker"),
        (with_part("word/document.xml", b""), "damaged-file", "open it in Word"),
        (with_part("_rels/.rels", b"<Relationships/>"), "damaged-file", "open it in Word"),
        (plan_document()[:9000], "damaged-file", "Copy it here again"),
        (bomb_of_entities(), "unsafe-file", "Do not open it."),
        (many_tags, "oversized-file", "without pictures"),
        (zip_bomb, "oversized-file", "without pictures"),
        (huge_table, "oversized-file", "a document of their own"),
    ],
    ids=[
        *("empty", "pdf", "rtf", "old Word", "encrypted", "text", "noughts", "no body"),
        *("no relations", "cut short", "entities", "tags", "zip bomb", "huge table"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    tmp_path: Path, content: bytes | Callable[[], bytes], code: Code, fix: str
) -> None:
    finding = told(imported(tmp_path, content() if callable(content) else content))
    assert (finding.code, finding.place.workbook) == (code, "plan.docx")
    assert fix in finding.fix


def test_a_table_has_at_most_as_many_rows_as_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_grid, "MAX_ROWS", 3)
    rows = [(str(at), "Do") for at in range(4)]
    three, four = (
        fromstring(f"<w:body {W}>{table(rows[:number])}</w:body>")[0] for number in (3, 4)
    )
    assert word_grid.grid_of(three).height == 3
    with pytest.raises(TooMuchError):
        word_grid.grid_of(four)


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    assert told(imported(tmp_path, bytes(MAX_FILE_BYTES + 1))).code == "oversized-file"


def test_tables_within_tables_end_somewhere(tmp_path: Path) -> None:
    for depth in (30, 20_000):
        assert not any(imported(tmp_path, nested(depth)).sheets.values())


def test_a_pdf_and_pictures_are_said_not_to_be_read(tmp_path: Path) -> None:
    finding = told(imported(tmp_path, b"%PDF-1.4", "plan.docx"))
    assert "not read; nor are scanned pages" in finding.message


@pytest.mark.parametrize("name", ["plan.docm", "plan.dotx", "plan.xlsx", "plan"])
def test_what_a_document_is_goes_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    draft = imported(tmp_path, plan_document(), name)
    assert len(draft.rows("Measures")) == 41


def test_macros_are_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(plan_document())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts["word/vbaProject.bin"] = random.Random(1).randbytes(5000)
    assert len(imported(tmp_path, zipped(parts), "plan.docm").rows("Milestones")) == 113


def damaged(content: bytes, number: int) -> Iterator[bytes]:
    """The document with bytes of its XML changed at random."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    for seed in range(number):
        chance = random.Random(seed)
        part = bytearray(parts["word/document.xml"])
        for _ in range(chance.randint(1, 30)):
            part[chance.randrange(len(part))] = chance.randrange(256)
        yield zipped({**parts, "word/document.xml": bytes(part)})


def test_no_damage_ends_in_a_traceback(tmp_path: Path) -> None:
    document = WordDocument()
    document.table([HEAD, *(("1", "Visit schools", "30 June 2012", "AB"),) * 4])
    for content in damaged(document.bytes(), 60):
        assert imported(tmp_path, content).findings

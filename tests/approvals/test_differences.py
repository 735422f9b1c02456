"""Where two documents of the same name first differ is said as it was approved."""

import io
import zipfile
from collections.abc import Iterator

from cyps_reports.verify.documents import document_difference
from cyps_reports.workbooks.writing import workbook_bytes
from tests.tools.approved import Approved

LONG = "It goes on and on, " * 20


def word(*paragraphs: str, look: str = "") -> bytes:
    """A Word document of these paragraphs; `look` is another part of it."""
    inner = "".join(f'<w:p><w:t xml:space="preserve">{each}</w:t></w:p>' for each in paragraphs)
    return packed({"word/document.xml": f"<w:body>{inner}</w:body>", "word/styles.xml": look})


def packed(parts: dict[str, str], way: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, way)
    return buffer.getvalue()


def workbook(*cells: object, sheet: str = "Targets", wide: bool = False) -> bytes:
    buffer = io.BytesIO()
    with workbook_bytes(buffer, "Title", "Author", "") as writer:
        made = writer.workbook.add_worksheet(sheet)
        made.set_column(0, 0, 30 if wide else 10)
        for column, value in enumerate(cells):
            made.write(4, column, value)
    return buffer.getvalue()


STYLE = "<style>p { color: red }</style>"
PAIRS: dict[str, list[tuple[bytes, bytes]]] = {
    "a.docx": [
        (word("One", "Two"), word("One", "Two")),
        (
            packed({"word/document.xml": LONG}, zipfile.ZIP_DEFLATED),
            packed({"word/document.xml": LONG}),
        ),
        (word("One", "Two"), word("One", "Three")),
        (word("One"), word("One", "Two")),
        (word("One", "Two"), word("One")),
        (word("R&amp;D"), word("R&amp;E")),
        (word("One", look="red"), word("One", look="blue")),
        (word(LONG), word("Short")),
        (b"no document", word("One")),
        (packed({"other.xml": "x"}), word("One")),
        (word("One"), b"no document"),
    ],
    "a.html": [
        (b"<p>One</p>", b"<p>One</p>"),
        (b"<p>One</p><p>R&amp;D</p>", b"<p>One</p><p>R&amp;E</p>"),
        (f"{STYLE}<p>One</p>".encode(), b"<style></style><p>One</p>"),
        ("<p>½</p>".encode(), b"<p>\xbd</p>"),
    ],
    "a.csv": [
        ("\ufeffOne\nTwo".encode(), "\ufeffOne\nThree".encode()),
        ("\ufeffOne".encode(), b"One"),
        ("\ufeffOne".encode(), "\ufeffTwo".encode()),
        (b"One\xbd", "One½".encode()),
    ],
    "a.xlsx": [
        (workbook("A1", 50), workbook("A1", 50)),
        (workbook("A1", 50), workbook("A1", 51)),
        (workbook("A1"), workbook("A1", 51)),
        (workbook("A1", 50), workbook("A1")),
        (workbook("A1"), workbook("A1", sheet="Milestones")),
        (workbook("A1", wide=True), workbook("A1")),
        (b"no workbook", workbook("A1")),
        (workbook("A1"), b"no workbook"),
    ],
    "a.pdf": [(b"no PDF", word("One")), (b"%PDF-1.7", word("One"))],
}


def test_where_two_documents_differ(approved: Approved) -> None:
    approved.check("two documents", _told())


def _told() -> Iterator[str]:
    for name, pairs in PAIRS.items():
        for at, (kept, made) in enumerate(pairs, start=1):
            yield f"{name} {at}: {document_difference(name, kept, made) or 'the same'}"

"""Word documents and sheets are read as somebody sees them, piece by piece, as was approved."""

from collections.abc import Iterator

from cyps_reports.setup.sources import document_refusals
from cyps_reports.setup.sources.source import SourceCell, SourceDocument
from cyps_reports.setup.sources.word_documents import read_document
from cyps_reports.workbooks.refusals import Refusal
from tests.setup_documents import word_pieces as pieces
from tests.setup_documents.word_parts import PARTS, W, p, tbl, tc, tr
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import told_of
from tests.tools.word_package import package

OLD = b"\xd0\xcf\x11\xe0" + bytes(600)
MOST_TEXTS = 28
BEGINNINGS = {
    "nothing": b"",
    "PDF": b"%PDF-1.4",
    "PDF behind spaces": b" \n%PDF-1.4",
    "PDF within": b"x%PDF-1.4",
    "RTF": b"{\\rtf1",
    "RTF behind spaces": b"  {\\rtf1",
    "OpenDocument": b"PK" + bytes(30) + b"application/vnd.oasis.opendocument.text",
    "OpenDocument, too late": bytes(1024) + b"application/vnd.oasis.opendocument.text",
    "OpenDocument, just in time": bytes(1024 - 39) + b"application/vnd.oasis.opendocument.text",
    "old Word": OLD + "WordDocument".encode("utf-16-le"),
    "old Word without its container": bytes(8) + "WordDocument".encode("utf-16-le"),
    "encrypted": OLD + "EncryptedPackage EncryptionInfo".encode("utf-16-le"),
    "old and encrypted": OLD + "WordDocument EncryptedPackage EncryptionInfo".encode("utf-16-le"),
    "labelled": OLD + "DRMContent".encode("utf-16-le"),
    "labelled by a label": OLD + "LabelInfo EncryptedPackage".encode("utf-16-le"),
    "protected file": b".pfile",
    "text": b"A plan",
}


def read(body: str) -> SourceDocument:
    document = f"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return read_document("plan.docx", package({"document": document, **PARTS}))


def cell(one: SourceCell) -> str:
    """A cell with all that is beside its text."""
    beside = {
        "rows": one.rows if one.rows > 1 else "",
        "columns": one.columns if one.columns > 1 else "",
        "notes": list(zip(one.notes, one.note_lines, strict=False)) or "",
        "heading": one.is_heading or "",
        "struck": one.raw.struck,
        "raised": one.raw.raised,
        "shows": one.raw.written,
    }
    told = ", ".join(f"{name} {said}" for name, said in beside.items() if said)
    return f"{one.raw.value!r}{f' ({told})' if told else ''}"


def document(read_as: SourceDocument) -> Iterator[str]:
    if read_as.title:
        yield f"title {read_as.title}"
    if len(read_as.texts) > MOST_TEXTS:
        yield f"{len(read_as.texts)} texts"
    for text in read_as.texts[:MOST_TEXTS]:
        yield f"{text.place}, level {text.level}: {text.text!r}"
    for table in read_as.tables:
        under = [text.text for text in table.headings]
        around = [[text.text for text in texts] for texts in (table.before, table.after)]
        some = [texts if len(texts) <= MOST_TEXTS else f"{len(texts)} texts" for texts in around]
        heads = f"{table.page_heads} heads, under {under}"
        yield f"{table.place}: {heads}, before {some[0]}, after {some[1]}"
        for row in table.rows:
            across = "across: " if row.across else ""
            yield f"{across}{' | '.join(map(cell, row.cells))}"
    yield from map(told_of, read_as.findings)


def runs() -> Iterator[str]:
    """What a paragraph holds, in the body and in a cell; a mark counts in its own document."""
    for name, inside in pieces.RUNS.items():
        yield f"== {name}"
        yield from document(read(p(inside) + tbl(tr(tc(p(inside)), "b"))))


def blocks() -> Iterator[str]:
    for name, body in {**pieces.PARAGRAPHS, **pieces.TABLES}.items():
        yield f"== {name}"
        yield from document(read(body))


def refusals() -> Iterator[str]:
    """What begins so is no document; and all that may be said of one that is not read."""
    named = {id(each): name for name, each in vars(document_refusals).items() if name.isupper()}
    for name, content in BEGINNINGS.items():
        refused = document_refusals.refusal_of(content)
        yield f"{name} → {named.get(id(refused), refused) if refused else 'may be one'}"
    for each in vars(document_refusals).values():
        if isinstance(each, Refusal):
            yield told_of(each.of("plan.docx", "no room"))


def test_what_paragraphs_hold_is_read_as_approved(approved: Approved) -> None:
    approved.check("setup word runs", runs())


def test_paragraphs_and_tables_are_read_as_approved(approved: Approved) -> None:
    approved.check("setup word tables", (*blocks(), *refusals()))

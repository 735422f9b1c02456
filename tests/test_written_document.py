"""What the program has just written is read as what a person saved, and takes little memory."""

import io
import tracemalloc
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from docx import Document

from cyps_reports.words.document import main_part, read_document, written_document
from tests.tools.read_outputs import WORD


def test_it_is_read_as_what_a_person_saved(outputs: Path) -> None:
    content = (outputs / WORD).read_bytes()
    saved = read_document(content)
    assert saved
    assert len(saved.blocks) > 200
    assert written_document(content).blocks == saved.blocks


def test_a_long_one_is_never_in_memory_as_a_whole() -> None:
    document, buffer = Document(), io.BytesIO()
    for number in range(1_000):
        paragraph = document.add_paragraph(f"Paragraph {number}")
        for _ in range(15):
            paragraph.add_run(".")
    document.save(buffer)
    content = buffer.getvalue()
    whole = _peak_of_whole(content)
    tracemalloc.start()
    blocks = written_document(content).blocks
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [each.text for each in blocks[:2]] == [
        f"Paragraph 0{15 * '.'}",
        f"Paragraph 1{15 * '.'}",
    ]
    assert len(blocks) == 1_000
    assert peak < whole / 2


def _peak_of_whole(content: bytes) -> int:
    """What it takes at most to have all elements of the document at once."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(main_part(content))
    tracemalloc.start()
    root = ElementTree.fromstring(xml)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(root)
    return peak

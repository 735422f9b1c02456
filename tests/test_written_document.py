"""What the program writes takes little memory, and is read as what a person saved."""

import gc
import io
import tracemalloc
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from cyps_reports.words.document import Block, main_part, read_document, written_blocks
from cyps_reports.workbooks.writing import put, workbook_bytes
from tests.tools.read_outputs import WORD


def test_it_is_read_as_what_a_person_saved(outputs: Path) -> None:
    content = (outputs / WORD).read_bytes()
    saved = read_document(content)
    assert saved
    assert len(saved.blocks) > 200
    assert tuple(written_blocks(content)) == saved.blocks


def test_a_long_one_is_never_in_memory_as_a_whole() -> None:
    document, buffer = Document(), io.BytesIO()
    for number in range(1_000):
        paragraph = document.add_paragraph(f"Paragraph {number}")
        for _ in range(15):
            paragraph.add_run(".")
    document.save(buffer)
    blocks = _read_in_pieces(buffer.getvalue())
    assert [each.text for each in blocks[:2]] == [
        f"Paragraph 0{15 * '.'}",
        f"Paragraph 1{15 * '.'}",
    ]
    assert len(blocks) == 1_000


def test_nor_is_a_large_table() -> None:
    document, buffer = Document(), io.BytesIO()
    table = document.add_table(1_000, 1)
    for number, cell in enumerate(table.column_cells(0)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(f"Row {number}")
        for _ in range(15):
            paragraph.add_run(".")
    document.save(buffer)
    pieces = [each.cells or () for each in _read_in_pieces(buffer.getvalue()) if not each.text]
    assert len(pieces) > 2
    told = [text for piece in pieces for text in piece]
    assert told == [f"Row {number}{15 * '.'}" for number in range(1_000)]


def _read_in_pieces(content: bytes) -> tuple[Block, ...]:
    """What stands in it, read in less than half the memory that all its elements take."""
    whole = _peak_of_whole(content)
    tracemalloc.start()
    blocks = tuple(written_blocks(content))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < whole / 2
    return blocks


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


@pytest.mark.full
def test_the_cells_of_a_workbook_are_let_go_once_it_is_written() -> None:
    buffer = io.BytesIO()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        with workbook_bytes(buffer, "title", "author", "subject") as writer:
            sheet, look = writer.workbook.add_worksheet(), writer.look()
            for row in range(20_000):
                put(sheet, row, 0, row, look)
            held, _ = tracemalloc.get_traced_memory()
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert left < held / 2

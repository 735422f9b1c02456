"""What a Word report says, read back from its file."""

from pathlib import Path

from docx import Document


def words_of(path: Path) -> str:
    """All its words: the paragraphs, then the cells of its tables, each on a line of its own."""
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(each.text for each in document.paragraphs), *cells))

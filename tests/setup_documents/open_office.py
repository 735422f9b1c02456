"""Has LibreOffice save a document anew: opened, saved as its own kind, and that saved for Word."""

from pathlib import Path

from tests.tools.libreoffice import type_into


def through_libreoffice(path: Path, folder: Path) -> Path:
    """The document as LibreOffice writes it for Word."""
    own, saved = folder / f"{path.stem}.odt", folder / f"{path.stem}.docx"
    type_into(
        (
            {"open": str(path.resolve()), "save": str(own), "filter": "writer8"},
            {"open": str(own.resolve()), "save": str(saved), "filter": "MS Word 2007 XML"},
        )
    )
    return saved

"""Native footnotes of a Word report, collected while its tables are written."""

from __future__ import annotations

from html import escape

from cyps_reports.workbooks.plain_text import plain

FOOTNOTE_TEXT, FOOTNOTE_REFERENCE = "footnote text", "footnote reference"
"""Word's own names for the styles of footnotes."""
TEXT_ID, REFERENCE_ID = "FootnoteText", "FootnoteReference"

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SUPERSCRIPT = f'<w:rPr><w:rStyle w:val="{REFERENCE_ID}"/></w:rPr>'
# Bookmarks of footnotes are numbered apart from those of headings.
_FIRST_BOOKMARK = 1000


class Footnotes:
    """The footnotes so far, in the order of their references.

    A note said again in a table refers to the first.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._in_table: dict[str, int] = {}

    def start_table(self) -> None:
        """From here on, a note is given afresh."""
        self._in_table = {}

    def reference(self, text: str) -> str:
        """The run that refers to a note."""
        number = self._in_table.get(text)
        if number is not None:
            return (
                f'<w:fldSimple w:instr=" NOTEREF _Note{number} \\h "><w:r>{_SUPERSCRIPT}'
                f"<w:t>{number}</w:t></w:r></w:fldSimple>"
            )
        self._texts.append(text)
        number = self._in_table[text] = len(self._texts)
        mark = _FIRST_BOOKMARK + number
        return (
            f'<w:bookmarkStart w:id="{mark}" w:name="_Note{number}"/>'
            f'<w:r>{_SUPERSCRIPT}<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd '
            f'w:id="{mark}"/>'
        )

    def part(self) -> bytes:
        """The footnotes part of the package."""
        separators = (
            '<w:footnote w:type="separator" '
            'w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" '
            'w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote>"
        )
        notes = "".join(_note(number, text) for number, text in enumerate(self._texts, start=1))
        start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        opening = f'<w:footnotes xmlns:w="{WORD_NAMESPACE}">'
        return f"{start}{opening}{separators}{notes}</w:footnotes>".encode()


def _note(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{TEXT_ID}"/></w:pPr>'
        f"<w:r>{_SUPERSCRIPT}<w:footnoteRef/></w:r>"
        '<w:r><w:t xml:space="preserve"> '
        f"{escape(plain(text), quote=False)}</w:t></w:r></w:p></w:footnote>"
    )

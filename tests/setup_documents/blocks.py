"""What a plan's document holds, as plain data: headings, paragraphs and tables, in any program.

A cell is a text. Each of its lines is a paragraph. A line that begins with "• " is an item of a
list, one that begins with "# " of the numbered list, and the program makes its bullet or number.
Within a line, ~~so~~ is struck through, [+so+] a tracked insertion, [-so-] a tracked deletion, and
{{so}} the text of a footnote at that place.
"""

from dataclasses import dataclass

UP, LEFT = "⟨up⟩", "⟨left⟩"
"""A cell that is merged with the one above, or with the one to its left."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """Rows of as many cells each; a row of one text is one cell across the whole table.

    `heads` of the rows are headings, which Word repeats on each page where `is_repeated`. `widths`
    are shares of the page.
    """

    rows: tuple[Row, ...]
    heads: int = 1
    is_repeated: bool = True
    widths: tuple[int, ...] = ()

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Document:
    blocks: tuple[Block, ...]
    is_landscape: bool = True


def across(row: Row, columns: int) -> Row:
    """A row of one text, as a cell across all columns."""
    return (*row, *(LEFT,) * (columns - 1)) if len(row) == 1 else row

"""The tables of the report model: columns, and rows of cells; a cell has text and a tone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from cyps_reports.plan.model.units import Unit
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in its unit (percentages as 78.5), for writers that can hold numbers."""

    figure: Decimal
    unit: Unit


Value = Amount | date | int | None


class Icon(Enum):
    """A sign of variation or assurance (NHS, Making data count): its letter, tone and words."""

    USUAL = "~", Tone.GREY, "No more than usual"
    BETTER_HIGH = "H", Tone.BLUE, "Real improvement, by high figures"
    BETTER_LOW = "L", Tone.BLUE, "Real improvement, by low figures"
    WORSE_HIGH = "H", Tone.AMBER, "Real worsening, by high figures"
    WORSE_LOW = "L", Tone.AMBER, "Real worsening, by low figures"
    HIGH = "H", Tone.PLAIN, "Unusually high"
    LOW = "L", Tone.PLAIN, "Unusually low"
    MEETS = "P", Tone.BLUE, "The target is met consistently"
    MISSES = "F", Tone.AMBER, "The target is missed consistently"
    EITHER = "?", Tone.GREY, "The target may be met or missed"

    @property
    def letter(self) -> str:
        """What stands in it."""
        return self.value[0]

    @property
    def tone(self) -> Tone:
        """Its colour."""
        return self.value[1]

    @property
    def words(self) -> str:
        """What it says."""
        return self.value[2]

    @property
    def is_assurance(self) -> bool:
        """Whether it is about the target, and not about the ups and downs."""
        return self in (Icon.MEETS, Icon.MISSES, Icon.EITHER)


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """An address on the web or of mail, and the lines of a cell's text that lead there."""

    text: str
    address: str


class Cell(NamedTuple):
    """Text as it is read, its tone, and the value behind it where there is one.

    `footnotes` are the plan's notes on the figure; `link` leads to a row of a sheet, counted from
    0; `trend` are figures in the order of time, for writers that can draw them; `hyperlinks` lead
    out of the report; `is_prose` where sentences stand among figures; `icon` stands before the
    text, as a picture or as its letter.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    value: Value = None
    footnotes: tuple[str, ...] = ()
    link: tuple[str, int] | None = None
    trend: tuple[Decimal, ...] = ()
    hyperlinks: tuple[Hyperlink, ...] = ()
    is_prose: bool = False
    icon: Icon | None = None

    @property
    def lettered(self) -> str:
        """The text with its icon's letter before it, for writers that draw none."""
        return f"{self.icon.letter}  {self.text}" if self.icon else self.text


EMPTY = Cell()
"""A cell in which nothing stands."""


class Align(StrEnum):
    """How a column's texts stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, its width as a share of the others', how its texts stand.

    `by_word` where the word decides the colour, as with a rating; not so with counts. `is_chip`
    where the word alone is painted and not its cell, which may be tall.
    """

    heading: str
    width: float
    align: Align = Align.LEFT
    by_word: bool = False
    is_chip: bool = False

    def align_of(self, cell: Cell) -> Align:
        """How the text of one of its cells stands: sentences are read from the left."""
        return Align.LEFT if cell.is_prose else self.align


@dataclass(frozen=True, slots=True)
class Band:
    """A row across the whole table: the plan's heading over the milestones that follow."""

    text: str


TableRow = tuple[Cell, ...] | Band


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called, what it shows in a sentence, its columns and rows.

    `is_dense` where so many rows and columns have little room between them.
    """

    title: str
    description: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    is_dense: bool = False

    def __reduce__(self) -> tuple[Callable[..., Table], tuple[object, ...]]:
        """Its cells as plain tuples, which are handed to another process much sooner."""
        rows = [row if isinstance(row, Band) else [*map(tuple, row)] for row in self.rows]
        return _table_of, (self.title, self.description, self.columns, rows, self.is_dense)


def _table_of(
    title: str,
    description: str,
    columns: tuple[TableColumn, ...],
    rows: Iterable[Band | list[tuple[Any, ...]]],
    is_dense: bool,
) -> Table:
    cells = (row if isinstance(row, Band) else tuple(Cell(*each) for each in row) for row in rows)
    return Table(title, description, columns, tuple(cells), is_dense)

"""The report model: sections of blocks; writers decide the look."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_reports.report.chart_blocks import Chart, LineChart, LineCharts
from cyps_reports.report.page_blocks import BarTable, Headline, Items
from cyps_reports.report.table_blocks import EMPTY, Cell, Table
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of whole sentences."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the plan in a list: its name, which stands out, what follows it on the same line.

    `written` is what somebody wrote of it, a line each.
    """

    name: str
    text: str
    written: Cell = EMPTY


@dataclass(frozen=True, slots=True)
class Points:
    """A list of rows of the plan."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A sentence that must not be missed."""

    text: str
    tone: Tone = Tone.GREY


@dataclass(frozen=True, slots=True)
class PlaceToWrite:
    """A place for the officer's words: its tag, its short name, its title, and what stands there.

    While there are no `words`, a writer whose document is edited shows the `prompt` and, under it,
    what was written for the report before (`last`); every other shows nothing at all. `is_inline`
    where the title is no heading of its own where nobody writes.
    """

    tag: str
    name: str
    title: str
    prompt: str
    words: tuple[str, ...] = ()
    last: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """What is told under a label of its own: `Corrective action`, and what that is."""

    label: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A row of the plan told in full: its name, its rating, why, what else is known of it.

    Its chart stands beside that, where there is one.
    """

    title: str
    rating: Cell
    reason: str
    told: tuple[Labelled, ...] = ()
    chart: LineChart | None = None


Block = (
    Chart
    | LineCharts
    | Heading
    | Paragraph
    | Bullets
    | Points
    | Callout
    | Table
    | PlaceToWrite
    | Headline
    | BarTable
    | Items
    | Exhibit
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the Word report under a heading of level 1.

    `is_wide` where its tables need landscape; `is_annex` where it is behind the pages that
    everybody reads, so that its tables may be small.
    """

    title: str
    blocks: tuple[Block, ...]
    is_wide: bool = False
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class SheetModel:
    """A sheet of the Excel summary: its name, title, sentences, and tables under each other.

    Charts stand over the tables, small ones beside each other. The first `named` columns say what
    a row is: they stay in sight, and stand on every page. The first `printed` are all that is
    printed, 0 where that is every one.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()
    trends: tuple[LineChart, ...] = ()
    named: int = 1
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the Word report says of a month, built once.

    The writer only decides how it looks. `edition` stands on every page.
    """

    title: str
    month: str
    council: str
    service: str
    marking: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the Excel summary says of a month, the same way."""

    title: str
    month: str
    service: str
    marking: str
    sheets: tuple[SheetModel, ...]
    edition: str = ""

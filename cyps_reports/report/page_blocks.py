"""The blocks of page one: its headline, its bars, and lists whose items have a name."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_reports.phrases import listed
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Headline:
    """What the whole report comes to: sentences that stand out, and what is to be known beside."""

    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: its colour, how many it stands for, and what they are, as words."""

    tone: Tone
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of counts in the order they are drawn, none of them nought; `instead` where empty."""

    parts: tuple[BarPart, ...]
    instead: str = ""

    @property
    def in_words(self) -> str:
        """The same for who cannot see it: `4 on target and 1 off target`."""
        return listed(f"{part.number:,} {part.words}" for part in self.parts) or self.instead


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: what it is of, a bar for each column of bars, and a remark, "" for none."""

    name: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BarTable:
    """Bars of counts in a table: its headings are those of the name, of each bar, of the remark.

    There is no heading of remarks where no row has one. `key` says what symbols and colours mean.
    """

    title: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[BarRow, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list: what it is about, and the sentence on it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """Points with their names; `is_ranked` where they are numbered, the foremost first."""

    items: tuple[Item, ...]
    is_ranked: bool = False

"""The charts of the report model: bars, and small lines; writers decide the look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from cyps_reports.plan.model.units import Unit
from cyps_reports.theme import Tone


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a stacked bar chart: its name, its tone, a value for each category."""

    name: str
    tone: Tone
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A stacked bar chart: its title, the finding it shows in words, categories and series."""

    title: str
    alt_text: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


class LineKind(StrEnum):
    """What a line of a chart stands for; writers decide how each kind is drawn."""

    ACTUAL = "actual"
    AIM = "aim"
    LIMIT = "limit"
    FORECAST = "forecast"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a line chart: its name and a figure for each category, None where it has none.

    `labels` are the places of the points, from 0, at which a text stands.
    """

    name: str
    values: tuple[Decimal | None, ...]
    kind: LineKind = LineKind.ACTUAL
    labels: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def is_standard(self) -> bool:
        """Whether it is what is aimed for."""
        return self.kind is LineKind.AIM


@dataclass(frozen=True, slots=True)
class Range:
    """A band behind the lines of a chart: its name, and from where to where at each category.

    It has no height where both are the same.
    """

    name: str
    lows: tuple[Decimal, ...]
    highs: tuple[Decimal, ...]
    tone: Tone = Tone.GREY


@dataclass(frozen=True, slots=True)
class Axis:
    """The upright axis of a chart, in its unit.

    Where it begins, where it ends, and how far apart its marks are.
    """

    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class LineChart:
    """A small line chart of a measure.

    `title` is its message, `caption` what it is of, and `alt_text` says both in words, the message
    first. `categories` are the times along it.
    """

    title: str
    caption: str
    alt_text: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: Unit
    axis: Axis
    band: Range | None = None


@dataclass(frozen=True, slots=True)
class LineCharts:
    """Small line charts beside each other, as many as fit."""

    charts: tuple[LineChart, ...]

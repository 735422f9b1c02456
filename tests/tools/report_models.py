"""Models of a report for tests of how they are written: the month's own, and changed ones."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import report_of
from cyps_reports.plan.model.units import Unit
from cyps_reports.report.blocks import (
    Bullets,
    Callout,
    Exhibit,
    Heading,
    Labelled,
    Paragraph,
    PlaceToWrite,
    Point,
    Points,
    Report,
    Section,
    Summary,
)
from cyps_reports.report.chart_blocks import (
    Axis,
    Chart,
    Line,
    LineChart,
    LineCharts,
    LineKind,
    Range,
    Series,
)
from cyps_reports.report.page_blocks import (
    Bar,
    BarPart,
    BarRow,
    BarTable,
    Headline,
    Item,
    Items,
)
from cyps_reports.report.readers import Readers
from cyps_reports.report.table_blocks import (
    Align,
    Amount,
    Band,
    Cell,
    Hyperlink,
    Icon,
    Table,
    TableColumn,
)
from cyps_reports.theme import Tone
from cyps_reports.words.model import priority_place
from tests.tools.approved import sum_of
from tests.tools.small_plan import small_plan

Z = Decimal
EMPTY = priority_place(small_plan(), "A").prompt
Thing = TypeVar("Thing")


def of_month(checked: CheckedMonth, readers: Readers | None = None) -> Report:
    """What the report of a month says."""
    return report_of(checked, readers or Readers(), None)


def texts_in(told: object) -> Iterator[str]:
    """Every text of a report model."""
    if isinstance(told, Align):
        return
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple | list):
        for each in told:
            yield from texts_in(each)
    elif is_dataclass(told):
        for each in fields(told):
            yield from texts_in(getattr(told, each.name))


def lines_of(model: Report | Summary) -> Iterator[str]:
    """A line for each block of a report and each table of a summary: a check sum of all of it, what
    it is, and its texts.
    """
    parts = model.sections if isinstance(model, Report) else model.sheets
    for part in parts:
        yield f"{sum_of(repr(part).encode())} {type(part).__name__}"
        blocks = part.blocks if isinstance(part, Section) else part.tables
        for block in blocks:
            said = " | ".join(filter(None, texts_in(block)))
            yield f"{sum_of(repr(block).encode())} {type(block).__name__}: {said}"


def with_every_text(thing: Thing, change: Callable[[str], str]) -> Thing:
    """The same, with every text in it changed, however deep; but for where links lead."""
    return _changed(thing, change)  # type: ignore[no-any-return]


def _changed(thing: Any, change: Callable[[str], str]) -> Any:
    match thing:
        case Enum() | Unit() | Decimal() | date() | int() | None:
            return thing
        case str():
            return change(thing)
        case Cell():
            return Cell(**_parts_changed(thing._asdict(), change))
        case tuple():
            return tuple(_changed(each, change) for each in thing)
        case dict():
            return {key: _changed(each, change) for key, each in thing.items()}
    assert is_dataclass(thing), thing
    parts = {each.name: getattr(thing, each.name) for each in fields(thing)}
    return replace(thing, **_parts_changed(parts, change))  # type: ignore[type-var]


def _parts_changed(parts: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    kept = ("address", "link")
    return {name: part if name in kept else _changed(part, change) for name, part in parts.items()}


LINE_CHART = LineChart(
    title="A1: 61%, 9 points below target and falling",
    caption="A1 Attainment",
    alt_text="Down from 70% in April to 61% in June; the 70% target is not met. 70%, 66%, 61%.",
    categories=("11/12", "Apr", "May", "Jun"),
    lines=(
        Line("Actual", (None, Z(70), Z(66), Z(61)), labels={1: "70%", 3: "61%"}),
        Line("Target", (Z(70),) * 4, LineKind.AIM),
        Line("Amber ends", (Z(64),) * 4, LineKind.LIMIT),
        Line("Forecast", (None, None, None, Z(61)), LineKind.FORECAST, {3: "61%"}),
        Line("Last year", (Z(72), None, None, None), LineKind.MARK),
        Line("Similar authorities", (None, None, None, Z(75)), LineKind.MARK),
    ),
    unit=Unit.PERCENT,
    axis=Axis(Z(55), Z(80), Z(5)),
    band=Range("Usual range", (Z(60),) * 4, (Z(76),) * 4, Tone.GREY),
)
BAR_CHART = Chart(
    "Two of four measures are on target",
    "Two of four measures are on target. Priority A: 1 on target, 12 off target.",
    ("Priority A", "Priority B"),
    (Series("On target", Tone.GREEN, (1, 1)), Series("Off target", Tone.RED, (12, 0))),
)
ALL_KINDS = Report(
    title="Plan 2012/13",
    month="June 2012",
    council="A council",
    service="A service",
    marking="A marking",
    facts=(("To", "Cabinet"),),
    sections=(
        Section(
            "1. All kinds of blocks",
            (
                Paragraph("A paragraph."),
                Paragraph("A note.", is_note=True),
                Bullets(("One", "two")),
                Points(
                    (
                        Point("A1 Name", ", on track.", Cell("Written.\nCorrective action: More.")),
                        Point(
                            "A2 Other",
                            ", late.",
                            Cell("See", hyperlinks=(Hyperlink("See", "https://example.org"),)),
                        ),
                    )
                ),
                Callout("A callout.", Tone.AMBER),
                Heading("Charts"),
                BAR_CHART,
                LineCharts((LINE_CHART,)),
                Headline("A headline.", "And more."),
                BarTable(
                    "Bars",
                    "What they show.",
                    ("Priority", "Measures", "Deadlines", "Since"),
                    (
                        BarRow(
                            "A",
                            (
                                Bar(
                                    (
                                        BarPart(Tone.GREEN, 24, "on target"),
                                        BarPart(Tone.RED, 1, "off target"),
                                    )
                                ),
                                Bar((), "No deadlines"),
                            ),
                            "One more",
                        ),
                    ),
                    "● on target, ■ off target.",
                ),
                Items((Item("A1", "is off target."),), is_ranked=True),
                Items((Item("A2", "is better."),)),
                Exhibit(
                    "A1 Attainment",
                    Cell("■ Off target", Tone.RED),
                    "9 points below the target.",
                    (
                        Labelled("Comment", Cell("A comment.\nIn two lines.")),
                        Labelled("", Cell("It has not moved.", footnotes=("A note.",))),
                    ),
                    LINE_CHART,
                ),
                Exhibit("A2 Attendance", Cell("Off target", Tone.RED), ""),
                PlaceToWrite("tag", "Name", "A title", "A prompt", ("Words.", "• listed")),
                PlaceToWrite("empty", "Nobody wrote", "Nobody wrote here", EMPTY),
                Heading("Deeper", 3),
                Table(
                    "A table",
                    "What it shows.",
                    (TableColumn("Ref", 1), TableColumn("Figure", 1), TableColumn("Words", 3)),
                    (
                        Band("A group"),
                        (
                            Cell("A1"),
                            Cell("61%", value=Amount(Z(61), Unit.PERCENT), footnotes=("A note.",)),
                            Cell("Off target", Tone.RED),
                        ),
                        (
                            Cell("A2"),
                            Cell("", icon=Icon.WORSE_LOW, trend=(Z(1), Z(3), Z(2))),
                            Cell(
                                "Comment: https://example.org/x",
                                hyperlinks=(
                                    Hyperlink("https://example.org/x", "https://example.org/x"),
                                ),
                            ),
                        ),
                        (
                            Cell("A3"),
                            Cell("n/a", footnotes=("A note.",)),
                            Cell(
                                "Run me",
                                hyperlinks=(Hyperlink("Run me", "javascript:alert(1)"),),
                            ),
                        ),
                    ),
                ),
            ),
            is_wide=True,
        ),
    ),
    edition="An edition",
)
"""A report with every kind of block, and everything that a cell may hold."""

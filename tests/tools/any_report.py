"""Reports and summaries whose blocks are of any form, at random: the same for the same seed."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from cyps_reports import theme
from cyps_reports.plan.model.units import KNOWN, Unit
from cyps_reports.report.blocks import (
    Block,
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
    SheetModel,
    Summary,
)
from cyps_reports.report.chart_axis import axis_for
from cyps_reports.report.chart_blocks import (
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

_WORDS = (
    *("care", "leavers", "who", "go", "on", "in education", "or training", "—", "within 10 days"),
    *("Strengths and Difficulties Questionnaire", "15½ %", "<5", "R&D", "“seen”", "£1.2m", "a\nb"),
)
_UNITS = (*KNOWN, Unit("per 10,000", after=" per 10,000"))
_TONES = (*Tone,)
_TINTED = (*theme.TINTS,)


def any_report(seed: int) -> Report:
    """A report of three sections: one for all, a wide one, an annex."""
    chance = random.Random(seed)
    sections = tuple(
        Section(
            f"{number}. {_said(chance, 4)}",
            tuple(_any_block(chance, f"{seed}-{number}-{at}") for at in range(14)),
            is_wide=number == 2,
            is_annex=number == 3,
        )
        for number in (1, 2, 3)
    )
    return Report(
        title=_said(chance, 5),
        month="June 2012",
        council=chance.choice(["", "A council"]),
        service=chance.choice(["", "A service"]),
        marking=chance.choice(["", "OFFICIAL", "A marking\nof two lines"]),
        facts=tuple((f"Fact {at}", _said(chance, 6)) for at in range(chance.randrange(4))),
        sections=sections,
        edition=chance.choice(["", "Public edition"]),
    )


def any_summary(seed: int) -> Summary:
    """A summary of five sheets, with charts over one table or two."""
    chance = random.Random(seed)
    return Summary(
        title=_said(chance, 5),
        month="June 2012",
        service=chance.choice(["", "A service"]),
        marking=chance.choice(["", "OFFICIAL"]),
        sheets=tuple(_any_sheet(chance, f"Sheet {at}") for at in range(5)),
        edition=chance.choice(["", "Public edition"]),
    )


def every_sign() -> Table:
    """A table with each icon and each colour, and lines of one figure and more."""
    figures = tuple(Decimal(each) for each in ("3", "1", "2", "2", "2.5", "-1"))
    rows = (
        *((Cell(each.words, icon=each), Cell("", icon=each)) for each in Icon),
        *((Cell(each.value, each), Cell("", each)) for each in Tone),
        *((Cell("", trend=figures[:number]), Cell(str(number))) for number in range(1, 7)),
    )
    return Table("Every sign", "", (TableColumn("One", 20), TableColumn("Other", 10)), rows)


def _any_sheet(chance: random.Random, name: str) -> SheetModel:
    return SheetModel(
        name,
        _said(chance, 4),
        tuple(_said(chance, chance.choice([5, 60])) for _ in range(chance.randrange(3))),
        tuple(_any_table(chance) for _ in range(chance.choice([1, 1, 2]))),
        charts=tuple(_any_bars(chance) for _ in range(chance.choice([0, 0, 1, 2]))),
        trends=tuple(_any_lines(chance) for _ in range(chance.choice([0, 1, 2, 5]))),
        named=chance.choice([1, 2]),
        printed=chance.choice([0, 2]),
    )


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, words)))


def _any_block(chance: random.Random, tag: str) -> Block:
    match chance.randrange(15):
        case 0:
            return Paragraph(_said(chance, 30), is_note=chance.random() < 0.5)
        case 1:
            return Bullets(tuple(_said(chance, 9) for _ in range(chance.randint(1, 4))))
        case 2:
            points = (
                Point(_said(chance, 3), f", {_said(chance, 3)}.", _any_cell(chance))
                for _ in range(3)
            )
            return Points(tuple(points))
        case 3:
            return Callout(_said(chance, 20), chance.choice(_TONES))
        case 4:
            return Heading(_said(chance, 5), chance.choice([2, 3]))
        case 5:
            return _any_bars(chance)
        case 6 | 7:
            return LineCharts(tuple(_any_lines(chance) for _ in range(chance.randint(1, 5))))
        case 8:
            return Headline(_said(chance, 12), chance.choice(["", _said(chance, 12)]))
        case 9:
            return _any_bar_table(chance)
        case 10:
            items = tuple(
                Item(_said(chance, 2), _said(chance, 12)) for _ in range(chance.randint(1, 4))
            )
            return Items(items, is_ranked=chance.random() < 0.5)
        case 11 | 12:
            return _any_exhibit(chance)
        case 13:
            written = chance.choice([(), (_said(chance, 5), f"• {_said(chance, 4)}", "Last.")])
            return PlaceToWrite(tag, _said(chance, 3), _said(chance, 4), "A prompt", written)
        case _:
            return _any_table(chance)


def _any_exhibit(chance: random.Random) -> Exhibit:
    said = (
        Labelled(chance.choice(["", "Comment"]), _any_cell(chance))
        for _ in range(chance.randrange(4))
    )
    chart = _any_lines(chance) if chance.random() < 0.7 else None
    rating = Cell(_said(chance, 2), chance.choice(_TONES))
    return Exhibit(_said(chance, 6), rating, chance.choice(["", _said(chance, 9)]), (*said,), chart)


def _any_bars(chance: random.Random) -> Chart:
    categories = tuple(_said(chance, 3) for _ in range(chance.randint(1, 8)))
    series = (
        Series(tone.value, tone, tuple(chance.choice([0, 0, 1, 3, 12, 99]) for _ in categories))
        for tone in _TONES[: chance.randint(1, len(_TONES))]
    )
    return Chart(_said(chance, 6), _said(chance, 20), categories, tuple(series))


def _any_lines(chance: random.Random) -> LineChart:
    """A chart of one to six lines of each kind, from one to two dozen times."""
    number, unit = chance.choice([1, 2, 3, 4, 6, 12, 13, 25]), chance.choice(_UNITS)
    most = chance.choice([5, 100, 4000])
    kinds = (LineKind.ACTUAL, *chance.choices([*LineKind], k=chance.randrange(6)))
    lines = tuple(_any_line(chance, kind, number, most) for kind in kinds)
    figures = [each for line in lines for each in line.values if each is not None]
    low = min(figures, default=Decimal(0))
    band = Range(
        "Usual range", (low,) * number, (low + most // 4,) * number, chance.choice(_TINTED)
    )
    return LineChart(
        title=_said(chance, 9),
        caption=_said(chance, chance.choice([3, 20])),
        alt_text=_said(chance, 30),
        categories=tuple(chance.choice([f"{at} Apr", f"{at}", "2011/12"]) for at in range(number)),
        lines=lines,
        unit=unit,
        axis=axis_for(unit, figures),
        band=band if chance.random() < 0.4 else None,
    )


def _any_line(chance: random.Random, kind: LineKind, number: int, most: int) -> Line:
    lowest = chance.choice([0, 0, 0, -most])
    known = chance.choice([0.3, 0.8, 1])
    level = Decimal(chance.randint(lowest * 10, most * 10)) / 10
    values = tuple(
        _near(level, kind, chance) if chance.random() < known else None for _ in range(number)
    )
    places = [at for at, value in enumerate(values) if value is not None]
    labelled = chance.sample(places, min(len(places), chance.randrange(4)))
    labels = {at: f"{values[at]}{chance.choice(['%', '', ' days'])}" for at in sorted(labelled)}
    return Line(f"{kind.value.title()} {_said(chance, 2)}", values, kind, labels)


def _near(level: Decimal, kind: LineKind, chance: random.Random) -> Decimal:
    is_level = kind in (LineKind.AIM, LineKind.LIMIT)
    return level if is_level else level + Decimal(chance.randint(-30, 30)) / 10


def _any_bar_table(chance: random.Random) -> BarTable:
    columns = chance.randint(1, 2)
    noted = chance.random() < 0.5
    rows = tuple(
        BarRow(
            _said(chance, 3),
            tuple(_any_bar(chance) for _ in range(columns)),
            _said(chance, 5) if noted else "",
        )
        for _ in range(chance.randint(1, 7))
    )
    headings = ("Priority", *(f"Counted {at}" for at in range(columns)))
    return BarTable(
        _said(chance, 4),
        _said(chance, 9),
        (*headings, "Since") if noted else headings,
        rows,
        chance.choice(["", "● on target, ■ off target."]),
    )


def _any_bar(chance: random.Random) -> Bar:
    tones = chance.sample(_TONES, chance.randrange(len(_TONES)))
    parts = tuple(BarPart(tone, chance.choice([1, 2, 9, 40, 1200]), tone.value) for tone in tones)
    return Bar(parts, "" if parts else "None is known")


def _any_table(chance: random.Random) -> Table:
    width = chance.randint(1, 7)
    columns = tuple(
        TableColumn(
            _said(chance, 2),
            chance.choice([8, 12, 24, 40.5]),
            chance.choice([*Align]),
            by_word=chance.random() < 0.2,
            is_chip=chance.random() < 0.2,
        )
        for _ in range(width)
    )
    rows = tuple(
        Band(_said(chance, 3))
        if chance.random() < 0.2
        else tuple(_any_cell(chance) for _ in range(width))
        for _ in range(chance.choice([0, 1, 3, 12]))
    )
    is_dense = chance.random() < 0.3
    return Table(_said(chance, 4), _said(chance, 9), columns, rows, is_dense)


def _any_cell(chance: random.Random) -> Cell:
    """An empty, a short, a long cell; with a value, a symbol, a small line, links and notes."""
    text = chance.choice(["", _said(chance, 2), _said(chance, 2), _said(chance, 40)])
    figure, unit = Decimal(chance.randint(-50, 90)) / 4, chance.choice(_UNITS)
    trend = tuple(Decimal(chance.randint(0, 9)) for _ in range(chance.choice([2, 3, 12])))
    address = chance.choice(["https://example.org/x", "mailto:a@example.org"])
    more: dict[str, Any] = chance.choice(
        [
            {},
            {},
            {"tone": chance.choice(_TONES)},
            {"value": Amount(figure, unit), "is_prose": chance.random() < 0.3},
            {"value": date(2012, 9, chance.randint(1, 30))},
            {"value": chance.randrange(2000), "tone": chance.choice(_TONES)},
            {"link": ("Sheet 0", chance.randrange(9))} if text else {},
            {"icon": chance.choice([*Icon]), "trend": trend},
            {"footnotes": (chance.choice(["A note.", "Another note."]),)},
            {"hyperlinks": (Hyperlink(text, address),)} if text else {},
        ]
    )
    return Cell(text, **more)

"""Scorecards at random: years, quarters and comparators in one row of headings or in two."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import NamedTuple

from tests.setup_documents.blocks import LEFT, UP, Block, Document, Heading, Paragraph, Row, Table
from tests.setup_documents.expected import Expected, Figures, Named

_MEASURED = (
    "Care leavers in touch with the council",
    "Assessments made on time",
    "Children who go missing again",
    "Pupils with a plan on time",
    "Families on the edge of care",
    "Reviews that children took part in",
)
_POLARITIES = {
    "higher": ("High", "Higher", "H", "Higher is better", "Bigger is better"),
    "lower": ("Low", "Lower", "L", "Lower is better", "Smaller is better"),
    "monitor": ("Info", "Monitor"),
    "": ("",),
}
_QUARTERS = ("06", "09", "12", "03")


class _Column(NamedTuple):
    """A column of a scorecard: its heading, what stands over it with others, what it holds."""

    group: str
    heading: str
    key: str


class Scorecard(NamedTuple):
    document: Document
    expected: Expected


def random_scorecard(seed: int) -> Scorecard:
    """The scorecard of a seed: one priority or two, each with a table of measures."""
    random = Random(seed)
    first = random.randrange(2012, 2024)
    columns = _columns(random, first)
    is_in_two_rows = random.random() < 0.6
    titles = {"A": "Help at the right time", "B": "Good homes"}
    codes = list(titles)[: random.randint(1, 2)]
    written = {code: _measures(random, code, columns, first) for code in codes}
    heads = _two_rows(columns) if is_in_two_rows else _one_row(columns)
    blocks: list[Block] = [
        Heading("Performance scorecard"),
        Paragraph(f"1 April {first} to 31 March {first + 1}"),
    ]
    for code in codes:
        rows = [row for row, _ in written[code]]
        blocks += [Heading(f"Priority {code}: {titles[code]}", 2)]
        blocks += [Table((*heads, *rows), heads=len(heads))]
    measures = tuple(figures for code in codes for _, figures in written[code])
    named = tuple(Named("polarity", each.reference) for each in measures if not each.polarity)
    expected = Expected(
        tuple((code, titles[code]) for code in codes),
        measures=measures,
        named=named,
        starts=date(first, 4, 1).isoformat(),
        ends=date(first + 1, 3, 31).isoformat(),
    )
    return Scorecard(Document(tuple(blocks)), expected)


def _year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def _columns(random: Random, first: int) -> list[_Column]:
    """The columns behind the reference and the name, in the order of time."""
    this, last, before = (_year(first - back) for back in (0, 1, 2))
    outturn = random.choice(("Outturn", "Actual", "Baseline"))
    years = [last] if random.random() < 0.4 else [before, last]
    found = [_Column(outturn, year, f"year {year}") for year in years]
    if random.random() < 0.5:
        found += [_Column(f"Target {this}", f"Q{at}", f"step {at}") for at in (1, 2, 3, 4)]
    else:
        found += [_Column("Target", this, "target")]
    others = [
        _Column(random.choice(("England", "National average", "England average")), "", "england"),
        _Column("Statistical neighbours", "", "neighbours"),
    ]
    found += random.sample(others, k=random.randint(0, 2))
    if random.random() < 0.6:
        name = random.choice(("Polarity", "Good is", "Good performance is"))
        found.insert(random.choice((0, len(found))), _Column(name, "", "polarity"))
    return found


def _one_row(columns: list[_Column]) -> list[Row]:
    return [("Ref", "Indicator", *(f"{each.group} {each.heading}".strip() for each in columns))]


def _two_rows(columns: list[_Column]) -> list[Row]:
    """The groups over their columns; what has no group goes down over both rows."""
    top, below = ["Ref", "Indicator"], [UP, UP]
    for at, each in enumerate(columns):
        is_same = at > 0 and columns[at - 1].group == each.group
        top.append(LEFT if is_same else each.group)
        below.append(each.heading or UP)
    return [tuple(top), tuple(below)]


def _measures(
    random: Random, code: str, columns: list[_Column], first: int
) -> list[tuple[Row, Figures]]:
    """The rows of a priority, each with what is to be read of it."""
    return [_measure(random, f"{code}{at}", code, columns, first) for at in (1, 2, 3)]


def _measure(
    random: Random, reference: str, code: str, columns: list[_Column], first: int
) -> tuple[Row, Figures]:
    unit, after = random.choice((("%", "%"), ("per 10,000", " per 10,000"), ("days", " days")))
    has_decimals = random.random() < 0.5
    name = f"{random.choice(_MEASURED)} ({reference})"
    polarity = random.choice(list(_POLARITIES))
    said = {each.key: _number(random, has_decimals=has_decimals) for each in columns}
    said["polarity"] = random.choice(_POLARITIES[polarity])
    signs = {each.key: "" if each.key == "polarity" else after for each in columns}
    cells = (said[each.key] + signs[each.key] for each in columns)
    figures = Figures(
        reference,
        name,
        unit,
        polarity=polarity if "polarity" in signs else "",
        priority=code,
        outturn=said[[key for key in signs if key.startswith("year")][-1]],
    )
    return (reference, name, *cells), _with_others(figures, said, columns, first)


def _number(random: Random, *, has_decimals: bool) -> str:
    whole = f"{random.randrange(11, 90)}"
    return f"{whole}.{random.randrange(10)}" if has_decimals else whole


def _with_others(
    figures: Figures, said: dict[str, str], columns: list[_Column], first: int
) -> Figures:
    """The measure with its target and steps, its comparators and its earlier years."""
    years = [each for each in columns if each.key.startswith("year")][:-1]
    steps = [said[each.key] for each in columns if each.key.startswith("step")]
    ends = [f"{first + (month == '03')}-{month}" for month in _QUARTERS]
    others = [each for each in columns if each.key in ("england", "neighbours")]
    compared = tuple((each.group, said[each.key]) for each in others)
    return replace(
        figures,
        target=steps[-1] if steps else said["target"],
        steps=tuple(zip(ends, steps, strict=True)) if steps else (),
        similar=compared[0][1] if len(compared) == 1 else "",
        comparators=compared if len(compared) > 1 else (),
        earlier=tuple((each.heading, said[each.key]) for each in years),
    )

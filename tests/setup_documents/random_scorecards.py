"""Scorecards at random: years, quarters and comparators in one row of headings or in two."""

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
    written = {code: [_measure(random, code, at, columns, first) for at in (1, 2, 3)] for code in codes}
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


def _columns(random: Random, first: int) -> list[_Column]:
    """The columns behind the reference and the name, in the order of time."""
    this, last, before = (f"{year}/{(year + 1) % 100:02d}" for year in (first, first - 1, first - 2))
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


def _measure(
    random: Random, code: str, at: int, columns: list[_Column], first: int
) -> tuple[Row, Figures]:
    """A row, and what is to be read of it."""
    unit, after = random.choice((("%", "%"), ("per 10,000", " per 10,000"), ("days", " days")))
    decimals = random.choice((0, 1))
    reference = f"{code}{at}"
    name = f"{random.choice(_MEASURED)} ({reference})"
    polarity = random.choice(list(_POLARITIES))
    said: dict[str, str] = {}
    for each in columns:
        figure = f"{random.randrange(11, 90)}" + (f".{random.randrange(10)}" if decimals else "")
        said[each.key] = figure
    said["polarity"] = random.choice(_POLARITIES[polarity])
    cells = [
        said[each.key] + ("" if each.key == "polarity" else after) for each in columns
    ]
    return (reference, name, *cells), _figures(said, reference, name, unit, code, polarity, columns, first)


def _figures(
    said: dict[str, str],
    reference: str,
    name: str,
    unit: str,
    code: str,
    polarity: str,
    columns: list[_Column],
    first: int,
) -> Figures:
    keys = [each.key for each in columns]
    years = [each for each in columns if each.key.startswith("year")]
    steps = [key for key in keys if key.startswith("step")]
    names = {"england": "", "neighbours": "Statistical neighbours"}
    names["england"] = next((each.group for each in columns if each.key == "england"), "")
    others = [key for key in ("england", "neighbours") if key in keys]
    ends = (f"{first + (month == '03')}-{month}" for month in _QUARTERS)
    return Figures(
        reference,
        name,
        unit,
        said[steps[-1]] if steps else said["target"],
        said[years[-1].key],
        said[others[0]] if len(others) == 1 else "",
        polarity if "polarity" in keys else "",
        code,
        steps=tuple(zip(ends, (said[key] for key in steps), strict=True)) if steps else (),
        comparators=tuple((names[key], said[key]) for key in others) if len(others) > 1 else (),
        earlier=tuple((each.heading, said[each.key]) for each in years[:-1]),
    )

"""What is understood of figures, units and measures as councils type them is what was approved."""

from collections.abc import Iterator

from cyps_reports.plan.model.units import Unit, unit_named
from cyps_reports.setup.meaning.figure_cells import (
    components_of,
    figure_of,
    figures_of,
    missing_in,
    part_of,
    parts_of,
)
from cyps_reports.setup.meaning.units_said import (
    is_whole_bare,
    looks_like_figure,
    unit_named_in,
    unit_said,
)
from cyps_reports.setup.sources.source import SourceCell, SourcePlace
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import LEFT, Refusals, draft_of_lines, in_short, shown
from tests.tools.typed_corpus import corpus, rows

SAID = corpus("figures")
LONG = ("x" * 500, "x" * 501, "4" + "0" * 499, "4" + "0" * 500)
PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")
NOTED = (
    ("78", ("A note",), ()),
    ("78", ("A note", "Another", "A note"), ()),
    ("", ("A note",), ()),
    ("–", ("A note",), ()),
    ("Boys 78\nGirls 80", ("Of boys", "Of girls"), (0, 1)),
    ("Boys 78\nGirls 80", ("Of the first",), ()),
    ("Boys 78\nGirls 80", ("Of girls",), (1,)),
    ("78 (provisional)", ("A note",), (0,)),
)
"""A cell, its footnotes, and the lines at which these stand."""


def cell(value: str | float, *notes: str, lines: tuple[int, ...] = ()) -> SourceCell:
    return SourceCell(RawCell(value), PLACE, 1, 2, notes=notes, note_lines=lines)


def parts(one: SourceCell, known: tuple[str, ...] = ()) -> str:
    """The figures of a cell: component, figure, note, and the word in place of a figure."""
    found = [
        f"{each.label or 'whole'} {shown(each.text)}"
        f"{f' note {each.note}' if each.note else ''}{f' {each.missing}' if each.missing else ''}"
        f"{' as stored' if each.raw else ''}"
        for each in parts_of(one, known)
    ]
    return f"{shown(one.text)} → {' | '.join(found) or 'no figure'}"


def of_cells() -> Iterator[str]:
    """What stands in a cell, and its unit."""
    for text in (*SAID["figures"], *LONG):
        whole = f", whole {is_whole_bare(text)}, a figure {looks_like_figure(text)}"
        yield f"{parts(cell(text))}; unit “{unit_said(text)}”{whole}; missing “{missing_in(text)}”"
    yield "== words before two figures, and before one where they are known or are not"
    for word in SAID["no labels"]:
        yield parts(cell(f"{word} 78\nOther 80"))
        yield parts(cell(f"{word} 78"), (word,))
    yield parts(cell("Boys 78"), ("Girls",))
    yield parts(cell(78.5))
    yield "== with footnotes"
    yield from (parts(cell(text, *notes, lines=lines)) for text, notes, lines in NOTED)
    yield "== the components of a row, and what a cell says of one"
    several = [parts_of(cell(each)) for each in ("78", "Boys 78\nGirls 80", "Girls 1\nAll 2")]
    yield f"{list(components_of(several))}"
    for text in ("Boys 78\nGirls 80", "78", "TBC", "", "Boys TBC\nGirls 80"):
        of = [part_of(parts_of(cell(text)), label) for label in ("boys", "All", "")]
        yield f"{shown(text)} → {[each.text if each else None for each in of]}"
    yield "== the units of names"
    yield from (f"{name} → {unit_named_in(name) or 'none'}" for name in SAID["names"])


def in_units() -> Iterator[str]:
    """A figure in each unit, and as a target; then several of one measure."""
    refusals = Refusals()
    made = figure_of(parts_of(cell(LONG[-1]))[0], Unit.COUNT, cell(LONG[-1]), is_target=False)
    yield f"501 letters → {refusals.made(made)}"
    for named in SAID["units"]:
        unit = unit_named(named)
        assert unit is not None
        for text in SAID["in units"]:
            (part,) = parts_of(cell(text))
            both = [figure_of(part, unit, cell(text), is_target=is_it) for is_it in (False, True)]
            yield f"{named} {shown(text)} → {' | target '.join(map(refusals.made, both))}"
        pair = {at: (parts_of(cell(each))[0], cell(each)) for at, each in enumerate(("1 234", "9"))}
        found = figures_of(pair, unit, 1)
        yield f"{named} 1 234 beside 9 → {' | '.join(map(refusals.made, found.values()))}"


def measures() -> Iterator[str]:
    """Measures of a table that shows its percentages, or has none."""
    head = ("Ref", "Measure", "Polarity", "Outturn 2011/12", "Target 2012/13")
    for beside in ("50%", "50"):
        yield f"== beside a measure of {beside}"
        body = [
            (f"A{at}", name, "High", outturn, target)
            for at, (name, outturn, target) in enumerate(rows("figures", "measures"), start=1)
        ]
        sure = ("A99", "Calls made", "Low", beside, beside)
        yield from in_short(draft_of_lines("# Priority A: Safe", head, *body, sure))


def signs() -> Iterator[str]:
    """A count beside a percentage, whose sign stands in one column alone, or in none."""
    head = ("Ref", "Measure", "Polarity", "Similar authorities", "Outturn", "Target", "England")
    bare = ("A1", "Visits made", "High", "4", "5", "6", "7")
    for at in range(3, len(head)):
        signed = [*bare[:at], f"{bare[at]}%", *bare[at + 1 :]]
        sure = ("A2", "Percentage of calls", *signed[2:])
        yield f"== a sign under {head[at]}"
        yield from in_short(draft_of_lines("# Priority A: Safe", head, bare, sure))


def words_of_measures() -> Iterator[str]:
    """Each word for polarity, how often, tolerance and when."""
    head = (
        "Ref",
        "Measure",
        "Good is",
        "Frequency",
        "Tolerance",
        "Result due",
        "How often",
        "Target",
    )
    body = [("", f"Of {each}", each, "", "", "", "", "5%") for each in SAID["polarities"]]
    body += [("", f"Often {each}", "High", each, "", "", "", "5%") for each in SAID["frequencies"]]
    body += [("", f"Often {each}", "High", "", "", "", each, "5%") for each in SAID["frequencies"]]
    body += [("", f"Near {each}", "High", "", each, "", "", "5%") for each in SAID["tolerances"]]
    body += [("", f"Out {each}", "High", "", "", each, "", "5%") for each in SAID["result due"]]
    body += [("", "Visits in the year to date", "High", "annual", "", "", "", "5%")]
    yield from in_short(draft_of_lines("# Priority A: Safe", head, *body))


BESIDE = (
    (
        *("Ref", "Measure", "Unit", "Split", "Polarity", "Baseline 2010/11", "2011/12"),
        *("SN 2011", "England", "Q1", "Q2", "Target"),
    ),
    (
        "A1",
        "Visits",
        "%",
        "",
        "High",
        "70%",
        "71%",
        "72%",
        "73% (provisional)",
        "74%",
        "75%",
        "76%",
    ),
    ("A2", "Calls", "", "Boys", "Low", "7", "8", "9", "10", "", "12", "13"),
    ("A2", "Calls", "", "Girls", "Low", "7", "8", "9", "10", "11", "12", "13"),
    ("A3", "Letters", "people", "", "Low", "Boys 7\nGirls 8", "8", "TBC", "–", "", "12", "13"),
    ("A4", "Grade", "grade", "", "High", "Good", "TBC", "", "", "Good", "Good", "Good"),
    ("A5", "Text", "text", "", "High", "Good", "TBC", "", "", "Good", "Good", "Good"),
    ("A6", "Money", "£m", "", "High", "£4m", "4", "£4", "4%", "£4.5 million", "-£4m", "(4)"),
    ("A7", "Wide", "%", "", "High", "70%", LEFT, "TBC", LEFT, "74%", LEFT, LEFT),
    ("A8", "Odd", "", "", "High", "4%", "£4", "4", "4 days", "4", "4", "4"),
)
"""Measures with their figures of other years and authorities, and with steps."""


def beside() -> Iterator[str]:
    for year in ("# Plan 2012/13", "# Plan"):
        lines = (year, "## Priority A: Safe", "Years: 2012/13", *BESIDE)
        yield from in_short(draft_of_lines(*lines, title=year.removeprefix("# ")))


def test_cells_of_figures_are_read_as_approved(approved: Approved) -> None:
    approved.check("setup figures", (*of_cells(), *in_units()))


def test_measures_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup measures", (*measures(), *signs(), *words_of_measures(), *beside()))

"""What a public edition does not show, and why: the rule, the symbols, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.model import Assessment, MeasureResult
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.model.small_numbers import SmallNumbers
from cyps_reports.report.blocks import Block, Heading, Paragraph, Section
from cyps_reports.report.table_blocks import Cell, Table, TableColumn
from cyps_reports.returns.model import SYMBOLS, Absent

TITLE = "What is not shown and why"

_BESIDE = (
    "Where a hidden number could be reckoned from others (from a sum, from a share, from an "
    "earlier edition), another is hidden too, with the same symbol: a share first, then the "
    "measure with the smallest target, whatever its figure is."
)
_DERIVED = (
    "Ratings, reasons, directions, forecasts, charts and changes are made from what is shown here "
    "alone; where a figure is hidden, none of them stands. Counts of ratings may therefore differ "
    "from those that the council itself works with."
)
_WORDS = (
    "What managers wrote for the council is not printed; a public comment is, where one was given, "
    "and the words of the report's author. The plan's own targets and the figures of other areas "
    "are shown as they are."
)

_MEANINGS = {
    Absent.CONFIDENTIAL: "Hidden, so that no child can be recognised.",
    Absent.NOT_APPLICABLE: "Not applicable: the measure is withdrawn, merged or deferred.",
    Absent.UNAVAILABLE: "Not available: no figure was given, or none is due yet.",
    Absent.LOW: "Rounds to 0, and is not 0.",
    Absent.UNRELIABLE: "Not reliable enough to be shown.",
}


def not_shown_section(assessment: Assessment, rule: SmallNumbers) -> Section:
    """The page of it."""
    return Section(TITLE, tuple(_blocks(assessment, rule)))


def not_shown_table(assessment: Assessment) -> Table:
    """The symbols, what each means, and the measures where it stands this month."""
    rows = tuple(
        (Cell(symbol.value), Cell(_MEANINGS[symbol]), Cell(_where(assessment, symbol)))
        for symbol in SYMBOLS
    )
    columns = (
        TableColumn("Symbol", 2.0),
        TableColumn("Meaning", 7.0),
        TableColumn("This month", 8.0),
    )
    return Table("Symbols", "The symbols that stand in the place of figures.", columns, rows)


def _blocks(assessment: Assessment, rule: SmallNumbers) -> Iterator[Block]:
    hidden = [each for each in assessment.measures if each.symbol in _HIDDEN]
    of_all = counted(len(assessment.measures), "row")
    yield Paragraph(
        "This edition may be read by anybody. Small numbers about children are kept back, so that "
        f"no child can be recognised: {len(hidden)} of {of_all} of measures stand without their "
        "figure."
    )
    yield Paragraph(f"{_rule_said(rule)} {_BESIDE if rule in _HIDING else ''}".strip())
    yield Paragraph(_DERIVED)
    yield Paragraph(_WORDS)
    yield Heading("Symbols")
    yield not_shown_table(assessment)


def _rule_said(choice: SmallNumbers) -> str:
    # What hides figures is loaded where some may be hidden.
    from cyps_reports.disclosure.rule import RULES

    rule = RULES[choice]
    if rule.step:
        return (
            f"Every number of children is rounded to the nearest {rule.step}; sums, percentages "
            "and rates are reckoned from the rounded numbers."
        )
    few = f"{rule.most} or fewer"
    if rule.fewest:
        return (
            f"A number of children of {few} is not shown, nor a percentage or rate with a "
            f"numerator of {few} or a denominator of {rule.fewest} or fewer."
        )
    small = f"{rule.least} to {rule.most}"
    return (
        f"A number of children from {small} is not shown, nor a percentage, rate or average that "
        f"rests on {small} children, or on all but {small}; 0 is shown."
    )


_HIDING = (SmallNumbers.COUNTS, SmallNumbers.OLDER)
_HIDDEN = (Absent.CONFIDENTIAL, Absent.LOW)


def _where(assessment: Assessment, symbol: Absent) -> str:
    names = tuple(_named(each) for each in assessment.measures if each.symbol is symbol)
    return listed(names) if names else "Nowhere"


def _named(result: MeasureResult) -> str:
    return result.measure.called

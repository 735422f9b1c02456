"""The forms in which a plan says what a measure aims for.

A figure, at least or at most one, a range.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.figures.published import printed, published
from cyps_reports.plan.figures.reading import (
    IN_A_NOTE,
    IN_COMMENT,
    figure_in,
    missing_word,
    type_like,
)
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.quantities import Band, Figure, Missing, Target, Tolerance
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain_text import DASHES


class TargetSaid(NamedTuple):
    """A target in its measure's unit.

    And how the plan says it where that is more than the figure.
    """

    target: Target
    said: str = ""

    @property
    def figure(self) -> Figure:
        """The target where it is no range."""
        return Missing.NOT_GIVEN if isinstance(self.target, Band) else self.target


NO_TARGET = TargetSaid(Missing.NOT_GIVEN)

_NUMBER = r"(?P<figure>\S.*?)"
_AT_LEAST, _AT_MOST = (
    re.compile(
        f"(?:(?:{before}) ?{_NUMBER}|{_NUMBER.replace('figure', 'other')} ?(?:{after}))",
        re.IGNORECASE,
    )
    for before, after in (
        (
            r"at least|a minimum of|minimum(?: of)?|min(?![a-z])\.?|no less than|not less than"
            r"|no fewer than|≥|>=|=>",
            r"\+|(?:or|and) (?:more|above|over|higher|better)|minimum",
        ),
        (
            r"at most|a maximum of|maximum(?: of)?|max(?![a-z])\.?|no more than|not more than"
            r"|≤|<=|=<",
            r"(?:or|and) (?:less|fewer|below|under|lower)|maximum",
        ),
    )
)
_ABOVE, _BELOW = (
    re.compile(f"(?:{words}) ?{_NUMBER}", re.IGNORECASE)
    for words in (
        r">|(?:more|greater|higher) than|over|above|exceeds?|exceeding",
        r"<|(?:less|fewer|lower) than|under|below",
    )
)
"""A side of a figure that does not say whether the figure itself is on it."""
_RANGE = re.compile(
    r"between (?P<from>\S.*?) and (?P<until>\S.*)"
    rf"|(?:from )?(?P<low>.*?\d.*?) ?(?:[{DASHES}]|\bto\b) ?(?P<high>\S.*)",
    re.IGNORECASE,
)


def target_in(cell: RawCell, unit: Unit) -> TargetSaid | Refused:
    """The target in a cell, in the measure's unit, with the plan's own words for it.

    `at least 85%`, `≤ 12` and `85+` are their figure, `85-90 %` and `between 85 and 90` a range. Of
    a measure that is a text, it is all that the cell says.
    """
    line = " ".join(cell.text.split())
    # A value may be called as a bound is, like 2 or more.
    is_figure = unit.is_text or unit.place_of(line) is not None
    if isinstance(cell.value, str) and not cell.raised and not is_figure:
        read = _bound(line, unit) or _open_bound(line, unit) or _range(line, unit)
        if read is not None:
            return read
    told = figure_said_in(cell, unit)
    if isinstance(told, Refused) and told.code == "date-for-figure":
        return replace(told, fix=f"{told.fix.removesuffix('.')}; a range as 5 to 10.")
    return told


def plan_figure_in(cell: RawCell, unit: Unit) -> Figure | Refused:
    """A figure in a cell of the plan, which has notes where a return has comments."""
    figure = figure_in(cell, unit)
    if isinstance(figure, Refused):
        return replace(figure, fix=figure.fix.replace(IN_COMMENT, IN_A_NOTE))
    return figure


def figure_said_in(cell: RawCell, unit: Unit) -> TargetSaid | Refused:
    """Another figure of the plan in a cell, in the measure's unit.

    All that the cell says of one that is a text.
    """
    if not unit.is_text:
        figure = plan_figure_in(cell, unit)
        return figure if isinstance(figure, Refused) else TargetSaid(figure)
    line = " ".join(cell.text.split())
    missing = missing_word(line) or Missing.NOT_GIVEN
    refused = cell.refusal(type_like(unit))
    return refused or TargetSaid(missing, line if missing is Missing.NOT_GIVEN else "")


def polarity_said(words: str) -> Polarity | None:
    """Which way is better by the words of a target: `at least 85%` wants more.

    None where they do not say.
    """
    if _AT_LEAST.fullmatch(words):
        return Polarity.HIGHER
    return Polarity.LOWER if _AT_MOST.fullmatch(words) else None


def tolerance_words(tolerance: Tolerance) -> str:
    """The plan's tolerance, which holds for measures of any unit: `5% of the target`."""
    return (
        f"{tolerance.amount} in the measure's unit"
        if tolerance.is_absolute
        else f"{tolerance.amount}% of the target"
    )


def target_words(measure: Measure) -> str:
    """A measure's target as the plan prints it.

    At the decimals that the plan sets where these are others.
    """
    shown = published(measure, measure.target)
    return (
        measure.target_said
        if measure.target_said and shown == measure.target
        else printed(shown, measure.unit)
    )


def _bound(line: str, unit: Unit) -> TargetSaid | Refused | None:
    """At least or at most a figure; None where it is not said so."""
    match = _AT_LEAST.fullmatch(line) or _AT_MOST.fullmatch(line)
    if match is None:
        return None
    figure = plan_figure_in(RawCell(match["figure"] or match["other"]), unit)
    if isinstance(figure, Missing):
        return None
    return figure if isinstance(figure, Refused) else TargetSaid(figure, line)


def _open_bound(line: str, unit: Unit) -> Refused | None:
    """Above or below a figure, which leaves open whether that figure is on target; None else."""
    match = _ABOVE.fullmatch(line) or _BELOW.fullmatch(line)
    figure = figure_in(RawCell(match["figure"]), unit) if match else None
    if not isinstance(figure, Decimal):
        return None
    is_above = _ABOVE.fullmatch(line) is not None
    side = "at least" if is_above else "at most"
    shown = printed(figure, unit)
    problem = f"“{shortened(line)}” does not say whether {shown} itself is on target."
    mend = f"Type {side} {shown} if it is; else {side} {_next_to(figure, unit, is_above=is_above)}."
    return Refused("not-a-figure", problem, mend)


def _next_to(figure: Decimal, unit: Unit, *, is_above: bool) -> str:
    """The figure next to one, where what is counted cannot be divided; else words for it."""
    following = figure + 1 if is_above else figure - 1
    is_known = unit.is_whole and figure == figure.to_integral_value() and following >= 0
    return printed(following, unit) if is_known else "and the first figure that is"


def _range(line: str, unit: Unit) -> TargetSaid | Refused | None:
    """A range between two figures, the unit's sign at both or at the second.

    None where there are not two.
    """
    match = None if unit.values else _RANGE.fullmatch(line)
    if match is None:
        return None
    one, other = (match["from"] or match["low"]), (match["until"] or match["high"])
    # 1 to 14 is one ratio.
    if unit.is_ratio and not all(each.startswith(unit.before) for each in (one, other)):
        return None
    if unit.is_percentage and other.endswith("%") and not one.endswith("%"):
        one += "%"
    low, high = (figure_in(RawCell(each), unit) for each in (one, other))
    if not (isinstance(low, Decimal) and isinstance(high, Decimal)):
        return None
    if low >= high:
        problem = f"The range “{shortened(line)}” does not go from a lower figure to a higher one."
        mend = printed(Band(high, low) if low > high else low, unit)
        return Refused("range-backwards", problem, f"Type {mend}.")
    band = Band(low, high)
    return TargetSaid(band, "" if line == printed(band, unit) else line)

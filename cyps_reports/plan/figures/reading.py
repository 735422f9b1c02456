"""Figures as people type them: read from a cell in a measure's unit, without ever guessing."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.figures.advice import as_day_number, figure_among_words, without_marks
from cyps_reports.plan.figures.number_formats import decimals_shown, is_percentage
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.shown_otherwise import shown_otherwise
from cyps_reports.plan.model.quantities import Figure, Missing, decimals_of
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.layout import not_a_choice
from cyps_reports.workbooks.plain_text import marks_in

# Thousands are parted by commas or by single spaces, each in its place, or not at all; a space
# anywhere else parts two figures, and a comma behind nought alone is a decimal comma.
_THOUSANDS = r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+"
_NUMBER = rf"(?:(?:{_THOUSANDS}|\d+)(?:\.\d+)?|\.\d+)"
_SIGN = r"[+\-−]"
_PERCENT = r"(?P<percent> ?%)?"


@cache
def _form(unit: Unit) -> re.Pattern[str]:
    """How a figure of a unit is typed: its sign before or after the pound's.

    Accounts put a loss in brackets.
    """
    between = " ?" if unit.is_money else ""
    before = f"(?:{re.escape(unit.before)}{between})?" if unit.before else ""
    endings = "|".join(map(re.escape, unit.endings))
    after = f"(?:{f'(?: ?(?:{endings}))?' if endings else ''}{_PERCENT})"
    outside = after.replace("<percent>", "<outside>")
    signed = (
        f"(?:(?P<sign>{_SIGN})?{before}|{before}(?P<inner>{_SIGN}))(?P<number>{_NUMBER}){after}"
    )
    inside = after.replace("<percent>", "<inside>")
    in_brackets = f"{before}\\({before}(?P<loss>{_NUMBER}){inside}\\){outside}"
    return re.compile(f"{signed}|{in_brackets}", re.ASCII | re.IGNORECASE)


_SOME_OF_ALL = re.compile(r"\d+[ (]*(?:of|out of|/) ?\d+\)?", re.ASCII | re.IGNORECASE)
_LINE_BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")

# 78.5 pasted into a percentage cell shows 7850%. Nothing a plan measures is above 1,000 %, so 78.5%
# is meant; between 200 % and 1,000 % either could be, and below that the cell is taken at its word.
LARGEST_SHARE, SMALLEST_PASTED = 2, 10
# No plan counts as many of anything, and the arithmetic stays exact far beyond it.
TOO_LARGE = Decimal(10) ** 12
LONGEST_FIGURE = 60
"""The letters of the longest text that is read as a figure."""
# Nothing that a plan measures is ten times as much as all there is.
LARGEST_PERCENTAGE = 1000


IN_COMMENT = "in the comment"
"""Where a return has room for the words that stand beside a figure."""
IN_A_NOTE = "in a note"
"""Where the plan has."""


def figure_in(cell: RawCell, unit: Unit) -> Figure | Refused:
    """The figure in a cell, in the measure's unit: 78.5 for 78.5 %, however the sheet holds it.

    The place of a value.

    A number keeps the decimals its cell shows, where they lose nothing; an empty cell is
    `Missing.NOT_GIVEN`.
    """
    value = cell.value
    if refused := cell.refusal(type_like(unit)):
        return refused
    if cell.is_empty:
        return Missing.NOT_GIVEN
    if unit.values:
        return _place_in(cell, unit)
    if isinstance(value, date | time | timedelta):
        kind = "date" if isinstance(value, date) else "time"
        problem = f"The cell holds the {kind} {shortened(cell.text)}, not a figure."
        # Typed again, 1:14 would become a time again.
        alone = "Type its second number alone, like 14 for 1:14." if unit.is_ratio else ""
        return Refused("date-for-figure", problem, alone or type_like(unit))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _refused("not-a-figure", f"“{shortened(cell.text)}” is not a figure.", unit)
    if isinstance(value, str):
        figure = (
            _marked(cell, unit) if cell.raised or marks_in(value) else _figure_in_text(value, unit)
        )
    else:
        figure = _figure_in_number(value, cell.number_format, unit)
    return (
        figure
        if isinstance(figure, Missing | Refused)
        else _impossible(cell, figure, unit)
        or shown_otherwise(cell, unit, type_like(unit))
        or figure
    )


def _place_in(cell: RawCell, unit: Unit) -> Figure | Refused:
    """The place of the value that a cell holds."""
    place = unit.place_of(cell.text)
    return (place or missing_word(cell.text)) or not_a_choice(cell.text, unit.values)


def missing_word(text: str) -> Missing | None:
    """The word that stands in place of a figure: NA, TBC, TBD; None where the text is another."""
    line = " ".join(text.split()).casefold()
    return next((each for each in Missing if each.value and each.value.casefold() == line), None)


def _impossible(cell: RawCell, figure: Decimal, unit: Unit) -> Refused | None:
    """Why no measure of the unit can have such a figure; None where one can."""
    if abs(figure) >= TOO_LARGE:
        return _refused("not-a-figure", f"{shortened(cell.text)} is far too large a figure.", unit)
    if unit.most is not None and abs(figure) >= unit.most:
        return _in_pounds(figure)
    if unit.is_percentage and abs(figure) > LARGEST_PERCENTAGE:
        if told := as_day_number(figure):
            return _refused("date-for-figure", told, unit)
        return _refused(
            "impossible-percentage", f"{printed(figure, unit)} is far too large a percentage.", unit
        )
    return None


def _marked(cell: RawCell, unit: Unit) -> Refused:
    """A figure with the mark of a footnote at it, which is not to be read as one of its digits."""
    text = " ".join(str(cell.value).split())
    problem = (
        f"“{shortened(text)}” has raised or enclosed characters, which are marks and no "
        "part of a figure."
    )
    bare = unicodedata.normalize("NFKC", without_marks(text, cell.raised))
    if bare and _can_be_told(figure_in(RawCell(bare), unit), unit):
        return Refused(
            "marked-figure",
            problem,
            f"Type {bare} if that is the figure, and put the note {IN_COMMENT}.",
        )
    return _refused("marked-figure", problem, unit)


# No children's service spends a thousand million pounds: such an amount was typed in pounds.
_MOST = Unit.MONEY.most or TOO_LARGE


def _in_pounds(figure: Decimal) -> Refused:
    amounts = {"pounds": _plain(figure / 1_000_000), "thousands of pounds": _plain(figure / 1000)}
    meant = [
        f"{amount:,f} if these are {what}"
        for what, amount in amounts.items()
        if abs(amount) < _MOST
    ]
    return Refused(
        "amount-in-pounds",
        f"{figure:,f} is far too much for an amount in £m.",
        f"Type the amount in £m: {', '.join(meant)}." if meant else type_like(Unit.MONEY),
    )


def _figure_in_number(value: float, number_format: str, unit: Unit) -> Decimal | Refused:
    # Fifteen digits are all that a spreadsheet keeps; more would be the binary fraction's noise.
    figure = Decimal(f"{value:.15g}")
    if not figure.is_finite():
        return _refused("not-a-figure", f"“{value}” is not a figure.", unit)
    if is_percentage(number_format):
        if not unit.is_percentage:
            return _refused(
                "wrong-unit",
                f"The cell is formatted as a percentage ({shortened(f'{figure:.0%}')}).",
                unit,
            )
        if LARGEST_SHARE < abs(figure) <= SMALLEST_PASTED:
            shown = f"The cell shows {_plain(figure * 100)}%, and could mean {figure}%."
            return _one_of("oversized-percentage", shown, figure)
        if abs(figure) <= LARGEST_SHARE:
            figure *= 100
    elif unit.is_percentage and 0 < abs(figure) <= 1:
        return _two_ways(figure)
    return _as_shown(figure, decimals_shown(number_format))


def _as_shown(figure: Decimal, decimals: int | None) -> Decimal:
    """The figure with the zeros its cell shows at the end (86.19 shown as 86.190)."""
    shown = rounded(figure, decimals or 0)
    return shown if shown == figure else _plain(figure)


def _plain(figure: Decimal) -> Decimal:
    return rounded(figure, decimals_of(figure.normalize()))


def _figure_in_text(typed: str, unit: Unit) -> Figure | Refused:
    """The figure that a text is, as `figure_in` reads it.

    Marks and figures that cannot be are not looked for.
    """
    text = unicodedata.normalize("NFKC", typed.strip())
    line = " ".join(text.split())
    for missing in Missing:
        if line.casefold() == missing.value.casefold():
            return missing
    match = (
        None
        if _LINE_BREAKS.search(text) or len(text) > LONGEST_FIGURE
        else _form(unit).fullmatch(text)
    )
    if not match:
        return _not_a_figure(text, unit)
    sign = "-" if match["loss"] else (match["sign"] or match["inner"] or "").replace("−", "-")
    figure = Decimal(sign + (match["number"] or match["loss"]).replace(",", "").replace(" ", ""))
    percent = match["percent"] or match["inside"] or match["outside"]
    if percent and not unit.is_percentage:
        return _refused("wrong-unit", f"“{line}” is a percentage.", unit)
    if unit.is_percentage and not percent and 0 < abs(figure) <= 1:
        return _two_ways(figure)
    return figure


def _not_a_figure(text: str, unit: Unit) -> Refused:
    """What to type instead: the figure itself, where the text is plainly that and some words."""
    problem = f"“{shortened(' '.join(text.split()))}” is not a figure."
    bare = _without_unit_before(text, unit)
    meant = "" if len(text) > LONGEST_FIGURE else figure_among_words(bare, is_count=unit.is_whole)
    meant = meant or (bare if bare != text and _form(unit).fullmatch(bare) else "")
    if meant and _can_be_told(figure_in(RawCell(meant), unit), unit):
        meant += "%" * (unit.is_percentage and not meant.endswith("%"))
        return Refused(
            "not-a-figure",
            problem,
            f"Type {meant} if that is the figure, and put the words {IN_COMMENT}.",
        )
    if unit.is_percentage and len(text) <= LONGEST_FIGURE and _SOME_OF_ALL.fullmatch(text):
        like = type_like(unit).removesuffix(".")
        return Refused("not-a-figure", problem, f"{like}, and put “{text}” {IN_COMMENT}.")
    return _refused("not-a-figure", problem, unit)


def _without_unit_before(text: str, unit: Unit) -> str:
    """A text without the unit said before its figure: 49.9 of `rate per 10,000: 49.9`."""
    named = re.escape(unit.after.strip() or unit.name)
    before = re.compile(rf"(?:(?:a |the )?(?:rate|number|percentage) )?{named} ?[:=] ?", re.I)
    return before.sub("", text, count=1) if before.match(text) else text


def _two_ways(figure: Decimal) -> Refused:
    one, other = f"{figure:f}%", f"{_plain(figure * 100):f}%"
    if len(one) > LONGEST_FIGURE:
        return _refused(
            "two-way-percentage", f"{figure} could be a percentage or a share.", Unit.PERCENT
        )
    return _one_of(
        "two-way-percentage",
        f"{figure:f} could mean {one} or {other}.",
        figure,
        _plain(figure * 100),
    )


def _one_of(code: Code, problem: str, *meant: Decimal) -> Refused:
    """A percentage to be typed again as one of those it may mean, where it would then be taken."""
    if not all(_can_be_told(each, Unit.PERCENT) for each in meant):
        return _refused(code, problem, Unit.PERCENT)
    return Refused(
        code,
        problem,
        f"Type {' or '.join(f'{each:f}%' for each in meant)}, with the per cent sign.",
    )


def _can_be_told(figure: Figure | Refused, unit: Unit) -> bool:
    """Whether somebody can be told to type the figure.

    Hardly any measure but one of money takes one below nought.
    """
    return isinstance(figure, Decimal) and (figure >= 0 or unit.is_money)


def _refused(code: Code, problem: str, unit: Unit) -> Refused:
    return Refused(code, problem, type_like(unit))


def type_like(unit: Unit) -> str:
    """What to type where a figure of a unit is wanted, with an example."""
    return f"Type {unit.like}."

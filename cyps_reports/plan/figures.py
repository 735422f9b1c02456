"""Figures: read from a cell in a measure's unit, rounded once, and printed with their unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.model import Figure, Measure, Missing, Unit, decimals_of
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.plain import bare_format

_NUMBER = re.compile(r"[+\-−]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
_IN_BRACKETS = re.compile(r"\((.+)\)(%?)")
_SOME_OF_ALL = re.compile(r"(\d+)[ (]*(?:of|out of|/)[ ]*(\d+)\)?", re.ASCII | re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_WORDS = {
    Unit.PERCENT: "a percentage, like 78.5%",
    Unit.COUNT: "a number, like 150",
    Unit.MONEY: "an amount in £m, like 1.285",
    Unit.DAYS: "a number, like 12.4",
}

# 78.5 pasted into a percentage cell shows 7850%. Nothing a plan measures is above 1,000 %, so 78.5% is meant;
# between 200 % and 1,000 % either could be, and below that the cell is taken at its word.
LARGEST_SHARE, SMALLEST_PASTED = 2, 10
# No plan counts as many of anything, and the arithmetic stays exact far beyond it.
TOO_LARGE = Decimal(10) ** 12
_EXACT = Context(prec=700)
_LONGEST_FIGURE = 60
# No children's service spends a thousand million pounds: such an amount was typed in pounds.
LARGEST_AMOUNT = 1000


def decimals_shown(number_format: str) -> int | None:
    """How many decimals a cell with this number format shows; None for General, which shows what there is."""
    bare = bare_format(number_format).split(";")[0]
    if bare.strip().lower() in ("general", "@", ""):
        return None
    match = re.search(r"[0#?]\.([0#?]+)", bare)
    return len(match[1]) if match else 0


def is_percentage(number_format: str) -> bool:
    """Whether a cell with this number format shows 0.785 as 78.5 %."""
    return "%" in bare_format(number_format)


def number_format_of(figure: Decimal, unit: Unit) -> str:
    """The number format that shows a figure as the plan writes it: `0.0%` for 78.5 %, `#,##0.000` for £m 86.190."""
    decimals = decimals_of(figure)
    places = f".{'0' * decimals}" if decimals else ""
    return f"0{places}%" if unit is Unit.PERCENT else f"#,##0{places}"


def rounded(figure: Decimal, decimals: int) -> Decimal:
    """The figure rounded half-up to that many decimals (DESIGN 3)."""
    return figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


def published(measure: Measure, figure: Figure) -> Figure:
    """A figure of the plan as it is published: as the plan shows it, or at the decimals the plan sets."""
    if isinstance(figure, Missing) or measure.decimals_set is None:
        return figure
    return rounded(figure, measure.decimals_set)


def printed(figure: Figure, unit: Unit) -> str:
    """A figure with its unit and the decimals it has: `78.5%`, `£1.285m`, `12.4 days`, `1,040`, `TBC`."""
    if isinstance(figure, Missing):
        return figure.value
    number = f"{abs(figure):,f}"
    sign = "−" if figure < 0 else ""
    match unit:
        case Unit.PERCENT:
            return f"{sign}{number}%"
        case Unit.MONEY:
            return f"{sign}£{number}m"
        case Unit.DAYS:
            return f"{sign}{number} {'day' if number == '1' else 'days'}"
        case Unit.COUNT:
            return f"{sign}{number}"


def figure_in(cell: RawCell, unit: Unit) -> Figure | Refused:
    """The figure in a cell, in the measure's unit: 78.5 for 78.5 %, however the sheet holds it (DESIGN 3).

    A number keeps the decimals its cell shows, where they lose nothing; an empty cell is `Missing.NOT_GIVEN`.
    """
    value = cell.value
    if refused := cell.refusal(_type_like(unit)):
        return refused
    if cell.is_empty:
        return Missing.NOT_GIVEN
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _refused("not-a-figure", f"“{shortened(cell.text)}” is not a figure.", unit)
    if isinstance(value, str):
        figure = _figure_in_text(" ".join(unicodedata.normalize("NFKC", value).split()), unit)
    else:
        figure = _figure_in_number(value, cell.number_format, unit)
    if isinstance(figure, Decimal) and abs(figure) >= TOO_LARGE:
        return _refused("not-a-figure", f"{shortened(cell.text)} is far too large a figure.", unit)
    is_too_large = isinstance(figure, Decimal) and unit is Unit.MONEY and abs(figure) >= LARGEST_AMOUNT
    return _in_pounds(figure) if isinstance(figure, Decimal) and is_too_large else figure


def _in_pounds(figure: Decimal) -> Refused:
    return Refused(
        "amount-in-pounds",
        f"{figure:,f} is far too much for an amount in £m.",
        f"Type the amount in £m: {rounded(figure / 1_000_000, 3):,f} if these are pounds,"
        f" {rounded(figure / 1000, 3):,f} if thousands of pounds.",
    )


def _figure_in_number(value: float, number_format: str, unit: Unit) -> Decimal | Refused:
    # Fifteen digits are all that a spreadsheet keeps; more would be the binary fraction's noise.
    figure = Decimal(f"{value:.15g}")
    if not figure.is_finite():
        return _refused("not-a-figure", f"“{value}” is not a figure.", unit)
    if is_percentage(number_format):
        if unit is not Unit.PERCENT:
            return _refused("wrong-unit", f"The cell is formatted as a percentage ({figure:.0%}).", unit)
        if LARGEST_SHARE < abs(figure) <= SMALLEST_PASTED:
            shown = f"The cell shows {_plain(figure * 100)}%, and could mean {figure}%."
            return Refused("oversized-percentage", shown, f"Type {figure}%, with the per cent sign.")
        if abs(figure) <= LARGEST_SHARE:
            figure *= 100
    elif unit is Unit.PERCENT and 0 < abs(figure) <= 1:
        return _two_ways(figure)
    return _as_shown(figure, decimals_shown(number_format))


def _as_shown(figure: Decimal, decimals: int | None) -> Decimal:
    """The figure with the zeros its cell shows at the end (86.19 shown as 86.190), and no others."""
    shown = rounded(figure, decimals or 0)
    return shown if shown == figure else _plain(figure)


def _plain(figure: Decimal) -> Decimal:
    return rounded(figure, decimals_of(figure.normalize()))


def _figure_in_text(text: str, unit: Unit) -> Figure | Refused:
    for missing in Missing:
        if text.casefold() == missing.value.casefold():
            return missing
    if len(text) > _LONGEST_FIGURE:
        return _refused("not-a-figure", f"“{shortened(text)}” is not a figure.", unit)
    bare, percent = _without_unit(text, unit)
    if not re.search(r"\d", bare) or not _NUMBER.fullmatch(bare):
        return _not_a_figure(text, unit)
    figure = Decimal(bare.replace(",", "").replace("−", "-"))
    if percent and unit is not Unit.PERCENT:
        return _refused("wrong-unit", f"“{text}” is a percentage.", unit)
    if unit is Unit.PERCENT and not percent and 0 < abs(figure) <= 1:
        return _two_ways(figure)
    return figure


def _not_a_figure(text: str, unit: Unit) -> Refused:
    """What to type instead, where the text tells: the share of so many of all, or the one number in it."""
    problem = f"“{text}” is not a figure."
    numbers = _LONE_NUMBER.findall(text)
    if (match := _SOME_OF_ALL.fullmatch(text)) and unit is Unit.PERCENT and int(match[2]):
        share = rounded(Decimal(int(match[1])) / int(match[2]) * 100, 2)
        return Refused("not-a-figure", problem, f"Type {share}%, and put “{text}” in the comment.")
    if len(numbers) == 1 or match:
        figure = f"{'£' * (unit is Unit.MONEY)}{numbers[0]}{'%' * (unit is Unit.PERCENT)}{'m' * (unit is Unit.MONEY)}"
        return Refused(
            "not-a-figure", problem, f"Type {figure} if that is the figure, and put the words in the comment."
        )
    return _refused("not-a-figure", problem, unit)


def _without_unit(text: str, unit: Unit) -> tuple[str, bool]:
    """The text without the unit's own signs, and whether a per cent sign was among them."""
    bare = text.replace(" ", "")
    # Accounts put a negative amount in brackets.
    if match := _IN_BRACKETS.fullmatch(bare.replace("£", "").removesuffix("m") if unit is Unit.MONEY else bare):
        bare = f"-{match[1]}{match[2]}"
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if unit is Unit.MONEY:
        bare = bare.replace("£", "").removesuffix("m").removesuffix("M")
    if unit is Unit.DAYS:
        bare = bare.removesuffix("days").removesuffix("day")
    return bare, percent


def _two_ways(figure: Decimal) -> Refused:
    share = _plain(figure * 100)
    return Refused(
        "two-way-percentage",
        f"{figure} could mean {figure}% or {share}%.",
        f"Type {figure}% or {share}%, with the per cent sign.",
    )


def _refused(code: str, problem: str, unit: Unit) -> Refused:
    return Refused(code, problem, _type_like(unit))


def _type_like(unit: Unit) -> str:
    return f"Type {_WORDS[unit]}."

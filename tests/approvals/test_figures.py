"""What becomes of all that somebody may type for a figure, in every unit: the figure, or why not.

A line for what has the same come of it: `“1,234” as %, count: 1234`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from cyps_reports.plan.figures.basis_said import basis_said, may_be_total
from cyps_reports.plan.figures.number_formats import (
    decimals_shown,
    is_percentage,
    number_format_of,
    with_signs,
)
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.reading import figure_in, type_like
from cyps_reports.plan.figures.targets import (
    figure_said_in,
    plan_figure_in,
    polarity_said,
    target_in,
    tolerance_words,
)
from cyps_reports.plan.model.quantities import Band, Missing, Tolerance
from cyps_reports.plan.model.units import EXAMPLES, JUDGED, KNOWN, Unit, unit_named
from cyps_reports.plan.rows.cell_values import is_unsaid, tolerance_in, whole_in
from cyps_reports.workbooks.grid import RawCell
from tests.tools import odd_figures
from tests.tools.approved import Approved
from tests.tools.said import each_said, said, told_alike

_EVERY = odd_figures.FIGURED | odd_figures.JUDGED
_FEW = ("%", "count", "£m", "days", "ratio", "grades", "text")


def _read(
    cells: Iterable[RawCell], units: Mapping[str, Unit], read: Callable[[RawCell, Unit], object]
) -> Iterator[str]:
    """What becomes of each cell; what to type by the unit stands once, among what units mean."""

    def told(cell: RawCell, unit: Unit) -> str:
        return said(read(cell, unit)).replace(type_like(unit).removesuffix("."), "TYPE LIKE IT")

    for cell in cells:
        yield from told_alike(cell, ((name, told(cell, unit)) for name, unit in units.items()))


def test_what_becomes_of_a_figure(approved: Approved) -> None:
    texts = [RawCell(each) for each in odd_figures.texts()]
    lines = _read(texts, odd_figures.FIGURED, figure_in)
    approved.check("figures typed as text", lines)


def test_what_becomes_of_a_number_and_of_what_its_cell_shows(approved: Approved) -> None:
    cells = (*odd_figures.NUMBERS, *odd_figures.SHOWN, *odd_figures.MARKED)
    approved.check("figures in cells", _read(cells, odd_figures.FIGURED, figure_in))


def _targets() -> Iterator[str]:
    phrases = (*odd_figures.TARGETS, *odd_figures.parts(odd_figures.RANGES))
    cells = [
        *map(RawCell, phrases),
        *odd_figures.NUMBERS[:6],
        *odd_figures.NUMBERS[-14:],
        *odd_figures.MARKED[:2],
        RawCell("at least 851", raised="1"),
    ]
    few = {name: _EVERY[name] for name in _FEW}
    yield from _read(cells, few, target_in)
    polarities = {each: said(polarity_said(each)) for each in phrases}
    yield from (f"“{each}” wants {way}" for each, way in polarities.items() if way != "None")
    values = "Good|good|GOOD!|2 or more|2 or More?|Poor|A*|a*|A|B+|B|Yes|no|y|NA|TBC|x|3|1"
    judged = [RawCell(each) for each in values.split("|")]
    judged += [RawCell(3), RawCell(True), RawCell("#REF!"), RawCell("")]
    yield from _read(judged, odd_figures.JUDGED, target_in)
    yield from _read(judged, odd_figures.JUDGED, figure_said_in)
    marked = [RawCell("approx 84"), RawCell("12 of 15"), RawCell("84¹"), RawCell(150.5)]
    yield from _read(marked, odd_figures.FIGURED, plan_figure_in)


def test_what_becomes_of_a_target(approved: Approved) -> None:
    approved.check("targets typed", _targets())


def _amounts() -> Iterator[str]:
    typed = [RawCell(each) for each in odd_figures.parts(odd_figures.TOLERANCES)]
    numbers = [
        RawCell(each, form) for each in (0.05, 5, 2.5, -1, 0) for form in ("General", "0%", "@")
    ]
    for cell in (*typed, *numbers, RawCell(""), RawCell(True), RawCell(None, formula=True)):
        read = tolerance_in(cell)
        taken = read if isinstance(read, Tolerance) else None
        yield f"tolerance {said(cell)}: {said(read)}{' unsaid' * is_unsaid(taken, cell)}"
    wholes = (
        "",
        "0",
        "5",
        "60",
        "61",
        "-1",
        "2.5",
        "2.0",
        "five",
        "TBC",
        "99999",
        "100000",
        "5 days",
    )
    cells = [*map(RawCell, wholes), *map(RawCell, (5, 5.5, 60, 61, -1, True))]
    yield from each_said(whole_in, ((cell,) for cell in cells))
    yield from each_said(whole_in, ((cell, 60) for cell in cells))
    tolerances = [Tolerance(Decimal("2.5"), is_absolute=each) for each in (True, False)]
    yield from (f"{said(each)}: {tolerance_words(each)}" for each in tolerances)
    for tolerance in tolerances:
        targets = [Decimal(each) for each in ("80", "-80", "0", "0.5")]
        yield f"{said(tolerance)} around: {said([tolerance.around(each) for each in targets])}"


def test_what_becomes_of_a_tolerance_and_of_a_whole_number(approved: Approved) -> None:
    approved.check("tolerances and whole numbers typed", _amounts())


_UNIT_NAMES = """
%|percent|Per Cent|percentage|count|number|No.|no|#|£m|£ million|£ m|days|Days|£|£k|£000|£ 000
£'000|£000s|score|ratio|1:n|Ratio 1:N|grade|grades|Ofsted grade|yes/no|Yes or No|y/n|text|words
sentence||  |people|children|Children in care|families|family|business|households|weeks|minutes
hours|months|years|Weeks|per 10,000|rate per 1,000|Rate per 100,000 births|per 10|per head|rate|s
visits a week|£ per week
"""


def _units() -> Iterator[str]:
    for name in odd_figures.parts(_UNIT_NAMES):
        unit = unit_named(name)
        if unit is None:
            yield f"“{name}” is no unit"
            continue
        fields = {each: getattr(unit, each) for each in unit.__slots__ if getattr(unit, each)}
        numbers = ("1", "2", "1.0")
        around = [] if unit.is_judged else [unit.around(each) for each in numbers]
        kind = f"money {unit.is_money}, ratio {unit.is_ratio}"
        yield f"“{name}” is {said(fields)}, {kind}: {said(around)}"
    yield from each_said(type_like, ((unit,) for unit in _EVERY.values()))
    yield f"known {said([*KNOWN, *JUDGED])}; examples {said(EXAMPLES)}"
    figures = [Decimal(each) for each in ("1", "0", "-3", "1234.50", "-0.082", "1285000", "2.345")]
    bands = [
        Band(Decimal(85), Decimal(90)),
        Band(Decimal(1), Decimal(2)),
        Band(Decimal("-0.5"), Decimal(1)),
    ]
    for name, unit in _EVERY.items():
        shown = ", ".join(printed(each, unit) for each in (*figures, *bands, *Missing))
        yield f"printed in {name}: {shown}"
    for name, unit in odd_figures.FIGURED.items():
        signed = [with_signs(number_format_of(each, unit), unit) for each in figures]
        yield f"number formats in {name}: {said(signed)}"
    for unit in odd_figures.JUDGED.values():
        places = [
            unit.place_of(each) for each in ("Good", "a", "A*", "No", "x", "b+?", "2 OR MORE")
        ]
        values = [unit.value_at(Decimal(each)) for each in (-1, 0, 1, 2, 3, 4)]
        compared = [unit.compared(each) for each in ("A*", "a ", "Good!")]
        yield f"{unit} {said(unit.values)}: {said(places)} {said(values)} {said(compared)}"
    halves = ("0.5", "1.5", "-0.5", "2.449", "2.45", "78.55")
    yield from each_said(rounded, ((Decimal(each), at) for each in halves for at in (0, 1, 2)))
    formats = (
        "General",
        "@",
        "",
        "0.00%",
        "0%",
        "0.0%",
        "0.0#",
        "#.??",
        '"0.0"0',
        "0;0.00",
        "[>9]0.0",
        " GENERAL ",
    )
    yield from each_said(decimals_shown, ((each,) for each in formats))
    yield from each_said(is_percentage, ((each,) for each in (*formats, '0"%"', "0\\%")))


def test_what_units_mean(approved: Approved) -> None:
    approved.check("units", _units())


_OF_WHAT_TIME = """
year to date|YTD figure|cumulative|non-cumulative|not cumulative|cumulatively|running total
so far this year|this year so far|year so far|this year to date|to date|up to date plans
since april|since 1 April|since 1st april|since May|rolling 12 months|moving average
last 12 months|past twelve months|previous 12 months|last 6 months|preceding 12 months
latest 12 months|snapshot|as at 31 March|at month end|at the quarter's end|on the month end
as of month end|at the end of each month|at end of every quarter|at end of the month
on last day of the month|on the last day of each quarter|on the last day of every month
rolling snapshot|controlling|at year end|spend|average spend|mean cost|median|per child|each week
rate|unit cost|weekly cost|daily|monthly cost|reserve|reserves|balance|forecast|projected spend
debt|arrears|salary|overspend|underspend|variance|adoptions|adopted|adoption orders
carers recruited|staff trained|adoptions in the month|adopted in each quarter
adopted in every month|adopted within 12 weeks|children|trained within a year
"""


def _bases() -> Iterator[str]:
    units = [odd_figures.FIGURED[name] for name in ("%", "count", "£m", "£", "people")]
    for words in odd_figures.parts(_OF_WHAT_TIME):
        totals = [str(unit) for unit in (*units, Unit.TEXT) if may_be_total(unit, words, "")]
        told = said(basis_said("Measure", words))
        yield f"“{words}” says {told}; may be a total in {', '.join(totals) or 'nothing'}"


def test_what_words_say_of_a_basis(approved: Approved) -> None:
    approved.check("words of a basis", _bases())

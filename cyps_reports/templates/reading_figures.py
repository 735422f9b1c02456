"""How a return reads its figures, a step a column.

In step with plan/figures/reading.py and returns/entries.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cyps_reports.plan.figures.impossible import day_numbers, lowest_possible, most_parted
from cyps_reports.plan.figures.reading import (
    LARGEST_PERCENTAGE,
    LARGEST_SHARE,
    LONGEST_FIGURE,
    SMALLEST_PASTED,
    TOO_LARGE,
)
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.units import Unit
from cyps_reports.returns import layout
from cyps_reports.returns.model import DataStatus
from cyps_reports.templates.language import (
    Cells,
    all_of,
    any_of,
    first_that_holds,
    one_of,
    replaced,
    text,
    without,
)
from cyps_reports.templates.reading import (
    NOTHING,
    UNREAD,
    is_blank,
    number_or_unread,
    raw,
    step,
    typed,
)

_SIGNS = "+-\u2212"
_END = "|"
_GROUPED = 15
"""The longest whole number with its thousands parted, in letters."""


def figure_formulas(measure: Measure, cells: Cells) -> dict[str, str]:
    """The figure in a cell or in a text, in the measure's unit and rounded to its decimals.

    What stands for a figure that is not available is that data status.
    """
    cell, steps = (
        cells["actual"],
        ("raw", "typed", "bare", "signed", "number", "whole", "fraction", "value"),
    )
    at = {name: cells[step("actual", name)] for name in steps}
    formulas = {
        "raw": raw(cell),
        "typed": typed(cell, at["raw"]),
        "bare": _without_unit(at["typed"], measure.unit),
        "signed": _without_sign_of_unit(at["bare"], measure.unit),
        "number": _without_sign(at["signed"]),
        "whole": _whole(at["number"]),
        "fraction": _fraction(at["number"], at["whole"]),
        "value": _value(cell, measure.unit, at),
        "read": _read(measure, at["value"], at["whole"]),
    }
    return {step("actual", name): formula for name, formula in formulas.items()}


def _without_unit(typed_text: str, unit: Unit) -> str:
    """The unit stands behind a figure, or behind or within its brackets.

    The end of the text is marked.
    """
    endings = ("%",) if unit.is_percentage else unit.endings
    ends = (
        (f"{space}{sign}{end}", end)
        for end in (_END, f"){_END}")
        for sign in endings
        for space in (" ", "")
    )
    pairs = [(text(old), text(new)) for old, new in ends]
    return f"={replaced(f'LOWER({typed_text})&{text(_END)}', *pairs)}"


def _without_sign_of_unit(bare: str, unit: Unit) -> str:
    if unit.is_money:
        return _without_pound(bare)
    if unit.is_ratio:
        first = len(unit.before)
        behind = f"MID({bare},{first + 1},{LONGEST_FIGURE})"
        return f"=IF(LEFT({bare},{first})={text(unit.before)},{behind},{bare})"
    return f'={bare}&""'


def _without_pound(bare: str) -> str:
    """The pound's sign stands first, or behind a sign or a bracket."""
    pound, leaders = text("\u00a3"), text(f"({_SIGNS}")
    close = replaced(bare, (text("\u00a3 "), pound))
    behind = f"ISNUMBER(FIND(LEFT({bare},1),{leaders}))"
    first, second = f"LEFT({bare},1)={pound}", f"IF(MID({bare},2,1)={pound},{behind},FALSE)"
    return (
        f'=IF({first},MID({close},2,{LONGEST_FIGURE}),IF({second},REPLACE({close},2,1,""),{bare}))'
    )


def _without_sign(signed: str) -> str:
    in_brackets = f'AND(LEFT({signed},1)="(",RIGHT({signed},2)={text(f"){_END}")})'
    bare = f"MID({signed},2,LEN({signed})-3)&{text(_END)}"
    has_sign = f"ISNUMBER(FIND(LEFT({signed},1),{text(_SIGNS)}))"
    return f"=IF({in_brackets},{bare},IF({has_sign},MID({signed},2,{LONGEST_FIGURE}),{signed}))"


def _whole(number: str) -> str:
    """What stands before the point, behind two noughts.

    It is so never empty nor nought itself.
    """
    return f'="00"&LEFT({number},FIND(".",SUBSTITUTE({number},{text(_END)},"."))-1)'


def _fraction(number: str, whole: str) -> str:
    """What stands behind the point, and four noughts; two noughts where there is no point."""
    behind = f"MID({number}&{text(_END)},LEN({whole}),{LONGEST_FIGURE})"
    return f'=SUBSTITUTE({behind},{text(_END)},"00")'


def _value(cell: str, unit: Unit, at: dict[str, str]) -> str:
    """The figure in the measure's unit, not yet rounded, and however impossible."""
    typed_text, whole, fraction = at["typed"], at["whole"], at["fraction"]
    digits = without(whole, ", ")
    figure = f"(VALUE({digits})+VALUE({fraction})/10^LEN({fraction}))"
    is_minus = any_of(f"LEFT({at['signed']},1)={text(sign)}" for sign in ("(", *_SIGNS[1:]))
    is_figure = all_of(
        f"LEN({typed_text})<={LONGEST_FIGURE}",
        f'{without(f"{digits}&{fraction}", "0123456789")}=""',
        # Digits behind a point, or no point and digits.
        f"OR(LEN({fraction})>4,AND(LEN({fraction})=2,LEN({whole})>2))",
        _is_grouped(whole, digits),
    )
    of_text = f"IF(IFERROR({is_figure},FALSE),IF({is_minus},-1,1)*{figure},{text(UNREAD)})"
    of_number = number_or_unread(cell, cell, "TRUE")
    if unit.is_percentage:
        share_or_percentage = f'AND(ISERROR(FIND("%",{typed_text})),{figure}>0,{figure}<=1)'
        of_text = f"IF(IFERROR({share_or_percentage},FALSE),{text(UNREAD)},{of_text})"
        size = f"ABS({cell})"
        of_number = number_or_unread(
            cell,
            f"IF({size}>{LARGEST_SHARE},{cell},{cell}*100)",
            f"OR({size}<={LARGEST_SHARE},{size}>{SMALLEST_PASTED})",
        )
    read = first_that_holds(
        ((is_blank(typed_text), text(NOTHING)), *in_place_of_figure(typed_text)), of_text
    )
    return f"=IF(ISTEXT({cell}),{read},{of_number})"


def in_place_of_figure(typed_text: str) -> Iterator[tuple[str, str]]:
    """What stands for “no figure”, each with what is read from it."""
    for said, result in _WORDS.items():
        words = (words for words, means in layout.NO_FIGURE_WORDS.items() if means == said)
        yield one_of(typed_text, words), text(result)


_WORDS = {
    said: said if said == DataStatus.NOT_AVAILABLE else NOTHING
    for said in layout.NO_FIGURE_WORDS.values()
}


def _is_grouped(whole: str, digits: str) -> str:
    """Whether thousands are parted by commas or by spaces, each in its place, or not at all.

    A first nought parts none.
    """
    signs, padded = f"LEN({whole})-LEN({digits})", f'RIGHT(REPT("0",{_GROUPED})&{whole},{_GROUPED})'
    in_place = (
        "+".join(f"(MID({padded},{at},1)={text(sign)})" for at in range(4, _GROUPED, 4))
        + f"={signs}"
        for sign in ", "
    )
    parted = all_of(
        f'MID({whole},3,1)<>"0"',
        f"LEN({whole})-2<={_GROUPED}",
        f"{signs}=INT((LEN({whole})-3)/4)",
        any_of(in_place),
    )
    return f"OR({signs}=0,{parted})"


def _is_two(most: Decimal | None, value: str, whole: str) -> str:
    """Whether a space parts two figures: above `most`, or as long as each other and without one."""
    if most is not None:
        return f"ABS({value})>{most:f}"
    return f'MOD(LEN({whole}),4)=3,ISERROR(FIND(" 0",{whole}))'


def _read(measure: Measure, value: str, whole: str) -> str:
    """The figure where the measure can have it, rounded half-up to its decimals."""
    refused = [f"ABS({value})>={TOO_LARGE:f}"]
    if measure.unit.most is not None:
        refused.append(f"ABS({value})>={measure.unit.most:f}")
    if measure.unit.is_percentage:
        refused.append(f"ABS({value})>{LARGEST_PERCENTAGE}")
    lowest, days = lowest_possible(measure), day_numbers(measure)
    if lowest is not None:
        refused.append(f"{value}<{lowest:f}")
    if days:
        refused.append(f"AND({value}>{days[0]:f},{value}<={days[1]},{value}=INT({value}))")
    refused.append(
        f'AND(ISNUMBER(FIND(" ",{whole})),{_is_two(most_parted(measure), value, whole)})'
    )
    # Rounded twice, because 0.285 times 100 is a little less than 28.5 to a spreadsheet.
    rounded = f"ROUND(ROUND({value},10),{measure.decimals})"
    return f"=IF(ISNUMBER({value}),IF({any_of(refused)},{text(UNREAD)},{rounded}),{value})"

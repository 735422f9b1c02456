"""How a return reads and rates what is judged in words.

It says what assessment/judged.py says.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cyps_reports.assessment.completeness import Need
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.units import Unit, as_spelled
from cyps_reports.returns.model import OWN_RATING, OwnRating
from cyps_reports.templates.asking import Step
from cyps_reports.templates.language import Cells, all_of, first_that_holds, one_of, text
from cyps_reports.templates.reading import (
    NOTHING,
    UNREAD,
    bare,
    is_blank,
    is_without_letters,
    raw,
    says,
    spells,
    step,
    typed,
)
from cyps_reports.templates.reading_figures import in_place_of_figure
from cyps_reports.workbooks.plain_text import DOUBTS

TEXT_READ = Decimal(1)
"""What stands for a text, so that a row with one is a row with an actual."""


def judged_formulas(measure: Measure, cells: Cells) -> dict[str, str]:
    """The place of the value that a cell holds, or that it holds a text.

    `UNREAD` for what is neither.
    """
    cell, unit = cells["actual"], measure.unit
    raw_text, typed_text, bare_text = (
        cells[step("actual", name)] for name in ("raw", "typed", "bare")
    )
    places = (
        (_is_value(unit, value, raw_text, bare_text), f"{unit.place_of(value)}")
        for value in unit.values
    )
    signs = "".join(
        sorted(
            {sign for value in unit.values for sign in value if not sign.isalnum() and sign != " "}
        )
    )
    doubts = "".join(sign for sign in DOUBTS if sign not in signs)
    read = first_that_holds(
        (
            (f"ISERROR({cell})", text(UNREAD)),
            (is_without_letters(raw_text), text(NOTHING)),
            *places,
            *in_place_of_figure(typed_text),
        ),
        f"{TEXT_READ}" if unit.is_text else text(UNREAD),
    )
    return {
        step("actual", "raw"): raw(cell),
        step("actual", "typed"): typed(cell, raw_text),
        step("actual", "bare"): bare(raw_text, signs, doubts),
        step("actual"): f"={read}",
    }


def _is_value(unit: Unit, value: str, raw_text: str, bare_text: str) -> str:
    """Where a value was typed; with its signs, where another has the same words."""
    if unit.tells_by_signs(value):
        return spells(raw_text, as_spelled(value))
    return says(bare_text, value)


def judged_rating(measure: Measure, cells: Cells) -> str:
    """The state of a row that has an actual of a day that can be."""
    if measure.polarity is Polarity.MONITOR:
        return text(MeasureState.MONITOR_ONLY)
    chosen = first_that_holds(
        (
            (f"{cells[step(OWN_RATING)]}={text(choice)}", text(choice))
            for choice in _choices(measure)
        ),
        text(MeasureState.NOT_JUDGED),
    )
    if measure.unit.is_text:
        return chosen
    if not isinstance(measure.target, Decimal):
        return text(MeasureState.NO_TARGET)
    below = text(MeasureState.OFF_TARGET) if measure.unit.is_yes_or_no else chosen
    return f"IF({cells[step('actual')]}>={measure.target},{text(MeasureState.ON_TARGET)},{below})"


def judged_needs(measure: Measure, cells: Cells) -> Iterator[Step]:
    """What is asked for of a rating that rests on a choice."""
    state = cells["state"]
    is_open = f"{state}={text(MeasureState.NOT_JUDGED)}"
    yield all_of(is_open, f"{cells[step(OWN_RATING)]}={text(UNREAD)}"), Need.UNREADABLE_RATING
    yield is_open, Need.NO_RATING
    if not measure.unit.is_yes_or_no:
        has_no_reason = all_of(
            f"NOT(ISERROR({cells['comment']}))", is_blank(cells[step("comment")])
        )
        yield all_of(one_of(state, _choices(measure)), has_no_reason), Need.NO_REASON


def _choices(measure: Measure) -> tuple[OwnRating, ...]:
    """The ratings that may be chosen; a value below its target is not on target."""
    return tuple(
        each for each in OwnRating if measure.unit.is_text or each is not OwnRating.ON_TARGET
    )

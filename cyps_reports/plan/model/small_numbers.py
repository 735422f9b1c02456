"""What a plan says of its public edition.

Which figures are about children, what they rest on, and how small numbers are kept back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from cyps_reports.findings import Finding, error, shortened
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.model.was import RowsThen, rows_then


class SmallNumbers(StrEnum):
    """How small numbers about children are kept back; a council decides it for its plan.

    Of counts of 1 to 5 nothing is shown, nor of what rests on them; by the older rule also where
    the numerator is 5 or fewer or the denominator 10 or fewer; or every count is rounded.
    """

    COUNTS = "counts of 1 to 5"
    OLDER = "numerators of 5 or fewer"
    FIVES = "rounded to 5"
    TENS = "rounded to 10"


class Edition(StrEnum):
    """Who may read an edition of a report: the council and its partners, or anybody."""

    INTERNAL = "internal"
    PUBLIC = "public"


class RestsOn(StrEnum):
    """How a figure rests on a number of children.

    It is their number, a share of them (a percentage or a rate), an average over them, or words.
    """

    COUNT = "count"
    SHARE = "share"
    AVERAGE = "average"
    WORDS = "words"


def rests_on(measure: Measure) -> RestsOn:
    """How the figures of a measure rest on a number of children, going by its unit."""
    if measure.unit.is_judged:
        return RestsOn.WORDS
    if out_of(measure.unit):
        return RestsOn.SHARE
    return RestsOn.COUNT if measure.unit.is_whole else RestsOn.AVERAGE


def out_of(unit: Unit) -> int:
    """Of how many children a share tells: 100 of a percentage, 10,000 of a rate; 0 of no share."""
    if unit.is_percentage:
        return 100
    rate = _RATE.match(unit.name)
    return int(rate[1].replace(",", "")) if rate else 0


_RATE = re.compile(r"(?:rate )?per ([\d,]*\d)", re.IGNORECASE)


def asks_numerator(measure: Measure) -> bool:
    """Whether a return asks for the count above the line."""
    is_share = measure.is_about_children and rests_on(measure) is RestsOn.SHARE
    return is_share and not measure.numerator


def asks_denominator(measure: Measure) -> bool:
    """Whether a return asks for the number of children that a figure rests on."""
    is_of_several = rests_on(measure) in (RestsOn.SHARE, RestsOn.AVERAGE)
    return measure.is_about_children and is_of_several and not measure.denominator


_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")


def count_said(text: str) -> int | None:
    """The number of children that a text says: `1,250`; None where it says none."""
    return int(text.replace(",", "")) if _COUNT.fullmatch(text.strip()) else None


def named_rows(measures: tuple[Measure, ...]) -> RowsThen:
    """The measure rows by what they are called, for what a row says of others."""
    return rows_then((each.key for each in measures), ())


def wrong_relations(measures: tuple[Measure, ...]) -> Iterator[Finding]:
    """Errors: what a row says it is made of, and that cannot be."""
    rows, units = named_rows(measures), {each.key: each.unit for each in measures}
    for measure in measures:
        for column, said in _relations(measure):
            key = rows.measure(said)
            is_count = column == "denominator" and count_said(said) is not None
            if key and is_count:
                problem = f"“{shortened(said)}” may be a number of children or a reference."
                yield _wrong(measure, column, problem, "Leave it to the return, or rename the row.")
            elif key is None and not is_count:
                problem = f"There is no measure “{shortened(said)}” in this plan."
                yield _wrong(measure, column, problem, _TYPE_ROWS)
            elif key == measure.key:
                problem = f"{measure.called} is said to be made of itself."
                yield _wrong(measure, column, problem, _TYPE_ROWS)
            elif key and column == "sum_of" and units[key] != measure.unit:
                problem = f"{measure.called} is not counted in what {shortened(said)} is."
                yield _wrong(measure, column, problem, "A sum and its parts have the same unit.")
    yield from _circles(measures, rows)


_TYPE_ROWS = "Type the reference of another measure, with its component where it has several rows."


def _relations(measure: Measure) -> Iterator[tuple[str, str]]:
    """What a row says of others, each with the key of its column."""
    yield from (("sum_of", each) for each in measure.sum_of)
    yield from (
        (key, said)
        for key, said in (("numerator", measure.numerator), ("denominator", measure.denominator))
        if said
    )


def _circles(measures: tuple[Measure, ...], rows: RowsThen) -> Iterator[Finding]:
    """A sum that, through its parts, is part of itself."""
    parts = {each.key: {rows.measure(said) for said in each.sum_of} for each in measures}
    for measure in measures:
        seen: set[object] = set()
        ahead = set(parts[measure.key]) - {measure.key}
        while ahead - seen:
            seen |= ahead
            ahead = {part for key in ahead if key for part in parts.get(key, ())}
        if measure.key in seen:
            problem = f"{measure.called} is a sum of rows that are sums of it."
            yield _wrong(measure, "sum_of", problem, _TYPE_ROWS)


def _wrong(measure: Measure, column: str, problem: str, mend: str) -> Finding:
    return error("unknown-relation", measure.places[column], problem, mend)

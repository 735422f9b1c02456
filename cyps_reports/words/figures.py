"""The figures that stand in the words: what they were when these were written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.references import names_reference
from cyps_reports.record.file import Json
from cyps_reports.words.model import OVERALL, FigureSaid, measure_place, priority_place

_NUMBER = re.compile(
    r"(?<![\w.,])£?(\d[\d,]*(?:\.\d+)?)(\s?%|\s?per cent)?(?:bn|m|k)?(?!\w|[.,]\d)"
)
_WHATS = ("actual", "target", "outturn")
_PLAIN_ENOUGH = 100
"""A smaller whole number without a unit may be anything: days, schools, a day of the month."""


def figures_said(
    tag: str, paragraphs: tuple[str, ...], plan: Plan, record: Json
) -> tuple[FigureSaid, ...]:
    """The figures of measures that stand in the words of a place.

    `record` is what the report told in which they were written.
    """
    text = " ".join(paragraphs)
    numbers = tuple(_numbers(text))
    rows = _rows(record)
    found = (
        each
        for measure in plan.measures
        if numbers and _is_about(tag, measure, plan)
        for each in _of_measure(measure, rows, numbers, _is_named(tag, measure, text))
    )
    return tuple(dict.fromkeys(found))


def _numbers(text: str) -> Iterator[tuple[str, Decimal, bool]]:
    """Each number as typed, its value, and whether it is a percentage."""
    for number in _NUMBER.finditer(text):
        try:
            value = Decimal(number[1].replace(",", ""))
        except InvalidOperation:
            continue
        yield number[0].strip(), value, bool(number[2])


def _rows(record: Json) -> Mapping[tuple[str, str], Mapping[str, object]]:
    told = record.get("measures")
    rows = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    return {(str(row.get("ref")), str(row.get("component"))): row for row in rows}


def _is_about(tag: str, measure: Measure, plan: Plan) -> bool:
    of_measure = measure_place(measure.ref, "").tag
    return tag in (OVERALL, of_measure, priority_place(plan, measure.priority).tag)


def _is_named(tag: str, measure: Measure, text: str) -> bool:
    return tag == measure_place(measure.ref, "").tag or names_reference(text, measure.ref)


def _of_measure(
    measure: Measure,
    rows: Mapping[tuple[str, str], Mapping[str, object]],
    numbers: tuple[tuple[str, Decimal, bool], ...],
    is_named: bool,
) -> Iterator[FigureSaid]:
    row = rows.get(measure.key, {})
    for what in _WHATS:
        figure = figure_in(row.get(what))
        for said, value, is_percentage in numbers:
            is_clear = is_percentage or value >= _PLAIN_ENOUGH or value != value.to_integral_value()
            is_of_unit = measure.unit.is_percentage or not is_percentage
            if figure is not None and value == figure and is_of_unit and (is_named or is_clear):
                yield FigureSaid(
                    ref=measure.ref,
                    component=measure.component,
                    what=what,
                    figure=figure,
                    said=said,
                )


def figure_in(told: object) -> Decimal | None:
    """A figure as a record tells it; None for a word in its place."""
    try:
        figure = Decimal(str(told))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None

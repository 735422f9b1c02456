"""What may be typed in a cell of the plan workbook, as a value; or why it cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from cyps_reports.findings import CellRef, Finding, Refused, shortened, warning
from cyps_reports.groups import grouped
from cyps_reports.phrases import in_words
from cyps_reports.plan.dates.reading import TYPE_A_DATE, date_in
from cyps_reports.plan.figures.number_formats import is_percentage
from cyps_reports.plan.figures.reading import figure_in
from cyps_reports.plan.model.leads import Lead, may_be_one, same_lead
from cyps_reports.plan.model.quantities import Missing, Tolerance
from cyps_reports.plan.model.references import same_reference
from cyps_reports.plan.model.units import Unit, as_spelled
from cyps_reports.workbooks.grid import RawCell
from cyps_reports.workbooks.layout import choose_one, not_a_choice
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row

Choice = TypeVar("Choice", bound=StrEnum)

_MOST = 99_999


def several(text: str) -> tuple[str, ...]:
    """The parts of a text between semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


LeadNames = Mapping[str, Sequence[tuple[str, str]]]
"""All that leads may be called and the keys of these, by what its writings have in common."""


def names_of(leads: Iterable[Lead]) -> LeadNames:
    """What leads may be called: their initials, names and posts."""
    called = ((name, each.key) for each in leads for name in (each.key, each.name, each.post))
    return grouped((each for each in called if each[0]), lambda each: same_lead(each[0]))


def leads_in(text: str, named: LeadNames) -> tuple[str, ...]:
    """The keys of the leads that a cell names by initials, name or post, the accountable one first.

    Several are parted by semicolons, or as in `JM and TK` or `JM/TK` where all parts are leads.
    What is no lead stays as it is typed.
    """
    if whole := _key_of(text, named):
        return (whole,)
    parts = [part.strip() for part in _BETWEEN_LEADS.split(text)]
    if not all(_key_of(part, named) for part in parts):
        parts = list(several(text))
    return tuple(dict.fromkeys(_key_of(part, named) or part for part in parts))


def _key_of(text: str, named: LeadNames) -> str:
    """The key of the lead that a text names: as it is written there, else in other writing.

    A key is the lead's own; a name or a post that two have is neither's.
    """
    alike = [each for each in named.get(same_lead(text), ()) if may_be_one(each[0], text)]
    typed = same_reference(text)
    as_key = [key for _, key in alike if same_reference(key) == typed]
    as_written = [key for name, key in alike if same_reference(name) == typed]
    keys = as_key[:1] or as_written or [key for _, key in alike]
    return keys[0] if len(set(keys)) == 1 else ""


_BETWEEN_LEADS = re.compile(r"[;,/&+]|\band\b", re.IGNORECASE)


def choice(row: Row, key: str, choices: type[Choice]) -> Choice | Refused:
    """The choice a cell names, in capitals or not."""
    text = row.text(key)
    for choice in choices:
        if choice.value.casefold() == text.casefold():
            return choice
    if not text:
        return Refused("not-a-choice", f"The {key} is missing.", choose_one(choices))
    return not_a_choice(text, choices)


def choice_or_none(row: Row, key: str, choices: type[Choice]) -> Choice | Refused | None:
    """The same; None where the cell is empty."""
    return choice(row, key, choices) if row.text(key) else None


def whole(row: Row, key: str) -> int | Refused:
    """A whole number, which must be there."""
    number = whole_or_none(row, key)
    return (
        Refused("no-number", "The number is missing.", "Type a whole number.")
        if number is None
        else number
    )


def whole_or_none(row: Row, key: str, most: int = _MOST) -> int | Refused | None:
    """A whole number up to `most`; None where the cell is empty."""
    return whole_in(row.cell(key), most)


def whole_in(cell: RawCell, most: int = _MOST) -> int | Refused | None:
    """The same, of a cell."""
    if cell.is_empty:
        return None
    figure = figure_in(cell, Unit.COUNT)
    if isinstance(figure, Decimal) and figure == figure.to_integral_value() and 0 <= figure <= most:
        return int(figure)
    return Refused(
        "not-a-whole-number",
        f"“{shortened(cell.text)}” is not a whole number up to {most}.",
        "Type one.",
    )


def number_in(row: Row) -> int | Refused | None:
    """The number of a measure or a milestone.

    It must be there where it has no reference of its own.
    """
    return whole_or_none(row, "number") if row.text("reference") else whole(row, "number")


def code_in(row: Row, codes: Mapping[str, str]) -> str:
    """The priority of a row as the sheet Priorities writes it.

    As it is typed where there is none such.
    """
    typed = row.text("priority")
    return codes.get(same_reference(typed), typed)


def needed_date(cell: RawCell) -> date | Refused:
    """A date, which must be there."""
    return date_in(cell) or Refused("no-date", "The date is missing.", TYPE_A_DATE)


def what_is_wrong_with_values(unit: Unit, values: Sequence[str]) -> Refused | None:
    """Why a measure of the unit cannot have these values; None where it can."""
    if unit != Unit.GRADE:
        problem = f"Values are given, but the unit is {unit}."
        return (
            Refused("values-without-grade", problem, "Type grade as the unit, or empty the cell.")
            if values
            else None
        )
    like = "Type the grades, best first, parted by semicolons, like Good; Fair; Poor."
    if len(values) < _FEWEST_VALUES:
        fewest = in_words(_FEWEST_VALUES)
        return Refused("no-values", f"A grade needs at least {fewest} values to be one of.", like)
    is_without_words = not all(map(same_words, values))
    if is_without_words or len(set(map(as_spelled, values))) < len(values):
        return Refused(
            "values-alike",
            "Two of the values are the same word, or one has no letter or figure.",
            like,
        )
    return None


_FEWEST_VALUES = 2

POINTS = "points"
_IN_POINTS = re.compile(r"(.*?)\s*(?:percentage |per cent |% )?(?:points?|pp|ppt)", re.IGNORECASE)
_OF_TARGET = re.compile(r"(.*?)\s*(?:%|per ?cent) of (?:the )?target", re.IGNORECASE)


def tolerance_in(cell: RawCell) -> Tolerance | Refused | None:
    """A percentage of the target where it is one, else an amount in the measure's unit.

    `5%`, `2.5 points`, `0.5`.
    """
    bare, as_share = cell, is_percentage(cell.number_format) or cell.text.endswith("%")
    if isinstance(cell.value, str) and (match := _OF_TARGET.fullmatch(cell.text)):
        bare, as_share = cell._replace(value=f"{match[1]}%"), True
    elif isinstance(cell.value, str) and (match := _IN_POINTS.fullmatch(cell.text)):
        bare, as_share = cell._replace(value=match[1]), False
    figure = figure_in(bare, Unit.PERCENT if as_share else Unit.COUNT)
    if isinstance(figure, Refused):
        return Refused(figure.code, figure.message, _TYPE_A_TOLERANCE)
    if isinstance(figure, Missing):
        return None
    if figure < 0:
        return Refused(
            "negative-tolerance", f"The tolerance {cell.text} is below zero.", _TYPE_A_TOLERANCE
        )
    return Tolerance(figure, is_absolute=not as_share)


_TYPE_A_TOLERANCE = "Type 5% for a share of the target, or 2.5 points, or an amount."


def is_unsaid(tolerance: Tolerance | None, cell: RawCell) -> bool:
    """Whether a bare number was typed: points of a percentage, or per cent of the target."""
    return (
        tolerance is not None and tolerance.is_absolute and _IN_POINTS.fullmatch(cell.text) is None
    )


def unsaid_tolerance(cell: RawCell, place: CellRef, taken: str) -> Finding:
    """The warning on such a number, and what it was taken for."""
    typed = cell.text
    problem = f"The tolerance {typed} does not say whether it is points or per cent of the target."
    mend = f"Type {typed} points, or {typed}%."
    return warning(
        "tolerance-without-unit", place, f"{problem} It was taken as {typed} {taken}.", mend
    )

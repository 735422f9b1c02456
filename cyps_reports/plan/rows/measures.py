"""Reads a row of the sheet Measures into a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from cyps_reports.findings import Findings, Refused, shortened, warning
from cyps_reports.plan.dates.periods import period_in
from cyps_reports.plan.dates.reading import month_in
from cyps_reports.plan.figures.parted import parted_in_plan, said_in
from cyps_reports.plan.figures.targets import (
    NO_TARGET,
    TargetSaid,
    figure_said_in,
    plan_figure_in,
    target_in,
)
from cyps_reports.plan.model.measure import ANNUAL_RESULT, AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.model.quantities import Figure, Missing, Tolerance
from cyps_reports.plan.model.units import JUDGED, KNOWN, NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.plan.rows.approvals import withdrawal_in
from cyps_reports.plan.rows.cell_values import (
    choice,
    choice_or_none,
    code_in,
    is_unsaid,
    number_in,
    several,
    tolerance_in,
    unsaid_tolerance,
    what_is_wrong_with_values,
    whole_or_none,
)
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.workbooks.layout import keys
from cyps_reports.workbooks.plain_text import same_words
from cyps_reports.workbooks.table_rows import Row

Read = TypeVar("Read")

_NO_FIGURE: Figure = Missing.NOT_GIVEN
_MOST_DECIMALS = 9
_MEASURE_KEYS = keys(MEASURE_COLUMNS)


def measure_in(row: Row, codes: Mapping[str, str], found: Findings) -> Measure:
    """The measure that a row says; `codes` are the priorities' by all their writings."""

    def taken(key: str, read: Read | Refused, otherwise: Read) -> Read:
        return found.take(read, row.place(key), otherwise)

    figures = _figures_in(row, found)
    unit = figures.unit
    target, outturn, similar = (figures.planned(key) for key in ("target", "outturn", "similar"))
    return Measure(
        priority=code_in(row, codes),
        number=taken("number", number_in(row), None),
        component=row.text("component"),
        name=row.text("name"),
        unit=unit,
        polarity=taken("polarity", choice(row, "polarity", Polarity), Polarity.MONITOR),
        similar=similar.figure,
        similar_said=similar.said,
        similar_note=row.text("similar_note"),
        outturn=outturn.figure,
        outturn_said=outturn.said,
        outturn_note=row.text("outturn_note"),
        target=target.target,
        target_said=target.said,
        target_note=row.text("target_note"),
        target_due=taken("target_due", month_in(row.cell("target_due")), None),
        frequency=_frequency(row, found),
        tolerance=_tolerance(row, unit, found),
        green_limit=figures.limit("green_limit"),
        amber_limit=figures.limit("amber_limit"),
        decimals_set=taken(
            "decimals_set", whole_or_none(row, "decimals_set", _MOST_DECIMALS), None
        ),
        basis_set=taken("basis_set", choice_or_none(row, "basis_set", Basis), None),
        reported=taken("reported", period_in(row.text("reported")), None),
        reference=row.text("reference"),
        head=row.text("head"),
        withdrawal=withdrawal_in(row, found),
        was=row.text("was"),
        about_children=taken(
            "about_children", choice_or_none(row, "about_children", AboutChildren), None
        ),
        numerator=row.text("numerator"),
        denominator=row.text("denominator"),
        sum_of=several(row.text("sum_of")),
        places=row.places(_MEASURE_KEYS),
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a row in its unit.

    Of what nobody says in what it is counted, a figure cannot be told to be wrong: there is none.
    """

    row: Row
    found: Findings
    unit: Unit
    read: Mapping[str, TargetSaid | Refused]
    parted: Mapping[str, Refused]

    def limit(self, key: str) -> Decimal | None:
        """The figure of a limit; None where there is none."""
        if not self.read:
            return None
        read = self.parted.get(key) or plan_figure_in(self.row.cell(key), self.unit)
        figure = self.found.take(read, self.row.place(key), _NO_FIGURE)
        return figure if isinstance(figure, Decimal) else None

    def planned(self, key: str) -> TargetSaid:
        """The target, or another figure of the plan, and how it is said."""
        if not self.read:
            return NO_TARGET
        read = self.parted.get(key) or self.read[key]
        return self.found.take(read, self.row.place(key), NO_TARGET)


def _planned(row: Row, key: str, unit: Unit) -> TargetSaid | Refused:
    read = target_in if key == "target" else figure_said_in
    return read(row.cell(key), unit)


_FIGURES = ("target", "outturn", "similar", "green_limit", "amber_limit")


def _parted(
    row: Row, unit: Unit, read: Mapping[str, TargetSaid | Refused]
) -> Mapping[str, Refused]:
    """The cells with figures of the row that may hold two, with why they are not used."""
    said = {
        key: said_in(row.cell(key), each.target)
        for key, each in read.items()
        if not isinstance(each, Refused)
    }
    return parted_in_plan(said, unit)


def _figures_in(row: Row, found: Findings) -> _Figures:
    named = _unit(row)
    unit = found.take(named, row.place("unit"), Unit.COUNT)
    if isinstance(named, Refused):
        return _Figures(row, found, unit, {}, {})
    unit = _with_values(unit, row, found)
    read = {key: _planned(row, key, unit) for key in _FIGURES}
    return _Figures(row, found, unit, read, _parted(row, unit, read))


def _frequency(row: Row, found: Findings) -> str:
    """As it stands; a warning where it says how often a figure comes, which another column does."""
    said = row.text("frequency")
    if said and said.casefold() != ANNUAL_RESULT:
        problem = f"Frequency says “{said}”, which is printed and changes nothing."
        mend = (
            "Type it under Reported, which says in which months a figure is due; Frequency is "
            "annual or empty."
        )
        found.add(warning("frequency-without-effect", row.place("frequency"), problem, mend))
    return said


def _with_values(unit: Unit, row: Row, found: Findings) -> Unit:
    """The unit with the values of the row, where it is one of judged measures.

    A text where they cannot be used.
    """
    values = several(row.text("values"))
    if wrong := what_is_wrong_with_values(unit, values):
        found.add(wrong.at(row.place("values")))
        return Unit.TEXT if unit == Unit.GRADE else unit
    if unit == Unit.GRADE:
        return graded(values)
    aims_for_no = unit.is_yes_or_no and same_words(row.text("target")) == "no"
    return NO_IS_RIGHT if aims_for_no else unit


def _unit(row: Row) -> Unit | Refused:
    like = ", ".join(each.name for each in (*KNOWN, *JUDGED))
    fix = f"Type what is counted, like people, or one of: {like}."
    said = row.text("unit")
    if "?" in said:
        return Refused("no-unit", f"“{shortened(said)}” leaves open what the unit is.", fix)
    return unit_named(said) or Refused("no-unit", "The unit is missing.", fix)


def _tolerance(row: Row, unit: Unit, found: Findings) -> Tolerance | None:
    cell, place = row.cell("tolerance"), row.place("tolerance")
    tolerance = found.take(tolerance_in(cell), place, None)
    if unit.is_percentage and is_unsaid(tolerance, cell):
        found.add(unsaid_tolerance(cell, place, "percentage points"))
    return tolerance

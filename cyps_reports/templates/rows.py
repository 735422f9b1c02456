"""A row of a blank return: its cells, and what its formulas give as it is sent out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from cyps_reports.plan.dates.months import DAY_ZERO
from cyps_reports.templates.reading import GIVEN, NOTHING, step
from cyps_reports.workbooks.layout import Column


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and what it gives as the workbook is sent out."""

    formula: str
    gives: str | float


Content = str | date | Decimal | Live | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: what is in each column by key, and the number formats of its figures.

    A closed row asks for nothing: it was completed when the plan was approved, or withdrawn since.
    `judged_as` are the values that the actual is one of, none where it is a text; None where it is
    a figure. `not_asked` are the columns to fill in that others need and this row does not.
    """

    contents: Mapping[str, Content]
    formats: Mapping[str, str]
    is_closed: bool = False
    judged_as: tuple[str, ...] | None = None
    not_asked: frozenset[str] = frozenset()


def addresses(columns: Sequence[Column], row: int) -> dict[str, str]:
    """The address of each cell of a row.

    The column is fixed, so that moving it about changes nothing.
    """
    return {
        column.key: xl_rowcol_to_cell(row, at, col_abs=True) for at, column in enumerate(columns)
    }


def live_readings(
    readings: Mapping[str, str], answers: Mapping[str, Content]
) -> dict[str, Content]:
    """The columns that read the answers.

    With what they hold of those that are filled in already.
    """
    return {key: Live(formula, _as_read(key, answers)) for key, formula in readings.items()}


def _as_read(column: str, answers: Mapping[str, Content]) -> str | float:
    for key, value in answers.items():
        if column in (key, step(key)):
            match value:
                case Decimal():
                    return float(value)
                case date():
                    return (value - DAY_ZERO).days
                case str() if value and key in ("corrective_action", "comment"):
                    return GIVEN
                case str() if value:
                    return value
    return NOTHING

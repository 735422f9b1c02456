"""A draft of the plan workbook: what was understood of a document, and what is left to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cyps_reports.findings import CellRef, Finding
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.book import cell_of_field, cell_of_row
from cyps_reports.plan.sheets.figure_columns import (
    COMPARATOR_COLUMNS,
    EARLIER_YEAR_COLUMNS,
    STEP_KEYS,
    step_columns,
)
from cyps_reports.plan.sheets.measure_columns import MEASURE_COLUMNS
from cyps_reports.plan.sheets.milestone_columns import MILESTONE_COLUMNS
from cyps_reports.setup.sources.source import SourcePlace
from cyps_reports.workbooks.layout import Column, keys

PLAN_WORKBOOK = "plan.xlsx"
"""What the draft becomes."""

DraftValue = str | Decimal | date | None
"""What stands in a cell: a text as the document has it, a day, or a number.

A number is a figure in the measure's unit with the decimals it is shown with (78.5 for 78.5 %,
86.190 for £m), or a whole number, like that of a row. What the plan says in words stays words: NA,
TBC, at least 85%, June 2017.
"""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell of the plan workbook to be.

    An open one is what the officer has to fill or to mend, and `why` says why; a face colours it.
    It holds what the document says where the plan check refuses that until it is mended, else
    nothing.
    """

    value: DraftValue = None
    source: SourcePlace | None = None
    is_open: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a sheet by the keys of its columns (`plan/sheets/layout.py`).

    A cell that is not there is empty.
    """

    cells: Mapping[str, DraftCell]

    def value(self, key: str) -> DraftValue:
        """What stands in a column; None where nothing does."""
        return self.cells[key].value if key in self.cells else None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as far as a document says it.

    `facts` are the cells of the sheet Plan by their keys (`plan/sheets/fields.py`, those of the
    plan's own words too); `sheets` are the rows of the others by the names of the sheets, in the
    order in which they are written.
    """

    facts: Mapping[str, DraftCell] = field(default_factory=dict)
    sheets: Mapping[str, tuple[DraftRow, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def rows(self, sheet: str) -> tuple[DraftRow, ...]:
        """The rows of a sheet."""
        return self.sheets.get(sheet, ())


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    layout.PRIORITIES: layout.PRIORITY_COLUMNS,
    layout.LEADS: layout.LEAD_COLUMNS,
    layout.MEASURES: MEASURE_COLUMNS,
    layout.MILESTONES: MILESTONE_COLUMNS,
    layout.COMPARATORS: COMPARATOR_COLUMNS,
    layout.EARLIER_YEARS: EARLIER_YEAR_COLUMNS,
}
"""The columns of each sheet of a draft, in their order; those of Steps go by the plan's months."""


def place_of(sheet: str, at: int, key: str, months: Sequence[Month] = ()) -> CellRef:
    """The cell of the plan workbook that a cell becomes; `at` counts the sheet's rows from 0.

    The columns of the sheet Steps are those of the plan's `months`; what has no column there is
    told at the beginning of its row.
    """
    columns = COLUMNS.get(sheet, STEP_KEYS)
    if sheet == layout.STEPS and months:
        columns = step_columns(months[0].first, months[-1].last)
    known = keys(columns)
    return CellRef(
        PLAN_WORKBOOK, sheet, cell_of_row(columns, at, key if key in known else known[0])
    )


def place_of_fact(key: str) -> CellRef:
    """The same of a cell of the sheet Plan."""
    return CellRef(PLAN_WORKBOOK, layout.PLAN, cell_of_field(key))

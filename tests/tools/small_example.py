"""The illustrative example with a few rows of each priority.

For tests that are about files, commands and edits: a report of it is made in a quarter of the time.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl

from cyps_reports import locations
from cyps_reports.plan.dates.months import month_of_folder
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns import layout
from tests.tools.approved_plan import example_plan
from tests.tools.returned import cells_of, returned

KEPT = frozenset(
    (
        *("A8", "A9", "A10", "A12", "A14"),
        *("B7", "B8", "B12", "B13"),
        *("C1", "C2", "C16", "C18", "C37"),
        *("D5", "D7"),
        *("E2", "E5", "E10", "E17"),
    )
)
"""What is in it is red and green, late and in time, re-dated, and filled in with and without errors
as in the example."""

_TYPED = {
    each.key
    for each in (*layout.TARGET_COLUMNS, *layout.MILESTONE_COLUMNS)
    if isinstance(each, layout.EntryColumn)
}


def small_example(folder: Path, kept: frozenset[str] = KEPT) -> None:
    """Puts the plan workbook and the returns of the three months into a folder."""
    plan = _plan_of(kept)
    (folder / "plan.xlsx").write_bytes(plan_workbook(plan))
    for came in sorted(locations.example_returns().glob("*/return-*.xlsx")):
        month = month_of_folder(came.parent.name)
        assert month
        into = folder / came.parent.name
        into.mkdir(exist_ok=True)
        returned(into, plan, came.stem.removeprefix("return-"), _answers(came, kept), month)


def _plan_of(kept: frozenset[str]) -> Plan:
    """The example's plan with those rows alone."""
    plan = example_plan()
    return replace(
        plan,
        measures=tuple(each for each in plan.measures if each.ref in kept),
        milestones=tuple(each for each in plan.milestones if each.ref in kept),
    )


def _answers(came: Path, kept: frozenset[str]) -> Mapping[tuple[str, str], object]:
    """What was typed into a return of the example, of the rows that are kept."""
    book = openpyxl.load_workbook(came)
    places = cells_of(came).items()
    wanted = {(row, key): at for (row, key), at in places if row.split(" ")[0] in kept}
    return {
        (row, key): book[sheet][cell].value
        for (row, key), (sheet, cell) in wanted.items()
        if key in _TYPED and book[sheet][cell].value is not None
    }

"""What earlier months left behind stands in the next blank return."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.model import DataStatus, DeadlineEntry, MeasureEntry, Returns, Status
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.comparison_words import RATED_LATER
from cyps_reports.templates.workbook import return_workbook
from tests.tools.returned import SEPTEMBER, cells_of


def test_plan_notes_and_last_months_figures_stand_beside_the_cell_to_fill(
    plan: Plan, tmp_path: Path
) -> None:
    months = [
        Returns(
            Month(2012, 8),
            measures={
                ("B1", ""): MeasureEntry(Decimal("86.40"), date(2012, 8, 31)),
                ("A1", ""): MeasureEntry(
                    Decimal("78.5"), date(2012, 7, 31), DataStatus.FINAL, "Final result."
                ),
            },
            deadlines={
                ("B12", 1): DeadlineEntry(Status.ON_TRACK, progress="Draft is out."),
                ("B10", 1): DeadlineEntry(Status.COMPLETED, date(2012, 6, 29)),
                ("B13", 1): DeadlineEntry(completed=date(2012, 8, 22)),
            },
        )
    ]
    carried = carried_from(months, plan)
    shown: dict[tuple[str, str], object] = {}
    for code in "AB":
        path = tmp_path / f"{code}.xlsx"
        priority = next(each for each in plan.priorities if each.code == code)
        path.write_bytes(return_workbook(plan, priority, SEPTEMBER, carried))
        workbook = openpyxl.load_workbook(path, data_only=True)
        shown |= {key: workbook[sheet][cell].value for key, (sheet, cell) in cells_of(path).items()}
    assert str(shown["B1", "notes"]).startswith("Target: Below last year's outturn")
    assert shown["B1", "previous"] == "86.40% (31/08/12)"
    assert shown["B1", "actual"] is None
    assert (shown["A1", "actual"], shown["A1", "data_status"], shown["A1", "state"]) == (
        0.785,
        "Final",
        "On target",
    )
    assert shown["A1", "todo"] == "Done"
    assert (shown["B12", "previous"], shown["B12", "progress"]) == (
        "August 2012: Draft is out.",
        None,
    )
    assert (shown["B10", "status"], shown["B10", "completed"]) == (
        "Completed",
        datetime(2012, 6, 29),  # noqa: DTZ001 - a cell has no zone
    )
    assert (shown["B10", "state"], shown["B10", "todo"]) == ("Completed", "Done")
    assert (shown["B13", "completed"], shown["B13", "state"]) == (None, "Missed this month")
    assert shown["B20", "state"] == "Overdue"
    assert shown["B20", "todo"] == "Update missing"


def test_a_figure_of_the_year_so_far_is_forecast_where_the_earlier_months_are_known(
    plan: Plan, tmp_path: Path
) -> None:
    """E2 has no profile.

    In April there is nothing before; later on there may be, and a return tells what it knows.
    """
    rated = {}
    for name, month, months in (
        ("first", Month(2012, 4), []),
        ("unknown", SEPTEMBER, []),
        ("known", SEPTEMBER, [Returns(Month(2012, 8))]),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(
            return_workbook(plan, plan.priorities[4], month, carried_from(months, plan))
        )
        sheet = openpyxl.load_workbook(path)[layout.TARGETS]
        column = next(cell.column for cell in sheet[4] if cell.value == "Figure rated")
        formula = next(
            str(row[column - 1].value) for row in sheet.iter_rows(min_row=5) if row[0].value == "E2"
        )
        rated[name] = RATED_LATER in formula
    assert rated == {"first": False, "unknown": True, "known": False}

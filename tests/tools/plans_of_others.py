"""A plan as other councils write theirs, by its codes and references, and an office that has it."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan

MAY, JUNE = Month(2017, 5), Month(2017, 6)


def measure(code: str, number: int | None, reference: str = "", **more: Any) -> Measure:
    """A measure of a priority; what else it has is given by field."""
    figures: dict[str, Any] = {"outturn": Decimal(70), "target": Decimal(80), **more}
    return Measure(
        code,
        number,
        "",
        f"Measure of {code}",
        Unit.PERCENT,
        Polarity.HIGHER,
        reference=reference,
        **figures,
    )


def milestone(
    code: str, number: int | None, reference: str = "", lead: str = "AB", **more: Any
) -> Milestone:
    """A milestone of a priority with two deadlines; what else it has is given by field."""
    deadlines = (Deadline(1, date(2017, 5, 31)), Deadline(2, date(2017, 9, 30)))
    return Milestone(
        code,
        number,
        "Heading",
        f"Milestone of {code}",
        lead,
        deadlines=deadlines,
        reference=reference,
        **more,
    )


def plan_with(code: str, references: tuple[str, str] = ("", "")) -> Plan:
    """A plan of two priorities, the first with the code, whose measure and milestone may have
    references.
    """
    numbers = (1, 2) if references == ("", "") else (None, None)
    return small_plan(
        priorities=(Priority(code, "First"), Priority("Other", "Second")),
        measures=(measure(code, numbers[0], references[0]), measure("Other", 1)),
        milestones=(milestone(code, numbers[1], references[1]), milestone("Other", 2)),
    )


class Office:
    """An officer's working folder with a plan of its own."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        (folder / "returns").mkdir()
        (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))

    def returns_in(self, month: Month, figures: dict[str, float]) -> None:
        """Puts a return of each priority in the month's folder, with a figure for its measure."""
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        for at, row in enumerate(self.plan.measures):
            answers = {
                (row.ref, "actual"): figures[row.priority] / 100,
                (row.ref, "as_at"): month.last,
                (row.ref, "data_status"): "Final",
            }
            returned(folder, self.plan, row.priority, answers, month, f"{at}.xlsx")

    def reported(self, month: Month) -> tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]:
        """The record of a month's report, and the rows of each sheet of its summary."""
        assert cli.main(["report", f"returns/{month}"]) == 0
        output = self.folder / "output" / str(month)
        record: dict[str, Any] = json.loads(
            (output / "as-reported.json").read_text(encoding="utf-8")
        )
        book = openpyxl.load_workbook(output / f"cs-summary-{month}.xlsx")
        return record, {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def severe(record: dict[str, Any]) -> Iterator[str]:
    """What the errors say that a record holds."""
    return (each["message"] for each in record["findings"] if each["severity"] == "error")


def read_back(folder: Path, plan: Plan) -> tuple[Plan | None, list[str]]:
    """The plan as its workbook is read, and the codes of what is found in it."""
    path = folder / "plan.xlsx"
    path.write_bytes(plan_workbook(plan))
    read, findings = read_plan(path)
    return read, [finding.code for finding in findings]

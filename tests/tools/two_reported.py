"""A folder in which July and August were reported, and what September then makes of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cyps_reports import cli, monthly
from cyps_reports.assessment.changes import Change, Kind
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import record_bytes, sealed_with_sum
from cyps_reports.returns.folder import Read, ReadFiles, read_folders
from tests.tools.returned import Answers, returned
from tests.tools.small_example import KEPT, small_example

JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (
    Month(2012, number) for number in range(7, 13)
)
JANUARY, FEBRUARY = Month(2013, 1), Month(2013, 2)


def report_two(folder: Path) -> None:
    """Puts some rows of the example into a folder, and reports July and August of them."""
    (folder / "returns").mkdir()
    small_example(folder / "returns", KEPT | {"A1", "A4", "A7", "A13", "A15", "C24", "E6"})
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for month in ("2012-07", "2012-08"):
            assert cli.main(["report", f"returns/{month}"]) == 1


def late_return(two_months: Path, plan: Plan) -> None:
    """Puts D's August return there, which had not come: D5 was completed on 20 August."""
    completed: Answers = {("D5", "completed"): date(2012, 8, 20)}
    returned(two_months / "returns" / "2012-08", plan, "D", completed, AUGUST)


def september(two_months: Path, plan: Plan) -> CheckedMonth:
    checked = check_month(two_months / "returns" / "2012-09", plan, None, (), two_months / "output")
    assert checked is not None
    return checked


def codes(checked: CheckedMonth) -> dict[str, str]:
    return {finding.code: str(finding.place.workbook) for finding in checked.findings}


def reported(
    two_months: Path, plan: Plan, month: Month, answers: Mapping[str, Answers] | None = None
) -> tuple[Change, ...]:
    """Files these answers by priority as the month's returns, makes its report, and gives the
    changes it told.
    """
    folder = two_months / "returns" / str(month)
    folder.mkdir(exist_ok=True)
    for code, typed in (answers or {}).items():
        returned(folder, plan, code, typed, month)
    checked = check_month(folder, plan, None, (), two_months / "output")
    assert checked is not None
    assert cli.main(["report", f"returns/{month}"]) == 1
    return checked.changes


def told(changes: tuple[Change, ...], kind: Kind, ref: str) -> list[tuple[object, object]]:
    return [(each.was, each.now) for each in changes if each.kind is kind and each.ref == ref]


def history_rows(two_months: Path) -> dict[str, dict[str, object]]:
    """The rows of the sheet History of September, by reference."""
    sheet = openpyxl.load_workbook(two_months / "output/2012-09/cyps-summary-2012-09.xlsx")[
        "History"
    ]
    heads, *rows = (
        [cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref]
    )
    return {str(row[0]): dict(zip(map(str, heads), row, strict=True)) for row in rows}


def folders_read(monkeypatch: pytest.MonkeyPatch, two_months: Path, plan: Plan) -> list[str]:
    """The months whose workbooks are read for September's report.

    What it tells is the same as from all of them.
    """
    read: list[str] = []

    def counted(folders: Sequence[Path], plan: Plan, how: ReadFiles) -> dict[Path, Read]:
        read.extend(folder.name for folder in folders)
        return read_folders(folders, plan, how)

    with monkeypatch.context() as patch:
        patch.setattr(monthly, "read_folders", counted)
        checked = september(two_months, plan)
    whole = check_month(
        two_months / "returns/2012-09", plan, None, (), two_months / "output", from_workbooks=True
    )
    assert whole is not None
    assert (checked.findings, checked.changes) == (whole.findings, whole.changes)
    assert checked.assessment.measures == whole.assessment.measures
    assert checked.assessment.deadlines == whole.assessment.deadlines
    assert checked.assessment.earlier == whole.assessment.earlier
    return read


def edit_august(two_months: Path, *, with_sum: bool = False) -> None:
    """August's record with 180 in place of 171 for A8."""
    path = two_months / "output/2012-08/as-reported.json"
    record = json.loads(path.read_bytes())
    next(row for row in record["measures"] if row["ref"] == "A8")["actual"] = "180"
    path.write_bytes(record_bytes(sealed_with_sum(record) if with_sum else record))

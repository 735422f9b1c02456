"""What the years before cost a report: records read once each, workbooks never, work in line."""

import cProfile
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import api, locations
from cyps_reports.history import followed, former
from cyps_reports.plan.dates import Month, months_between
from cyps_reports.record import codec
from cyps_reports.record.file import record_bytes, sealed_with_sum
from cyps_reports.record.schema import RECORD
from cyps_reports.workbooks import reading
from tests.tools.simulated_years import ends_of, starts_of

SEPTEMBER = "2012-09"


@dataclass(frozen=True)
class Work:
    """How much a report took: calls in all, rows of records read, records and workbooks opened."""

    calls: int
    in_history: int
    rows: int
    records: int
    workbooks: int


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's months, reported."""
    root = tmp_path_factory.mktemp("costs")
    shutil.copytree(locations.example_returns(), root / "returns")
    for month in ("2012-07", "2012-08"):
        api.report(_request(root, month))
    return root


def _request(root: Path, month: str) -> api.ReportRequest:
    plan = Path("returns/plan.xlsx")
    return api.ReportRequest(root=root, returns=Path(f"returns/{month}"), plan=plan)


def with_years(office: Path, years: int, tmp_path: Path) -> Path:
    """The same with the records of so many years before, every row of which goes on."""
    root = tmp_path / f"{years}"
    shutil.copytree(office, root)
    told: dict[str, Any] = json.loads((root / "output" / "2012-08" / RECORD).read_bytes())
    for year in range(-years, 0):
        for month in months_between(starts_of(year), ends_of(year)):
            folder = root / "output" / str(month)
            folder.mkdir()
            (folder / RECORD).write_bytes(record_bytes(_of(told, month, year)))
    return root


def _of(told: dict[str, Any], month: Month, year: int) -> dict[str, Any]:
    plan = told["plan"] | {"starts": f"{starts_of(year)}", "ends": f"{ends_of(year)}"}
    plan["year"] = f"{starts_of(year).year}/{ends_of(year).year % 100}"
    of_month = {"plan": plan, "return_month": f"{month}", "as_at": f"{month.last}"}
    return sealed_with_sum({**told, **of_month, "restated": []})


def work_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    # The books are read where the calls can be counted.
    monkeypatch.setattr("cyps_reports.workbooks.workers._idle", lambda: None)
    monkeypatch.setattr("cyps_reports.workbooks.workers._started", lambda: None)
    profile = cProfile.Profile()
    profile.runcall(api.report, _request(root, SEPTEMBER))
    counted = [(each.code, each.callcount) for each in profile.getstats()]

    def calls(path: str | None, name: str) -> int:
        return sum(
            number
            for code, number in counted
            if getattr(code, "co_name", "") == name and getattr(code, "co_filename", "") == path
        )

    ours = {former.__file__, followed.__file__, codec.__file__}
    return Work(
        calls=sum(number for _, number in counted),
        in_history=sum(n for code, n in counted if getattr(code, "co_filename", "") in ours),
        rows=calls(codec.__file__, "read"),
        records=calls(former.__file__.replace("history", "record"), "read_former"),
        workbooks=calls(reading.__file__, "read_book"),
    )


def test_the_years_before_cost_in_line_with_their_months_and_at_most_a_tenth(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none, one, two = (work_of(with_years(office, each, tmp_path), monkeypatch) for each in range(3))
    assert (none.records, one.records, two.records) == (0, 12, 24)
    assert none.workbooks == one.workbooks == two.workbooks > 0
    assert two.rows - one.rows == one.rows - none.rows > 0
    a_year = one.in_history - none.in_history
    assert two.in_history - one.in_history <= a_year * 1.1
    # With the year itself these are three years of records.
    assert two.calls <= none.calls * 1.1

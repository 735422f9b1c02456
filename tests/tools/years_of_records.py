"""The example's months with the records of years before them.

Every measure goes on and every second deadline, as in the simulated years: the others were done.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from cyps_reports import api, locations
from cyps_reports.plan.dates.months import Month, months_between
from cyps_reports.record.file import record_bytes, sealed_with_sum
from cyps_reports.record.file_names import RECORD
from tests.tools.simulated_years import ends_of, starts_of

LAST = Path("returns/2012-09")


def reported_example(root: Path) -> Path:
    """The example's months in an officer's folder, all but the last one reported."""
    shutil.copytree(locations.example_returns(), root / "returns")
    for month in ("2012-07", "2012-08"):
        api.report(example_request(root, Path(f"returns/{month}")))
    return root


def example_request(root: Path, returns: Path = LAST) -> api.ReportRequest:
    """The report of one of its months."""
    return api.ReportRequest(root=root, returns=returns, plan=Path("returns/plan.xlsx"))


def with_years(reported: Path, years: int, root: Path) -> Path:
    """A copy of them with the records of so many years before."""
    shutil.copytree(reported, root)
    told: dict[str, Any] = json.loads((root / "output" / "2012-08" / RECORD).read_bytes())
    for year in range(-years, 0):
        for month in months_between(starts_of(year), ends_of(year)):
            folder = root / "output" / str(month)
            folder.mkdir()
            (folder / RECORD).write_bytes(record_bytes(_told_of(told, month, year)))
    return root


def _told_of(told: dict[str, Any], month: Month, year: int) -> dict[str, Any]:
    plan = told["plan"] | {"starts": f"{starts_of(year)}", "ends": f"{ends_of(year)}"}
    plan["year"] = f"{starts_of(year).year}/{ends_of(year).year % 100}"
    of_month = {"plan": plan, "return_month": f"{month}", "as_at": f"{month.last}"}
    rows = enumerate(told["deadlines"])
    deadlines = [row | {"name": f"{row['name']} (done)"} if at % 2 else row for at, row in rows]
    return sealed_with_sum({**told, **of_month, "deadlines": deadlines, "restated": []})

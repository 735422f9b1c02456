"""How much longer a report takes with the records of two years before it."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.runs import processed
from tests.tools.years_of_records import LAST, reported_example, with_years

YEARS = 2
"""With the year itself three years of records."""


def years_ratio(repeats: int) -> float:
    """The processor time of the command with them by that without: the least of each, in turns."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        reported = reported_example(work / "reported")
        folders = {years: with_years(reported, years, work / f"{years}") for years in (0, YEARS)}
        times: dict[int, list[float]] = {years: [] for years in folders}
        for _ in range(repeats + 1):
            for years, folder in folders.items():
                times[years].append(processed(_command(folder), work))
    with_them, without = (min(times[years][1:]) for years in (YEARS, 0))
    return with_them / without


def _command(folder: Path) -> list[str]:
    plan, output = folder / "returns" / "plan.xlsx", folder / "output"
    report = ("report", str(folder / LAST), "--plan", str(plan), "--output", str(output))
    return [sys.executable, "-m", "cyps_reports", *report]

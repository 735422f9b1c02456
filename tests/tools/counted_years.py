"""How many cells an officer types at each roll-over of the simulated years, and which again.

`python -m tests.tools.counted_years --rows 24 --years 3` prints them.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cyps_reports.plan.sheets.layout import CLOSED
from tests.tools.office_of_years import Office
from tests.tools.simulated_years import Years, months_of, year_name
from tests.tools.typed_again import TypedCell, cells_of


def counted(rows: int, years: int, folder: Path) -> Iterator[str]:
    """A line for each roll-over."""
    office = Office(folder, Years(random.Random(2012), rows))
    for year in range(years):
        if year:
            office.roll_over(year)
            yield _line(office, year)
        for month in months_of(year):
            office.month(month)


def _line(office: Office, year: int) -> str:
    cells, again = office.typed[year], office.again[year]
    plan = office.plans[year]
    going_on = len(plan.measures) + len(plan.deadlines())
    by_kind = Counter(map(_kind, cells))
    kinds = ", ".join(f"{number} {kind}" for kind, number in by_kind.most_common())
    share = len(again) / len(cells) if cells else 0
    return (
        f"{year_name(year)}: {len(cells)} cells typed of {cells_of(plan)}, for {going_on} rows"
        f" ({kinds});"
        f" typed before: {len(again)} ({share:.0%})"
    )


def _kind(cell: TypedCell) -> str:
    if cell.is_new and cell.sheet != CLOSED:
        return "of new rows"
    if cell.is_pointer:
        return "references of rows that are closed"
    return "of why rows are closed" if cell.sheet == CLOSED else cell.heading


def main() -> None:
    """Runs the years and prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.counted_years")
    parser.add_argument("--rows", type=int, default=24)
    parser.add_argument("--years", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in counted(options.rows, options.years, Path(folder)):
            print(line)


if __name__ == "__main__":
    main()

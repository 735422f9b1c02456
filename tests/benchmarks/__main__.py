"""The benchmark: `python -m tests.benchmarks` prints how long each stage takes, and the ratios
that are promised.

`--quick` leaves out the two largest cases. Ends with 1 where a promise is not kept.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.runs import Figures, example, figures_of, grown_month, grown_months
from tests.benchmarks.stages import STAGES
from tests.benchmarks.years import years_ratio

COLUMNS = ("start-up", *STAGES, "all")


@dataclass(frozen=True)
class Promise:
    """A ratio or an amount that is promised: what it is, what it came to, what it may be."""

    what: str
    came_to: float
    bound: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it holds."""
        return self.came_to >= self.bound if self.at_least else self.came_to <= self.bound

    def __str__(self) -> str:
        sign, kept = "≥" if self.at_least else "≤", "kept" if self.is_kept else "NOT KEPT"
        return f"{self.what:<66} {self.came_to:8.2f}  {sign} {self.bound:<6g} {kept}"


def measured(work: Path, *, quick: bool, repeats: int, peer: bool) -> list[Figures]:
    """The figures of every case, the smallest first."""
    reported = (example(are_reported=True), grown_months(work / "months", 50, 25))
    found = [
        figures_of(each, repeats, with_floor=True, with_peer=peer)
        for each in (*reported, example())
    ]
    sizes = [(5, 25), (50, 25)] + ([] if quick else [(500, 25), (1, 5000)])
    for workbooks, rows in sizes:
        case = grown_month(work / f"{workbooks}x{rows}", workbooks, rows)
        times = repeats if workbooks < 500 else 1
        with_floor = 5 <= workbooks < 500
        found.append(
            figures_of(case, times, with_floor=with_floor, with_peer=peer and workbooks == 50)
        )
    return found


def promises(found: list[Figures]) -> Iterator[Promise]:
    """What the figures come to against what is promised."""
    alone = [each for each in found if not each.case.are_reported]
    by_size = {(each.case.workbooks, each.case.rows): each for each in alone}
    small, large, single = (by_size.get(size) for size in ((50, 1250), (500, 12500), (1, 5000)))
    for each in found:
        if each.floor and each.case.of_floor:
            ratio = each.seconds / each.floor
            yield Promise(f"{each.case.name}: report ÷ floor", ratio, each.case.of_floor)
        if each.peer:
            ratio = each.peer / each.seconds
            yield Promise(f"{each.case.name}: peer ÷ report", ratio, 1.6, at_least=True)
    # By processor time, as what is small is written by two processes at once.
    if small and large:
        growth = (large.processor / 500) / (small.processor / 50)
        yield Promise("processor time of a workbook, 500 ÷ 50", growth, 1.15)
        yield Promise("500 workbooks: megabytes at most", large.megabytes, 250)
    if small and single:
        yield Promise(
            "processor time of a row, 1 × 5,000 ÷ 50 × 25",
            (single.processor / 5000) / (small.processor / 1250),
            1.0,
        )


def table(found: list[Figures]) -> Iterator[str]:
    """The stages of each case in seconds, and its memory."""
    yield f"{'seconds':<16}" + "".join(
        f"{column:>10}" for column in (*COLUMNS, "command", "floor", "peer", "MB")
    )
    for each in found:
        stages = "".join(f"{each.stages.get(column, 0.0):>10.2f}" for column in COLUMNS)
        others = "".join(
            f"{figure:>10.2f}" if figure else f"{'-':>10}" for figure in (each.floor, each.peer)
        )
        yield f"{each.case.name:<16}{stages}{each.seconds:>10.2f}{others}{each.megabytes:>10.0f}"


def main() -> int:
    """Runs, prints, judges."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="without 500 workbooks and without 5,000 rows"
    )
    parser.add_argument(
        "--repeats", type=int, default=5, help="how often each is run; the least counts"
    )
    options = parser.parse_args()
    peer = importlib.util.find_spec("docxtpl") is not None
    if not peer:
        print("The peer is left out: install it with  python -m pip install docxtpl")
    with tempfile.TemporaryDirectory() as work:
        found = measured(Path(work), quick=options.quick, repeats=options.repeats, peer=peer)
    print("\n".join(table(found)))
    print()
    years = years_ratio(options.repeats)
    with_years = Promise("example month: two years of records before ÷ none", years, 1.1)
    kept = [*promises(found), with_years]
    print("\n".join(map(str, kept)))
    return int(not all(each.is_kept for each in kept))


if __name__ == "__main__":
    sys.exit(main())

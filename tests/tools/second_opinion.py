"""Two plan years typed through LibreOffice, every month's outputs held against a second
implementation of the rules.

Run `python -m tests.tools.second_opinion` from the project's root, with LibreOffice installed. It
prints each difference and ends with 0 where there is none, with 1 where there is. Two years take
about five minutes.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.second_opinion.compare import Comparison
from tests.second_opinion.year import Year
from tests.tools import libreoffice

FIRST_SEED = 1


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if reason := libreoffice.why_missing():
        print(reason)
        return 2
    if options.keep:
        return _years(options.keep, options)
    with tempfile.TemporaryDirectory() as name:
        return _years(Path(name), options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.tools.second_opinion", description=__doc__
    )
    parser.add_argument(
        "--years", type=int, default=2, help="how many years, each by other chances (2)"
    )
    parser.add_argument("--months", type=int, default=12, help="how many months of each year (12)")
    parser.add_argument("--first", type=int, default=1, help="the first of them; April is 1 (1)")
    parser.add_argument(
        "--seed",
        type=int,
        default=FIRST_SEED,
        help="the first year's seed; the next years count on",
    )
    parser.add_argument("--keep", type=Path, help="a folder to keep plans, returns and outputs in")
    return parser


def _years(folder: Path, options: argparse.Namespace) -> int:
    found = workbooks = 0
    for seed in range(options.seed, options.seed + options.years):
        comparison = Comparison()
        for run in Year(seed, folder / f"year-{seed}").runs(options.first - 1, options.months):
            workbooks += len(run.known[run.month])
            differences = comparison.of_month(run)
            for difference in differences:
                print(f"Year {seed}, {run.name}: {difference}")
            print(f"Year {seed}, {run.name}: {len(differences)} differences", flush=True)
            found += len(differences)
    print(f"{workbooks} workbooks, {found} differences in all.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Function calls of a program, its loading among them.

    python tests/benchmarks/counted.py report ARGUMENT...
    python tests/benchmarks/counted.py floor ARGUMENT...

They are the same on any machine, however busy. The workbooks are read by the program itself, where
their calls can be counted.
"""

import cProfile
import runpy
import sys
from pathlib import Path


def main(what: str) -> int:
    """Runs it with the arguments behind; the calls that it took."""
    profile = cProfile.Profile()
    profile.runcall(_report if what == "report" else _floor)
    return sum(each.callcount for each in profile.getstats())


def _report() -> None:
    from cyps_reports.workbooks import workers

    workers._idle = workers._started = lambda: None
    from cyps_reports import cli

    cli.main(sys.argv[1:])


def _floor() -> None:
    runpy.run_path(str(Path(__file__).parent / "floor.py"), run_name="__main__")


if __name__ == "__main__":
    what = sys.argv.pop(1)
    print(main(what), file=sys.stderr)

"""Runs one command and tells, as JSON on standard error, how long each stage of it took.

python -m tests.benchmarks.stages report returns/2012-09
"""

import json
import pkgutil
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

STARTED = time.perf_counter()

STAGES = {
    "plan": ("cyps_reports.acts.month.read_plan",),
    "reading": (
        "cyps_reports.monthly.read_folders",
        "cyps_reports.monthly.returns_for",
        "cyps_reports.monthly.find_earlier",
        "cyps_reports.monthly.history_of",
    ),
    "checking": ("cyps_reports.monthly.entry_findings", "cyps_reports.monthly.faults"),
    "assessing": ("cyps_reports.monthly.assess", "cyps_reports.monthly.changes_of"),
    "Word": ("cyps_reports.outputs.build_report", "cyps_reports.outputs.word_report"),
    "Excel": (
        "cyps_reports.outputs.build_summary",
        "cyps_reports.outputs.excel_summary",
        "cyps_reports.meanwhile.work.Meanwhile.made",
    ),
    "record": ("cyps_reports.outputs.record_of", "cyps_reports.outputs.record_bytes"),
}
"""The functions that make up each stage, where they are called from.

Of what another process does meanwhile, a stage has the time that is waited for it.
"""


def main(arguments: list[str]) -> int:
    from cyps_reports import cli

    seconds = {"start-up": time.perf_counter() - STARTED}
    for stage, names in STAGES.items():
        for name in names:
            place, function = name.rsplit(".", 1)
            owner = pkgutil.resolve_name(place)
            setattr(owner, function, Clocked(getattr(owner, function), stage, seconds))
    ended = cli.main(arguments)
    seconds["all"] = time.perf_counter() - STARTED
    json.dump(seconds, sys.stderr)
    return ended


class Clocked:
    """A function that adds up how long it takes; in another process it is itself."""

    def __init__(self, real: Callable[..., Any], stage: str, seconds: dict[str, float]) -> None:
        self._real, self._stage, self._seconds = real, stage, seconds

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return self._real(*arguments, **named)
        finally:
            took = time.perf_counter() - start
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + took

    def __get__(self, owner: object, _: type) -> Callable[..., Any]:
        return partial(self, owner)

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return pkgutil.resolve_name, (f"{self._real.__module__}:{self._real.__qualname__}",)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

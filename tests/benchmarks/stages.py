"""Runs one command and tells, as JSON on standard error, how long each stage of it took.

python -m tests.benchmarks.stages report returns/2012-09
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
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
    "Excel": ("cyps_reports.outputs.build_summary", "cyps_reports.outputs.excel_summary"),
    "record": ("cyps_reports.outputs.record_of", "cyps_reports.outputs.record_bytes"),
}
"""The functions that make up each stage, where they are called from."""


def main(arguments: list[str]) -> int:
    from cyps_reports import cli

    seconds = {"start-up": time.perf_counter() - STARTED}
    for stage, names in STAGES.items():
        for name in names:
            module, function = name.rsplit(".", 1)
            _clock(importlib.import_module(module), function, stage, seconds)
    ended = cli.main(arguments)
    seconds["all"] = time.perf_counter() - STARTED
    json.dump(seconds, sys.stderr)
    return ended


def _clock(module: Any, function: str, stage: str, seconds: dict[str, float]) -> None:
    real: Callable[..., Any] = getattr(module, function)

    def clocked(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return real(*arguments, **named)
        finally:
            seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - start

    setattr(module, function, clocked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs a command and measures it, from a small process.

A child's peak of memory counts from its parent's.

python -m tests.tools.measured COMMAND... prints one line of JSON: how it ended, seconds of
processor time, megabytes, what it said.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(__file__).parent.parent.parent),
    "CYPS_REPORTS_TRACEBACK": "1",
}
"""With the package as it lies beside the tests, which want to see where something unforeseen
happened.
"""


@dataclass(frozen=True)
class Measured:
    """How a command ended, how much processor time it took, its peak of memory, and what it
    wrote to both streams.
    """

    ended: int
    seconds: float
    megabytes: float
    out: str
    err: str


def measured(command: list[str], cwd: Path | None = None) -> Measured:
    """Runs a command from a process of its own, with the package as it lies beside the tests."""
    wrapped = [sys.executable, str(Path(__file__)), *command]
    done = subprocess.run(
        wrapped, capture_output=True, text=True, check=True, cwd=cwd, env=ENVIRONMENT, timeout=600
    )
    return Measured(**json.loads(done.stdout))


def main() -> None:
    import resource  # not there on Windows

    done = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "ended": done.returncode,
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
        "out": done.stdout,
        "err": done.stderr,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()

"""The memory that a command and the processes it starts take together."""

import os
import subprocess
import time
from pathlib import Path

_PROC = Path("/proc")
# Looking costs the command time of its own, and a peak is never as short as this.
_SECONDS_BETWEEN = 0.05


def most_megabytes(process: subprocess.Popen[str]) -> float:
    """Waits for a process that leads its own group; the most that the group took at any moment.

    A page that processes share counts once (PSS). Not a number where the system does not tell.
    """
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(_kilobytes(each) for each in _group(process.pid)) / 1024)
        time.sleep(_SECONDS_BETWEEN)
    return most or float("nan")


def _group(leader: int) -> list[Path]:
    found = []
    for each in _PROC.glob("[0-9]*"):
        try:
            if os.getpgid(int(each.name)) == leader:
                found.append(each)
        except OSError:  # it has ended meanwhile
            continue
    return found


def _kilobytes(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

"""How much memory a process has, with all the processes that it started."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

CAN_MEASURE = Path("/proc/self/smaps_rollup").exists()
"""Whether the system says how much memory a process has, without what it shares twice."""

_EVERY_SECONDS = 0.05


@dataclass
class Memory:
    """The most that all of them together had at once, as often as it was looked at."""

    peak_kilobytes: int = 0


@contextmanager
def memory_of(process: int) -> Iterator[Memory]:
    """Looks again and again meanwhile."""
    memory, ends = Memory(), Event()

    def look() -> None:
        while not ends.wait(_EVERY_SECONDS):
            memory.peak_kilobytes = max(memory.peak_kilobytes, _kilobytes(process))

    looking = Thread(target=look)
    if CAN_MEASURE:
        looking.start()
    try:
        yield memory
    finally:
        ends.set()
        if CAN_MEASURE:
            looking.join()


def _kilobytes(process: int) -> int:
    return sum(map(_own_kilobytes, _family(process)))


def _own_kilobytes(process: int) -> int:
    # It may be gone by now.
    with suppress(OSError):
        told = re.search(r"Pss:\s*(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text())
        return int(told[1]) if told else 0
    return 0


def _family(process: int) -> Iterator[int]:
    """The process and all that it started."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))

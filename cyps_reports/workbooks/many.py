"""Does the same with many files, on all processors, where there is enough to do."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")

# Where a process is a copy of this one, it is there at once; elsewhere it has to load the program first.
_ENOUGH_FOR_COPIES, _ENOUGH_FOR_FRESH = 6, 30
_LARGEST_BATCH = 8
# Windows waits for no more at once.
_MOST_PROCESSES = 61


def of_each(
    paths: Sequence[Path], work: Callable[[Path], Result], broken: Callable[[Path], Result]
) -> tuple[Result, ...]:
    """What the work gives for each file, in the order given; `broken` where a file breaks off the whole process.

    Both must be functions of a module, or made from one with `partial`: another process has to find them.
    """
    processors = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if processors < 2 or len(paths) < _enough():
        return _one_by_one(work, paths)
    size = min(_LARGEST_BATCH, -(-len(paths) // (processors * 4)))
    batches = [paths[start : start + size] for start in range(0, len(paths), size)]
    # What is there by now is shared with the processes as long as nobody touches it, and Python's search for what is
    # unused would touch it all.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(processors, initializer=_take_on, initargs=(work,)) as pool:
            waiting = [(batch, pool.submit(_taken_on, batch)) for batch in batches]
            return tuple(result for batch, each in waiting for result in _results(batch, each, work, broken))
    except OSError:
        # Some offices' computers start no further processes.
        return _one_by_one(work, paths)


def _enough() -> int:
    return _ENOUGH_FOR_COPIES if multiprocessing.get_start_method() == "fork" else _ENOUGH_FOR_FRESH


def _one_by_one(work: Callable[[Path], Result], paths: Sequence[Path]) -> tuple[Result, ...]:
    return tuple(work(path) for path in paths)


_on: list[Callable[[Path], Any]] = []
"""The work of a process of the pool: handed over once, as it may hold a whole plan."""


def _take_on(work: Callable[[Path], Any]) -> None:
    _on.append(work)


def _taken_on(paths: Sequence[Path]) -> tuple[Any, ...]:
    return _one_by_one(_on[0], paths)


def _results(
    batch: Sequence[Path],
    waiting: Future[tuple[Result, ...]],
    work: Callable[[Path], Result],
    broken: Callable[[Path], Result],
) -> tuple[Result, ...]:
    """What came of a batch; where its process or another's ended, each file is tried again in one of its own."""
    try:
        return waiting.result()
    except BrokenProcessPool:
        return tuple(_alone(path, work, broken) for path in batch)


def _alone(path: Path, work: Callable[[Path], Result], broken: Callable[[Path], Result]) -> Result:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(work, path).result()
    except BrokenProcessPool:
        return broken(path)

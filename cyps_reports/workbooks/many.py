"""Does the same with many files, on all processors, where there is enough to do."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
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
    if _are_copies():
        # What is there by now is shared with the processes as long as nobody touches it, and Python's search for what
        # is unused would touch it all.
        gc.collect()
        gc.freeze()
    try:
        pool = ProcessPoolExecutor(min(processors, len(batches)), initializer=_take_on, initargs=(work,))
    except OSError:
        # Some offices' computers start no further processes.
        return _one_by_one(work, paths)
    with pool:
        waiting = [(batch, _submitted(pool, batch)) for batch in batches]
        return tuple(result for batch, each in waiting for result in _results(batch, each, work, broken))


def _enough() -> int:
    return _ENOUGH_FOR_COPIES if _are_copies() else _ENOUGH_FOR_FRESH


def _are_copies() -> bool:
    return multiprocessing.get_start_method() == "fork"


def _one_by_one(work: Callable[[Path], Result], paths: Sequence[Path]) -> tuple[Result, ...]:
    return tuple(work(path) for path in paths)


_on: list[Callable[[Path], Any]] = []
"""The work of a process of the pool: handed over once, as it may hold a whole plan."""


def _take_on(work: Callable[[Path], Any]) -> None:
    _on.append(work)


def _taken_on(paths: Sequence[Path]) -> tuple[Any, ...]:
    return _one_by_one(_on[0], paths)


def _submitted(pool: Executor, batch: Sequence[Path]) -> Future[tuple[Any, ...]] | None:
    """None where the pool is broken already, or cannot start a process."""
    try:
        return pool.submit(_taken_on, batch)
    except (BrokenProcessPool, OSError):
        # Processes are started one by one as batches come, and may be refused.
        return None


def _results(
    batch: Sequence[Path],
    waiting: Future[tuple[Result, ...]] | None,
    work: Callable[[Path], Result],
    broken: Callable[[Path], Result],
) -> tuple[Result, ...]:
    """What came of a batch; where its process or another's ended, each file is tried again in one of its own."""
    try:
        if waiting:
            return waiting.result()
    except BrokenProcessPool:
        pass
    return tuple(_alone(path, work, broken) for path in batch)


def _alone(path: Path, work: Callable[[Path], Result], broken: Callable[[Path], Result]) -> Result:
    try:
        with ProcessPoolExecutor(1) as pool:
            waiting = pool.submit(work, path)
    except OSError:
        # No further process can be started; this one has to do.
        return work(path)
    try:
        return waiting.result()
    except BrokenProcessPool:
        return broken(path)

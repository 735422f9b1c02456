"""Does the same with many files, on all processors, where there is enough to do."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

# Where a process is a copy of this one, it is there at once; elsewhere it has to load the program first.
_ENOUGH_FOR_COPIES, _ENOUGH_FOR_FRESH = 6, 30
# What the work needs is handed over with each batch, but with few of them one processor may wait for the other.
_BATCHES_FOR_EACH = 4


def of_each(
    paths: Sequence[Path], work: Callable[[Path], Result], broken: Callable[[Path], Result]
) -> tuple[Result, ...]:
    """What the work gives for each file, in the order given; `broken` where a file breaks off the whole process.

    Both must be functions of a module, or made from one with `partial`: another process has to find them.
    """
    processors = os.cpu_count() or 1
    if processors < 2 or len(paths) < _enough():
        return _one_by_one(work, paths)
    size = -(-len(paths) // (processors * _BATCHES_FOR_EACH))
    batches = [paths[start : start + size] for start in range(0, len(paths), size)]
    try:
        with ProcessPoolExecutor(processors) as pool:
            return _side_by_side(pool, batches, work, broken)
    except OSError:
        # Some offices' computers start no further processes.
        return _one_by_one(work, paths)


def _enough() -> int:
    return _ENOUGH_FOR_COPIES if multiprocessing.get_start_method() == "fork" else _ENOUGH_FOR_FRESH


def _one_by_one(work: Callable[[Path], Result], paths: Sequence[Path]) -> tuple[Result, ...]:
    return tuple(work(path) for path in paths)


def _side_by_side(
    pool: Executor,
    batches: Sequence[Sequence[Path]],
    work: Callable[[Path], Result],
    broken: Callable[[Path], Result],
) -> tuple[Result, ...]:
    waiting = [(batch, pool.submit(_one_by_one, work, batch)) for batch in batches]
    return tuple(result for batch, each in waiting for result in _results(batch, each, work, broken))


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

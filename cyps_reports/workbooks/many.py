"""Opens many workbooks at once, on all processors, where there is enough to read."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book

# Where a process is a copy of this one, it is there at once; elsewhere it has to load the program first.
_ENOUGH_FOR_COPIES, _ENOUGH_FOR_FRESH = 6, 30


def open_books(paths: Sequence[Path]) -> tuple[Book | Finding, ...]:
    """Each file as a book, or the finding that says why not, in the order given."""
    processors = os.cpu_count() or 1
    if processors < 2 or len(paths) < _enough():
        return tuple(open_book(path) for path in paths)
    try:
        with ProcessPoolExecutor(processors) as pool:
            return _opened(pool, paths)
    except OSError:
        # Some offices' computers start no further processes.
        return tuple(open_book(path) for path in paths)


def _enough() -> int:
    return _ENOUGH_FOR_COPIES if multiprocessing.get_start_method() == "fork" else _ENOUGH_FOR_FRESH


def _opened(pool: Executor, paths: Sequence[Path]) -> tuple[Book | Finding, ...]:
    waiting = [(path, pool.submit(open_book, path)) for path in paths]
    return tuple(_result(path, each) for path, each in waiting)


def _result(path: Path, waiting: Future[Book | Finding]) -> Book | Finding:
    """What came of a file; where its process or another file's ended, it is tried again in one of its own."""
    try:
        return waiting.result()
    except BrokenProcessPool:
        return _alone(path)


def _alone(path: Path) -> Book | Finding:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(open_book, path).result()
    except BrokenProcessPool:
        return error(
            "unreadable-file",
            CellRef(path.name),
            "The program that reads workbooks breaks off at this file.",
            "Open it in Excel or LibreOffice, save it again as an Excel workbook (.xlsx), and run again.",
        )

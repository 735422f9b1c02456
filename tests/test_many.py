"""Many workbooks read side by side: the same as one after the other, whatever happens to a reader."""

import os
import pickle
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import locations
from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.plan.model import Plan
from cyps_reports.returns.folder import read_workbook
from cyps_reports.workbooks import many
from cyps_reports.workbooks.folders import files_in
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book

EXAMPLE = [
    path for month in ("2012-07", "2012-08", "2012-09") for path in files_in(locations.example_returns() / month)
]
THREE = EXAMPLE[-5:-2]


def test_side_by_side_is_as_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(EXAMPLE[0].read_bytes()[:2000])
    paths = [*EXAMPLE, damaged]
    monkeypatch.setattr(many, "_enough", lambda: 2)
    assert many.of_each(paths, open_book, broken_off) == tuple(open_book(path) for path in paths)


def broken_off(path: Path) -> Finding:
    return error("broken", CellRef(path.name), "It breaks off.", "Nothing.")


def test_what_reads_a_return_can_be_handed_to_a_fresh_process(plan: Plan) -> None:
    work = partial(read_workbook, plan=plan)
    handed = pickle.loads(pickle.dumps(work))
    assert handed(EXAMPLE[0]) == pickle.loads(pickle.dumps(work(EXAMPLE[0])))


def dies_at_return_b(path: Path) -> Book | Finding:
    if path.name == "return-B.xlsx":
        os.kill(os.getpid(), signal.SIGKILL)
    return open_book(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_file_at_which_a_reader_breaks_off_is_a_finding_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(many, "_enough", lambda: 2)
    first, second, third = many.of_each(THREE, dies_at_return_b, broken_off)
    assert isinstance(second, Finding)
    assert (second.code, second.place.workbook) == ("broken", "return-B.xlsx")
    assert isinstance(first, Book)
    assert isinstance(third, Book)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_pool_that_breaks_before_all_is_handed_over_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaking(ProcessPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            if self._max_workers > 1:  # type: ignore[attr-defined]
                raise BrokenProcessPool
            return super().submit(*_, **__)

    monkeypatch.setattr(many, "_enough", lambda: 2)
    monkeypatch.setattr(many, "ProcessPoolExecutor", Breaking)
    read = many.of_each(THREE, dies_at_return_b, broken_off)
    assert [isinstance(each, Book) for each in read] == [True, False, True]


def test_where_no_process_can_be_started_they_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: int, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(many, "_enough", lambda: 2)
    monkeypatch.setattr(many, "ProcessPoolExecutor", refused)
    assert all(isinstance(each, Book) for each in many.of_each(EXAMPLE[:3], open_book, broken_off))


def test_windows_waits_for_61_processes_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(processes: int, **_: object) -> None:
        asked.append(processes)
        raise OSError("enough seen")

    monkeypatch.setattr(many, "_enough", lambda: 2)
    monkeypatch.setattr("os.cpu_count", lambda: 128)
    monkeypatch.setattr(many, "ProcessPoolExecutor", counted)
    many.of_each(EXAMPLE * 30, str, str)
    assert asked == [61]

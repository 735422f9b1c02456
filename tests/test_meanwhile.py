"""Work that a process of its own does meanwhile, and what is done where there is none."""

import os
import subprocess
import time
from typing import Any

import pytest

from cyps_reports.acts import summary_writer as acts
from cyps_reports.acts.summary_writer import summary_writer
from cyps_reports.meanwhile import work as room
from cyps_reports.meanwhile.work import _started, meanwhile
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import month_outputs
from cyps_reports.writers.excel.summary import excel_summary


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started, on a computer of two processors."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **named))
        return processes[-1]

    monkeypatch.setattr(room, "_started", _started)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", noted)
    return processes


def _process_it_is_done_in(_: object) -> int:
    return os.getpid()


def test_another_process_does_it(started: list[subprocess.Popen[bytes]]) -> None:
    with meanwhile(_process_it_is_done_in) as work:
        work.give(None)
        made = work.made()

    assert made == started[0].pid
    assert started[0].returncode is not None, "ended"


@pytest.mark.parametrize("size", [0, 5_000_000])
def test_what_is_given_may_be_large(size: int, started: list[subprocess.Popen[bytes]]) -> None:
    with meanwhile(bytes.upper) as work:
        work.give(b"a" * size)

        assert work.made() == b"A" * size
    assert len(started) == 1


def test_what_it_raises_is_raised_here(started: list[subprocess.Popen[bytes]]) -> None:
    with meanwhile(int) as work:
        work.give("twelve")
        with pytest.raises(ValueError, match="twelve"):
            work.made()
    assert len(started) == 1


def test_what_it_was_ended_over_is_done_here(started: list[subprocess.Popen[bytes]]) -> None:
    with meanwhile(_process_it_is_done_in) as work:
        started[0].kill()
        started[0].wait()
        work.give(None)

        assert work.made() == os.getpid()


def test_without_room_for_a_thread_it_is_done_here(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(room, "start_new_thread", refused)

    with meanwhile(_process_it_is_done_in) as work:
        work.give(None)

        assert work.made() == os.getpid()


def _stopped_by_ctrl_c_while_it_works() -> None:
    with meanwhile(time.sleep) as work:
        work.give(3_600)
        raise KeyboardInterrupt


def test_it_is_not_waited_for_where_the_work_here_fails(
    started: list[subprocess.Popen[bytes]],
) -> None:
    with pytest.raises(KeyboardInterrupt):
        _stopped_by_ctrl_c_while_it_works()

    assert started[0].returncode is not None, "ended"


def test_with_one_processor_it_is_done_here(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    with meanwhile(_process_it_is_done_in) as work:
        work.give(None)

        assert work.made() == os.getpid()
    assert not started


def test_where_no_process_may_be_started_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(room, "_started", _started)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", refused)

    with meanwhile(_process_it_is_done_in) as work:
        work.give(None)

        assert work.made() == os.getpid()


def test_what_is_not_wanted_starts_none(started: list[subprocess.Popen[bytes]]) -> None:
    with meanwhile(_process_it_is_done_in, is_wanted=False) as work:
        work.give(None)

        assert work.made() == os.getpid()
    assert not started


def test_a_summary_written_meanwhile_has_the_same_bytes(
    september: CheckedMonth, started: list[subprocess.Popen[bytes]]
) -> None:
    with meanwhile(excel_summary) as excel:
        made = month_outputs(september, excel=excel)

        assert excel.has_process
    assert len(started) == 1
    assert made.files == month_outputs(september).files


def test_summary_and_report_of_a_large_plan_are_not_written_together(
    september: CheckedMonth,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The example has 41 rows of measures and 113 deadlines."""
    plan = september.assessment.plan
    for many_rows, is_together in ((154, True), (153, False)):
        monkeypatch.setattr(acts, "MANY_ROWS", many_rows)
        with summary_writer(plan, is_wanted=True) as excel:
            assert excel.has_process == is_together
    with summary_writer(plan, is_wanted=False) as excel:
        assert not excel.has_process

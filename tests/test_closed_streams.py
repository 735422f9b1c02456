"""Streams that are closed, full, or that nobody reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cyps_reports import start
from tests.tools.started import ON_POSIX, PLAIN, RECORD, program, ran

pytestmark = [ON_POSIX, pytest.mark.usefixtures("september_alone")]
needs_full_disk = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no /dev/full"
)


@pytest.mark.share(3)
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams(closed: str) -> None:
    done = ran("report", before=f"exec {closed}")
    assert (done.returncode, done.stderr) == (1, "")
    assert RECORD.is_file()
    refused = ran("report", "nothere", before=f"exec {closed}")
    assert refused.returncode == 2
    assert refused.stdout == "", "what is complained of is no output"
    assert (
        refused.stderr == ""
        if "2>&-" in closed
        else refused.stderr.endswith("returned workbooks.\n")
    )


def test_nobody_can_answer_where_the_input_is_closed() -> None:
    assert ran("report").returncode == 1
    done = ran("email", "--send", "--server", "localhost:1", before="exec 0<&-")
    assert (done.returncode, "nobody to answer" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.share(2)
@pytest.mark.parametrize("words", [["check", "--json"], ["report"]])
def test_output_that_nobody_reads(words: list[str]) -> None:
    with subprocess.Popen(
        program(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141


@pytest.mark.parametrize(("so_far", "ended"), [(0, 141), (1, 141), (2, 2)])
def test_what_is_held_back_until_nobody_reads_it_ends_the_same(
    so_far: int, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_read, to_write = os.pipe()
    os.close(to_read)
    with os.fdopen(to_write, "w", encoding="utf-8") as output:
        output.write("September 2012")
        monkeypatch.setattr(sys, "stdout", output)
        assert start._with_all_said(so_far) == ended


@needs_full_disk
@pytest.mark.parametrize(("name", "ended"), [("stdout", 2), ("stderr", 0)])
def test_what_is_held_back_and_does_not_fit_counts_where_it_is_the_output(
    name: str, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        full.write("September 2012")
        monkeypatch.setattr(sys, name, full)
        assert start._with_all_said(0) == ended


@needs_full_disk
def test_output_that_does_not_fit() -> None:
    done = ran("check", before="exec 1>/dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("Could not run: a disk is full")
    assert ran("report", "nothere", before="exec 2>/dev/full").returncode == 2

"""The page under load: two windows and the command line at once lose nothing, within bounds."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

from cyps_reports import locations
from tests.tools.memory import CAN_MEASURE, memory_of
from tests.tools.page import example_office, process_served
from tests.tools.page_window import drop, text_of, window

MOST_KILOBYTES = 500 * 1024


def test_many_drops_in_two_windows_beside_the_command_line_lose_nothing(
    few_rows: Path, tmp_path: Path, is_full: bool
) -> None:
    example = locations.example_returns() if is_full else few_rows
    office = example_office(tmp_path / "office", example)
    drops, each = (20, 50) if is_full else (4, 3)
    original = (example / "2012-09" / "return-A.xlsx").read_bytes()
    brought = [
        # What follows the end of a package changes its bytes, and nothing that it says.
        {f"{number} {file}.xlsx": original + b"%d %d" % (number, file) for file in range(each)}
        for number in range(drops)
    ]
    check = [sys.executable, "-m", "cyps_reports", "check", "2012-09", "--json"]
    with process_served(office) as (process, address):
        opened = window(address)
        with memory_of(process.pid) as memory:
            with ThreadPoolExecutor(3) as pool:
                checked = pool.submit(subprocess.run, check, cwd=office, capture_output=True)
                statuses = list(pool.map(lambda files: drop(opened, files), brought))
                assert checked.result().returncode in (0, 1)
            assert set(statuses) == {302}
            while 'http-equiv="refresh"' in (html := text_of(opened, "/2012-09/problems")):
                sleep(0.05)
        assert "Problems in September 2012" in html
        peak = memory.peak_kilobytes
    there = {path.name: path.read_bytes() for path in (office / "returns/2012-09").iterdir()}
    for files in brought:
        assert files.items() <= there.items()
    assert len(there) == 5 + drops * each
    assert peak < MOST_KILOBYTES
    assert peak > 0 or not CAN_MEASURE

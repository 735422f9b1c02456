"""Real returns damaged at random, and anything at all in a cell.

No traceback, no hang, no flood of memory.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS

from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.plan.figures.number_formats import decimals_shown, is_percentage
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.figures.reading import TOO_LARGE, figure_in
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell
from tests.fuzz.trial import EXAMPLE
from tests.tools.measured import ENVIRONMENT
from tests.tools.shares import share_of
from tests.tools.units import UNITS

FULL, SHARE, SEED = 2200, 20, 7
HANGS_AFTER_SECONDS = 600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm and no limit of memory")
def test_damaged_returns_are_read_or_told(is_full: bool) -> None:
    files = FULL if is_full else SHARE
    # In a process of its own: what the tests before took would count as its workers' memory.
    command = [sys.executable, "-m", "tests.fuzz", "--files", str(files), "--seed", str(SEED)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
        timeout=HANGS_AFTER_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{files} damaged files;")


CAMPAIGN = """
import sys
from pathlib import Path
from tests.fuzz.campaign import trials
source, kept = map(Path, sys.argv[1:])
list(trials((source,), 7, 1_000_000, 60, kept))
"""


@pytest.mark.full
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm and no limit of memory")
def test_a_campaign_that_is_killed_leaves_nothing_running(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CAMPAIGN, str(EXAMPLE), str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=ENVIRONMENT, start_new_session=True
    ) as run:
        try:
            while not any(tmp_path.iterdir()):
                assert run.poll() is None
                time.sleep(0.05)
            run.kill()
            # What it says has an end only once none of its processes is left that could say more.
            run.communicate(timeout=300)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)


def formats() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        ["0", "#", ".", "%", ",", '"m"', "d", "yy", "h", "[h]", ";", "@", "[Red]", "£", "_", "\\"]
    )
    return st.one_of(
        st.sampled_from(tuple(BUILTIN_FORMATS.values())), st.lists(pieces, max_size=40).map("".join)
    )


def typed() -> st.SearchStrategy[str]:
    """What looks like a figure or a date, and what looks like nothing."""
    pieces = [
        "1",
        "9" * 30,
        "0",
        ".",
        ",",
        "%",
        "£",
        "m",
        "(",
        ")",
        "-",
        "−",
        "/",
        " of ",
        " ",
        "Sept",
        "31",
        "2012",
    ]
    return st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(pieces), max_size=12).map("".join)
    )


CELLS = st.builds(
    RawCell,
    st.one_of(
        st.none(),
        typed(),
        st.integers(-(10**15), 10**15),
        st.floats(),
        st.booleans(),
        st.datetimes(),
        st.dates(),
        st.times(),
        st.timedeltas(),
        st.sampled_from(["#REF!", "9" * 5000, "x" * 40_000, "1 of " + "9" * 5000, 2e-154, 1e300]),
    ),
    formats(),
    st.booleans(),
)


@settings(max_examples=share_of(1500), derandomize=True)
@given(CELLS, st.sampled_from(UNITS))
def test_a_figure_is_one_or_is_refused_with_words(cell: RawCell, unit: Unit) -> None:
    read = figure_in(cell, unit)
    if isinstance(read, Refused):
        assert read.message
        assert read.fix
        assert len(read.message) < 300
        assert len(read.fix) < 300
    elif not isinstance(read, Missing):
        assert read.is_finite()
        assert abs(read) < TOO_LARGE
        assert rounded(read, 3).is_finite()
        assert printed(read, unit)


@settings(max_examples=share_of(1500), derandomize=True)
@given(CELLS)
def test_a_date_or_a_month_is_one_or_is_refused_with_words(cell: RawCell) -> None:
    for read in (date_in(cell), month_in(cell)):
        if isinstance(read, Refused):
            assert read.message
            assert read.fix
            assert len(read.message) < 300
        elif isinstance(read, Month):
            assert read.first <= read.last
        else:
            assert read is None or isinstance(read, date)


@settings(max_examples=share_of(500), derandomize=True)
@given(
    st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=6),
    st.sampled_from(UNITS),
)
def test_a_figure_written_out_is_read_back(figure: Decimal, unit: Unit) -> None:
    read = figure_in(RawCell(f"{figure:f}%" if unit.is_percentage else f"{figure:f}"), unit)
    is_impossible = abs(figure) >= 1000 and unit in (Unit.MONEY, Unit.PERCENT)
    assert read == figure or (is_impossible and isinstance(read, Refused))


@settings(max_examples=share_of(500), derandomize=True)
@given(st.dates(date(1905, 1, 1), date(9999, 12, 31)))
def test_a_day_is_read_back_from_every_form_it_is_written_in(day: date) -> None:
    assert date_in(RawCell(day.isoformat())) == day
    assert date_in(RawCell(f"{day.day} {day:%B} {day.year}")) == day


@settings(max_examples=share_of(500), derandomize=True)
@given(formats())
def test_any_number_format(shown: str) -> None:
    assert isinstance(is_percentage(shown), bool)
    decimals = decimals_shown(shown)
    assert decimals is None or decimals >= 0

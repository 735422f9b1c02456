"""What the page costs beside the command, in calls of functions and never by the clock."""

import cProfile
import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.workbooks import reading
from tests.tools.page import Page, example_office
from tests.tools.read_once import read_here

MOST_OF_CHECK = 1.5
MOST_CALLS, MOST_SECONDS = 100_000, 0.05
"""Of a page that reads nothing new; so many calls take a slow computer so long."""

PAGES = (
    *("/2012-09/", "/months", "/send-out", "/2012-09/returns", "/2012-09/problems", "/plan"),
    *("/2012-09/words", "/2012-09/report", "/2012-09/report/page", "/2012-09/send"),
    *("/2012-09/send/returns", "/2012-09/send/reminders", "/start", "/style.css"),
)


class AtOnce:
    """Work that is done where it is begun, so that all of its calls are counted."""

    def __init__(self, *, target: Callable[..., None], args: tuple[Any, ...], daemon: bool) -> None:
        self.target, self.args = target, args

    def start(self) -> None:
        self.target(*self.args)


@pytest.fixture(autouse=True)
def _all_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without workers, which are processes of their own, and without threads."""
    read_here(monkeypatch)
    monkeypatch.setattr("cyps_reports.page.work.Thread", AtOnce)


def calls(does: Callable[[], object], *, opens: bool = False) -> int:
    """How many calls something takes; with `opens` workbooks must be opened in it."""
    profile = cProfile.Profile()
    profile.runcall(does)
    counted = profile.getstats()
    of = {getattr(each.code, "co_filename", "") for each in counted}
    assert (reading.__file__ in of) is opens
    return sum(each.callcount for each in counted)


def office_before_drop(folder: Path) -> tuple[Path, dict[str, bytes]]:
    """The example's folder before anything came for September, and what comes then."""
    office = example_office(folder)
    returns = sorted((office / "returns" / "2012-09").iterdir())
    files = {path.name: path.read_bytes() for path in returns}
    for path in returns:
        path.unlink()
    return office, files


def drop(page: Page, files: dict[str, bytes]) -> str:
    """Brings the files, is led to what came of it, and looks at the problems."""
    sent = [(io.BytesIO(content), name) for name, content in files.items()]
    came = page.done("/2012-09/returns", {"files": sent})
    assert "The files are taken in" in came
    return page.read("/2012-09/problems")


@pytest.mark.full
@pytest.mark.parametrize("is_known", [False, True], ids=["first thing", "after a look"])
def test_five_returns_dropped_cost_at_most_half_more_than_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    office, files = office_before_drop(tmp_path / "office")
    page = Page(office).opened()
    if is_known:
        page.read("/2012-09/")
    shown = list[str]()
    # First the page: what is loaded once, and kept by both, is counted with it.
    dropped = calls(lambda: shown.append(drop(page, files)), opens=True)
    assert len(files) == 5
    assert "B7: “approx 84” is not a figure." in shown[0]
    monkeypatch.chdir(office)
    assert dropped <= MOST_OF_CHECK * calls(lambda: cli.main(["check"]), opens=True)


@pytest.fixture
def read_page(tmp_path: Path) -> Page:
    """The page of the example, after each part of it was looked at."""
    page = Page(example_office(tmp_path / "office")).opened()
    for address in PAGES:
        page.read(address)
    return page


def test_a_page_that_reads_nothing_new_takes_few_calls(read_page: Page) -> None:
    for address in PAGES:
        assert calls(partial(read_page.get, address)) <= MOST_CALLS, address


@pytest.mark.full
def test_a_page_that_reads_nothing_new_takes_little_of_the_processor(read_page: Page) -> None:
    for address in PAGES:
        assert min(_seconds(read_page, address) for _ in range(10)) <= MOST_SECONDS, address


def _seconds(page: Page, address: str) -> float:
    """Seconds of the processor that this thread takes to answer."""
    start = time.thread_time()
    assert page.get(address).status_code == 200
    return time.thread_time() - start

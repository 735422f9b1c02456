"""Fixtures shared by all tests: the plans, and the example month, made once.

And how much is tested.
"""

import compileall
import gc
import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument

import cyps_reports
from cyps_reports import cli, locations
from cyps_reports.console import report
from cyps_reports.letters.letter import Draft
from cyps_reports.meanwhile import work
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.setup import importing
from cyps_reports.workbooks import opening, workers
from cyps_reports.writers.pdf.report import PdfMaker, this_computers
from tests.tools import libreoffice, shares
from tests.tools.all_told import read_all
from tests.tools.approved import Approved
from tests.tools.approved_plan import approved_plan
from tests.tools.desk import Desk, at_a_desk, drafts_of
from tests.tools.page import Page, example_office
from tests.tools.read_once import read_once
from tests.tools.read_outputs import EXCEL, WORD
from tests.tools.small_example import small_example
from tests.tools.two_reported import report_two
from tests.tools.year_gone_on import report_last_year

# A shell that starts them in the background has Ctrl-C ignored, and all that they start would
# ignore it too.
signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST = (
    *("page_in_a_browser", "cli", "published_files", "second_opinion"),
    *("page_problems", "page_report", "page_sending", "page_returns"),
    *("verify", "page_read_once", "bombs", "restated"),
    *("simulated_year", "words", "runs", "templates", "templates_typed"),
    *("three_years", "email_commands", "returns", "told_to_stop", "odd_machines"),
    *("whatever_comes_back", "benchmark", "workers", "plans_of_others", "due_in_words"),
    *("api", "start", "html_in_a_browser", "plan_and_folders_found"),
    *("tables", "from_year_to_year", "outturn_of_last_year", "pdf", "live_words"),
    *("sending", "page_killed", "cell_contents", "counts"),
    *("any_plan", "judged_through_months", "sending_out", "readme"),
    *("email", "audiences", "campaigns", "recurrences", "short_of_memory"),
)
"""What the files are called that take longest, in their order."""


def pytest_addoption(parser: pytest.Parser) -> None:
    is_wanted = bool(os.environ.get("CYPS_REPORTS_FULL"))
    parser.addoption(
        "--full",
        action="store_true",
        default=is_wanted,
        help="test what takes long at its full size too",
    )
    parser.addoption(
        "--approve",
        action="store_true",
        help="write down what is told and made now as approved (tests/tools/approved.py)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The tests start the program often: what Python makes of it is made once, before them."""
    shares.use(is_full=bool(config.getoption("full")))
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(cyps_reports.__file__).parent, quiet=2)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without --full, what takes long is left out: others of its kind are tested all the same.

    To approve, only what is approved is run.
    """
    if config.getoption("approve"):
        items[:] = [item for item in items if "approved" in getattr(item, "fixturenames", ())]
    if not config.getoption("full"):
        cases = Counter[str]()
        left_out = [item for item in items if _takes_long(item, cases)]
        config.hook.pytest_deselected(items=left_out)
        are_left_out = set(left_out)
        items[:] = [item for item in items if item not in are_left_out]
    # One after the other, nothing is gained by it, and who names files in an order may mean it.
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place of its file: those that take longest come first, so that none is left alone."""
    name = item.path.stem.removeprefix("test_")
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All tests stay to the end.

    Python need not look for what is unused while they are read, nor look through them later, and
    seldom through what the tests make.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(100_000, 20, 50)
        gc.enable()


def _takes_long(item: pytest.Item, cases: Counter[str]) -> bool:
    """Whether it is marked `full`, or is not among the others of its test that are its `share`."""
    share = item.get_closest_marker("share")
    if item.get_closest_marker("full"):
        return True
    if share is None:
        return False
    test = item.nodeid.partition("[")[0]
    cases[test] += 1
    return (cases[test] - 1) % int(share.args[0]) != 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Whatever a test is about, the problems that are told meanwhile are whole sentences."""
    with read_all() as cut_off:
        ended = yield
    assert not cut_off, f"told, and no sentence: {cut_off}"
    return ended


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Generator[None]:
    """The same workbook is read once, no reader is started before one is wanted, nor ended, and
    summaries are written in this process.
    """
    answers = read_once(workers.answers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "answers", answers)
        patched.setattr(importing, "answers", answers)
        patched.setattr(cli, "get_ready", lambda *_: None)
        patched.setattr(work, "_started", lambda: None)
        patched.setattr(report, "dismiss", lambda: None)
        yield


@pytest.fixture(scope="session")
def is_full(pytestconfig: pytest.Config) -> bool:
    """Whether what takes long is tested at its full size."""
    return bool(pytestconfig.getoption("full"))


@pytest.fixture(scope="session")
def approved(pytestconfig: pytest.Config) -> Approved:
    """What was approved, to hold what is made against."""
    return Approved(is_written=bool(pytestconfig.getoption("approve")))


@pytest.fixture(scope="session")
def pdf_maker() -> PdfMaker:
    """The LibreOffice of this computer, as it makes PDFs."""
    found = this_computers()
    if found.program is None:
        if os.environ.get("CYPS_REPORTS_NO_SKIP"):
            pytest.fail("LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


@pytest.fixture(scope="session")
def plan() -> Plan:
    return approved_plan()


@pytest.fixture(scope="session")
def example_plan_read() -> Plan:
    plan, findings = read_plan(locations.example_returns() / "plan.xlsx")
    assert plan is not None, findings
    return plan


def checked(plan: Plan, month: str, as_at: date | None = None) -> CheckedMonth:
    result = check_month(locations.example_returns() / month, plan, as_at)
    assert result is not None
    return result


@pytest.fixture(scope="session")
def july(example_plan_read: Plan) -> CheckedMonth:
    return checked(example_plan_read, "2012-07")


@pytest.fixture(scope="session")
def august(example_plan_read: Plan) -> CheckedMonth:
    return checked(example_plan_read, "2012-08")


@pytest.fixture(scope="session")
def september(example_plan_read: Plan) -> CheckedMonth:
    return checked(example_plan_read, "2012-09")


@pytest.fixture(scope="session")
def outputs(september: CheckedMonth, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    for name, content in outputs_of(september).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def word(outputs: Path) -> WordDocument:
    """The example's Word report."""
    return Document(str(outputs / WORD))


@pytest.fixture(scope="session")
def excel(outputs: Path) -> openpyxl.Workbook:
    """The example's Excel summary."""
    return openpyxl.load_workbook(outputs / EXCEL)


@pytest.fixture(scope="session")
def as_reported(outputs: Path) -> dict[str, Any]:
    """The record of the example's month."""
    whole: dict[str, Any] = json.loads((outputs / "as-reported.json").read_text(encoding="utf-8"))
    return whole


@pytest.fixture(scope="session")
def few_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of returns with a few rows of the example: plan and months, for copies only."""
    folder = tmp_path_factory.mktemp("few") / "returns"
    folder.mkdir()
    small_example(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of one's own, in which there is nothing."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def september_alone(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with September's returns alone."""
    shutil.copytree(few_rows / "2012-09", tmp_path / "returns" / "2012-09")
    shutil.copy(few_rows / "plan.xlsx", tmp_path / "returns")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def page(few_rows: Path, tmp_path: Path) -> Page:
    """The page of an officer's folder with these returns."""
    return Page(example_office(tmp_path / "office", few_rows)).opened()


@pytest.fixture(scope="session")
def drafts(august: CheckedMonth) -> tuple[Draft, ...]:
    """The email drafts of August."""
    return drafts_of(august)


@pytest.fixture
def desk(
    august: CheckedMonth, drafts: tuple[Draft, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The working folder from which August's drafts are sent."""
    return at_a_desk(tmp_path, august, drafts, monkeypatch)


@pytest.fixture(scope="session")
def two_reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An officer's working folder in which July and August were reported; for copies only."""
    folder = tmp_path_factory.mktemp("reported")
    report_two(folder)
    return folder


@pytest.fixture(scope="session")
def some_rows(two_reported: Path) -> Plan:
    """The plan of that folder, as it is read."""
    plan, findings = read_plan(two_reported / "returns" / "plan.xlsx")
    assert plan is not None, findings
    return plan


@pytest.fixture
def two_months(two_reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of one's own in which July and August were reported."""
    shutil.copytree(two_reported, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def year_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which three months of last year were reported; for copies only."""
    office = tmp_path_factory.mktemp("year")
    report_last_year(office)
    return office


@pytest.fixture
def a_year_on(year_behind: Path, tmp_path: Path) -> Path:
    """An office of one's own, with last year behind it."""
    shutil.copytree(year_behind, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def office() -> None:
    """LibreOffice, or a skip that says what is missing."""
    if reason := libreoffice.why_missing():
        pytest.skip(reason)

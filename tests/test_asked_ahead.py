"""Files that are read before anybody wants to know: by whom, and when the guess was wrong."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyps_reports import locations
from cyps_reports.console.requests import likely_files
from cyps_reports.findings import Finding
from cyps_reports.workbooks import opening, reading, worker_process, workers
from cyps_reports.workbooks.folders import files_in
from cyps_reports.workbooks.grid import Book
from tests.tools.measured import ENVIRONMENT

PLAN = locations.built_in_plan()
MONTHS = locations.example_returns()
RETURNS = files_in(MONTHS / "2012-09")


@pytest.fixture(autouse=True)
def _fresh_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each file is read each time (see `tools.read_once`), by workers of the test's own."""
    monkeypatch.setattr(opening, "answers", workers.answers)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(workers, "_IDLE", type(workers._IDLE)())
    yield
    workers.dismiss()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[worker_process.Worker]:
    """The workers that are started."""
    processes: list[worker_process.Worker] = []
    start = workers._started

    def noted() -> worker_process.Worker | None:
        worker = start()
        assert worker
        processes.append(worker)
        return worker

    monkeypatch.setattr(workers, "_started", noted)
    return processes


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that workers are asked about, in their order."""
    names: list[str] = []
    ask = worker_process.Worker.ask

    def noted(worker: worker_process.Worker, act: str, path: Path) -> None:
        names.append(path.name)
        ask(worker, act, path)

    monkeypatch.setattr(worker_process.Worker, "ask", noted)
    return names


def _read(*paths: Path) -> list[tuple[object, ...]]:
    return [tuple(reading.books_of(path)) for path in paths]


def test_what_was_asked_ahead_is_not_asked_again(
    started: list[worker_process.Worker], asked: list[str]
) -> None:
    opening.get_ready(PLAN, RETURNS)
    names = [PLAN.name, *(path.name for path in RETURNS)]
    assert asked == names

    assert (opening.open_book(PLAN),) == _read(PLAN)[0]
    assert list(opening.open_books(RETURNS)) == _read(*RETURNS)
    assert asked == names
    assert len(started) == 1
    assert len(workers._IDLE) == 1, "it has answered, and waits"


def test_further_files_follow_those_that_were_asked_ahead(asked: list[str]) -> None:
    opening.get_ready(PLAN, RETURNS[:2])
    opening.open_book(PLAN)

    assert list(opening.open_books(RETURNS)) == _read(*RETURNS)
    assert sorted(asked) == sorted([PLAN.name, *(path.name for path in RETURNS)])


def test_what_else_is_asked_first_is_answered_by_another_worker(
    started: list[worker_process.Worker], asked: list[str]
) -> None:
    opening.get_ready(PLAN, RETURNS)
    before = [*asked]

    assert list(opening.open_books(RETURNS[3:])) == _read(*RETURNS[3:])
    assert asked == [*before, *(path.name for path in RETURNS[3:])]
    assert len(started) == 2
    assert (opening.open_book(PLAN),) == _read(PLAN)[0], "the first one still knows"
    assert asked.count(PLAN.name) == 1


def test_only_as_many_as_are_wanted_are_taken(asked: list[str]) -> None:
    opening.get_ready(None, RETURNS)

    assert list(opening.open_books(RETURNS[:2])) == _read(*RETURNS[:2])
    assert list(opening.open_books(RETURNS[2:])) == _read(*RETURNS[2:])
    assert asked == [path.name for path in RETURNS]


def test_files_that_come_before_others_asked_ahead_are_read_beside_them(asked: list[str]) -> None:
    """The returns of another year lie there, too, and are not wanted after all."""
    older = files_in(MONTHS / "2012-07")
    opening.get_ready(None, (*RETURNS, *older))

    further = files_in(MONTHS / "2012-08")
    assert list(opening.open_books((*RETURNS, *further))) == _read(*RETURNS, *further)
    assert asked[: len(RETURNS) + len(older)] == [path.name for path in (*RETURNS, *older)]


@pytest.mark.skipif(os.name != "posix", reason="how a process ends")
def test_where_its_worker_ends_the_rest_is_asked_again(
    started: list[worker_process.Worker], asked: list[str]
) -> None:
    opening.get_ready(PLAN, RETURNS)
    opening.open_book(PLAN)
    started[0].end()

    assert list(opening.open_books(RETURNS)) == _read(*RETURNS)
    assert asked.count(RETURNS[0].name) == 2


def test_many_bytes_are_worth_another_worker(
    started: list[worker_process.Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH_A_WORKER", 300_000)
    opening.get_ready(PLAN, RETURNS)
    assert len(started) == 2

    assert (opening.open_book(PLAN),) == _read(PLAN)[0]
    assert list(opening.open_books(RETURNS)) == _read(*RETURNS)
    assert len(started) == 2


def test_what_was_changed_since_is_read_again(asked: list[str], tmp_path: Path) -> None:
    """As where somebody corrects a return while the program waits for an answer."""
    paths = [Path(shutil.copy(path, tmp_path)) for path in RETURNS]
    opening.get_ready(None, paths)
    before = _read(paths[1])
    shutil.copy(RETURNS[2], paths[1])

    (first, changed, *_) = opening.open_books(paths)

    assert first == _read(paths[0])[0]
    assert changed == _read(paths[1])[0] != before[0]
    assert asked.count(paths[0].name) == 1
    assert asked.count(paths[1].name) == 2


def test_no_more_than_some_are_asked_ahead(asked: list[str]) -> None:
    opening.get_ready(PLAN, RETURNS * 100)
    assert len(asked) == workers.MOST_AHEAD


def test_a_file_that_cannot_be_read_is_told_in_its_place(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(RETURNS[0].read_bytes()[:2_000])
    paths = (RETURNS[0], damaged, RETURNS[1])
    opening.get_ready(PLAN, paths)
    opening.open_book(PLAN)

    kinds = [type(each) for opened in opening.open_books(paths) for each in opened]
    assert kinds == [Book, Finding, Book]


def test_where_no_process_can_be_started_none_is_asked_ahead(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setattr(workers, "_started", lambda: None)
    opening.get_ready(PLAN, RETURNS)

    assert (opening.open_book(PLAN),) == _read(PLAN)[0]
    assert not asked


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan, three months of returns, and July's results."""
    for month in ("2012-07", "2012-08", "2012-09"):
        (tmp_path / "returns" / month).mkdir(parents=True)
        (tmp_path / "returns" / month / "return-A.xlsx").touch()
    shutil.copy(PLAN, tmp_path / "returns")
    (tmp_path / "output" / "2012-07").mkdir(parents=True)
    (tmp_path / "output" / "2012-07" / "as-reported.json").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _options(**given: Path | None) -> argparse.Namespace:
    return argparse.Namespace(**{"plan": None, "output": Path("output"), **given})


@pytest.mark.parametrize("named", [None, Path("returns/2012-09")])
def test_the_plan_the_month_and_what_no_record_stands_for_are_likely(
    office: Path, named: Path | None
) -> None:
    plan, files = likely_files(_options(returns=named))

    assert plan
    assert plan.resolve() == office / "returns" / "plan.xlsx"
    read = [path.resolve().relative_to(office).as_posix() for path in files]
    assert read == ["returns/2012-09/return-A.xlsx", "returns/2012-08/return-A.xlsx"]


def test_of_a_command_without_a_folder_of_results_the_usual_one_counts(office: Path) -> None:
    options = argparse.Namespace(plan=None, returns=Path("returns/2012-09"))

    _, files = likely_files(options)
    assert [path.resolve().parent.name for path in files] == ["2012-09", "2012-08"]


@pytest.mark.parametrize(
    "options",
    [
        _options(),
        _options(returns=Path("returns/2012-10")),
        _options(returns=Path("returns/2012-09"), plan=Path("elsewhere.xlsx")),
    ],
    ids=["of no month", "no such month", "no such plan"],
)
def test_nothing_is_likely(office: Path, options: argparse.Namespace) -> None:
    assert likely_files(options) == (None, ())


def test_without_returns_of_ones_own_the_example_is_likely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan, files = likely_files(_options(returns=None))

    assert plan == PLAN or plan == MONTHS / "plan.xlsx"
    assert files[: len(RETURNS)] == RETURNS


NOTES_WHAT_IS_LOADED = """
import subprocess, sys
from pathlib import Path

start = subprocess.Popen

def noted(*arguments, **named):
    with Path(sys.argv[1]).open("a") as notes:
        notes.write(f"{'cyps_reports.cli' in sys.modules}\\n")
    return start(*arguments, **named)

subprocess.Popen = noted
from cyps_reports.start import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize(
    ("command", "first"), [(["status"], "False\n"), (["--version"], None), (["--help"], None)]
)
def test_a_worker_loads_beside_the_program_where_a_command_is_given(
    command: list[str], first: str | None, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    run = [sys.executable, "-c", NOTES_WHAT_IS_LOADED, str(notes), *command]
    subprocess.run(run, cwd=tmp_path, env=ENVIRONMENT, check=True, capture_output=True)

    lines = notes.read_text("utf-8").splitlines(keepends=True) if notes.exists() else [None]
    assert lines[0] == first

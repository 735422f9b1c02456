"""The processes that read files.

What a file does to one of them, and what becomes of them and of the run.
"""

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cyps_reports import cli, locations
from cyps_reports.console import report
from cyps_reports.findings import Finding
from cyps_reports.workbooks import limits, opening, reading, worker, worker_process, workers
from cyps_reports.workbooks.folders import files_in
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.opening import open_book, open_books
from tests.test_other_files import zipped
from tests.tools.measured import ENVIRONMENT

RETURNS = locations.example_returns() / "2012-09"
FILES = files_in(RETURNS)


def worker_that(does: str, seconds: int) -> str:
    """What starts a worker that does something before it reads a file, and gives each so much
    processor time.
    """
    return f"""
import sys
sys.path[:] = sys.argv[1:]
from cyps_reports.workbooks import limits, reading, worker
read_book = reading.read_book
def read(name, content, *called):
    {does}
    return read_book(name, content, *called)
reading.read_book, limits.FILE_SECONDS = read, {seconds}
worker.main()
"""


NEVER_ENDS = "while name.partition(' in ')[0].endswith('slow.xlsx'): pass"
HURRIED = worker_that(NEVER_ENDS, 2)
LITTERS = worker_that("litter = [bytes(limits.FILE_BYTES * 2 // 3)]; litter.append(litter)", 600)
"""It leaves behind what refers to itself, in most of the memory that a file may take, and
touches none of it.
"""
posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such signals and bounds"
)


@pytest.fixture(autouse=True)
def _read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here, every file is read each time, as in the program; see `tools.read_once`."""
    monkeypatch.setattr(opening, "answers", workers.answers)
    monkeypatch.setattr(cli, "get_ready", opening.get_ready)
    monkeypatch.setattr(report, "dismiss", workers.dismiss)


@pytest.fixture
def no_idle_workers() -> Iterator[None]:
    """Workers are started by the test and nobody else's; those left are not used by another."""
    kept = [*workers._IDLE]
    workers._IDLE.clear()
    yield
    workers.dismiss()
    workers._IDLE.extend(kept)


def test_side_by_side_is_as_one_after_the_other_in_this_process(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(FILES[0].read_bytes()[:2000])
    paths = [*FILES, damaged, *FILES]
    assert list(open_books(paths)) == [tuple(reading.books_of(path)) for path in paths]


def test_files_are_read_from_several_threads_at_once() -> None:
    read: list[Any] = []
    threads = [
        threading.Thread(target=lambda: read.append(list(open_books(FILES)))) for _ in range(3)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert read == [list(open_books(FILES))] * 3


@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_worker_that_somebody_ends_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask, asked = worker_process.Worker.ask, list[Path]()

    def ended_once(self: worker_process.Worker, act: str, path: Path) -> None:
        assert self.is_ready()
        if not asked:
            self._process.kill()
        asked.append(path)
        ask(self, act, path)

    monkeypatch.setattr(worker_process.Worker, "ask", ended_once)
    assert [type(book) for opened in open_books(FILES) for book in opened] == [Book] * len(FILES)


@pytest.mark.usefixtures("no_idle_workers")
def test_where_no_process_can_be_started_files_are_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refused)
    assert all(isinstance(book, Book) for opened in open_books(FILES) for book in opened)


@pytest.mark.usefixtures("no_idle_workers")
def test_where_a_process_does_not_start_as_it_should_files_are_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_process, "START", "raise SystemExit(1)")
    assert all(isinstance(book, Book) for opened in open_books(FILES) for book in opened)


@pytest.mark.full
@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_file_that_runs_over_its_time_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "START", HURRIED)
    shutil.copy(FILES[0], tmp_path / "slow.xlsx")
    first, slow, last = open_books([FILES[0], tmp_path / "slow.xlsx", FILES[1]])
    assert [each.code for each in slow if isinstance(each, Finding)] == ["oversized-file"]
    assert isinstance(first[0], Book)
    assert isinstance(last[0], Book)


@pytest.mark.full
@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_zip_file_with_one_that_runs_over_tells_what_was_read_and_what_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "START", HURRIED)
    inside = {
        "a.xlsx": FILES[0].read_bytes(),
        "slow.xlsx": FILES[0].read_bytes(),
        "c.xlsx": FILES[1].read_bytes(),
    }
    (tmp_path / "all.zip").write_bytes(zipped(inside))
    ((book, *told),) = open_books([tmp_path / "all.zip"])
    assert isinstance(book, Book)
    assert [(each.place.workbook, each.code) for each in told if isinstance(each, Finding)] == [
        ("slow.xlsx in all.zip", "oversized-file"),
        ("all.zip", "oversized-file"),
    ]


@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_worker_needs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory is short, Python waits for ever for a thread that never began, and the run
    would for the worker.
    """
    without = "import threading; threading.Thread.start = None; "
    monkeypatch.setattr(worker_process, "START", f"{without}{worker_process.START}")
    monkeypatch.setattr(reading, "ACTS", {})
    assert [type(book) for opened in open_books(FILES) for book in opened] == [Book] * len(FILES)


@pytest.mark.parametrize(
    "problem", [MemoryError(), ImportError("cannot allocate memory", name="values")]
)
def test_no_file_is_blamed_where_a_reader_finds_no_memory(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise problem

    monkeypatch.setattr("cyps_reports.workbooks.xlsx.read", refused)
    with pytest.raises(type(problem)):
        list(reading.book_of(FILES[0]))


ABORTS = worker_that("import os; os.abort()", 6)
"""As calamine does where it is given no memory."""
WAITS = worker_that("import time; time.sleep(0 if name.endswith('return-B.xlsx') else 600)", 6)


@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_library_that_is_given_no_memory_by_a_bound_from_outside_is_no_property_of_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_process, "START", ABORTS)
    assert [each.code for each in next(open_books(FILES)) if isinstance(each, Finding)] == [
        "oversized-file"
    ]
    bound = "import resource; resource.setrlimit(resource.RLIMIT_AS, (350_000_000, 350_000_000))"
    monkeypatch.setattr(worker_process, "START", f"{bound}{ABORTS}")
    with pytest.raises(MemoryError):
        next(open_books(FILES))


@pytest.mark.parametrize(
    "problem", [MemoryError(), ImportError("cannot allocate memory", name="grid")]
)
@pytest.mark.usefixtures("no_idle_workers")
def test_no_file_is_blamed_where_the_program_that_asks_has_no_memory_for_an_answer(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = pickle.load

    def refused(stream: Any) -> object:
        said = load(stream)
        if isinstance(said, Book):
            raise problem
        return said

    monkeypatch.setattr("pickle.load", refused)
    with pytest.raises(type(problem)):
        list(open_books(FILES))


@pytest.mark.usefixtures("no_idle_workers")
def test_a_worker_does_not_look_for_the_place_at_which_it_was_given_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reader that is not written in Python may wait for itself for ever there."""
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    monkeypatch.setattr(
        worker_process,
        "START",
        worker_that("import os; assert os.environ['RUST_BACKTRACE'] == '0'", 6),
    )
    assert [type(book) for opened in open_books(FILES) for book in opened] == [Book] * len(FILES)


@pytest.mark.full
@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_a_worker_that_waits_for_ever_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a library does that waits for a lock of its own: it takes no processor time."""
    monkeypatch.setattr(
        worker_process,
        "START",
        WAITS.replace("worker.main()", "limits.FILE_WAIT_SECONDS = 1; worker.main()"),
    )
    first, second = open_books(FILES[:2])
    assert [each.code for each in first if isinstance(each, Finding)] == ["unreadable-file"]
    assert isinstance(second[0], Book)


@pytest.mark.full
@pytest.mark.usefixtures("no_idle_workers")
def test_where_the_system_has_no_clock_a_worker_that_waits_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr(limits, "FILE_WAIT_SECONDS", 3)
    monkeypatch.setattr(worker_process, "START", WAITS)
    first, second = open_books(FILES[:2])
    assert [each.code for each in first if isinstance(each, Finding)] == ["oversized-file"]
    assert isinstance(second[0], Book)


@pytest.mark.usefixtures("no_idle_workers")
def test_where_there_is_no_room_for_the_clock_no_file_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr(worker_process, "start_new_thread", refused)
    with pytest.raises(MemoryError):
        list(open_books(FILES))


@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_what_one_file_took_does_not_count_against_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_process, "START", LITTERS)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert [type(book) for opened in open_books(FILES) for book in opened] == [Book] * len(FILES)
    assert len(workers._IDLE) == 1, "one worker has read them all"


LARGE_ITSELF = """
from pathlib import Path
import sys
from cyps_reports.workbooks import limits, opening, workers
held = b"x" * (2 * limits.WORN_BYTES)
workers.os.cpu_count = lambda: 1
list(opening.open_books([Path(each) for each in sys.argv[1:]]))
print(len(workers._IDLE))
"""


@posix_only
def test_a_worker_is_not_taken_for_worn_because_the_program_that_asks_is_large() -> None:
    """The system counts what the program held that started it as the worker's own."""
    command = [sys.executable, "-c", LARGE_ITSELF, *map(str, FILES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert done.stdout == "1\n"


def test_windows_waits_for_61_processes_at_most(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However many cores there are; each file is answered about at its desk, in turn."""
    asked: list[list[Path]] = []

    class Desk:
        awaited = 0

        def __init__(self) -> None:
            self.asked: list[Path] = []
            asked.append(self.asked)

        def ask(self, asked: workers.Asked) -> None:
            self.asked.append(asked.path)

        def answer(self, asked: workers.Asked) -> tuple[str]:
            assert self.asked[-1] == asked.path
            return (asked.path.name,)

        def close(self) -> None:
            pass

    monkeypatch.setattr("os.cpu_count", lambda: 128)
    monkeypatch.setattr(workers, "WORTH_A_WORKER", 1)
    monkeypatch.setattr(workers, "_Desk", Desk)
    paths = [tmp_path / f"{number}.xlsx" for number in range(90)]
    for path in paths:
        path.write_bytes(b"some")
    assert list(workers.answers("book", paths)) == [(path.name,) for path in paths]
    assert len(asked) == 61
    assert sorted(path for desk in asked for path in desk) == sorted(paths)


@pytest.mark.full
@posix_only
@pytest.mark.usefixtures("no_idle_workers")
def test_workers_end_when_the_program_that_asks_is_killed(tmp_path: Path) -> None:
    """As soon as the file that one of them is busy with has taken its time."""
    shutil.copy(FILES[0], tmp_path / "slow.xlsx")
    script = (
        "import sys; from pathlib import Path;"
        " from cyps_reports.workbooks import worker_process, workers;"
        " worker_process.START = sys.argv[2]; desk = workers._Desk();"
        " asked = workers.Asked('books', Path(sys.argv[1]), None); desk.ask(asked);"
        " desk._worker.is_ready();"
        " print(desk._worker._process.pid, flush=True); desk.answer(asked)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "slow.xlsx"), HURRIED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        number = int(asking.stdout.readline())
        asking.kill()
    try:
        for _ in range(600):
            if not _is_running(number):
                break
            time.sleep(0.1)
        assert not _is_running(number)
    finally:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.fixture(scope="module")
def earlier_and_new(
    few_rows: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, bytes]]:
    """An office folder with an earlier report in it, and the report that takes its place when
    nothing disturbs it.
    """
    earlier, undisturbed = (
        tmp_path_factory.mktemp("reports") / name for name in ("earlier", "undisturbed")
    )
    shutil.copytree(few_rows, earlier / "returns")
    assert reported(earlier, "--as-at", "2012-09-14").returncode == 1
    shutil.copytree(earlier, undisturbed)
    assert reported(undisturbed).returncode == 1
    return earlier, report_in(undisturbed)


def reported(folder: Path, *more: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """September's report in a process of its own, which does something else first."""
    command = [
        sys.executable,
        "-c",
        f"{first}{RUN}",
        "report",
        "returns/2012-09",
        "--plan",
        "returns/plan.xlsx",
    ]
    return subprocess.run(
        [*command, *more], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def report_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output" / "2012-09").iterdir()}


NO_ROOM = (
    f"Could not run: {Path('output', '2012-09')} cannot be written: this computer has no room for "
    "more open files or"
    " memory. Close other programs, and run again.\n"
)


@pytest.mark.share(3)
@posix_only
@pytest.mark.parametrize(("files", "ends"), [(10, {1}), (6, {1, 2}), (4, {2})])
def test_with_few_open_files_the_report_is_whole_or_the_earlier_one_stays(
    files: int, ends: set[int], earlier_and_new: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """The streams take three; one more is enough to read, and too few to write.

    Between, it depends on the Python.
    """
    earlier, new = earlier_and_new
    before = report_in(earlier)
    assert all(
        new[name] != content
        for name, content in before.items()
        if name.endswith((".docx", ".xlsx", ".json"))
    )
    folder = tmp_path / "office"
    shutil.copytree(earlier, folder)
    done = reported(
        folder,
        first=f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files})); ",
    )
    assert done.returncode in ends
    is_written = done.returncode == 1
    assert done.stderr == ("" if is_written else NO_ROOM)
    assert report_in(folder) == (new if is_written else before)


RUN = (
    "import sys; from cyps_reports import acts, cli, monthly, outputs, mailing; "
    "sys.exit(cli.main())"
)


@pytest.mark.parametrize(
    "problem", [OSError(24, "Too many open files"), OSError(23, "x"), MemoryError()]
)
def test_a_fault_of_the_computer_stops_the_run_and_is_no_property_of_a_file(
    problem: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    from cyps_reports import cli

    monkeypatch.setattr(
        worker_process.Worker, "_next", lambda self: problem if self._was_ready else True
    )
    assert cli.main(["report", str(RETURNS), "--output", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Could not run: this computer has no room")
    assert not any(tmp_path.iterdir())


# Where the system keeps no budget, the worker does.


def test_where_the_system_counts_no_processor_time_the_worker_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[int] = []

    class Ended(BaseException):
        pass

    def end(code: int) -> None:
        ended.append(code)
        raise Ended

    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr("os._exit", end)
    monkeypatch.setattr(limits, "FILE_SECONDS", 0.01)
    monkeypatch.setattr(threading.Thread, "start", lambda self: None)
    clock = worker._Clock()
    clock.start()
    start = time.process_time()
    while time.process_time() - start < 0.05:
        pass
    with pytest.raises(Ended):
        clock._look()
    assert ended == [limits.TOOK_TOO_MUCH]


def test_a_book_can_be_handed_from_process_to_process() -> None:
    book = open_book(FILES[0])
    assert pickle.loads(pickle.dumps(book)) == book


@pytest.mark.usefixtures("no_idle_workers")
def test_workers_are_started_before_any_file_is_asked_about() -> None:
    workers.get_ready()
    ready = [*workers._IDLE]
    assert len(ready) == 1
    workers.get_ready()
    assert [*workers._IDLE] == ready, "they are there already"
    assert isinstance(open_book(FILES[0]), Book)
    assert {*workers._IDLE} == {*ready}, "they were asked, and wait again"


@pytest.mark.usefixtures("no_idle_workers")
@pytest.mark.parametrize(("command", "stay"), [("report", False), ("check", True)])
def test_none_waits_while_a_report_is_made(
    few_rows: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, command: str, stay: bool
) -> None:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    cli.main([command, "returns/2012-09"])
    assert bool(workers._IDLE) == stay

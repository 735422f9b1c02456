"""Runs that are killed, that meet a full disk or a locked folder, or that meet each other.

Done for real.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cyps_reports import cli
from cyps_reports.files.locking import locked
from cyps_reports.files.placing import CannotWriteError, write_all
from tests.tools.measured import ENVIRONMENT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals and users are those of POSIX"
)

NAMES = {"cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx", "as-reported.json"}
REPORT = [sys.executable, "-m", "cyps_reports", "report"]
EARLIER = ["--as-at", "2012-09-14"]
MONTH = Path("output/2012-09")
KILLED_WRITERS = (4, 25)
"""How many are killed: a share, and with --full."""
HANGS_AFTER_SECONDS = 300


@pytest.fixture
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with September's returns alone."""
    return _office_in(tmp_path, few_rows, monkeypatch)


@pytest.fixture
def folder_for_all(few_rows: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same where others may go too.

    Pytest closes what all of its own folders lie in, again and again.
    """
    with tempfile.TemporaryDirectory() as name:
        yield _office_in(Path(name), few_rows, monkeypatch)
        monkeypatch.undo()


def _office_in(folder: Path, returns: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(returns / "2012-09", folder / "returns" / "2012-09")
    shutil.copy(returns / "plan.xlsx", folder / "returns")
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def ran(*more: str, **options: object) -> subprocess.CompletedProcess[str]:
    """A whole run in a process of its own."""
    settings: Any = {"env": ENVIRONMENT, "timeout": HANGS_AFTER_SECONDS, **options}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [*REPORT, *more], capture_output=True, text=True, check=False, **settings
    )
    return done


WRITER = """
import sys
from pathlib import Path
from cyps_reports.files.placing import write_all
print("ready", flush=True)
number = 0
while True:
    number += 1
    files = {f"{name}.txt": f"{number} {name}".encode() * 20_000 for name in "abcdef"}
    write_all(Path(sys.argv[1]), files)
"""


def test_a_writer_killed_in_the_midst_leaves_whole_files_and_the_next_one_finishes_or_clears_up(
    tmp_path: Path, is_full: bool
) -> None:
    folder = tmp_path / "out"
    write_all(folder, {f"{name}.txt": f"0 {name}".encode() * 20_000 for name in "abcdef"})
    chance = Random(5)
    for _ in range(KILLED_WRITERS[is_full]):
        command = [sys.executable, "-c", WRITER, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(chance.random() / 10)
            run.send_signal(signal.SIGKILL)
        assert all(_is_whole(folder / f"{name}.txt") for name in "abcdef")
        write_all(folder, {"other.txt": b"x"})
        numbers = {(folder / f"{name}.txt").read_bytes().split()[0] for name in "abcdef"}
        assert len(numbers) == 1, "all of one run, whichever was the last to be finished"
        assert set(contents(folder)) == {*(f"{name}.txt" for name in "abcdef"), "other.txt"}


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    first = content[: content.index(b" ") + 2]
    return content == first * 20_000


STOPPED = """
import os, sys
from pathlib import Path
from cyps_reports.files import placing
left = int(sys.argv[2])
put = Path.replace
def replace(self, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    return put(self, target)
Path.replace = replace
placing.write_all(Path(sys.argv[1]), {**{f"{name}.txt": b"new" for name in "abc"}, "d.txt": None})
"""


@pytest.mark.parametrize("steps", range(5))
def test_a_run_stopped_at_each_step_of_putting_files_in_place(steps: int, tmp_path: Path) -> None:
    write_all(tmp_path, {f"{name}.txt": b"old" for name in "abcd"})
    command = [sys.executable, "-c", STOPPED, str(tmp_path), str(steps)]
    assert subprocess.run(command, check=False, env=ENVIRONMENT).returncode == (
        9 if steps < 4 else 0
    )
    write_all(tmp_path, {"other.txt": b"x"})
    # Before the first step the new files were not all there; from then on they are put in place,
    # and the last one goes.
    expected = dict.fromkeys("abcd", b"old") if steps == 0 else dict.fromkeys("abc", b"new")
    assert contents(tmp_path) == {
        **{f"{name}.txt": each for name, each in expected.items()},
        "other.txt": b"x",
    }


def test_a_disk_that_fails_in_the_midst_leaves_it_to_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither can the others be put in place, nor those before be put back."""
    write_all(tmp_path, {f"{name}.txt": b"old" for name in "abcd"})
    put, left = Path.replace, [2]

    def failing(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return put(self, target)

    with monkeypatch.context() as failed:
        failed.setattr(Path, "replace", failing)
        with pytest.raises(CannotWriteError, match="Input/output error"):
            write_all(tmp_path, {**{f"{name}.txt": b"new" for name in "abc"}, "d.txt": None})
    write_all(tmp_path, {})
    assert contents(tmp_path) == {f"{name}.txt": b"new" for name in "abc"}


def test_a_journal_that_cannot_be_read_for_the_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {f"{name}.txt": b"old" for name in "abcd"})
    subprocess.run(
        [sys.executable, "-c", STOPPED, str(tmp_path), "2"], check=False, env=ENVIRONMENT
    )
    before = contents(tmp_path).keys() - {".cyps-lock"}

    def failing(path: Path) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failed:
        failed.setattr(Path, "read_bytes", failing)
        with pytest.raises(CannotWriteError):
            write_all(tmp_path, {})
    assert contents(tmp_path).keys() == before
    write_all(tmp_path, {})
    assert contents(tmp_path) == {f"{name}.txt": b"new" for name in "abc"}


STOPPED_REPORT = """
import os, sys
from pathlib import Path
from cyps_reports import cli
left, put = 2, Path.replace
def replace(self, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    return put(self, target)
Path.replace = replace
cli.main(["report"])
"""


@pytest.mark.full
@pytest.mark.usefixtures("office_folder")
def test_emails_rest_on_results_of_one_run_though_that_was_stopped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["report", *EARLIER]) == 1
    assert (
        subprocess.run(
            [sys.executable, "-c", STOPPED_REPORT], check=False, env=ENVIRONMENT
        ).returncode
        == 9
    )
    assert cli.main(["verify", str(MONTH)]) == 1
    assert "a run was stopped while it wrote here" in capsys.readouterr().out
    assert cli.main(["email"]) == 1
    assert "This is not the Word report as it would be made now" not in capsys.readouterr().out
    assert cli.main(["verify", str(MONTH)]) == 0


@pytest.mark.share(3)
@pytest.mark.usefixtures("office_folder")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("2012-09/as-reported.json", errno.EIO),
        ("2012-09/as-reported.json", errno.EACCES),
        ("2012-09/return-B.xlsx", errno.EMFILE),
        ("2012-09/return-B.xlsx", errno.EIO),
        ("2012-08/as-reported.json", errno.EIO),
        ("2012-08/as-reported.json", errno.EACCES),
    ],
)
def test_what_cannot_be_read_for_a_fault_of_the_machine_is_not_taken_to_be_gone(
    name: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(Path("returns/2012-09"), Path("returns/2012-08"))
    assert cli.main(["report", "returns/2012-08"]) == 1
    assert cli.main(["report", *EARLIER]) == 1
    before = contents(MONTH)
    opened = Path.open

    def failing(self: Path, *words: Any, **options: Any) -> Any:
        if self.as_posix().endswith(name):
            raise OSError(code, os.strerror(code), str(self))
        return opened(self, *words, **options)

    with monkeypatch.context() as failed:
        failed.setattr(Path, "open", failing)
        capsys.readouterr()
        assert cli.main(["report"]) == 2
    said = capsys.readouterr().err
    assert os.strerror(code) in said or (
        code == errno.EMFILE and "no room for more open files" in said
    )
    assert contents(MONTH) == before


def test_a_journal_that_is_not_ours_names_no_file_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"mine")
    (folder / ".cyps-a.part").write_bytes(b"theirs")
    (folder / ".cyps-unfinished.json").write_text(
        json.dumps({".cyps-a.part": "../victim.txt"}), encoding="utf-8"
    )
    write_all(folder, {"a.txt": b"x"})
    assert victim.read_bytes() == b"mine"
    assert set(contents(folder)) == {"a.txt"}


@pytest.mark.usefixtures("office_folder")
def test_a_file_that_cannot_be_put_in_place_puts_the_others_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["report", *EARLIER])
    before = contents(MONTH)
    put = Path.replace

    def opened_meanwhile(self: Path, target: Path) -> Path:
        if target.name == "cyps-summary-2012-09.xlsx":
            raise PermissionError(13, "Permission denied")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", opened_meanwhile)
    capsys.readouterr()
    assert cli.main(["report"]) == 2
    assert "Close it in Word, Excel or whatever shows it" in capsys.readouterr().err
    assert contents(MONTH) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", str(disk)]
    if (
        os.geteuid()
        or not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.full
@pytest.mark.usefixtures("office_folder")
def test_a_full_disk_for_real(small_disk: Path) -> None:
    month = small_disk / "2012-09"
    write_all(month, dict.fromkeys(NAMES, b"the last good output"))
    (small_disk / "filler").write_bytes(b"x" * 30_000)
    done = ran("--output", str(small_disk))
    assert done.returncode == 2
    assert "(No space left on device). Make room on the disk, and run again." in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(month) == dict.fromkeys(NAMES, b"the last good output")
    subprocess.run(["mount", "-o", "remount,size=10m", str(small_disk)], check=True)
    assert ran("--output", str(small_disk)).returncode == 1
    kept = {
        f"{Path(name).stem}-edited{Path(name).suffix}": b"the last good output" for name in NAMES
    }
    assert {name: content for name, content in contents(month).items() if name not in NAMES} == kept


@pytest.mark.usefixtures("office_folder")
def test_no_room_for_the_temporary_files_of_a_large_summary(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cyps_reports.writers.excel.summary._LARGE", 0)
    cli.main(["report"])
    before = contents(MONTH)
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    capsys.readouterr()
    assert cli.main(["report", "--as-at", "2012-09-14"]) == 2
    assert "a disk is full" in capsys.readouterr().err
    assert contents(MONTH) == before
    assert list(small_disk.iterdir()) == []


@pytest.mark.full
@pytest.mark.usefixtures("office_folder")
def test_a_limit_on_the_size_of_files() -> None:
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    assert ran(*EARLIER).returncode == 1
    before = contents(MONTH)
    done = ran(preexec_fn=limited)
    assert done.returncode == 2
    assert "Choose another folder with --output, and run again." in done.stderr
    assert contents(MONTH) == before


@pytest.mark.parametrize("there", [False, True], ids=["empty", "with outputs"])
def test_a_read_only_folder(
    there: bool, folder_for_all: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Everything is imported once, while this user may still read it.
    assert cli.main(["report", "--output", "elsewhere"]) == 1
    MONTH.mkdir(parents=True)
    if there:
        assert cli.main(["report"]) == 1
    before = contents(MONTH)
    capsys.readouterr()
    _open_to_all(folder_for_all)
    MONTH.chmod(0o555)
    ended = _as_nobody(lambda: cli.main(["report", "--as-at", "2012-09-14"]))
    MONTH.chmod(0o755)
    said = capsys.readouterr().err
    assert ended == 2
    assert str(MONTH) in said
    assert "Permission denied" in said or "allow writing to it" in said
    assert said.endswith("run again.\n")
    assert contents(MONTH) == before
    assert cli.main(["report"]) == 1


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _as_nobody(run: Callable[[], int]) -> int:
    """Root may write anywhere; so it does it as somebody else."""
    if os.geteuid():
        return run()
    os.seteuid(65534)
    try:
        return run()
    finally:
        os.seteuid(0)


def test_an_input_that_may_not_be_read_is_named(
    folder_for_all: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["report", "--output", "elsewhere"]) == 1
    _open_to_all(folder_for_all)
    own = folder_for_all / "input_templates"
    own.mkdir()
    template = own / "report_template.docx"
    template.write_bytes(b"x")
    template.chmod(0)
    (folder_for_all / "output").mkdir(mode=0o777)
    capsys.readouterr()
    assert _as_nobody(lambda: cli.main(["report"])) == 2
    said = capsys.readouterr().err
    assert said.endswith(
        "report_template.docx cannot be used (Permission denied). Allow reading it, and run "
        "again.\n"
    )


@pytest.mark.usefixtures("office_folder")
def test_two_runs_at_once_wait_for_each_other() -> None:
    runs = [
        subprocess.Popen([*REPORT, *more], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        for more in ([], EARLIER)
    ]
    assert [run.wait(HANGS_AFTER_SECONDS) for run in runs] == [1, 1]
    assert set(contents(MONTH)) == NAMES
    assert cli.main(["verify", str(MONTH)]) == 0, "all outputs are of the same run"


@pytest.mark.full
def test_a_run_that_takes_long_is_named(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(
            CannotWriteError, match=r"another run is writing to .* Wait until it is done"
        ),
    ):
        write_all(tmp_path, {"a.txt": b"x"})
    write_all(tmp_path, {"a.txt": b"x"})
    assert set(contents(tmp_path)) == {"a.txt"}


def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from cyps_reports.files.locking import "
        "locked\n"
    )
    hold += "with locked(Path(sys.argv[1])):\n    print('locked', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        run.kill()
    assert list(tmp_path.iterdir()), "its lock file is still there"
    write_all(tmp_path, {"a.txt": b"x"})
    assert set(contents(tmp_path)) == {"a.txt"}


def test_many_writers_at_once(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for _ in range(5):
            write_all(tmp_path, {f"{name}.txt": str(number).encode() for name in "abc"})

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    assert set(contents(tmp_path)) == {"a.txt", "b.txt", "c.txt"}

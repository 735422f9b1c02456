"""What Windows, macOS and network disks do differently, with the system's calls replaced."""

import errno
import os
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_reports import cli, locations
from cyps_reports.files import locking, placing, retrying
from cyps_reports.files.kept_aside import kept_aside
from cyps_reports.files.locking import FolderInUseError, locked
from cyps_reports.files.names import file_name
from cyps_reports.files.placing import CannotWriteError, write_all


class WindowsError(PermissionError):
    """A refusal as Windows gives it."""

    def __init__(self, number: int, kind: int = errno.EACCES) -> None:
        super().__init__(kind, "Access is denied")
        self.winerror = number


USED_BY_ANOTHER = 32
IN_USE = [5, USED_BY_ANOTHER, 33, 1224]


# Files that are in somebody's hands for a moment


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited; nobody really waits."""
    waited: list[float] = []
    monkeypatch.setattr(placing, "retried", lambda act: retrying.retried(act, waited.append))
    return waited


def refusing(
    monkeypatch: pytest.MonkeyPatch, call: str, times: int, problem: OSError, name: str = "a.docx"
) -> None:
    """A call of the system that refuses a file so many times."""
    usual: Callable[..., object] = getattr(Path, call)
    left = iter(range(times))

    def refused(self: Path, *more: object, **others: object) -> object:
        where = more[0] if call == "replace" else self
        if Path(str(where)).name == name and next(left, None) is not None:
            raise problem
        return usual(self, *more, **others)

    monkeypatch.setattr(Path, call, refused)


@pytest.mark.parametrize("number", IN_USE)
@pytest.mark.parametrize("call", ["replace", "open"])
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    call: str, number: int, waits: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"a.docx": b"old"})
    refusing(monkeypatch, call, 3, WindowsError(number))
    write_all(tmp_path, {"a.docx": b"new"})
    monkeypatch.undo()
    assert (tmp_path / "a.docx").read_bytes() == b"new"
    assert tuple(waits) == retrying.PAUSES[:3]


@pytest.mark.parametrize("call", ["replace", "open"])
def test_a_file_that_is_held_for_long_is_said_without_blaming_word_alone(
    call: str, waits: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"a.docx": b"old", "b.docx": b"old"})
    refusing(monkeypatch, call, 99, WindowsError(USED_BY_ANOTHER))
    with pytest.raises(CannotWriteError) as refused:
        write_all(tmp_path, {"b.docx": b"new", "a.docx": b"new"})
    monkeypatch.undo()
    assert str(refused.value) == (
        f"{tmp_path / 'a.docx'} cannot be replaced. Close it in Word, Excel or whatever shows it, "
        "wait until a virus"
        " scanner or OneDrive is done with it, or allow writing to it, and run again."
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.docx": b"old",
        "b.docx": b"old",
    }
    assert sum(waits) < 2


def test_a_draft_that_is_held_for_a_moment_is_taken_away(
    waits: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "a.docx"
    draft.write_bytes(b"x")
    refusing(monkeypatch, "unlink", 2, WindowsError(USED_BY_ANOTHER))
    write_all(tmp_path, {draft.name: None})
    assert not draft.exists()
    assert len(waits) == 2


def test_what_waiting_does_not_mend_is_not_waited_for(
    waits: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "replace", 99, PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(CannotWriteError):
        write_all(tmp_path, {"a.docx": b"x"})
    assert waits == []


# Paths that are too long


def test_a_name_that_is_too_long_is_said_for_real(tmp_path: Path) -> None:
    with pytest.raises(
        CannotWriteError, match=r"its path is longer than this system takes\. Give a folder"
    ):
        write_all(tmp_path / ("r" * 300), {"a.docx": b"x"})


@pytest.mark.parametrize("number", [2, 3, 206])
def test_windows_says_of_a_path_that_is_too_long_that_it_is_not_there(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_there(*_: object, **__: object) -> None:
        raise WindowsError(number, errno.ENOENT)

    monkeypatch.setattr(Path, "mkdir", not_there)
    deep = tmp_path.joinpath(*["r" * 50] * 6)
    with pytest.raises(CannotWriteError, match="its path is longer than this system takes"):
        write_all(deep, {"a.docx": b"x"})
    with pytest.raises(CannotWriteError, match="Choose another folder with --output"):
        write_all(tmp_path / "short", {"a.docx": b"x"})


# Disks without locks


@pytest.fixture(params=[errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A share that knows no locks, and says so."""

    def refused(_: int) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(locking, "_lock", refused)
    monkeypatch.setattr(locking, "_PAUSE_SECONDS", 0)


@pytest.mark.usefixtures("no_locks")
def test_where_there_are_no_locks_one_run_at_a_time_writes_all_the_same(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(FolderInUseError), locked(tmp_path):
        pass
    with locked(tmp_path), locked(tmp_path, ".other.lock"):
        pass
    write_all(tmp_path, {"a.docx": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.usefixtures("no_locks")
def test_the_mark_of_a_run_that_was_killed_holds_others_up_for_minutes_only(tmp_path: Path) -> None:
    mark = tmp_path / ".cyps-lock-only"
    mark.touch()
    with pytest.raises(CannotWriteError, match="another run is writing"):
        write_all(tmp_path, {"a.docx": b"x"})
    long_ago = time.time() - 3600
    os.utime(mark, (long_ago, long_ago))
    write_all(tmp_path, {"a.docx": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EAGAIN, errno.EDEADLK])
def test_a_lock_that_somebody_has_is_never_passed_by(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows and the POSIX systems say it."""

    def taken(_: int) -> None:
        raise OSError(number, "taken")

    monkeypatch.setattr(locking, "_lock", taken)
    monkeypatch.setattr(locking, "_PAUSE_SECONDS", 0)
    with pytest.raises(FolderInUseError), locked(tmp_path):
        pass


# Names


DEVICES = [
    "CON.xlsx",
    "con",
    "Aux.return.xlsx",
    "COM1.xlsx",
    "LPT9",
    "nul .xlsx",
    "COM².xlsx",
    "conin$.xlsx",
]


@pytest.mark.parametrize("name", DEVICES)
def test_a_devices_name_makes_a_file_name(name: str) -> None:
    for text in (name, f"{name} 2012-09 feedback.txt"):
        made = file_name(text)
        assert file_name(made) == made
        assert made.partition(".")[0].rstrip().casefold() not in {
            "con",
            "aux",
            "com1",
            "lpt9",
            "nul",
            "com²",
            "conin$",
        }


@given(st.text(alphabet=st.characters(), max_size=200) | st.sampled_from(DEVICES))
def test_a_file_name_stays_as_it_is(text: str) -> None:
    assert file_name(file_name(text)) == file_name(text)


def test_two_names_that_differ_in_capitals_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match=r"would be one file\. Rename one, and run again\."):
        write_all(tmp_path, {"lead-jm.eml": b"x", "lead-JM.eml": b"y"})
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_macos_is_written_in_one_way(tmp_path: Path) -> None:
    """An é may be one letter or two, and both are one name there."""
    for form in ("NFC", "NFD"):
        made = file_name(unicodedata.normalize(form, "Zoé.txt"))
        assert unicodedata.is_normalized("NFC", made)
        write_all(tmp_path, {made: b"x"})


@pytest.fixture
def capitals_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which a file is found by its name in any capitals."""
    exists = Path.exists

    def found(self: Path) -> bool:
        return exists(self) or any(
            each.name.casefold() == self.name.casefold() for each in tmp_path.iterdir()
        )

    monkeypatch.setattr(Path, "exists", found)
    yield tmp_path
    monkeypatch.undo()


def test_a_copy_that_is_kept_never_takes_a_name_of_other_capitals(
    capitals_do_not_count: Path,
) -> None:
    (capitals_do_not_count / "a.docx").write_bytes(b"edited")
    (capitals_do_not_count / "A-EDITED.docx").write_bytes(b"kept before")
    (kept,) = kept_aside(capitals_do_not_count, {"a.docx": b"new"}, ())
    assert kept.aside == "a-edited2.docx"


def test_the_officers_files_are_found_whatever_their_capitals(tmp_path: Path) -> None:
    """As they are on Windows, where they were saved."""
    own = tmp_path / "input_templates"
    (own / "emails").mkdir(parents=True)
    plan, template, text = (
        own / "Plan.XLSX",
        own / "Report_Template.docx",
        own / "emails" / "Cabinet.txt",
    )
    for path in (plan, template, text):
        path.write_bytes(b"x")
    assert locations.plan_for(None, tmp_path) == plan
    assert locations.report_template(tmp_path) == template
    texts = locations.email_texts(tmp_path)
    assert texts["cabinet.txt"] == text
    assert texts["lead.txt"].parent == locations.built_in() / "emails"


def test_templates_put_no_built_in_plan_beside_the_officers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = Path("input_templates")
    own.mkdir()
    shutil.copy(locations.built_in() / "plan.xlsx", own / "Plan.xlsx")
    assert cli.main(["templates"]) == 0
    assert [path.name for path in own.iterdir() if path.name.casefold() == "plan.xlsx"] == [
        "Plan.xlsx"
    ]

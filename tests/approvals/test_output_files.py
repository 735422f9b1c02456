"""Names of files, what is kept beside them, and what is said where they cannot be written."""

import errno
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cyps_reports import locations
from cyps_reports.acts.taking_in import Arrived, last_name, refusal, take_in
from cyps_reports.files import placing, retrying
from cyps_reports.files.kept_aside import free_name, kept_aside, kept_of
from cyps_reports.files.moving import moved, numbered_name
from cyps_reports.files.names import file_name, is_file_name
from cyps_reports.files.placing import CannotWriteError, write_all
from cyps_reports.files.retrying import is_in_use, is_too_long, retried
from cyps_reports.files.written_sums import sums_in, sums_with
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.file import sha256
from tests.tools.approved import Approved

_TEXTS = (
    *("a.xlsx", "", " ", ".", "..", " a ", "a.", ".a", "~a", "a/b", "a\\b", 'a<>:"|?*b', "a\x00b"),
    *("a\x1fb", "a\x7fb", "a\x9fb", "a\u200bb", "a\u200fb", "a\u2028b", "a\u202eb", "a\u2060b"),
    *("a\u2069b", "a\ufeffb", "e\u0301", "\ud800", "con", "CON.txt", "con .a", "con.a.b", "cons"),
    *("prn", "aux", "nul", "com1", "com9", "com0", "COM¹", "lpt³", "lpt", "conin$", "conout$"),
    *("a" * 120, "a" * 121, "a" * 100 + ".abcde", "a" * 116 + ".xls", "b" * 121 + ".xlsx"),
    *("b" * 121 + ".abcdef", "x" * 89 + " " + "x" * 40, ".gitignore", "..a", ".con"),
)
_COPIES = (
    *("a-edited.docx", "a-edited1.docx", "a-edited2.docx", "a-edited9.docx", "a-edited10.docx"),
    *("a-edited01.docx", "a-edited99.docx", "a-edited٢.docx", "a.docx", "-edited.docx", "a-edited"),
    *("a-edited-edited3.docx", "a-editedx.docx", "a-Edited.docx"),
)


def _names() -> Iterator[str]:
    for text in _TEXTS:
        name = file_name(text)
        yield f"{text!r:.60}: {name!r} ({len(name)}), {'as it is' if is_file_name(text) else ''}"
    yield from (f"{name}: a copy of {kept_of(name) or 'nothing'}" for name in _COPIES)
    taken = ("A.xlsx", "a (2).xlsx", "b", "c.tar.gz")
    for name in ("a.xlsx", "b", "B", "c.tar.gz", "d.xlsx", "a (2).xlsx", "x" * 120):
        yield f"{name:.20} beside others: {numbered_name(name, (*taken, 'x' * 120))}"


def test_names(approved: Approved) -> None:
    approved.check("names of files", _names())


def test_what_is_kept_aside(tmp_path: Path, approved: Approved) -> None:
    (tmp_path / "a.docx").write_bytes(b"mine")
    (tmp_path / "b.docx").write_bytes(b"ours")
    (tmp_path / "c.docx").write_bytes(b"new")
    (tmp_path / "d.docx").write_bytes(b"mine")
    (tmp_path / "d-edited.docx").write_bytes(b"before")
    contents = {f"{name}.docx": b"new" for name in ("a", "b", "c", "d", "e", "d-edited2")}
    ours = {("b.docx", sha256(b"ours")), ("a.docx", sha256(b"ours"))}
    told = [repr(each) for each in kept_aside(tmp_path, contents, ours)]
    told += [free_name(tmp_path, f"{name}.docx", ("e-edited.docx",)) for name in "ade"]
    (tmp_path / ".cyps-written.json").write_bytes(sums_with(["x"], {"a": b"1", "b": b"2"}))
    told += sorted(sums_in(tmp_path))
    for damaged in (b"", b"{}", b"[1]", b"[", b"[" * 100_000):
        (tmp_path / ".cyps-written.json").write_bytes(damaged)
        told.append(f"{damaged[:5]!r}: {sorted(sums_in(tmp_path))}")
    approved.check("kept aside", told)


# What cannot be written


@dataclass(frozen=True)
class _Fault:
    """What the system says, with the number that Windows has for it."""

    number: int
    windows: int | None = None
    kind: type[OSError] = OSError

    def raised(self, path: str) -> OSError:
        problem = self.kind(self.number, "it said", path)
        if self.windows is not None:
            problem.winerror = self.windows  # type: ignore[attr-defined]
        return problem


_FAULTS = (
    *(_Fault(getattr(errno, name)) for name in ("ENOSPC", "EDQUOT", "EMFILE", "ENOMEM", "EROFS")),
    *(_Fault(errno.EACCES, kind=PermissionError), _Fault(errno.EBUSY), _Fault(errno.ENAMETOOLONG)),
    *(_Fault(errno.EINVAL, number) for number in (2, 3, 5, 32, 33, 87, 206, 1224)),
    _Fault(errno.ENOENT, kind=FileNotFoundError),
)
_SHORT, _LONG = "/a.docx", f"/{'a' * 253}.docx"


def _said_of(fault: _Fault) -> Iterator[str]:
    for is_windows in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(retrying, "IS_WINDOWS", is_windows)
            problem = fault.raised(_SHORT)
            long = [is_too_long(Path(each), problem) for each in (_SHORT, f"{_LONG}", f"{_LONG}x")]
            yield f"{'in use' if is_in_use(problem) else 'free'}, too long {long}"


def test_what_the_system_says(
    tmp_path: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(placing, "retried", lambda act: act())
    (tmp_path / "there.docx").write_bytes(b"before")
    for fault in _FAULTS:
        number = f"{errno.errorcode[fault.number]} {fault.windows or ''}".strip()
        told += [f"# {number}", *_said_of(fault)]
        for name in ("there.docx", "new.docx"):
            with monkeypatch.context() as patch:

                def beside(path: Path, content: bytes, fault: _Fault = fault) -> Path:
                    raise fault.raised(str(path))

                patch.setattr(placing, "_beside", beside)
                with pytest.raises(CannotWriteError) as raised:
                    write_all(tmp_path, {name: b"now"})
            of_place = "of the place" if raised.value.is_of_place else "of the machine"
            told.append(f"{name}: {raised.value} ({of_place})".replace(str(tmp_path), "FOLDER"))
        told += _tries(fault)
    approved.check("what the system says", told)


def _tries(fault: _Fault) -> Iterator[str]:
    """How often something is tried that fails ever, and that fails twice."""
    for fails in (2, 99):
        waited: list[float] = []

        def act(fails: int = fails, waited: list[float] = waited) -> str:
            if len(waited) < fails:
                raise fault.raised(_SHORT)
            return "done"

        try:
            ended = retried(act, waited.append)
        except OSError:
            ended = "given up"
        yield f"fails {fails} times: {ended} after {waited}"


# Files that come


_SEPTEMBER = Month(2012, 9)
_ARRIVED = (
    *(("return-A.xlsx", b"new"), ("C:\\me\\return-B.xlsx", b"b"), ("/etc/return-C.xlsx", b"c")),
    *(("empty.xlsx", b""), ("Thumbs.db", b"x"), (".hidden", b"x"), ("~$return-A.xlsx", b"x")),
    *(("again.xlsx", b"new"), ("RETURN-a.XLSX", b"other"), ("return-A.xlsx", b"3"), ("con", b"x")),
)


def test_files_that_come(tmp_path: Path, approved: Approved) -> None:
    folder = tmp_path / "returns" / "2012-09"
    folder.mkdir(parents=True)
    (folder / "return-A.xlsx").write_bytes(b"before")
    (folder / "same.xlsx").write_bytes(b"b")
    come = [Arrived(name, content) for name, content in _ARRIVED]
    told = [f"{each.name}: {last_name(each.name)}, {refusal(each) or 'taken'}" for each in come]
    told.append(repr(take_in(tmp_path, _SEPTEMBER, come[:8])))
    told.append(repr(take_in(tmp_path, _SEPTEMBER, come[8:], sets_aside=True)))
    told += sorted(f"{path.parent.name}/{path.name}" for path in tmp_path.rglob("*.*"))
    approved.check("files that come", told)


def test_moving(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / "A.xlsx").write_bytes(b"b")
    assert moved(tmp_path / "a.xlsx", tmp_path / "aside").name == "a (2).xlsx"
    with pytest.raises(CannotWriteError, match=r"a\.xlsx cannot be moved \(No such file"):
        moved(tmp_path / "a.xlsx", tmp_path / "aside")


# Where files are looked for

_PLANS = (
    *("plan.xlsx", "Plan.XLSX", "plan.ods", "plan-2013-14.xlsx", "plan 2014.xlsx"),
    *("plan_1999.xlsm", "plan-1899.xlsx", "plan2013.xlsx", "~$plan-2013.xlsx", "plan-2013.txt"),
    *("our plan.xlsx", "planning.xlsx", "other.xlsx", "PLAN-2020.xls"),
)


def test_where_plans_are_looked_for(tmp_path: Path, approved: Approved) -> None:
    returns = tmp_path / "returns" / "2012-09"
    returns.mkdir(parents=True)
    own = tmp_path / "input_templates"
    own.mkdir()
    told: list[str] = []

    def look(words: str) -> None:
        found = locations.plan_of(returns, tmp_path)
        others = locations.plans_in(own)
        like = locations.like_a_plan(returns, tmp_path)
        told.append(
            f"{words}: {found.relative_to(tmp_path) if found else 'none'}; of years "
            f"{[each.name for each in others]}; like one {[each.name for each in like]}"
        )

    look("nothing")
    for name in _PLANS:
        (own / name).write_bytes(b"x")
        look(f"{name} alone")
        (own / name).unlink()
    for name in reversed(_PLANS):
        (own / name).write_bytes(b"x")
        look(f"{name} too")
    (tmp_path / "returns" / "plan.xlsx").write_bytes(b"x")
    look("one beside the months too")
    told += [str(each) for each in locations.plan_folders(None, Path("office"))]
    approved.check("where plans are looked for", told)


# What a stopped run left

_ONE, _GONE, _TWO = ".cyps-1.part", f"{placing._GOING}0", ".cyps-2.part"
_BEFORE = sha256(b"before")
_LEFT: dict[str, tuple[object, dict[str, bytes]]] = {
    "finished": ({_ONE: ["a.docx", _BEFORE]}, {_ONE: b"new", "a.docx": b"before"}),
    "in its place already": ({_ONE: ["a.docx", _BEFORE]}, {"a.docx": b"new"}),
    "put there since": ({_ONE: ["a.docx", _BEFORE]}, {_ONE: b"new", "a.docx": b"mine"}),
    "put there since where nothing was": ({_ONE: ["a.docx", ""]}, {_ONE: b"new", "a.docx": b"x"}),
    "new": ({_ONE: ["a.docx", ""]}, {_ONE: b"new"}),
    "the same as new": ({_ONE: ["a.docx", _BEFORE]}, {_ONE: b"new", "a.docx": b"new"}),
    "going": ({_GONE: ["a.docx", _BEFORE]}, {"a.docx": b"before"}),
    "going and changed": ({_GONE: ["a.docx", _BEFORE]}, {"a.docx": b"mine"}),
    "not finished": ({}, {_ONE: b"half", "a.docx": b"before"}),
    "two": ({_ONE: ["a", ""], _TWO: ["b", ""]}, {_ONE: b"1", _TWO: b"2"}),
    "another name": ({"x.part": ["a", ""]}, {"x.part": b"1"}),
    "below": ({".cyps-/1.part": ["a", ""]}, {_ONE: b"1"}),
    "no place": ({_ONE: "a"}, {_ONE: b"1"}),
    "no sum": ({_ONE: ["a"]}, {_ONE: b"1"}),
    "three": ({_ONE: ["a", "", ""]}, {_ONE: b"1"}),
    "a number": ({_ONE: [1, ""]}, {_ONE: b"1"}),
    "a way out": ({_ONE: ["../a", ""]}, {_ONE: b"1"}),
    "a list": ([_ONE], {_ONE: b"1"}),
}


def test_what_a_stopped_run_left(tmp_path: Path, approved: Approved) -> None:
    told: list[str] = []
    for words, (journal, files) in _LEFT.items():
        folder = tmp_path / words
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / placing._JOURNAL).write_bytes(json.dumps(journal).encode())
        before = placing.is_unfinished(folder)
        write_all(folder, {})
        there = {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}
        told.append(f"{words}: {before}, {placing.is_unfinished(folder)}, {there}")
    approved.check("stopped runs", told)

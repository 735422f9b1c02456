"""A working folder with good results in it, and the commands that are run there as programs of
their own.
"""

import io
import multiprocessing
import os
import pkgutil
import random
import runpy
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import (
    AbstractContextManager,
    chdir,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from unittest import mock

import cyps_reports
from cyps_reports import cli, locations
from tests.campaigns.breaking import Break, Breaker
from tests.campaigns.campaign import DID_NOT_END
from tests.campaigns.hostile import HostileServer, Mood

EDIT = b"edited by the officer"
"""How the content of a file ends that the officer edited."""

_LONGEST_SECONDS, _LAST_SECONDS = 240, 10

_FACTS = ("--council", "Ours", "--service", "Theirs", "--title", "Plan", "--reported", "monthly")
_DAYS = ("--first-day", "1 April 2026", "--last-day", "31 March 2027")

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "start": ("start", "ours", *_FACTS, *_DAYS),
    "example": ("start", "example", "--example"),
    "august": ("report", "returns/2012-08"),
    "early": ("report", "--as-at", "2012-09-14"),
    "early run": ("run", "--as-at", "2012-09-14"),
    "report": ("report",),
    "csv": ("report", "--csv"),
    "leadership": ("report", "--audience", "leadership"),
    "lead": ("report", "--lead", "JM"),
    "run": ("run",),
    "email": ("email",),
    "blank": ("templates", "--month", "2012-10", "--output", "blank"),
    "carried": ("templates", "--from", "returns/2012-09", "--output", "blank"),
    "feedback": ("check", "--feedback", "feedback"),
    "check": ("check",),
    "status": ("status",),
    "verify": ("verify", "output/2012-09"),
    "run and send": ("run", "--send", "--yes"),
    "send": ("email", "--send", "--yes"),
}

REPORT, SUMMARY = (
    "output/2012-09/cyps-report-2012-09.docx",
    "output/2012-09/cyps-summary-2012-09.xlsx",
)

STATES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nothing": ((), ()),
    "reported": (("august", "early"), ()),
    "edited": (("august", "early"), (REPORT, SUMMARY)),
    "blanks": (("blank",), ()),
    "drafted": (("early run",), (SUMMARY,)),
    "current": (("august", "run"), (REPORT,)),
}
"""What was done in a working folder before, and what the officer edited since."""

Tree = Mapping[str, bytes]
"""The files of a working folder but for the returns, by their way down."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it said on both streams, and what lies in the folder now.

    Of one in which a call may be broken also its calls to the system, and of an undisturbed one how
    long it took.
    """

    code: int
    said: str
    tree: Tree
    seconds: float = 0.0
    calls: tuple[str, ...] = ()


def tree_of(folder: Path) -> Tree:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: path.read_bytes() for name, path in names if not name.startswith("returns/")}


@dataclass
class Offices:
    """Working folders made as often as they are wanted; one good mail server for all of them."""

    folder: Path
    server: HostileServer
    ca_file: Path
    priorities: str = "AB"
    start: "Start | None" = None
    _made: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.server.mood = Mood(random.Random(0))
        self.expected = cache(self._expected)

    def words(self, command: str) -> tuple[str, ...]:
        words = COMMANDS[command]
        server = ("--server", f"localhost:{self.server.port}", "--ca-file", str(self.ca_file))
        return (*words, *server) if "--send" in words else words

    def fresh(self, state: str, name: str = "case") -> Path:
        """A working folder of its own in that state."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._in_state(state), folder)
        self.server.taken.clear()
        return folder

    def _in_state(self, state: str) -> Path:
        if state not in self._made:
            folder = self.folder / f"state {state}"
            self._set_up(folder)
            commands, edited = STATES[state]
            for command in commands:
                assert self.run(folder, command).code in (0, 1), command
            for name in edited:
                with (folder / name).open("ab") as file:
                    file.write(EDIT)
            self._made[state] = folder
        return self._made[state]

    def _set_up(self, folder: Path) -> None:
        (folder / "tmp").mkdir(parents=True)
        for month in ("2012-08", "2012-09"):
            (folder / "returns" / month).mkdir(parents=True)
            for priority in self.priorities:
                came = locations.example_returns() / month / f"return-{priority}.xlsx"
                if came.exists():
                    shutil.copy(came, folder / "returns" / month)
        shutil.copy(locations.example_returns() / "plan.xlsx", folder / "returns")

    def _expected(self, state: str, *commands: str) -> Ended:
        """How the last of commands ends that run undisturbed in that state, one after the other."""
        folder = self.fresh(state, "undisturbed")
        began = time.monotonic()
        *_, ended = (self.run(folder, command, Break()) for command in commands)
        return replace(ended, seconds=time.monotonic() - began)

    def run(self, folder: Path, command: str, is_broken: Break | None = None) -> Ended:
        """Runs a command to its end; its calls are known where one may be broken."""
        log = self.folder / "calls" if is_broken else None
        if log:
            log.unlink(missing_ok=True)
        code, said = (self.start or _as_a_program)(folder, self.words(command), is_broken, log)
        calls = tuple(log.read_text(encoding="utf-8").splitlines()) if log else ()
        return Ended(code, said, tree_of(folder), calls=calls)

    def ends(self, state: str, commands: Sequence[str]) -> tuple[Ended, ...]:
        """How it may be once the first of commands that ran at the same time was run again."""
        first, others = commands[0], sorted(set(commands[1:]) - {commands[0]})
        return self.expected(state, first), *(
            self.expected(state, other, first) for other in others
        )


Start = Callable[[Path, tuple[str, ...], Break | None, Path | None], tuple[int, str]]
"""Runs words in a folder to their end, perhaps with one call broken, its calls written into a file.

How, and said.
"""


def _as_a_program(
    folder: Path, words: tuple[str, ...], is_broken: Break | None, log: Path | None
) -> tuple[int, str]:
    program = Program(folder, words, "one", is_broken, log)
    return program.ended(), program.said


def in_this_process(
    folder: Path, words: tuple[str, ...], is_broken: Break | None, log: Path | None
) -> tuple[int, str]:
    """The same without a program of its own, which takes longer to start than to run."""
    said = io.StringIO()
    with (
        chdir(folder),
        mock.patch.object(tempfile, "tempdir", str(folder / "tmp")),
        redirect_stdout(said),
        redirect_stderr(said),
        _broken(is_broken, log),
    ):
        code = cli.main(words)
    return code, said.getvalue()


def _broken(is_broken: Break | None, log: Path | None) -> AbstractContextManager[None]:
    return Breaker(is_broken, log).at_work() if is_broken else nullcontext()


class Program:
    """A command that is running in a working folder, as the first of a session of its own."""

    def __init__(
        self,
        folder: Path,
        words: tuple[str, ...],
        name: str,
        is_broken: Break | None = None,
        log: Path | None = None,
    ) -> None:
        self._said = folder.parent / f"{folder.name} {name} said"
        self._said.touch()
        started = _FORKS.Process(target=_become, args=(folder, words, self._said, is_broken, log))
        started.start()
        self._running = started
        self.is_surely_killed = is_broken is not None and is_broken.is_kill and is_broken.is_sure
        self.sent = signal.SIGKILL if is_broken and is_broken.is_kill else 0
        """The signal that it may end by."""
        self._session = started.pid or 0

    def stop(self, number: signal.Signals) -> None:
        """Sends a signal; Ctrl-C reaches all that the program started too."""
        self.sent = number
        with suppress(ProcessLookupError):
            (os.killpg if number is signal.SIGINT else os.kill)(self._session, number)

    def ended(self) -> int:
        """Waits for its end: its exit code, or minus the number of the signal.

        999 where it does not end.
        """
        self._running.join(_LONGEST_SECONDS)
        if self._running.exitcode is not None:
            return self._running.exitcode
        self._running.kill()
        self._running.join()
        return DID_NOT_END

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8", errors="replace")

    def left(self) -> tuple[int, ...]:
        """The processes that it started and that are still there some seconds after its end.

        They are ended.
        """
        last = time.monotonic() + _LAST_SECONDS
        while (left := tuple(_of_session(self._session))) and time.monotonic() < last:
            time.sleep(0.1)
        for each in left:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        return left


_FORKS = multiprocessing.get_context("forkserver")
"""Starts each program as a copy of a process that has loaded the package.

A campaign is not about loading it.
"""
_MODULES = (each.name for each in pkgutil.walk_packages(cyps_reports.__path__, "cyps_reports."))
_FORKS.set_forkserver_preload([each for each in _MODULES if not each.endswith("__main__")])


def _become(
    folder: Path, words: tuple[str, ...], said: Path, is_broken: Break | None, log: Path | None
) -> None:
    """Goes on as `cyps-reports` in the folder, where one of its calls is broken if that is
    wanted.
    """
    # Ctrl-C is the program's from its first line to its last.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.setsid()
    os.chdir(folder)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    multiprocessing.set_start_method(_USUAL, force=True)
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, sys.stdout.fileno())
    os.dup2(output, sys.stderr.fileno())
    os.close(output)
    with _broken(is_broken, log):
        sys.argv = ["cyps-reports", *words]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            runpy.run_module("cyps_reports", run_name="__main__")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


_USUAL = "fork" if sys.platform == "linux" else "spawn"


def _of_session(session: int) -> Iterator[int]:
    """The processes of a session, where the system tells them."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session, *_ = (
                path.read_text(encoding="latin-1").rpartition(")")[2].split()
            )
        except OSError:
            continue
        if its_session == str(session) and state != "Z":
            yield int(path.parent.name)

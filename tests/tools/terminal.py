"""A terminal in an officer's folder: what is typed there, what the commands say, how they end.

All in lines, for what is approved: the words typed after a dollar sign, what is printed as it is,
complained of after an exclamation mark and asked after a question mark, the end after an equals
sign, and after a plus sign which files are there anew, otherwise or no more. Findings that were
told before are counted only.
"""

import contextlib
import hashlib
import io
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyps_reports import cli
from cyps_reports.acts.ended import CannotRun, Reason

_OF_FINDING = ("  Error: ", "  Warning: ", "  Note: ", "    ")
NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)


@dataclass
class Terminal:
    """The folder a command is run in; what was typed and said so far, line by line."""

    folder: Path
    patch: pytest.MonkeyPatch
    now: datetime = NOON
    told: list[str] = field(default_factory=list)
    _there: Mapping[Path, str] = field(default_factory=dict)
    _findings: set[str] = field(default_factory=set)
    _again: int = 0

    def __post_init__(self) -> None:
        self.patch.chdir(self.folder)
        self._there = _sums(self.folder)

    def about(self, words: str) -> None:
        """A heading: what is not as it was before, by somebody else than a command."""
        self.told += ["", f"# {words}"]
        self._there = _sums(self.folder)

    def types(self, line: str, *answers: str, environment: Mapping[str, str] | None = None) -> None:
        """Runs a command, with answers to what it asks; after the last, nobody answers."""
        self.told.append(f"$ cyps-reports {line}")
        with (
            self.patch.context() as patch,
            contextlib.redirect_stdout(_Lines(self)),
            contextlib.redirect_stderr(_Lines(self, "! ")),
        ):
            asking = _Asking(self, list(answers))
            console = replace(
                cli.CONSOLE,
                ask=asking.ask,
                ask_secret=asking.ask,
                clock=lambda: self.now,
                environment=environment or {},
            )
            patch.setattr(cli, "CONSOLE", console)
            try:
                ended: object = int(cli.main(shlex.split(line)))
            except SystemExit as left:
                ended = left.code
        self._tell_again()
        self.told.append(f"= {ended}")
        self.told += self._changes()

    def all_of(self, *lines: str) -> None:
        """Runs commands that ask nothing."""
        for line in lines:
            self.types(line)

    def tell(self, line: str) -> None:
        """Notes a line, without the place of the folder on this computer."""
        if line.startswith(_OF_FINDING):
            if line in self._findings:
                self._again += 1
                return
            self._findings.add(line)
        self._tell_again()
        self.told.append(line.replace(str(self.folder.resolve()), "FOLDER"))

    def _tell_again(self) -> None:
        """How many lines were left out, as they were told before."""
        if self._again:
            self.told.append(f"({self._again} lines of findings as before)")
            self._again = 0

    def _changes(self) -> Iterator[str]:
        before, self._there = self._there, _sums(self.folder)
        changed: dict[tuple[str, str], list[str]] = {}
        for path in sorted(before.keys() | self._there.keys()):
            was, now = before.get(path), self._there.get(path)
            if was != now:
                what = "new" if was is None else "gone" if now is None else "changed"
                changed.setdefault((what, path.parent.as_posix()), []).append(path.name)
        for (what, where), names in changed.items():
            yield f"+ {what} in {where}: {', '.join(names)}"


class _Lines(io.StringIO):
    """A stream whose lines a terminal notes, but for how a command is used: Python says that."""

    def __init__(self, terminal: Terminal, mark: str = "") -> None:
        super().__init__()
        self._terminal, self._mark, self._is_usage = terminal, mark, False

    def write(self, text: str) -> int:
        for line in text.splitlines():
            self._is_usage = line.startswith("usage:") or (self._is_usage and line[:1] == " ")
            if line.strip() and not self._is_usage:
                self._terminal.tell(f"{self._mark}{line}")
        return len(text)


@dataclass(frozen=True)
class _Asking:
    """Who answers at a terminal."""

    terminal: Terminal
    answers: list[str]

    def ask(self, question: str) -> str:
        self.terminal.tell(f"? {question}")
        if not self.answers:
            raise CannotRun(Reason.NOBODY_ANSWERS, "there is nobody to answer.")
        self.terminal.tell(f"> {self.answers[0]}")
        return self.answers.pop(0)


def _sums(folder: Path) -> dict[Path, str]:
    """A check sum of each file in a folder, by its place in it."""
    paths = (each for each in folder.rglob("*") if each.is_file())
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }

"""Asks worker processes about files, several side by side.

It answers for those that a file has ended.

A worker (`worker.py`) is a plain program of its own, so it can be asked from any thread, on any
system. It ends by itself when the program that asks has ended. Where the system starts none, this
process reads the files itself.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, takewhile
from operator import eq
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from cyps_reports.workbooks import limits
from cyps_reports.workbooks.worker_process import EndedError, Worker

if TYPE_CHECKING:
    from cyps_reports.workbooks.reading import Said


class Asked(NamedTuple):
    """What is asked about a file (`reading.ACTS`), which file, and what it is like then.

    That is when it was last written, and its bytes; None where the system does not say.
    """

    act: str
    path: Path
    state: tuple[int, int] | None


def get_ready(likely: Sequence[tuple[str, Path]] = ()) -> None:
    """Starts workers beside whatever is done until the first file is asked about.

    They begin with what will likely be asked, in that order: the answers are there the sooner.
    """
    begun = [] if _AHEAD else [_asked(act, path) for act, path in likely[:MOST_AHEAD]]
    wanted = max(_workers_for(begun), 1)
    for _ in range(wanted - len(_IDLE)):
        if worker := _started():
            _IDLE.append(worker)
    each = -(-len(begun) // wanted)
    for at in range(0, len(begun) if _IDLE else 0, max(each, 1)):
        desk = _Desk(is_ahead=True)
        for asked in begun[at : at + each]:
            desk.ask(asked)
        _AHEAD.append(desk)


def dismiss() -> None:
    """Ends the workers that wait: what they hold is wanted for something else than reading."""
    while _AHEAD:
        _AHEAD.pop().drop()
    while worker := _idle():
        worker.end()


def answers(act: str, paths: Sequence[Path]) -> Iterator[tuple[Said, ...]]:
    """What is said of each file in turn, while the workers are busy with those that follow.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for another open file or the
        like; it is no fault
            of the file.

    """
    every = [_asked(act, path) for path in paths]
    ahead = _ahead(every)
    begun = sum(ahead.values())
    further = every[begun:]
    # What else was asked ahead is wanted later.
    desks = [desk for desk, number in ahead.items() if desk.awaited == number]
    desks += [_Desk() for _ in range(_workers_for(further) - len(desks))]
    try:
        for desk, asked in zip(desks, further, strict=False):
            desk.ask(asked)
        asked_ahead = iter(every)
        for desk, number in ahead.items():
            for asked in islice(asked_ahead, number):
                yield desk.answer(asked)
        for at, asked in enumerate(further):
            desk = desks[at % len(desks)]
            answer = desk.answer(asked)
            if at + len(desks) < len(further):
                desk.ask(further[at + len(desks)])
            yield answer
    finally:
        for desk in dict.fromkeys((*ahead, *desks)):
            desk.close()


def _ahead(every: Sequence[Asked]) -> dict[_Desk, int]:
    """The desks at which the first of these were asked about before anybody wanted to know.

    Each with how many of them.
    """
    found: dict[_Desk, int] = {}
    while desk := next((each for each in _AHEAD if each.asked_of(every)), None):
        _AHEAD.remove(desk)
        found[desk] = desk.asked_of(every)
        every = every[found[desk] :]
    return found


def _asked(act: str, path: Path) -> Asked:
    try:
        told = path.stat()
    except OSError:  # it is told when the file is read
        return Asked(act, path.absolute(), None)
    return Asked(act, path.absolute(), (told.st_mtime_ns, told.st_size))


def _workers_for(every: Sequence[Asked]) -> int:
    """How many workers are worth being asked about these files; those that wait cost nothing."""
    worth = 1 + sum(each.state[1] for each in every if each.state) // WORTH_A_WORKER
    most = min(len(every), os.cpu_count() or 1, limits.MOST_WORKERS)
    return min(most, max(worth, len(_IDLE)))


class _Desk:
    """Where one file after the other is asked about.

    A worker that a file has ended is followed by a fresh one.
    """

    def __init__(self, *, is_ahead: bool = False) -> None:
        self.starter = os.getpid()
        self._is_ahead = is_ahead
        self._worker: Worker | None = None
        self._asked: deque[Asked] = deque()
        """The files that are not answered about yet, in their order."""

    def ask(self, asked: Asked) -> None:
        """A file to be answered about after those before it."""
        self._asked.append(asked)
        self._worker = self._worker or _idle() or _started()
        if self._worker:
            self._worker.ask(asked.act, asked.path)

    @property
    def awaited(self) -> int:
        """How many answers are still to come."""
        return len(self._asked)

    def asked_of(self, every: Sequence[Asked]) -> int:
        """How many of these files are the next to be answered about, and are still as they were."""
        # A desk that this process has inherited as a copy of another answers the other.
        asked = self._asked if self.starter == os.getpid() else ()
        return sum(takewhile(bool, map(eq, every, asked)))

    def answer(self, asked: Asked) -> tuple[Said, ...]:
        """What is said of the next file; where its worker has ended since, it is asked again."""
        said, ended = self._heard(asked)
        if ended and not ended.took_too_much:
            # Perhaps somebody else ended it: once more.
            said, ended = self._heard(asked)
        return (*said, *self._refused(asked, said, ended)) if ended else tuple(said)

    def _heard(self, asked: Asked) -> tuple[list[Said], EndedError | None]:
        """What is said of the file, and whether its worker ended over it."""
        if not self._asked:
            self.ask(asked)
        if self._worker is None or not self._worker.is_ready():
            self.drop()
            return list(_read_here(asked.act, asked.path)), None
        said: list[Said] = []
        try:
            for each in self._worker.answer():
                said.append(each)
        except EndedError as ended:
            self.drop()
            return said, ended
        except BaseException:
            # Half an answer is left, or more: the next one is not where it is looked for.
            self.drop()
            raise
        self._asked.popleft()
        if self._worker.is_worn:
            self.drop()
        return said, None

    def _refused(self, asked: Asked, said: Sequence[Said], ended: EndedError) -> Iterator[Said]:
        """The finding on the file over which a worker ended.

        In a zip file or an email, on what follows it too.
        """
        from cyps_reports.workbooks import refusals
        from cyps_reports.workbooks.folders import called

        name = called(PurePath(asked.path.name))
        inner = [each for each in said if isinstance(each, str)]
        refusal = refusals.OVERSIZED if ended.took_too_much else refusals.BROKEN_OFF
        yield refusal.of(inner[-1] if inner else name)
        if inner:
            yield refusals.REST_UNREAD.of(name)

    def drop(self) -> None:
        """Ends the worker; what it was asked about and has not answered is forgotten."""
        if self._worker and self._worker.starter == os.getpid():
            self._worker.end()
        self._worker = None
        self._asked.clear()

    def close(self) -> None:
        """Nothing more is asked for now.

        A worker that has answered may answer others; one that has not is ended, unless it was asked
        ahead.
        """
        if not self._worker:
            return
        if self._asked and self._is_ahead:
            _AHEAD.append(self)
        elif not self._asked and len(_IDLE) < (os.cpu_count() or 1):
            _IDLE.append(self._worker)
        else:
            self.drop()


def _read_here(act: str, path: Path) -> Iterator[Said]:
    # What reads files is loaded by the workers, and here where there are none.
    from cyps_reports.workbooks.reading import act_named

    return act_named(act)(path)


WORTH_A_WORKER = 2_000_000
"""For so many bytes of files one more worker is started, which takes as long as to read a tenth."""
MOST_AHEAD = 60
"""Files that one worker is asked about ahead; more are worth several workers."""
_IDLE: deque[Worker] = deque()
"""Workers that have answered: to start one takes longer than to read a return."""
_AHEAD: list[_Desk] = []
"""The desks at which files were asked about before anybody wanted to know, in their order."""


def _started() -> Worker | None:
    try:
        return Worker() if sys.executable else None
    except OSError:
        return None  # some offices' computers start no further processes


def _idle() -> Worker | None:
    with suppress(IndexError):
        while True:
            worker = _IDLE.popleft()
            # One that this process has inherited as a copy of another answers the other.
            if worker.starter == os.getpid():
                return worker
    return None


atexit.register(dismiss)

"""Asks worker processes about files, several side by side.

It answers for those that a file has ended.

A worker (`worker.py`) is a plain program of its own, so it can be asked from any thread, on any
system. It ends by itself when the program that asks has ended. Where the system starts none, this
process reads the files itself.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
from _thread import LockType, allocate_lock, start_new_thread
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, cast

from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import limits, reading, refusals
from cyps_reports.workbooks.folders import called
from cyps_reports.workbooks.reading import Said
from cyps_reports.workbooks.worker import TOOK_TOO_MUCH


def get_ready() -> None:
    """Starts workers beside whatever is done until the first file is asked about."""
    for _ in range(min(os.cpu_count() or 1, _READY) - len(_IDLE)):
        if worker := _started():
            _IDLE.append(worker)


def dismiss() -> None:
    """Ends the workers that wait: what they hold is wanted for something else than reading."""
    while worker := _idle():
        worker.end()


def answers(act: str, paths: Sequence[Path]) -> Iterator[tuple[Said, ...]]:
    """What is said of each file in turn, while the workers are busy with those that follow.

    Raises:
        OSError, MemoryError, ImportError: this computer has no room for another open file or the
        like; it is no fault
            of the file.

    """
    desks = [_Desk() for _ in range(min(len(paths), os.cpu_count() or 1, limits.MOST_WORKERS))]
    try:
        for desk, path in zip(desks, paths, strict=False):
            desk.ask(act, path)
        for at in range(len(paths)):
            desk = desks[at % len(desks)]
            answer = desk.answer()
            if at + len(desks) < len(paths):
                desk.ask(act, paths[at + len(desks)])
            yield answer
    finally:
        for desk in desks:
            desk.close()


class _EndedError(Exception):
    """A worker ended before it had answered; `took_too_much` where the file ran over its budget."""

    def __init__(self, *, took_too_much: bool) -> None:
        super().__init__()
        self.took_too_much = took_too_much


class _Desk:
    """Where one file after the other is asked about.

    A worker that a file has ended is followed by a fresh one.
    """

    def __init__(self) -> None:
        self._worker: _Worker | None = None
        self._asked = ("", Path())
        self._has_answered = True

    def ask(self, act: str, path: Path) -> None:
        """The file to be answered about next."""
        self._asked, self._has_answered = (act, path), False
        self._worker = self._worker or _idle() or _started()
        if self._worker:
            self._worker.ask(act, path)

    def answer(self) -> tuple[Said, ...]:
        """What is said of the file that was asked about last."""
        said, ended = self._heard()
        if ended and not ended.took_too_much:
            # Perhaps somebody else ended it: once more.
            self.ask(*self._asked)
            said, ended = self._heard()
        told = tuple(self._refused(said, ended)) if ended else ()
        self._has_answered = True
        return (*said, *told)

    def _heard(self) -> tuple[list[Said], _EndedError | None]:
        """What is said of the file, and whether its worker ended over it."""
        act, path = self._asked
        if self._worker is None or not self._worker.is_ready():
            self._drop()
            return list(reading.act_named(act)(path)), None
        said = list[Said]()
        try:
            for each in self._worker.answer():
                said.append(each)
        except _EndedError as ended:
            self._drop()
            return said, ended
        if self._worker.is_worn:
            self._drop()
        return said, None

    def _refused(self, said: Sequence[Said], ended: _EndedError) -> Iterator[Said]:
        """The finding on the file over which a worker ended.

        In a zip file or an email, on what follows it too.
        """
        name = called(PurePath(self._asked[1].name))
        inner = [each for each in said if isinstance(each, str)]
        refusal = refusals.OVERSIZED if ended.took_too_much else refusals.BROKEN_OFF
        yield refusal.of(inner[-1] if inner else name)
        if inner:
            yield refusals.REST_UNREAD.of(name)

    def _drop(self) -> None:
        if self._worker:
            self._worker.end()
        self._worker = None

    def close(self) -> None:
        """Nothing more is asked.

        A worker that has answered may answer others, one that has not is ended.
        """
        if self._worker and self._has_answered and len(_IDLE) < (os.cpu_count() or 1):
            _IDLE.append(self._worker)
        else:
            self._drop()


_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from cyps_reports.workbooks.worker import main; main()"
)


class _Worker:
    """A worker process as it is seen from here."""

    def __init__(self) -> None:
        """Starts it. Raises OSError where the system does not."""
        self.is_worn = False
        self.starter = os.getpid()
        self._was_ready = self._was_stopped = self._has_own_memory = False
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def ask(self, act: str, path: Path) -> None:
        """Hands over a file to be answered about."""
        with suppress(OSError):  # that it has ended shows when it should answer
            pickle.dump(
                (act, str(path.absolute())), self._requests
            )  # the folder it works in may be another
            self._requests.flush()

    def is_ready(self) -> bool:
        """Whether it has started as it should."""
        with suppress(_EndedError):
            if not self._was_ready:
                self._has_own_memory = self._next() is True
                self._was_ready = True
        return self._was_ready

    def answer(self) -> Iterator[Said]:
        """What it says of the file.

        Raises:
            _EndedError: it ended first.
            OSError, MemoryError, ImportError: this computer has no room for the file.

        """
        while not isinstance(said := self._next(), bool):
            if isinstance(said, OSError | MemoryError | ImportError):
                raise said
            yield said
        self.is_worn = not said

    def _next(self) -> Said | bool | OSError | MemoryError | ImportError:
        try:
            # Nobody but our own process writes there.
            with self._waited_for():
                said: Said | bool | OSError | MemoryError | ImportError = pickle.load(self._answers)
        except OF_MEMORY:  # this process was given none
            self._process.kill()
            raise
        except Exception:  # half an answer raises nearly anything
            self._process.kill()
            ended = self._process.wait()
            if ended == -signal.SIGABRT and not self._has_own_memory:
                raise MemoryError from None
            is_too_much = self._was_stopped or ended in _ENDS_OF_TOO_MUCH
            raise _EndedError(took_too_much=is_too_much) from None
        return said

    @contextmanager
    def _waited_for(self) -> Iterator[None]:
        """Ends the process after a while where the system does not count its processor time."""
        if hasattr(signal, "setitimer"):
            yield
            return
        has_answered = allocate_lock()
        has_answered.acquire()
        try:
            # For a `Thread`, Python waits until it has begun: for ever where memory is short.
            start_new_thread(self._stop_unless, (has_answered,))
        except RuntimeError:  # there is no room for it
            raise MemoryError from None
        try:
            yield
        finally:
            has_answered.release()

    def _stop_unless(self, has_answered: LockType) -> None:
        if not has_answered.acquire(timeout=limits.FILE_WAIT_SECONDS):
            self._was_stopped = True
            self._process.kill()

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self._process.kill()
        with suppress(OSError):
            self._requests.close()
        self._answers.close()
        self._process.wait()


# By itself; by the system's clock; by a library that was given no more memory, also as Windows says
# it.
_ENDS_OF_TOO_MUCH = (
    TOOK_TOO_MUCH,
    -getattr(signal, "SIGPROF", TOOK_TOO_MUCH),
    -signal.SIGABRT,
    0xC0000409,
)
_READY = 2
"""Workers that are started at once: the plan workbook has one, and few months are worth more."""
_IDLE: deque[_Worker] = deque()
"""Workers that have answered: to start one takes longer than to read a return."""


def _started() -> _Worker | None:
    try:
        return _Worker() if sys.executable else None
    except OSError:
        return None  # some offices' computers start no further processes


def _idle() -> _Worker | None:
    with suppress(IndexError):
        while True:
            worker = _IDLE.popleft()
            # One that this process has inherited as a copy of another answers the other.
            if worker.starter == os.getpid():
                return worker
    return None


atexit.register(dismiss)

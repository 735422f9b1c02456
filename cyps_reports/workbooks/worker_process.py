"""A worker process as it is seen from the program that asks it about files (`worker.py`)."""

from __future__ import annotations

import os
import pickle
import signal
from _thread import LockType, allocate_lock, start_new_thread
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from cyps_reports.machine import OF_MEMORY
from cyps_reports.meanwhile.process import process_of, program_of
from cyps_reports.workbooks import limits
from cyps_reports.workbooks.limits import TOOK_TOO_MUCH

if TYPE_CHECKING:
    from cyps_reports.workbooks.reading import Said


class EndedError(Exception):
    """A worker ended before it had answered; `took_too_much` where the file ran over its budget."""

    def __init__(self, *, took_too_much: bool) -> None:
        super().__init__()
        self.took_too_much = took_too_much


START = program_of("cyps_reports.workbooks.worker")


class Worker:
    """A worker process; it answers one file after another, in the order in which they are asked."""

    def __init__(self) -> None:
        """Starts it. Raises OSError where the system does not."""
        self.is_worn = False
        self.starter = os.getpid()
        self._was_ready = self._was_stopped = self._has_own_memory = False
        self._process = process_of(START)
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        _widen(self._answers)

    def ask(self, act: str, path: Path) -> None:
        """Hands over a file to be answered about."""
        with suppress(OSError):  # that it has ended shows when it should answer
            pickle.dump(
                (act, str(path.absolute())), self._requests
            )  # the folder it works in may be another
            self._requests.flush()

    def is_ready(self) -> bool:
        """Whether it has started as it should."""
        with suppress(EndedError):
            if not self._was_ready:
                self._has_own_memory = self._next() is True
                self._was_ready = True
        return self._was_ready

    def answer(self) -> Iterator[Said]:
        """What it says of the file.

        Raises:
            EndedError: it ended first.
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
            raise EndedError(took_too_much=is_too_much) from None
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


def _widen(pipe: IO[bytes]) -> None:
    """Has a pipe hold what is said of several files, where the system can (Linux).

    Else a worker waits with the second one until somebody listens.
    """
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


_PIPE_BYTES = 1 << 20
"""As much as the system gives without asking further."""

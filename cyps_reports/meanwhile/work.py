"""One piece of work that a process of its own does meanwhile.

It is for what takes long and shares nothing with what goes on here. It opens nothing from outside,
so it needs no budget as the readers of files do (`workbooks/worker.py`). Where the system starts no
process, or where it ends too soon, the work is done here.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from _thread import start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Generic, TypeVar, cast

from cyps_reports.meanwhile.process import process_of, program_of

Given = TypeVar("Given")
Made = TypeVar("Made")


class Meanwhile(Generic[Given, Made]):
    """A function of a module, what it is given, and what it makes of that in a process of its own.

    It makes it here where there is no process.
    """

    def __init__(
        self,
        function: Callable[[Given], Made],
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self._function = function
        self._process = process
        self._given: list[Given] = []
        if process:
            _send(process, _pickled(function))

    @property
    def has_process(self) -> bool:
        """Whether it is made while something else is done here."""
        return self._process is not None

    def give(self, given: Given) -> None:
        """What the function is to work on."""
        self._given.append(given)
        if self._process:
            try:
                # Until the process is ready it takes no more than a little.
                start_new_thread(_send, (self._process, _pickled(given)))
            except RuntimeError:  # there is no room for a thread
                self._process.kill()

    def made(self) -> Made:
        """What came of it, once it is there; what was given is forgotten.

        Raises:
            Exception: what the function raises.

        """
        given = self._given.pop()
        if self._process:
            with suppress(OSError, EOFError, pickle.UnpicklingError):
                # Nobody but our own process writes there.
                made: Made = pickle.load(cast("IO[bytes]", self._process.stdout))
                return made
        return self._function(given)

    def end(self) -> None:
        """Ends the process, whatever it is doing; what is still wanted is made here."""
        if self._process:
            self._process.kill()
            for stream in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    cast("IO[bytes]", stream).close()
            self._process.wait()
        self._process = None


def _pickled(what: object) -> bytes:
    return pickle.dumps(what, pickle.HIGHEST_PROTOCOL)


def _send(process: subprocess.Popen[bytes], told: bytes) -> None:
    # That it has ended, and its input is closed, shows when it should answer.
    with suppress(OSError, ValueError):
        requests = cast("IO[bytes]", process.stdin)
        requests.write(told)
        requests.flush()


@contextmanager
def meanwhile(
    function: Callable[[Given], Made], *, is_wanted: bool = True
) -> Iterator[Meanwhile[Given, Made]]:
    """A process that gets ready for a function of one argument while that is put together here.

    None is started where it is not wanted, or where there is one processor. It ends on leaving.
    """
    is_started = is_wanted and (os.cpu_count() or 1) > 1
    work = Meanwhile(function, _started() if is_started else None)
    try:
        yield work
    finally:
        work.end()


def _started() -> subprocess.Popen[bytes] | None:
    try:
        return process_of(program_of("cyps_reports.meanwhile.worker")) if sys.executable else None
    except OSError:
        return None

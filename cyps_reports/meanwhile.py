"""One piece of work that a process of its own does meanwhile.

It is for what takes long and shares nothing with what goes on here. It opens nothing from outside,
so it needs no budget as the readers of files do (`workbooks/worker.py`). Where the system starts no
process, or where it ends too soon, the work is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Generic, TypeVar, cast

Given = TypeVar("Given")
Made = TypeVar("Made")


class Meanwhile(Generic[Given, Made]):
    """A function of a module, what it is given, and what it makes of that in a process of its own.

    `process` is None where all is done here.
    """

    def __init__(
        self, function: Callable[[Given], Made], process: subprocess.Popen[bytes] | None
    ) -> None:
        self._function = function
        self._process = process
        self._given: list[Given] = []
        self._tell(function)

    def give(self, given: Given) -> None:
        """What the function is to work on."""
        self._given.append(given)
        self._tell(given)

    def made(self) -> Made:
        """What came of it, once it is there.

        Raises:
            Exception: what the function raises.

        """
        if self._process:
            with suppress(OSError, EOFError, pickle.UnpicklingError):
                # Nobody but our own process writes there.
                made: Made = pickle.load(cast("IO[bytes]", self._process.stdout))
                return made
        return self._function(*self._given)

    def _tell(self, what: object) -> None:
        if self._process:
            requests = cast("IO[bytes]", self._process.stdin)
            with suppress(OSError):  # that it has ended shows when it should answer
                pickle.dump(what, requests, pickle.HIGHEST_PROTOCOL)
                requests.flush()


@contextmanager
def meanwhile(function: Callable[[Given], Made]) -> Iterator[Meanwhile[Given, Made]]:
    """A process that gets ready for a function of one argument while that is put together here.

    None is started where there is one processor. On leaving it is ended, whatever it is doing.
    """
    process = _started() if (os.cpu_count() or 1) > 1 else None
    try:
        yield Meanwhile(function, process)
    finally:
        if process:
            _end(process)


_START = "import sys; sys.path[:] = sys.argv[1:]; from cyps_reports.meanwhile import main; main()"


def _started() -> subprocess.Popen[bytes] | None:
    if not sys.executable:
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None  # some offices' computers start no further processes


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            cast("IO[bytes]", stream).close()
    process.wait()


def main() -> None:
    """Applies a function to what it is given; both are read from the standard input.

    What it makes is written to the standard output. Where it raises, it writes nothing: the work is
    done once more by whoever asked, who raises the same.
    """
    # Ctrl-C is for the program that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It ends before what is unused is worth looking for.
    gc.disable()
    function = pickle.load(sys.stdin.buffer)
    made = function(pickle.load(sys.stdin.buffer))
    pickle.dump(made, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)

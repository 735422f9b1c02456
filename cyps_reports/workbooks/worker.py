"""The process that opens files from outside, one after another.

Where a file breaks a reader, it breaks this process.

It is asked on its standard input and answers on its standard output, in pickles that only the two
of them write. Each file has a budget of processor time and of memory. Where the system keeps it, a
file that takes more ends the process.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import limits, reading
from cyps_reports.workbooks.grid import Book
from cyps_reports.workbooks.limits import TOOK_TOO_MUCH

_SECONDS_BETWEEN_LOOKS = 0.2


def main() -> None:
    """Answers until the standard input ends.

    That is when the program that asks has ended, however it ended.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get among the answers; Ctrl-C is for the program that asks.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where calamine is given no memory and wants to tell at which place, it may wait for itself for
    # ever.
    os.environ["RUST_BACKTRACE"] = "0"
    # What refers to itself is looked for when nobody waits: it must not count against the next
    # file.
    gc.freeze()
    gc.disable()
    clock, has_own_memory, peak_at_start = _Clock(), _bound_memory(), _peak()
    _send(answers, has_own_memory)
    while asked := _asked(requests):
        act, path = asked
        clock.start()
        try:
            for said in reading.act_named(act)(Path(path)):
                _send(answers, said)
                if isinstance(said, Book):
                    clock.start()
        except OSError as problem:
            _send(answers, problem)
        except OF_MEMORY as problem:
            if has_own_memory:
                os._exit(TOOK_TOO_MUCH)
            _send(answers, problem)
        clock.stop()
        gc.collect()
        _send(answers, not _is_worn(peak_at_start))


def _asked(requests: BinaryIO) -> tuple[str, str] | None:
    """What is asked next, and of which file; None where nobody asks any more.

    No thread listens for that while a file is read: where memory is short, Python waits for ever
    for a thread that never began, and a file takes no longer than its budget.
    """
    try:
        asked: tuple[str, str] = pickle.load(requests)
    except (EOFError, pickle.UnpicklingError):
        return None
    return asked


def _send(answers: BinaryIO, said: object) -> None:
    """Whole, or not at all where there is no room for it."""
    answers.write(pickle.dumps(said, pickle.HIGHEST_PROTOCOL))
    answers.flush()


class _Clock:
    """Ends the process when it has computed for longer than a file may take.

    Counted since the clock was started.

    The system counts processor time where it can, and ends a process that waits far longer for
    something, as for a lock that nobody gives back; elsewhere (Windows) a thread looks now and
    then.
    """

    def __init__(self) -> None:
        self._end = float("inf")
        self._is_kept_by_system = hasattr(signal, "setitimer")
        if not self._is_kept_by_system:
            threading.Thread(target=self._look, daemon=True).start()

    def start(self) -> None:
        self._set(limits.FILE_SECONDS)

    def stop(self) -> None:
        self._set(0)

    def _set(self, seconds: float) -> None:
        if self._is_kept_by_system:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, limits.FILE_WAIT_SECONDS if seconds else 0)
        else:
            self._end = time.process_time() + seconds if seconds else float("inf")

    def _look(self) -> None:
        while True:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
            if time.process_time() > self._end:
                os._exit(TOOK_TOO_MUCH)


def _bound_memory() -> bool:
    """Takes no more memory from now on than a file may.

    Whether it is this bound that memory will end at.

    It is not where the system knows no such bound, or where whoever started the program set a lower
    one.
    """
    try:
        import resource
    except ImportError:  # Windows
        return False
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    given = [
        each
        for each in (soft, resource.getrlimit(resource.RLIMIT_AS)[0])
        if each != resource.RLIM_INFINITY
    ]
    resource.setrlimit(resource.RLIMIT_DATA, (min([limits.FILE_BYTES, *given]), hard))
    return all(each > limits.FILE_BYTES for each in given)


def _is_worn(peak_at_start: int) -> bool:
    """Whether a large file has left the process so large that the next one deserves a fresh one."""
    return _peak() > max(limits.WORN_BYTES, peak_at_start)


def _peak() -> int:
    """The most memory in bytes that the process has held; 0 where the system does not say.

    On Linux it begins with what the process held that started this one.
    """
    try:
        import resource
    except ImportError:
        return 0
    # Macs count bytes, others kilobytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

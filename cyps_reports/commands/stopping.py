"""Ctrl-C, and the system's wish that a program ends: heard once, and not while something is being kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


class Stop:
    """Raises KeyboardInterrupt where the run is told to stop: once, so that its last words are said to the end."""

    def __init__(self) -> None:
        self._is_busy = self._is_asked = self._is_told = False

    def ask(self, *_: object) -> None:
        """What a signal comes to."""
        self._is_asked = True
        if not self._is_busy:
            self._tell()

    def no_more(self) -> None:
        """What is left is only said, and is said to the end."""
        self._is_told = True

    @contextmanager
    def later(self) -> Iterator[None]:
        """Keeps it for the end of what must not be left half done."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False
        if self._is_asked:
            self._tell()

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Hears the signals meanwhile; those that the system was told to pass over are passed over."""
    stop = Stop()
    before = {}
    if threading.current_thread() is threading.main_thread():
        numbers = (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name))
        heard = [each for each in numbers if signal.getsignal(each) not in (signal.SIG_IGN, None)]
        before = {each: signal.signal(each, stop.ask) for each in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

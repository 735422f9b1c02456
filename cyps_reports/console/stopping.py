"""Ctrl-C, and the system's wish that a program ends.

Heard once, and not while something is being kept.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")

Handler = Callable[[int, FrameType | None], object] | int | signal.Handlers | None


class Stop:
    """Raises KeyboardInterrupt where the run is told to stop.

    Once, so that its last words are said to the end.
    """

    def __init__(self) -> None:
        self._is_busy = self._is_told = False
        self.is_asked = False

    def ask(self, *_: object) -> None:
        """What a signal comes to."""
        self.is_asked = True
        if not self._is_busy:
            self._tell()

    def wants_to_stop(self) -> bool:
        """Whether it was told to stop."""
        return self.is_asked

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
        if self.is_asked:
            self._tell()

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            raise KeyboardInterrupt


def hear(handler: Callable[..., object]) -> dict[int, Handler]:
    """From now on the signals come to it alone.

    Their handlers of before are given back.

    Those that the system was told to pass over are passed over. Only a program's main thread hears
    signals.
    """
    if threading.current_thread() is not threading.main_thread():
        return {}
    numbers = (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name))
    heard = [number for number in numbers if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    return {each: signal.signal(each, handler) for each in heard}


def be_deaf(heard: Iterable[int]) -> None:
    """These signals just end the process, as is best for one that only works for another."""
    for number in heard:
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Hears the signals meanwhile."""
    stop = Stop()
    before = hear(stop.ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""One of a program's calls to the system is broken: it fails, or the program is killed there.

It works on every system, as it stands between Python and the system.
"""

import builtins
import errno
import io
import os
import signal
import socket
import ssl
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from cyps_reports import locations

try:
    import fcntl
except ImportError:  # Windows has other locks
    fcntl = None  # type: ignore[assignment]

KILLED_BEFORE, KILLED_AFTER = "killed before", "killed after"

ERRORS = {
    "open": ("EIO", "EMFILE", "ENFILE", "ENOMEM"),
    "create": ("ENOSPC", "EIO", "EACCES", "EMFILE", "EROFS", "EDQUOT"),
    "read": ("EIO", "ENOMEM", "ESTALE"),
    "write": ("ENOSPC", "EIO", "EDQUOT", "EFBIG"),
    "fsync": ("EIO", "ENOSPC", "EINVAL"),
    "stat": ("EIO", "EACCES", "ENOMEM"),
    "listdir": ("EIO", "EMFILE", "EACCES"),
    "scandir": ("EIO", "EMFILE", "EACCES"),
    "mkdir": ("EACCES", "ENOSPC", "EROFS", "EIO"),
    "replace": ("EACCES", "EIO", "ENOSPC", "EROFS", "EBUSY"),
    "unlink": ("EACCES", "EIO", "EROFS", "EBUSY"),
    "dup": ("EMFILE",),
    "flock": ("ENOLCK", "EIO", "EOPNOTSUPP"),
    "connect": ("ECONNREFUSED", "ENETUNREACH", "ETIMEDOUT", "EMFILE"),
    "send": ("EPIPE", "ECONNRESET", "ENETDOWN"),
    "receive": ("ECONNRESET", "ETIMEDOUT"),
}
"""The kinds of calls, and the errors that the system may give each."""

_OF_THE_SYSTEM = {
    "stat": (os, "stat"),
    "listdir": (os, "listdir"),
    "scandir": (os, "scandir"),
    "mkdir": (os, "mkdir"),
    "replace": (os, "replace"),
    "unlink": (os, "unlink"),
    "fsync": (os, "fsync"),
    "dup": (os, "dup"),
    "flock": (fcntl, "flock"),
    "connect": (socket, "create_connection"),
}
_OF_SOCKETS = {"send": "sendall", "receive": "recv"}


def of_kind(kind: str, calls: Sequence[str]) -> list[str]:
    return [each for each in calls if each.startswith(f"{kind} ")]


@dataclass(frozen=True)
class Break:
    """Which call of its kind is broken, counted from 0, and how.

    By the name of an error, or by a kill.

    Where it `stays`, every later call of the same kind fails too, as on a disk that is full.
    """

    kind: str = ""
    number: int = 0
    what: str = ""
    stays: bool = False

    @property
    def is_kill(self) -> bool:
        return self.what in (KILLED_BEFORE, KILLED_AFTER)

    @property
    def is_sure(self) -> bool:
        """Whether there is always such a call.

        In how many pieces an answer is received, nobody knows before.
        """
        return self.kind != "receive"

    def is_reached(self, calls: Sequence[str]) -> bool:
        """Whether there was such a call, or need not have been."""
        return not self.is_sure or len(of_kind(self.kind, calls)) > self.number


class Breaker:
    """Counts the calls that have to do with the office's files and the network, and breaks one."""

    def __init__(self, is_broken: Break, log: Path | None = None) -> None:
        self._done: Counter[str] = Counter()
        self._break, self._process = is_broken, os.getpid()
        self._log = log.open("a", buffering=1, encoding="utf-8") if log else None
        places = (Path(), Path(tempfile.gettempdir()), locations.built_in())
        self._places = tuple(str(each.resolve()) for each in places)

    def do(self, kind: str, about: object, call: Callable[[], Any]) -> Any:
        """The call, or what becomes of it."""
        if os.getpid() != self._process:
            return call()
        number = self._done[kind]
        self._done[kind] += 1
        if self._log:
            self._log.write(f"{kind} {about}\n")
        is_now = (kind, number) == (self._break.kind, self._break.number)
        is_later = kind == self._break.kind and number > self._break.number
        if is_now and self._break.what == KILLED_BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        if (is_now or (is_later and self._break.stays)) and self._break.what in errno.__dict__:
            code = getattr(errno, self._break.what)
            raise OSError(code, os.strerror(code), str(about))
        try:
            return call()
        finally:
            if is_now and self._break.what == KILLED_AFTER:
                os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Stands between the program and the system meanwhile."""
        with ExitStack() as stack:
            if self._log:
                stack.enter_context(self._log)
            for kind, (module, name) in _OF_THE_SYSTEM.items():
                if module:
                    stack.enter_context(
                        mock.patch.object(module, name, self._between(kind, getattr(module, name)))
                    )
            stack.enter_context(mock.patch.object(os, "open", self._os_open(os.open)))
            opened = self._open(io.open)
            stack.enter_context(mock.patch.object(builtins, "open", opened))
            stack.enter_context(mock.patch.object(io, "open", opened))
            for kind, name in _OF_SOCKETS.items():
                whole = getattr(ssl.SSLSocket, name)
                stack.enter_context(
                    mock.patch.object(ssl.SSLSocket, name, self._of_socket(kind, whole))
                )
            yield

    def _between(self, kind: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def between(*words: Any, **options: Any) -> Any:
            about = words[0] if words else "."
            if isinstance(about, str | os.PathLike) and not self._counts(about):
                return call(*words, **options)
            return self.do(kind, about, lambda: call(*words, **options))

        return between

    def _of_socket(self, kind: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def between(sock: object, *words: Any) -> Any:
            return self.do(kind, "the mail server", lambda: call(sock, *words))

        return between

    def _os_open(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: str, flags: int, *words: Any, **options: Any) -> int:
            if not self._counts(path):
                return call(path, flags, *words, **options)
            kind = "create" if flags & os.O_CREAT else "open"
            return int(self.do(kind, path, lambda: call(path, flags, *words, **options)))

        return opened

    def _open(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(
            file: Any, mode: str = "r", buffering: int = -1, *words: Any, **options: Any
        ) -> Any:
            if not isinstance(file, str | os.PathLike) or not self._counts(file):
                return call(file, mode, buffering, *words, **options)
            raw = self.do(
                "open" if "r" in mode else "create", file, lambda: _File(self, file, mode)
            )
            buffered = (
                io.BufferedRandom
                if "+" in mode
                else io.BufferedReader
                if "r" in mode
                else io.BufferedWriter
            )
            return (
                buffered(raw) if "b" in mode else io.TextIOWrapper(buffered(raw), *words, **options)
            )

        return opened

    def _counts(self, path: Any) -> bool:
        """Whether a file is the office's or the program's own, and not one of Python."""
        whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - to resolve links would take calls of its own
        return whole == os.devnull or whole.startswith(self._places)


class _File(io.FileIO):
    """A file of which reading and writing may fail."""

    def __init__(self, breaker: Breaker, path: Any, mode: str) -> None:
        self._breaker = breaker
        super().__init__(path, mode.replace("b", "").replace("t", ""))

    def readall(self) -> bytes:
        read = super().readall
        return bytes(self._breaker.do("read", self.name, read))

    def readinto(self, buffer: Any) -> int:
        read = super().readinto
        return int(self._breaker.do("read", self.name, lambda: read(buffer)))

    def write(self, content: Any) -> int:
        write = super().write
        return int(self._breaker.do("write", self.name, lambda: write(content)))

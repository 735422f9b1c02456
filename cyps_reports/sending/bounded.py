"""A connection to a mail server on which nothing lasts for ever.

Each step has its time, each answer its length.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time

_LONGEST_ANSWER = 64 * 1024
_PIECE = 16 * 1024

# Windows hears Ctrl-C only between two looks at the network.
_LOOK_SECONDS = 1.0


class BoundedSMTP(smtplib.SMTP):
    """What is sent, and what is answered, is over within `timeout` seconds each.

    However slowly it comes.

    A server that says what it was not asked for is hung up on: its next answer would be taken for
    another one.
    """

    def send(self, s: object) -> None:
        """Sends a command or a text.

        Raises:
            SMTPServerDisconnected: it did not go out in time, or the server said something in
                between.

        """
        content = s.encode(self.command_encoding) if isinstance(s, str) else bytes(s)  # type: ignore[call-overload]
        if self.sock and self._answers().is_anything_there():
            self.close()
            raise smtplib.SMTPServerDisconnected("out of step")
        deadline = time.monotonic() + self.timeout
        for start in range(0, len(content), _PIECE):
            if self.sock:
                self.sock.settimeout(max(0.001, deadline - time.monotonic()))
            super().send(content[start : start + _PIECE])

    def getreply(self) -> tuple[int, bytes]:
        """The server's answer: its number, -1 where it has none, and its words."""
        self._answers().begin(self.timeout)
        return super().getreply()

    def _answers(self) -> _Answers:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        # smtplib forgets it where the encryption begins: what was said before that does not count.
        if not isinstance(self.file, _Answers):
            self.file = _Answers(self.sock, self.timeout)
        return self.file


class BoundedSMTPS(BoundedSMTP, smtplib.SMTP_SSL):
    """The same, encrypted from the start."""


class _Answers:
    """What the server says, as smtplib reads it: line by line."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._held = b""
        self.begin(seconds)

    def begin(self, seconds: float) -> None:
        """The next answer has these seconds, and the usual length."""
        self._seconds, self._deadline, self._left = (
            seconds,
            time.monotonic() + seconds,
            _LONGEST_ANSWER,
        )

    def readline(self, limit: int) -> bytes:
        """The next line, or as much of it as the limit allows.

        "" where the server has hung up, also within a line.

        Raises:
            OSError: it takes too long, in time or in letters.

        """
        while b"\n" not in self._held and len(self._held) < limit:
            more = self._received()
            if not more:
                return b""
            self._held += more
        end = self._held.find(b"\n", 0, limit) + 1 or limit
        line, self._held = self._held[:end], self._held[end:]
        self._left -= len(line)
        if self._left < 0:
            raise OSError("the answer never ends")
        return line

    def _received(self) -> bytes:
        try:
            while (left := self._deadline - time.monotonic()) > 0:
                self._sock.settimeout(min(left, _LOOK_SECONDS))
                try:
                    return self._sock.recv(4096)
                except TimeoutError:
                    continue
            raise TimeoutError
        finally:
            self._sock.settimeout(self._seconds)

    def is_anything_there(self) -> bool:
        """Whether the server has said something that is not read yet, or has hung up."""
        if self._held:
            return True
        self._sock.settimeout(0)
        try:
            self._held = self._sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True
        finally:
            self._sock.settimeout(self._seconds)
        return True

    def close(self) -> None:
        """Nothing more is read."""
        self._held = b""

"""A mail server that misbehaves at random, and counts what it took."""

import random
import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum


class Deed(StrEnum):
    """What a server may do in place of answering as it should."""

    REFUSE = "refuses"
    LATER = "asks to try later"
    CLOSING = "says 421 and hangs up"
    HANG_UP = "hangs up"
    RESET = "breaks the connection"
    CUT = "hangs up in the middle of its answer"
    SILENT = "says nothing"
    GARBAGE = "answers with anything"
    NUMBER = "answers with a number that means nothing"
    TWICE = "answers twice"
    AHEAD = "answers what it was not asked yet"
    LATE = "answers twice, the second time a little later"
    ENDLESS = "answers in lines without end"
    DRIP = "answers letter by letter, without end"
    LONG = "answers in one line without end"
    SIGNAL = "has the run stopped"


_WITHOUT_SIGNAL = tuple(each for each in Deed if each is not Deed.SIGNAL)
_SAYS_YES = (None, Deed.TWICE, Deed.AHEAD, Deed.LATE, Deed.SIGNAL)
_ANSWERS = {
    "greeting": b"220 mail.council.example\r\n",
    "EHLO": b"250-mail.council.example\r\n250-STARTTLS\r\n250-AUTH CRAM-MD5 PLAIN LOGIN\r\n250 "
    b"8BITMIME\r\n",
    "STARTTLS": b"220 go ahead\r\n",
    "AUTH": b"235 welcome\r\n",
    "DATA": b"354 go on\r\n",
    "end": b"250 queued\r\n",
    "QUIT": b"221 bye\r\n",
}


class HungUpError(Exception):
    """The connection is over."""


@dataclass
class Mood:
    """How a server behaves for a while.

    How many misdeeds are left, how likely one is, and at which steps.
    """

    dice: random.Random
    left: int = 0
    likely: float = 0.0
    signals: bool = False
    steps: tuple[str, ...] = ()
    done: list[str] = field(default_factory=list)

    def is_time(self, step: str) -> bool:
        """Whether it misbehaves now."""
        if (
            self.left <= 0
            or (self.steps and step not in self.steps)
            or self.dice.random() > self.likely
        ):
            return False
        self.left -= 1
        return True

    def deed(self, step: str) -> Deed | None:
        if not self.is_time(step):
            return None
        deed = self.dice.choice(tuple(Deed) if self.signals else _WITHOUT_SIGNAL)
        self.done.append(f"{step}: {deed}")
        return deed


class HostileServer:
    """Serves one connection after the other until it is closed.

    `taken` counts each email for each recipient.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self.mood = Mood(random.Random(0))
        self.taken: Counter[tuple[str, str]] = Counter()
        self.signal: Callable[[], None] = lambda: None
        self._context = context
        self._listening = socket.create_server(("localhost", 0))
        self.port: int = self._listening.getsockname()[1]
        self._caller: socket.socket | None = None
        self._is_over = False
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._is_over = True
        with suppress(OSError):
            socket.create_connection(("localhost", self.port), 5).close()
        self._thread.join(30)
        assert not self._thread.is_alive()
        self._listening.close()

    def _serve(self) -> None:
        while not self._is_over:
            self._caller, _ = self._listening.accept()
            self._caller.settimeout(20)
            try:
                if not self._is_over:
                    _Talk(self, self._caller, self._context).hold()
            except (HungUpError, OSError, ValueError):
                pass
            finally:
                self._caller.close()


class _Talk:
    """One conversation."""

    def __init__(
        self, server: HostileServer, caller: socket.socket, context: ssl.SSLContext
    ) -> None:
        self._server, self._caller, self._context = server, caller, context
        self._mood = server.mood
        self._held = b""
        self._recipients: list[str] = []

    def hold(self) -> None:
        try:
            self._answer("greeting")
            while True:
                self._obey(self._line().decode("latin-1").strip())
        finally:
            self._caller.close()

    def _obey(self, line: str) -> None:
        word = line.split(" ", 1)[0].upper()
        match word:
            case "MAIL":
                self._recipients = []
                self._answer(word)
            case "RCPT":
                if self._answer(word):
                    self._recipients.append(line.split("<")[1].rstrip(">"))
            case "DATA":
                if self._answer(word):
                    self._take(self._content())
            case "STARTTLS":
                if self._answer(word):
                    self._encrypt()
            case "QUIT":
                self._answer(word)
                raise HungUpError
            case _:
                self._answer(word)

    def _encrypt(self) -> None:
        if (deed := self._mood.deed("handshake")) is not None:
            if deed is Deed.SILENT:
                self._wait()
            self._caller.sendall(self._mood.dice.randbytes(self._mood.dice.randrange(200)))
            raise HungUpError
        self._caller = self._context.wrap_socket(self._caller, server_side=True)
        self._held = b""

    def _content(self) -> bytes:
        """The email; now and then only its beginning is waited for."""
        dice = self._mood.dice
        if self._mood.is_time("content"):
            self._mood.done.append("content: hangs up")
            self._read_some(dice.randrange(1, 200_000))
            raise HungUpError
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            content += self._line()
        return content

    def _take(self, content: bytes) -> None:
        """The server's own truth: it takes the email before it says so, or does not."""
        deed = self._mood.deed("end")
        refuses = deed in (Deed.REFUSE, Deed.LATER)
        says_yes = deed in _SAYS_YES
        if says_yes or (not refuses and self._mood.dice.random() < 0.5):
            found = re.search(rb"(?im)^Message-ID:\s*(\S+)", content)
            assert found
            self._server.taken.update((found[1].decode(), each) for each in self._recipients)
        self._do(deed, _ANSWERS["end"])

    def _answer(self, step: str) -> bool:
        """Answers; whether it was a yes."""
        deed = self._mood.deed(step)
        self._do(deed, _ANSWERS.get(step, b"250 OK\r\n"))
        return deed in _SAYS_YES

    def _do(self, deed: Deed | None, answer: bytes) -> None:
        if deed is Deed.SIGNAL:
            self._server.signal()
        if deed in (Deed.ENDLESS, Deed.DRIP, Deed.LONG):
            self._without_end(deed, answer)
        if deed is Deed.SILENT:
            self._wait()
        if deed is Deed.RESET:
            self._caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self._caller.sendall(self._said(deed, answer))
        if deed in (Deed.CLOSING, Deed.HANG_UP, Deed.RESET, Deed.CUT):
            raise HungUpError
        if deed is Deed.LATE:
            time.sleep(0.05)
            self._caller.sendall(answer)

    def _said(self, deed: Deed | None, answer: bytes) -> bytes:
        """What it says in place of its answer."""
        dice = self._mood.dice
        numbers = (b"999 x\r\n", b"25\r\n", b"-50 x\r\n", b"100 x\r\n", b"\r\n", b"334 !!!\r\n")
        instead = {
            Deed.REFUSE: b"550 no\r\n",
            Deed.LATER: b"451 later\r\n",
            Deed.CLOSING: b"421 closing\r\n",
            Deed.HANG_UP: b"",
            Deed.RESET: b"",
            Deed.CUT: answer[: dice.randrange(len(answer))],
            Deed.GARBAGE: dice.randbytes(dice.randrange(1, 100)) + b"\r\n",
            Deed.NUMBER: dice.choice(numbers),
            Deed.TWICE: answer + answer,
            Deed.AHEAD: answer + b"250 OK\r\n250 OK\r\n",
        }
        return instead.get(deed, answer) if deed else answer

    def _without_end(self, deed: Deed, answer: bytes) -> None:
        """Until the caller has had enough."""
        piece = {Deed.ENDLESS: answer[:3] + b"-on\r\n", Deed.LONG: answer[:3] + b"x" * 5000}.get(
            deed, b"2"
        )
        for _ in range(2000):
            self._caller.sendall(piece)
            if deed is Deed.DRIP:
                time.sleep(0.05)
        raise HungUpError

    def _wait(self) -> None:
        """Until the caller hangs up."""
        self._read_some(10_000_000)
        raise HungUpError

    def _read_some(self, number: int) -> None:
        while number > 0 and (some := self._caller.recv(min(number, 65536))):
            number -= len(some)

    def _line(self) -> bytes:
        while b"\n" not in self._held:
            some = self._caller.recv(65536)
            if not some:
                raise HungUpError
            self._held += some
        line, _, self._held = self._held.partition(b"\n")
        return line + b"\n"

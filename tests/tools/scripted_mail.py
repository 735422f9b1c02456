"""A mail server that answers as a test says, without a network; it tells what it was told."""

import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.server import MailServer

Answer = tuple[int, bytes] | Exception
OK: Answer = (250, b"OK")
HANGS_UP = smtplib.SMTPServerDisconnected("hung up")


@dataclass
class ScriptedServer:
    """What it answers to each command, one after the other; the last of them ever after.

    `MAIL`, `RCPT` (to all, or to one by the address), `DATA` and `END`, after the email itself.
    """

    answers: Mapping[str, list[Answer]] = field(default_factory=dict)
    cannot: str = ""
    heard: Callable[[str], None] = print
    timeout: float = 60.0

    def connected(self, server: MailServer) -> "ScriptedServer":
        """A connection to it, on which it goes on with its answers."""
        who = server.credentials.user if server.credentials else "nobody"
        self.heard(f"connected to {server.called}, logged in as {who}")
        if self.cannot:
            raise CannotSendError(self.cannot)
        return replace(self)

    def _answer(self, *keys: str, usual: Answer = OK) -> tuple[int, bytes]:
        answers = next((self.answers[key] for key in keys if key in self.answers), [usual])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def mail(self, sender: str) -> tuple[int, bytes]:
        return self._answer("MAIL")

    def rcpt(self, recipient: str) -> tuple[int, bytes]:
        return self._answer(recipient, "RCPT")

    def docmd(self, command: str) -> tuple[int, bytes]:
        return self._answer(command, usual=(354, b"go on"))

    def send(self, content: bytes) -> None:
        self.heard(f"took an email for at most {self.timeout:g} seconds")

    def getreply(self) -> tuple[int, bytes]:
        return self._answer("END")

    def rset(self) -> None:
        self.heard("told to forget it")

    def quit(self) -> None:
        self.heard(f"told goodbye within {self.timeout:g} seconds")
        if "QUIT" in self.answers:
            self._answer("QUIT")

    def close(self) -> None:
        self.heard("closed")

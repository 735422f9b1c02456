"""The conversation with a mail server, step by step, so that each step can be recorded before the next."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cyps_reports.sending.connection import SET_THEM, CannotSendError, connected
from cyps_reports.sending.log import Delivery, Outcome, Pending, SentLog
from cyps_reports.sending.server import MailServer
from cyps_reports.workbooks.plain import plain
from cyps_reports.writers.email import outgoing

_CLOSING, _GO_ON, _LOG_IN_FIRST = 421, 354, 530
_LONGEST_REPLY = 300

# A server may look for viruses before it says that it has an email.
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sending: the record to keep before the next, and the deliveries that are now known."""

    log: SentLog
    known: tuple[Delivery, ...] = ()
    is_handed_over: bool = False


Clock = Callable[[], datetime]


def send_all(pendings: Sequence[Pending], server: MailServer, log: SentLog, clock: Clock) -> Iterator[Step]:
    """Sends what is pending; the next step is taken only when the caller asks for it, having kept the record.

    Raises:
        CannotSendError: the server cannot be reached or does not let us in, or the connection broke twice.

    """
    connection = connected(server)
    try:
        for pending in pendings:
            for is_last_try in (False, True):
                handed_over = False
                try:
                    for step in _deliver(connection, pending, log, clock):
                        log, handed_over = step.log, step.is_handed_over
                        yield step
                    break
                except (smtplib.SMTPServerDisconnected, OSError) as problem:
                    connection.close()
                    if is_last_try:
                        raise CannotSendError(f"The connection to {server.called} broke, twice.") from problem
                    connection = connected(server)
                    # It may have arrived: whoever runs this again decides, not this loop.
                    if handed_over:
                        break
        _quit(connection)
    finally:
        connection.close()


def _quit(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        return  # everything was answered before; a server that hangs up first does no harm


def _deliver(connection: smtplib.SMTP, pending: Pending, log: SentLog, clock: Clock) -> Iterator[Step]:
    """Offers one email to its recipients, and hands it over for those whom the server takes."""
    made = _Made(pending, clock)
    code, reply = _answer(connection.mail(pending.draft.sender))
    if code == _LOG_IN_FIRST:
        raise CannotSendError(f"The mail server wants a user name and password. {SET_THEM}")
    if not _is_yes(code):
        yield _step(log, made.of(pending.recipients, Outcome.REFUSED, reply))
        connection.rset()
        return
    replies = {recipient: _answer(connection.rcpt(recipient)) for recipient in pending.recipients}
    taken = tuple(recipient for recipient, (code, _) in replies.items() if _is_yes(code))
    refused = tuple(
        delivery
        for recipient, (code, reply) in replies.items()
        if not _is_yes(code)
        for delivery in made.of((recipient,), Outcome.REFUSED, reply)
    )
    if refused:
        step = _step(log, refused)
        log = step.log
        yield step
    if taken:
        yield from _hand_over(connection, pending, made, taken, log)
    else:
        connection.rset()


def _hand_over(
    connection: smtplib.SMTP, pending: Pending, made: _Made, taken: tuple[str, ...], log: SentLog
) -> Iterator[Step]:
    code, reply = _answer(connection.docmd("DATA"))
    if code != _GO_ON:
        yield _step(log, made.of(taken, Outcome.REFUSED, reply))
        connection.rset()
        return
    # Kept before anything goes out: whatever happens from here on, the email may have arrived.
    log = log.adding(made.of(taken, Outcome.UNCONFIRMED, ""))
    yield Step(log, is_handed_over=True)
    if connection.sock:
        connection.sock.settimeout((connection.sock.gettimeout() or 0) * _PATIENCE or None)
    connection.send(_stuffed(outgoing(pending.draft, made.clock())))
    code, reply = _answer(connection.getreply())
    yield _step(log, made.of(taken, Outcome.ACCEPTED if _is_yes(code) else Outcome.REFUSED, reply))


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes the deliveries of one email."""

    pending: Pending
    clock: Clock

    def of(self, recipients: Sequence[str], outcome: Outcome, reply: str) -> tuple[Delivery, ...]:
        when = self.clock().isoformat(timespec="seconds")
        draft, digest = self.pending.draft.name, self.pending.digest
        return tuple(Delivery(draft, digest, recipient, outcome, when, reply) for recipient in recipients)


def _step(log: SentLog, known: tuple[Delivery, ...]) -> Step:
    return Step(log.adding(known), known)


def _stuffed(email: bytes) -> bytes:
    """With the lone dot that ends an email; a line of its own that starts with one gets another."""
    return re.sub(rb"(?m)^\.", b"..", email).removesuffix(b"\r\n") + b"\r\n.\r\n"


def _is_yes(code: int) -> bool:
    return 200 <= code < 300


def _answer(answered: tuple[int, bytes]) -> tuple[int, str]:
    """The server's answer: its number, and number and words on one line.

    Raises:
        SMTPServerDisconnected: it says that it is about to hang up.

    """
    code, words = answered
    if code == _CLOSING:
        raise smtplib.SMTPServerDisconnected
    said = " ".join(plain(words.decode("utf-8", "replace")).split())
    return code, f"{code} {said}"[:_LONGEST_REPLY]

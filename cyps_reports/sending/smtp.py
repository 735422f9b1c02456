"""The conversation with a mail server, step by step.

Each step can so be recorded before the next.
"""

from __future__ import annotations

import re
import smtplib
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cyps_reports.sending.bounded import BoundedSMTP
from cyps_reports.sending.connection import SET_THEM, TROUBLE, CannotSendError, connected
from cyps_reports.sending.log import Delivery, Outcome
from cyps_reports.sending.pending import Pending
from cyps_reports.sending.server import MailServer
from cyps_reports.workbooks.plain_text import plain
from cyps_reports.writers.email import outgoing

_CLOSING, _GO_ON, _LOG_IN_FIRST = 421, 354, 530
_LONGEST_REPLY = 300

# A server may look for viruses before it says that it has an email.
_PATIENCE = 5

_GOODBYE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sending.

    What is now known of one email, and is to be kept before the next step is taken.

    Where it `is_next`, the email is about to be handed over: from here on, it may have arrived.
    """

    known: tuple[Delivery, ...]
    is_next: bool = False


Clock = Callable[[], datetime]


def send_all(
    pendings: Sequence[Pending], server: MailServer, clock: Clock
) -> Generator[Step, None, None]:
    """Sends what is pending.

    The next step is taken only when the caller asks for it, having kept what is known.

    Raises:
        CannotSendError: the server cannot be reached or does not let us in, or the connection broke
            twice running.

    """
    connection = connected(server)
    left, has_broken = deque(pendings), False
    try:
        while left:
            is_handed_over = False
            try:
                for step in _deliver(connection, left[0], clock):
                    is_handed_over = step.is_next
                    yield step
                left.popleft()
                has_broken = False
            except TROUBLE as problem:
                connection.close()
                if has_broken:
                    raise CannotSendError(
                        f"The connection to {server.called} broke, twice."
                    ) from problem
                has_broken = True
                # It may have arrived: whoever runs this again decides, not this loop.
                if is_handed_over:
                    left.popleft()
                connection = connected(server) if left else connection
        _quit(connection)
    finally:
        connection.close()


def _quit(connection: BoundedSMTP) -> None:
    connection.timeout = min(connection.timeout, _GOODBYE_SECONDS)
    try:
        connection.quit()
    except TROUBLE:
        return  # everything was answered before; a server that hangs up first does no harm


def _deliver(connection: BoundedSMTP, pending: Pending, clock: Clock) -> Iterator[Step]:
    """Offers one email to its recipients, and hands it over for those whom the server takes."""
    made = _Made(pending, clock)
    code, reply = _answer(connection.mail(pending.draft.sender))
    if code == _LOG_IN_FIRST:
        raise CannotSendError(f"The mail server wants a user name and password. {SET_THEM}")
    if not _is_yes(code):
        yield Step(made.of(pending.recipients, Outcome.REFUSED, reply))
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
        yield Step(refused)
    if taken:
        yield from _hand_over(connection, pending, made, taken)
    else:
        connection.rset()


def _hand_over(
    connection: BoundedSMTP, pending: Pending, made: _Made, taken: tuple[str, ...]
) -> Iterator[Step]:
    code, reply = _answer(connection.docmd("DATA"), go_on=True)
    if code != _GO_ON:
        yield Step(made.of(taken, Outcome.REFUSED, reply))
        connection.rset()
        return
    # Kept before anything goes out: whatever happens from here on, the email may have arrived.
    yield Step(made.of(taken, Outcome.UNCONFIRMED, ""), is_next=True)
    usual, connection.timeout = connection.timeout, connection.timeout * _PATIENCE
    connection.send(_stuffed(outgoing(pending.draft, made.clock())))
    code, reply = _answer(connection.getreply())
    connection.timeout = usual
    yield Step(made.of(taken, Outcome.ACCEPTED if _is_yes(code) else Outcome.REFUSED, reply))


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes the deliveries of one email."""

    pending: Pending
    clock: Clock

    def of(self, recipients: Sequence[str], outcome: Outcome, reply: str) -> tuple[Delivery, ...]:
        when = self.clock().isoformat(timespec="seconds")
        draft, digest = self.pending.draft.name, self.pending.digest
        return tuple(
            Delivery(draft, digest, recipient, outcome, when, reply) for recipient in recipients
        )


def _stuffed(email: bytes) -> bytes:
    """With the lone dot that ends an email; a line of its own that starts with one gets another."""
    return re.sub(rb"(?m)^\.", b"..", email).removesuffix(b"\r\n") + b"\r\n.\r\n"


def _is_yes(code: int) -> bool:
    return 200 <= code < 300


def _answer(answered: tuple[int, bytes], *, go_on: bool = False) -> tuple[int, str]:
    """The server's answer: its number, and number and words on one line.

    Raises:
        SMTPServerDisconnected: it says that it is about to hang up, or what is no answer to what it
            was told: neither a no, nor a yes, nor (in place of a yes, where that is what it has to
            say) that we may `go_on`.

    """
    code, words = answered
    is_yes = code == _GO_ON if go_on else _is_yes(code)
    if code == _CLOSING or not (is_yes or 400 <= code < 600):
        raise smtplib.SMTPServerDisconnected
    said = " ".join(plain(words.decode("utf-8", "replace")).split())
    return code, f"{code} {said}"[:_LONGEST_REPLY]

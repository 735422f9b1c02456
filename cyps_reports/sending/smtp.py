"""The conversation with a mail server, step by step, so that each step can be recorded before the next."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cyps_reports.sending.log import Delivery, Outcome, Pending, SentLog
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls
from cyps_reports.workbooks.plain import plain
from cyps_reports.writers.email import outgoing

# What this computer calls itself to the server. Its own name is nobody's business, and finding it can take minutes.
_GREETING = "[127.0.0.1]"

_CLOSING, _GO_ON, _LOG_IN_FIRST = 421, 354, 530
_LONGEST_REPLY = 300

# A server may look for viruses before it says that it has an email.
_PATIENCE = 5


class CannotSendError(Exception):
    """Nothing more can be sent; the message tells the officer why and what to do."""


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
    connection = _connected(server)
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
                    connection = _connected(server)
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
        raise CannotSendError(f"The mail server wants a user name and password. {_SET_THEM}")
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


_SET_THEM = f"Set the environment variables {USER_VARIABLE} and {PASSWORD_VARIABLE}, and run again."


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as the server asks for.

    Raises:
        CannotSendError: in plain words; what was underneath is left out, as it may quote a password.

    """
    if server.credentials and server.tls is Tls.NONE:
        problem = "A user name and password are never sent over a connection that is not encrypted."
        raise CannotSendError(f"{problem} Leave out --tls none, or empty {USER_VARIABLE}.")
    context = _context(server)
    try:
        connection = _opened(server, context)
    except (smtplib.SMTPException, OSError) as problem:
        raise CannotSendError(_why_not(server, problem)) from None
    try:
        _log_in(connection, server)
    except (smtplib.SMTPException, OSError, UnicodeError) as problem:
        connection.close()
        raise CannotSendError(_why_not_in(server, problem)) from None
    return connection


def _context(server: MailServer) -> ssl.SSLContext:
    """Certificate and name are checked, against the machine's certificates or the given ones."""
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError:
        problem = f"The certificates in {server.ca_file} cannot be read."
        raise CannotSendError(f"{problem} Give a file in PEM form with --ca-file.") from None


def _opened(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls is Tls.IMPLICIT:
        return smtplib.SMTP_SSL(server.host, server.port, _GREETING, timeout=server.seconds, context=context)
    connection = smtplib.SMTP(server.host, server.port, _GREETING, timeout=server.seconds)
    if server.tls is Tls.STARTTLS:
        try:
            connection.starttls(context=context)
        except BaseException:
            connection.close()
            raise
    return connection


def _log_in(connection: smtplib.SMTP, server: MailServer) -> None:
    connection.ehlo_or_helo_if_needed()
    if server.credentials:
        connection.login(server.credentials.user, server.credentials.password)


def _why_not(server: MailServer, problem: Exception) -> str:
    """Why the server cannot be reached safely, and what to do."""
    match problem:
        case ssl.SSLCertVerificationError():
            return _why_not_trusted(server, problem)
        case smtplib.SMTPNotSupportedError():
            why = f"The mail server {server.called} does not offer encryption (STARTTLS), so nothing was sent."
            return f"{why} Ask IT for the right port; --tls implicit is for servers that encrypt from the start."
        case socket.gaierror():
            return f"The mail server {server.host} is not found. Check its name, and that there is a network."
        case ConnectionRefusedError():
            return f"Nothing answers at {server.called}. Check the name and the port with IT."
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            why = f"The mail server {server.called} does not answer."
            return f"{why} Check the port; one that encrypts from the start wants --tls implicit."
        case ssl.SSLError() | smtplib.SMTPServerDisconnected():
            why = f"The mail server {server.called} does not speak as was expected."
            return f"{why} Check the port, and whether it wants --tls implicit or --tls starttls."
        case _:
            return f"The mail server {server.called} cannot be reached. Ask IT whether it takes emails from here."


_NAME_DIFFERS, _ADDRESS_DIFFERS, _EXPIRED = 62, 64, 10


def _why_not_trusted(server: MailServer, problem: ssl.SSLCertVerificationError) -> str:
    if problem.verify_code in (_NAME_DIFFERS, _ADDRESS_DIFFERS):
        why = f"The certificate of the mail server is for another name than {server.host}, so nothing was sent."
        return f"{why} Give the name that the certificate has."
    if problem.verify_code == _EXPIRED:
        return f"The certificate of the mail server {server.host} has run out, so nothing was sent. Tell IT."
    why = f"The certificate of the mail server {server.host} is not trusted, so nothing was sent."
    return f"{why} If it is the council's own, ask IT for the certificate to trust and give it with --ca-file."


def _why_not_in(server: MailServer, problem: Exception) -> str:
    """Why the server does not let us in. Never in its own words: some quote what was sent to them."""
    match problem:
        case smtplib.SMTPAuthenticationError():
            return f"The mail server {server.called} does not accept the user name and password. Nothing was sent."
        case smtplib.SMTPServerDisconnected() | TimeoutError() | ConnectionError():
            return f"The mail server {server.called} hung up while logging in. Nothing was sent; run again later."
        case UnicodeError():
            return "The user name or password has a letter that cannot be sent to a mail server. Nothing was sent."
        case _:
            return f"The mail server {server.called} offers no way to log in that is known here. Ask IT for another."

"""The connection to the mail server: encrypted, checked, logged in, or a plain word on why not."""

from __future__ import annotations

import smtplib
import socket
import ssl

from cyps_reports.sending.bounded import BoundedSMTP, BoundedSMTPS
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls

# What this computer calls itself to the server. Its own name is nobody's business, and finding it
# can take minutes.
_GREETING = "[127.0.0.1]"


class CannotSendError(Exception):
    """Nothing more can be sent; the message tells the officer why and what to do."""


TROUBLE = (smtplib.SMTPException, OSError, ValueError)
"""What a conversation with a mail server may end in, whatever the server says."""

SET_THEM = f"Set the environment variables {USER_VARIABLE} and {PASSWORD_VARIABLE}, and run again."


def connected(server: MailServer) -> BoundedSMTP:
    """A connection that is encrypted and logged in as the server asks for.

    Raises:
        CannotSendError: in plain words; what was underneath is left out, as it may quote a
            password.

    """
    if server.credentials and server.tls is Tls.NONE:
        problem = "A user name and password are never sent over a connection that is not encrypted."
        raise CannotSendError(f"{problem} Leave out --tls none, or empty {USER_VARIABLE}.")
    context = _context(server)
    try:
        connection = _opened(server, context)
    except TROUBLE as problem:
        raise CannotSendError(_why_not(server, problem)) from None
    try:
        _log_in(connection, server)
    except TROUBLE as problem:
        connection.close()
        raise CannotSendError(_why_not_in(server, problem)) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _context(server: MailServer) -> ssl.SSLContext:
    """Certificate and name are checked, against the machine's certificates or the given ones."""
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError:
        problem = f"The certificates in {server.ca_file} cannot be read."
        raise CannotSendError(f"{problem} Give a file in PEM form with --ca-file.") from None


def _opened(server: MailServer, context: ssl.SSLContext) -> BoundedSMTP:
    if server.tls is Tls.IMPLICIT:
        return BoundedSMTPS(
            server.host, server.port, _GREETING, timeout=server.seconds, context=context
        )
    connection = BoundedSMTP(server.host, server.port, _GREETING, timeout=server.seconds)
    if server.tls is Tls.STARTTLS:
        try:
            connection.starttls(context=context)
        except BaseException:
            connection.close()
            raise
    return connection


def _log_in(connection: BoundedSMTP, server: MailServer) -> None:
    connection.ehlo_or_helo_if_needed()
    if server.credentials:
        connection.login(server.credentials.user, server.credentials.password)


def _why_not(server: MailServer, problem: Exception) -> str:
    """Why the server cannot be reached safely, and what to do."""
    match problem:
        case ssl.SSLCertVerificationError():
            return _why_not_trusted(server, problem)
        case smtplib.SMTPNotSupportedError():
            why = (
                f"The mail server {server.called} does not offer encryption (STARTTLS), so "
                "nothing is sent."
            )
            return (
                f"{why} Ask IT for the right port; --tls implicit is for servers that encrypt "
                "from the start."
            )
        case socket.gaierror() | UnicodeError():
            return (
                f"The mail server {server.host} is not found. Check its name, and that there "
                "is a network."
            )
        case ConnectionRefusedError():
            return f"Nothing answers at {server.called}. Check the name and the port with IT."
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            why = f"The mail server {server.called} does not answer."
            return f"{why} Check the port; one that encrypts from the start wants --tls implicit."
        case ssl.SSLError() | smtplib.SMTPServerDisconnected():
            why = f"The mail server {server.called} does not speak as was expected."
            return f"{why} Check the port, and whether it wants --tls implicit or --tls starttls."
        case _:
            return (
                f"The mail server {server.called} cannot be reached. Ask IT whether it takes "
                "emails from here."
            )


_NAME_DIFFERS, _ADDRESS_DIFFERS, _EXPIRED, _NOT_YET = 62, 64, 10, 9


def _why_not_trusted(server: MailServer, problem: ssl.SSLCertVerificationError) -> str:
    if problem.verify_code in (_NAME_DIFFERS, _ADDRESS_DIFFERS):
        why = (
            f"The certificate of the mail server is for another name than {server.host}, so "
            "nothing is sent."
        )
        return f"{why} Give the name that the certificate has."
    if problem.verify_code == _EXPIRED:
        return (
            f"The certificate of the mail server {server.host} has run out, so nothing is "
            "sent. Tell IT."
        )
    if problem.verify_code == _NOT_YET:
        why = (
            f"The certificate of the mail server {server.host} does not count yet, so nothing "
            "is sent."
        )
        return f"{why} See whether this computer's clock is right."
    why = f"The certificate of the mail server {server.host} is not trusted, so nothing is sent."
    return (
        f"{why} If it is the council's own, ask IT for the certificate to trust and give it "
        "with --ca-file."
    )


def _why_not_in(server: MailServer, problem: Exception) -> str:
    """Why the server does not let us in.

    Never in its own words: some quote what was sent to them.
    """
    match problem:
        case smtplib.SMTPAuthenticationError():
            return (
                f"The mail server {server.called} does not accept the user name and password. "
                "Nothing is sent."
            )
        case smtplib.SMTPServerDisconnected() | TimeoutError() | ConnectionError():
            return (
                f"The mail server {server.called} hung up while logging in. Nothing is sent; "
                "run again later."
            )
        case UnicodeError():
            return (
                "The user name or password has a letter that cannot be sent to a mail server. "
                "Nothing is sent."
            )
        case ValueError():
            why = (
                f"The mail server {server.called} asks for the password in a way that cannot be "
                "understood."
            )
            return f"{why} Nothing is sent. Tell IT."
        case _:
            return (
                f"The mail server {server.called} offers no way to log in that is known here. "
                "Ask IT for another."
            )

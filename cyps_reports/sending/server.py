"""The mail server as it is typed, how the way to it is kept private, and who logs in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from cyps_reports.findings import Refused

USER_VARIABLE = "CYPS_REPORTS_MAIL_USER"
PASSWORD_VARIABLE = "CYPS_REPORTS_MAIL_PASSWORD"


class Tls(StrEnum):
    """How the connection is encrypted: once it stands, from the start, or not at all."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"


_PORTS = {Tls.STARTTLS: 587, Tls.IMPLICIT: 465, Tls.NONE: 25}
_TYPED = re.compile(
    r"(?P<host>[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:(?P<port>\d{1,5}))?"
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who logs in to the mail server; never printed."""

    user: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where emails are handed over.

    `ca_file` names the certificates to trust in place of the machine's own.
    """

    host: str
    port: int
    tls: Tls = Tls.STARTTLS
    ca_file: Path | None = None
    credentials: Credentials | None = field(default=None, repr=False)
    seconds: float = 60.0

    @property
    def called(self) -> str:
        """What a sentence calls it."""
        return f"{self.host}, port {self.port}"

    def with_credentials(self, user: str, password: str) -> MailServer:
        """The same, logged in to."""
        return replace(self, credentials=Credentials(user, password))


def server_in(typed: str, tls: Tls | None, ca_file: Path | None = None) -> MailServer | Refused:
    """The server in `name` or `name:port`.

    Without a port, the usual one for the way it is encrypted.
    """
    found = _TYPED.fullmatch(typed.strip())
    port = int(found["port"]) if found and found["port"] else None
    if found is None or (port is not None and not 0 < port < 65536):
        return Refused(
            "no-mail-server",
            "What is given as the mail server is not one.",
            "Type its name, or its name and port like mail.council.gov.uk:587.",
        )
    if tls is None:
        tls = Tls.IMPLICIT if port == _PORTS[Tls.IMPLICIT] else Tls.STARTTLS
    return MailServer(found["host"].strip("[]"), port or _PORTS[tls], tls, ca_file)

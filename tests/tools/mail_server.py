"""A real mail server on this computer: TLS, logging in, refusing recipients, hanging up.

It keeps what it was given.
"""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "performance", "a secret pass phrase"


@dataclass
class Post:
    """What the server took, and how it behaves.

    `hangs_up` are commands and how many of them it answers first.
    """

    refuses: frozenset[str] = frozenset()
    hangs_up: dict[str, int] = field(default_factory=dict)
    is_too_big: bool = False
    offers_login: bool = True
    taken: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)
    logged_in: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        return sorted(each for recipients, _ in self.taken for each in recipients)

    def _is_hung_up(self, server: SMTP, command: str) -> bool:
        left = self.hangs_up.get(command)
        if left is None:
            return False
        if left > 0:
            self.hangs_up[command] = left - 1
            return False
        del self.hangs_up[command]
        assert server.transport
        server.transport.abort()  # type: ignore[attr-defined]
        return True

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return [each for each in responses if self.offers_login or "AUTH" not in each]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._is_hung_up(server, "MAIL"):
            return "421 hanging up"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 no such\tmailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.is_too_big:
            return "552 too big"
        if self._is_hung_up(server, "before DATA"):
            return "421 hanging up"
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((tuple(envelope.rcpt_tos), message))
        self._is_hung_up(server, "after DATA")
        return "250 queued"


@dataclass(frozen=True)
class Running:
    """A running server: where it is, and the file of certificates that trusts it."""

    post: Post
    port: int
    ca_file: Path

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"


@contextmanager
def mail_server(
    folder: Path,
    post: Post,
    *,
    name: str = "localhost",
    tls: str = "starttls",
    wants_login: bool = False,
) -> Iterator[Running]:
    """Runs the server for a while; `name` is the name on its certificate."""
    authority = trustme.CA()
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)

    def check(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        post.logged_in.append(given.login.decode())
        is_right = given.login == USER.encode() and given.password == PASSWORD.encode()
        return AuthResult(success=is_right, handled=False)

    def new_connection() -> SMTP:
        post.connections += 1
        return SMTP(
            post,
            hostname="mail.council.example",
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
            authenticator=check if wants_login else None,
            auth_required=wants_login,
            auth_require_tls=tls == "starttls",
            loop=loop,
        )

    loop = asyncio.new_event_loop()
    implicit = context if tls == "implicit" else None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    # In this thread another loop may be running, as that of a browser.
    running = asyncio.run_coroutine_threadsafe(
        loop.create_server(new_connection, "localhost", 0, ssl=implicit), loop
    ).result()
    try:
        yield Running(post, running.sockets[0].getsockname()[1], ca_file)
    finally:
        loop.call_soon_threadsafe(running.close)
        asyncio.run_coroutine_threadsafe(_ended(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _ended() -> None:
    """Waits until what the connections still do has been cancelled."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.05)

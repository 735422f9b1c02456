"""A working folder with a month's email drafts, from which they are sent.

And mail servers of few words.
"""

import builtins
import getpass
import json
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.console.arguments import parser_for
from cyps_reports.console.sending import send_emails
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.mailing import mailing_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE
from tests.tools.mail_server import Running

NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)
EMAILS = Path("emails")
ALL_RECIPIENTS = sorted(
    f"{who}@council.example"
    for who in (
        *("cabinet", "trust.board", "leadership.team", "jm", "cp", "mv", "vl"),
        *(f"head.{code}" for code in "acde"),
    )
)
DRAFT = Draft(
    "cabinet", "me@council.example", ("you@council.example",), (), "Subject", "Body\n.\n.hidden\n"
)


def drafts_of(august: CheckedMonth) -> tuple[Draft, ...]:
    """The drafts of a month, with a report of bytes that mean nothing."""
    texts = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    report = Attachment("cyps-report-2012-08.docx", bytes(range(256)) * 200)
    return mailing_of(august, report, texts, texts).drafts


@dataclass(frozen=True)
class Desk:
    """A working folder with August's drafts, made once for all tests.

    `send` is what `email --send` comes to.
    """

    folder: Path
    plan: Plan
    drafts: tuple[Draft, ...]

    def send(self, running: Running, *more: str, yes: bool = True) -> int:
        return self.send_through(running.address, "--ca-file", str(running.ca_file), *more, yes=yes)

    def send_through(self, server: str, *more: str, yes: bool = True) -> int:
        words = ["email", "--send", *(["--yes"] if yes else []), "--server", server, *more]
        options = parser_for(defaultdict(lambda: lambda *_: 0)).parse_args(words)
        try:
            return send_emails(cli.CONSOLE, options, self.plan, self.drafts, self.folder / EMAILS)
        except cli.CannotRun as problem:
            cli.CONSOLE.complain(str(problem))
            return cli.COULD_NOT_RUN


def at_a_desk(
    folder: Path, august: CheckedMonth, drafts: tuple[Draft, ...], patch: pytest.MonkeyPatch
) -> Desk:
    """Nobody is logged in, and nobody answers a question."""
    patch.chdir(folder)
    patch.delenv(USER_VARIABLE, raising=False)
    patch.delenv(PASSWORD_VARIABLE, raising=False)
    patch.setattr(builtins, "input", nobody)
    patch.setattr(getpass, "getpass", nobody)
    return Desk(folder, august.assessment.plan, drafts)


def nobody(_: str = "") -> str:
    raise EOFError


def sent() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((EMAILS / "sent.json").read_text(encoding="utf-8"))[
        "deliveries"
    ]
    return rows


def now() -> datetime:
    return NOON


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """A port where one caller is told something, or nothing, and then hung up on."""
    with socket.create_server(("localhost", 0)) as listening:

        def answer() -> None:
            caller, _ = listening.accept()
            with caller, suppress(OSError):
                for line in lines:
                    caller.sendall(line)
                    caller.recv(1000)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)


@contextmanager
def never_ending(piece: bytes, pause: float = 0.0) -> Iterator[int]:
    """A port where one caller is told one thing for as long as they listen."""
    with socket.create_server(("localhost", 0)) as listening:

        def go_on() -> None:
            caller, _ = listening.accept()
            with caller, suppress(OSError):
                while True:
                    caller.sendall(piece)
                    time.sleep(pause)

        thread = threading.Thread(target=go_on)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(600)
        assert not thread.is_alive(), "the caller hung up"


def everything_written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file())

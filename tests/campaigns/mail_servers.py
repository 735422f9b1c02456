"""Sends emails through mail servers that misbehave at random, again and again, and counts what
arrived.

`python -m tests.campaigns.mail_servers --cases 300 --seed 1` runs each sending as a program of its
own, which is also stopped and killed. What must hold: no email twice for one recipient, none that
is said to be sent and was not, none that is lost without a word, no traceback, no program that is
still running.
"""

import os
import random
import signal
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from cyps_reports.sending.keeping import SENT_LOG
from cyps_reports.sending.log import Outcome, SentLog, log_in
from cyps_reports.writers.email import message_id
from tests.campaigns.campaign import DID_NOT_END, campaign
from tests.campaigns.hostile import HostileServer, Mood
from tests.campaigns.one_sending import Sending, drafts, send_once

_SIGNALS = ("SIGINT", "SIGTERM", "SIGKILL")
_STEPS: tuple[tuple[str, ...], ...] = ((), ("MAIL", "RCPT", "DATA"), ("content", "end"), ("end",))
"""Where a server misbehaves: anywhere, or where it matters most."""

_IMPATIENT, _PATIENT = 0.3, 30.0

Run = Callable[[Sending], "Ended"]
"""Does one sending."""


@dataclass(frozen=True)
class Ended:
    """How one sending ended: its exit code, and everything it said."""

    code: int
    said: str


@contextmanager
def hostile_server(folder: Path) -> Iterator[tuple[HostileServer, Path]]:
    """A server, and the file of certificates that trusts it."""
    authority = trustme.CA()
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    server = HostileServer(context)
    try:
        yield server, ca_file
    finally:
        server.close()


def faults_of_behaviour(
    server: HostileServer, ca_file: Path, folder: Path, seed: str, run: Run, *, signals: bool
) -> list[str]:
    """What goes wrong where one server misbehaves for two or three sendings, and then behaves."""
    folder.mkdir()
    dice = random.Random(seed)
    server.taken.clear()
    faults = []
    misbehaves = (*[True] * dice.choice((2, 3)), False)
    for number, is_wild in enumerate(misbehaves, 1):
        left, likely = dice.randint(1, 6) if is_wild else 0, dice.choice((0.1, 0.3, 0.7))
        server.mood = Mood(dice, left, likely, signals, dice.choice(_STEPS))
        sending = Sending(
            folder, server.port, ca_file, _IMPATIENT if is_wild else _PATIENT, dice.random() < 0.3
        )
        ended = run(sending)
        found = (
            *_faults(ended, server, folder),
            *(() if is_wild else _lost(ended, server, folder)),
        )
        faults += [
            f"{seed}, sending {number} ({', '.join(server.mood.done)}): {each}" for each in found
        ]
    return faults


def _faults(ended: Ended, server: HostileServer, folder: Path) -> Iterator[str]:
    """What must hold after every sending."""
    if ended.code not in (0, 1, 2, -signal.SIGKILL) or "Traceback" in ended.said:
        yield f"ended with {ended.code} and said {ended.said}"
    yield from (
        f"{who} had it {number} times" for who, number in server.taken.items() if number > 1
    )
    log = _log(folder)
    if log is None:
        yield "the record is damaged"
        return
    for draft in drafts():
        known = {
            each.recipient: each.outcome for each in log.deliveries if each.draft == draft.name
        }
        for who in draft.recipients:
            has_it = (message_id(draft), who) in server.taken
            if known.get(who) is Outcome.ACCEPTED and not has_it:
                yield f"{draft.name} is said to be sent to {who}, and was not"
            if has_it and known.get(who) not in (Outcome.ACCEPTED, Outcome.UNCONFIRMED):
                yield f"{draft.name} went to {who}, and the record says {known.get(who)}"
            if ended.code == 0 and not has_it:
                yield f"all is said to be well, and {draft.name} did not go to {who}"


def _lost(ended: Ended, server: HostileServer, folder: Path) -> Iterator[str]:
    """What must hold once the server behaves.

    Everybody has theirs, or it is said that perhaps they have not.
    """
    log = _log(folder) or SentLog()
    for draft in drafts():
        for who in draft.recipients:
            is_unsure = any(
                (each.draft, each.recipient, each.outcome) == (draft.name, who, Outcome.UNCONFIRMED)
                for each in log.deliveries
            )
            if is_unsure and f"{draft.name}: perhaps sent to" not in ended.said:
                yield f"{draft.name} was perhaps not sent to {who}, and nobody is told"
            if not is_unsure and (message_id(draft), who) not in server.taken:
                yield f"{draft.name} was never sent to {who}: {ended.said}"


def _log(folder: Path) -> SentLog | None:
    path = folder / SENT_LOG
    return log_in(path.read_bytes()) if path.exists() else SentLog()


def in_this_process(sending: Sending) -> Ended:
    lines: list[str] = []
    return Ended(send_once(sending, lines.append), "\n".join(lines))


@dataclass
class AsAProgram:
    """Runs each sending as a program of its own; the server's misdeeds may send it a signal."""

    server: HostileServer
    dice: random.Random = field(default_factory=random.Random)

    def __call__(self, sending: Sending) -> Ended:
        command = [
            sys.executable,
            "-m",
            "tests.campaigns.one_sending",
            *map(str, sending.as_words()),
        ]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=_environment(),
        ) as program:
            self.server.signal = lambda: program.send_signal(
                getattr(signal, self.dice.choice(_SIGNALS))
            )
            try:
                said, _ = program.communicate(timeout=300)
                code = program.returncode
            except subprocess.TimeoutExpired:
                program.kill()
                said, code = program.communicate()[0], DID_NOT_END
        self.server.signal = lambda: None
        return Ended(code, said)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def main(words: Sequence[str] | None = None) -> int:
    with tempfile.TemporaryDirectory() as folder, hostile_server(Path(folder)) as (server, ca_file):
        run = AsAProgram(server)

        def faults(seed: str, number: int) -> list[str]:
            run.dice = random.Random(seed)
            return faults_of_behaviour(
                server, ca_file, Path(folder, str(number)), seed, run, signals=True
            )

        return campaign("mail_servers", str(__doc__), 300, faults, words)


if __name__ == "__main__":
    sys.exit(main())

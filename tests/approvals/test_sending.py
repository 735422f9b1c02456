"""What is said of a sending, whatever the mail server says, is what was approved."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyps_reports import cli
from cyps_reports.acts.ended import CannotRun
from cyps_reports.console.arguments import parser_for
from cyps_reports.console.screen import Console
from cyps_reports.console.sending import send_emails
from cyps_reports.findings import Refused
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.sending import smtp
from cyps_reports.sending.server import (
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    MailServer,
    Tls,
    server_in,
)
from tests.tools.approved import Approved
from tests.tools.scripted_mail import HANGS_UP, Answer, ScriptedServer
from tests.tools.small_plan import small_plan

A, B, C = (f"{who}@council.example" for who in "abc")
ME = "me@council.example"
FIRST = Draft("cabinet", ME, (A, B), (C, A), "The report", "Here it is.\n")
SECOND = Draft("lead-AB", ME, (B,), (), "Yours", "Dear B,\n", (Attachment("r.docx", b"x" * 1500),))
SAME = replace(SECOND, name="lead-CD", to=(B, C))
DOUBTFUL = replace(SECOND, name="missing-A", body="It has not come.\n", doubt="x.xlsx came")
NOWHERE = replace(FIRST, name="incomplete-A", to=(), copies=())
NO_SENDER = replace(FIRST, sender="")
BIG = Attachment("big.docx", bytes(1_234_567))


class _Office:
    """The folder the emails are sent from; who asks, answers and tells."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch, self.told = folder, patch, list[str]()
        self.answers: list[str] = []
        self.noons = (datetime(2012, 10, day, 12, 0, tzinfo=UTC) for day in range(1, 32))
        self.noon = next(self.noons)

    def tell(self, line: str) -> None:
        self.told.append(line.replace(str(self.folder), "FOLDER"))

    def _ask(self, question: str) -> str:
        self.tell(f"? {question}")
        if not self.answers:
            raise cli._nobody_answers()
        self.tell(f"> {self.answers[0]}")
        return self.answers.pop(0)

    def sends(
        self,
        words: str,
        *drafts: Draft,
        server: ScriptedServer | None = None,
        environment: Mapping[str, str] | None = None,
        mail_server: str = "mail.council.example",
    ) -> None:
        """What is typed after `email --send`; a day later than the one before."""
        self.told.append(f"$ email --send {words}")
        self.noon = next(self.noons)
        console = Console(
            self.tell,
            lambda line: self.tell(f"! {line}"),
            self._ask,
            self._ask,
            lambda: self.noon,
            environment or {},
        )
        scripted = server or ScriptedServer()
        scripted.heard = lambda line: self.tell(f"[{line}]")
        options = parser_for(defaultdict(lambda: lambda *_: 0)).parse_args(
            ["email", "--send", *words.split()]
        )
        plan = small_plan(mail_server=mail_server)
        with self.patch.context() as patch:
            patch.setattr(smtp, "connected", scripted.connected)
            try:
                ended = send_emails(console, options, plan, drafts, self.folder)
                self.told.append(f"= {ended:d}")
            except CannotRun as problem:
                self.tell(f"! Could not run: {problem} ({problem.reason})")
        self.told += self._kept()

    def _kept(self) -> Iterator[str]:
        """What the record of what was sent says."""
        path = self.folder / "sent.json"
        try:
            rows = json.loads(path.read_bytes())["deliveries"]
        except (OSError, ValueError, KeyError):
            return
        for row in rows:
            yield f"+ {row['draft']} to {row['recipient']}: {row['outcome']}, {row['when'][:10]}"


def _of(**answers: list[Answer] | Answer) -> ScriptedServer:
    """A server with these answers, each always or one after the other."""
    given = {name: each if isinstance(each, list) else [each] for name, each in answers.items()}
    return ScriptedServer(given)


def _to(who: str, answer: Answer) -> ScriptedServer:
    return ScriptedServer({who: [answer]})


SERVERS: Mapping[str, ScriptedServer] = {
    "takes all": ScriptedServer(),
    "knows one of them not": _to(B, (550, b"5.1.1 no such\tmailbox")),
    "knows nobody": _of(RCPT=(451, b"try later")),
    "wants a name": _of(MAIL=(530, b"log in first")),
    "refuses the sender": _of(MAIL=(550, b"not you")),
    "refuses the letters": _of(DATA=(554, b"no")),
    "says yes where it should go on": _of(DATA=(250, b"yes")),
    "refuses at the end": _of(END=(552, b"too big " * 100)),
    "hangs up at the end": _of(END=HANGS_UP),
    "is about to hang up at the end": _of(END=[(421, b"bye"), (250, b"OK")]),
    "hangs up once before": _of(MAIL=[HANGS_UP, (250, b"OK")]),
    "hangs up ever before": _of(MAIL=HANGS_UP),
    "says no number": _of(RCPT=(-1, b"")),
    "says a number too low": _of(END=(199, b"what")),
    "says the lowest number of yes": _of(END=(200, b"yes")),
    "says the highest number of yes": _of(END=(299, b"yes")),
    "says a number that is neither": _of(END=[(300, b"what"), (399, b"what")]),
    "says the lowest number of no": _of(END=(400, b"no")),
    "says the highest number of no": _of(END=(599, b"no")),
    "says a number too high": _of(END=(600, b"no")),
    "hangs up at the goodbye": _of(QUIT=HANGS_UP),
    "cannot be reached": ScriptedServer(cannot="The mail server is not found."),
}


def test_whatever_the_mail_server_says(
    tmp_path: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for number, (words, server) in enumerate(SERVERS.items()):
        office = _Office(tmp_path / str(number), monkeypatch)
        office.told += ["", f"# the server {words}"]
        office.sends("--yes", FIRST, SECOND, server=server)
        told += [line for line in office.told if not line.startswith(_SHOWN)]
    approved.check("mail servers", told)


_SHOWN = ("$", "To be", "  cabinet", "  lead-AB", "    ")
"""How lines begin that show what is to be sent, which other tests look at."""


def test_sending_again(tmp_path: Path, approved: Approved, monkeypatch: pytest.MonkeyPatch) -> None:
    office = _Office(tmp_path, monkeypatch)
    every = (FIRST, SECOND, SAME, DOUBTFUL, NOWHERE)
    office.sends("", mail_server="")
    office.sends("--server x:0", mail_server="")
    office.sends("", FIRST)
    office.answers = ["no"]
    office.sends("", *every)
    office.answers = [" YES "]
    office.sends("--server other.example:465", *every, server=_to(C, (550, b"no")))
    office.sends("--yes", *every, server=_of(END=HANGS_UP))
    office.sends("--yes", *every)
    office.answers = ["", "later", "maybe"]
    office.sends("", *every)
    office.answers = ["“again”", "y"]
    office.sends("--send-anyway --tls none", *every)
    office.sends("--yes", *every)
    changed = replace(FIRST, body="Corrected.\n", copies=(C, "d@council.example"))
    office.answers = ["y"]
    office.sends("", changed, SECOND, server=_of(END=HANGS_UP))
    office.answers = ["sent"]
    office.sends("", changed, SECOND)
    office.sends("--yes", changed, replace(SECOND, attachments=(BIG,)))
    office.sends("--yes --send-anyway", NOWHERE, DOUBTFUL)
    office.sends("--yes", NO_SENDER)
    office.sends("--yes", FIRST, environment={USER_VARIABLE: "u"})
    office.answers = ["y", ""]
    office.sends("", FIRST, environment={USER_VARIABLE: "u"})
    office.answers = ["y", "secret"]
    office.sends("", replace(FIRST, body="1"), environment={USER_VARIABLE: "u"})
    login = {USER_VARIABLE: "u", PASSWORD_VARIABLE: "p"}
    office.sends("--yes", replace(FIRST, body="2"), environment=login)
    (tmp_path / "sent.json").write_bytes(b"{")
    office.sends("--yes", FIRST)
    approved.check("sending again", office.told)


TYPED = (
    *("mail.council.gov.uk", "mail:25", "mail:465", "mail:587", " mail : 25", "mail:0", "mail:1"),
    *("mail:65535", "mail:65536", "mail:99999", "mail:123456", "mail:", ":25", "", "a b", "-mail"),
    *(
        "mail-",
        "a.-b",
        "10.0.0.1",
        "[::1]",
        "[::1]:2525",
        "[fe80]x",
        "m",
        "1",
        "smtp://mail",
        "mailx",
    ),
)


def test_mail_servers_typed(approved: Approved) -> None:
    told = []
    for typed in TYPED:
        for tls in (None, *Tls):
            server = server_in(typed, tls)
            said = (
                f"{server.code}: {server.message} {server.fix}"
                if isinstance(server, Refused)
                else f"{server.called} ({server.tls}), {server.seconds:g} seconds"
            )
            told.append(f"“{typed}”, {tls or 'usual'}: {said}")
    server = server_in("mail", None)
    assert isinstance(server, MailServer)
    told.append(repr(server.with_credentials("a name", "a secret")))
    approved.check("mail servers typed", told)

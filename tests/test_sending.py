"""Sending through a real mail server with TLS: certificates, logging in, refusals, broken connections, only once."""

import builtins
import getpass
import json
import re
import shutil
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.arguments import parser_for
from cyps_reports.commands.sending import send as send_emails
from cyps_reports.findings import Refused
from cyps_reports.mailing import mailing_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model import Plan
from cyps_reports.report.drafts import Attachment, Draft
from cyps_reports.sending import smtp
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.log import Delivery, Outcome, SentLog, log_bytes, log_in, pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from cyps_reports.sending.smtp import send_all
from cyps_reports.writers.email import digest_of, message_id
from tests.tools.mail_server import PASSWORD, USER, Post, Running, mail_server

NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)
EMAILS = Path("emails")
ALL_RECIPIENTS = sorted(
    f"{who}@council.example"
    for who in (
        *("cabinet", "trust.board", "leadership.team", "jm", "cp", "mv", "vl"),
        *(f"head.{code}" for code in "abcde"),
    )
)


@dataclass(frozen=True)
class Desk:
    """A working folder with August's drafts, made once for all tests; `send` is what `email --send` comes to."""

    folder: Path
    plan: Plan
    drafts: tuple[Draft, ...]

    def send(self, running: Running, *more: str, yes: bool = True) -> int:
        return self.send_through(running.address, "--ca-file", str(running.ca_file), *more, yes=yes)

    def send_through(self, server: str, *more: str, yes: bool = True) -> int:
        words = ["email", "--send", *(["--yes"] if yes else []), "--server", server, *more]
        options = parser_for(defaultdict(lambda: lambda _: 0)).parse_args(words)
        try:
            return send_emails(cli.CONSOLE, options, self.plan, self.drafts, self.folder / EMAILS)
        except cli.CannotRun as problem:
            cli.CONSOLE.complain(str(problem))
            return cli.COULD_NOT_RUN


@pytest.fixture(scope="session")
def drafts(august: CheckedMonth) -> tuple[Draft, ...]:
    texts = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    report = Attachment("cyps-report-2012-08.docx", bytes(range(256)) * 200)
    return mailing_of(august, report, texts, texts).drafts


@pytest.fixture
def desk(august: CheckedMonth, drafts: tuple[Draft, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Nobody is logged in, and nobody answers a question."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(USER_VARIABLE, raising=False)
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr(builtins, "input", nobody)
    monkeypatch.setattr(getpass, "getpass", nobody)
    return Desk(tmp_path, august.assessment.plan, drafts)


def nobody(_: str = "") -> str:
    raise EOFError


def sent() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((EMAILS / "sent.json").read_text(encoding="utf-8"))["deliveries"]
    return rows


def test_everything_is_sent_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running) == 0
        assert running.post.recipients == ALL_RECIPIENTS
        first = capsys.readouterr()
        assert "12 of 12 sent." in first.out
        assert first.err == ""
        assert desk.send(running) == 0
        assert running.post.recipients == ALL_RECIPIENTS, "nothing a second time"
    second = capsys.readouterr().out
    assert "missing-D: already sent to head.d@council.example on " in second
    assert "There is nothing left to send." in second
    assert {row["outcome"] for row in sent()} == {"accepted"}
    assert sorted(row["recipient"] for row in sent()) == ALL_RECIPIENTS


def test_what_arrives_is_the_draft(desk: Desk) -> None:
    with mail_server(desk.folder, Post()) as running:
        desk.send(running)
    assert len(running.post.taken) == len(desk.drafts)
    for draft, (recipients, message) in zip(desk.drafts, running.post.taken, strict=True):
        assert recipients == draft.recipients
        assert message["X-Unsent"] is None
        assert message["From"] == "performance@council.example"
        assert message["Subject"] == draft.subject
        assert message["Date"]
        assert re.fullmatch(r"<[0-9a-f]{32}@council\.example>", str(message["Message-ID"]))
        body = message.get_body()
        assert body
        assert body.get_content().replace("\r\n", "\n") == draft.body
        attached = [each.get_content() for each in message.iter_attachments()]
        assert attached == ([draft.attachment.content] if draft.attachment else [])


def test_the_preview_comes_first_and_no_is_no(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "no"

    with mail_server(desk.folder, Post()) as running:
        for answer in (no, nobody):
            monkeypatch.setattr(builtins, "input", answer)
            assert desk.send(running, yes=False) == 0
            said = capsys.readouterr().out
            assert "Nothing was sent." in said
        assert running.post.connections == 0
        assert asked == ["Send these 10 emails to 12 recipients? Type yes: "]
        assert "To be sent from performance@council.example through localhost, port " in said
        assert "    To: cabinet@council.example\n    Copies: trust.board@council.example, leadership" in said
        assert re.search(r"Attachment: cyps-report-2012-08\.docx \(\d\d kB\)", said)
        monkeypatch.setattr(builtins, "input", lambda _: " Yes ")
        assert desk.send(running, yes=False) == 0
        assert running.post.recipients == ALL_RECIPIENTS


def test_what_a_schedule_sent_while_the_question_stood_there_is_not_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(desk.folder, Post()) as running:

        def slow_yes(_: str) -> str:
            assert desk.send(running) == 0
            return "yes"

        monkeypatch.setattr(builtins, "input", slow_yes)
        assert desk.send(running, yes=False) == 0
        assert running.post.recipients == ALL_RECIPIENTS


def test_a_refused_recipient_does_not_stop_the_others(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    refused = frozenset({"trust.board@council.example", "head.b@council.example"})
    with mail_server(desk.folder, Post(refused)) as running:
        assert desk.send(running) == 1
        assert running.post.recipients == [each for each in ALL_RECIPIENTS if each not in refused]
        said = capsys.readouterr().out
        assert "Not sent: incomplete-B to head.b@council.example. The mail server said: 550 5.1.1 no such mai" in said
        assert "10 of 12 sent and 2 refused by the mail server." in said
        running.post.refuses = frozenset()
        desk.send(running)
    assert running.post.recipients == ALL_RECIPIENTS, "only those who had not had it"
    assert [recipients for recipients, _ in running.post.taken[-2:]] == [
        ("trust.board@council.example",),
        ("head.b@council.example",),
    ]


@pytest.mark.parametrize("command", ["MAIL", "before DATA", "after DATA"])
@pytest.mark.parametrize("after", [0, 3])
def test_a_broken_connection_is_taken_up_again(desk: Desk, command: str, after: int) -> None:
    """Nothing is lost, and nothing that the server has said it took is sent twice."""
    with mail_server(desk.folder, Post(hangs_up={command: after})) as running:
        ended = desk.send(running)
        assert ended == (0 if command == "MAIL" else 2)
        assert len(running.post.taken) >= 9, "the others went all the same"
        desk.send(running)
        assert {row["outcome"] for row in sent()} == {"accepted"}
    ids = [str(message["Message-ID"]) for _, message in running.post.taken]
    twice = {each for each in ids if ids.count(each) > 1}
    assert len(twice) == (1 if command == "after DATA" else 0), "the server took it without saying so"
    assert len(set(ids)) == 10
    assert set(running.post.recipients) == set(ALL_RECIPIENTS)


def test_what_may_have_arrived_is_said_and_left_to_the_officer(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post(hangs_up={"after DATA": 0})) as running:
        assert desk.send(running) == 2
        said = capsys.readouterr().out
        assert "9 of 12 sent and 3 not known to have arrived, as the connection broke. Run the same command" in said
        assert len(running.post.taken) == 10, "not sent again by itself"
        assert desk.send(running, yes=False) == 0
        assert len(running.post.taken) == 10
    said = capsys.readouterr().out
    assert "The connection broke while it was sent to cabinet@council.example, trust.board" in said
    assert "It may have arrived" in said


def test_a_server_that_breaks_off_twice_ends_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post(hangs_up={"MAIL": 4})) as running:
        post = running.post
        hung_up = post._is_hung_up

        def always_after_four(server: object, command: str) -> bool:
            if command == "MAIL" and "MAIL" not in post.hangs_up:
                post.hangs_up["MAIL"] = 0
            return hung_up(server, command)  # type: ignore[arg-type]

        post._is_hung_up = always_after_four  # type: ignore[method-assign]
        assert desk.send(running) == 2
        assert len(post.taken) == 4
        told = capsys.readouterr()
        assert "broke, twice" in told.err
        assert "not tried. Run the same command again to go on" in told.out
        post._is_hung_up = lambda server, command: False  # type: ignore[method-assign]
        assert desk.send(running) == 0
    assert post.recipients == ALL_RECIPIENTS


def test_a_killed_run_leaves_a_record_that_the_next_goes_on_from(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        taken_before = running.post.taken
        real = smtp._is_yes

        def interrupted(code: int) -> bool:
            if len(taken_before) == 2:
                raise KeyboardInterrupt
            return real(code)

        monkeypatch.setattr(smtp, "_is_yes", interrupted)
        with pytest.raises(KeyboardInterrupt):
            desk.send(running)
        assert [row["outcome"] for row in sent()].count("accepted") == 3
        monkeypatch.setattr(smtp, "_is_yes", real)
        assert desk.send(running) == 0
    assert {row["outcome"] for row in sent()} == {"accepted"}


def test_a_changed_email_is_sent_again_and_the_preview_says_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post()) as running:
        desk.send(running)
        changed = tuple(replace(each, body="Please.\n") if each.name == "missing-D" else each for each in desk.drafts)
        capsys.readouterr()
        replace(desk, drafts=changed).send(running)
    said = capsys.readouterr().out
    assert "  missing-D: changed since it was last sent; it is sent again" in said
    assert "1 of 1 sent." in said
    assert [recipients for recipients, _ in running.post.taken].count(("head.d@council.example",)) == 2
    assert len(running.post.taken) == 11


def test_a_certificate_nobody_vouches_for_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post()) as running:
        assert desk.send_through(running.address) == 2
        assert running.post.taken == []
    assert (
        "The certificate of the mail server localhost is not trusted, so nothing was sent." in capsys.readouterr().err
    )
    assert not (EMAILS / "sent.json").exists()


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_for_another_name_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str], tls: str) -> None:
    with mail_server(desk.folder, Post(), name="mail.council.example", tls=tls) as running:
        assert desk.send(running, "--tls", tls) == 2
        assert running.post.taken == []
    assert "is for another name than localhost" in capsys.readouterr().err


def test_a_server_without_encryption_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post(), tls="none") as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
        assert "does not offer encryption (STARTTLS), so nothing was sent" in capsys.readouterr().err
        assert desk.send(running, "--tls", "none") == 0
        assert running.post.recipients == ALL_RECIPIENTS
    assert "(NOT encrypted)" in capsys.readouterr().out


def test_encryption_from_the_start(desk: Desk) -> None:
    with mail_server(desk.folder, Post(), tls="implicit") as running:
        assert desk.send(running, "--tls", "implicit") == 0
        assert running.post.recipients == ALL_RECIPIENTS


def everything_written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file())


@pytest.mark.parametrize("asks", [False, True])
def test_logging_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asks: bool
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        if asks:
            monkeypatch.setattr(builtins, "input", lambda _: "yes")
            monkeypatch.setattr(getpass, "getpass", lambda _: PASSWORD)
        else:
            monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
        assert desk.send(running, yes=not asks) == 0
        assert running.post.recipients == ALL_RECIPIENTS
        assert USER in running.post.logged_in
    told = capsys.readouterr()
    assert PASSWORD not in told.out + told.err
    assert PASSWORD.encode() not in everything_written(desk.folder)


@pytest.mark.parametrize("password", ["wrong password", "wröng £ password"])
def test_a_wrong_password_is_said_and_never_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(PASSWORD_VARIABLE, password)
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
    told = capsys.readouterr()
    assert "user name" in told.err
    assert "Nothing was sent" in told.err
    assert password not in told.out + told.err
    assert password.encode() not in everything_written(desk.folder)


def test_a_server_that_wants_a_login_says_what_to_set(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
    assert f"Set the environment variables {USER_VARIABLE} and {PASSWORD_VARIABLE}" in capsys.readouterr().err


def test_a_server_that_cannot_log_anybody_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with mail_server(desk.folder, Post(offers_login=False)) as running:
        assert desk.send(running) == 2
    assert "offers no way to log in that is known here" in capsys.readouterr().err


def test_a_password_is_never_sent_unencrypted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with mail_server(desk.folder, Post(), tls="none") as running:
        assert desk.send(running, "--tls", "none") == 2
        assert running.post.connections == 0
    assert "never sent over a connection that is not encrypted" in capsys.readouterr().err


def test_a_schedule_never_waits_for_a_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    assert desk.send_through("localhost:1") == 2
    assert f"{USER_VARIABLE} is set but {PASSWORD_VARIABLE} is not" in capsys.readouterr().err


def test_an_email_that_is_too_big_is_refused_by_itself(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post(is_too_big=True)) as running:
        assert desk.send(running) == 1
    assert "The mail server said: 552 too big" in capsys.readouterr().out
    assert {row["outcome"] for row in sent()} == {"refused"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"schema": 2, "deliveries": []}', b'{"schema": 1, "deliveries": [{"draft": "cabinet"}]}'],
)
def test_a_damaged_record_stops_the_sending(desk: Desk, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    EMAILS.mkdir(parents=True)
    (EMAILS / "sent.json").write_bytes(content)
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running) == 2
        assert running.post.connections == 0
    assert "cannot be read, so nothing is sent again by mistake" in capsys.readouterr().err
    assert (EMAILS / "sent.json").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["localhost:1"], "Nothing answers at localhost, port 1."),
        (["mail.council.invalid"], "The mail server mail.council.invalid is not found."),
        (["mail..council"], "The mail server mail..council is not found."),
        (["not a server"], "Type its name, or its name and port"),
        (["localhost:1", "--ca-file", "plain.pem"], "Give a file in PEM form"),
        (["localhost:1", "--ca-file", "nowhere.pem"], "Give a file in PEM form"),
    ],
)
def test_what_cannot_be_reached_says_why(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    Path("plain.pem").write_text("no certificate", encoding="utf-8")
    assert desk.send_through(*arguments) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert "Traceback" not in told.out + told.err


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """A port where one caller is told something, or nothing, and then hung up on."""
    with socket.create_server(("localhost", 0)) as listening:

        def answer() -> None:
            caller, _ = listening.accept()
            with caller:
                for line in lines:
                    caller.sendall(line)
                    caller.recv(1000)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)


def now() -> datetime:
    return NOON


DRAFT = Draft("cabinet", "me@council.example", ("you@council.example",), (), "Subject", "Body\n.\n.hidden\n")


def test_a_server_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        server = MailServer("localhost", silent.getsockname()[1], seconds=0.2)
        with pytest.raises(CannotSendError, match="does not answer"):
            list(send_all(pending_of([DRAFT], SentLog()), server, SentLog(), now))


@pytest.mark.parametrize("lines", [(), (b"hello, not a mail server\r\n",), (b"554 go away\r\n",)])
def test_what_is_no_mail_server_is_said_in_plain_words(lines: tuple[bytes, ...]) -> None:
    with answering(*lines) as port:
        sending = send_all(pending_of([DRAFT], SentLog()), MailServer("localhost", port, seconds=5), SentLog(), now)
        with pytest.raises(CannotSendError, match="The mail server localhost, port"):
            list(sending)


def test_lines_that_are_only_a_dot_arrive(tmp_path: Path) -> None:
    with mail_server(tmp_path, Post()) as running:
        server = MailServer("localhost", running.port, ca_file=running.ca_file)
        steps = list(send_all(pending_of([DRAFT], SentLog()), server, SentLog(), now))
    (message,) = (message for _, message in running.post.taken)
    assert message.get_content().replace("\r\n", "\n") == DRAFT.body
    assert message["Date"] == "Mon, 01 Oct 2012 12:00:00 +0000"
    assert message["Message-ID"] == message_id(DRAFT)
    assert [step.is_handed_over for step in steps] == [True, False]
    (delivery,) = steps[-1].log.deliveries
    assert delivery == Delivery(
        "cabinet", digest_of(DRAFT), "you@council.example", Outcome.ACCEPTED, NOON.isoformat(), "250 queued"
    )


def test_the_record_reads_back() -> None:
    log = SentLog().adding([Delivery("lead-JM", "abc", "é@council.example", Outcome.REFUSED, "now", "550 “no”")])
    assert log_in(log_bytes(log)) == log
    again = log.adding([Delivery("lead-JM", "abc", "é@council.example", Outcome.ACCEPTED, "later")])
    assert [each.outcome for each in again.deliveries] == [Outcome.ACCEPTED]


def test_any_change_makes_another_email() -> None:
    others = [
        replace(DRAFT, sender="you@council.example"),
        replace(DRAFT, to=("me@council.example",)),
        replace(DRAFT, copies=("me@council.example",)),
        replace(DRAFT, subject="Other"),
        replace(DRAFT, body="Other\n"),
        replace(DRAFT, attachment=Attachment("a.docx", b"a")),
        replace(DRAFT, attachment=Attachment("a.docx", b"b")),
    ]
    assert len({digest_of(each) for each in (DRAFT, *others)}) == len(others) + 1
    assert digest_of(replace(DRAFT, name="other")) == digest_of(DRAFT)


@pytest.mark.parametrize(
    ("typed", "tls", "expected"),
    [
        ("mail.council.gov.uk", None, ("mail.council.gov.uk", 587, Tls.STARTTLS)),
        (" mail:25 ", None, ("mail", 25, Tls.STARTTLS)),
        ("mail:465", None, ("mail", 465, Tls.IMPLICIT)),
        ("mail", Tls.IMPLICIT, ("mail", 465, Tls.IMPLICIT)),
        ("mail", Tls.NONE, ("mail", 25, Tls.NONE)),
        ("[::1]:2525", None, ("::1", 2525, Tls.STARTTLS)),
    ],
)
def test_a_server_is_typed(typed: str, tls: Tls | None, expected: tuple[str, int, Tls]) -> None:
    server = server_in(typed, tls)
    assert isinstance(server, MailServer)
    assert (server.host, server.port, server.tls) == expected
    assert "secret" not in repr(server.with_credentials("me", PASSWORD))


@pytest.mark.parametrize("typed", ["", "mail server", "mail:port", "mail:0", "mail:70000", "https://mail", "a\nb"])
def test_what_is_no_server_is_refused(typed: str) -> None:
    assert isinstance(server_in(typed, None), Refused)


def test_without_a_server_or_a_sender_nothing_is_sent(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert replace(desk, plan=replace(desk.plan, mail_server="")).send_through("") == 2
    assert "no mail server is given. Type it in the plan workbook's sheet Plan" in capsys.readouterr().err
    unsigned = tuple(replace(each, sender="") for each in desk.drafts)
    assert replace(desk, drafts=unsigned).send_through("localhost:1") == 2
    assert "does not say where the emails come from" in capsys.readouterr().err


def test_an_email_without_a_recipient_is_told_and_not_sent(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    lost = tuple(replace(each, to=()) if each.name == "lead-JM" else each for each in desk.drafts)
    with mail_server(desk.folder, Post()) as running:
        assert replace(desk, drafts=lost).send(running) == 1
        assert len(running.post.taken) == len(lost) - 1
    assert "lead-JM: not sent, as it has no address to go to." in capsys.readouterr().out


def test_the_whole_month_end_with_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(locations.example_returns(), "returns")
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        through = ["returns/2012-08", "--send", "--yes", "--server", running.address, "--ca-file", str(running.ca_file)]
        assert cli.main(["run", *through]) == 1, "the example has errors on purpose"
        assert running.post.recipients == ALL_RECIPIENTS
        steps = re.findall(r"^\d of 4: .+$", capsys.readouterr().out, flags=re.MULTILINE)
        assert [step[0] for step in steps] == list("1234")
        assert cli.main(["email", *through]) == 1
        assert running.post.recipients == ALL_RECIPIENTS, "nothing a second time"
    said = capsys.readouterr()
    assert "There is nothing left to send." in said.out
    (attached,) = running.post.taken[0][1].iter_attachments()
    assert attached.get_content() == Path("output/2012-08/cyps-report-2012-08.docx").read_bytes()
    assert PASSWORD not in said.out + said.err
    assert PASSWORD.encode() not in everything_written(Path("output"))

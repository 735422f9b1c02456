"""Mail servers that say nothing, nonsense, or never come to an end."""

import smtplib
import socket
from pathlib import Path

import pytest

from cyps_reports.sending import smtp
from cyps_reports.sending.bounded import BoundedSMTP
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.log import Outcome, SentLog
from cyps_reports.sending.pending import pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls
from cyps_reports.sending.smtp import send_all
from tests.campaigns import mail_servers
from tests.tools.desk import DRAFT, Desk, answering, never_ending, now
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server


def test_a_server_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        server = MailServer("localhost", silent.getsockname()[1], seconds=0.2)
        with pytest.raises(CannotSendError, match="does not answer"):
            list(send_all(pending_of([DRAFT], SentLog()), server, now))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (b"hello, not a mail server\r\n",),
        (b"554 go away\r\n",),
        (b"220 hello\r\n", b"250\xff\x00\r\n", b"999 what?\r\n"),
        (b"220 hello\r\n", b"250-\r\n250-=\r\n250-AUTH\r\n250\r\n"),
        (b"220 hello\r\n", b"250 hello\r\n250 hello again\r\n"),
        (b"220 hello\r\n", b"250-STARTTLS\r\n250 STARTTLS\r\n", b"220 go\r\n" + b"x" * 100),
        (b"220 " + b"x" * 100_000,),
    ],
)
def test_what_is_no_mail_server_is_said_in_plain_words(lines: tuple[bytes, ...]) -> None:
    with answering(*lines) as port:
        sending = send_all(
            pending_of([DRAFT], SentLog()), MailServer("localhost", port, seconds=5), now
        )
        with pytest.raises(CannotSendError, match="The mail server localhost, port"):
            list(sending)


@pytest.mark.parametrize(
    ("piece", "pause"),
    [
        (b"2", 0.02),
        (b"220-and on\r\n", 0.0),
        (b"220-and on\r\n", 0.02),
        (b"220 " + b"x" * 9000, 0.0),
    ],
)
def test_a_server_that_never_comes_to_an_end_is_hung_up_on(piece: bytes, pause: float) -> None:
    """However often it says something: what counts is the whole answer."""
    with never_ending(piece, pause) as port:
        sending = send_all(
            pending_of([DRAFT], SentLog()), MailServer("localhost", port, seconds=0.3), now
        )
        with pytest.raises(CannotSendError, match="The mail server localhost, port"):
            list(sending)


def test_a_challenge_that_is_no_challenge_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """CRAM-MD5 with what is no base64."""
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    login = BoundedSMTP.login

    def challenged(self: BoundedSMTP, user: str, password: str) -> object:
        monkeypatch.setattr(self, "docmd", lambda *_: (334, b"a"))
        self.esmtp_features["auth"] = "CRAM-MD5"
        return login(self, user, password)

    monkeypatch.setattr(BoundedSMTP, "login", challenged)
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
    told = capsys.readouterr()
    assert "asks for the password in a way that cannot be understood. Nothing is sent." in told.err
    assert PASSWORD not in told.out + told.err


@pytest.mark.parametrize(
    "answer",
    [b"2", b"250 queu", b"250-queued\r\n250-a", b"\xff\r\n", b"354 go on\r\n", b"100 x\r\n"],
)
def test_what_is_no_answer_to_the_content_leaves_it_open(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sent nor refused: the server may have it."""
    # The rest of some of these answers is waited for, and never comes.
    monkeypatch.setattr("cyps_reports.sending.smtp._PATIENCE", 0.05)
    lines = (b"220 hi\r\n", b"250 hi\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n", answer)
    with answering(*lines) as port:
        server = MailServer("localhost", port, Tls.NONE, seconds=5)
        steps = list(send_all(pending_of([DRAFT], SentLog()), server, now))
    assert [(step.is_next, each.outcome) for step in steps for each in step.known] == [
        (True, Outcome.UNCONFIRMED)
    ]


@pytest.mark.full
def test_mail_servers_that_misbehave_neither_double_nor_lose_an_email(
    tmp_path: Path, is_full: bool
) -> None:
    """A bounded share of `python -m tests.campaigns.mail_servers`."""
    behaviours = 25 if is_full else 4
    with mail_servers.hostile_server(tmp_path) as (server, ca_file):
        faults = [
            fault
            for number in range(behaviours)
            for fault in mail_servers.faults_of_behaviour(
                server,
                ca_file,
                tmp_path / str(number),
                f"pytest/{number}",
                mail_servers.in_this_process,
                signals=False,
            )
        ]
    assert faults == []


@pytest.mark.parametrize(
    ("code", "is_taken", "goes_on"),
    [
        *((199, False, False), (200, True, False), (250, True, False), (299, True, False)),
        *((300, False, False), (353, False, False), (354, False, True), (355, False, False)),
        *((399, False, False), (400, True, True), (420, True, True), (421, False, False)),
        *((422, True, True), (550, True, True), (599, True, True), (600, False, False)),
        (-1, False, False),
    ],
)
def test_which_numbers_are_an_answer(code: int, *, is_taken: bool, goes_on: bool) -> None:
    """A yes, or in its place that we may go on, or a no; 421 hangs up."""
    for go_on, is_answer in ((False, is_taken), (True, goes_on)):
        if is_answer:
            assert smtp._answer((code, b"words"), go_on=go_on) == (code, f"{code} words")
        else:
            with pytest.raises(smtplib.SMTPServerDisconnected):
                smtp._answer((code, b"words"), go_on=go_on)


@pytest.mark.parametrize(("patience", "waited"), [(60.0, 5.0), (5.0, 5.0), (2.0, 2.0)])
def test_a_server_that_does_not_say_goodbye_is_left_soon(patience: float, waited: float) -> None:
    class Silent(BoundedSMTP):
        def quit(self) -> tuple[int, bytes]:
            raise TimeoutError

    connection = Silent(timeout=patience)
    smtp._quit(connection)
    assert connection.timeout == waited

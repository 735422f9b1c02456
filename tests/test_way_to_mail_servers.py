"""The way to a mail server: its address, certificates, encryption, logging in."""

import builtins
import getpass
from pathlib import Path

import pytest

from cyps_reports.findings import Refused
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from tests.tools.desk import (
    ALL_RECIPIENTS,
    EMAILS,
    Desk,
    everything_written,
    sent,
)
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server


def test_a_certificate_nobody_vouches_for_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        assert desk.send_through(running.address) == 2
        assert running.post.taken == []
    assert (
        "The certificate of the mail server localhost is not trusted, so nothing is sent."
        in capsys.readouterr().err
    )
    assert not (EMAILS / "sent.json").exists()


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_for_another_name_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], tls: str
) -> None:
    with mail_server(desk.folder, Post(), name="mail.council.example", tls=tls) as running:
        assert desk.send(running, "--tls", tls) == 2
        assert running.post.taken == []
    assert "is for another name than localhost" in capsys.readouterr().err


def test_a_server_without_encryption_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post(), tls="none") as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
        assert "does not offer encryption (STARTTLS), so nothing is sent" in capsys.readouterr().err
        assert desk.send(running, "--tls", "none") == 0
        assert running.post.recipients == ALL_RECIPIENTS
    assert "(NOT encrypted)" in capsys.readouterr().out


def test_encryption_from_the_start(desk: Desk) -> None:
    with mail_server(desk.folder, Post(), tls="implicit") as running:
        assert desk.send(running, "--tls", "implicit") == 0
        assert running.post.recipients == ALL_RECIPIENTS


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
    assert "Nothing is sent" in told.err
    assert password not in told.out + told.err
    assert password.encode() not in everything_written(desk.folder)


def test_a_server_that_wants_a_login_says_what_to_set(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post(), wants_login=True) as running:
        assert desk.send(running) == 2
        assert running.post.taken == []
    assert (
        f"Set the environment variables {USER_VARIABLE} and {PASSWORD_VARIABLE}"
        in capsys.readouterr().err
    )


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


def test_an_email_that_is_too_big_is_refused_by_itself(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post(is_too_big=True)) as running:
        assert desk.send(running) == 1
    assert "The mail server said: 552 too big" in capsys.readouterr().out
    assert {row["outcome"] for row in sent()} == {"refused"}


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


@pytest.mark.parametrize(
    "typed", ["", "mail server", "mail:port", "mail:0", "mail:70000", "https://mail", "a\nb"]
)
def test_what_is_no_server_is_refused(typed: str) -> None:
    assert isinstance(server_in(typed, None), Refused)

"""Sending through a real mail server with TLS.

Certificates, logging in, refusals, broken connections, only once.
"""

import builtins
import getpass
import json
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.console.arguments import parser_for
from cyps_reports.console.sending import send_emails
from cyps_reports.files import locking, placing
from cyps_reports.files.placing import CannotWriteError
from cyps_reports.findings import Refused
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.mailing import mailing_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.sending import keeping, smtp
from cyps_reports.sending.bounded import BoundedSMTP
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record
from cyps_reports.sending.log import Delivery, Outcome, SentLog, log_bytes, log_in
from cyps_reports.sending.pending import pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from cyps_reports.sending.smtp import send_all
from cyps_reports.writers.email import digest_of, message_id
from cyps_reports.writers.word.as_sent import as_sent
from tests.campaigns import mail_servers
from tests.tools.mail_server import PASSWORD, USER, Post, Running, mail_server
from tests.tools.measured import ENVIRONMENT

NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)
EMAILS = Path("emails")
ALL_RECIPIENTS = sorted(
    f"{who}@council.example"
    for who in (
        *("cabinet", "trust.board", "leadership.team", "jm", "cp", "mv", "vl"),
        *(f"head.{code}" for code in "acde"),
    )
)


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


@pytest.fixture(scope="session")
def drafts(august: CheckedMonth) -> tuple[Draft, ...]:
    texts = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    report = Attachment("cyps-report-2012-08.docx", bytes(range(256)) * 200)
    return mailing_of(august, report, texts, texts).drafts


@pytest.fixture
def desk(
    august: CheckedMonth, drafts: tuple[Draft, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
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
    rows: list[dict[str, str]] = json.loads((EMAILS / "sent.json").read_text(encoding="utf-8"))[
        "deliveries"
    ]
    return rows


def test_everything_is_sent_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running) == 0
        assert running.post.recipients == ALL_RECIPIENTS
        first = capsys.readouterr()
        assert "11 of 11 sent." in first.out
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
        assert attached == [each.content for each in draft.attachments]


def test_the_preview_comes_first_and_no_is_no(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "no"

    with mail_server(desk.folder, Post()) as running:
        monkeypatch.setattr(builtins, "input", no)
        assert desk.send(running, yes=False) == 0
        said = capsys.readouterr().out
        assert "Nothing was sent.\n" in said
        assert running.post.connections == 0
        assert asked == ["Send these 9 emails to 11 recipients? Type yes: "]
        assert "To be sent from performance@council.example through localhost, port " in said
        assert (
            "    To: cabinet@council.example\n    Copies: trust.board@council.example, leadership"
            in said
        )
        assert re.search(r"Attachment: cyps-report-2012-08\.docx \(\d\d kB\)", said)
        monkeypatch.setattr(builtins, "input", lambda _: " Yes ")
        assert desk.send(running, yes=False) == 0
        assert running.post.recipients == ALL_RECIPIENTS


def lost_keyboard(_: str) -> str:
    raise RuntimeError("input(): lost sys.stdin")


def closed_keyboard(_: str) -> str:
    raise ValueError("I/O operation on closed file")


def broken_keyboard(_: str) -> str:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("keyboard", [nobody, lost_keyboard, closed_keyboard, broken_keyboard])
def test_where_nobody_can_answer_nothing_is_sent_and_it_is_no_success(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    keyboard: Callable[[str], str],
) -> None:
    monkeypatch.setattr(builtins, "input", keyboard)
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running, yes=False) == 2
        assert running.post.connections == 0
    assert (
        "there is nobody to answer, so nothing was sent. On a schedule, add --yes."
        in capsys.readouterr().err
    )


# One at a time


def test_a_second_sending_meanwhile_sends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also while the first still asks: what it shows is what it sends."""
    monkeypatch.setattr(locking, "_PAUSE_SECONDS", 0.01)
    with mail_server(desk.folder, Post()) as running:

        def slow_yes(_: str) -> str:
            assert desk.send(running) == 2
            assert running.post.connections == 0
            return "yes"

        monkeypatch.setattr(builtins, "input", slow_yes)
        assert desk.send(running, yes=False) == 0
        assert running.post.recipients == ALL_RECIPIENTS
    told = capsys.readouterr().err
    assert "another run is sending the emails in " in told
    assert "Nothing was sent by this one. Wait until the other is done, and run again." in told


def test_two_sendings_at_once_send_everything_once(desk: Desk) -> None:
    with mail_server(desk.folder, Post()) as running:
        threads = [threading.Thread(target=desk.send, args=(running,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert running.post.recipients == ALL_RECIPIENTS


def test_the_lock_of_a_killed_sending_holds_nobody_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_PAUSE_SECONDS", 0.01)
    hold = (
        "import sys, time; from pathlib import Path; from cyps_reports.sending.keeping import "
        "one_at_a_time\n"
    )
    hold += (
        "with one_at_a_time(Path(sys.argv[1])):\n    print('locked', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", hold, str(EMAILS)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) as other,
        mail_server(desk.folder, Post()) as running,
    ):
        assert other.stdout
        other.stdout.readline()
        assert desk.send(running) == 2
        other.kill()
        other.wait()
        assert desk.send(running) == 0
        assert running.post.recipients == ALL_RECIPIENTS
    assert {path.name for path in EMAILS.iterdir()} == {"sent.json"}


def test_where_the_disk_knows_no_locks_a_record_that_changed_stops_the_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some network disks say yes to every lock."""
    monkeypatch.setattr(locking, "_is_free", lambda *_: True)
    with mail_server(desk.folder, Post()) as running:

        def slow_yes(_: str) -> str:
            assert desk.send(running) == 0
            return "yes"

        monkeypatch.setattr(builtins, "input", slow_yes)
        assert desk.send(running, yes=False) == 2
        assert running.post.recipients == ALL_RECIPIENTS, "once"
    assert "was changed by somebody else meanwhile" in capsys.readouterr().err


# Refusals and broken connections


def test_a_refused_recipient_does_not_stop_the_others(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = frozenset({"trust.board@council.example", "head.c@council.example"})
    with mail_server(desk.folder, Post(refused)) as running:
        assert desk.send(running) == 1
        assert running.post.recipients == [each for each in ALL_RECIPIENTS if each not in refused]
        said = capsys.readouterr().out
        assert (
            "Not sent: incomplete-C to head.c@council.example. The mail server said: 550 5.1.1 no "
            "such mai" in said
        )
        assert "9 of 11 sent and 2 refused by the mail server." in said
        running.post.refuses = frozenset()
        desk.send(running)
    assert running.post.recipients == ALL_RECIPIENTS, "only those who had not had it"
    assert [recipients for recipients, _ in running.post.taken[-2:]] == [
        ("trust.board@council.example",),
        ("head.c@council.example",),
    ]


@pytest.mark.parametrize("command", ["MAIL", "before DATA", "after DATA"])
@pytest.mark.parametrize("after", [0, 3])
def test_a_broken_connection_is_taken_up_again(desk: Desk, command: str, after: int) -> None:
    """What was not handed over goes again by itself.

    What may have arrived does not, this time or the next.
    """
    with mail_server(desk.folder, Post(hangs_up={command: after})) as running:
        ended = desk.send(running)
        assert ended == (0 if command == "MAIL" else 2)
        arrived = len(running.post.taken)
        assert arrived == (8 if command == "before DATA" else 9), "the others went all the same"
        assert desk.send(running) == (0 if command == "MAIL" else 1), "held back, and that is said"
        assert len(running.post.taken) == arrived
    unsure = [row for row in sent() if row["outcome"] != "accepted"]
    assert {row["draft"] for row in unsure} == (
        set() if command == "MAIL" else {desk.drafts[after].name}
    )
    assert {row["outcome"] for row in unsure} <= {"unconfirmed"}


@dataclass
class Answers:
    """Somebody at the keyboard, and what they were asked."""

    given: list[str]
    asked: list[str] = field(default_factory=list)

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        return self.given.pop(0)


def perhaps_sent(desk: Desk, running: Running) -> None:
    """Cabinet's email to three people is handed over, and the server never says whether it has
    it.
    """
    running.post.hangs_up["after DATA"] = 0
    assert desk.send(running) == 2
    assert [recipients for recipients, _ in running.post.taken].count(
        desk.drafts[0].recipients
    ) == 1


def cabinets(running: Running) -> int:
    return sum(
        "Cabinet" in str(message["Subject"]) or "report for" in str(message["Subject"])
        for _, message in running.post.taken
    )


def test_what_may_have_arrived_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server(desk.folder, Post()) as running:
        perhaps_sent(desk, running)
    said = capsys.readouterr().out
    assert "  Perhaps sent: cabinet to trust.board@council.example\n" in said
    assert (
        "8 of 11 sent and 3 perhaps sent, as it broke off before the mail server said so. Run the "
        "same command" in said
    )


def test_what_may_have_arrived_is_held_back_where_nobody_is_asked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        perhaps_sent(desk, running)
        before = len(running.post.taken)
        capsys.readouterr()
        assert desk.send(running) == 1
        assert len(running.post.taken) == before
    said = capsys.readouterr().out
    assert "  cabinet: perhaps sent to cabinet@council.example on " in said
    assert "What was perhaps sent is held back: run the same command without --yes" in said


@pytest.mark.parametrize(
    ("answers", "ends", "arrives", "outcome"),
    [
        (["again", "yes"], 0, 2, "accepted"),
        ([" “Sent” "], 0, 1, "counted"),
        ([""], 1, 1, "unconfirmed"),
        (["what?"], 1, 1, "unconfirmed"),
        (["again", "no"], 0, 1, "unconfirmed"),
    ],
)
def test_what_may_have_arrived_is_asked_about(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    ends: int,
    arrives: int,
    outcome: str,
) -> None:
    with mail_server(desk.folder, Post()) as running:
        perhaps_sent(desk, running)
        keyboard = Answers(list(answers))
        monkeypatch.setattr(builtins, "input", keyboard)
        assert desk.send(running, yes=False) == ends
        assert cabinets(running) == arrives
        assert (
            "to cabinet@council.example, trust.board@council.example and leadership.team@council"
            in keyboard.asked[0]
        )
        assert (
            "it may have arrived: ask them. Type “again” to send it again, “sent” to count it"
            in keyboard.asked[0]
        )
        assert {row["outcome"] for row in sent() if row["draft"] == "cabinet"} == {outcome}
        if outcome != "unconfirmed":
            assert desk.send(running) == 0, "settled"
            assert cabinets(running) == arrives


def test_what_was_counted_as_sent_is_shown_as_that(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        perhaps_sent(desk, running)
        monkeypatch.setattr(builtins, "input", Answers(["sent"]))
        desk.send(running, yes=False)
        capsys.readouterr()
        desk.send(running)
    assert "  cabinet: counted as sent to cabinet@council.example on " in capsys.readouterr().out


def test_a_server_that_breaks_off_twice_ends_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
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


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("handed_over", [False, True])
def test_a_stopped_run_says_what_was_sent(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wish: signal.Signals,
    handed_over: bool,
) -> None:
    """Ctrl-C and the system's wish that it ends.

    At the third email, before or after its content.
    """
    with mail_server(desk.folder, Post()) as running:
        real = smtp._answer

        def stopped(answered: tuple[int, bytes], *, go_on: bool = False) -> tuple[int, str]:
            if (
                len(running.post.taken) == (3 if handed_over else 2)
                and (answered[1] == b"queued") == handed_over
            ):
                signal.raise_signal(wish)
            return real(answered, go_on=go_on)

        monkeypatch.setattr(smtp, "_answer", stopped)
        before = signal.getsignal(wish)
        assert desk.send(running) == 2
        assert signal.getsignal(wish) is before
        monkeypatch.setattr(smtp, "_answer", real)
        told = capsys.readouterr()
        assert told.err == "Stopped.\n"
        assert "  Sent lead-JM to jm@council.example\n" in told.out
        assert ("  Perhaps sent: lead-CP to cp@council.example\n" in told.out) == handed_over
        assert "  Not tried: missing-D to head.d@council.example\n" in told.out
        assert f"4 of 11 sent{', 1 perhaps sent, as it' if handed_over else ' and'}" in told.out
        assert desk.send(running) == (1 if handed_over else 0)
        assert running.post.recipients == ALL_RECIPIENTS, "each once"


def test_a_wish_to_stop_waits_until_the_record_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a second one, while the last words are said, changes nothing."""
    with mail_server(desk.folder, Post()) as running:
        real = Record.keep

        def keep(record: Record, log: SentLog) -> None:
            signal.raise_signal(signal.SIGINT)
            real(record, log)
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(Record, "keep", keep)
        assert desk.send(running) == 2
        assert {row["outcome"] for row in sent()} == {"unconfirmed"}
        assert running.post.taken == []
    assert "0 of 11 sent, 3 perhaps sent" in capsys.readouterr().out


def test_a_run_stopped_at_the_question_sends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ctrl_c(_: str) -> str:
        signal.raise_signal(signal.SIGINT)
        return "yes"

    monkeypatch.setattr(builtins, "input", ctrl_c)
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running, yes=False) == 2
        assert running.post.connections == 0
    assert capsys.readouterr().err == "Stopped. Nothing was sent.\n"


@pytest.mark.parametrize("works", [0, 1, 2, 3])
def test_a_full_disk_stops_before_the_next_email_and_never_advises_another_folder(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], works: int
) -> None:
    """Elsewhere nothing is known of what was sent, and everything would go again."""
    with mail_server(desk.folder, Post()) as running:
        real, left = placing.write_all, [None] * works

        def full(folder: Path, contents: Mapping[str, bytes]) -> object:
            if left:
                left.pop()
                return real(folder, contents)
            raise CannotWriteError("Choose another folder with --output.") from OSError(
                28, "No space left on device"
            )

        monkeypatch.setattr(keeping, "write_all", full)
        assert desk.send(running) == 2
        told = capsys.readouterr()
        assert (
            "sent.json, the record of what was sent, cannot be kept (No space left on device)"
            in told.err
        )
        assert "--output" not in told.out + told.err
        arrived = len(running.post.taken)
        assert arrived == (works + 1) // 2, "nothing is handed over that is not recorded first"
        assert told.out.count("Not tried: cabinet") == (0 if works else 3)
        assert f"{(0, 3, 3, 4)[works]} of 11 sent" in told.out, (
            "what was answered is known, also where it is not kept"
        )
        monkeypatch.setattr(keeping, "write_all", real)
        assert desk.send(running) == (works % 2)
        assert running.post.recipients == ALL_RECIPIENTS, "each once"


def test_a_record_that_cannot_be_read_stops_the_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (EMAILS / "sent.json").mkdir(parents=True)
    with mail_server(desk.folder, Post()) as running:
        assert desk.send(running) == 2
        assert running.post.connections == 0
    assert "the record of what was sent, cannot be kept" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644)])
def test_the_record_is_readable_by_those_who_may_read_new_files(
    desk: Desk, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        with mail_server(desk.folder, Post()) as running:
            assert desk.send(running) == 0
    finally:
        os.umask(before)
    assert (EMAILS / "sent.json").stat().st_mode & 0o777 == mode


# Changed emails and addresses


def test_a_changed_email_is_sent_again_and_the_preview_says_so(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        desk.send(running)
        changed = tuple(
            replace(each, body="Please.\n") if each.name == "missing-D" else each
            for each in desk.drafts
        )
        capsys.readouterr()
        replace(desk, drafts=changed).send(running)
    said = capsys.readouterr().out
    assert "  missing-D: changed since it was last sent; it is sent again\n" in said
    assert "    Again to: head.d@council.example on " in said
    assert "1 of 1 sent." in said
    assert [recipients for recipients, _ in running.post.taken].count(
        ("head.d@council.example",)
    ) == 2
    assert len(running.post.taken) == 10


def test_another_address_for_copies_sends_to_that_one_alone(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        desk.send(running)
        capsys.readouterr()
        cabinet = replace(
            desk.drafts[0], copies=("new.board@council.example", desk.drafts[0].copies[1])
        )
        replace(desk, drafts=(cabinet, *desk.drafts[1:])).send(running)
        assert len(running.post.taken) == 10
        assert running.post.taken[-1][0] == ("new.board@council.example",)
    said = capsys.readouterr().out
    assert "  cabinet: already sent to cabinet@council.example on " in said
    assert "    Copies: new.board@council.example\n" in said
    assert "sent again\n" not in said


def test_a_changed_email_says_of_each_recipient_whether_they_had_one(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(desk.folder, Post()) as running:
        desk.send(running)
        capsys.readouterr()
        cabinet = replace(
            desk.drafts[0], body="Corrected.\n", copies=("new.board@council.example",)
        )
        replace(desk, drafts=(cabinet, *desk.drafts[1:])).send(running)
        assert running.post.taken[-1][0] == ("cabinet@council.example", "new.board@council.example")
    said = capsys.readouterr().out
    assert "  cabinet: changed since it was last sent; it is sent again\n" in said
    assert re.search(
        r"    Again to: cabinet@council\.example on \d[^,\n]+\n"
        r"    For the first time to: new\.board@",
        said,
    )


def test_two_emails_that_say_the_same_go_to_one_person_once(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    both = replace(desk.drafts[1], name="lead-ZZ", to=("zz@council.example", *desk.drafts[1].to))
    with mail_server(desk.folder, Post()) as running:
        assert replace(desk, drafts=(*desk.drafts, both)).send(running) == 0
        assert running.post.recipients == sorted([*ALL_RECIPIENTS, "zz@council.example"])
    assert (
        "  lead-ZZ: says the same as lead-JM, and goes only to those who do not get that."
        in capsys.readouterr().out
    )


# The way to the server


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
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 2, "deliveries": []}',
        b'{"schema": 1, "deliveries": [{"draft": "cabinet"}]}',
        b'{"schema": 1, "deliveries": [3]}',
    ],
)
def test_a_damaged_record_stops_the_sending(
    desk: Desk, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
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
            with caller, suppress(OSError):
                for line in lines:
                    caller.sendall(line)
                    caller.recv(1000)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)


def now() -> datetime:
    return NOON


DRAFT = Draft(
    "cabinet", "me@council.example", ("you@council.example",), (), "Subject", "Body\n.\n.hidden\n"
)


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


def test_lines_that_are_only_a_dot_arrive(tmp_path: Path) -> None:
    with mail_server(tmp_path, Post()) as running:
        server = MailServer("localhost", running.port, ca_file=running.ca_file)
        steps = list(send_all(pending_of([DRAFT], SentLog()), server, now))
    (message,) = (message for _, message in running.post.taken)
    assert message.get_content().replace("\r\n", "\n") == DRAFT.body
    assert message["Date"] == "Mon, 01 Oct 2012 12:00:00 +0000"
    assert message["Message-ID"] == message_id(DRAFT)
    assert [step.is_next for step in steps] == [True, False]
    (delivery,) = steps[-1].known
    assert delivery == Delivery(
        "cabinet",
        digest_of(DRAFT),
        "you@council.example",
        Outcome.ACCEPTED,
        NOON.isoformat(),
        "250 queued",
    )


def test_the_record_reads_back() -> None:
    log = SentLog().adding(
        [Delivery("lead-JM", "abc", "é@council.example", Outcome.REFUSED, "now", "550 “no”")]
    )
    assert log_in(log_bytes(log)) == log
    again = log.adding([Delivery("lead-JM", "abc", "é@council.example", Outcome.ACCEPTED, "later")])
    assert [each.outcome for each in again.deliveries] == [Outcome.ACCEPTED]


def test_any_change_makes_another_email() -> None:
    others = [
        replace(DRAFT, sender="you@council.example"),
        replace(DRAFT, subject="Other"),
        replace(DRAFT, body="Other\n"),
        replace(DRAFT, attachments=(Attachment("a.docx", b"a"),)),
        replace(DRAFT, attachments=(Attachment("a.docx", b"b"),)),
    ]
    assert len({digest_of(each) for each in (DRAFT, *others)}) == len(others) + 1
    assert digest_of(replace(DRAFT, name="other")) == digest_of(DRAFT)
    assert digest_of(replace(DRAFT, to=("a@b.example",), copies=("c@d.example",))) == digest_of(
        DRAFT
    )


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


def test_without_a_server_or_a_sender_nothing_is_sent(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replace(desk, plan=replace(desk.plan, mail_server="")).send_through("") == 2
    assert (
        "no mail server is given. Type it in the plan workbook's sheet Plan"
        in capsys.readouterr().err
    )
    unsigned = tuple(replace(each, sender="") for each in desk.drafts)
    assert replace(desk, drafts=unsigned).send_through("localhost:1") == 2
    assert "does not say where the emails come from" in capsys.readouterr().err


def test_an_email_without_a_recipient_is_told_and_not_sent(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
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
        through = [
            "returns/2012-08",
            "--send",
            "--yes",
            "--server",
            running.address,
            "--ca-file",
            str(running.ca_file),
        ]
        assert cli.main(["run", *through]) == 1, "the example has errors on purpose"
        assert running.post.recipients == ALL_RECIPIENTS
        steps = re.findall(r"^\d of 4: .+$", capsys.readouterr().out, flags=re.MULTILINE)
        assert [step[0] for step in steps] == list("1234")
        assert cli.main(["email", *through]) == 1
        assert running.post.recipients == ALL_RECIPIENTS, "nothing a second time"
    said = capsys.readouterr()
    assert "There is nothing left to send." in said.out
    (attached,) = running.post.taken[0][1].iter_attachments()
    report = Path("output/2012-08/cyps-report-2012-08.docx")
    assert attached.get_content() == as_sent(report.read_bytes())
    assert PASSWORD not in said.out + said.err
    assert PASSWORD.encode() not in everything_written(Path("output"))


# A return that came and could not be used


def damaged(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:2000])


def sends(running: Running, *more: str) -> list[str]:
    return [
        *more,
        "--send",
        "--yes",
        "--server",
        running.address,
        "--ca-file",
        str(running.ca_file),
    ]


def test_what_rests_on_a_return_that_could_not_be_read_is_held_back(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is told that nothing came, and Cabinet gets no report without it, unless somebody
    says so.
    """
    shutil.copytree(locations.example_returns(), "returns")
    shutil.copy("returns/2012-08/return-A.xlsx", "returns/2012-08/return-D.xlsx")
    damaged(Path("returns/2012-08/return-D.xlsx"))
    with mail_server(desk.folder, Post()) as running:
        assert cli.main(sends(running, "run", "returns/2012-08")) == 1
        said = capsys.readouterr().out
        assert "  cabinet: held back, as return-D.xlsx came but could not be used." in said
        assert "  unreadable-D: held back, as return-D.xlsx came but could not be used." in said
        assert "To send them all the same, add --send-anyway." in said
        assert not {"cabinet@council.example", "head.d@council.example"} & set(
            running.post.recipients
        )
        assert {"head.a@council.example", "head.c@council.example"} < set(
            running.post.recipients
        ), "these are certain"
        assert Path("output/2012-08/emails/cabinet.eml").exists()
        assert cli.main(sends(running, "email", "returns/2012-08")) == 1
        assert "There is nothing left to send." in capsys.readouterr().out
        assert cli.main(sends(running, "email", "returns/2012-08", "--send-anyway")) == 1
        assert running.post.recipients == ALL_RECIPIENTS


def test_a_return_that_was_mended_holds_nothing_back(desk: Desk) -> None:
    shutil.copytree(locations.example_returns(), "returns")
    damaged(Path("returns/2012-08/return-E.xlsx"))
    with mail_server(desk.folder, Post()) as running:
        cli.main(sends(running, "run", "returns/2012-08"))
        assert "head.e@council.example" not in running.post.recipients
        shutil.copy(
            locations.example_returns() / "2012-08" / "return-E.xlsx",
            "returns/2012-08/return-E.xlsx",
        )
        cli.main(sends(running, "run", "returns/2012-08"))
        assert set(running.post.recipients) == set(ALL_RECIPIENTS)


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

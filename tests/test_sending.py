"""Sending through a real mail server with TLS: what is asked first, only once, one at a time."""

import builtins
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.files import locking
from cyps_reports.letters.letter import Attachment
from cyps_reports.sending.log import Delivery, Outcome, SentLog, log_bytes, log_in
from cyps_reports.sending.pending import pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer
from cyps_reports.sending.smtp import send_all
from cyps_reports.writers.email import digest_of, message_id
from cyps_reports.writers.word.as_sent import as_sent
from tests.tools.desk import (
    ALL_RECIPIENTS,
    DRAFT,
    EMAILS,
    NOON,
    Desk,
    everything_written,
    nobody,
    now,
    sent,
)
from tests.tools.mail_server import PASSWORD, USER, Post, Running, mail_server
from tests.tools.measured import ENVIRONMENT


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
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
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
        capsys.readouterr()
        assert desk.send(running) == 2
        said = capsys.readouterr().err.strip()
        assert said.startswith("another run is sending the emails in ")
        assert said.endswith("by this one. Wait until the other is done, and run again.")
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


@pytest.mark.full
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

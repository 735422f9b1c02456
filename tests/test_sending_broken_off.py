"""A sending that is refused, breaks off or is stopped: what is sent, held back, asked about."""

import builtins
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cyps_reports.files import placing
from cyps_reports.files.placing import CannotWriteError
from cyps_reports.sending import keeping, smtp
from cyps_reports.sending.keeping import Record
from cyps_reports.sending.log import SentLog
from tests.tools.desk import (
    ALL_RECIPIENTS,
    EMAILS,
    Desk,
    sent,
)
from tests.tools.mail_server import Post, Running, mail_server


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

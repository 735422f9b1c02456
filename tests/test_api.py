"""The month's acts without a console.

In a thread, in a folder that is not the working one, with the same bytes.
"""

import gc
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from cyps_reports import api, cli, locations
from cyps_reports.assessment.model import Assessment
from cyps_reports.files import locking
from cyps_reports.plan.dates.periods import MONTHLY
from tests.tools.mail_server import PASSWORD, USER, Post, Running, mail_server
from tests.tools.plan_document import plan_document

NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)
SEPTEMBER, RETURNS = Path("output/2012-09"), Path("returns/2012-09")

Result = TypeVar("Result")


def office_in(folder: Path, returns: Path) -> Path:
    """An officer's folder with three months of returns and their plan, and one email text of
    their own.
    """
    shutil.copytree(returns, folder / "returns")
    texts = folder / "input_templates" / "emails"
    texts.mkdir(parents=True)
    for text in locations.built_in_email_texts():
        (texts / text.name).write_bytes(text.read_bytes().replace(b"Dear", b"Good morning,"))
    return folder


@pytest.fixture
def office(few_rows: Path, tmp_path: Path) -> Path:
    return office_in(tmp_path / "office", few_rows)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder is another one, in which everything that may be looked for is wrong."""
    folder = tmp_path / "elsewhere"
    (folder / "returns" / "2012-11").mkdir(parents=True)
    (folder / "input_templates" / "emails").mkdir(parents=True)
    for name in ("plan.xlsx", "report_template.docx", "emails/lead.txt"):
        (folder / "input_templates" / name).write_bytes(b"not what is meant")
    monkeypatch.chdir(folder)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the times in the record of what was sent."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {
        name: _without_times(content) if name.endswith("sent.json") else content
        for name, content in files.items()
    }


def _without_times(sent: bytes) -> bytes:
    rows = json.loads(sent)["deliveries"]
    return json.dumps([{**row, "when": ""} for row in rows]).encode()


def in_a_thread(act: Callable[[], Result]) -> Result:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


@contextmanager
def without_console(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a server without a window.

    Nothing can be printed or asked, and the process stays as it is.
    """

    def process() -> tuple[object, ...]:
        handlers = tuple(signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM))
        return Path.cwd(), dict(os.environ), handlers, gc.isenabled(), gc.get_freeze_count()

    # What the tests themselves have put aside of the collector goes away one by one.
    gc.unfreeze()
    before = process()
    try:
        with monkeypatch.context() as patch:
            for stream in ("stdin", "stdout", "stderr"):
                patch.setattr(sys, stream, None)
            yield
            assert process() == before
    finally:
        gc.freeze()


@dataclass
class Officer:
    """Answers what is asked while emails are sent, and notes it."""

    says_yes: bool = True
    fate: api.Fate = api.Fate.LEFT
    asked: list[str] = field(default_factory=list)

    def fate_of(self, pending: api.Pending) -> api.Fate:
        self.asked.append(f"what becomes of {pending.draft.name}")
        return self.fate

    def may_send(self, to_send: Sequence[api.Pending]) -> bool:
        self.asked.append(f"send {len(to_send)}")
        return self.says_yes

    def password_for(self, server: api.MailServer) -> str:
        self.asked.append(f"password for {server.host}")
        return PASSWORD


def send_request(
    drafted: api.Drafted, running: Running, folder: Path | None = None
) -> api.SendRequest:
    plan = drafted.month.checked.assessment.plan
    server = api.mail_server(plan, running.address, ca_file=running.ca_file)
    return api.SendRequest(
        folder or drafted.folder, drafted.drafts, server, lambda: NOON, user=USER
    )


def month_by_api(
    office: Path, running: Running
) -> tuple[api.Reported, api.Drafted, api.Sent, api.Verified]:
    """Templates, check, feedback, status, report, drafts, sending and verify, one after the
    other.
    """
    api.write_templates(api.TemplatesRequest(root=office, today=date(2012, 10, 1), returns=RETURNS))
    month = api.read_month(api.MonthRequest(root=office))
    api.write_feedback(office / "lists", month.checked)
    assert api.status(api.MonthRequest(root=office, returns=Path("2012-09"))).returned == 5
    reported = api.report(api.ReportRequest(root=office, csv=True))
    drafted = api.draft(api.MonthRequest(root=office))
    sent = api.send(send_request(drafted, running), Officer())
    return reported, drafted, sent, api.verify(api.VerifyRequest(root=office, results=SEPTEMBER))


def month_by_command_line(running: Running) -> list[int]:
    through = ["--send", "--yes", "--server", running.address, "--ca-file", str(running.ca_file)]
    commands = (
        ["templates", "--from", str(RETURNS)],
        ["check", "--feedback", "lists"],
        ["report", "--csv"],
        ["email", *through],
        ["verify", str(SEPTEMBER)],
    )
    return [cli.main(command) for command in commands]


def test_a_whole_month_in_a_thread_makes_the_same_bytes_as_the_command_line(
    office: Path,
    elsewhere: Path,
    few_rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = office_in(tmp_path / "same", few_rows)
    untouched = files_in(elsewhere)
    with mail_server(tmp_path, Post(), wants_login=True) as running, without_console(monkeypatch):
        reported, drafted, sent, verified = in_a_thread(lambda: month_by_api(office, running))
        to_api = running.post.recipients
    with mail_server(tmp_path, Post(), wants_login=True) as running, monkeypatch.context() as patch:
        patch.chdir(same)
        patch.setenv("CYPS_REPORTS_MAIL_USER", USER)
        patch.setenv("CYPS_REPORTS_MAIL_PASSWORD", PASSWORD)
        ended = month_by_command_line(running)
        assert to_api == running.post.recipients
    assert files_in(office) == files_in(same)
    assert files_in(elsewhere) == untouched
    assert (reported.ended, drafted.ended, sent.ended, verified.ended) == (1, 1, 0, 0)
    assert ended == [0, 1, 1, 1, 0]
    assert sent.end is api.SendingEnd.SENT
    assert {each.outcome for each in sent.known.deliveries} == {api.Outcome.ACCEPTED}


def test_results_say_which_files_they_are_of(office: Path, elsewhere: Path) -> None:
    steps: list[str] = []
    reported = api.report(
        api.ReportRequest(root=office), lambda step: steps.append(type(step).__name__)
    )
    assert steps == ["FoundMonth", "ReadMonth", "ReportBegun", "ReportMade"]
    assert reported.month.returns == office / RETURNS
    assert reported.month.used.book == api.PlanBook(
        office / "returns" / "plan.xlsx", api.PlanOrigin.OWN
    )
    assert isinstance(reported.month.checked.assessment, Assessment)
    names = ["cyps-report-2012-09.docx", "cyps-summary-2012-09.xlsx", "as-reported.json"]
    assert list(reported.written.paths) == [office / SEPTEMBER / name for name in names]
    assert not reported.written.kept

    (report, *_) = reported.written.paths
    report.write_bytes(b"edited in Word")
    again = api.report(api.ReportRequest(root=office, as_at=date(2012, 9, 28)))
    assert again.replaced.is_another_report
    assert [each.aside for each in again.written.kept] == ["cyps-report-2012-09-edited.docx"]
    assert again.written.is_known
    drafted = api.draft_of(office, again)
    assert drafted.texts.built_in == ()
    assert drafted.mailing.files.keys() <= {path.name for path in drafted.written.paths}


def test_drafts_are_as_at_the_day_that_was_reported_on_and_the_month_is_read_once(
    office: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.report(api.ReportRequest(root=office, as_at=date(2012, 9, 28)))
    steps: list[api.Progress] = []
    drafted = api.draft(api.MonthRequest(root=office), steps.append)
    assert drafted.month.checked.assessment.as_at == date(2012, 9, 28)
    assert [type(step).__name__ for step in steps] == ["FoundMonth", "ReadMonth", "DraftsMade"]


@pytest.mark.full
def test_two_threads_in_two_folders_make_what_each_would_alone(
    few_rows: Path, tmp_path: Path, elsewhere: Path
) -> None:
    requests = {name: Path("returns") / name for name in ("2012-08", "2012-09")}

    def whole(office: Path, returns: Path) -> Path:
        reported = api.report(api.ReportRequest(root=office, returns=returns, csv=True))
        api.draft_of(office, reported)
        return office

    alone = {
        name: files_in(whole(office_in(tmp_path / "alone" / name, few_rows), each))
        for name, each in requests.items()
    }
    offices = {name: office_in(tmp_path / "together" / name, few_rows) for name in requests}
    start = threading.Barrier(len(offices))

    def at_once(name: str) -> Path:
        start.wait()
        return whole(offices[name], requests[name])

    with ThreadPoolExecutor(len(offices)) as pool:
        together = {
            name: files_in(folder)
            for name, folder in zip(offices, pool.map(at_once, offices), strict=True)
        }
    assert together == alone


# Sending


@pytest.fixture(scope="module")
def drafted(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> api.Drafted:
    """September's drafts, made once; each test sends them from a folder of its own."""
    office = office_in(tmp_path_factory.mktemp("drafted") / "office", few_rows)
    return api.draft_of(office, api.report(api.ReportRequest(root=office)))


def test_a_sending_is_shown_and_asked_about_and_tells_each_step(
    drafted: api.Drafted, tmp_path: Path
) -> None:
    officer, steps = Officer(says_yes=False), list[api.Progress]()
    with mail_server(tmp_path, Post(), wants_login=True) as running:
        request = send_request(drafted, running, tmp_path)
        declined = api.send(request, officer, steps.append)
        assert (declined.end, declined.ended) == (api.SendingEnd.DECLINED, api.Ended.DONE)
        assert not running.post.taken
        assert steps == [api.shown(request)]
        number = len([each for each in api.shown(request).pendings if each.recipients])
        assert officer.asked == [f"send {number}"]

        officer.says_yes = True
        sent = api.send(request, officer, steps.append)
        assert officer.asked == [f"send {number}", f"send {number}", "password for localhost"]
        kept = [
            each for step in steps if isinstance(step, api.StepKept) for each in step.deliveries
        ]
        accepted = sorted(each.recipient for each in kept if each.outcome is api.Outcome.ACCEPTED)
        assert accepted == running.post.recipients
        assert len(sent.known.deliveries) == len(accepted)
        assert api.send(request, officer).end is api.SendingEnd.NOTHING_LEFT
        assert not any(each.recipients for each in api.shown(request).pendings)
    assert PASSWORD not in repr(request)


def test_a_sending_that_a_thread_wants_to_stop_ends_before_the_next_email_and_goes_on_later(
    drafted: api.Drafted, tmp_path: Path
) -> None:
    wanted = threading.Event()

    def stop_once_sent(step: api.Progress) -> None:
        if isinstance(step, api.StepKept) and any(
            each.outcome is api.Outcome.ACCEPTED for each in step.deliveries
        ):
            wanted.set()

    with mail_server(tmp_path, Post(), wants_login=True) as running:
        request = send_request(drafted, running, tmp_path)
        stopping = api.StopsWhen(wanted.is_set)
        sent = in_a_thread(lambda: api.send(request, Officer(), stop_once_sent, stopping))
        assert (sent.end, sent.ended) == (api.SendingEnd.STOPPED, api.Ended.BROKEN_OFF)
        assert len(running.post.taken) == 1
        rest = in_a_thread(lambda: api.send(request, Officer()))
        assert rest.end is api.SendingEnd.SENT
        assert len(running.post.taken) == len([each for each in sent.to_send if each.recipients])
        assert len(set(running.post.recipients)) == len(
            {each.recipient for each in (*sent.known.deliveries, *rest.known.deliveries)}
        )


@pytest.mark.parametrize(
    ("fate", "arrived"),
    [(api.Fate.LEFT, 0), (api.Fate.COUNTED, 0), (api.Fate.AGAIN, 1)],
    ids=lambda each: str(each),
)
def test_what_may_have_arrived_is_asked_about(
    fate: api.Fate, arrived: int, drafted: api.Drafted, tmp_path: Path
) -> None:
    with mail_server(tmp_path, Post(hangs_up={"after DATA": 0}), wants_login=True) as running:
        request = send_request(drafted, running, tmp_path)
        first = api.send(request, Officer())
        assert first.ended is api.Ended.BROKEN_OFF, "one was handed over and never confirmed"
        taken = len(running.post.taken)
        (unsure,) = {
            each.draft for each in first.known.deliveries if each.outcome is api.Outcome.UNCONFIRMED
        }
        officer = Officer(fate=fate)
        second = api.send(request, officer)
        assert officer.asked[0] == f"what becomes of {unsure}"
        assert len(running.post.taken) == taken + arrived
        assert second.is_left is (fate is api.Fate.LEFT)


# Why an act cannot go on


def refused(act: Callable[[], object]) -> api.CannotRun:
    with pytest.raises(api.CannotRun) as told:
        act()
    assert str(told.value) == f"{told.value.problem} {told.value.fix}".strip()
    return told.value


def test_an_act_that_cannot_go_on_says_why_and_what_to_do(office: Path, elsewhere: Path) -> None:
    def report(**more: object) -> Callable[[], object]:
        return lambda: api.report(api.ReportRequest(root=office, **more))  # type: ignore[arg-type]

    found = api.find_month(api.MonthRequest(root=office, returns=Path("Sept")))
    assert found == api.FoundMonth(office / RETURNS, is_example=False)
    assert refused(report(returns=Path("2013-01"))).reason is api.Reason.NO_RETURNS
    assert refused(report(returns=Path("returns"))).reason is api.Reason.NO_MONTH
    assert refused(report(plan=Path("nowhere.xlsx"))).reason is api.Reason.NO_PLAN
    assert refused(report(lead="QQ")).reason is api.Reason.NO_LEAD
    assert refused(report(output=Path("returns"))).reason is api.Reason.AMONG_RETURNS
    assert (
        refused(lambda: api.verify(api.VerifyRequest(root=office, results=SEPTEMBER))).reason
        is api.Reason.NO_RECORD
    )
    assert not (office / "output").exists()


def test_a_plan_that_must_be_mended_comes_with_what_is_wrong_in_it(
    office: Path, elsewhere: Path
) -> None:
    (office / "returns" / "plan.xlsx").write_bytes(b"no workbook")
    faulty = refused(lambda: api.read_month(api.MonthRequest(root=office)))
    assert faulty.reason is api.Reason.FAULTY_PLAN
    assert [each.place.workbook for each in faulty.findings] == ["plan.xlsx"]


def test_a_folder_that_somebody_writes_to_is_left_alone(
    office: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_PAUSE_SECONDS", 0)
    results = office / SEPTEMBER
    results.mkdir(parents=True)
    with locking.locked(results):
        busy = refused(lambda: in_a_thread(lambda: api.report(api.ReportRequest(root=office))))
    assert busy.reason is api.Reason.NOT_WRITTEN
    assert not files_in(results)


def test_a_clock_that_has_lost_its_battery_is_refused() -> None:
    api.refuse_wrong_clock(date(2012, 10, 1))
    assert (
        refused(lambda: api.refuse_wrong_clock(date(1970, 1, 1))).reason is api.Reason.ODD_MACHINE
    )


def test_drafts_say_which_report_has_to_be_made_first(office: Path, elsewhere: Path) -> None:
    day = date(2012, 9, 28)
    with pytest.raises(api.NotReported) as told:
        api.draft(api.MonthRequest(root=office, as_at=day))
    assert (told.value.reason, told.value.as_at) == (api.Reason.NOT_REPORTED, day)
    assert told.value.problem == f"there is no report in {office / SEPTEMBER} yet."


def test_everything_the_acts_take_and_give_is_exported() -> None:
    assert sorted(api.__all__) == sorted(set(api.__all__))
    for name in api.__all__:
        assert getattr(api, name).__doc__ or name == "Watch", name


def folder_by_api(office: Path) -> api.PlanChecked:
    """A folder from a document, with the plan check, as a page would make it."""
    facts = api.FirstFacts(service="Children's Services", reported=MONTHLY)
    request = api.StartRequest(
        root=office,
        today=date(2012, 10, 1),
        source=Path("Our plan.docx"),
        facts=facts,
        program=sys.executable,
    )
    api.start(request)
    return api.check_plan(api.PlanCheckRequest(root=office))


def test_a_folder_made_in_a_thread_has_the_same_bytes_as_by_the_command_line(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = tmp_path / "by api", tmp_path / "by command"
    for folder in folders:
        folder.mkdir()
        (folder / "Our plan.docx").write_bytes(plan_document())
    untouched = files_in(elsewhere)
    with without_console(monkeypatch):
        checked = in_a_thread(lambda: folder_by_api(folders[0]))
    assert (checked.ended, files_in(elsewhere)) == (api.Ended.DONE_WITH_ERRORS, untouched)
    monkeypatch.chdir(folders[1])
    monkeypatch.setattr("cyps_reports.console.requests.first_command", lambda: "")
    october = replace(cli.CONSOLE, clock=lambda: datetime(2012, 10, 1, tzinfo=UTC))
    monkeypatch.setattr(cli, "CONSOLE", october)
    given = ["--service", "Children's Services", "--reported", "monthly"]
    assert cli.main(["start", "--from", "Our plan.docx", *given]) == 0
    assert cli.main(["plan", "check"]) == 1
    assert files_in(folders[0]) == files_in(folders[1])

"""Sends the month's emails.

It shows them, asks, hands them to the mail server, and keeps the record before each step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_reports.acts.ended import CannotRun, Reason, Watch, unwatched
from cyps_reports.acts.sending_asked import (
    Answers,
    Fate,
    SendingEnd,
    SendingShown,
    SendRequest,
    Sent,
    StepKept,
    Stopping,
    StopsWhen,
)
from cyps_reports.findings import Refused
from cyps_reports.plan.model.plan import Plan
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record, one_at_a_time
from cyps_reports.sending.log import Outcome, SentLog
from cyps_reports.sending.pending import Pending, pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from cyps_reports.sending.smtp import send_all


def mail_server(
    plan: Plan, typed: str = "", tls: Tls | None = None, ca_file: Path | None = None
) -> MailServer:
    """The mail server that was typed, like `name` or `name:port`, else that of the plan.

    `tls` is how the connection is encrypted; what is usual for its port for None. `ca_file` names
    the certificates to trust in place of the machine's own.

    Raises:
        CannotRun: none is given, or what is given is none.

    """
    if not (typed or plan.mail_server):
        mend = "Type it in the plan workbook's sheet Plan, or give it with --server."
        raise CannotRun(Reason.NO_MAIL_SERVER, "no mail server is given.", mend)
    server = server_in(typed or plan.mail_server, tls, ca_file)
    if isinstance(server, Refused):
        raise CannotRun(Reason.NO_MAIL_SERVER, server.message, server.fix)
    return server


def send(
    request: SendRequest,
    answers: Answers | None = None,
    watch: Watch = unwatched,
    stopping: Stopping | None = None,
) -> Sent:
    """Sends what was not sent yet; nobody else sends from the folder meanwhile.

    Tells SendingShown and StepKept.

    What is about to be handed over is in the record first: nothing is sent twice without being
    asked for. Without `answers` nothing is asked, as on a schedule: everything that is not in doubt
    goes out.

    Raises:
        CannotRun: no sender or password is given; another run is sending; the record of what was
            sent is damaged or cannot be kept.
        KeyboardInterrupt: `stopping` raised it before anything was sent.

    """
    office = _Office(request, answers, watch, stopping or StopsWhen(), Record(request.folder))
    with _cannot_run(), one_at_a_time(request.folder):
        return _send(office)


def shown(request: SendRequest) -> SendingShown:
    """What a sending would show now; nothing is asked, and nothing goes out.

    Raises:
        CannotRun: the record of what was sent is damaged or cannot be read.

    """
    with _cannot_run():
        return SendingShown(_pendings(request, _log(Record(request.folder))), request.server)


def _pendings(request: SendRequest, log: SentLog, again: Sequence[str] = ()) -> tuple[Pending, ...]:
    return pending_of(request.drafts, log, again, sends_doubtful=request.sends_doubtful)


@contextmanager
def _cannot_run() -> Iterator[None]:
    try:
        yield
    except CannotSendError as problem:
        raise CannotRun(Reason.CANNOT_SEND, str(problem)) from problem


@dataclass(frozen=True, slots=True)
class _Office:
    """Who sends, what, and where it is kept."""

    request: SendRequest
    answers: Answers | None
    watch: Watch
    stopping: Stopping
    record: Record


def _send(office: _Office) -> Sent:
    answers = office.answers
    log = _log(office.record)
    pendings = _pendings(office.request, log)
    office.watch(SendingShown(pendings, office.request.server))
    if answers:
        log, again = _decided(office, answers, pendings, log)
        pendings = _pendings(office.request, log, again)
    to_send = tuple(pending for pending in pendings if pending.recipients)
    is_left = any(
        pending.held or pending.unsure or not pending.draft.recipients for pending in pendings
    )
    if not to_send:
        return Sent(SendingEnd.NOTHING_LEFT, is_left=is_left)
    if not all(each.draft.sender for each in to_send):
        problem = (
            "the plan workbook does not say where the emails come from (see above). Nothing "
            "was sent."
        )
        raise CannotRun(Reason.NO_SENDER, problem)
    if answers and not answers.may_send(to_send):
        return Sent(SendingEnd.DECLINED, is_left=is_left)
    return replace(_send_all(office, to_send, log), is_left=is_left)


def _decided(
    office: _Office, answers: Answers, pendings: Sequence[Pending], log: SentLog
) -> tuple[SentLog, tuple[str, ...]]:
    """What is said of the emails that may have arrived.

    The record with those counted as sent, and what goes again.
    """
    again = []
    for pending in (each for each in pendings if each.unsure):
        fate = answers.fate_of(pending)
        if fate is Fate.AGAIN:
            again.append(pending.digest)
        elif fate is Fate.COUNTED:
            log = log.adding(replace(each, outcome=Outcome.COUNTED) for each in pending.unsure)
            office.record.keep(log)
    return log, tuple(again)


def _send_all(office: _Office, to_send: tuple[Pending, ...], log: SentLog) -> Sent:
    server, known, end, why = _logged_in(office), SentLog(), SendingEnd.SENT, ""
    try:
        with closing(send_all(to_send, server, office.request.now)) as steps:
            for step in steps:
                with office.stopping.later():
                    if not step.is_next:
                        known = known.adding(step.known)
                    log = log.adding(step.known)
                    office.record.keep(log)
                    known = known.adding(step.known)
                    office.watch(StepKept(step.known))
                # What is about to be handed over is in the record as perhaps sent: it goes out.
                if not step.is_next and office.stopping.wants_to_stop():
                    end = SendingEnd.STOPPED
                    break
    except CannotSendError as problem:
        end, why = SendingEnd.BROKEN_OFF, str(problem)
    except KeyboardInterrupt:
        end = SendingEnd.STOPPED
    office.stopping.no_more()
    return Sent(end, to_send, known, why)


def _log(record: Record) -> SentLog:
    """The record of what was sent; refused where it is damaged, so that nothing is sent twice."""
    log = record.read()
    if log is None:
        problem = (
            f"{record.path}, the record of what was sent, cannot be read, so nothing is "
            "sent again by mistake."
        )
        mend = "Put it back from a copy; if nothing was sent this month, take it away."
        raise CannotRun(Reason.CANNOT_SEND, problem, mend)
    return log


def _logged_in(office: _Office) -> MailServer:
    """With user and password; a password that was not given is asked for."""
    request, password = office.request, office.request.password
    if not request.user:
        return request.server
    if not password and office.answers:
        password = office.answers.password_for(request.server)
    if not password:
        problem = f"{USER_VARIABLE} is set but {PASSWORD_VARIABLE} is not. Nothing was sent."
        raise CannotRun(Reason.NO_PASSWORD, problem)
    return request.server.with_credentials(request.user, password)

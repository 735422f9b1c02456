"""Sends the month's emails: shows them, asks, hands them to the mail server, and keeps the record before each step."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cyps_reports.commands.console import COULD_NOT_RUN, DONE, DONE_WITH_ERRORS, CannotRun, Console
from cyps_reports.commands.stopping import Stop, stoppable
from cyps_reports.findings import Refused
from cyps_reports.letters.drafts import Draft
from cyps_reports.plan.model import Plan
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.keeping import Record, one_at_a_time
from cyps_reports.sending.log import Delivery, Outcome, SentLog
from cyps_reports.sending.pending import Pending, pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from cyps_reports.sending.smtp import send_all
from cyps_reports.sending.wording import (
    AGAIN,
    COUNT,
    UNSURE_LEFT,
    closing_lines,
    delivery_line,
    preview_lines,
    question,
    unsure_question,
)


def send(console: Console, options: argparse.Namespace, plan: Plan, drafts: Sequence[Draft], folder: Path) -> int:
    """Sends what was not sent yet, after a preview and a yes; nobody else sends from the folder meanwhile.

    Returns 0 when everybody has theirs, or nothing was to be sent; 1 when the server refused a recipient, an email
    has none, or something is held back; 2 when it was broken off or stopped.

    Raises:
        CannotRun: no mail server, sender or password is given; another run is sending; the record of what was sent
            is damaged or cannot be kept.

    """
    server = _server(options, plan)
    try:
        with stoppable() as stop, _cannot_run(), one_at_a_time(folder):
            return _send(_Office(console, options, drafts, Record(folder), stop), server)
    except KeyboardInterrupt:
        console.complain("Stopped. Nothing was sent.")
        return COULD_NOT_RUN


@contextmanager
def _cannot_run() -> Iterator[None]:
    try:
        yield
    except CannotSendError as problem:
        raise CannotRun(str(problem)) from problem


@dataclass(frozen=True, slots=True)
class _Office:
    """Who sends, what, and where it is kept."""

    console: Console
    options: argparse.Namespace
    drafts: Sequence[Draft]
    record: Record
    stop: Stop

    def pendings(self, log: SentLog, again: Sequence[str] = ()) -> tuple[Pending, ...]:
        return pending_of(self.drafts, log, again, sends_doubtful=self.options.send_anyway)


def _send(office: _Office, server: MailServer) -> int:
    console, asks = office.console, not office.options.yes
    log = _log(office.record)
    pendings = office.pendings(log)
    console.say_all(preview_lines(pendings, server))
    if asks:
        log, again = _decided(office, pendings, log)
        pendings = office.pendings(log, again)
    to_send = tuple(each for each in pendings if each.recipients)
    ended = _ended_if_sent(office, pendings)
    if not to_send:
        console.say("There is nothing left to send.")
        return ended
    if not all(each.draft.sender for each in to_send):
        raise CannotRun("the plan workbook does not say where the emails come from (see above). Nothing was sent.")
    if asks and console.ask(question(to_send)).strip().casefold() not in ("yes", "y"):
        console.say("Nothing was sent.")
        return DONE
    return max(ended, _send_all(office, to_send, _logged_in(console, server, asks=asks), log))


def _ended_if_sent(office: _Office, pendings: Sequence[Pending]) -> int:
    """How it ends where all that goes out arrives: 1 where something does not go out, and has to be looked at."""
    if office.options.yes and any(each.unsure for each in pendings):
        office.console.say(UNSURE_LEFT)
    is_left = any(each.held or each.unsure or not each.draft.recipients for each in pendings)
    return DONE_WITH_ERRORS if is_left else DONE


def _decided(office: _Office, pendings: Sequence[Pending], log: SentLog) -> tuple[SentLog, tuple[str, ...]]:
    """What is said of the emails that may have arrived: the record with those counted as sent, and what goes again."""
    again = []
    for pending in (each for each in pendings if each.unsure):
        answer = office.console.ask(unsure_question(pending)).strip().strip("“”\"'").casefold()
        if answer == AGAIN:
            again.append(pending.digest)
        elif answer == COUNT:
            log = log.adding(replace(each, outcome=Outcome.COUNTED) for each in pending.unsure)
            office.record.keep(log)
    return log, tuple(again)


def _send_all(office: _Office, to_send: Sequence[Pending], server: MailServer, log: SentLog) -> int:
    console, known, ended = office.console, SentLog(), DONE
    try:
        with closing(send_all(to_send, server, console.now)) as steps:
            for step in steps:
                with office.stop.later():
                    if not step.is_next:
                        known = known.adding(step.known)
                    log = log.adding(step.known)
                    office.record.keep(log)
                    known = known.adding(step.known)
                    console.say_all(_lines(step.known))
    except CannotSendError as problem:
        console.complain(f"Broken off: {problem}")
        ended = COULD_NOT_RUN
    except KeyboardInterrupt:
        console.complain("Stopped.")
        ended = COULD_NOT_RUN
    office.stop.no_more()
    console.say_all(closing_lines(to_send, known))
    return max(ended, *(_ENDS[each.outcome] for each in known.deliveries), DONE)


_ENDS = {Outcome.ACCEPTED: DONE, Outcome.REFUSED: DONE_WITH_ERRORS, Outcome.UNCONFIRMED: COULD_NOT_RUN}


def _lines(deliveries: Sequence[Delivery]) -> Iterator[str]:
    return (delivery_line(each) for each in deliveries if each.outcome is not Outcome.UNCONFIRMED)


def _server(options: argparse.Namespace, plan: Plan) -> MailServer:
    typed = options.server or plan.mail_server
    if not typed:
        raise CannotRun("no mail server is given. Type it in the plan workbook's sheet Plan, or give it with --server.")
    server = server_in(typed, Tls(options.tls) if options.tls else None, options.ca_file)
    if isinstance(server, Refused):
        raise CannotRun(f"{server.message} {server.fix}")
    return server


def _log(record: Record) -> SentLog:
    """The record of what was sent; refused where it is damaged, so that nothing is sent twice."""
    log = record.read()
    if log is None:
        problem = f"{record.path}, the record of what was sent, cannot be read, so nothing is sent again by mistake."
        raise CannotRun(f"{problem} Put it back from a copy; if nothing was sent this month, take it away.")
    return log


def _logged_in(console: Console, server: MailServer, *, asks: bool) -> MailServer:
    """With the user and password of the environment; a password that is not there is asked for."""
    user = console.environment.get(USER_VARIABLE, "")
    password = console.environment.get(PASSWORD_VARIABLE, "")
    if not user:
        return server
    if not password and asks:
        password = console.ask_secret(f"Password for {server.host}: ")
    if not password:
        raise CannotRun(f"{USER_VARIABLE} is set but {PASSWORD_VARIABLE} is not. Nothing was sent.")
    return server.with_credentials(user, password)

"""Sends the month's emails: shows them, asks, hands them to the mail server, and keeps the record after each step."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cyps_reports.commands.console import (
    COULD_NOT_RUN,
    DONE,
    DONE_WITH_ERRORS,
    CannotRun,
    Console,
    content_of,
    write,
)
from cyps_reports.findings import Refused
from cyps_reports.mailing import SENT_LOG
from cyps_reports.plan.model import Plan
from cyps_reports.report.drafts import Draft
from cyps_reports.sending.connection import CannotSendError
from cyps_reports.sending.log import Outcome, SentLog, log_bytes, log_in, pending_of
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from cyps_reports.sending.smtp import send_all
from cyps_reports.sending.wording import delivery_line, preview_lines, question, summary


def send(console: Console, options: argparse.Namespace, plan: Plan, drafts: Sequence[Draft], folder: Path) -> int:
    """Sends what was not sent yet, after a preview and a yes.

    Returns 0 when everybody has theirs, or nothing was to be sent; 1 when the server refused a recipient or an
    email has none; 2 when it was broken off.

    Raises:
        CannotRun: no mail server, sender or password is given, or the record of what was sent is damaged.

    """
    server = _server(options, plan)
    log = _log(folder / SENT_LOG)
    pendings = pending_of(drafts, log)
    console.say_all(preview_lines(pendings, server))
    ended = DONE if all(each.recipients for each in drafts) else DONE_WITH_ERRORS
    to_send = tuple(each for each in pendings if each.recipients)
    if not to_send:
        console.say("There is nothing left to send.")
        return ended
    if not all(each.draft.sender for each in to_send):
        raise CannotRun("the plan workbook does not say where the emails come from (see above). Nothing was sent.")
    if not options.yes and console.ask(question(to_send)).strip().casefold() not in ("yes", "y"):
        console.say("Nothing was sent.")
        return DONE
    return max(ended, _send_all(console, drafts, _logged_in(console, server, asks=not options.yes), folder))


def _send_all(console: Console, drafts: Sequence[Draft], server: MailServer, folder: Path) -> int:
    # Read again: while the question stood on the screen, a schedule may have sent some of it.
    log, ended = _log(folder / SENT_LOG), DONE
    to_send = tuple(each for each in pending_of(drafts, log) if each.recipients)
    try:
        for step in send_all(to_send, server, log, console.now):
            log = step.log
            write(folder, {SENT_LOG: log_bytes(log)})
            console.say_all(delivery_line(delivery) for delivery in step.known)
            if any(delivery.outcome is Outcome.REFUSED for delivery in step.known):
                ended = DONE_WITH_ERRORS
    except CannotSendError as problem:
        console.complain(f"Broken off: {problem}")
        ended = COULD_NOT_RUN
    console.say(summary(to_send, log))
    unsure = any(log.of(each.digest, Outcome.UNCONFIRMED) for each in to_send)
    return COULD_NOT_RUN if unsure else ended


def _server(options: argparse.Namespace, plan: Plan) -> MailServer:
    typed = options.server or plan.mail_server
    if not typed:
        raise CannotRun("no mail server is given. Type it in the plan workbook's sheet Plan, or give it with --server.")
    server = server_in(typed, Tls(options.tls) if options.tls else None, options.ca_file)
    if isinstance(server, Refused):
        raise CannotRun(f"{server.message} {server.fix}")
    return server


def _log(path: Path) -> SentLog:
    """The record of what was sent; refused where it is damaged, so that nothing is sent twice."""
    if not path.exists():
        return SentLog()
    log = log_in(content_of(path) or b"")
    if log is None:
        problem = f"{path}, the record of what was sent, cannot be read, so nothing is sent again by mistake."
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

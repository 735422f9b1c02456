"""Sends emails from the command line: shows them, asks, and says what became of each.

Ctrl-C breaks it off.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_reports.acts.ended import Ended, Progress, Watch
from cyps_reports.acts.sending import mail_server, send
from cyps_reports.acts.sending_asked import (
    Fate,
    SendingEnd,
    SendingShown,
    SendRequest,
    Sent,
    StepKept,
)
from cyps_reports.console.screen import Console
from cyps_reports.console.stopping import stoppable
from cyps_reports.letters.letter import Draft
from cyps_reports.plan.model.plan import Plan
from cyps_reports.sending.log import Outcome
from cyps_reports.sending.pending import Pending
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls
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


def send_emails(
    console: Console, options: argparse.Namespace, plan: Plan, drafts: Sequence[Draft], folder: Path
) -> Ended:
    """Sends what was not sent yet, after a preview and a yes.

    Where that is not wanted, nothing is asked.

    Raises:
        CannotRun: as of `send`; no mail server is given, or nobody answers.

    """
    tls = Tls(options.tls) if options.tls else None
    request = SendRequest(
        folder=folder,
        drafts=tuple(drafts),
        server=mail_server(plan, options.server, tls, options.ca_file),
        now=console.clock,
        sends_doubtful=options.send_anyway,
        user=console.environment.get(USER_VARIABLE, ""),
        password=console.environment.get(PASSWORD_VARIABLE, ""),
    )
    answers = None if options.yes else _Keyboard(console)
    try:
        with stoppable() as stop:
            sent = send(request, answers, _steps(console, is_asked=not options.yes), stop)
            _say_sent(console, sent)
            return sent.ended
    except KeyboardInterrupt:
        console.complain("Stopped. Nothing was sent.")
        return Ended.BROKEN_OFF


def _steps(console: Console, *, is_asked: bool) -> Watch:
    def said(step: Progress) -> None:
        match step:
            case SendingShown():
                console.say_all(preview_lines(step.pendings, step.server))
                if not is_asked and any(pending.unsure for pending in step.pendings):
                    console.say(UNSURE_LEFT)
            case StepKept():
                known = (
                    delivery
                    for delivery in step.deliveries
                    if delivery.outcome is not Outcome.UNCONFIRMED
                )
                console.say_all(delivery_line(each) for each in known)

    return said


@dataclass(frozen=True, slots=True)
class _Keyboard:
    """Asks whoever sits before the screen."""

    console: Console

    def fate_of(self, pending: Pending) -> Fate:
        """What is to become of an email that may have arrived."""
        answer = self.console.ask(unsure_question(pending)).strip().strip("“”\"'").casefold()
        return {AGAIN: Fate.AGAIN, COUNT: Fate.COUNTED}.get(answer, Fate.LEFT)

    def may_send(self, to_send: Sequence[Pending]) -> bool:
        """Whether these emails go out."""
        return self.console.ask(question(to_send)).strip().casefold() in ("yes", "y")

    def password_for(self, server: MailServer) -> str:
        """The password, which is not shown."""
        return self.console.ask_secret(f"Password for {server.host}: ")


def _say_sent(console: Console, sent: Sent) -> None:
    match sent.end:
        case SendingEnd.NOTHING_LEFT:
            console.say("There is nothing left to send.")
        case SendingEnd.DECLINED:
            console.say("Nothing was sent.")
        case SendingEnd.BROKEN_OFF:
            console.complain(f"Broken off: {sent.why}")
        case SendingEnd.STOPPED:
            console.complain("Stopped.")
    if sent.to_send:
        console.say_all(closing_lines(sent.to_send, sent.known))

"""The command line: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports.acts.ended import (
    CannotRun,
    Ended,
    NotReported,
    Reason,
    refuse_wrong_clock,
    unwatched,
)
from cyps_reports.acts.month import read_month
from cyps_reports.console.arguments import BOTH, Occasion, parser_for
from cyps_reports.console.month import kept_lines, month_steps
from cyps_reports.console.requests import ROOT, month_request, report_first, report_request
from cyps_reports.console.screen import Console, on_screen, say_findings, tally
from cyps_reports.findings import Severity
from cyps_reports.machine import NO_ROOM, fault_in_words, has_no_room
from cyps_reports.phrases import none_or
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, Tls

if TYPE_CHECKING:
    from cyps_reports.acts.drafts import Drafted
    from cyps_reports.acts.month import ReadMonth
    from cyps_reports.acts.report import Reported, ReportRequest
    from cyps_reports.acts.sending_out import DraftedOut

DONE, DONE_WITH_ERRORS, COULD_NOT_RUN = Ended.DONE, Ended.DONE_WITH_ERRORS, Ended.BROKEN_OFF
"""How a command ends."""

__all__ = ["COULD_NOT_RUN", "DONE", "DONE_WITH_ERRORS", "CannotRun", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when done, 1 when done with findings of severity error, 2 when it could not run.

    Raises:
        BrokenPipeError: what is said is read no further.
        KeyboardInterrupt: somebody stopped it.

    """
    commands = {
        "start": _start,
        "open": _open,
        "plan": _plan_check,
        "templates": _templates,
        "check": _check,
        "status": _status,
        "report": _report,
        "email": _email,
        "run": _whole_month,
        "verify": _verify,
        "new-year": _new_year,
    }
    is_quiet = False
    try:
        _refuse_a_lost_folder()
        options = parser_for(commands).parse_args(arguments)
        is_quiet = vars(options).get("json", False)
        return int(options.run(options))
    except CannotRun as problem:
        say_findings(replace(CONSOLE, say=_complain) if is_quiet else CONSOLE, problem.findings)
        _complain(f"Could not run: {problem}")
    except BrokenPipeError:
        raise
    except OSError as problem:
        _complain(f"Could not run: {fault_in_words(problem)}")
    except Exception as problem:
        if not has_no_room(problem):
            raise
        _complain(f"Could not run: {NO_ROOM}")
    return COULD_NOT_RUN


def _refuse_a_lost_folder() -> None:
    try:
        Path.cwd()
    except OSError:
        problem = "the folder you are in is no longer there."
        raise CannotRun(Reason.ODD_MACHINE, problem, "Go to another one, and run again.") from None


def _start(options: argparse.Namespace) -> int:
    from cyps_reports.acts.start import start
    from cyps_reports.console.requests import start_request
    from cyps_reports.console.start import Keyboard, say_started, start_steps

    refuse_wrong_clock(_today())
    started = start(start_request(options, _today()), Keyboard(CONSOLE), start_steps(CONSOLE))
    say_started(CONSOLE, started)
    return started.ended


def _plan_check(options: argparse.Namespace) -> int:
    from cyps_reports.acts.plan_check import PlanCheckRequest, check_plan
    from cyps_reports.console.plan_check import say_plan_checked

    checked = check_plan(PlanCheckRequest(root=ROOT, plan=options.plan))
    say_plan_checked(CONSOLE, checked)
    return checked.ended


def _open(options: argparse.Namespace) -> int:
    from cyps_reports.page.folder import Mail, Office
    from cyps_reports.page.server import serve

    folder = (ROOT / options.folder).resolve()
    if not folder.is_dir():
        problem = f"there is no folder {options.folder}."
        raise CannotRun(Reason.NO_FOLDER, problem, "Make it first, or give another one.")
    mail = Mail(
        options.server,
        Tls(options.tls) if options.tls else None,
        options.ca_file,
        os.environ.get(USER_VARIABLE, ""),
        os.environ.get(PASSWORD_VARIABLE, ""),
    )
    office = Office(folder, _now, plan_named=options.plan, mail=mail)
    serve(office, _say_address if options.no_browser else _open_browser)
    CONSOLE.say("The page has ended.")
    return Ended.DONE


def _say_address(address: str) -> None:
    CONSOLE.say(f"The page is at {address}")
    CONSOLE.say("It ends with the button at its foot, or with Ctrl-C here.")


def _open_browser(address: str) -> None:
    import webbrowser

    _say_address(address)
    webbrowser.open(address)


def _templates(options: argparse.Namespace) -> int:
    from cyps_reports.acts.templates import write_templates
    from cyps_reports.console.requests import templates_request
    from cyps_reports.console.templates import say_templates, template_steps

    written = write_templates(templates_request(options, _today()), template_steps(CONSOLE))
    say_templates(CONSOLE, written)
    return DONE


def _check(options: argparse.Namespace) -> int:
    is_quiet = options.json
    month = read_month(month_request(options), unwatched if is_quiet else month_steps(CONSOLE))
    findings = (*month.checked.findings, *month.checked.about_words)
    if is_quiet:
        from cyps_reports.writers.record import finding_values

        # Escaped, as a Windows console may write its output in an old code page.
        print(json.dumps([finding_values(finding) for finding in findings], indent=1))
    else:
        notes = tuple(each for each in findings if each.severity is Severity.NOTE)
        others = tuple(each for each in findings if each.severity is not Severity.NOTE)
        # The notes hardly change from month to month: first, so that what matters stays on the
        # screen.
        say_findings(CONSOLE, others if options.no_notes else (*notes, *others))
        _say(tally(findings))
    if options.feedback:
        _feedback(month, ROOT / options.feedback, is_quiet=is_quiet)
    return month.ended


def _feedback(month: ReadMonth, folder: Path, *, is_quiet: bool) -> None:
    from cyps_reports.acts.feedback import write_feedback

    written = write_feedback(folder, month.checked)
    if not is_quiet:
        CONSOLE.say_all(f"Wrote {path}" for path in written.paths)
        CONSOLE.say_all(kept_lines(written))


def _status(options: argparse.Namespace) -> int:
    from cyps_reports.acts.next_step import next_step
    from cyps_reports.acts.status import status
    from cyps_reports.console.next_step import next_line
    from cyps_reports.letters.status import closing_words, status_lines

    told = status(month_request(options), month_steps(CONSOLE))
    _say(closing_words(told.month.checked.assessment, _today()))
    CONSOLE.say_all(f"  {line}" for line in status_lines(told.priorities))
    if told.returned or any(priority.is_due for priority in told.priorities):
        _say(f"{none_or(told.returned).capitalize()} of {len(told.priorities)} returned.")
    say_findings(CONSOLE, told.month.checked.left_out)
    _say(next_line(next_step(told, _today()), told.month))
    return told.ended


def _now() -> datetime:
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except (OSError, OverflowError, ValueError):
        return now  # a clock that stands in 1970 has no local time on Windows


def _today() -> date:
    return _now().date()


def _report(options: argparse.Namespace) -> int:
    from cyps_reports.acts.report import report
    from cyps_reports.console.report import is_needed, report_steps, say_reported

    refuse_wrong_clock(_today())
    request = report_request(options)
    reported = report(request, report_steps(CONSOLE, is_needed))
    say_reported(CONSOLE, reported)
    if options.edition == BOTH:
        _say_public(request, reported)
    return reported.ended


def _say_public(request: ReportRequest, reported: Reported) -> None:
    """Makes the public edition of a month that was just reported, and says what of it is odd."""
    from cyps_reports.acts.report import public_report
    from cyps_reports.console.report import say_reported

    public = public_report(request, reported.month)
    say_findings(CONSOLE, public.outputs.about_public)
    say_reported(CONSOLE, public)


def _email(options: argparse.Namespace) -> int:
    from cyps_reports.acts.drafts import draft
    from cyps_reports.console.drafts import draft_steps, say_drafted

    refuse_wrong_clock(_today())
    if options.occasion != Occasion.REPORT:
        return _email_out(options)
    try:
        drafted = draft(month_request(options), draft_steps(CONSOLE))
    except NotReported as problem:
        raise CannotRun(
            problem.reason, problem.problem, report_first(options, problem.as_at)
        ) from problem
    say_drafted(CONSOLE, drafted)
    return _sent(options, drafted, "Sending the emails")


def _email_out(options: argparse.Namespace) -> int:
    """The emails of a month's beginning: those with the blank returns, or reminders."""
    from cyps_reports.acts.sending_out import draft_reminders, draft_returns
    from cyps_reports.console.drafts import out_draft_steps, say_drafted
    from cyps_reports.console.requests import send_out_request

    request, said = send_out_request(options), out_draft_steps(CONSOLE)
    if options.occasion == Occasion.RETURNS:
        drafted = draft_returns(request, said)
    else:
        drafted = draft_reminders(request, _today(), said)
    say_drafted(CONSOLE, drafted)
    return _sent(options, drafted, "Sending the emails")


def _whole_month(options: argparse.Namespace) -> int:
    """Check, report and drafts one after the other, saying which is on."""
    from cyps_reports.acts.drafts import draft_of
    from cyps_reports.acts.ended import Progress
    from cyps_reports.acts.report import ReportBegun, report
    from cyps_reports.console.drafts import draft_steps, say_drafted
    from cyps_reports.console.report import is_no_note, report_steps, say_reported
    from cyps_reports.plan.small_numbers import Edition

    refuse_wrong_clock(_today())
    steps, told = 4 if options.send else 3, report_steps(CONSOLE, is_no_note)

    def said(step: Progress) -> None:
        if isinstance(step, ReportBegun):
            _say(f"2 of {steps}: Writing the report")
        told(step)

    _say(f"1 of {steps}: Reading and checking the returns")
    request = report_request(options)
    reported = report(request, said)
    say_reported(CONSOLE, reported)
    if reported.month.used.plan.emailed is Edition.PUBLIC:
        _say_public(request, reported)
    _say(f"3 of {steps}: Writing the email drafts")
    drafted = draft_of(ROOT, reported, draft_steps(CONSOLE))
    say_drafted(CONSOLE, drafted)
    return _sent(options, drafted, "4 of 4: Sending the emails")


def _sent(options: argparse.Namespace, drafted: Drafted | DraftedOut, heading: str) -> int:
    """Sends the drafts where that was asked for."""
    if not options.send:
        return drafted.ended
    from cyps_reports.console.sending import send_emails

    _say(heading)
    sent = send_emails(CONSOLE, options, drafted.plan, drafted.drafts, drafted.folder)
    return max(drafted.ended, sent)


def _verify(options: argparse.Namespace) -> int:
    from cyps_reports.acts.verify import verify
    from cyps_reports.console.requests import verify_request
    from cyps_reports.console.verify import say_verified, verify_steps

    verified = verify(verify_request(options), verify_steps(CONSOLE))
    say_verified(CONSOLE, verified)
    return verified.ended


def _new_year(options: argparse.Namespace) -> int:
    from cyps_reports.acts.new_year import NewYearRequest, write_new_year
    from cyps_reports.console.new_year import say_new_year, year_steps

    refuse_wrong_clock(_today())
    request = NewYearRequest(root=ROOT, plan=options.plan, output=options.output)
    written = write_new_year(request, year_steps(CONSOLE))
    say_new_year(CONSOLE, written)
    return written.ended


def _say(line: str) -> None:
    print(on_screen(line), flush=True)


def _complain(line: str) -> None:
    # Where nobody can be told, how it ends still says that something was to be told.
    with suppress(OSError):
        print(on_screen(line), file=sys.stderr, flush=True)


# What reading from a keyboard that is not there, or is taken away, ends in.
_NOBODY = (EOFError, OSError, RuntimeError, ValueError, AttributeError)


def _ask(question: str) -> str:
    try:
        return input(on_screen(question))
    except _NOBODY:
        raise _nobody_answers() from None


def _ask_secret(question: str) -> str:
    try:
        return getpass.getpass(on_screen(question))
    except _NOBODY:
        raise _nobody_answers() from None


def _nobody_answers() -> CannotRun:
    problem = "there is nobody to answer, so nothing was sent."
    return CannotRun(Reason.NOBODY_ANSWERS, problem, "On a schedule, add --yes.")


CONSOLE = Console(_say, _complain, _ask, _ask_secret, _now, os.environ)

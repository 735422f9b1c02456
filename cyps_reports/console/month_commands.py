"""The commands of a month, each from what was typed to what is said; returns how it ended."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports.acts.ended import CannotRun, NotReported, refuse_wrong_clock, unwatched
from cyps_reports.console.arguments import BOTH, Occasion
from cyps_reports.console.requests import ROOT, month_request, report_first, report_request
from cyps_reports.console.screen import Console, say_findings, tally
from cyps_reports.findings import Severity
from cyps_reports.phrases import none_or

if TYPE_CHECKING:
    from cyps_reports.acts.drafts import Drafted
    from cyps_reports.acts.month import ReadMonth
    from cyps_reports.acts.report import Reported, ReportRequest
    from cyps_reports.acts.sending_out import DraftedOut


def check(console: Console, options: argparse.Namespace) -> int:
    """Says what is wrong in the returned workbooks, and how to mend it."""
    from cyps_reports.acts.month import read_month
    from cyps_reports.console.month import month_steps

    is_quiet = options.json
    month = read_month(month_request(options), unwatched if is_quiet else month_steps(console))
    findings = (*month.checked.findings, *month.checked.about_words)
    if is_quiet:
        from cyps_reports.writers.record import finding_values

        # Escaped, as a Windows console may write its output in an old code page.
        listed = json.dumps([finding_values(finding) for finding in findings], indent=1)
        console.say_all(listed.split("\n"))
    else:
        notes = tuple(each for each in findings if each.severity is Severity.NOTE)
        others = tuple(each for each in findings if each.severity is not Severity.NOTE)
        # The notes hardly change from month to month: first, so that what matters stays on the
        # screen.
        say_findings(console, others if options.no_notes else (*notes, *others))
        console.say(tally(findings))
    if options.feedback:
        _feedback(console, month, ROOT / options.feedback, is_quiet=is_quiet)
    return month.ended


def _feedback(console: Console, month: ReadMonth, folder: Path, *, is_quiet: bool) -> None:
    from cyps_reports.acts.feedback import write_feedback
    from cyps_reports.console.month import kept_lines

    written = write_feedback(folder, month.checked)
    if not is_quiet:
        console.say_all(f"Wrote {path}" for path in written.paths)
        console.say_all(kept_lines(written))


def tell_status(console: Console, options: argparse.Namespace) -> int:
    """Says who has returned, how complete it is, and when the month closes."""
    from cyps_reports.acts.next_step import next_step
    from cyps_reports.acts.status import status
    from cyps_reports.console.month import month_steps
    from cyps_reports.console.next_step import next_line
    from cyps_reports.letters.status import closing_words, status_lines

    told = status(month_request(options), month_steps(console))
    console.say(closing_words(told.month.checked.assessment, console.today))
    console.say_all(f"  {line}" for line in status_lines(told.priorities))
    if told.returned or any(priority.is_due for priority in told.priorities):
        console.say(f"{none_or(told.returned).capitalize()} of {len(told.priorities)} returned.")
    say_findings(console, told.month.checked.left_out)
    console.say(next_line(next_step(told, console.today), told.month))
    return told.ended


def write_report(console: Console, options: argparse.Namespace) -> int:
    """Writes the report, the summary and the record, in the editions asked for."""
    from cyps_reports.acts.report import report
    from cyps_reports.console.report import is_needed, report_steps, say_reported

    refuse_wrong_clock(console.today)
    request = report_request(options)
    reported = report(request, report_steps(console, is_needed))
    say_reported(console, reported)
    if options.edition == BOTH:
        _say_public(console, request, reported)
    return reported.ended


def _say_public(console: Console, request: ReportRequest, reported: Reported) -> None:
    """Makes the public edition of a month that was just reported, and says what of it is odd."""
    from cyps_reports.acts.report import public_report
    from cyps_reports.console.report import say_reported

    public = public_report(request, reported.month)
    say_findings(console, public.outputs.about_public)
    say_reported(console, public)


def write_emails(console: Console, options: argparse.Namespace) -> int:
    """Writes the email drafts, and sends them where that was asked for."""
    from cyps_reports.acts.drafts import draft
    from cyps_reports.console.drafts import draft_steps, say_drafted

    refuse_wrong_clock(console.today)
    if options.occasion != Occasion.REPORT:
        return _email_out(console, options)
    try:
        drafted = draft(month_request(options), draft_steps(console))
    except NotReported as problem:
        raise CannotRun(
            problem.reason, problem.problem, report_first(options, problem.as_at)
        ) from problem
    say_drafted(console, drafted)
    return _sent(console, options, drafted, "Sending the emails")


def _email_out(console: Console, options: argparse.Namespace) -> int:
    """The emails of a month's beginning: those with the blank returns, or reminders."""
    from cyps_reports.acts.sending_out import draft_reminders, draft_returns
    from cyps_reports.console.drafts import out_draft_steps, say_drafted
    from cyps_reports.console.requests import send_out_request

    request, said = send_out_request(options), out_draft_steps(console)
    if options.occasion == Occasion.RETURNS:
        drafted = draft_returns(request, said)
    else:
        drafted = draft_reminders(request, console.today, said)
    say_drafted(console, drafted)
    return _sent(console, options, drafted, "Sending the emails")


def whole_month(console: Console, options: argparse.Namespace) -> int:
    """Check, report and drafts one after the other, saying which is on."""
    from cyps_reports.acts.drafts import draft_of
    from cyps_reports.acts.ended import Progress
    from cyps_reports.acts.report import ReportBegun, report
    from cyps_reports.console.drafts import draft_steps, say_drafted
    from cyps_reports.console.report import is_no_note, report_steps, say_reported
    from cyps_reports.plan.model.small_numbers import Edition

    refuse_wrong_clock(console.today)
    steps, told = 4 if options.send else 3, report_steps(console, is_no_note)

    def said(step: Progress) -> None:
        if isinstance(step, ReportBegun):
            console.say(f"2 of {steps}: Writing the report")
        told(step)

    console.say(f"1 of {steps}: Reading and checking the returns")
    request = report_request(options)
    reported = report(request, said)
    say_reported(console, reported)
    if reported.month.used.plan.emailed is Edition.PUBLIC:
        _say_public(console, request, reported)
    console.say(f"3 of {steps}: Writing the email drafts")
    drafted = draft_of(ROOT, reported, draft_steps(console))
    say_drafted(console, drafted)
    return _sent(console, options, drafted, "4 of 4: Sending the emails")


def _sent(
    console: Console, options: argparse.Namespace, drafted: Drafted | DraftedOut, heading: str
) -> int:
    """Sends the drafts where that was asked for."""
    if not options.send:
        return drafted.ended
    from cyps_reports.console.sending import send_emails

    console.say(heading)
    sent = send_emails(console, options, drafted.plan, drafted.drafts, drafted.folder)
    return max(drafted.ended, sent)


def verify_results(console: Console, options: argparse.Namespace) -> int:
    """Says whether results still match the record."""
    from cyps_reports.acts.verify import verify
    from cyps_reports.console.requests import verify_request
    from cyps_reports.console.verify import say_verified, verify_steps

    verified = verify(verify_request(options), verify_steps(console))
    say_verified(console, verified)
    return verified.ended

"""The command line: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import argparse
import errno
import getpass
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports.arguments import parser_for
from cyps_reports.commands.console import (
    COULD_NOT_RUN,
    DONE,
    DONE_WITH_ERRORS,
    CannotRun,
    Console,
    on_screen,
    say_findings,
    tally,
)
from cyps_reports.commands.inputs import read_month
from cyps_reports.commands.results import (
    month_outputs,
    output_folder,
    refuse_to_replace,
    tell_what_is_replaced,
    write_results,
)
from cyps_reports.findings import Finding, Severity, has_errors
from cyps_reports.machine import NO_ROOM, has_no_room
from cyps_reports.plan.typed import leads_in
from cyps_reports.words import lower, none_or

if TYPE_CHECKING:
    from cyps_reports.letters.drafts import Attachment
    from cyps_reports.monthly import CheckedMonth

__all__ = ["COULD_NOT_RUN", "DONE", "DONE_WITH_ERRORS", "CannotRun", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Returns 0 when done, 1 when done with findings of severity error, 2 when it could not run.

    Raises:
        BrokenPipeError: what is said is read no further.
        KeyboardInterrupt: somebody stopped it.

    """
    commands = {
        "templates": _templates,
        "check": _check,
        "status": _status,
        "report": _report,
        "email": _email,
        "run": _whole_month,
        "verify": _verify,
    }
    try:
        _refuse_a_lost_folder()
        options = parser_for(commands).parse_args(arguments)
        return int(options.run(options))
    except CannotRun as problem:
        _complain(f"Could not run: {problem}")
    except BrokenPipeError:
        raise
    except OSError as problem:
        _complain(f"Could not run: {_in_words(problem)}")
    except MemoryError:
        _complain(f"Could not run: {NO_ROOM}")
    return COULD_NOT_RUN


def _refuse_a_lost_folder() -> None:
    try:
        Path.cwd()
    except OSError:
        raise CannotRun("the folder you are in is no longer there. Go to another one, and run again.") from None


def _in_words(problem: OSError) -> str:
    why = problem.strerror or "no reason was given"
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"a disk is full, that of the results or that of temporary files ({why}). Make room, and run again."
    if has_no_room(problem):
        return NO_ROOM
    mend = "Allow reading it" if isinstance(problem, PermissionError) else "See to it that it can be read"
    return f"{problem.filename or 'A file'} cannot be used ({why}). {mend}, and run again."


def _templates(options: argparse.Namespace) -> int:
    from cyps_reports.commands.templates import write_templates

    return write_templates(CONSOLE, options, _today())


def _check(options: argparse.Namespace) -> int:
    checked = read_month(CONSOLE, options, quiet=options.json)
    if options.json:
        from cyps_reports.writers.record import finding_row

        # Escaped, as a Windows console may write its output in an old code page.
        print(json.dumps([finding_row(finding) for finding in checked.findings], indent=1))
    else:
        notes = tuple(each for each in checked.findings if each.severity is Severity.NOTE)
        others = tuple(each for each in checked.findings if each.severity is not Severity.NOTE)
        # The notes hardly change from month to month: first, so that what matters stays on the screen.
        say_findings(CONSOLE, others if options.no_notes else (*notes, *others))
        _say(tally(checked.findings))
    if options.feedback:
        from cyps_reports.commands.feedback import write_feedback

        write_feedback(CONSOLE, options.feedback, checked, quiet=options.json)
    return DONE_WITH_ERRORS if has_errors(checked.findings) else DONE


def _status(options: argparse.Namespace) -> int:
    from cyps_reports.letters.status import closing_words, status_lines, status_of

    checked = read_month(CONSOLE, options, quiet=False)
    _say(closing_words(checked.assessment, _today()))
    statuses = status_of(checked.assessment)
    for line in status_lines(statuses):
        _say(f"  {line}")
    returned = sum(bool(each.workbooks) for each in statuses)
    _say(f"{none_or(returned).capitalize()} of {len(statuses)} returned.")
    say_findings(CONSOLE, checked.left_out)
    return DONE_WITH_ERRORS if has_errors(checked.left_out) else DONE


def _now() -> datetime:
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except (OSError, OverflowError, ValueError):
        return now  # a clock that stands in 1970 has no local time on Windows


def _today() -> date:
    return _now().date()


_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""The years that the packages of Word and Excel know. A clock outside them has lost its battery."""


def _refuse_a_wrong_clock() -> None:
    year = _today().year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CannotRun(f"this computer's clock says that it is {year}. Set it right, and run again.")


def _report(options: argparse.Namespace) -> int:
    from cyps_reports.report.build import Audience, Readers

    _refuse_a_wrong_clock()
    checked = read_month(CONSOLE, options, quiet=False)
    if options.lead:
        options.lead = _lead(checked, options.lead)
    folder = output_folder(options, checked)
    refuse_to_replace(folder, checked, options.returns)
    readers = Readers(Audience(options.audience), options.lead)
    made = month_outputs(options, checked, readers, with_csv=options.csv and not options.lead)
    tell_what_is_replaced(CONSOLE, folder, made, checked.assessment.month)
    wanted = tuple(each for each in checked.findings if each.severity is Severity.ERROR or _is_of_history(each))
    say_findings(CONSOLE, (*wanted, *made.about_style))
    for path in write_results(CONSOLE, folder, made):
        _say(f"Wrote {path}")
    _say(tally(checked.findings))
    return DONE_WITH_ERRORS if has_errors(checked.findings) else DONE


def _lead(checked: CheckedMonth, typed: str) -> str:
    """The key of the lead whom the initials, name or post typed are of."""
    leads = checked.assessment.plan.leads
    found = leads_in(typed, leads)
    known = [lead.key for lead in leads]
    if len(found) != 1 or found[0] not in known:
        choices = f"Give one of: {', '.join(known)}." if known else "The plan has no leads."
        who = lower(checked.assessment.plan.lead_word)
        raise CannotRun(f"there is no {who} “{typed}” in the plan. {choices}")
    return found[0]


def _is_of_history(finding: Finding) -> bool:
    """Whether something of an earlier month is missing that the report would rest on."""
    from cyps_reports.history.found import OTHER_RECORD
    from cyps_reports.history.months import OF_EARLIER_MONTHS

    return finding.severity is Severity.WARNING and finding.code in (*OF_EARLIER_MONTHS, OTHER_RECORD)


def _email(options: argparse.Namespace) -> int:
    from cyps_reports.commands.drafts import as_reported, report_first

    _refuse_a_wrong_clock()

    def check(as_at: date | None) -> CheckedMonth:
        options.as_at = as_at
        return read_month(CONSOLE, options, quiet=False)

    said = argparse.Namespace(**vars(options))
    checked, report, odd = as_reported(
        options.output,
        check,
        lambda checked: month_outputs(options, checked).files,
        options.as_at,
        lambda as_at: report_first(said, as_at),
    )
    return _mail(options, checked, report, odd)


def _whole_month(options: argparse.Namespace) -> int:
    """Check, report and drafts one after the other, saying which is on."""
    from cyps_reports.letters.drafts import Attachment
    from cyps_reports.mailing import cabinet_report

    _refuse_a_wrong_clock()
    steps = 4 if options.send else 3
    _say(f"1 of {steps}: Reading and checking the returns")
    checked = read_month(CONSOLE, options, quiet=False)
    folder = output_folder(options, checked)
    refuse_to_replace(folder, checked, options.returns)
    _say(f"2 of {steps}: Writing the report")
    made = month_outputs(options, checked)
    tell_what_is_replaced(CONSOLE, folder, made, checked.assessment.month)
    wanted = (each for each in checked.findings if each.severity is not Severity.NOTE)
    say_findings(CONSOLE, (*wanted, *made.about_style))
    for path in write_results(CONSOLE, folder, made):
        _say(f"Wrote {path}")
    _say(tally(checked.findings))
    _say(f"3 of {steps}: Writing the email drafts")
    name = cabinet_report(checked)
    return _mail(options, checked, Attachment(name, made.files[name]))


def _mail(options: argparse.Namespace, checked: CheckedMonth, report: Attachment, odd: tuple[Finding, ...] = ()) -> int:
    """Writes the drafts, and sends them where that was asked for."""
    from cyps_reports.commands.drafts import drafts_folder, write_drafts

    drafts = write_drafts(CONSOLE, options, checked, report, odd)
    ended = DONE_WITH_ERRORS if has_errors(checked.findings) else DONE
    if not options.send:
        return ended
    from cyps_reports.commands.sending import send

    _say("4 of 4: Sending the emails" if options.command == "run" else "Sending the emails")
    folder = drafts_folder(options.output, checked)
    return max(ended, send(CONSOLE, options, checked.assessment.plan, drafts, folder))


def _verify(options: argparse.Namespace) -> int:
    from cyps_reports.commands.verify import verify

    return verify(CONSOLE, options)


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
        raise CannotRun(_NOBODY_ANSWERS) from None


def _ask_secret(question: str) -> str:
    try:
        return getpass.getpass(on_screen(question))
    except _NOBODY:
        raise CannotRun(_NOBODY_ANSWERS) from None


_NOBODY_ANSWERS = "there is nobody to answer, so nothing was sent. On a schedule, add --yes."

CONSOLE = Console(_say, _complain, _ask, _ask_secret, _now, os.environ)

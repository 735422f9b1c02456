"""The command line: the only place that prints, exits or reads the clock."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cyps_reports.acts.ended import CannotRun, Ended, Reason, refuse_wrong_clock
from cyps_reports.console import month_commands
from cyps_reports.console.arguments import Commands, parser_for
from cyps_reports.console.requests import ROOT, first_command, likely_files
from cyps_reports.console.screen import Console, on_screen, say_findings
from cyps_reports.machine import NO_ROOM, fault_in_words, has_no_room
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, Tls
from cyps_reports.workbooks.opening import get_ready

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
    is_quiet = False
    try:
        _refuse_a_lost_folder()
        options = parser_for(_RUN_BY).parse_args(arguments)
        is_quiet = vars(options).get("json", False)
        # Nearly every command reads workbooks, and loads for longer than those who read them.
        get_ready(*likely_files(options))
        return int(options.run(CONSOLE, options))
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


def _start(console: Console, options: argparse.Namespace) -> int:
    from cyps_reports.acts.start import start
    from cyps_reports.console.requests import start_request
    from cyps_reports.console.start import Keyboard, say_started, start_steps

    refuse_wrong_clock(console.today)
    started = start(start_request(options, console.today), Keyboard(console), start_steps(console))
    say_started(console, started)
    return started.ended


def _plan_check(console: Console, options: argparse.Namespace) -> int:
    from cyps_reports.acts.plan_check import PlanCheckRequest, check_plan
    from cyps_reports.console.plan_check import say_plan_checked

    checked = check_plan(PlanCheckRequest(root=ROOT, plan=options.plan))
    say_plan_checked(console, checked)
    return checked.ended


def _open(_: Console, options: argparse.Namespace) -> int:
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
    office = Office(
        folder,
        _now,
        plan_named=options.plan,
        mail=mail,
        program=sys.executable or "",
        first=first_command(),
    )
    _keep_open_file(folder, office.program)
    serve(office, _say_address if options.no_browser else _open_browser)
    CONSOLE.say("The page has ended.")
    return Ended.DONE


def _keep_open_file(folder: Path, program: str) -> None:
    """Has a double-click open the folder from now on; where that cannot be, the page opens too."""
    from cyps_reports.acts.office import is_begun
    from cyps_reports.acts.open_file import put_open_file

    with suppress(CannotRun, OSError):
        if is_begun(folder):
            put_open_file(folder, program)


def _say_address(address: str) -> None:
    CONSOLE.say(f"The page is at {address}")
    CONSOLE.say("Leave this window open while you work on it.")
    CONSOLE.say("It ends with the button at its foot, or with Ctrl-C here.")


def _open_browser(address: str) -> None:
    import webbrowser

    _say_address(address)
    webbrowser.open(address)


def _templates(console: Console, options: argparse.Namespace) -> int:
    from cyps_reports.acts.templates import write_templates
    from cyps_reports.console.requests import templates_request
    from cyps_reports.console.templates import say_templates, template_steps

    written = write_templates(templates_request(options, console.today), template_steps(console))
    say_templates(console, written)
    return DONE


def _now() -> datetime:
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except (OSError, OverflowError, ValueError):
        return now  # a clock that stands in 1970 has no local time on Windows


def _new_year(console: Console, options: argparse.Namespace) -> int:
    from cyps_reports.acts.new_year import NewYearRequest, write_new_year
    from cyps_reports.console.new_year import say_new_year, year_steps

    refuse_wrong_clock(console.today)
    request = NewYearRequest(root=ROOT, plan=options.plan, output=options.output)
    written = write_new_year(request, year_steps(console))
    say_new_year(console, written)
    return written.ended


def _say(line: str) -> None:
    print(on_screen(line), flush=True)


def _complain(line: str) -> None:
    # Where nobody can be told, how it ends still says that something was to be told.
    with suppress(OSError):
        print(on_screen(line), file=sys.stderr)


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

_RUN_BY: Commands = {
    "start": _start,
    "open": _open,
    "plan": _plan_check,
    "templates": _templates,
    "check": month_commands.check,
    "status": month_commands.tell_status,
    "report": month_commands.write_report,
    "email": month_commands.write_emails,
    "run": month_commands.whole_month,
    "verify": month_commands.verify_results,
    "new-year": _new_year,
}
"""The function that runs each command."""

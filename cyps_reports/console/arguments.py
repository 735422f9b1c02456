"""What can be typed on the command line; what is done about it, in cli.py and month_commands.py."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from cyps_reports import __version__, locations
from cyps_reports.console.argument_values import day_typed, month_typed, period_typed
from cyps_reports.console.screen import Console
from cyps_reports.phrases import without_steering
from cyps_reports.sending.server import Tls


class Occasion(StrEnum):
    """What the emails are for: the report, sending out the returns, reminding of them."""

    REPORT = "report"
    RETURNS = "returns"
    REMINDERS = "reminders"


Commands = Mapping[str, Callable[[Console, argparse.Namespace], int]]


class _Parser(argparse.ArgumentParser):
    """One that repeats what was typed without what steers a screen."""

    def error(self, message: str) -> NoReturn:
        super().error(without_steering(message, "\N{REPLACEMENT CHARACTER}"))


def parser_for(commands_run: Commands) -> argparse.ArgumentParser:
    """The parser of the whole command line; a command is run by the function of its name."""
    parser = _Parser(
        prog="cyps-reports",
        description="Makes the monthly improvement-plan report from the workbooks that managers "
        "fill in.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (told, add_options) in _COMMANDS.items():
        command = commands.add_parser(name, help=told)
        add_options(command)
        if name != _START:
            command.add_argument("--plan", type=Path, metavar="PLAN", help="the plan workbook")
        command.set_defaults(run=commands_run[name], command=name)
    return parser


def _start(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="the folder to make, or to complete; the one you are in if not given",
    )
    of = command.add_mutually_exclusive_group()
    of.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="PLAN",
        help="a Word document or an Excel tracker that holds the plan",
    )
    of.add_argument("--example", action="store_true", help="the built-in illustrative example")
    command.add_argument("--council", default="", help="whose plan it is; asked if not given")
    command.add_argument("--service", default="", help="which service's plan it is; asked likewise")
    command.add_argument("--title", default="", help="what the plan is called, without its year")
    command.add_argument("--first-day", type=day_typed, metavar="DATE", help="like 1 April 2026")
    command.add_argument("--last-day", type=day_typed, metavar="DATE", help="like 31 March 2027")
    command.add_argument(
        "--reported", type=period_typed, metavar="HOW", help="how often you report, like quarterly"
    )


def _plan(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "act", choices=["check"], metavar="check", help="say what is open in the plan workbook"
    )


def _templates(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--month", type=month_typed, help="the month the returns are for, like 2012-10"
    )
    command.add_argument(
        "--from",
        dest="returns",
        type=Path,
        metavar="RETURNS",
        help="the last month's folder, or its month, to carry forward from",
    )
    command.add_argument(
        "--output",
        type=Path,
        default=Path(locations.TEMPLATES_NAME),
        metavar="DIR",
        help="the folder to write them into",
    )


def _of_a_month(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "returns",
        nargs="?",
        type=Path,
        metavar="RETURNS",
        help="the month's folder, like returns/2012-09",
    )
    command.add_argument(
        "--as-at",
        type=day_typed,
        metavar="DATE",
        help="the date to judge on; the month's last day if not given",
    )
    command.add_argument(
        "--output",
        type=Path,
        default=Path(locations.OUTPUT_NAME),
        metavar="DIR",
        help="the folder of the results, also those of earlier months",
    )


def _check(command: argparse.ArgumentParser) -> None:
    _of_a_month(command)
    command.add_argument("--json", action="store_true", help="print the findings as JSON")
    command.add_argument(
        "--no-notes",
        action="store_true",
        help="leave out the notes, most of them on the plan itself",
    )
    command.add_argument(
        "--feedback", type=Path, metavar="DIR", help="write a list for the owner of each workbook"
    )


def _report(command: argparse.ArgumentParser) -> None:
    _of_a_month(command)
    command.add_argument(
        "--audience",
        choices=["cabinet", "summary", "leadership"],
        default="cabinet",
        help="whom the Word report is for; the summary is Cabinet's without its annex",
    )
    command.add_argument(
        "--lead", default="", metavar="INITIALS", help="only one lead's items, like JM"
    )
    command.add_argument("--html", action="store_true", help="write it as a web page too")
    command.add_argument(
        "--html-fragment",
        action="store_true",
        help="write it as a part of a page of your own website too",
    )
    command.add_argument("--pdf", action="store_true", help="write it as PDF too, with LibreOffice")
    command.add_argument("--csv", action="store_true", help="write the tables as CSV files too")
    command.add_argument(
        "--edition",
        choices=["internal", "public", BOTH],
        default="internal",
        help="public: without small numbers about children, in a folder of its own",
    )
    command.add_argument(
        "--goes-on",
        type=int,
        default=0,
        metavar="ERRORS",
        help="say in the report that it is made without so many things that cannot be used",
    )


def _email_of_a_time(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--for",
        dest="occasion",
        choices=[each.value for each in Occasion],
        default=Occasion.REPORT.value,
        help="which emails: those with the report, with the blank returns, or reminders of "
        "returns that have not come",
    )
    command.add_argument(
        "--month",
        type=month_typed,
        help="with --for returns or reminders: the month, like 2012-10; that of the blank returns "
        "in input_templates if not given",
    )
    _email(command)


def _email(command: argparse.ArgumentParser) -> None:
    _of_a_month(command)
    command.add_argument(
        "--send", action="store_true", help="send the emails, after showing them and asking"
    )
    command.add_argument(
        "--yes", action="store_true", help="with --send: do not ask, for schedules"
    )
    command.add_argument(
        "--send-anyway",
        action="store_true",
        help="with --send: send also what is held back because a workbook that came could not be "
        "used",
    )
    _through_a_mail_server(command)


def _through_a_mail_server(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--server", default="", metavar="HOST[:PORT]", help="the mail server, if not the plan's"
    )
    command.add_argument(
        "--tls",
        choices=[each.value for each in Tls],
        help="how the connection is encrypted; starttls, or implicit on port 465, if not given",
    )
    command.add_argument(
        "--ca-file",
        type=Path,
        metavar="FILE",
        help="the certificates to trust, where the council has its own",
    )


def _new_year(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output",
        type=Path,
        default=Path(locations.OUTPUT_NAME),
        metavar="DIR",
        help="the folder of the year's results",
    )


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "results",
        type=Path,
        metavar="OUTPUT",
        help="a month's folder of results, like output/2012-09",
    )
    command.add_argument(
        "--returns", type=Path, metavar="RETURNS", help="the month's folder of returned workbooks"
    )


def _open(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="your folder, with returns, input_templates and output; this one if not given",
    )
    command.add_argument(
        "--no-browser", action="store_true", help="only say the address; open no browser"
    )
    _through_a_mail_server(command)


BOTH = "both"
"""What is typed for both editions."""

_START = "start"
"""The command that has no plan workbook yet."""

_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    _START: ("make a folder for your plan, from a Word document or a tracker if you like", _start),
    "open": ("open the page in the browser, on which the whole month can be done", _open),
    "plan": ("say what is open in the plan before the first returns go out: plan check", _plan),
    "templates": ("write a blank return workbook for each priority", _templates),
    "check": ("say what is wrong in the returned workbooks, and how to mend it", _check),
    "status": ("say who has returned, how complete it is, and when the month closes", _of_a_month),
    "report": ("write the Word report, the Excel summary and the record", _report),
    "email": (
        "write the email drafts for Cabinet, leads and heads of service; send them with --send",
        _email_of_a_time,
    ),
    "run": ("check, report and email drafts in one go", _email),
    "verify": (
        "say whether results and the files they were made from still match the record",
        _verify,
    ),
    "new-year": ("write next year's plan from this one and what was reported", _new_year),
}
"""Each command: what it does, and what adds its options.

A new one is a line here and a function in cli.py or, of a month, in month_commands.py.
"""

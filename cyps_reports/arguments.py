"""What can be typed on the command line; what is done about it stands in cli.py."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from cyps_reports import __version__, locations
from cyps_reports.findings import Refused
from cyps_reports.phrases import without_steering
from cyps_reports.plan.dates import Month, date_in, month_named
from cyps_reports.sending.server import Tls
from cyps_reports.workbooks.grid import RawCell

Commands = Mapping[str, Callable[[argparse.Namespace], int]]


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
        command.add_argument("--plan", type=Path, metavar="PLAN", help="the plan workbook")
        command.set_defaults(run=commands_run[name], command=name)
    return parser


def _templates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--month", type=_month, help="the month the returns are for, like 2012-10")
    command.add_argument(
        "--from",
        dest="returns",
        type=Path,
        metavar="RETURNS",
        help="the last month's folder, to carry forward from",
    )
    command.add_argument(
        "--output", type=Path, default=Path(locations.TEMPLATES_NAME), metavar="DIR"
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
        type=_day,
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
        choices=["cabinet", "leadership"],
        default="cabinet",
        help="whom the Word report is for",
    )
    command.add_argument(
        "--lead", default="", metavar="INITIALS", help="only one lead's items, like JM"
    )
    command.add_argument("--csv", action="store_true", help="write the tables as CSV files too")


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


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "open": ("open the page in the browser, on which the whole month can be done", _open),
    "templates": ("write a blank return workbook for each priority", _templates),
    "check": ("say what is wrong in the returned workbooks, and how to mend it", _check),
    "status": ("say who has returned, how complete it is, and when the month closes", _of_a_month),
    "report": ("write the Word report, the Excel summary and the record", _report),
    "email": (
        "write the email drafts for Cabinet, leads and heads of service; send them with --send",
        _email,
    ),
    "run": ("check, report and email drafts in one go", _email),
    "verify": (
        "say whether results and the files they were made from still match the record",
        _verify,
    ),
}
"""Each command: what it does, and what adds its options.

A new one is a line here and a function in cli.py.
"""


def _month(text: str) -> Month:
    month = month_named(text)
    if month is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month; type it like 2012-10")
    return month


def _day(text: str) -> date:
    day = date_in(RawCell(text))
    if isinstance(day, Refused):
        raise argparse.ArgumentTypeError(f"{day.message} {day.fix}")
    if day is None:
        raise argparse.ArgumentTypeError(
            "the date is empty; type it like 2012-09-30 or 30 September 2012"
        )
    return day

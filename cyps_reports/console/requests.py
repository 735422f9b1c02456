"""What was typed on the command line as requests; the officer's folder is the one it is run in."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.plan.dates.months import Month, month_of_folder
from cyps_reports.record.file_names import RECORD
from cyps_reports.returns.months import earlier_folders
from cyps_reports.workbooks.folders import files_in

if TYPE_CHECKING:
    from cyps_reports.acts.month_folder import MonthRequest
    from cyps_reports.acts.report import ReportRequest
    from cyps_reports.acts.sending_out import SendOutRequest
    from cyps_reports.acts.start import StartRequest
    from cyps_reports.acts.templates import TemplatesRequest
    from cyps_reports.acts.verify import VerifyRequest

ROOT = Path()
"""The folder that the command is run in; paths are said as they were typed."""


def month_request(options: argparse.Namespace) -> MonthRequest:
    """Which month is meant."""
    from cyps_reports.acts.month_folder import MonthRequest

    return MonthRequest(
        root=ROOT,
        returns=options.returns,
        plan=options.plan,
        as_at=options.as_at,
        output=options.output,
    )


def likely_files(options: argparse.Namespace) -> tuple[Path | None, tuple[Path, ...]]:
    """The plan workbook and the returns that a command on a month will likely read, in order.

    None and none of other commands, and where the plan or the folder is not where it mostly is.
    """
    if "returns" not in options:
        return None, ()
    with suppress(OSError):
        own = options.returns or locations.newest_month(ROOT / locations.RETURNS_NAME)
        returns = own or locations.newest_month(locations.example_returns())
        if returns and returns.is_dir():
            named = ROOT / options.plan if options.plan else None
            plan = named or locations.plan_for(returns, ROOT)
            output = ROOT / vars(options).get("output", locations.OUTPUT_NAME)
            folders = (returns, *_unreported_before(returns, output))
            files = tuple(path for folder in folders for path in files_in(folder))
            return (plan, files) if plan.is_file() else (None, ())
    return None, ()


def _unreported_before(returns: Path, output: Path) -> tuple[Path, ...]:
    """The folders of the months of a year before whose returns no record stands for."""
    month = month_of_folder(returns.resolve().name)
    if month is None:
        return ()
    folders = earlier_folders(returns.resolve().parent, month, Month(month.year - 1, month.number))
    return tuple(
        folder for each, folder in folders.items() if not (output / str(each) / RECORD).is_file()
    )


def report_request(options: argparse.Namespace) -> ReportRequest:
    """The month's report; that for Cabinet where the command has no option for whom it is."""
    from cyps_reports.acts.report import ReportRequest
    from cyps_reports.plan.model.small_numbers import Edition
    from cyps_reports.report.readers import Audience

    typed = vars(options)
    return ReportRequest(
        root=ROOT,
        returns=options.returns,
        plan=options.plan,
        as_at=options.as_at,
        output=options.output,
        audience=Audience(typed.get("audience", Audience.CABINET)),
        lead=typed.get("lead", ""),
        csv=typed.get("csv", False),
        edition=Edition.PUBLIC if typed.get("edition") == Edition.PUBLIC else Edition.INTERNAL,
        html=typed.get("html", False),
        html_fragment=typed.get("html_fragment", False),
        pdf=typed.get("pdf", False),
        goes_on=typed.get("goes_on", 0),
    )


def start_request(options: argparse.Namespace, today: date) -> StartRequest:
    """The folder to be made."""
    from cyps_reports.acts.start import StartRequest
    from cyps_reports.setup.new_plan import FirstFacts

    facts = FirstFacts(
        council=options.council,
        service=options.service,
        title=options.title,
        starts=options.first_day,
        ends=options.last_day,
        reported=options.reported,
    )
    return StartRequest(
        root=ROOT,
        today=today,
        folder=options.folder,
        source=options.source,
        is_example=options.example,
        facts=facts,
        first=first_command(),
        program=sys.executable or "",
    )


def first_command() -> str:
    """What a new terminal needs before it knows the program's commands; "" for nothing."""
    if sys.prefix == sys.base_prefix:
        return ""
    if sys.platform == "win32":
        return f'"{Path(sys.prefix) / "Scripts" / "activate"}"'
    return f'source "{Path(sys.prefix) / "bin" / "activate"}"'


def templates_request(options: argparse.Namespace, today: date) -> TemplatesRequest:
    """The empty returns of a month."""
    from cyps_reports.acts.templates import TemplatesRequest

    return TemplatesRequest(
        root=ROOT,
        today=today,
        month=options.month,
        returns=options.returns,
        plan=options.plan,
        output=options.output,
    )


def send_out_request(options: argparse.Namespace) -> SendOutRequest:
    """The month whose returns are sent out or reminded of; a folder of returns tells it too."""
    from cyps_reports.acts.sending_out import SendOutRequest

    typed = options.returns
    month = options.month or (month_of_folder(typed.resolve().name) if typed else None)
    if typed and not month:
        problem = f"{typed} is not named after its month."
        raise CannotRun(Reason.NO_MONTH, problem, "Give the month with --month, like 2012-10.")
    return SendOutRequest(root=ROOT, month=month, plan=options.plan, output=options.output)


def verify_request(options: argparse.Namespace) -> VerifyRequest:
    """Which month's results are to be verified."""
    from cyps_reports.acts.verify import VerifyRequest

    return VerifyRequest(
        root=ROOT, results=options.results, returns=options.returns, plan=options.plan
    )


def report_first(options: argparse.Namespace, as_at: date | None) -> str:
    """What to run first, with the folder and the options that were typed."""
    words = ["cyps-reports", "report", *([quoted(options.returns)] if options.returns else [])]
    words += [
        word for option in ("plan", "output") for word in _option(option, getattr(options, option))
    ]
    words += ["--as-at", as_at.isoformat()] if as_at else []
    return f"Run this first: {' '.join(words)}"


def _option(name: str, value: Path | None) -> tuple[str, ...]:
    if value is None or value == Path(locations.OUTPUT_NAME):
        return ()
    return f"--{name}", quoted(value)


def quoted(path: Path) -> str:
    """A path as it is typed: in quotation marks where there is a space in it."""
    return f'"{path}"' if " " in str(path) else str(path)

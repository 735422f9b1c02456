"""What was typed on the command line as requests; the officer's folder is the one it is run in."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.acts.month import MonthRequest

if TYPE_CHECKING:
    from cyps_reports.acts.report import ReportRequest
    from cyps_reports.acts.templates import TemplatesRequest
    from cyps_reports.acts.verify import VerifyRequest

ROOT = Path()
"""The folder that the command is run in; paths are said as they were typed."""


def month_request(options: argparse.Namespace) -> MonthRequest:
    """Which month is meant."""
    return MonthRequest(
        root=ROOT,
        returns=options.returns,
        plan=options.plan,
        as_at=options.as_at,
        output=options.output,
    )


def report_request(options: argparse.Namespace) -> ReportRequest:
    """The month's report; that for Cabinet where the command has no option for whom it is."""
    from cyps_reports.acts.report import ReportRequest
    from cyps_reports.report.build import Audience

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
    )


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


def verify_request(options: argparse.Namespace) -> VerifyRequest:
    """Which month's results are to be verified."""
    from cyps_reports.acts.verify import VerifyRequest

    return VerifyRequest(
        root=ROOT, results=options.results, returns=options.returns, plan=options.plan
    )


def report_first(options: argparse.Namespace, as_at: date | None) -> str:
    """What to run first, with the folder and the options that were typed."""
    words = ["cyps-reports", "report", *([_quoted(options.returns)] if options.returns else [])]
    words += [
        word for option in ("plan", "output") for word in _option(option, getattr(options, option))
    ]
    words += ["--as-at", as_at.isoformat()] if as_at else []
    return f"Run this first: {' '.join(words)}"


def _option(name: str, value: Path | None) -> tuple[str, ...]:
    if value is None or value == Path(locations.OUTPUT_NAME):
        return ()
    return f"--{name}", _quoted(value)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)

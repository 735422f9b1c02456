"""What a command reads: the plan workbook and the month's folder, given or found."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, say_findings
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import long
from cyps_reports.plan.model import Plan
from cyps_reports.plan.reader import read_plan

if TYPE_CHECKING:
    from cyps_reports.monthly import CheckedMonth


def read_month(console: Console, options: argparse.Namespace, *, quiet: bool) -> CheckedMonth:
    """The month read and checked; `options.returns` is then the folder it was read from.

    Raises:
        CannotRun: a folder or the plan workbook is not there, or nothing tells the month.

    """
    from cyps_reports.monthly import check_month

    returns: Path = _returns(console, options, quiet=quiet)
    options.returns = returns
    plan, plan_findings = read_plan_of(replace(console, say=console.complain) if quiet else console, options)
    checked = check_month(returns, plan, options.as_at, plan_findings, options.output)
    if checked is None:
        inside = locations.newest_month(returns)
        hint = (
            f"It holds months: give one, like {inside}." if inside else "Name it after its month, like returns/2012-09."
        )
        raise CannotRun(f"nothing tells which month the folder {returns} is for. {hint}")
    if not quiet:
        assessment = checked.assessment
        console.say(f"{plan.identity}, {assessment.month.in_words}, as at {long(assessment.as_at)}")
        if plan.marking:
            console.say(plan.marking)
    return checked


def _returns(console: Console, options: argparse.Namespace, *, quiet: bool) -> Path:
    given: Path | None = options.returns
    if given is not None:
        refuse_unless_folder(given)
        return given
    own = locations.newest_month(Path(locations.RETURNS_NAME))
    example = own or locations.newest_month(locations.example_returns())
    if example is None:
        raise CannotRun("there is no folder ./returns, and the built-in example is not installed.")
    if own is None and not quiet:
        console.say("There is no ./returns folder with a month in it: this is the built-in illustrative example.")
    return example


def refuse_unless_folder(folder: Path) -> None:
    """Raises CannotRun where there is no such folder."""
    if not folder.is_dir():
        kind = "a file, not a folder" if folder.exists() else "not there"
        raise CannotRun(f"{folder} is {kind}. Give the folder that holds the month's returned workbooks.")


def plan_path(options: argparse.Namespace) -> Path:
    """The plan workbook that counts for these options."""
    return options.plan or locations.plan_for(options.returns, Path())


def read_plan_of(console: Console, options: argparse.Namespace) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan and what was found in its workbook.

    Raises:
        CannotRun: it is not there, or cannot be used as it is.

    """
    path = plan_path(options)
    if not path.is_file():
        kind = "a folder, not a file" if path.exists() else "not there"
        raise CannotRun(f"the plan workbook {path} is {kind}. Give its place with --plan.")
    plan, findings = read_plan(path)
    if plan is None:
        say_findings(console, findings)
        raise CannotRun(f"the plan workbook {path} must be mended first (see above).")
    return plan, findings

"""What a command reads: the plan workbook and the month's folder, given or found."""

from __future__ import annotations

import argparse
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import CannotRun, Console, say_findings
from cyps_reports.findings import Finding
from cyps_reports.plan.dates import Month, long, month_of_folder
from cyps_reports.plan.model import Plan
from cyps_reports.plan.reader import read_plan
from cyps_reports.returns.folder import month_folders
from cyps_reports.returns.reader import ANOTHER_PLAN
from cyps_reports.words import listed

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
    # Where the returns are of another plan than the built-in one, that is no plan to read them against.
    is_built_in = _is_built_in(options)
    plan, plan_findings = read_plan_of(replace(console, say=console.complain) if quiet else console, options)
    checked = check_month(returns, plan, options.as_at, plan_findings, options.output)
    if checked is None:
        inside = locations.newest_month(returns)
        hint = (
            f"It holds months: give one, like {inside}." if inside else "Name it after its month, like returns/2012-09."
        )
        raise CannotRun(f"nothing tells which month the folder {returns} is for. {hint}")
    if is_built_in and any(each.code == ANOTHER_PLAN for each in checked.left_out):
        raise CannotRun(_no_plan(returns, checked))
    if not quiet:
        assessment = checked.assessment
        console.say(f"{plan.identity}, {assessment.month.in_words}, as at {long(assessment.as_at)}")
        if plan.marking:
            console.say(plan.marking)
        console.say(about_plan(options))
    return checked


def about_plan(options: argparse.Namespace) -> str:
    """Which plan workbook was used, as every command says."""
    path = plan_path(options).resolve()
    if _is_built_in(options):
        return f"Plan workbook: the built-in one. Yours is looked for as {locations.PLAN_NAME}."
    if path.is_relative_to(locations.built_in().resolve()):
        return "Plan workbook: that of the built-in example"
    working = Path.cwd()
    return f"Plan workbook: {path.relative_to(working) if path.is_relative_to(working) else path}"


def _is_built_in(options: argparse.Namespace) -> bool:
    """Whether no plan workbook was named, nor found but the built-in one."""
    return options.plan is None and plan_path(options) == locations.built_in_plan()


def _no_plan(returns: Path, checked: CheckedMonth) -> str:
    (told, *_) = (each for each in checked.left_out if each.code == ANOTHER_PLAN)
    folders = listed(str(each) for each in locations.plan_folders(returns, Path()))
    like = locations.like_a_plan(returns, Path())
    perhaps = f" Perhaps it is {like[0]}: give it with --plan." if like else ""
    return (
        f"the returns in {returns} are of another plan than the built-in one ({told.place.workbook}: {told.message})"
        f" No plan workbook of yours was found: {locations.PLAN_NAME} was looked for in {folders}.{perhaps} Put it"
        " there, or give it with --plan."
    )


def _returns(console: Console, options: argparse.Namespace, *, quiet: bool) -> Path:
    given: Path | None = options.returns
    if given is not None:
        return _given(given, options)
    own = _newest(options)
    example = own or locations.newest_month(locations.example_returns())
    if example is None:
        raise CannotRun("there is no folder ./returns, and the built-in example is not installed.")
    if own is None and not quiet:
        console.say("There is no ./returns folder with a month in it: this is the built-in illustrative example.")
    return example


def _newest(options: argparse.Namespace) -> Path | None:
    own = Path(locations.RETURNS_NAME)
    folders = [each.name for each in own.iterdir() if each.is_dir()] if own.is_dir() else []
    # Only what is named without its year needs the plan to be read.
    months = () if all(map(month_of_folder, folders)) else _months_of_plan(options)
    return locations.newest_month(own, months)


def _months_of_plan(options: argparse.Namespace) -> tuple[Month, ...]:
    """The plan's months, by which a folder named Sept is understood; none where there is no plan of the officer's."""
    path = options.plan or locations.plan_for(Path(locations.RETURNS_NAME) / "month", Path())
    plan = read_plan(path)[0] if path.is_file() and path != locations.built_in_plan() else None
    return plan.months if plan else ()


def _given(folder: Path, options: argparse.Namespace) -> Path:
    """The folder that was named, or that of the same month under ./returns.

    Raises:
        CannotRun: there is none; it says which one is nearest.

    """
    if folder.is_dir():
        return folder
    own = Path(locations.RETURNS_NAME)
    if not folder.exists() and len(folder.parts) == 1 and own.is_dir():
        months = _months_of_plan(options)
        month, folders = month_of_folder(folder.name, months), month_folders(own, months)
        if month in folders:
            return folders[month]
    refuse_unless_folder(folder)
    return folder


def refuse_unless_folder(folder: Path) -> None:
    """Raises CannotRun where there is no such folder; it says which one that is there is nearest to it."""
    if folder.is_dir():
        return
    if folder.exists():
        problem = f"{folder} is a file, not a folder."
    else:
        beside = folder.parent if folder.parent.is_dir() and folder.parent != Path() else Path(locations.RETURNS_NAME)
        there = {str(each): each.name for each in sorted(beside.iterdir()) if each.is_dir()} if beside.is_dir() else {}
        near = get_close_matches(folder.name, there.values(), 1, 0)
        nearest = next((path for path, name in there.items() if name in near), "")
        problem = f"{folder} is not there." + (f" The nearest that is there is {nearest}." if nearest else "")
    raise CannotRun(f"{problem} Give the folder that holds the month's returned workbooks.")


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

"""The templates command: the month's empty returns."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import DONE, CannotRun, Console, say_findings, write
from cyps_reports.commands.inputs import plan_path, read_plan_of, refuse_unless_folder
from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.dates import Month, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.words import listed

if TYPE_CHECKING:
    from cyps_reports.templates.carry import Carried


def write_templates(console: Console, options: argparse.Namespace, today: date) -> int:
    """Writes an empty return for every priority, with what earlier months carry forward; never over answers."""
    from cyps_reports.templates.carry import Carried
    from cyps_reports.templates.workbook import return_workbook
    from cyps_reports.writers.files import file_name

    if options.returns is not None:
        refuse_unless_folder(options.returns)
    plan, _ = read_plan_of(console, options)
    carried, lost = _carried(console, options.returns, plan) if options.returns else (Carried(), ())
    month = options.month or _default_month(options.returns, plan, today)
    _refuse_odd_month(month, plan, carried.earlier.months)
    contents = {
        file_name(f"return-{priority.code}.xlsx"): return_workbook(plan, priority, month, carried)
        for priority in plan.priorities
    }
    _refuse_to_lose_answers((options.output / name for name in contents), plan)
    if not (options.output / locations.PLAN_NAME).exists():
        contents[locations.PLAN_NAME] = plan_path(options).read_bytes()
    for path in write(options.output, contents):
        console.say(f"Wrote {path}")
    console.say(f"The returns are for {month.in_words}.")
    say_findings(console, lost)
    return DONE


def _refuse_odd_month(month: Month, plan: Plan, carried: tuple[Month, ...]) -> None:
    if month not in plan.months:
        problem = f"{month.in_words} is not in the plan year {plan.year}."
        raise CannotRun(f"{problem} Give the plan workbook of its year with --plan, or another month with --month.")
    if carried and month <= carried[-1]:
        problem = f"the returns for {carried[-1].in_words} cannot be carried forward to {month.in_words}."
        raise CannotRun(f"{problem} Give a later month with --month, or the folder of an earlier one with --from.")


def _refuse_to_lose_answers(paths: Iterable[Path], plan: Plan) -> None:
    from cyps_reports.returns.folder import holds_answers

    for path in paths:
        if path.exists() and holds_answers(path, plan):
            raise CannotRun(
                f"{path} has been filled in. Move it into its month's folder under returns,"
                " or choose another folder with --output."
            )


def _carried(console: Console, returns: Path, plan: Plan) -> tuple[Carried, tuple[Finding, ...]]:
    """What the months up to that of a folder carry forward, and what of them could not be read."""
    from cyps_reports.history.months import earlier_folders, read_history
    from cyps_reports.returns.folder import read_folders
    from cyps_reports.templates.carry import carried_from

    month = month_named(returns.resolve().name)
    if month is None:
        raise CannotRun(f"{returns} is not named after its month. Give a folder like returns/2012-09.")
    folders = earlier_folders(returns.resolve().parent, month.next, month_of(plan.starts))
    read = read_folders(tuple(folders.values()), plan)
    by_month = {each: read[folder] for each, folder in folders.items()}
    history = read_history(by_month, Path(locations.OUTPUT_NAME), month.next, plan)
    months = tuple(each.returns for each in history.months)
    known = listed(each.month.in_words for each in months)
    console.say(f"Carried forward from {known}." if months else "There is nothing to carry forward.")
    return carried_from(months, plan), tuple(each for each in history.findings if each.severity is Severity.WARNING)


def _default_month(returns: Path | None, plan: Plan, today: date) -> Month:
    """The month after the one carried from, else after the last one returned; else the current one of the plan year."""
    newest = returns.resolve() if returns else locations.newest_month(Path(locations.RETURNS_NAME))
    returned = month_named(newest.name) if newest else None
    if returned:
        return returned.next
    return month_of(today) if plan.starts <= today <= plan.ends else month_of(plan.starts)

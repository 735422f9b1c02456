"""The templates command: the month's empty returns."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.commands.console import DONE, CannotRun, Console, say_findings, write_once_made
from cyps_reports.commands.inputs import about_plan, plan_path, read_plan_of, refuse_unless_folder
from cyps_reports.findings import CellRef, Finding, Severity
from cyps_reports.machine import content_of
from cyps_reports.plan.dates import Month, month_of, month_of_folder
from cyps_reports.plan.model import Plan
from cyps_reports.words import listed

if TYPE_CHECKING:
    from cyps_reports.returns.model import Returns


def write_templates(console: Console, options: argparse.Namespace, today: date) -> int:
    """Writes an empty return for every priority, with what earlier months carry forward; never over answers."""
    from cyps_reports.templates.carry import carried_from
    from cyps_reports.templates.workbook import return_workbook
    from cyps_reports.writers.names import file_name
    from cyps_reports.writers.written import SUMS, sums_with

    if options.returns is not None:
        refuse_unless_folder(options.returns)
    plan, _ = read_plan_of(console, options)
    months, lost = _earlier(console, options.returns, plan) if options.returns else ((), ())
    carried = carried_from(months, plan)
    month = options.month or _default_month(options.returns, plan, today)
    _refuse_odd_month(month, plan, carried.earlier.months)
    contents = {
        file_name(f"return-{priority.code}.xlsx"): return_workbook(plan, priority, month, carried)
        for priority in plan.priorities
    }

    def files() -> dict[str, bytes]:
        _refuse_to_lose_answers(options.output, contents, plan, months)
        others = {SUMS: sums_with(options.output, contents)}
        if not locations.plan_in(options.output):
            plan_workbook = plan_path(options)
            others[Path(locations.PLAN_NAME).with_suffix(plan_workbook.suffix.lower()).name] = (
                plan_workbook.read_bytes()
            )
        return {**contents, **others}

    for path in write_once_made(options.output, files):
        if path.name != SUMS:
            console.say(f"Wrote {path}")
    console.say(f"The returns are for {month.in_words}.")
    console.say(about_plan(options))
    say_findings(console, lost)
    return DONE


def _refuse_odd_month(month: Month, plan: Plan, carried: tuple[Month, ...]) -> None:
    if month not in plan.months:
        problem = f"{month.in_words} is not in the plan year {plan.year}."
        raise CannotRun(f"{problem} Give the plan workbook of its year with --plan, or another month with --month.")
    if not plan.is_report_month(month):
        following = plan.report_month_after(month)
        problem = f"No return is due for {month.in_words}: the plan is reported {plan.reported.in_words}."
        raise CannotRun(f"{problem} Give another month with --month, like {following}.")
    if carried and month <= carried[-1]:
        problem = f"the returns for {carried[-1].in_words} cannot be carried forward to {month.in_words}."
        raise CannotRun(f"{problem} Give a later month with --month, or the folder of an earlier one with --from.")


def _refuse_to_lose_answers(folder: Path, contents: Mapping[str, bytes], plan: Plan, months: Sequence[Returns]) -> None:
    """Replaces what is byte for byte, or cell by cell, as the program writes it, and nothing else."""
    from cyps_reports.record.file import sha256
    from cyps_reports.templates.as_written import first_difference
    from cyps_reports.writers.written import sums_in

    sums = sums_in(folder)
    for name, content in contents.items():
        path = folder / name
        if not path.exists():
            continue
        there = path.read_bytes()
        if there in (content, content_of(locations.built_in() / name)) or sha256(there) in sums:
            continue
        if differs := first_difference(path, plan, months):
            raise CannotRun(_filled_in(path, differs))


def _filled_in(path: Path, differs: CellRef) -> str:
    where = ", ".join(part for part in (differs.sheet, differs.cell) if part)
    how = (
        f"It first differs from what the program writes in {where}."
        if where
        else "It holds something that the program does not write, or cannot be read as a return."
    )
    return (
        f"{path} has been filled in. Move it into its month's folder under returns,"
        f" or choose another folder with --output. {how} If nobody needs it, take it away and run again."
    )


def _earlier(console: Console, returns: Path, plan: Plan) -> tuple[tuple[Returns, ...], tuple[Finding, ...]]:
    """The returns of the months up to that of a folder, and what of them could not be read."""
    from cyps_reports.history.found import find_earlier
    from cyps_reports.history.months import history_of
    from cyps_reports.returns.folder import read_folders

    month = month_of_folder(returns.resolve().name, plan.months)
    if month is None:
        raise CannotRun(f"{returns} is not named after its month. Give a folder like returns/2012-09.")
    earlier = find_earlier(returns.resolve().parent, Path(locations.OUTPUT_NAME), month.next, plan)
    history = history_of(earlier, read_folders(earlier.to_read, plan), month.next, plan)
    months = tuple(each.returns for each in history.months)
    known = listed(each.month.in_words for each in months)
    console.say(f"Carried forward from {known}." if months else "There is nothing to carry forward.")
    return months, tuple(each for each in history.findings if each.severity is Severity.WARNING)


def _default_month(returns: Path | None, plan: Plan, today: date) -> Month:
    """The month of the next returns after those carried from, else after the last ones; else from today on."""
    own = Path(locations.RETURNS_NAME)
    newest = returns.resolve() if returns else locations.newest_month(own, plan.months)
    returned = month_of_folder(newest.name, plan.months) if newest else None
    if returned:
        return plan.report_month_after(returned)
    current = month_of(today) if plan.starts <= today <= plan.ends else plan.months[0]
    return next((each for each in plan.report_months if each >= current), plan.report_months[-1])

"""The month on one page.

From a folder of returns to an assessment, its findings and what has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import Change, changes_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.restated import restated_of
from cyps_reports.findings import CellRef, Finding, Severity, error, warning, worst_first
from cyps_reports.history.earlier_months import EarlierMonths, find_earlier
from cyps_reports.history.joined_months import History, history_of
from cyps_reports.plan.checks import faults
from cyps_reports.plan.dates import Month, long, month_of, month_of_folder
from cyps_reports.plan.model import Plan
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import (
    EMPTY_FOLDER,
    Read,
    ReadFiles,
    month_said_by,
    read_files,
    read_folders,
    returns_for,
)
from cyps_reports.returns.model import Returns


@dataclass(frozen=True, slots=True)
class CheckedMonth:
    """A month read and assessed.

    `findings` are by workbook, the worst first, those of the plan at the end.

    `left_out` are those among them that say why a file that came for the month was not used.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    history: History = field(default_factory=History)
    changes: tuple[Change, ...] = ()
    left_out: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedMonth:
    """A month whose workbooks are read and not yet judged on a day.

    So are those of the months before it.

    `plan_findings` are what was found in the plan workbook; `read` is by folder what its workbooks
    say.
    """

    month: Month
    folder: Path
    plan: Plan
    plan_findings: tuple[Finding, ...]
    earlier: EarlierMonths
    read: Mapping[Path, Read]


def check_month(
    folder: Path,
    plan: Plan,
    as_at: date | None,
    plan_findings: tuple[Finding, ...] = (),
    reported: Path | None = None,
    *,
    from_workbooks: bool = False,
) -> CheckedMonth | None:
    """Reads a month's folder against the plan and judges it on a day.

    `opened_month`, then `judged`.
    """
    opened = opened_month(
        folder, plan, as_at, plan_findings, reported, from_workbooks=from_workbooks
    )
    return judged(opened, as_at) if opened else None


def opened_month(
    folder: Path,
    plan: Plan,
    as_at: date | None,
    plan_findings: tuple[Finding, ...] = (),
    reported: Path | None = None,
    *,
    from_workbooks: bool = False,
    read_all: ReadFiles = read_files,
) -> OpenedMonth | None:
    """Reads a month's folder against the plan; None where nothing tells which month it is.

    The month is the folder's name, else what its workbooks say, else that of `as_at`. `reported` is
    the folder that holds the results of earlier months; with `from_workbooks` their workbooks are
    read even where the records stand for them; `read_all` is how workbooks are read.
    """
    named = month_of_folder(folder.resolve().name, plan.months)
    read = {} if named else read_folders((folder,), plan, read_all)
    month = named or month_said_by(read[folder]) or (month_of(as_at) if as_at else None)
    if month is None:
        return None

    # What is there of earlier months, then the workbooks that have to be read.
    earlier = find_earlier(
        folder.resolve().parent, reported, month, plan, from_workbooks=from_workbooks
    )
    to_read = [each for each in (folder, *earlier.to_read) if each not in read]
    read |= read_folders(to_read, plan, read_all)
    return OpenedMonth(month, folder, plan, plan_findings, earlier, read)


def judged(opened: OpenedMonth, as_at: date | None) -> CheckedMonth:
    """What a month comes to on a day, its last one for None.

    The earlier months in their order, then this one.
    """
    month, plan, day = opened.month, opened.plan, as_at or opened.month.last
    history = history_of(opened.earlier, opened.read, month, plan)
    returns, reading = returns_for(month, opened.read[opened.folder], history.former_cells)
    if not plan.is_report_month(month):
        reading = tuple(each for each in reading if each.code != EMPTY_FOLDER)
    assessment = assess(plan.as_it_stood(day), returns, history.earlier, day)
    restated = restated_of(history.tellings, (*(each.returns for each in history.months), returns))
    changes = changes_of(assessment, history.positions, restated)

    about_month = (*_odd_month(month, plan), *_odd_day(day, month), *history.findings)
    about_returns = (*reading, *entry_findings(plan, returns), *assessment.findings)
    findings = (*worst_first((*about_month, *about_returns)), *opened.plan_findings, *faults(plan))
    return CheckedMonth(assessment, findings, history, changes, _left_out(returns, reading))


def _left_out(returns: Returns, reading: tuple[Finding, ...]) -> tuple[Finding, ...]:
    used = {"", *(each.workbook for each in returns.inputs)}
    about_others = (each for each in reading if each.place.workbook not in used)
    return worst_first(finding for finding in about_others if finding.severity is not Severity.NOTE)


def _odd_month(month: Month, plan: Plan) -> tuple[Finding, ...]:
    if month in plan.months:
        return ()
    problem = f"{month.in_words} is not in the year of the plan, {plan.year}."
    return (
        error(
            "month-outside-plan",
            CellRef(),
            problem,
            "Give the plan workbook of that year with --plan.",
        ),
    )


def _odd_day(as_at: date, month: Month) -> tuple[Finding, ...]:
    if month_of(as_at) == month:
        return ()
    problem = (
        f"The report is as at {long(as_at)}, which is not in the return month {month.in_words}."
    )
    return (
        warning(
            "as-at-outside-month",
            CellRef(),
            problem,
            "Give a day of the month with --as-at, or leave it out.",
        ),
    )

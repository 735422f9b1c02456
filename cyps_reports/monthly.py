"""The whole run on one page: from a folder of returns to an assessment, and from that to the outputs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef, Finding, warning, worst_first
from cyps_reports.history import read_earlier
from cyps_reports.plan.checks import faults
from cyps_reports.plan.dates import Month, long, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.report.build import build_report
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import month_said_by, open_folder, read_returns
from cyps_reports.writers.excel import excel_summary
from cyps_reports.writers.record import record_bytes, record_of
from cyps_reports.writers.word import word_report

RECORD = "as-reported.json"
"""The name of the machine-readable record."""


@dataclass(frozen=True, slots=True)
class CheckedMonth:
    """A month read and assessed: `findings` by workbook, the worst first, those of the plan at the end."""

    assessment: Assessment
    findings: tuple[Finding, ...]


def check_month(
    folder: Path, plan: Plan, as_at: date | None, plan_findings: tuple[Finding, ...] = ()
) -> CheckedMonth | None:
    """Reads a month's folder against the plan and assesses it; None where nothing tells which month it is.

    The month is the folder's name, else what its workbooks say, else that of `as_at`, which itself defaults
    to the month's last day.
    """
    opened = open_folder(folder)
    month = month_named(folder.resolve().name) or month_said_by(opened) or (month_of(as_at) if as_at else None)
    if month is None:
        return None
    day = as_at or month.last
    returns, reading = read_returns(opened, plan, month)
    assessment = assess(plan, returns, read_earlier(folder, month, plan), day)
    about_returns = (*_odd_day(day, month), *reading, *entry_findings(plan, returns, day), *assessment.findings)
    return CheckedMonth(assessment, (*worst_first(about_returns), *plan_findings, *faults(plan)))


def _odd_day(as_at: date, month: Month) -> tuple[Finding, ...]:
    if month_of(as_at) == month:
        return ()
    problem = f"The report is as at {long(as_at)}, which is not in the return month {month.in_words}."
    return (
        warning("as-at-outside-month", CellRef(), problem, "Give a day of the month with --as-at, or leave it out."),
    )


def outputs_of(checked: CheckedMonth) -> dict[str, bytes]:
    """The month's outputs by file name: Word report, Excel summary, record."""
    report = build_report(checked.assessment, checked.findings)
    month: Month = checked.assessment.month
    return {
        f"cyps-report-{month}.docx": word_report(report),
        f"cyps-summary-{month}.xlsx": excel_summary(report),
        RECORD: record_bytes(record_of(checked.assessment, checked.findings)),
    }

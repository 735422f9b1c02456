"""The whole run on one page: from a folder of returns to an assessment, and from that to the outputs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import Change, changes_of
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef, Finding, warning, worst_first
from cyps_reports.history.months import History, read_history
from cyps_reports.history.records import RECORD
from cyps_reports.plan.checks import faults
from cyps_reports.plan.dates import Month, long, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.report.build import Audience, Readers, build_report
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import month_said_by, open_folder, read_returns
from cyps_reports.writers.excel import excel_summary
from cyps_reports.writers.record import record_bytes, record_of
from cyps_reports.writers.word import styles_missing_from, word_report


@dataclass(frozen=True, slots=True)
class CheckedMonth:
    """A month read and assessed: `findings` by workbook, the worst first, those of the plan at the end."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    history: History = field(default_factory=History)
    changes: tuple[Change, ...] = ()


def check_month(
    folder: Path,
    plan: Plan,
    as_at: date | None,
    plan_findings: tuple[Finding, ...] = (),
    reported: Path | None = None,
) -> CheckedMonth | None:
    """Reads a month's folder against the plan and assesses it; None where nothing tells which month it is.

    The month is the folder's name, else what its workbooks say, else that of `as_at`, which itself defaults
    to the month's last day. `reported` is the folder that holds the results of earlier months.
    """
    opened = open_folder(folder)
    month = month_named(folder.resolve().name) or month_said_by(opened) or (month_of(as_at) if as_at else None)
    if month is None:
        return None
    day = as_at or month.last
    returns, reading = read_returns(opened, plan, month)
    history = read_history(folder, reported, month, plan)
    assessment = assess(plan, returns, history.earlier, day)
    about_month = (*_odd_day(day, month), *history.findings)
    about_returns = (*reading, *entry_findings(plan, returns, day), *assessment.findings)
    findings = (*worst_first((*about_month, *about_returns)), *plan_findings, *faults(plan))
    changes = changes_of(assessment, history.previous, history.restated) if history.previous else ()
    return CheckedMonth(assessment, findings, history, changes)


def _odd_day(as_at: date, month: Month) -> tuple[Finding, ...]:
    if month_of(as_at) == month:
        return ()
    problem = f"The report is as at {long(as_at)}, which is not in the return month {month.in_words}."
    return (
        warning("as-at-outside-month", CellRef(), problem, "Give a day of the month with --as-at, or leave it out."),
    )


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The Word template that gives the report its look: its file name and its bytes."""

    name: str
    content: bytes


def style_findings(style: HouseStyle | None) -> tuple[Finding, ...]:
    """What a template lacks; nothing where there is none."""
    if style is None:
        return ()
    place = CellRef(style.name)
    try:
        missing = styles_missing_from(style.content)
    except Exception:  # python-docx raises nearly anything on a file that is no Word document
        return (
            warning(
                "unreadable-template",
                place,
                "The Word template could not be read; the report has the built-in style.",
                "Open it in Word and save it again as a Word document (.docx), or take it away.",
            ),
        )
    return tuple(
        warning(
            "style-missing",
            place,
            f"The Word template has no style “{name}”; the built-in one is used for it.",
            f"Add a paragraph style called “{name}” in Word, or start from the built-in template.",
        )
        for name in missing
    )


def outputs_of(
    checked: CheckedMonth, readers: Readers | None = None, style: HouseStyle | None = None
) -> dict[str, bytes]:
    """The month's outputs by file name: Word report, Excel summary, record.

    For one director lead it is the Word report alone.
    """
    readers = readers or Readers()
    problems = style_findings(style)
    is_usable = style and all(each.code != "unreadable-template" for each in problems)
    findings = (*checked.findings, *problems)
    report = build_report(checked.assessment, findings, checked.history.positions, checked.changes, readers)
    month: Month = checked.assessment.month
    outputs = {report_name(month, readers): word_report(report, style.content if style and is_usable else None)}
    if not readers.lead:
        outputs[f"cyps-summary-{month}.xlsx"] = excel_summary(report)
        outputs[RECORD] = record_bytes(record_of(checked.assessment, findings, checked.changes))
    return outputs


def report_name(month: Month, readers: Readers | None = None) -> str:
    """The file name of the Word report."""
    return f"cyps-report-{month}{_suffix(readers or Readers())}.docx"


def _suffix(readers: Readers) -> str:
    parts = (readers.audience.value if readers.audience is not Audience.CABINET else "", readers.lead)
    return "".join(f"-{re.sub(r'[^A-Za-z0-9]', '', part)}" for part in parts if part)

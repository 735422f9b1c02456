"""The whole run on one page: from a folder of returns to an assessment, and from that to the outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef, Finding, warning, worst_first
from cyps_reports.history import earlier_of, read_months
from cyps_reports.plan.checks import faults
from cyps_reports.plan.dates import Month, long, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.report.build import Audience, Readers, build_report
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.folder import month_said_by, open_folder, read_returns
from cyps_reports.returns.model import Returns
from cyps_reports.writers.excel import excel_summary
from cyps_reports.writers.files import file_name
from cyps_reports.writers.record import Json, Source, record_bytes, record_of, with_outputs
from cyps_reports.writers.word import styles_missing_from, word_report

RECORD = "as-reported.json"
"""The name of the machine-readable record."""


@dataclass(frozen=True, slots=True)
class CheckedMonth:
    """A month read and assessed: `findings` by workbook, the worst first, those of the plan at the end.

    `previous` is the last month before it that anything was returned for, assessed as at that month's end.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    previous: Assessment | None = None


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
    months = read_months(folder, month, plan)
    assessment = assess(plan, returns, earlier_of(months), day)
    about_returns = (*_odd_day(day, month), *reading, *entry_findings(plan, returns, day), *assessment.findings)
    findings = (*worst_first(about_returns), *plan_findings, *faults(plan))
    return CheckedMonth(assessment, findings, _previous(plan, months))


def _previous(plan: Plan, months: tuple[Returns, ...]) -> Assessment | None:
    if not months:
        return None
    *before, last = months
    return assess(plan, last, earlier_of(before), last.month.last)


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
    checked: CheckedMonth,
    readers: Readers | None = None,
    style: HouseStyle | None = None,
    sources: tuple[Source, ...] = (),
) -> dict[str, bytes]:
    """The month's outputs by file name: Word report, Excel summary, record.

    For one director lead it is the Word report alone.
    """
    readers = readers or Readers()
    problems = style_findings(style)
    is_usable = style and all(each.code != "unreadable-template" for each in problems)
    findings = (*checked.findings, *problems)
    report = build_report(checked.assessment, findings, checked.previous, readers)
    month: Month = checked.assessment.month
    name = file_name(f"cyps-report-{month}{_suffix(readers)}.docx")
    outputs = {name: word_report(report, style.content if style and is_usable else None)}
    if not readers.lead:
        outputs[f"cyps-summary-{month}.xlsx"] = excel_summary(report)
        record = with_outputs(record_of(checked.assessment, findings, sources), outputs, {})
        outputs[RECORD] = record_bytes(record)
    return outputs


def sealed(
    outputs: Mapping[str, bytes],
    checked: CheckedMonth,
    style: HouseStyle | None,
    sources: tuple[Source, ...],
    there: Json,
) -> dict[str, bytes]:
    """The outputs with the record of them all; `there` is the record in the folder they go to, empty where none.

    One lead's report alone does not replace a record that is about something else.
    """
    files = {name: content for name, content in outputs.items() if name != RECORD}
    findings = (*checked.findings, *style_findings(style))
    record = with_outputs(record_of(checked.assessment, findings, sources), files, there)
    if RECORD not in outputs and not set(files) < {each["file"] for each in record["outputs"]}:  # type: ignore[attr-defined]
        return files
    return {**files, RECORD: record_bytes(record)}


def _suffix(readers: Readers) -> str:
    parts = (readers.audience.value if readers.audience is not Audience.CABINET else "", readers.lead)
    return "".join(f"-{part}" for part in parts if part)

"""Says what a report replaces, what was found, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cyps_reports.acts.ended import Progress, Watch
from cyps_reports.acts.report import Replaced, ReportBegun, Reported, ReportMade
from cyps_reports.console.month import kept_lines, month_steps
from cyps_reports.console.screen import Console, say_findings, tally
from cyps_reports.findings import Finding, Severity
from cyps_reports.history.earlier_months import OTHER_RECORD
from cyps_reports.history.missing_months import OF_EARLIER_MONTHS
from cyps_reports.phrases import listed
from cyps_reports.plan.dates.months import Month
from cyps_reports.record.file_names import WORDS
from cyps_reports.workbooks.workers import dismiss
from cyps_reports.writers.pdf.said import pdf_lines

Wanted = Callable[[Finding], bool]
"""Which findings are said before the report is written."""


def is_needed(finding: Finding) -> bool:
    """Whether the report rests on it.

    An error, something that is missing of an earlier month, or another plan it may be of.
    """
    is_warning = finding.severity is Severity.WARNING
    is_error = finding.severity is Severity.ERROR
    return is_error or (is_warning and finding.code in _RESTS_ON)


_RESTS_ON = (*OF_EARLIER_MONTHS, OTHER_RECORD, "month-in-two-plans")


def is_no_note(finding: Finding) -> bool:
    """Whether somebody should look at it."""
    return finding.severity is not Severity.NOTE


def report_steps(console: Console, wanted: Wanted) -> Watch:
    """Says each step of making a report."""
    month_said = month_steps(console)

    def said(step: Progress) -> None:
        month_said(step)
        if isinstance(step, ReportBegun):
            # Little more is read, and the results of a large month want the memory.
            dismiss()
        if isinstance(step, ReportMade):
            console.say_all(replaced_lines(step.replaced, step.month.month))
            findings = tuple(
                finding
                for finding in step.month.checked.findings
                # What was written in the report is the officer's own.
                if wanted(finding) or finding.place.workbook == WORDS
            )
            about_words = step.month.checked.about_words
            made = step.outputs
            say_findings(console, (*findings, *made.about_style, *about_words, *made.about_public))

    return said


def replaced_lines(replaced: Replaced, month: Month) -> Iterator[str]:
    """What of an earlier report is replaced.

    The next month is compared with what lies in the folder.
    """
    for changed_record in replaced.changed_records:
        yield (
            f"The record of {changed_record} is not the one that the report in this folder was "
            "made from: it was made again since, or changed."
        )
    if replaced.is_another_report:
        yield (
            f"This replaces another report of {month.in_words}. If that one went out, keep it: "
            "the next month's"
        )
        yield (
            "changes are told against what lies in this folder. --output makes this one elsewhere."
        )
    if replaced.not_made_again:
        yield (
            "Made from the earlier returns, and not made again now: "
            f"{listed(replaced.not_made_again)}."
        )


def say_reported(console: Console, reported: Reported) -> None:
    """Says what was kept, what was written, and how many findings there are."""
    console.say_all(kept_lines(reported.written))
    console.say_all(f"Wrote {path}" for path in reported.written.paths)
    if pdf := reported.outputs.pdf:
        console.say_all(pdf_lines(pdf))
    console.say(tally(reported.month.checked.findings))

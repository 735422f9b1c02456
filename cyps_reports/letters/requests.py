"""What an email asks for.

Exceptions with their reasons, and every cell to put right, under what mends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cyps_reports.assessment.asked_of_managers import NO_CORRECTIVE_ACTION
from cyps_reports.assessment.completeness import Need, needs_of
from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.findings import Finding, Severity
from cyps_reports.letters.feedback import NEEDED, WORTH_A_LOOK, needed_of, part, worth_a_look_of
from cyps_reports.phrases import with_the
from cyps_reports.report.deadline_wording import deadline_reason, due_text, full_name
from cyps_reports.report.question_wording import open_line, questions_for
from cyps_reports.report.wording import NO_ACTION, action_given

# Mail programs break lines themselves, to the width of their window.
_UNBROKEN = 100_000


def asked_for(findings: tuple[Finding, ...]) -> str:
    """The findings workbook by workbook, each cell under what mends it.

    "" where nothing is asked for.
    """
    by_workbook = sorted(findings, key=lambda each: each.place.workbook)
    return "\n".join(
        line
        for workbook, group in groupby(by_workbook, key=lambda each: each.place.workbook)
        for line in _of_workbook(workbook, tuple(group))
    ).strip()


def _of_workbook(workbook: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    lines = (
        *part(NEEDED, needed_of(findings), _UNBROKEN),
        *part(WORTH_A_LOOK, worth_a_look_of(findings), _UNBROKEN),
    )
    if lines:
        yield from (f"In the workbook {workbook}:", "", *lines)


def of_priority(
    assessment: Assessment, code: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Everything to put right in a priority's return.

    Each row that is not done has a finding that asks for it.
    """
    workbooks = {each.workbook for each in assessment.returns.inputs if each.priority == code}
    return tuple(
        finding
        for finding in findings
        if finding.place.workbook in workbooks and finding.severity is not Severity.NOTE
    )


def of_lead(theirs: Assessment, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on the rows of a lead's deadlines, which the heads of service are asked for.

    Missing corrective actions are told with the exceptions.
    """
    entries = (result.entry for result in theirs.deadlines if result.entry)
    rows = {place.row for entry in entries for place in (*entry.places.values(), *entry.also)}
    return tuple(
        finding
        for finding in findings
        if finding.place.cell
        and finding.place.row in rows
        and finding.severity is not Severity.NOTE
        and finding.code != NO_CORRECTIVE_ACTION
    )


def asked_of_heads(findings: tuple[Finding, ...], closing: str) -> str:
    """What a lead is told of cells that others are asked for; "" for nothing.

    `closing` is the day by which the returns are wanted.
    """
    if not findings:
        return ""
    title = "In the returns, about your milestones"
    lines = dict.fromkeys(f"  - {finding.told}" for finding in findings)
    ask = (
        f"Please ask the heads of service to correct these and return their workbooks by {closing}."
    )
    return "\n".join((title, "-" * len(title), *lines, "", ask))


def questions_text(assessment: Assessment, lead: str) -> str:
    """What the body that takes the report asked of a lead, and has no answer to; "" for nothing."""
    plan, as_at = assessment.plan, assessment.as_at
    theirs = [each for each in questions_for(plan, lead) if each.is_open(as_at)]
    title = f"Asked by {with_the(plan.vocabulary.body_word)}, and not answered yet"
    lines = (f"  - {open_line(each, plan, as_at)}" for each in theirs)
    return "\n".join((title, "-" * len(title), *lines)) if theirs else ""


def exceptions_text(theirs: Assessment) -> str:
    """A lead's late deadlines, those amber without a corrective action, and those that wait.

    "" where there are none.
    """
    exceptions = exceptions_of(theirs)
    ambers = tuple(amber for amber in exceptions.ambers if isinstance(amber, DeadlineResult))
    parts = (
        ("Overdue and missed", exceptions.deadlines),
        ("At risk or missed once, and without a corrective action", ambers),
        ("Waiting for what is late or at risk", _waiting(theirs, (*exceptions.deadlines, *ambers))),
    )
    return "\n".join(
        line for title, results in parts for line in _exceptions(title, results, theirs)
    ).strip()


def _waiting(theirs: Assessment, told: tuple[DeadlineResult, ...]) -> tuple[DeadlineResult, ...]:
    """The other deadlines that wait for a milestone which is late or at risk."""
    keys = {each.key for each in told}
    return tuple(each for each in theirs.deadlines if each.waits_for and each.key not in keys)


def _exceptions(
    title: str, results: tuple[DeadlineResult, ...], theirs: Assessment
) -> Iterator[str]:
    if results:
        yield from (title, "-" * len(title))
        yield from (_exception(result, theirs) for result in results)
        yield ""


def _exception(result: DeadlineResult, theirs: Assessment) -> str:
    name = full_name(result.milestone, result.deadline)
    due = (
        f"{due_text(result.deadline)}. "
        if not result.deadline.binding
        else f"Due {due_text(result.deadline)}. "
    )
    said = (
        f"{word_of(result.state)}. "
        f"{due}{deadline_reason(result, theirs.as_at, theirs.plan.vocabulary)}"
    )
    return f"  - {name}: {said} {_action(result, theirs)}".rstrip()


def _action(result: DeadlineResult, theirs: Assessment) -> str:
    """The corrective action given, on one line; else that whoever fills in the row is asked."""
    entry = result.entry
    if entry and entry.corrective_action:
        return action_given(" ".join(entry.corrective_action.split()))
    # Where there is no update, or a date is missing, that is what is asked for.
    if entry is None or Need.NO_ACTION not in needs_of(theirs, result):
        return ""
    return f"{NO_ACTION} The head of service is asked for one."

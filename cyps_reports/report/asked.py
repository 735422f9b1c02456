"""What an email asks for: exceptions with their reasons, and every cell to put right, under what mends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from cyps_reports.assessment.checks import NO_CORRECTIVE_ACTION
from cyps_reports.assessment.exceptions import exceptions_of
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.findings import CellRef, Finding, Severity, warning
from cyps_reports.report.deadline_wording import deadline_reason, due_text, full_name
from cyps_reports.report.feedback import NEEDED, WORTH_A_LOOK, needed_of, part, worth_a_look_of
from cyps_reports.report.status import rows_todo
from cyps_reports.returns.model import Status
from cyps_reports.templates.todo import DONE

STILL_TO_FILL_IN = "Still to fill in"
ROW_NOT_DONE = "row-not-done"

# Mail programs break lines themselves, to the width of their window.
_UNBROKEN = 100_000


def asked_for(findings: tuple[Finding, ...]) -> str:
    """The findings workbook by workbook, each cell under what mends it; "" where nothing is asked for."""
    by_workbook = sorted(findings, key=lambda each: each.place.workbook)
    return "\n".join(
        line
        for workbook, group in groupby(by_workbook, key=lambda each: each.place.workbook)
        for line in _of_workbook(workbook, tuple(group))
    ).strip()


def _of_workbook(workbook: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    todo = tuple(each for each in findings if each.code == ROW_NOT_DONE)
    others = tuple(each for each in findings if each.code != ROW_NOT_DONE)
    lines = (
        *part(NEEDED, needed_of(others), _UNBROKEN),
        *part(WORTH_A_LOOK, worth_a_look_of(others), _UNBROKEN),
        *part(STILL_TO_FILL_IN, todo, _UNBROKEN),
    )
    if lines:
        yield from (f"In the workbook {workbook}:", "", *lines)


def of_priority(assessment: Assessment, code: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Everything to put right in a priority's return: the findings, and each row not done that none of them covers."""
    workbooks = {each.workbook for each in assessment.returns.inputs if each.priority == code}
    found = tuple(each for each in findings if each.place.workbook in workbooks and each.severity is not Severity.NOTE)
    covered = {each.place for each in found}
    return (*found, *(each for each in _not_done(assessment, code) if each.place not in covered))


def _not_done(assessment: Assessment, code: str) -> Iterator[Finding]:
    for row in rows_todo(assessment, code):
        # A row that is not in the workbook is named by the finding that says so.
        if row.words not in (DONE, "") and row.place.cell:
            yield warning(ROW_NOT_DONE, row.place, row.called, f"{row.words}.")


def of_lead(theirs: Assessment, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on the rows of a lead's deadlines; missing corrective actions are told with the exceptions."""
    entries = (result.entry for result in theirs.deadlines if result.entry)
    rows = {_row(place) for entry in entries for place in (*entry.places.values(), *entry.also)}
    return tuple(
        each
        for each in findings
        if each.place.cell
        and _row(each.place) in rows
        and each.severity is not Severity.NOTE
        and each.code != NO_CORRECTIVE_ACTION
    )


def _row(place: CellRef) -> tuple[str, str, str]:
    return place.workbook, place.sheet, re.sub(r"\D", "", place.cell)


def exceptions_text(theirs: Assessment) -> str:
    """A lead's late deadlines, and those amber without a corrective action; "" where there are none."""
    exceptions = exceptions_of(theirs)
    ambers = tuple(each for each in exceptions.ambers if isinstance(each, DeadlineResult))
    parts = (
        ("Overdue and missed", exceptions.deadlines),
        ("At risk, missed this month or re-dated, and without a corrective action", ambers),
    )
    return "\n".join(line for title, results in parts for line in _exceptions(title, results, theirs)).strip()


def _exceptions(title: str, results: tuple[DeadlineResult, ...], theirs: Assessment) -> Iterator[str]:
    if results:
        yield from (title, "-" * len(title))
        yield from (_exception(result, theirs) for result in results)
        yield ""


def _exception(result: DeadlineResult, theirs: Assessment) -> str:
    name = full_name(result.milestone, result.deadline)
    due = f"{due_text(result.deadline)}. " if not result.deadline.binding else f"Due {due_text(result.deadline)}. "
    said = f"{result.state}. {due}{deadline_reason(result, theirs.as_at)}"
    return f"  - {name}: {said} {_action(result)}".rstrip()


def _action(result: DeadlineResult) -> str:
    """The corrective action given, on one line; else the cell to write it in."""
    entry = result.entry
    if entry and entry.corrective_action:
        return f"Corrective action: {' '.join(entry.corrective_action.split())}"
    place = entry.places.get("corrective_action") if entry else None
    # Where there is no update, or a date is missing, that is what is asked for.
    if not entry or not place or not entry.is_update or entry.status is Status.COMPLETED:
        return ""
    return f"No corrective action was given: write what will be done, by whom and by when, in {place}."

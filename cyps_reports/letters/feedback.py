"""Feedback to the owner of a return: what to put right, in the words of a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from cyps_reports.findings import Finding, Severity
from cyps_reports.phrases import are, counted
from cyps_reports.plan.dates.months import Month

NEEDED = "Needed for the report"
WORTH_A_LOOK = "Worth a look"

_WIDTH = 92


def feedback_texts(
    findings: tuple[Finding, ...], workbooks: tuple[str, ...], month: Month
) -> dict[str, str]:
    """A text for each workbook, by the workbook's name.

    Also for those with nothing to put right.
    """
    named = dict.fromkeys(
        (*workbooks, *(finding.place.workbook for finding in findings if finding.place.workbook))
    )
    about = {
        workbook: tuple(each for each in findings if each.place.workbook == workbook)
        for workbook in named
    }
    return {workbook: _text(workbook, theirs, month) for workbook, theirs in about.items()}


def _text(workbook: str, findings: tuple[Finding, ...], month: Month) -> str:
    needed, worth_a_look = needed_of(findings), worth_a_look_of(findings)
    lines = [f"{workbook}: {month.in_words} return", ""]
    if not needed and not worth_a_look:
        lines.append("Thank you for the return. There is nothing to put right.")
    else:
        lines += [_opening(len(needed), len(worth_a_look)), ""]
        lines += [*part(NEEDED, needed), *part(WORTH_A_LOOK, worth_a_look)]
        lines.append("Please correct the cells in your workbook, save it, and send it back.")
    return "\n".join(lines) + "\n"


def _opening(needed: int, worth_a_look: int) -> str:
    said = []
    if needed:
        verb, them = ("needs", "it") if needed == 1 else ("need", "them")
        said.append(
            f"{counted(needed, 'thing')} {verb} putting right before the report can use {them}"
        )
    if worth_a_look:
        said.append(f"{counted(worth_a_look, 'thing')} {are(worth_a_look)} worth a look")
    return fill(f"Thank you for the return. {', and '.join(said)}.", _WIDTH)


def needed_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those without which the report is wrong."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def worth_a_look_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that somebody should look at."""
    return tuple(finding for finding in findings if finding.severity is Severity.WARNING)


def part(title: str, findings: tuple[Finding, ...], width: int = _WIDTH) -> Iterator[str]:
    """What is wrong, and under those that it mends what to do, so that nothing is said twice."""
    if not findings:
        return
    yield from (title, "-" * len(title))
    for fix in dict.fromkeys(finding.fix for finding in findings):
        for finding in (each for each in findings if each.fix == fix):
            yield fill(finding.told, width, initial_indent="  - ", subsequent_indent="    ")
        yield fill(fix, width, initial_indent="    ", subsequent_indent="    ")
        yield ""

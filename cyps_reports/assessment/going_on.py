"""That a report goes on without what could not be read or used, as somebody has said it may."""

from __future__ import annotations

from collections.abc import Iterable

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Severity, note
from cyps_reports.phrases import counted

GOES_ON: Code = "goes-on-without"
"""The code of the finding that says so, in the record and the report."""


def errors_in(findings: Iterable[Finding]) -> int:
    """How many things could not be read or used."""
    return sum(finding.severity is Severity.ERROR for finding in findings)


def going_on(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, with one that says how many of them the report goes on without."""
    number = errors_in(findings)
    problem = (
        f"Whoever made this report was shown {counted(number, 'thing')} that could not be read or "
        f"used, and had it made without {'it' if number == 1 else 'them'}."
    )
    mend = "Nothing, if that still holds. Else mend what is wrong, and make the report again."
    return (*findings, note(GOES_ON, CellRef(), problem, mend))
